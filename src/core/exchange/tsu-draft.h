/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-record.h"

G_BEGIN_DECLS

/**
 * TsuDraftName:
 * @field: index of a field that refers to a record
 * @pair: place in a draft's @extra of the pair that names the record
 *
 * A reference to what nothing in the ledger is called.
 */
typedef struct {
  guint field;
  guint pair;
} TsuDraftName;

/**
 * TsuDraft:
 * @row: the number of the row it comes from
 * @id: (nullable): the id of the record, where the file is an export of ours
 * @source: (nullable): code and number the source gave it
 * @home: (nullable): the id of the district that the address lies in, for a record that is new;
 *   nobody's choice is changed by it
 * @values: one for each field of @type, %NULL where the row says nothing
 * @extra: (element-type utf8): name, text, name, text … of columns without a field
 * @unread: (element-type utf8): the same, of cells that their field could not take
 * @named: (nullable) (element-type TsuDraftName): references to what may stand further down in the
 *   same file
 *
 * What a row says about one record, before it is known whether the record is there already.
 */
typedef struct {
  const TsuType *type;
  guint row;
  char *id;
  char *source;
  char *home;
  TsuValue **values;
  GPtrArray *extra;
  GPtrArray *unread;
  GArray *named;
} TsuDraft;

TsuDraft *tsu_draft_new (const TsuType *type, guint row);
void tsu_draft_free (TsuDraft *self);
void tsu_draft_take (TsuDraft *self, guint field, TsuValue *value);
void tsu_draft_take_named (TsuDraft *self, const char *field, TsuValue *value);
TsuValue *tsu_draft_get (const TsuDraft *self, const char *field);
const char *tsu_draft_get_text (const TsuDraft *self, const char *field);
gboolean tsu_draft_has_field (const TsuDraft *self, const char *field);
void tsu_draft_append_note (TsuDraft *self, const char *field, const char *text);
void tsu_draft_add_extra (TsuDraft *self, const char *name, const char *text);
void tsu_draft_add_name (TsuDraft *self, guint field, const char *header, const char *text);
void tsu_draft_add_unread (TsuDraft *self, const char *name, const char *text);
void tsu_draft_move_in (TsuDraft *self);
gboolean tsu_draft_finish (TsuDraft *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuDraft, tsu_draft_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-schema.h"
#include "tsu-value.h"

G_BEGIN_DECLS

/**
 * TsuOp:
 *
 * What a change does to its record.
 */
typedef enum {
  TSU_OP_SET,
  TSU_OP_DELETE,
  TSU_OP_RESTORE,
} TsuOp;

/* A record lies in one ward; 0 is the city as a whole. */
#define TSU_WARD_UNKNOWN (-1)

/**
 * TsuFieldEdit:
 * @field: stable name of the field; may be one that this program does not know
 * @known: FALSE where @raw is no value this program can hold; it then travels unread
 * @value: (nullable): the new value of a register field, NULL for empty
 * @add: (nullable): elements added to a set field
 * @remove: (nullable): elements removed from a set field
 * @is_set: whether the edit is written as add and remove
 * @seen: (array zero-terminated=1): ids of the changes this edit replaces in the field
 */
typedef struct {
  char *field;
  TsuValue *value;
  TsuValue *add;
  TsuValue *remove;
  gboolean is_set;
  gboolean known;
  char **seen;
} TsuFieldEdit;

/**
 * TsuChange:
 * @fields: JSON object as written by the author: field → value, or {"add":[…],"remove":[…]}
 * @seen: JSON: an array of ids where they are the same for all fields, or field → array.
 *   For a delete the heads it saw, for a restore the deletes it undoes
 * @hlc: clock of the author
 * @ohlc: the same clamped by the server; equals @hlc until the server has said
 * @seq: place in the server's order; 0 before the server has it
 * @ward: the ward its record lies in; #TSU_WARD_UNKNOWN where nobody has said
 * @cut: whether fields the reader may not see were taken out; the whole change replaces it
 * @z: (nullable): JSON, true or an array of fields: where the server knew it as dominated already.
 *   It is no head there, not even where the dominating change was forgotten
 *
 * One saved edit of one record, immutable. @fields and @seen are kept byte for byte, so that a
 * field this program does not know passes through it unharmed.
 */
typedef struct {
  char *id;
  char *record;
  char *type;
  TsuOp op;
  char *fields;
  char *seen;
  guint64 hlc;
  guint64 ohlc;
  char *device;
  char *user;
  int schema;
  gint64 seq;
  int ward;
  gboolean cut;
  char *z;
} TsuChange;

TsuChange *tsu_change_new (void);
TsuChange *tsu_change_copy (const TsuChange *change);
void tsu_change_free (TsuChange *change);

TsuFieldEdit *tsu_field_edit_new (const char *field);
void tsu_field_edit_free (TsuFieldEdit *edit);

void tsu_change_encode (TsuChange *change, GPtrArray *edits);
GPtrArray *tsu_change_decode (const TsuChange *change, GError **error);
char **tsu_change_decode_seen (const TsuChange *change, GError **error);
gboolean tsu_change_is_dominated (const TsuChange *change, const char *field);

void tsu_change_append_json (const TsuChange *change, GString *json);
void tsu_change_append_body (const TsuChange *change, GString *json);
TsuChange *tsu_change_parse (const char *json, gsize length, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuChange, tsu_change_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuFieldEdit, tsu_field_edit_free)

G_END_DECLS

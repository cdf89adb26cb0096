/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-db.h"
#include "tsu-record.h"
#include "tsu-search.h"

G_BEGIN_DECLS

/**
 * TsuTyped:
 *
 * The typed table of one record type on one connection: what the ledger shows now, one row a
 * record, one column a field. Made from the field table, so a new field needs no SQL.
 */
typedef struct _TsuTyped TsuTyped;

/**
 * TsuTypedWords:
 * @name: (nullable): the normalised name
 * @sort: the place in reading order
 *
 * What a row holds of a record beside its values. It follows from them alone.
 */
typedef struct {
  char *name;
  char *sort;
} TsuTypedWords;

TsuTyped *tsu_typed_new (TsuDb *db, const TsuType *type);
void tsu_typed_free (TsuTyped *self);
const TsuType *tsu_typed_get_type_of (TsuTyped *self);
TsuSearchTable *tsu_typed_get_search (TsuTyped *self);

char *tsu_typed_ddl (const TsuType *type);
gboolean tsu_typed_ensure (TsuTyped *self, GError **error);

void tsu_typed_make_words (const TsuRecord *record, TsuTypedWords *words);
void tsu_typed_clear_words (TsuTypedWords *words);
gboolean tsu_typed_write (TsuTyped *self,
                          const TsuRecord *record,
                          const TsuTypedWords *words,
                          guint64 changed,
                          gboolean is_new,
                          GError **error);
gboolean tsu_typed_remove (TsuTyped *self, gint64 key, GError **error);
TsuRecord *tsu_typed_read (TsuTyped *self, gint64 key, GError **error);
gboolean tsu_typed_fits (const TsuField *field, const TsuValue *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuTyped, tsu_typed_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TsuTypedWords, tsu_typed_clear_words)

G_END_DECLS

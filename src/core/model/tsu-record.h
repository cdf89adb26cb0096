/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-schema.h"
#include "tsu-value.h"

G_BEGIN_DECLS

/**
 * TsuRecord:
 *
 * A snapshot of one record as the ledger shows it: immutable once handed out, atomically counted,
 * so that a worker makes it and the window reads it. It never changes under its reader; after an
 * edit the ledger gives a new one.
 */
typedef struct _TsuRecord TsuRecord;

#define TSU_TYPE_RECORD (tsu_record_get_type ())

GType tsu_record_get_type (void);

TsuRecord *tsu_record_new (const TsuType *type, gint64 key, const char *id);
TsuRecord *tsu_record_ref (TsuRecord *self);
void tsu_record_unref (TsuRecord *self);
/* Only for whoever made the record, before anyone else has it. Takes @value. */
void tsu_record_take (TsuRecord *self, guint field, TsuValue *value);
void tsu_record_set_key (TsuRecord *self, gint64 key);
void tsu_record_set_deleted (TsuRecord *self, gboolean deleted);
void tsu_record_set_conflicts (TsuRecord *self, int conflicts);

const TsuType *tsu_record_get_type_of (const TsuRecord *self);
gint64 tsu_record_get_key (const TsuRecord *self);
const char *tsu_record_get_id (const TsuRecord *self);
gboolean tsu_record_is_deleted (const TsuRecord *self);
int tsu_record_get_conflicts (const TsuRecord *self);
TsuValue *tsu_record_get_at (const TsuRecord *self, guint field);
TsuValue *tsu_record_get (const TsuRecord *self, const char *field);
const char *tsu_record_get_text (const TsuRecord *self, const char *field);
gint64 tsu_record_get_integer (const TsuRecord *self, const char *field);
gboolean tsu_record_get_boolean (const TsuRecord *self, const char *field);
const char *const *tsu_record_get_list (const TsuRecord *self, const char *field);
const char *tsu_record_get_kind (const TsuRecord *self);
char *tsu_record_dup_title (const TsuRecord *self);
const char *tsu_record_get_icon (const TsuRecord *self);
void tsu_record_append_json (const TsuRecord *self, GString *json);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuRecord, tsu_record_unref)

G_END_DECLS

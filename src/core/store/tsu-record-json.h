/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-edit.h"

G_BEGIN_DECLS

/**
 * TsuRecordJson:
 *
 * One line of NDJSON in the shape in which records are printed, `{"id","type",fields…}`, read and
 * checked against the schema.
 */
typedef struct _TsuRecordJson TsuRecordJson;

TsuRecordJson *
tsu_record_json_parse (const TsuType *type, const char *json, gsize length, GError **error);
void tsu_record_json_free (TsuRecordJson *self);

const TsuType *tsu_record_json_get_type_of (const TsuRecordJson *self);
const char *tsu_record_json_get_id (const TsuRecordJson *self);
guint tsu_record_json_get_n_fields (const TsuRecordJson *self);
const TsuField *tsu_record_json_get_field (const TsuRecordJson *self, guint i, TsuValue **value);
TsuEdit *tsu_record_json_make_edit (const TsuRecordJson *self, gboolean create);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuRecordJson, tsu_record_json_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-ledger.h"
#include "tsu-sheet.h"

G_BEGIN_DECLS

/* The columns of an exported table: the fields that any record fills, and a column for each name
 * among their other columns. */
typedef struct _TsuExportColumns TsuExportColumns;

TsuExportColumns *tsu_export_columns_new (TsuLedger *ledger, const TsuType *type);
void tsu_export_columns_free (TsuExportColumns *self);
void tsu_export_columns_look_at (TsuExportColumns *self, const TsuRecord *record);
void tsu_export_columns_settle (TsuExportColumns *self);
guint tsu_export_columns_get_n (TsuExportColumns *self);
const char *const *tsu_export_columns_get_names (TsuExportColumns *self);
void tsu_export_columns_fill (TsuExportColumns *self, const TsuRecord *record, TsuCell *cells);

char *tsu_export_columns_name_unread (const char *name);
char *tsu_export_columns_parse_unread (const char *header);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuExportColumns, tsu_export_columns_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "tsu-import-look.h"

G_BEGIN_DECLS

#define TSU_TYPE_IMPORT_COLUMNS (tsu_import_columns_get_type ())

/**
 * TsuImportColumns:
 *
 * The columns of a file, a row each, and what they become. Signal "chosen" (column, target): the
 * user wants a column to become something else.
 */
G_DECLARE_FINAL_TYPE (TsuImportColumns, tsu_import_columns, TSU, IMPORT_COLUMNS, AdwBin)

void tsu_import_columns_show (TsuImportColumns *self, const TsuImportLook *look);
void tsu_import_columns_set_narrow (TsuImportColumns *self, gboolean narrow);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "tsu-import-plan.h"

G_BEGIN_DECLS

#define TSU_TYPE_IMPORT_OUTLOOK (tsu_import_outlook_get_type ())

/**
 * TsuImportOutlook:
 *
 * What an import would do: how many records would be new, added to and held back, and why. Its
 * signal "corrected" tells the indices of row and column of a cell and what it should say.
 */
G_DECLARE_FINAL_TYPE (TsuImportOutlook, tsu_import_outlook, TSU, IMPORT_OUTLOOK, AdwBin)

void tsu_import_outlook_wait (TsuImportOutlook *self);
void tsu_import_outlook_show (TsuImportOutlook *self, const TsuImportPlan *plan);
void tsu_import_outlook_fail (TsuImportOutlook *self, const GError *error);

G_END_DECLS

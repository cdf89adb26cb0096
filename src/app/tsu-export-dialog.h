/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "tsu-desk.h"

G_BEGIN_DECLS

#define TSU_TYPE_EXPORT_DIALOG (tsu_export_dialog_get_type ())

/**
 * TsuExportDialog:
 *
 * Writes a list as it is shown into a file that another program can read.
 */
G_DECLARE_FINAL_TYPE (TsuExportDialog, tsu_export_dialog, TSU, EXPORT_DIALOG, AdwWindow)

GtkWindow *
tsu_export_dialog_new (TsuDesk *desk, GtkWindow *parent, const TsuType *type, GArray *keys);
void tsu_export_dialog_write (TsuExportDialog *self, GFile *file);

G_END_DECLS

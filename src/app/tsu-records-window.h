/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "tsu-desk.h"

G_BEGIN_DECLS

#define TSU_TYPE_RECORDS_WINDOW (tsu_records_window_get_type ())

/**
 * TsuRecordsWindow:
 *
 * The records behind a number.
 */
G_DECLARE_FINAL_TYPE (TsuRecordsWindow, tsu_records_window, TSU, RECORDS_WINDOW, AdwWindow)

void tsu_records_window_present (
  TsuDesk *desk, GtkWindow *parent, const char *title, const TsuType *type, const GArray *keys);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "tsu-desk.h"

G_BEGIN_DECLS

#define TSU_TYPE_PREFERENCES (tsu_preferences_get_type ())

/**
 * TsuPreferences:
 *
 * Who writes, in which district, how dates are shown, and what the ledger is called. Everything
 * holds at once; there is nothing to confirm.
 */
G_DECLARE_FINAL_TYPE (TsuPreferences, tsu_preferences, TSU, PREFERENCES, AdwWindow)

GtkWindow *tsu_preferences_new (TsuDesk *desk, GtkWindow *parent);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define TSU_TYPE_FIRST_RUN (tsu_first_run_get_type ())

/**
 * TsuFirstRun:
 *
 * What is shown before there is a ledger: four ways to begin. Signals "new-chosen", "join-chosen",
 * "demo-chosen" and "open-chosen" say which; the application does it.
 */
G_DECLARE_FINAL_TYPE (TsuFirstRun, tsu_first_run, TSU, FIRST_RUN, AdwBin)

GtkWidget *tsu_first_run_new (void);

G_END_DECLS

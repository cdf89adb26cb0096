/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "tsu-meter.h"

G_BEGIN_DECLS

#define TSU_TYPE_PROGRESS_VIEW (tsu_progress_view_get_type ())

/**
 * TsuProgressView:
 *
 * What is shown while a long job runs: what is being done, how far it is in numbers, and a way to
 * stop it. Signal "stopped": the user wants no more of it.
 */
G_DECLARE_FINAL_TYPE (TsuProgressView, tsu_progress_view, TSU, PROGRESS_VIEW, AdwBin)

GtkWidget *tsu_progress_view_new (void);
void tsu_progress_view_begin (TsuProgressView *self,
                              const char *title,
                              TsuMeter *meter,
                              const char *unit);
void tsu_progress_view_end (TsuProgressView *self);
void tsu_progress_view_forbid_stop (TsuProgressView *self);

G_END_DECLS

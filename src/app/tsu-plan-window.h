/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "tsu-desk.h"

G_BEGIN_DECLS

#define TSU_TYPE_PLAN_WINDOW (tsu_plan_window_get_type ())

/**
 * TsuPlanWindow:
 *
 * A plan for every open need of the ward at once: what it would change, in figures, and its lines,
 * each with its reasons and each to be accepted or not.
 */
G_DECLARE_FINAL_TYPE (TsuPlanWindow, tsu_plan_window, TSU, PLAN_WINDOW, AdwWindow)

void tsu_plan_window_make (TsuDesk *desk, GtkWindow *parent);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "tsu-desk.h"

G_BEGIN_DECLS

#define TSU_TYPE_MATCH_END (tsu_match_end_get_type ())

/**
 * TsuMatchEnd:
 *
 * Asks how a match ended: what came of it and how both sides look back, or why it was not made.
 */
G_DECLARE_FINAL_TYPE (TsuMatchEnd, tsu_match_end, TSU, MATCH_END, AdwWindow)

void tsu_match_end_present (TsuDesk *desk, GtkWindow *parent, const char *match, gboolean made);

G_END_DECLS

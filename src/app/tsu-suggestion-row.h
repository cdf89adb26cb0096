/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "tsu-desk.h"

G_BEGIN_DECLS

#define TSU_TYPE_SUGGESTION_ROW (tsu_suggestion_row_get_type ())

/**
 * TsuSuggestionRow:
 *
 * One that could meet a need: the name, why in words, how much, and what can be done about it.
 * Folded it says the weightiest reasons, unfolded all of them, the doubts, and how the points come
 * about.
 */
G_DECLARE_FINAL_TYPE (TsuSuggestionRow, tsu_suggestion_row, TSU, SUGGESTION_ROW, AdwExpanderRow)

GtkWidget *tsu_suggestion_row_new (TsuDesk *desk, const TsuSuggestion *suggestion);

G_END_DECLS

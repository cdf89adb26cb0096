/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "tsu-desk.h"

G_BEGIN_DECLS

#define TSU_TYPE_BOARD_COLUMN (tsu_board_column_get_type ())

/**
 * TsuBoardColumn:
 *
 * The needs of one state, one below the other. Signals: "opened" (id) for one that was clicked,
 * and "dropped" (id) for one that was dragged here from another column.
 */
G_DECLARE_FINAL_TYPE (TsuBoardColumn, tsu_board_column, TSU, BOARD_COLUMN, GtkWidget)

GtkWidget *tsu_board_column_new (TsuDesk *desk, const TsuTerm *state);
const char *tsu_board_column_get_state (TsuBoardColumn *self);
char *tsu_board_column_dup_selected (TsuBoardColumn *self);
gboolean tsu_board_column_focus (TsuBoardColumn *self);

G_END_DECLS

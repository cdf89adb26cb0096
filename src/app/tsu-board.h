/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-page-info.h"

G_BEGIN_DECLS

#define TSU_TYPE_BOARD (tsu_board_get_type ())

/**
 * TsuBoard:
 *
 * Every need as a card in the column of its state. A card is opened by Enter; dragged to a column,
 * or sent on by Ctrl+Shift+→, it takes the step that leads there.
 */
G_DECLARE_FINAL_TYPE (TsuBoard, tsu_board, TSU, BOARD, GtkWidget)

GtkWidget *tsu_board_new (const TsuPageInfo *info, TsuDesk *desk, TsuSplit *outer);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "tsu-desk.h"
#include "tsu-today-data.h"

G_BEGIN_DECLS

#define TSU_TYPE_TODAY_BLOCK (tsu_today_block_get_type ())

/**
 * TsuTodayBlock:
 *
 * One matter of the day: a heading, and rows that lead to their records. What is to be done can be
 * marked done, or put off for a week, with one key each.
 *
 * Signal: "open" (id, type name) when a row is gone to.
 */
G_DECLARE_FINAL_TYPE (TsuTodayBlock, tsu_today_block, TSU, TODAY_BLOCK, AdwPreferencesGroup)

GtkWidget *tsu_today_block_new (TsuDesk *desk, TsuTodayGroup group);
void tsu_today_block_show (TsuTodayBlock *self, GPtrArray *items);

G_END_DECLS

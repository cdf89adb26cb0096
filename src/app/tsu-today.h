/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-page-info.h"

G_BEGIN_DECLS

#define TSU_TYPE_TODAY (tsu_today_get_type ())

/**
 * TsuToday:
 *
 * The page of the day: whom to contact, what waits, what is on, and what colleagues did. A record
 * that has no page of its own is shown in its place.
 */
G_DECLARE_FINAL_TYPE (TsuToday, tsu_today, TSU, TODAY, GtkWidget)

GtkWidget *tsu_today_new (const TsuPageInfo *info, TsuDesk *desk, TsuSplit *outer);
void tsu_today_show_record (TsuToday *self, const char *id);
gboolean tsu_today_back (TsuToday *self);

G_END_DECLS

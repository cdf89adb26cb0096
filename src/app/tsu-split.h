/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TSU_TYPE_SPLIT (tsu_split_get_type ())

/**
 * TsuSplit:
 *
 * A sidebar and its content: side by side where there is room, else one at a time. Its properties
 * are named as those of AdwNavigationSplitView ("sidebar", "content", "collapsed",
 * "show-content"), which shall replace its inside once the floor is libadwaita 1.4.
 */
G_DECLARE_FINAL_TYPE (TsuSplit, tsu_split, TSU, SPLIT, GtkWidget)

GtkWidget *tsu_split_new (void);
void tsu_split_set_sidebar (TsuSplit *self, GtkWidget *sidebar);
void tsu_split_set_content (TsuSplit *self, GtkWidget *content);
gboolean tsu_split_get_collapsed (TsuSplit *self);
gboolean tsu_split_get_show_content (TsuSplit *self);
void tsu_split_set_show_content (TsuSplit *self, gboolean show);
gboolean tsu_split_get_show_sidebar (TsuSplit *self);
void tsu_split_set_show_sidebar (TsuSplit *self, gboolean show);

G_END_DECLS

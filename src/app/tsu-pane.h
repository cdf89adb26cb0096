/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-split.h"

G_BEGIN_DECLS

#define TSU_TYPE_PANE (tsu_pane_get_type ())

/**
 * TsuPane:
 *
 * One side of a TsuSplit: a flat header bar over a child. The back button and the window's buttons
 * follow the splits that the pane stands in.
 */
G_DECLARE_FINAL_TYPE (TsuPane, tsu_pane, TSU, PANE, GtkWidget)

GtkWidget *tsu_pane_new (void);
void tsu_pane_set_title (TsuPane *self, const char *title, const char *subtitle);
void tsu_pane_set_title_widget (TsuPane *self, GtkWidget *widget);
void tsu_pane_set_child (TsuPane *self, GtkWidget *child);
void tsu_pane_pack_start (TsuPane *self, GtkWidget *child);
void tsu_pane_pack_end (TsuPane *self, GtkWidget *child);
void tsu_pane_set_splits (TsuPane *self, TsuSplit *before, TsuSplit *after);

G_END_DECLS

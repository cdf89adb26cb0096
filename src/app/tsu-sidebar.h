/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "tsu-desk.h"
#include "tsu-pane.h"

G_BEGIN_DECLS

#define TSU_TYPE_SIDEBAR (tsu_sidebar_get_type ())

/**
 * TsuSidebar:
 *
 * The pages of the window, and at the foot whose ledger it is and whether it is saved and shared.
 * Signal "page" (name).
 */
G_DECLARE_FINAL_TYPE (TsuSidebar, tsu_sidebar, TSU, SIDEBAR, GtkWidget)

GtkWidget *tsu_sidebar_new (TsuSplit *split);
void tsu_sidebar_set_page (TsuSidebar *self, const char *name);
void tsu_sidebar_set_desk (TsuSidebar *self, TsuDesk *desk);

G_END_DECLS

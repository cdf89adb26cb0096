/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean tsu_focus_is_within (GtkWidget *widget);
gboolean tsu_focus_enter (GtkWidget *widget);
GArray *tsu_focus_save (GtkWidget *widget);
void tsu_focus_restore (GtkWidget *widget, GArray *place);

G_END_DECLS

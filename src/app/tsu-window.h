/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "tsu-desk.h"

G_BEGIN_DECLS

#define TSU_TYPE_WINDOW (tsu_window_get_type ())

G_DECLARE_FINAL_TYPE (TsuWindow, tsu_window, TSU, WINDOW, AdwApplicationWindow)

TsuWindow *tsu_window_new (GtkApplication *app, GSettings *settings);
void tsu_window_set_store (TsuWindow *self, TsuStore *store);
void tsu_window_leave_store (TsuWindow *self, GtkWidget *widget);
void tsu_window_show_widget (TsuWindow *self, GtkWidget *widget);
void tsu_window_report (TsuWindow *self, const GError *error);
void tsu_window_say (TsuWindow *self, const char *text, gboolean with_undo);
void tsu_window_say_with (
  TsuWindow *self, const char *text, const char *label, const char *action, const char *target);

TsuDesk *tsu_window_get_desk (TsuWindow *self);
GtkWidget *tsu_window_get_page (TsuWindow *self);
void tsu_window_show_page (TsuWindow *self, const char *name);
void tsu_window_show_slip (TsuWindow *self);
void tsu_window_toggle_sidebar (TsuWindow *self);
void tsu_window_go_back (TsuWindow *self);
void tsu_window_go_forward (TsuWindow *self);
void tsu_window_show_record (TsuWindow *self, const TsuType *type, const char *id);

G_END_DECLS

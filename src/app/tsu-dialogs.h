/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @accepted: whether the suggested button was pressed */
typedef void (*TsuDialogAsked) (gboolean accepted, gpointer data);
/* @file: (nullable): what was chosen, NULL when nothing was */
typedef void (*TsuDialogFile) (GFile *file, gpointer data);

void tsu_dialogs_tell (GtkWindow *parent, const char *title, const char *text);
void tsu_dialogs_ask (GtkWindow *parent,
                      const char *title,
                      const char *text,
                      const char *accept,
                      gboolean destructive,
                      TsuDialogAsked asked,
                      gpointer data);
void tsu_dialogs_open_file (GtkWindow *parent,
                            const char *title,
                            const char *filter_name,
                            const char *const *suffixes,
                            TsuDialogFile chosen,
                            gpointer data);
void tsu_dialogs_save_file (
  GtkWindow *parent, const char *title, const char *name, TsuDialogFile chosen, gpointer data);
void tsu_dialogs_about (GtkWindow *parent);

G_END_DECLS

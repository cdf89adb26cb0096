/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *tsu_mnemonic_button_new (const char *label);
void tsu_mnemonic_button_set_label (GtkButton *button, const char *label);
void tsu_mnemonic_settle (GtkWidget *root);

G_END_DECLS

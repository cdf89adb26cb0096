/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

GtkWidget *tsu_text_row_new (const char *title, const char *subtitle, const char *icon);
GtkWidget *tsu_text_row_new_rest (guint n);
void tsu_text_row_set_opens (GtkWidget *row, TsuDesk *desk, const TsuType *type, const char *id);

G_END_DECLS

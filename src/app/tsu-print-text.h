/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-desk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void tsu_print_text (TsuDesk *desk, GtkWindow *parent, const char *text);

G_END_DECLS

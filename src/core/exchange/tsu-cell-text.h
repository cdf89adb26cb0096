/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *tsu_cell_text_clean (const char *text, gsize length);
gboolean tsu_cell_text_is_blank (const char *text);

G_END_DECLS

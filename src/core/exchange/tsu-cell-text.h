/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean tsu_cell_text_needs_cleaning (const char *text, gsize length);
char *tsu_cell_text_clean (const char *text, gsize length);
gboolean tsu_cell_text_is_blank (const char *text);
gboolean tsu_cell_text_is_dash (gunichar c);
char *tsu_cell_text_simplify (const char *text);
char *tsu_cell_text_cut_remark (const char *text);

G_END_DECLS

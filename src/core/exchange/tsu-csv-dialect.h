/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gsize tsu_csv_dialect_read_sep (const char *text, gsize length, char *delimiter);
char tsu_csv_dialect_find_delimiter (const char *text, gsize length, gboolean *ambiguous);

G_END_DECLS

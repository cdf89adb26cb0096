/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint64 tsu_hlc_next (guint64 last, gint64 wall_ms);
guint64 tsu_hlc_observe (guint64 last, guint64 seen, gint64 wall_ms);
gint64 tsu_hlc_ms (guint64 hlc);
char *tsu_hlc_to_string (guint64 hlc);
gboolean tsu_hlc_parse (const char *text, guint64 *hlc);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean tsu_aside_rename (const char *from, const char *to, GError **error);
gboolean tsu_aside_put (const char *path, const char *why, char **aside, GError **error);

G_END_DECLS

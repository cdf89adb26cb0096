/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *tsu_address_parse (const char *text, gboolean allow_plain, GError **error);
gboolean tsu_address_is_plain (const char *address);
char *tsu_address_dup_host (const char *address);

G_END_DECLS

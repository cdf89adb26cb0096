/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

GArray *tsu_word_set_hash (const char *text);
GPtrArray *tsu_word_set_shared (const char *a, const char *b, guint limit);

G_END_DECLS

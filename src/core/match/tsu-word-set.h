/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

GArray *tsu_word_set_hash (const char *text);

G_END_DECLS

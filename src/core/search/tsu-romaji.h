/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

GPtrArray *tsu_romaji_to_kana (const char *text);

G_END_DECLS

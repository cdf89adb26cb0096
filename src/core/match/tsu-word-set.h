/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

GArray *tsu_word_set_hash (const char *text);
gunichar *tsu_word_set_fold (const char *text, glong *length, gunichar **written);
guint32 tsu_word_set_hash_letters (const gunichar *letters, glong n);
void tsu_word_set_settle (GArray *hashes);
gboolean tsu_word_set_is_kanji (gunichar letter);
gboolean tsu_word_set_is_hiragana (gunichar letter);
GPtrArray *tsu_word_set_shared (const char *a, const char *b, guint limit);

G_END_DECLS

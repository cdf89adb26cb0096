/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TsuSearchWord:
 * @typed: (element-type utf8): normalised patterns for what was typed, never empty
 * @guessed: (element-type utf8): patterns for other spellings it may stand for
 *
 * One word of a search. A text has the word where it holds any of the patterns.
 */
typedef struct {
  GPtrArray *typed;
  GPtrArray *guessed;
} TsuSearchWord;

TsuSearchWord *tsu_search_word_new (const char *text);
void tsu_search_word_free (TsuSearchWord *self);
GPtrArray *tsu_search_words_split (const char *words);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuSearchWord, tsu_search_word_free)

G_END_DECLS

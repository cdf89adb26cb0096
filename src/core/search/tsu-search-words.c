/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From typed words to the patterns that are looked up. A word is part of an unknown text, and some
 * folding looks at neighbours (梶ケ谷, typed so far 梶ケ): so it is also folded as if kanji stood
 * before, or kanji or the rest of 丁目 after it.
 */

#include "config.h"

#include "tsu-search-words.h"

#include <string.h>

#include "tsu-normalize.h"
#include "tsu-reading.h"
#include "tsu-romaji.h"

/* What is longer was pasted by mistake; its beginning finds what there is to be found. */
#define MAX_CHARS 120
#define MAX_WORDS 12

#define MAX_GUESSES 24

/* Valid UTF-8 of at most so many characters. */
static char *
cut (const char *text)
{
  g_autofree char *start = g_strndup (text ? text : "", MAX_CHARS * 6);
  g_autofree char *valid = g_utf8_make_valid (start, -1);

  return g_utf8_strlen (valid, -1) > MAX_CHARS ? g_utf8_substring (valid, 0, MAX_CHARS)
                                               : g_steal_pointer (&valid);
}

static void
add_unique (GPtrArray *patterns, const char *pattern)
{
  if (*pattern && !g_ptr_array_find_with_equal_func (patterns, pattern, g_str_equal, NULL))
    g_ptr_array_add (patterns, g_strdup (pattern));
}

/* Folds @text between two neighbours and takes the neighbours off again. */
static void
add_in_context (GPtrArray *patterns, const char *before, const char *text, const char *after)
{
  g_autofree char *whole = g_strconcat (before, text, after, NULL);
  g_autofree char *normalized = tsu_normalize (whole);
  gsize n_before = strlen (before);
  gsize n_after = strlen (after);
  gsize n = strlen (normalized);

  if (n <= n_before + n_after || !g_str_has_prefix (normalized, before) ||
      !g_str_has_suffix (normalized, after))
    return;
  normalized[n - n_after] = '\0';
  /* A comma there belongs to the neighbour, not to the word. */
  if (normalized[n_before] != ',' && normalized[n - n_after - 1] != ',')
    add_unique (patterns, normalized + n_before);
}

static void
add_guess (TsuSearchWord *self, const char *pattern)
{
  if (self->guessed->len < MAX_GUESSES &&
      !g_ptr_array_find_with_equal_func (self->typed, pattern, g_str_equal, NULL))
    add_unique (self->guessed, pattern);
}

static void
guess_kanji (TsuSearchWord *self, const char *kana)
{
  g_autoptr (GPtrArray) spellings = tsu_reading_to_kanji (kana);

  for (guint i = 0; i < spellings->len; i++)
    add_guess (self, g_ptr_array_index (spellings, i));
}

static void
guess_spelling (TsuSearchWord *self, const char *normalized)
{
  g_autoptr (GPtrArray) spellings = tsu_reading_respell (normalized);

  for (guint i = 0; i < spellings->len; i++)
    add_guess (self, g_ptr_array_index (spellings, i));
}

/* All kana before the first kanji: kana are the likelier. */
static void
guess_kana (TsuSearchWord *self, const char *text)
{
  g_autoptr (GPtrArray) candidates = tsu_romaji_to_kana (text);

  for (guint i = 0; i < candidates->len; i++) {
    g_autofree char *shortened = tsu_shorten_sound (g_ptr_array_index (candidates, i));

    add_guess (self, g_ptr_array_index (candidates, i));
    add_guess (self, shortened);
  }
  for (guint i = 0; i < candidates->len; i++)
    guess_kanji (self, g_ptr_array_index (candidates, i));
}

/**
 * tsu_search_word_new:
 * @typed: a word as typed
 *
 * Returns: (transfer full) (nullable): its patterns; NULL where it is punctuation only
 */
TsuSearchWord *
tsu_search_word_new (const char *typed)
{
  g_autofree char *text = cut (typed);
  static const char *const AFTER[] = { "", "山", "丁目", "目" };
  g_autofree char *normalized = tsu_normalize (text);
  g_autofree char *shortened = tsu_shorten_sound (normalized);
  TsuSearchWord *self;

  if (!*normalized)
    return NULL;
  self = g_new0 (TsuSearchWord, 1);
  self->typed = g_ptr_array_new_with_free_func (g_free);
  self->guessed = g_ptr_array_new_with_free_func (g_free);
  add_unique (self->typed, normalized);
  for (gsize i = 0; i < G_N_ELEMENTS (AFTER); i++) {
    add_in_context (self->typed, "", text, AFTER[i]);
    add_in_context (self->typed, "山", text, AFTER[i]);
  }
  add_unique (self->typed, shortened);
  guess_spelling (self, normalized);
  guess_kanji (self, normalized);
  guess_kana (self, text);
  return self;
}

void
tsu_search_word_free (TsuSearchWord *self)
{
  g_ptr_array_unref (self->typed);
  g_ptr_array_unref (self->guessed);
  g_free (self);
}

/**
 * tsu_search_words_split:
 * @words: (nullable): what was typed, words parted by spaces of any width
 *
 * Returns: (transfer full) (element-type TsuSearchWord): the words that are more than punctuation
 */
GPtrArray *
tsu_search_words_split (const char *words)
{
  GPtrArray *result = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_search_word_free);
  g_autofree char *valid = cut (words);
  const char *p = valid;

  while (*p && result->len < MAX_WORDS) {
    const char *from;

    while (*p && g_unichar_isspace (g_utf8_get_char (p)))
      p = g_utf8_next_char (p);
    from = p;
    while (*p && !g_unichar_isspace (g_utf8_get_char (p)))
      p = g_utf8_next_char (p);
    if (p > from) {
      g_autofree char *text = g_strndup (from, p - from);
      TsuSearchWord *word = tsu_search_word_new (text);

      if (word)
        g_ptr_array_add (result, word);
    }
  }
  return result;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Kana for what is typed with the input method off: Hepburn, Kunrei, Nihon-shiki and what people
 * are used to type into an input method. Latin letters do not always say which kana is meant
 * (shinichi: しにち or しんいち), and the last syllable may not be typed to its end (takats), so
 * that the answer is a short list of candidates.
 */

#include "config.h"

#include "tsu-romaji.h"

#include <string.h>

#include "tsu-normalize.h"

#define MAX_CANDIDATES 12
#define MAX_LETTERS 60

/* A consonant and its kana with a, i, u, e, o; "" where there is none */
static const struct {
  const char *consonant;
  const char *kana[5];
} ROWS[] = {
  { "", { "あ", "い", "う", "え", "お" } },
  { "k", { "か", "き", "く", "け", "こ" } },
  { "c", { "か", "", "く", "", "こ" } },
  { "ky", { "きゃ", "きぃ", "きゅ", "きぇ", "きょ" } },
  { "kw", { "くぁ", "くぃ", "", "くぇ", "くぉ" } },
  { "q", { "くぁ", "くぃ", "く", "くぇ", "くぉ" } },
  { "g", { "が", "ぎ", "ぐ", "げ", "ご" } },
  { "gy", { "ぎゃ", "ぎぃ", "ぎゅ", "ぎぇ", "ぎょ" } },
  { "gw", { "ぐぁ", "", "", "", "" } },
  { "s", { "さ", "し", "す", "せ", "そ" } },
  { "sh", { "しゃ", "し", "しゅ", "しぇ", "しょ" } },
  { "sy", { "しゃ", "しぃ", "しゅ", "しぇ", "しょ" } },
  { "z", { "ざ", "じ", "ず", "ぜ", "ぞ" } },
  { "zy", { "じゃ", "じぃ", "じゅ", "じぇ", "じょ" } },
  { "j", { "じゃ", "じ", "じゅ", "じぇ", "じょ" } },
  { "jy", { "じゃ", "じぃ", "じゅ", "じぇ", "じょ" } },
  { "t", { "た", "ち", "つ", "て", "と" } },
  { "ts", { "つぁ", "つぃ", "つ", "つぇ", "つぉ" } },
  { "ch", { "ちゃ", "ち", "ちゅ", "ちぇ", "ちょ" } },
  { "ty", { "ちゃ", "ちぃ", "ちゅ", "ちぇ", "ちょ" } },
  { "cy", { "ちゃ", "ちぃ", "ちゅ", "ちぇ", "ちょ" } },
  { "th", { "てゃ", "てぃ", "てゅ", "てぇ", "てょ" } },
  { "tw", { "", "", "とぅ", "", "" } },
  { "d", { "だ", "ぢ", "づ", "で", "ど" } },
  { "dz", { "", "ぢ", "づ", "", "" } },
  { "dy", { "ぢゃ", "ぢぃ", "ぢゅ", "ぢぇ", "ぢょ" } },
  { "dh", { "でゃ", "でぃ", "でゅ", "でぇ", "でょ" } },
  { "dw", { "", "", "どぅ", "", "" } },
  { "n", { "な", "に", "ぬ", "ね", "の" } },
  { "ny", { "にゃ", "にぃ", "にゅ", "にぇ", "にょ" } },
  { "h", { "は", "ひ", "ふ", "へ", "ほ" } },
  { "hy", { "ひゃ", "ひぃ", "ひゅ", "ひぇ", "ひょ" } },
  { "f", { "ふぁ", "ふぃ", "ふ", "ふぇ", "ふぉ" } },
  { "fy", { "ふゃ", "", "ふゅ", "", "ふょ" } },
  { "b", { "ば", "び", "ぶ", "べ", "ぼ" } },
  { "by", { "びゃ", "びぃ", "びゅ", "びぇ", "びょ" } },
  { "v", { "ゔぁ", "ゔぃ", "ゔ", "ゔぇ", "ゔぉ" } },
  { "p", { "ぱ", "ぴ", "ぷ", "ぺ", "ぽ" } },
  { "py", { "ぴゃ", "ぴぃ", "ぴゅ", "ぴぇ", "ぴょ" } },
  { "m", { "ま", "み", "む", "め", "も" } },
  { "my", { "みゃ", "みぃ", "みゅ", "みぇ", "みょ" } },
  { "y", { "や", "", "ゆ", "いぇ", "よ" } },
  { "r", { "ら", "り", "る", "れ", "ろ" } },
  { "ry", { "りゃ", "りぃ", "りゅ", "りぇ", "りょ" } },
  { "l", { "ぁ", "ぃ", "ぅ", "ぇ", "ぉ" } },
  { "x", { "ぁ", "ぃ", "ぅ", "ぇ", "ぉ" } },
  { "ly", { "ゃ", "", "ゅ", "", "ょ" } },
  { "xy", { "ゃ", "", "ゅ", "", "ょ" } },
  { "lt", { "", "", "っ", "", "" } },
  { "xt", { "", "", "っ", "", "" } },
  { "lts", { "", "", "っ", "", "" } },
  { "xts", { "", "", "っ", "", "" } },
  { "w", { "わ", "うぃ", "う", "うぇ", "を" } },
};

static const char VOWELS[] = "aiueo";

typedef struct {
  const char *text;
  GPtrArray *candidates;
} Reader;

static void read_from (Reader *self, const char *p, const char *kana);

static gboolean
is_vowel (char c)
{
  return c && strchr (VOWELS, c);
}

static gboolean
is_consonant (char c)
{
  return c >= 'a' && c <= 'z' && !is_vowel (c);
}

static void
go_on (Reader *self, const char *p, const char *kana, const char *next)
{
  g_autofree char *longer = g_strconcat (kana, next, NULL);

  read_from (self, p, longer);
}

static void
add_candidate (Reader *self, const char *kana)
{
  g_autofree char *normalized = tsu_normalize (kana);

  if (*normalized && self->candidates->len < MAX_CANDIDATES &&
      !g_ptr_array_find_with_equal_func (self->candidates, normalized, g_str_equal, NULL))
    g_ptr_array_add (self->candidates, g_steal_pointer (&normalized));
}

/* The consonants and the vowel at @p; FALSE where they are no syllable. */
static gboolean
read_syllable (Reader *self, const char *p, const char *kana)
{
  gsize n = strcspn (p, VOWELS);

  if (!p[n])
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (ROWS); i++) {
    const char *syllable = ROWS[i].kana[strchr (VOWELS, p[n]) - VOWELS];

    if (strlen (ROWS[i].consonant) != n || strncmp (ROWS[i].consonant, p, n) != 0)
      continue;
    if (!*syllable)
      return FALSE;
    go_on (self, p + n + 1, kana, syllable);
    return TRUE;
  }
  return FALSE;
}

/* The text ends within a syllable: every kana that could begin there. */
static void
read_unfinished (Reader *self, const char *p, const char *kana)
{
  for (gsize i = 0; i < G_N_ELEMENTS (ROWS); i++) {
    if (!g_str_has_prefix (ROWS[i].consonant, p) || strchr ("lx", p[0]))
      continue;
    for (int k = 0; k < 5; k++) {
      g_autofree char *first = g_utf8_substring (ROWS[i].kana[k], 0, *ROWS[i].kana[k] ? 1 : 0);
      g_autofree char *longer = g_strconcat (kana, first, NULL);

      if (*first)
        add_candidate (self, longer);
    }
  }
}

/* ん is n, n', nn, or m before b, p and m. In konna the second n begins な, in konnyaku as well; an
 * input method would make ん of both. */
static void
read_n (Reader *self, const char *p, const char *kana)
{
  if (p[1] == '\'') {
    go_on (self, p + 2, kana, "ん");
  } else if (p[1] == 'n') {
    if (is_vowel (p[2]) || p[2] == 'y')
      go_on (self, p + 1, kana, "ん");
    go_on (self, p + 2, kana, "ん");
  } else if (is_vowel (p[1]) || p[1] == 'y') {
    read_syllable (self, p, kana);
    go_on (self, p + 1, kana, "ん");
  } else {
    go_on (self, p + 1, kana, "ん");
    if (!p[1])
      read_unfinished (self, p, kana);
  }
}

static gboolean
is_double (const char *p)
{
  return is_consonant (p[0]) && (p[0] == p[1] || (p[0] == 't' && p[1] == 'c'));
}

/* Satoh, Ohno. */
static gboolean
is_long_h (Reader *self, const char *p)
{
  return p[0] == 'h' && p > self->text && is_vowel (p[-1]) && !is_vowel (p[1]) && p[1] != 'y';
}

static void
read_from (Reader *self, const char *p, const char *kana)
{
  if (self->candidates->len >= MAX_CANDIDATES)
    return;
  if (!*p)
    add_candidate (self, kana);
  else if (*p == '-')
    go_on (self, p + 1, kana, "ー");
  else if (*p == '\'')
    read_from (self, p + 1, kana);
  else if (*p == 'n')
    read_n (self, p, kana);
  else if (*p == 'm' && p[1] && strchr ("bpm", p[1]))
    go_on (self, p + 1, kana, "ん");
  else if (is_double (p))
    go_on (self, p + 1, kana, "っ");
  else if (is_long_h (self, p)) {
    go_on (self, p + 1, kana, "ー");
    if (!p[1])
      read_unfinished (self, p, kana);
  } else if (!read_syllable (self, p, kana) && !p[strcspn (p, VOWELS)])
    read_unfinished (self, p, kana);
}

/* Small ASCII letters, hyphens and apostrophes; a long vowel with its macron is a plain one, which
 * finds long ones too. NULL for anything else. */
static char *
get_letters (const char *text)
{
  g_autofree char *decomposed = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  GString *letters = g_string_new (NULL);

  for (const char *p = decomposed ? decomposed : ""; *p; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (c == 0x304 || c == 0x302)
      continue;
    if (c < 0x80 && g_ascii_isalpha ((char) c))
      g_string_append_c (letters, g_ascii_tolower ((char) c));
    else if (letters->len > 0 && c == '-')
      g_string_append_c (letters, '-');
    else if (c == '\'' || c == 0x2019)
      g_string_append_c (letters, '\'');
    else {
      g_string_free (letters, TRUE);
      return NULL;
    }
  }
  return g_string_free (letters, FALSE);
}

/**
 * tsu_romaji_to_kana:
 * @text: valid UTF-8, one word
 *
 * Returns: (transfer full) (element-type utf8): normalised kana that @text may stand for, the
 *   likeliest first; empty where it is no romaji
 */
GPtrArray *
tsu_romaji_to_kana (const char *text)
{
  GPtrArray *candidates = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *letters = get_letters (text);
  Reader reader = { letters, candidates };

  if (letters && *letters && strlen (letters) <= MAX_LETTERS)
    read_from (&reader, letters, "");
  return candidates;
}

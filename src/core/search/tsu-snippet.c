/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The line that shows why a record was found: a short stretch of a text around the first hit, with
 * the hits marked. Words are looked for in the folded text, as the index does, and the map of the
 * folding says where they stand in the original.
 */

#include "config.h"

#include "tsu-snippet.h"

#include <string.h>

#include "tsu-normalize.h"
#include "tsu-search-words.h"

#define MAX_CHARS 40
#define CHARS_BEFORE 10
#define ELLIPSIS "…"

static void
add_pattern_hits (GArray *hits, const TsuNormalized *map, const char *pattern)
{
  gsize n = strlen (pattern);

  for (const char *p = strstr (map->text, pattern); n > 0 && p; p = strstr (p + n, pattern)) {
    gsize at = p - map->text;
    TsuSnippetHit hit = { map->starts[at], map->ends[at + n - 1] };

    g_array_append_val (hits, hit);
  }
}

static void
add_word_hits (GArray *hits, const TsuNormalized *map, const TsuSearchWord *word)
{
  for (guint i = 0; i < word->typed->len; i++)
    add_pattern_hits (hits, map, g_ptr_array_index (word->typed, i));
  for (guint i = 0; i < word->guessed->len; i++)
    add_pattern_hits (hits, map, g_ptr_array_index (word->guessed, i));
}

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  const TsuSnippetHit *x = a;
  const TsuSnippetHit *y = b;

  return (x->start > y->start) - (x->start < y->start);
}

/* In order, and those that touch or overlap made one. */
static void
merge_hits (GArray *hits)
{
  guint n = 0;

  g_array_sort (hits, compare_hits);
  for (guint i = 0; i < hits->len; i++) {
    TsuSnippetHit hit = g_array_index (hits, TsuSnippetHit, i);
    TsuSnippetHit *last = n > 0 ? &g_array_index (hits, TsuSnippetHit, n - 1) : NULL;

    if (last && hit.start <= last->end)
      last->end = MAX (last->end, hit.end);
    else
      g_array_index (hits, TsuSnippetHit, n++) = hit;
  }
  g_array_set_size (hits, n);
}

static GArray *
find_hits (const char *text, const char *words)
{
  g_autoptr (GPtrArray) split = tsu_search_words_split (words);
  g_autoptr (TsuNormalized) map = tsu_normalized_new (text, -1);
  g_autoptr (TsuNormalized) shortened = tsu_normalized_shorten (map);
  GArray *hits = g_array_new (FALSE, FALSE, sizeof (TsuSnippetHit));

  for (guint i = 0; i < split->len; i++) {
    add_word_hits (hits, map, g_ptr_array_index (split, i));
    add_word_hits (hits, shortened, g_ptr_array_index (split, i));
  }
  merge_hits (hits);
  return hits;
}

static const char *
step (const char *text, const char *p, int n)
{
  for (; n < 0 && p > text; n++)
    p = g_utf8_prev_char (p);
  for (; n > 0 && *p; n--)
    p = g_utf8_next_char (p);
  return p;
}

/* Lines and tabs become spaces, which keeps offsets as they are. */
static void
append_on_one_line (GString *out, const char *from, const char *to)
{
  for (const char *p = from; p < to; p++)
    g_string_append_c (out, (guchar) *p < ' ' || *p == 0x7f ? ' ' : *p);
}

static void
add_hits_within (TsuSnippet *self, gsize from, gsize to, gsize shift)
{
  for (guint i = 0; i < self->hits_in_original->len; i++) {
    TsuSnippetHit hit = g_array_index (self->hits_in_original, TsuSnippetHit, i);

    if (hit.start >= to || hit.end <= from)
      continue;
    hit.start = MAX (hit.start, from) - from + shift;
    hit.end = MIN (hit.end, to) - from + shift;
    g_array_append_val (self->hits, hit);
  }
}

/**
 * tsu_snippet_new:
 * @text: (nullable): the original text
 * @words: (nullable): what was searched for
 *
 * Returns: (transfer full): about 40 characters around the first hit, or the beginning of the text
 *   where there is none
 */
TsuSnippet *
tsu_snippet_new (const char *text, const char *words)
{
  g_autofree char *valid = g_utf8_make_valid (text ? text : "", -1);
  TsuSnippet *self = g_new0 (TsuSnippet, 1);
  GString *out = g_string_new (NULL);
  const char *from = valid;
  const char *to;

  self->hits = g_array_new (FALSE, FALSE, sizeof (TsuSnippetHit));
  self->hits_in_original = find_hits (valid, words);
  if (self->hits_in_original->len > 0) {
    TsuSnippetHit first = g_array_index (self->hits_in_original, TsuSnippetHit, 0);

    from = step (valid, valid + first.start, -CHARS_BEFORE);
  }
  to = step (valid, from, MAX_CHARS);
  /* Near the end of the text there is room for more of what stands before. */
  if (!*to)
    from = step (valid, to, -MAX_CHARS);
  if (from > valid)
    g_string_append (out, ELLIPSIS);
  add_hits_within (self, from - valid, to - valid, out->len);
  append_on_one_line (out, from, to);
  if (*to)
    g_string_append (out, ELLIPSIS);
  self->text = g_string_free (out, FALSE);
  return self;
}

void
tsu_snippet_free (TsuSnippet *self)
{
  g_free (self->text);
  g_array_unref (self->hits);
  g_array_unref (self->hits_in_original);
  g_free (self);
}

static void
append_escaped (GString *out, const char *text, gsize from, gsize to)
{
  g_autofree char *escaped = g_markup_escape_text (text + from, to - from);

  g_string_append (out, escaped);
}

/**
 * tsu_snippet_markup:
 * @text: (nullable): the original text
 * @words: (nullable): what was searched for
 *
 * Returns: (transfer full): the snippet as Pango markup: text escaped, hits in <b>
 */
char *
tsu_snippet_markup (const char *text, const char *words)
{
  g_autoptr (TsuSnippet) snippet = tsu_snippet_new (text, words);
  GString *out = g_string_new (NULL);
  gsize at = 0;

  for (guint i = 0; i < snippet->hits->len; i++) {
    TsuSnippetHit hit = g_array_index (snippet->hits, TsuSnippetHit, i);

    append_escaped (out, snippet->text, at, hit.start);
    g_string_append (out, "<b>");
    append_escaped (out, snippet->text, hit.start, hit.end);
    g_string_append (out, "</b>");
    at = hit.end;
  }
  append_escaped (out, snippet->text, at, strlen (snippet->text));
  return g_string_free (out, FALSE);
}

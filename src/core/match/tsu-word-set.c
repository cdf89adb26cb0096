/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A text as a set of numbers, to compare thousands of texts quickly. Japanese has no spaces, so
 * the unit is the pair of neighbouring letters, which serves every script without a dictionary.
 */

#include "config.h"

#include "tsu-word-set.h"

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint32 left = *(const guint32 *) a;
  guint32 right = *(const guint32 *) b;

  return left < right ? -1 : left > right;
}

/* FNV-1a over the bytes of both letters. */
static guint32
hash_pair (gunichar first, gunichar second)
{
  guint32 hash = 2166136261u;

  for (int shift = 0; shift < 24; shift += 8)
    hash = (hash ^ (first >> shift & 0xff)) * 16777619u;
  for (int shift = 0; shift < 24; shift += 8)
    hash = (hash ^ (second >> shift & 0xff)) * 16777619u;
  return hash;
}

static void
remove_doubles (GArray *hashes)
{
  guint32 *data = (guint32 *) hashes->data;
  guint n = 0;

  for (guint k = 0; k < hashes->len; k++)
    if (n == 0 || data[n - 1] != data[k])
      data[n++] = data[k];
  g_array_set_size (hashes, n);
}

/**
 * tsu_word_set_hash:
 * @text: (nullable): any text
 *
 * Width and case of letters do not matter, nor does anything that is no letter or digit.
 *
 * Returns: (transfer full) (element-type guint32): for #TsuTraits, ascending, none twice
 */
GArray *
tsu_word_set_hash (const char *text)
{
  GArray *hashes = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autofree char *normal = text ? g_utf8_normalize (text, -1, G_NORMALIZE_NFKC) : NULL;
  g_autofree char *folded = normal ? g_utf8_casefold (normal, -1) : NULL;
  gunichar before = 0;

  for (const char *at = folded; at && *at; at = g_utf8_next_char (at)) {
    gunichar letter = g_utf8_get_char (at);

    if (!g_unichar_isalnum (letter)) {
      before = 0;
      continue;
    }
    if (before != 0) {
      guint32 hash = hash_pair (before, letter);

      g_array_append_val (hashes, hash);
    }
    before = letter;
  }
  g_array_sort (hashes, compare_numbers);
  remove_doubles (hashes);
  return hashes;
}

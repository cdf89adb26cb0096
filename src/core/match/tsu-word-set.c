/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A text as a set of numbers, to compare thousands of texts quickly. Japanese has no spaces, so
 * the unit is the pair of neighbouring letters, which serves every script without a dictionary;
 * a kanji that stands alone is a word by itself. Endings and particles are pairs too, but so
 * common that their rarity counts for nothing.
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

/**
 * tsu_word_set_hash_letters:
 * @letters: (array length=n): letters
 * @n: how many
 *
 * Returns: FNV-1a over the bytes of the letters
 */
guint32
tsu_word_set_hash_letters (const gunichar *letters, glong n)
{
  guint32 hash = 2166136261u;

  for (glong k = 0; k < n; k++)
    for (int shift = 0; shift < 24; shift += 8)
      hash = (hash ^ (letters[k] >> shift & 0xff)) * 16777619u;
  return hash;
}

static guint32
hash_pair (gunichar first, gunichar second)
{
  const gunichar pair[] = { first, second };

  return tsu_word_set_hash_letters (pair, 2);
}

/**
 * tsu_word_set_settle:
 * @hashes: (element-type guint32): numbers
 *
 * Puts them in order, each once.
 */
void
tsu_word_set_settle (GArray *hashes)
{
  guint32 *data = (guint32 *) (gpointer) hashes->data;
  guint n = 0;

  g_array_sort (hashes, compare_numbers);

  for (guint k = 0; k < hashes->len; k++)
    if (n == 0 || data[n - 1] != data[k])
      data[n++] = data[k];
  g_array_set_size (hashes, n);
}

/**
 * tsu_word_set_fold:
 * @text: (nullable): any text
 * @length: (out): how many letters come back
 * @written: (out) (optional): the same with the case that was written, to be shown
 *
 * Returns: (transfer full) (nullable): letters without width and case, everything else as 0
 */
gunichar *
tsu_word_set_fold (const char *text, glong *length, gunichar **written)
{
  g_autofree char *normal = text ? g_utf8_normalize (text, -1, G_NORMALIZE_NFKC) : NULL;
  gunichar *letters = normal ? g_utf8_to_ucs4_fast (normal, -1, length) : NULL;

  if (!letters)
    *length = 0;
  if (written)
    *written = g_memdup2 (letters, sizeof (gunichar) * (gsize) *length);
  for (glong k = 0; k < *length; k++)
    letters[k] = g_unichar_isalnum (letters[k]) ? g_unichar_tolower (letters[k]) : 0;
  return letters;
}

gboolean
tsu_word_set_is_kanji (gunichar letter)
{
  return letter == 0x3005 || (letter >= 0x3400 && letter <= 0x9fff) || letter >= 0x20000;
}

gboolean
tsu_word_set_is_hiragana (gunichar letter)
{
  return letter >= 0x3041 && letter <= 0x309f;
}

/* The particle that is never part of a word. */
#define PARTICLE_WO 0x3092

/* Particles that follow a word, unlike endings that belong to it. */
static gboolean
is_particle (gunichar letter)
{
  static const gunichar particles[] = { 0x306e, 0x306b, 0x306f, 0x304c, 0x3068,     0x3067,
                                        0x3082, 0x3078, 0x3084, 0x304b, PARTICLE_WO };

  for (gsize i = 0; i < G_N_ELEMENTS (particles); i++)
    if (letter == particles[i])
      return TRUE;
  return FALSE;
}

static gboolean
stands_alone (const gunichar *letters, glong length, glong at)
{
  return tsu_word_set_is_kanji (letters[at]) &&
         (at == 0 || !tsu_word_set_is_kanji (letters[at - 1])) &&
         (at + 1 == length || !tsu_word_set_is_kanji (letters[at + 1]));
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
  glong length;
  g_autofree gunichar *letters = tsu_word_set_fold (text, &length, NULL);

  for (glong k = 0; k < length; k++) {
    guint32 hash;

    if (stands_alone (letters, length, k)) {
      hash = hash_pair (letters[k], 0);
      g_array_append_val (hashes, hash);
    }
    if (k > 0 && letters[k - 1] != 0 && letters[k] != 0) {
      hash = hash_pair (letters[k - 1], letters[k]);
      g_array_append_val (hashes, hash);
    }
  }
  tsu_word_set_settle (hashes);
  return hashes;
}

static gboolean
contains (const GArray *hashes, guint32 hash)
{
  return g_array_binary_search ((GArray *) hashes, &hash, compare_numbers, NULL);
}

/* Keeps what a reader takes for a word: without the endings around it, and not a lone letter
 * unless that is one. */
static void
keep_word (GPtrArray *words, const gunichar *letters, glong first, glong end, gboolean lone)
{
  g_autofree char *word = NULL;
  glong n_letters = 0;

  while (first < end && tsu_word_set_is_hiragana (letters[first]))
    first++;
  while (end > first && tsu_word_set_is_hiragana (letters[end - 1]) &&
         (is_particle (letters[end - 1]) || end - 2 < first ||
          tsu_word_set_is_hiragana (letters[end - 2])))
    end--;
  for (glong k = first; k < end; k++)
    n_letters += !tsu_word_set_is_hiragana (letters[k]);
  if (n_letters < (lone ? 1 : 2))
    return;
  word = g_ucs4_to_utf8 (letters + first, end - first, NULL, NULL, NULL);
  if (!g_ptr_array_find_with_equal_func (words, word, g_str_equal, NULL))
    g_ptr_array_add (words, g_steal_pointer (&word));
}

static int
compare_lengths (gconstpointer a, gconstpointer b)
{
  glong left = g_utf8_strlen (*(const char *const *) a, -1);
  glong right = g_utf8_strlen (*(const char *const *) b, -1);

  return left > right ? -1 : left < right;
}

/**
 * tsu_word_set_shared:
 * @a: (nullable): a text
 * @b: (nullable): another
 * @limit: how many words at most
 *
 * Returns: (transfer full) (element-type utf8): words of @a that are in @b too, the longest first
 */
GPtrArray *
tsu_word_set_shared (const char *a, const char *b, guint limit)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) other = tsu_word_set_hash (b);
  glong length;
  g_autofree gunichar *letters = tsu_word_set_fold (a, &length, NULL);
  glong first = 0;

  for (glong k = 1; k <= length; k++) {
    if (k < length && letters[k - 1] != 0 && letters[k] != 0 && letters[k - 1] != PARTICLE_WO &&
        letters[k] != PARTICLE_WO && contains (other, hash_pair (letters[k - 1], letters[k])))
      continue;
    keep_word (words, letters, first, k,
               k - first == 1 && stands_alone (letters, length, first) &&
                 contains (other, hash_pair (letters[first], 0)));
    first = k;
  }
  g_ptr_array_sort (words, compare_lengths);
  /* A lone letter is told only where there is nothing better. */
  while (words->len > 1 && g_utf8_strlen (g_ptr_array_index (words, words->len - 1), -1) == 1 &&
         g_utf8_strlen (g_ptr_array_index (words, 0), -1) > 1)
    g_ptr_array_set_size (words, (int) words->len - 1);
  if (words->len > limit)
    g_ptr_array_set_size (words, (int) limit);
  return g_steal_pointer (&words);
}

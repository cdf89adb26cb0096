/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Kanji for what is typed in kana or romaji, for records that have no reading: a small list of our
 * own of places, names and words of this field, put together to longer ones (たかつくやくしょ is
 * 高津 + 区役所). Used on the query, so that the index stays small.
 */

#include "config.h"

#include "tsu-reading.h"

#include <string.h>

#include "tsu-kana.h"
#include "tsu-normalize.h"

#define MAX_SPELLINGS 12
#define MAX_PARTS 4

/* One kana says too little to guess by. */
#define MIN_BYTES (2 * 3)

/* So much must be typed before its unfinished last part is guessed. */
#define MIN_UNFINISHED_BYTES (3 * 3)

static int
compare_readings (gconstpointer a, gconstpointer b)
{
  const TsuReading *x = *(const TsuReading *const *) a;
  const TsuReading *y = *(const TsuReading *const *) b;

  return strcmp (x->sound, y->sound);
}

typedef struct {
  GPtrArray *entries; /* TsuReading, in the order of the sounds */
  GPtrArray *groups;  /* GStrv: normalised spellings of one thing, of two characters at least */
} Lists;

static void
add_group (GPtrArray *groups, char **spellings)
{
  GPtrArray *group = g_ptr_array_new ();

  for (int i = 0; spellings[i]; i++) {
    char *normalized = tsu_normalize (spellings[i]);

    if (g_utf8_strlen (normalized, -1) >= 2 &&
        !g_ptr_array_find_with_equal_func (group, normalized, g_str_equal, NULL))
      g_ptr_array_add (group, normalized);
    else
      g_free (normalized);
  }
  g_ptr_array_add (group, NULL);
  g_ptr_array_add (groups, g_ptr_array_free (group, FALSE));
}

static void
add_reading (GPtrArray *entries, const char *sound, const char *kanji)
{
  TsuReading *entry = g_new (TsuReading, 1);

  entry->sound = tsu_normalize_sound (sound);
  entry->kanji = tsu_normalize (kanji);
  g_ptr_array_add (entries, entry);
}

/* "reading=kanji,kanji reading=kanji ..." */
static void
add_list (Lists *self, const char *list, gboolean is_same_thing)
{
  g_auto (GStrv) pairs = g_strsplit (list, " ", -1);

  for (int i = 0; pairs[i]; i++) {
    char *equals = strchr (pairs[i], '=');
    g_auto (GStrv) spellings = equals ? g_strsplit (equals + 1, ",", -1) : NULL;

    if (!equals)
      continue;
    *equals = '\0';
    for (int k = 0; spellings[k]; k++)
      add_reading (self->entries, pairs[i], spellings[k]);
    if (is_same_thing && spellings[0] && spellings[1])
      add_group (self->groups, spellings);
  }
}

static Lists *
make_lists (void)
{
  Lists *self = g_new (Lists, 1);

  self->entries = g_ptr_array_new ();
  self->groups = g_ptr_array_new ();
  add_list (self, tsu_reading_places, TRUE);
  add_list (self, tsu_reading_words, TRUE);
  add_list (self, tsu_reading_names, FALSE);
  g_ptr_array_sort (self->entries, compare_readings);
  return self;
}

/* Made once for the life of the process. */
static const Lists *
get_lists (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, (gsize) make_lists ());
  return (const Lists *) once;
}

/**
 * tsu_reading_get_entries:
 *
 * Returns: (transfer none) (element-type TsuReading): the whole list, in the order of the sounds
 */
GPtrArray *
tsu_reading_get_entries (void)
{
  return get_lists ()->entries;
}

/* The first entry whose sound is not before @sound. */
static guint
find_first (GPtrArray *entries, const char *sound, gsize n)
{
  guint low = 0;
  guint high = entries->len;

  while (low < high) {
    guint middle = (low + high) / 2;
    TsuReading *entry = g_ptr_array_index (entries, middle);

    if (strncmp (entry->sound, sound, n) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static void
add_spelling (GPtrArray *spellings, const char *kanji)
{
  if (spellings->len >= MAX_SPELLINGS)
    return;
  /* A spelling that begins with another finds nothing that the other does not find. */
  for (guint i = 0; i < spellings->len; i++)
    if (g_str_has_prefix (kanji, g_ptr_array_index (spellings, i)))
      return;
  g_ptr_array_add (spellings, g_strdup (kanji));
}

static void
spell (GPtrArray *spellings, const char *sound, const char *kanji, int parts, gboolean unfinished)
{
  GPtrArray *entries = tsu_reading_get_entries ();
  gsize length = strlen (sound);

  if (length == 0) {
    add_spelling (spellings, kanji);
    return;
  }
  if (parts == MAX_PARTS || spellings->len >= MAX_SPELLINGS)
    return;
  /* Longest parts first: 新百合ヶ丘 before 新 + 百合ヶ丘. */
  for (gsize n = length; n > 0; n -= 3) {
    for (guint i = find_first (entries, sound, n); i < entries->len; i++) {
      TsuReading *entry = g_ptr_array_index (entries, i);
      g_autofree char *longer = NULL;

      if (strncmp (entry->sound, sound, n) != 0)
        break;
      /* Only the last part need not be typed to its end. */
      if (entry->sound[n] && (n < length || !unfinished))
        break;
      longer = g_strconcat (kanji, entry->kanji, NULL);
      spell (spellings, sound + n, longer, parts + 1, unfinished);
    }
  }
}

/**
 * tsu_reading_to_kanji:
 * @kana: normalised kana
 *
 * Returns: (transfer full) (element-type utf8): normalised spellings with kanji that may be read
 *   so, at most a dozen; empty where @kana is not only kana or nothing is known
 */
GPtrArray *
tsu_reading_to_kanji (const char *kana)
{
  GPtrArray *spellings = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *sound = tsu_shorten_sound (kana);

  for (const char *p = sound; *p; p = g_utf8_next_char (p))
    if (!tsu_kana_is_hiragana (g_utf8_get_char (p)))
      return spellings;
  if (strlen (sound) >= MIN_BYTES)
    spell (spellings, sound, "", 0, strlen (sound) >= MIN_UNFINISHED_BYTES);
  return spellings;
}

static void
respell_by (GPtrArray *result, const char *normalized, char **group)
{
  for (int from = 0; group[from]; from++) {
    if (!strstr (normalized, group[from]))
      continue;
    for (int to = 0; group[to]; to++) {
      g_auto (GStrv) parts = g_strsplit (normalized, group[from], -1);

      if (to != from && result->len < MAX_SPELLINGS)
        g_ptr_array_add (result, g_strjoinv (group[to], parts));
    }
  }
}

/**
 * tsu_reading_respell:
 * @normalized: a normalised word
 *
 * For words that are spelt in several ways: 溝口 and 溝の口, 子供 and こども.
 *
 * Returns: (transfer full) (element-type utf8): @normalized with one of its parts spelt otherwise,
 * at most a dozen
 */
GPtrArray *
tsu_reading_respell (const char *normalized)
{
  GPtrArray *result = g_ptr_array_new_with_free_func (g_free);
  const Lists *lists = get_lists ();

  for (guint i = 0; i < lists->groups->len; i++)
    respell_by (result, normalized, g_ptr_array_index (lists->groups, i));
  return result;
}

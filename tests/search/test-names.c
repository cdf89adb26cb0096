/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names nobody on this project wrote: surnames with readings and romaji, and the towns of Kawasaki.
 */

#include "config.h"

#include <locale.h>
#include <string.h>

#include "search-samples.h"
#include "tsu-kana.h"
#include "tsu-normalize.h"
#include "tsu-reading.h"
#include "tsu-romaji.h"
#include "tsu-search-words.h"
#include "tsu-sort.h"

static char **
read_lines (const char *folder, const char *file)
{
  g_autofree char *path =
    g_build_filename (g_getenv ("TSU_REAL_DATA") ?: "../shared/real-data", folder, file, NULL);
  g_autofree char *contents = NULL;

  if (!g_file_get_contents (path, &contents, NULL, NULL)) {
    g_test_message ("NOT TESTED, REAL DATA IS MISSING: %s; set TSU_REAL_DATA", path);
    return NULL;
  }
  return g_strsplit (contents, "\n", -1);
}

static gboolean
has_sound (GPtrArray *candidates, const char *reading)
{
  g_autofree char *wanted = tsu_normalize_sound (reading);

  for (guint i = 0; i < candidates->len; i++) {
    g_autofree char *sound = tsu_shorten_sound (g_ptr_array_index (candidates, i));

    if (strcmp (sound, wanted) == 0)
      return TRUE;
  }
  return FALSE;
}

/* Surname, bearers, reading, romaji. */
static void
test_romaji (void)
{
  g_auto (GStrv) lines = read_lines ("names", "last_name_org.csv");
  int n = 0;
  int missed = 0;

  for (int i = 0; lines && lines[i]; i++) {
    g_auto (GStrv) fields = g_strsplit (lines[i], ",", 4);
    g_autoptr (GPtrArray) candidates = NULL;

    if (g_strv_length (fields) < 4)
      continue;
    candidates = tsu_romaji_to_kana (g_strchomp (fields[3]));
    n++;
    if (!has_sound (candidates, fields[2])) {
      missed++;
      g_test_message ("%s does not give %s", fields[3], fields[2]);
    }
  }
  if (lines) {
    g_assert_cmpint (n, >, 1900);
    g_assert_cmpint (missed * 200, <=, n);
  }
}

static void
test_fold (void)
{
  g_auto (GStrv) lines = read_lines ("names", "last_name_org.csv");

  for (int i = 0; lines && lines[i] && *lines[i]; i++) {
    g_auto (GStrv) fields = g_strsplit (lines[i], ",", 4);
    g_autofree char *once = tsu_normalize (fields[0]);
    g_autofree char *twice = tsu_normalize (once);
    g_autofree char *part = sample_substring (fields[0]);
    g_autoptr (TsuSearchWord) word = tsu_search_word_new (part);
    gboolean found = FALSE;

    g_assert_cmpstr (once, ==, twice);
    g_assert_nonnull (word);
    for (guint k = 0; k < word->typed->len; k++)
      found = found || strstr (once, g_ptr_array_index (word->typed, k));
    if (!found)
      g_error ("%s is not found in %s", part, fields[0]);
  }
}

static char *
take_marks_off (const char *reading)
{
  GString *bare = g_string_new (NULL);

  for (const char *p = reading; *p; p = g_utf8_next_char (p)) {
    int variant;

    g_string_append_unichar (bare, tsu_kana_base (g_utf8_get_char (p), &variant));
  }
  return g_string_free (bare, FALSE);
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Bare kana stand in Unicode as they do in a dictionary: sorted by key, the readings must be in
 * that order. The key ends with the name, which leads back to the reading. */
static void
test_sort (void)
{
  g_auto (GStrv) lines = read_lines ("names", "last_name_org.csv");
  g_autoptr (GHashTable) bare = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();

  for (int i = 0; lines && lines[i] && *lines[i]; i++) {
    g_auto (GStrv) fields = g_strsplit (lines[i], ",", 4);
    char *key = tsu_sort_key (fields[2], fields[0]);

    g_assert_cmpint (tsu_sort_row (key), <=, TSU_SORT_ROW_WA);
    if (g_hash_table_insert (bare, key, take_marks_off (fields[2])))
      g_ptr_array_add (keys, key);
  }
  g_ptr_array_sort (keys, compare_keys);
  for (guint i = 1; i < keys->len; i++)
    g_assert_cmpstr (g_hash_table_lookup (bare, g_ptr_array_index (keys, i - 1)), <=,
                     g_hash_table_lookup (bare, g_ptr_array_index (keys, i)));
}

/* Every town of the city can be found by its reading: the list has it. */
static void
test_towns (void)
{
  static const char *const WARDS[] = { "川崎区", "幸区",   "中原区", "高津区",
                                       "宮前区", "多摩区", "麻生区" };
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *entries = tsu_reading_get_entries ();
  int missed = 0;

  for (guint i = 0; i < entries->len; i++) {
    TsuReading *entry = g_ptr_array_index (entries, i);

    g_hash_table_add (known, entry->kanji);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (WARDS); i++) {
    g_autofree char *file = g_strdup_printf ("川崎市%s.json", WARDS[i]);
    g_auto (GStrv) lines = read_lines ("kawasaki-towns", file);
    g_autofree char *all = lines ? g_strjoinv ("", lines) : NULL;

    for (const char *p = all ? strstr (all, "\"town\":\"") : NULL; p;
         p = strstr (p + 1, "\"town\":\"")) {
      g_autofree char *raw = g_strndup (p + 8, strcspn (p + 8, "\""));
      g_autofree char *town = tsu_normalize (raw);
      char *chome = strstr (town, "丁目");

      while (chome && chome > town && g_ascii_isdigit (chome[-1]))
        chome--;
      if (chome)
        *chome = '\0';
      if (!g_hash_table_contains (known, town)) {
        missed++;
        g_test_message ("no reading of %s", town);
      }
    }
  }
  g_assert_cmpint (missed, ==, 0);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/search/names/romaji", test_romaji);
  g_test_add_func ("/search/names/fold", test_fold);
  g_test_add_func ("/search/names/sort", test_sort);
  g_test_add_func ("/search/names/towns", test_towns);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The index and the search plan: that every substring of every text is found, that better hits
 * come first, that hidden records and removed ones do not come at all.
 */

#include "config.h"

#include "tsu-search.h"

#include <locale.h>
#include <string.h>

#include "search-samples.h"
#include "tsu-normalize.h"

#define TYPE "actor"

static void
run_sql (sqlite3 *db, const char *sql)
{
  char *message = NULL;

  if (sqlite3_exec (db, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s: %s", sql, message);
}

static sqlite3 *
open_index (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *ddl = tsu_search_ddl (TYPE);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
  tsu_search_register (db, &error);
  g_assert_no_error (error);
  run_sql (db, ddl);
  run_sql (db, "CREATE TABLE " TYPE " (id INTEGER PRIMARY KEY, _name TEXT, _sort TEXT,"
               " _hidden INTEGER, kind TEXT)");
  return db;
}

static void
add (sqlite3 *db, gint64 id, const char *const texts[TSU_SEARCH_N_COLUMNS], gboolean hidden)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = tsu_normalize (texts[TSU_SEARCH_NAME]);
  g_autofree char *sql =
    sqlite3_mprintf ("INSERT INTO " TYPE " VALUES (%lld, %Q, %Q, %d, %Q)", (long long) id, name,
                     name, hidden, id % 2 ? "odd" : "even");

  run_sql (db, sql);
  sqlite3_free (g_steal_pointer (&sql));
  tsu_search_add (db, TYPE, id, texts, &error);
  g_assert_no_error (error);
}

/* The ids found, as "3 1 2". */
static char *
find (sqlite3 *db, const char *words, const char *filter, int limit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = tsu_search_run (db, TYPE, words, filter, limit, NULL, &error);
  GString *result = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (result, i > 0 ? " %d" : "%d", (int) g_array_index (ids, gint64, i));
  return g_string_free (result, FALSE);
}

static const char *const ACTORS[][TSU_SEARCH_N_COLUMNS] = {
  { "高津区役所", "たかつくやくしょ", "044-000-1182 213-0001 高津区下作延二丁目", "窓口" },
  { "高津", "たかつ", NULL, NULL },
  { "髙橋 花子", "たかはし はなこ", "hanako@example.jp 川崎市高津区梶ヶ谷1-2-3", "ウクレレの会" },
  { "おおの工務店", "おーのこうむてん", "０４４（０００）０４４２", "高津の職人" },
  { "森のおうち", "もりのおうち", "久末", "みんなのうたをうたう" },
  { "NPO法人まちづくり・カフェ", "まちづくりかふぇ", "", "髙橋さんの紹介" },
};

static const struct {
  const char *words;
  const char *ids;
} FINDS[] = {
  { "高津", "2 1 3 4" },
  { "高", "2 3 1 4 6" },
  { "たかつ", "2 1 3 4" },
  { "takatu", "2 1 3 4" },
  { "takats", "2 1 3 4" },
  { "takatsukuyakusho", "1" },
  { "ohno", "4" },
  { "ono", "4" },
  { "moriNo", "5" },
  { "cafe", "6" },
  { "takahasi hana", "3" },
  { "タカ", "2 3 1" },
  { "花子 高橋", "3" },
  { "高橋花子", "3" },
  { "高橋　花子", "3" },
  { "高橋", "3 6" },
  { "おうの", "4" },
  { "オーノ", "4" },
  { "大野", "" },
  { "オオノ工務店", "4" },
  { "おおのこうむてん", "4" },
  { "うた", "5" },
  { "おうち", "5" },
  { "1182", "1" },
  { "0001", "1" },
  { "044-000", "1 4" },
  { "4", "1 4" },
  { "82", "1" },
  { "118", "1" },
  { "00118", "1" },
  { "0182", "" },
  { "0440001182", "1" },
  { "2130001", "1" },
  { "213-0001", "1" },
  { "2丁目", "1" },
  { "下作延二", "1" },
  { "梶が谷", "3" },
  { "梶ケ", "3" },
  { "ケ谷", "3" },
  { "hana", "3" },
  { "ako@ex", "3" },
  { "EXAMPLE", "3" },
  { "カフェ", "6" },
  { "まちづくりカフェ", "6" },
  { "高津 1182", "1" },
  { "高津 ウクレレ", "3" },
  { "高津 無い", "" },
  { "、", "" },
  { "", "" },
  { "\"", "" },
  { "OR", "" },
  { "NPO\" OR \"", "" },
  { "み", "5" },
};

static void
test_finds (void)
{
  sqlite3 *db = open_index ();

  for (gsize i = 0; i < G_N_ELEMENTS (ACTORS); i++)
    add (db, i + 1, ACTORS[i], FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (FINDS); i++) {
    g_autofree char *ids = find (db, FINDS[i].words, NULL, 50);

    if (strcmp (ids, FINDS[i].ids) != 0)
      g_error ("'%s': found %s, not %s", FINDS[i].words, ids, FINDS[i].ids);
  }
  sqlite3_close (db);
}

static void
test_limit_and_filter (void)
{
  sqlite3 *db = open_index ();
  g_autofree char *two = NULL;
  g_autofree char *odd = NULL;
  g_autofree char *all = NULL;
  g_autofree char *shown = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (ACTORS); i++)
    add (db, i + 1, ACTORS[i], FALSE);
  two = find (db, "高津", NULL, 2);
  g_assert_cmpstr (two, ==, "2 1");
  odd = find (db, "高津", "t.kind = 'odd' OR t.id = 4", 50);
  g_assert_cmpstr (odd, ==, "1 3 4");
  all = find (db, "高津", NULL, -1);
  g_assert_cmpstr (all, ==, "2 1 3 4");
  run_sql (db, "UPDATE " TYPE " SET _hidden = 1 WHERE id IN (1, 3)");
  shown = find (db, "高津", NULL, 50);
  g_assert_cmpstr (shown, ==, "2 4");
  sqlite3_close (db);
}

static void
test_cancelled (void)
{
  sqlite3 *db = open_index ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = NULL;

  add (db, 1, ACTORS[0], FALSE);
  g_cancellable_cancel (cancellable);
  ids = tsu_search_run (db, TYPE, "高津", NULL, 50, cancellable, &error);
  g_assert_null (ids);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  sqlite3_close (db);
}

static void
test_error (void)
{
  sqlite3 *db = open_index ();
  g_autoptr (GError) error = NULL;

  g_assert_null (tsu_search_run (db, TYPE, "高津", "no such thing", 50, NULL, &error));
  g_assert_nonnull (error);
  sqlite3_close (db);
}

/* The core property: whatever stretch of a text is typed, the text is found. */
static void
test_every_substring (void)
{
  for (int round = 0; round < 60; round++) {
    sqlite3 *db = open_index ();
    char *texts[8][TSU_SEARCH_N_COLUMNS];

    for (int i = 0; i < 8; i++) {
      for (int k = 0; k < TSU_SEARCH_N_COLUMNS; k++)
        texts[i][k] = sample_plain_text (g_test_rand_int_range (1, 8));
      add (db, i + 1, (const char *const *) texts[i], FALSE);
    }
    for (int i = 0; i < 60; i++) {
      int id = g_test_rand_int_range (0, 8);
      int column = g_test_rand_int_range (0, TSU_SEARCH_N_COLUMNS);
      g_autofree char *part = sample_substring (texts[id][column]);
      g_autofree char *folded = tsu_normalize (part);
      g_autofree char *ids = find (db, part, NULL, -1);
      g_autofree char *padded = g_strdup_printf (" %s ", ids);
      g_autofree char *wanted = g_strdup_printf (" %d ", id + 1);

      if (*folded && !strstr (padded, wanted))
        g_error ("'%s' not found in '%s'", part, texts[id][column]);
    }
    for (int i = 0; i < 8; i++)
      for (int k = 0; k < TSU_SEARCH_N_COLUMNS; k++)
        g_free (texts[i][k]);
    sqlite3_close (db);
  }
}

static void
test_remove (void)
{
  sqlite3 *db = open_index ();
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (ACTORS); i++)
    add (db, i + 1, ACTORS[i], FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (ACTORS); i++) {
    tsu_search_remove (db, TYPE, i + 1, ACTORS[i], &error);
    g_assert_no_error (error);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (FINDS); i++) {
    g_autofree char *ids = find (db, FINDS[i].words, NULL, -1);

    g_assert_cmpstr (ids, ==, "");
  }
  run_sql (db, "INSERT INTO search_" TYPE " (search_" TYPE ") VALUES ('integrity-check')");
  sqlite3_close (db);
}

static void
put (TsuSearchTable *table, gint64 id, const char *name, gboolean removes)
{
  const char *const texts[TSU_SEARCH_N_COLUMNS] = { name };

  (removes ? tsu_search_table_remove : tsu_search_table_add) (table, id, texts);
}

/* Rows wait for each other and may come in any order; what happens to one row stays in order. */
static void
test_waiting (void)
{
  sqlite3 *db = open_index ();
  g_autoptr (TsuSearchTable) table = tsu_search_table_new (db, TYPE);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  g_autofree char *forgotten = NULL;

  run_sql (db, "INSERT INTO " TYPE " VALUES (1, 'a', 'a', 0, ''), (2, 'b', 'b', 0, '')");
  put (table, 2, "高津", FALSE);
  put (table, 1, "高橋", FALSE);
  put (table, 2, "高津", TRUE);
  put (table, 2, "溝口", FALSE);
  before = find (db, "高橋", NULL, -1);
  g_assert_cmpstr (before, ==, "");
  g_assert_true (tsu_search_table_write (table, &error));
  g_assert_no_error (error);
  put (table, 1, "高橋", TRUE);
  tsu_search_table_forget (table);
  g_assert_true (tsu_search_table_write (table, &error));
  first = find (db, "高津", NULL, -1);
  g_assert_cmpstr (first, ==, "");
  last = find (db, "溝口", NULL, -1);
  g_assert_cmpstr (last, ==, "2");
  forgotten = find (db, "高橋", NULL, -1);
  g_assert_cmpstr (forgotten, ==, "1");
  run_sql (db, "INSERT INTO search_" TYPE " (search_" TYPE ") VALUES ('integrity-check')");
  g_clear_pointer (&table, tsu_search_table_free);
  sqlite3_close (db);
}

static void
test_big (void)
{
  sqlite3 *db = open_index ();
  const char *texts[TSU_SEARCH_N_COLUMNS] = { "大", NULL, NULL, NULL };
  g_autofree char *big = g_malloc (65537);
  g_autofree char *found = NULL;

  for (int i = 0; i < 65536; i++)
    big[i] = (char) g_test_rand_int_range (1, 256);
  memcpy (big + 40000, "。高津区。", strlen ("。高津区。"));
  big[65536] = '\0';
  texts[TSU_SEARCH_TEXT] = big;
  add (db, 1, texts, FALSE);
  found = find (db, "高津区", NULL, 50);
  g_assert_cmpstr (found, ==, "1");
  {
    g_autofree char *nothing = find (db, big, NULL, 50);
  }
  sqlite3_close (db);
}

/* The index as it lies in the file. */
static char *
dump_index (sqlite3 *db)
{
  sqlite3_stmt *statement;
  char *dump;

  run_sql (db, "INSERT INTO search_" TYPE " (search_" TYPE ") VALUES ('optimize')");
  g_assert_cmpint (sqlite3_prepare_v2 (db,
                                       "SELECT group_concat (id || ' ' || hex (block)) FROM"
                                       " (SELECT * FROM search_" TYPE "_data ORDER BY id)",
                                       -1, &statement, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  dump = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  return dump;
}

/* Words found ahead are those that would be found in their turn. */
static void
test_spelt_out (void)
{
  static const char *const empty[TSU_SEARCH_N_COLUMNS] = { NULL };
  sqlite3 *dbs[2];
  g_autofree char *plain = NULL;
  g_autofree char *spelt = NULL;

  for (guint i = 0; i < 2; i++) {
    g_autoptr (TsuSearchTable) table = NULL;
    g_autoptr (GError) error = NULL;

    dbs[i] = open_index ();
    table = tsu_search_table_new (dbs[i], TYPE);
    for (guint j = 0; j <= G_N_ELEMENTS (ACTORS); j++) {
      const char *const *texts = j < G_N_ELEMENTS (ACTORS) ? ACTORS[j] : empty;
      g_autoptr (GBytes) words = tsu_search_spell_out (texts);

      if (i == 0)
        tsu_search_table_add (table, j + 1, texts);
      else
        tsu_search_table_add_spelt (table, j + 1, words);
    }
    tsu_search_table_write (table, &error);
    g_assert_no_error (error);
  }
  plain = dump_index (dbs[0]);
  spelt = dump_index (dbs[1]);
  g_assert_cmpuint (strlen (plain), >, 1000);
  g_assert_cmpstr (spelt, ==, plain);
  sqlite3_close (dbs[0]);
  sqlite3_close (dbs[1]);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/search/run/finds", test_finds);
  g_test_add_func ("/search/run/limit-and-filter", test_limit_and_filter);
  g_test_add_func ("/search/run/cancelled", test_cancelled);
  g_test_add_func ("/search/run/error", test_error);
  g_test_add_func ("/search/run/every-substring", test_every_substring);
  g_test_add_func ("/search/run/remove", test_remove);
  g_test_add_func ("/search/run/waiting", test_waiting);
  g_test_add_func ("/search/run/spelt-out", test_spelt_out);
  g_test_add_func ("/search/run/big", test_big);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How long the first 50 hits take. Makes actors of random but lifelike names, addresses and notes,
 * indexes them in a file and searches each kind of words many times; prints a JSON line a figure.
 * The reference of a search is a LIKE scan over the normalised texts of the same rows for the same
 * words, also up to 50 hits, those in the name first.
 */

#include "config.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <stdio.h>

#include "search-samples.h"
#include "tsu-normalize.h"
#include "tsu-search.h"

#define LIMIT 50
#define MAX_REFERENCE_RUNS 6

static int n_rows = 100000;
static int n_runs = 20;

static const GOptionEntry OPTIONS[] = {
  { "rows", 0, 0, G_OPTION_ARG_INT, &n_rows, "How many actors", "N" },
  { "runs", 0, 0, G_OPTION_ARG_INT, &n_runs, "How often each search runs", "N" },
  { NULL },
};

static const struct {
  const char *name;
  const char *words[8];
} KINDS[] = {
  { "one kanji", { "高", "橋", "区", "会", "鷺", "花" } },
  { "two kanji", { "高津", "高橋", "公園", "鷺沼", "川崎", "麻生" } },
  { "long kanji", { "高津区役所", "町内会", "高橋花子", "子母口富士見台", "川崎市宮前区鷺沼" } },
  { "kana", { "たかつ", "おおの", "たか", "こーひー", "うくれれ", "の" } },
  { "romaji", { "takatsu", "takatu", "ohno", "kawasaki", "takats", "sato hana" } },
  { "digits", { "1182", "044", "0440001182", "213-0001", "82", "7" } },
  { "latin", { "hana", "npo", "@example", "a", "hanako@example.jp" } },
  { "two words",
    { "高津 町内会", "高橋 花子", "川崎 1182", "鷺沼 ウクレレ", "会 高", "麻生 平和" } },
  { "nothing", { "鯨捕", "9999999999", "zzyzx", "高津 鯨", "まれびとまつり" } },
};

static gint64
now (void)
{
  return g_get_monotonic_time ();
}

static void
run_sql (sqlite3 *db, const char *sql)
{
  char *message = NULL;

  if (sqlite3_exec (db, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s: %s", sql, message);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  const double *x = a;
  const double *y = b;

  return (*x > *y) - (*x < *y);
}

static double
get_quantile (GArray *times, double q)
{
  g_array_sort (times, compare_times);
  return g_array_index (times, double, MIN ((guint) (times->len * q), times->len - 1));
}

static void
report (const char *name, GArray *times, GArray *reference)
{
  printf ("{\"name\": \"%s\", \"p50_ms\": %.3f, \"p95_ms\": %.3f, \"rows\": %d", name,
          get_quantile (times, 0.5), get_quantile (times, 0.95), n_rows);
  if (reference)
    printf (", \"reference\": {\"name\": \"LIKE scan\", \"p50_ms\": %.3f, \"p95_ms\": %.3f}",
            get_quantile (reference, 0.5), get_quantile (reference, 0.95));
  printf ("}\n");
  fflush (stdout);
}

static void
report_one (const char *name, double value, const char *unit)
{
  printf ("{\"name\": \"%s\", \"value\": %.1f, \"unit\": \"%s\", \"rows\": %d}\n", name, value,
          unit, n_rows);
  fflush (stdout);
}

static void
add_row (sqlite3 *db, sqlite3_stmt *insert, gint64 id)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) texts = sample_actor ();
  const char *const columns[] = { texts[0], texts[1], texts[2], texts[3] };
  char *folded[TSU_SEARCH_N_COLUMNS];

  for (int i = 0; i < TSU_SEARCH_N_COLUMNS; i++) {
    folded[i] = tsu_normalize (texts[i]);
    sqlite3_bind_text (insert, i + 2, folded[i], -1, g_free);
  }
  sqlite3_bind_int64 (insert, 1, id);
  sqlite3_step (insert);
  sqlite3_reset (insert);
  if (!tsu_search_add (db, "actor", id, columns, &error))
    g_error ("%s", error->message);
}

static void
fill (sqlite3 *db)
{
  g_autofree char *ddl = tsu_search_ddl ("actor");
  sqlite3_stmt *insert = NULL;

  run_sql (db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF");
  run_sql (db, ddl);
  run_sql (db, "CREATE TABLE actor (id INTEGER PRIMARY KEY, _name TEXT, _sort TEXT, contact TEXT,"
               " text TEXT, _hidden INTEGER DEFAULT 0)");
  sqlite3_prepare_v2 (db,
                      "INSERT INTO actor (id, _name, _sort, contact, text)"
                      " VALUES (?1, ?2, ?3, ?4, ?5)",
                      -1, &insert, NULL);
  run_sql (db, "BEGIN");
  for (int i = 1; i <= n_rows; i++) {
    add_row (db, insert, i);
    if (i % 500 == 0)
      run_sql (db, "COMMIT; BEGIN");
  }
  run_sql (db, "COMMIT");
  sqlite3_finalize (insert);
}

static double
time_search (sqlite3 *db, const char *words, int limit, guint *n_hits)
{
  g_autoptr (GError) error = NULL;
  gint64 start = now ();
  g_autoptr (GArray) ids = tsu_search_run (db, "actor", words, NULL, limit, NULL, &error);
  double ms = (now () - start) / 1000.0;

  if (!ids)
    g_error ("%s: %s", words, error->message);
  *n_hits = ids->len;
  return ms;
}

static double
time_reference (sqlite3 *db, const char *words)
{
  GString *sql = g_string_new ("SELECT id FROM actor WHERE _hidden = 0");
  g_auto (GStrv) split = g_strsplit (words, " ", -1);
  g_autofree char *first = NULL;
  sqlite3_stmt *statement = NULL;
  gint64 start;
  double ms;

  for (int i = 0; split[i]; i++) {
    g_autofree char *folded = tsu_normalize (split[i]);

    g_string_append_printf (sql,
                            " AND (_name LIKE '%%%s%%' OR _sort LIKE '%%%s%%'"
                            " OR contact LIKE '%%%s%%' OR text LIKE '%%%s%%')",
                            folded, folded, folded, folded);
  }
  first = tsu_normalize (split[0]);
  g_string_append_printf (sql, " ORDER BY _name LIKE '%%%s%%' DESC, length (_name) LIMIT %d", first,
                          LIMIT);
  start = now ();
  sqlite3_prepare_v2 (db, sql->str, -1, &statement, NULL);
  while (sqlite3_step (statement) == SQLITE_ROW)
    ;
  sqlite3_finalize (statement);
  ms = (now () - start) / 1000.0;
  g_string_free (sql, TRUE);
  return ms;
}

static void
measure_kind (sqlite3 *db, int kind)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) reference = g_array_new (FALSE, FALSE, sizeof (double));
  int n_reference = CLAMP (600000 / n_rows, 1, MAX_REFERENCE_RUNS);

  for (int i = 0; i < 8 && KINDS[kind].words[i]; i++) {
    const char *words = KINDS[kind].words[i];
    double slowest = 0;
    guint n_hits = 0;

    for (int run = 0; run < n_runs; run++) {
      double ms = time_search (db, words, LIMIT, &n_hits);

      slowest = MAX (slowest, ms);
      g_array_append_val (times, ms);
    }
    g_info ("%s: %u hits, %.3f ms at most", words, n_hits, slowest);
    for (int run = 0; run < n_reference; run++) {
      double ms = time_reference (db, words);

      g_array_append_val (reference, ms);
    }
  }
  report (KINDS[kind].name, times, reference);
}

/* What a list of all hits costs, which is not cut at the first 50. */
static void
measure_all (sqlite3 *db)
{
  static const char *const WORDS[] = { "高津", "公園", "区", "高橋 花子" };
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  for (gsize i = 0; i < G_N_ELEMENTS (WORDS); i++) {
    guint n_hits = 0;
    double ms = time_search (db, WORDS[i], -1, &n_hits);

    g_info ("%s: all %u hits, %.1f ms", WORDS[i], n_hits, ms);
    g_array_append_val (times, ms);
  }
  report ("all hits", times, NULL);
}

static double
get_megabytes (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  double bytes;

  sqlite3_prepare_v2 (db, sql, -1, &statement, NULL);
  sqlite3_step (statement);
  bytes = sqlite3_column_double (statement, 0);
  sqlite3_finalize (statement);
  return bytes / 1e6;
}

static void
measure (const char *path)
{
  g_autoptr (GError) error = NULL;
  sqlite3 *db = NULL;
  gint64 start;

  if (sqlite3_open (path, &db) != SQLITE_OK || !tsu_search_register (db, &error))
    g_error ("%s", sqlite3_errmsg (db));
  start = now ();
  fill (db);
  report_one ("indexing", n_rows / ((now () - start) / 1e6), "rows/s");
  report_one ("index size",
              get_megabytes (db, "SELECT sum (length (block)) FROM search_actor_data"), "MB");
  for (guint i = 0; i < G_N_ELEMENTS (KINDS); i++)
    measure_kind (db, i);
  measure_all (db);
  sqlite3_close (db);
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("- measure searching");
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  /* The samples come from GLib's test generator: the same rows in every run. */
  char *test_args[] = { argv[0], "--seed=R02S00000000000000000000000000000001", NULL };
  char **test_argv = test_args;
  int test_argc = 2;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, OPTIONS, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error)) {
    g_printerr ("%s\n", error->message);
    return 2;
  }
  g_test_init (&test_argc, &test_argv, NULL);
  folder = g_dir_make_tmp ("bench-search-XXXXXX", &error);
  if (!folder)
    g_error ("%s", error->message);
  path = g_build_filename (folder, "bench.db", NULL);
  measure (path);
  g_unlink (path);
  g_rmdir (folder);
  return 0;
}

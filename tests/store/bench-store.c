/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How fast the ledger is, beside plain SQLite doing the least that could do: one JSON line a
 * figure. bench-store [--rows N]
 */

#include "config.h"

#include "store-test.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdlib.h>

#include "tsu-search.h"
#include "tsu-store.h"

#define BATCH 500
#define SINGLE_EDITS 500
#define READING_MS 2000
#define PAUSE_MS 100
#define BLOCK 128
#define HITS 50
#define SEARCHES 20 /* of each word */

static const char *const families[] = { "佐藤", "鈴木", "高橋", "田中", "伊藤", "渡辺", "山本" };
static const char *const readings[] = { "さとう", "すずき",   "たかはし", "たなか",
                                        "いとう", "わたなべ", "やまもと" };
static const char *const places[] = { "溝口", "二子", "久本", "梶ヶ谷", "末長", "子母口", "千年" };

static const struct {
  const char *kind;
  const char *words[6];
} searches[] = {
  { "one_kanji", { "高", "口", "木", "千", "藤" } },
  { "two_kanji", { "高橋", "溝口", "子育", "千年", "高津" } },
  { "kana", { "たかはし", "すず", "さとう", "わ", "こそだて" } },
  { "romaji", { "takahashi", "satou", "watana", "itoh", "suzuki" } },
  { "two_words", { "高橋 溝口", "さとう 久本", "鈴木 子育て", "yamamoto 044", "高 田" } },
};

typedef struct {
  char *name;
  char *reading;
  char *phone;
  char *address;
  char *note;
} Sample;

static int n_rows = 100000;

static void
report (const char *figure, double value, const char *unit)
{
  g_print ("{\"figure\":\"%s\",\"rows\":%d,\"value\":%.3f,\"unit\":\"%s\"}\n", figure, n_rows,
           value, unit);
}

static double
now (void)
{
  return (double) g_get_monotonic_time () / 1e6;
}

static Sample
make_sample (int i)
{
  int family = i % (int) G_N_ELEMENTS (families);
  Sample sample = {
    .name = g_strdup_printf ("%s %s%d", families[family], places[i / 7 % 7], i),
    .reading = g_strdup_printf ("%s %d", readings[family], i),
    .phone = g_strdup_printf ("044-%03d-%04d", i / 10000 % 1000, i % 10000),
    .address = g_strdup_printf ("川崎市高津区%s%d-%d", places[i % 7], i % 30 + 1, i % 20 + 1),
    .note =
      g_strdup_printf ("地域の活動に関心があり、%sの子育て支援に参加したい", places[i / 3 % 7]),
  };

  return sample;
}

static void
sample_clear (Sample *sample)
{
  g_free (sample->name);
  g_free (sample->reading);
  g_free (sample->phone);
  g_free (sample->address);
  g_free (sample->note);
}

static TsuEdit *
make_edit (int i)
{
  static const char *const themes[] = { "children", "welfare", NULL };
  TsuEdit *edit = tsu_edit_new_create (actor_type (), NULL);
  Sample sample = make_sample (i);

  tsu_edit_set_text (edit, "name", sample.name);
  tsu_edit_set_text (edit, "reading", sample.reading);
  tsu_edit_set_text (edit, "kind", "person");
  tsu_edit_set_text (edit, "phone", sample.phone);
  tsu_edit_set_text (edit, "address", sample.address);
  tsu_edit_set_text (edit, "note", sample.note);
  tsu_edit_set_list (edit, "themes", themes);
  sample_clear (&sample);
  return edit;
}

static gpointer
import_job (TsuLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  int n = n_rows;
  TsuApply how = { .label = "Import", .batch = "bench" };
  double start = now ();

  g_assert_true (tsu_ledger_begin_bulk (ledger, NULL));
  for (int i = 0; i < n; i += BATCH) {
    g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_edit_free);

    for (int j = i; j < MIN (i + BATCH, n); j++)
      g_ptr_array_add (edits, make_edit (j));
    g_assert_true (tsu_ledger_apply (ledger, edits, &how, NULL, NULL));
  }
  g_assert_true (tsu_ledger_end_bulk (ledger, TRUE, NULL));
  report ("import_s", now () - start, "s");
  return GINT_TO_POINTER (TRUE);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double one = *(const double *) a;
  double other = *(const double *) b;

  return one < other ? -1 : one > other;
}

/* @times: (array length=n), sorted by this. */
static void
report_times (const char *what, double times[], int n)
{
  const struct {
    const char *name;
    int place;
  } figures[] = { { "p50", n * 50 / 100 }, { "p95", n * 95 / 100 }, { "max", n - 1 } };

  qsort (times, (size_t) n, sizeof times[0], compare_doubles);
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++) {
    g_autofree char *figure = g_strdup_printf ("%s_%s_ms", what, figures[i].name);

    report (figure, times[figures[i].place] * 1e3, "ms");
  }
}

static gpointer
save_job (TsuLedger *ledger, gpointer number, GCancellable *cancellable, GError **error)
{
  apply_one (ledger, make_edit (GPOINTER_TO_INT (number)), NULL);
  return GINT_TO_POINTER (TRUE);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer done)
{
  *(gboolean *) done = tsu_store_call_finish (TSU_STORE (source), result, NULL) != NULL;
}

static void
write_and_wait (TsuStore *store, TsuStoreFunc job, int number)
{
  gboolean done = FALSE;

  tsu_store_write_async (store, job, GINT_TO_POINTER (number), NULL, NULL, NULL, done_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
over_cb (gpointer over)
{
  *(gboolean *) over = TRUE;
  return G_SOURCE_REMOVE;
}

static void
pause_for (guint milliseconds)
{
  gboolean over = FALSE;

  g_timeout_add (milliseconds, over_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

/* As in a window, where somebody reads what the import has brought and then saves one thing after
 * the other. In the time between the store puts itself in order; a save may come in the middle. */
static void
bench_writing (const char *path)
{
  g_autoptr (TsuStore) store = tsu_store_open (path, NULL);
  double times[SINGLE_EDITS];

  write_and_wait (store, import_job, 0);
  pause_for (READING_MS);
  for (int i = 0; i < SINGLE_EDITS; i++) {
    double start = now ();

    write_and_wait (store, save_job, n_rows + i);
    times[i] = now () - start;
    pause_for (PAUSE_MS);
  }
  report_times ("one_edit", times, SINGLE_EDITS);
}

static void
bench_reading (TsuLedger *ledger)
{
  g_autoptr (TsuListQuery) query = tsu_list_query_new (actor_type ());
  g_autoptr (GArray) first = NULL;
  g_autoptr (GArray) all = NULL;
  g_autoptr (GArray) recent = NULL;
  g_autoptr (GPtrArray) block = NULL;
  double start = now ();

  all = tsu_ledger_list (ledger, query, NULL, NULL);
  report ("list_all_ms", (now () - start) * 1e3, "ms");
  tsu_list_query_set_limit (query, BLOCK);
  start = now ();
  first = tsu_ledger_list (ledger, query, NULL, NULL);
  report ("list_first_block_ms", (now () - start) * 1e3, "ms");
  tsu_list_query_set_order (query, TSU_ORDER_RECENT, NULL, FALSE);
  start = now ();
  recent = tsu_ledger_list (ledger, query, NULL, NULL);
  report ("list_recent_block_ms", (now () - start) * 1e3, "ms");
  start = now ();
  block = tsu_ledger_get_many (ledger, actor_type (), &g_array_index (all, gint64, all->len / 2),
                               MIN (BLOCK, all->len / 2), NULL);
  report ("get_block_ms", (now () - start) * 1e3, "ms");
}

/* What the list shows first of words: the best hits, as records. */
static gpointer
find_job (TsuLedger *ledger, gpointer words, GCancellable *cancellable, GError **error)
{
  g_autoptr (TsuListQuery) query = tsu_list_query_new (actor_type ());
  g_autoptr (GArray) keys = NULL;

  tsu_list_query_set_words (query, words);
  tsu_list_query_set_order (query, TSU_ORDER_RANK, NULL, FALSE);
  tsu_list_query_set_limit (query, HITS);
  keys = tsu_ledger_list (ledger, query, cancellable, error);
  return tsu_ledger_get_many (ledger, actor_type (), (const gint64 *) (void *) keys->data,
                              keys->len, error);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GPtrArray **) data = tsu_store_call_finish (TSU_STORE (source), result, NULL);
}

static void
find (TsuStore *store, const char *words)
{
  GPtrArray *records = NULL;

  tsu_store_read_async (store, find_job, (gpointer) words, NULL, (GDestroyNotify) g_ptr_array_unref,
                        NULL, found_cb, &records);
  while (records == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (records->len, >, 0);
  g_ptr_array_unref (records);
}

/* From the words to the records in the hands of the main thread, by way of the store's. */
static void
bench_searches (const char *path)
{
  g_autoptr (TsuStore) store = tsu_store_open (path, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (searches); i++) {
    g_autofree char *what = g_strconcat ("search_", searches[i].kind, NULL);
    double times[SEARCHES * G_N_ELEMENTS (searches[i].words)];
    int n = 0;

    for (guint j = 0; searches[i].words[j] != NULL; j++)
      for (int k = 0; k < SEARCHES; k++) {
        double start = now ();

        find (store, searches[i].words[j]);
        times[n++] = now () - start;
      }
    report_times (what, times, n);
  }
}

static void
bench_undo (TsuLedger *ledger)
{
  TsuUndo what = { NULL };
  double start = now ();

  g_assert_true (tsu_ledger_undo_batch (ledger, "bench", &what, NULL, NULL));
  report ("undo_import_s", now () - start, "s");
  tsu_undo_clear (&what);
}

static void
insert_plain (sqlite3 *db, sqlite3_stmt *statement, int i)
{
  Sample sample = make_sample (i);
  const char *texts[TSU_SEARCH_N_COLUMNS] = { sample.name, sample.reading, sample.address,
                                              sample.note };

  sqlite3_bind_int (statement, 1, i + 1);
  sqlite3_bind_text (statement, 2, sample.name, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 3, sample.reading, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 4, sample.phone, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 5, sample.address, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 6, sample.note, -1, SQLITE_STATIC);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
  sqlite3_reset (statement);
  g_assert_true (tsu_search_add (db, "actor", i + 1, texts, NULL));
  sample_clear (&sample);
}

/* One row and one index, each row saved for good before the next. */
static void
bench_plain_edits (sqlite3 *db, int n)
{
  double times[SINGLE_EDITS];

  for (int i = 0; i < SINGLE_EDITS; i++) {
    Sample sample = make_sample (n + i);
    g_autofree char *sql = g_strdup_printf ("INSERT INTO actor (name, reading) VALUES ('%s', '%s')",
                                            sample.name, sample.reading);
    double start = now ();

    sqlite3_exec (db, sql, NULL, NULL, NULL);
    times[i] = now () - start;
    sample_clear (&sample);
  }
  report_times ("plain_sqlite_one_edit", times, SINGLE_EDITS);
}

/* The least that could do: one row a record, one index, the same search index; no changes, so no
 * history, no undo and no sync. */
static void
bench_plain (const char *path, int n)
{
  g_autofree char *ddl = tsu_search_ddl ("actor");
  sqlite3_stmt *statement = NULL;
  sqlite3 *db = NULL;
  double start;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_true (tsu_search_register (db, NULL));
  sqlite3_exec (db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL", NULL, NULL, NULL);
  sqlite3_exec (db,
                "CREATE TABLE actor (id INTEGER PRIMARY KEY, name, reading, phone, address, note);"
                "CREATE INDEX actor_reading ON actor (reading)",
                NULL, NULL, NULL);
  g_assert_cmpint (sqlite3_exec (db, ddl, NULL, NULL, NULL), ==, SQLITE_OK);
  start = now ();
  sqlite3_exec (db, "BEGIN", NULL, NULL, NULL);
  sqlite3_prepare_v2 (db, "INSERT INTO actor VALUES (?, ?, ?, ?, ?, ?)", -1, &statement, NULL);
  for (int i = 0; i < n; i++)
    insert_plain (db, statement, i);
  sqlite3_finalize (statement);
  sqlite3_exec (db, "COMMIT", NULL, NULL, NULL);
  report ("plain_sqlite_import_s", now () - start, "s");
  bench_plain_edits (db, n);
  sqlite3_close (db);
}

/* What else is given is for other benchmarks: all are run with the same arguments. */
static void
read_rows (int argc, char *argv[])
{
  for (int i = 1; i + 1 < argc; i++)
    if (g_str_equal (argv[i], "--rows"))
      n_rows = MAX (atoi (argv[i + 1]), BLOCK * 2);
}

int
main (int argc, char *argv[])
{
  g_autofree char *plain = NULL;
  GStatBuf info;
  Desk desk;

  read_rows (argc, argv);
  desk_set_up (&desk, NULL);
  plain = desk_dup_path (&desk, "plain.db");
  bench_plain (plain, n_rows);
  bench_writing (desk.path);
  bench_reading (desk.ledger);
  bench_searches (desk.path);
  if (n_rows <= 100000)
    bench_undo (desk.ledger);
  desk_reopen (&desk);
  g_stat (desk.path, &info);
  report ("file_mb", (double) info.st_size / 1e6, "MB");
  desk_tear_down (&desk, NULL);
  return 0;
}

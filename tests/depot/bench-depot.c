/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * 10 000 queued edits, one change each, 500 in a body, pushed and durable, beside the same bytes
 * put into a plain table in one transaction; what a pull of nothing costs; a pull of all; a
 * snapshot. On SQLite, or with TSU_TEST_POSTGRES on PostgreSQL.
 */

#include "config.h"

#include "depot-test.h"

#include <string.h>

#include "tsu-sql.h"

#define EDITS 10000
#define BODY 500

static gint64 started;

static void
print_figure (const char *what, double value, const char *unit)
{
  g_print ("{\"figure\":\"%s: %s\",\"value\":%.1f,\"unit\":\"%s\"}\n",
           depot_test_is_postgres () ? "PostgreSQL" : "SQLite", what, value, unit);
}

static void
report (const char *what, int n)
{
  double seconds = (double) (g_get_monotonic_time () - started) / G_USEC_PER_SEC;

  print_figure (what, n / seconds, "a second");
  started = g_get_monotonic_time ();
}

/* The limit: nothing is judged, and one index is kept. */
static void
put_plainly (const char *database, GPtrArray *txns)
{
  g_autoptr (TsuSql) sql = tsu_sql_open (database, NULL, NULL);
  TsuSqlStatement *statement;

  g_assert_true (
    tsu_sql_exec (sql, "CREATE TABLE plain (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT",
                  NULL));
  started = g_get_monotonic_time ();
  g_assert_true (tsu_sql_begin (sql, NULL));
  statement = tsu_sql_prepare (sql, "INSERT INTO plain (id, body) VALUES ($1, $2)", NULL);
  for (guint i = 0; i < txns->len; i++) {
    g_autoptr (GString) json = g_string_new (NULL);

    tsu_change_append_json (((TsuTxn *) txns->pdata[i])->changes->pdata[0], json);
    tsu_sql_bind_int (statement, 1, i);
    tsu_sql_bind_text (statement, 2, json->str);
    g_assert_true (tsu_sql_queue (statement, NULL, NULL, NULL));
  }
  g_assert_true (tsu_sql_flush (sql, NULL) && tsu_sql_commit (sql, NULL));
  report ("the same bytes into a plain table", EDITS);
}

/* Bytes that a change costs, with all that is kept about it. */
static void
measure_size (DepotTest *test, int changes)
{
  g_autoptr (TsuSql) sql = tsu_sql_open (test->database, NULL, NULL);
  TsuSqlStatement *statement = tsu_sql_prepare (
    sql,
    depot_test_is_postgres ()
      ? "SELECT sum (pg_total_relation_size (oid)) :: bigint FROM pg_class WHERE relkind = 'r' AND"
        " relnamespace = 'public' :: regnamespace"
      : "SELECT page_count * page_size FROM pragma_page_count (), pragma_page_size ()",
    NULL);
  gboolean row;

  g_assert_true (tsu_sql_step (statement, &row, NULL) && row);
  print_figure ("kept for a change", (double) tsu_sql_int (statement, 0) / changes, "bytes");
  tsu_sql_release (statement);
}

static GPtrArray *
make_edits (int first, int n_records, gboolean new)
{
  GPtrArray *txns = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_txn_free);

  for (int i = 0; i < EDITS; i++) {
    g_autofree char *before = depot_test_id (first - EDITS + i);
    g_autofree char *seen = new ? g_strdup ("[]") : g_strdup_printf ("[\"%s\"]", before);
    g_autofree char *fields =
      g_strdup_printf ("{\"name\":\"Group %d\",\"kind\":\"association\",\"note\":\"What was said "
                       "on the telephone"
                       " on the %dth\",\"phone\":\"044-856-%04d\"}",
                       i, i % 28 + 1, i);
    TsuTxn *txn =
      depot_test_txn (first + i - 1000000 + 1,
                      depot_test_change (first + i, 5000000 + i % n_records, "actor", fields, seen),
                      NULL);
    TsuChange *change = g_ptr_array_index (txn->changes, 0);

    txn->device = g_strdup ("desk");
    change->device = g_strdup ("desk");
    g_ptr_array_add (txns, txn);
  }
  return txns;
}

static void
push_all (TsuDepot *depot, Desk *desk, GPtrArray *txns, TsuVerdict verdict)
{
  for (guint i = 0; i < txns->len; i += BODY) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) body = g_ptr_array_new ();
    g_auto (TsuPush) push = { &desk->who, &desk->hello, body };

    for (guint j = i; j < i + BODY; j++)
      g_ptr_array_add (body, g_ptr_array_index (txns, j));
    tsu_depot_push (depot, &push, DEPOT_TEST_NOW, &error);
    g_assert_no_error (error);
    g_assert_cmpint (push.refusal.code, ==, TSU_REFUSAL_NONE);
    for (guint j = 0; j < push.receipts->len; j++)
      g_assert_cmpint (((TsuReceipt *) push.receipts->pdata[j])->verdict, ==, verdict);
  }
}

static void
pull_nothing (TsuDepot *depot, Desk *desk, gint64 seq)
{
  g_autofree char *scope = tsu_principal_get_scope (&desk->who);

  for (int i = 0; i < 1000; i++) {
    g_auto (TsuPull) pull = { &desk->who, NULL, seq, scope, 500 };

    g_assert_true (tsu_depot_pull (depot, &pull, DEPOT_TEST_NOW, NULL));
  }
}

int
main (void)
{
  DepotTest test;
  g_auto (Desk) desk = { { 0 } };
  g_autoptr (GPtrArray) first = make_edits (1000000, EDITS, TRUE);
  g_autoptr (GPtrArray) second = make_edits (1000000 + EDITS, EDITS, FALSE);
  g_autoptr (TsuPage) page = NULL;
  g_autoptr (TsuSnapshotIndex) index = NULL;

  depot_test_set_up (&test, NULL);
  desk_init (&desk, "desk", 3, TSU_ROLE_COORDINATOR);
  started = g_get_monotonic_time ();
  push_all (test.depot, &desk, first, TSU_VERDICT_OK);
  report ("10 000 new records pushed", EDITS);
  push_all (test.depot, &desk, second, TSU_VERDICT_OK);
  report ("10 000 queued edits pushed", EDITS);
  push_all (test.depot, &desk, second, TSU_VERDICT_DUP);
  report ("the same once more", EDITS);
  pull_nothing (test.depot, &desk, 2 * EDITS);
  report ("1 000 pulls of nothing", 1000);
  page = desk_pull (&desk, test.depot, 0);
  report ("20 000 changes pulled", 2 * EDITS);
  g_assert_cmpuint (page->txns->len, ==, 2 * EDITS);
  measure_size (&test, 2 * EDITS);
  started = g_get_monotonic_time ();
  index = tsu_depot_get_snapshot (test.depot, &desk.who, DEPOT_TEST_NOW, NULL);
  report ("snapshot built", EDITS);
  g_assert_cmpint (((TsuSnapshotFile *) index->files->pdata[0])->changes, ==, EDITS);
  put_plainly (test.database, second);
  depot_test_tear_down (&test, NULL);
  return 0;
}

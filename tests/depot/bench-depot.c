/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Run by hand: 10 000 queued edits, one change each, 500 in a body, pushed and durable; what a pull
 * of nothing costs; a pull of all of them; a snapshot. On SQLite, or as "postgres.py bench-depot".
 */

#include "config.h"

#include "depot-test.h"

#define EDITS 10000
#define BODY 500

static gint64 started;

static void
report (const char *what, int n)
{
  double ms = (double) (g_get_monotonic_time () - started) / 1000;

  g_print ("%-28s %8.1f ms  %10.0f a second\n", what, ms, n * 1000.0 / ms);
  started = g_get_monotonic_time ();
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
  index = tsu_depot_get_snapshot (test.depot, &desk.who, DEPOT_TEST_NOW, NULL);
  report ("snapshot built", EDITS);
  g_assert_cmpint (((TsuSnapshotFile *) index->files->pdata[0])->changes, ==, EDITS);
  depot_test_tear_down (&test, NULL);
  return 0;
}

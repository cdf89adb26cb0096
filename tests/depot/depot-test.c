/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the tests of the server's storage share: a fresh database, and desks that push and pull.
 */

#include "config.h"

#include "depot-test.h"

#include <string.h>

#include "test-folder.h"
#include "tsu-sql.h"

gboolean
depot_test_is_postgres (void)
{
  return g_getenv ("TSU_TEST_POSTGRES") != NULL;
}

static void
empty_postgres (const char *address)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TsuSql) sql = tsu_sql_open (address, NULL, &error);

  g_assert_no_error (error);
  tsu_sql_exec (sql, "DROP SCHEMA public CASCADE; CREATE SCHEMA public", &error);
  g_assert_no_error (error);
}

TsuDepot *
depot_test_open (DepotTest *test, gboolean accept_restore, GError **error)
{
  static guint8 life;
  const TsuDepotOptions options = { .database = test->database,
                                    .guard_path = test->guard,
                                    .cache = test->cache,
                                    .accept_restore = accept_restore,
                                    .random = { ++life },
                                    .now = DEPOT_TEST_NOW };

  return tsu_depot_open (&options, error);
}

void
depot_test_set_up (DepotTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  test->folder = g_dir_make_tmp ("tsu-depot-XXXXXX", &error);
  g_assert_no_error (error);
  test->guard = g_build_filename (test->folder, "guard", NULL);
  test->cache = data ? g_build_filename (test->folder, "cache", NULL) : NULL;
  if (depot_test_is_postgres ()) {
    test->database = g_strdup (g_getenv ("TSU_TEST_POSTGRES"));
    empty_postgres (test->database);
  } else {
    test->database = g_build_filename (test->folder, "depot.db", NULL);
  }
  test->depot = depot_test_open (test, FALSE, &error);
  g_assert_no_error (error);
}

void
depot_test_tear_down (DepotTest *test, gconstpointer data)
{
  g_clear_pointer (&test->depot, tsu_depot_close);
  test_folder_remove (test->folder);
  g_free (test->folder);
  g_free (test->database);
  g_free (test->guard);
  g_free (test->cache);
}

void
depot_test_exec (DepotTest *test, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TsuSql) connection = tsu_sql_open (test->database, NULL, &error);

  g_assert_no_error (error);
  tsu_sql_exec (connection, sql, &error);
  g_assert_no_error (error);
}

char *
depot_test_id (int number)
{
  return g_strdup_printf ("01890a5d-ac96-7%03x-8%03x-%012x", number >> 24 & 0xfff,
                          number >> 12 & 0xfff, number);
}

TsuChange *
depot_test_change (int id, int record, const char *type, const char *fields, const char *seen)
{
  TsuChange *change = tsu_change_new ();

  change->id = depot_test_id (id);
  change->record = depot_test_id (record);
  change->type = g_strdup (type);
  change->op = TSU_OP_SET;
  change->fields = g_strdup (fields);
  change->seen = g_strdup (seen);
  change->hlc = (guint64) (DEPOT_TEST_NOW - 5000 + id) << 16;
  change->ohlc = change->hlc;
  change->schema = TSU_SCHEMA_VERSION;
  change->user = g_strdup ("sato");
  return change;
}

TsuTxn *
depot_test_txn (gint64 dseq, ...)
{
  TsuTxn *txn = tsu_txn_new ();
  TsuChange *change;
  va_list changes;

  va_start (changes, dseq);
  while ((change = va_arg (changes, TsuChange *)) != NULL)
    g_ptr_array_add (txn->changes, change);
  va_end (changes);
  txn->id = g_strdup (((TsuChange *) txn->changes->pdata[0])->id);
  txn->dseq = dseq;
  txn->label = g_strdup ("Edit");
  txn->time = DEPOT_TEST_NOW;
  return txn;
}

TsuTxn *
depot_test_new_actor (gint64 dseq, int number)
{
  return depot_test_txn (dseq,
                         depot_test_change (number, 1000 + number, "actor", DEPOT_TEST_ACTOR, "[]"),
                         NULL);
}

TsuTxn *
depot_test_edit_actor (gint64 dseq, int id, int record, const char *fields, int seen)
{
  g_autofree char *before = depot_test_id (seen);
  g_autofree char *list = g_strdup_printf ("[\"%s\"]", before);

  return depot_test_txn (dseq, depot_test_change (id, record, "actor", fields, list), NULL);
}

void
desk_init (Desk *desk, const char *device, int ward, TsuRole role)
{
  *desk = (Desk){ { .account = 1 } };
  desk->who.user = g_strdup ("sato");
  desk->who.device = g_strdup (device);
  desk->who.grants = g_new0 (TsuPolicyGrant, 1);
  desk->who.grants[0] = (TsuPolicyGrant){ ward, role };
  desk->who.n_grants = 1;
  desk->hello.protocol = TSU_WIRE_PROTOCOL;
  desk->hello.schema = TSU_SCHEMA_VERSION;
  desk->hello.device = g_strdup (device);
  desk->hello.incarnation = 1;
  desk->hello.now = DEPOT_TEST_NOW;
  desk->hello.ward = ward;
}

void
desk_clear (Desk *desk)
{
  tsu_principal_clear (&desk->who);
  tsu_hello_clear (&desk->hello);
}

static void
sign (TsuTxn *txn, const char *device)
{
  if (txn->device == NULL)
    txn->device = g_strdup (device);
  for (guint i = 0; i < txn->changes->len; i++) {
    TsuChange *change = g_ptr_array_index (txn->changes, i);

    if (change->device == NULL)
      change->device = g_strdup (txn->device);
  }
}

static void
push_list (Desk *desk, TsuDepot *depot, TsuPush *push, va_list list)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) txns = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_txn_free);
  TsuTxn *txn;

  while ((txn = va_arg (list, TsuTxn *)) != NULL) {
    sign (txn, desk->hello.device);
    g_ptr_array_add (txns, txn);
  }
  push->who = &desk->who;
  push->hello = &desk->hello;
  push->txns = txns;
  tsu_depot_push (depot, push, DEPOT_TEST_NOW, &error);
  g_assert_no_error (error);
}

void
desk_push (Desk *desk, TsuDepot *depot, TsuPush *push, ...)
{
  va_list list;

  va_start (list, push);
  push_list (desk, depot, push, list);
  va_end (list);
}

char *
desk_say (Desk *desk, TsuDepot *depot, ...)
{
  g_auto (TsuPush) push = { NULL };
  g_autoptr (GString) word = g_string_new (NULL);
  va_list list;

  va_start (list, depot);
  push_list (desk, depot, &push, list);
  va_end (list);
  if (push.refusal.code != TSU_REFUSAL_NONE)
    return g_strdup (tsu_refusal_get_name (push.refusal.code));
  for (guint i = 0; i < push.receipts->len; i++)
    g_string_append_c (word, "odh"[((TsuReceipt *) push.receipts->pdata[i])->verdict]);
  return g_string_free (g_steal_pointer (&word), FALSE);
}

TsuPage *
desk_pull (Desk *desk, TsuDepot *depot, gint64 seq)
{
  g_autofree char *scope = tsu_principal_get_scope (&desk->who);
  TsuPage *all = NULL;
  gboolean more = TRUE;

  while (more) {
    g_autoptr (GError) error = NULL;
    g_auto (TsuPull) pull = { &desk->who, NULL, seq, scope, 100 };

    tsu_depot_pull (depot, &pull, DEPOT_TEST_NOW, &error);
    g_assert_no_error (error);
    g_assert_cmpint (pull.refusal.code, ==, TSU_REFUSAL_NONE);
    seq = pull.page->next;
    more = pull.page->more;
    if (all == NULL) {
      all = g_steal_pointer (&pull.page);
      continue;
    }
    g_ptr_array_extend_and_steal (all->txns, g_steal_pointer (&pull.page->txns));
    g_ptr_array_extend_and_steal (all->lines, g_steal_pointer (&pull.page->lines));
    all->next = seq;
    all->more = more;
  }
  return all;
}

const TsuChange *
page_find (const TsuPage *page, int change)
{
  g_autofree char *id = depot_test_id (change);

  for (guint i = 0; i < page->txns->len; i++) {
    const TsuTxn *txn = g_ptr_array_index (page->txns, i);

    for (guint j = 0; j < txn->changes->len; j++) {
      const TsuChange *found = g_ptr_array_index (txn->changes, j);

      if (g_str_equal (found->id, id))
        return found;
    }
  }
  return NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Three real ledgers, edited at random and far from one another, share through the engine, a
 * server in memory and a network that loses and cuts. When it heals, every desk shows the same,
 * no change is missing anywhere, and every ledger passes its own check.
 */

#include "config.h"

#include "tsu-ledger-host.h"
#include "tsu-outbox.h"

#include "tsu-id.h"

#include <glib/gstdio.h>
#include <string.h>

#define DESKS 3

typedef struct {
  GPtrArray *bodies;  /* GBytes of one-transaction pages, in the server's order */
  GHashTable *taken;  /* "device dseq" */
  GPtrArray *changes; /* ids of changes, owned */
  char *epoch;
} Server;

typedef struct {
  TsuLedger *ledger;
  TsuLedgerHost host;
  TsuEngine *engine;
  char *path;
} Desk;

static void
open_desk (Desk *desk, const char *folder, int number, GRand *rand)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_strdup_printf ("desk-%d.db", number);

  desk->path = g_build_filename (folder, name, NULL);
  desk->ledger = tsu_ledger_open (desk->path, TSU_LEDGER_READ_WRITE, &error);
  g_assert_no_error (error);
  desk->host = (TsuLedgerHost){ .ledger = desk->ledger, .random = rand };
  desk->engine = tsu_engine_new (&tsu_ledger_host_functions, &desk->host);
}

static GArray *
list_keys (TsuLedger *ledger, gboolean deleted)
{
  g_autoptr (TsuListQuery) query = tsu_list_query_new (tsu_schema_find_type ("actor"));
  g_autoptr (GError) error = NULL;
  GArray *keys;

  tsu_list_query_set_deleted (query, deleted);
  keys = tsu_ledger_list (ledger, query, NULL, &error);
  g_assert_no_error (error);
  return keys;
}

static char *
pick_id (Desk *desk, GRand *rand, gboolean deleted)
{
  g_autoptr (GArray) keys = list_keys (desk->ledger, deleted);
  g_autoptr (GPtrArray) records = NULL;
  gint64 key;

  if (keys->len == 0)
    return NULL;
  key = g_array_index (keys, gint64, g_rand_int_range (rand, 0, (gint32) keys->len));
  records = tsu_ledger_get_many (desk->ledger, tsu_schema_find_type ("actor"), &key, 1, NULL);
  return g_strdup (tsu_record_get_id (g_ptr_array_index (records, 0)));
}

static void
fill_edit (TsuEdit *edit, GRand *rand)
{
  char word[] = { 'a' + (char) g_rand_int_range (rand, 0, 8), '\0' };
  const char *tags[] = { word, g_rand_boolean (rand) ? "common" : NULL, NULL };

  if (g_rand_boolean (rand))
    tsu_edit_set_text (edit, "name", word);
  if (g_rand_boolean (rand))
    tsu_edit_set_text (edit, "note", word);
  if (g_rand_boolean (rand))
    tsu_edit_set_list (edit, "tags", tags);
}

static void
work (Desk *desk, GRand *rand)
{
  const TsuType *actor = tsu_schema_find_type ("actor");
  const TsuApply how = { .label = "Edit" };
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_edit_free);
  g_autoptr (GError) error = NULL;
  int dice = g_rand_int_range (rand, 0, 20);
  g_autofree char *id = pick_id (desk, rand, dice == 1);

  if (dice == 0 && id) {
    g_ptr_array_add (edits, tsu_edit_new_delete (actor, id));
  } else if (dice == 1 && id) {
    g_ptr_array_add (edits, tsu_edit_new_restore (actor, id));
  } else if (dice == 2) {
    TsuUndo what = { NULL };

    tsu_ledger_undo (desk->ledger, &what, NULL, &error);
    g_assert_no_error (error);
    tsu_undo_clear (&what);
    return;
  } else if (id && dice < 15) {
    g_ptr_array_add (edits, tsu_edit_new_change (actor, id));
    fill_edit (edits->pdata[0], rand);
  } else {
    g_ptr_array_add (edits, tsu_edit_new_create (actor, NULL));
    tsu_edit_set_text (edits->pdata[0], "name", "new");
    fill_edit (edits->pdata[0], rand);
  }
  tsu_ledger_apply (desk->ledger, edits, &how, NULL, &error);
  g_assert_no_error (error);
}

static GBytes *
push (Server *server, GBytes *body, gint64 now)
{
  g_auto (TsuHello) hello = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) receipts =
    g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_receipt_free);
  g_autoptr (GPtrArray) txns =
    tsu_wire_decode_push (g_bytes_get_data (body, NULL), g_bytes_get_size (body), &hello, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < txns->len; i++) {
    TsuTxn *txn = g_ptr_array_index (txns, i);
    char *key = g_strdup_printf ("%s %" G_GINT64_FORMAT, hello.device, txn->dseq);
    TsuReceipt *receipt = g_new0 (TsuReceipt, 1);

    receipt->txn = g_strdup (txn->id);
    receipt->dseq = txn->dseq;
    receipt->verdict =
      g_hash_table_contains (server->taken, key) ? TSU_VERDICT_DUP : TSU_VERDICT_OK;
    g_ptr_array_add (receipts, receipt);
    if (g_hash_table_add (server->taken, key)) {
      g_autoptr (GPtrArray) one = g_ptr_array_new ();
      TsuPage page = { server->epoch, now, 0, FALSE, one };

      txn->seq = server->bodies->len + 1;
      for (guint j = 0; j < txn->changes->len; j++) {
        TsuChange *change = g_ptr_array_index (txn->changes, j);

        change->seq = txn->seq;
        change->ohlc = change->hlc;
        g_ptr_array_add (server->changes, g_strdup (change->id));
      }
      g_ptr_array_add (one, txn);
      g_ptr_array_add (server->bodies, tsu_wire_encode_page (&page));
    }
  }
  return tsu_wire_encode_receipts (server->epoch, now, receipts);
}

static GBytes *
pull (Server *server, gint64 cursor, gint64 now)
{
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_page_free);
  g_autoptr (GPtrArray) txns = g_ptr_array_new ();
  TsuPage page = { server->epoch, now, cursor, FALSE, txns };

  for (; page.next < server->bodies->len && txns->len < 5; page.next++) {
    GBytes *body = g_ptr_array_index (server->bodies, page.next);
    TsuPage *one =
      tsu_wire_decode_page (g_bytes_get_data (body, NULL), g_bytes_get_size (body), NULL);

    g_ptr_array_add (pages, one);
    g_ptr_array_add (txns, g_ptr_array_index (one->txns, 0));
  }
  page.more = page.next < server->bodies->len;
  return tsu_wire_encode_page (&page);
}

static void
share (Desk *desk, Server *server, GRand *rand, int faults, gint64 now)
{
  TsuAction action = tsu_engine_next (desk->engine, now);
  g_autoptr (GBytes) answer = NULL;

  if (action.kind == TSU_ACTION_WAIT)
    return;
  if (action.kind == TSU_ACTION_SNAPSHOT_INDEX) {
    tsu_engine_answer (desk->engine, now, 404, NULL, 0, NULL);
    return;
  }
  answer = action.kind == TSU_ACTION_PUSH ? push (server, action.body, now)
                                          : pull (server, action.cursor, now);
  if (g_rand_int_range (rand, 0, 100) < faults) {
    gsize length = g_rand_int_range (rand, 0, (gint32) g_bytes_get_size (answer));
    g_autoptr (GBytes) cut = g_bytes_new_from_bytes (answer, 0, length);

    tsu_engine_answer (desk->engine, now, g_rand_boolean (rand) ? 200 : 0, NULL, 0, cut);
    return;
  }
  tsu_engine_answer (desk->engine, now, 200, NULL, 0, answer);
  g_assert_no_error (desk->host.error);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Everything the desk shows, hidden records and conflicts included. */
static char *
show (Desk *desk)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (int deleted = 0; deleted < 2; deleted++) {
    g_autoptr (GArray) keys = list_keys (desk->ledger, deleted);
    g_autoptr (GPtrArray) records =
      tsu_ledger_get_many (desk->ledger, tsu_schema_find_type ("actor"), (gint64 *) keys->data,
                           keys->len, NULL);

    for (guint i = 0; i < records->len; i++) {
      TsuRecord *record = g_ptr_array_index (records, i);
      GString *line = g_string_new (NULL);

      tsu_record_append_json (record, line);
      g_string_append_printf (line, "%d %d", tsu_record_is_deleted (record),
                              tsu_record_get_conflicts (record));
      g_ptr_array_add (lines, g_string_free (line, FALSE));
    }
  }
  g_ptr_array_sort (lines, compare_texts);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

static void
check_desk (Desk *desk, Server *server)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (tsu_ledger_count_outbox (desk->ledger, &error), ==, 0);
  g_assert_no_error (error);
  tsu_ledger_check (desk->ledger, &problems, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", (char *) problems->pdata[i]);
  g_assert_cmpuint (problems->len, ==, 0);
}

static void
run_world (guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autofree char *folder = g_dir_make_tmp ("tsunagi-desks-XXXXXX", NULL);
  g_autofree char *first = NULL;
  Server server = { g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref),
                    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                    g_ptr_array_new_with_free_func (g_free), tsu_id_generate () };
  Desk desks[DESKS];
  gint64 now = 1000;

  g_test_message ("seed %u", seed);
  for (int i = 0; i < DESKS; i++)
    open_desk (&desks[i], folder, i, rand);
  for (int step = 0; step < 90; step++) {
    Desk *desk = &desks[g_rand_int_range (rand, 0, DESKS)];

    now += g_rand_int_range (rand, 0, 60000);
    if (g_rand_int_range (rand, 0, 3) > 0)
      work (desk, rand);
    else
      share (desk, &server, rand, 30, now);
  }
  for (int round = 0; round < 20; round++) {
    now += 400 * 1000;
    for (int i = 0; i < DESKS; i++)
      for (int n = 0; n < 60; n++)
        share (&desks[i], &server, rand, 0, now);
  }

  first = show (&desks[0]);
  for (int i = 0; i < DESKS; i++) {
    g_autofree char *shown = show (&desks[i]);
    char *database = g_steal_pointer (&desks[i].path);

    if (!g_str_equal (first, shown))
      g_error ("seed %u: desk %d shows\n%s\nand not\n%s", seed, i, shown, first);
    check_desk (&desks[i], &server);
    tsu_engine_free (desks[i].engine);
    tsu_ledger_close (desks[i].ledger);
    g_free (database);
  }
  g_ptr_array_unref (server.bodies);
  g_ptr_array_unref (server.changes);
  g_hash_table_unref (server.taken);
  g_free (server.epoch);
  {
    g_autofree char *command = g_strdup_printf ("rm -rf '%s'", folder);

    g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
  }
}

static void
test_desks_agree (void)
{
  const char *first = g_getenv ("TSU_FIRST_SEED");
  const char *count = g_getenv ("TSU_SEEDS");
  guint32 seed = first ? (guint32) g_ascii_strtoull (first, NULL, 10) : 1;
  guint32 n = count ? (guint32) g_ascii_strtoull (count, NULL, 10) : 12;

  for (guint32 i = 0; i < n; i++)
    run_world (seed + i);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/desks/agree", test_desks_agree);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The client's engine against a server in memory and a network that loses, cuts and repeats. What
 * was saved arrives everywhere exactly once, whatever the network does before it heals; no state
 * is without a deadline; nobody is asked without pause.
 */

#include "config.h"

#include "tsu-engine.h"

#include "tsu-id.h"

#include <string.h>

#define DESKS 3

typedef struct {
  GPtrArray *txns;   /* TsuTxn, in the server's order */
  GHashTable *taken; /* "device dseq" → place + 1 */
  char *epoch;
} Server;

typedef struct {
  char *device;
  GRand *rand;
  GPtrArray *mine; /* TsuTxn saved here */
  gint64 acked;    /* dseq up to which the server has said yes */
  gint64 cursor;
  GHashTable *known; /* ids of transactions applied, own ones too */
  TsuEngine *engine;
  gboolean disk_fails;
  int renumbered;
  gint64 resent_from;
  char *held; /* id */
} Desk;

static TsuTxn *
make_txn (const char *device, gint64 dseq, guint n)
{
  TsuTxn *txn = tsu_txn_new ();

  txn->id = tsu_id_generate ();
  txn->dseq = dseq;
  txn->device = g_strdup (device);
  txn->label = g_strdup ("Edit");
  for (guint i = 0; i < n; i++) {
    TsuChange *change = tsu_change_new ();

    change->id = tsu_id_generate ();
    change->record = tsu_id_generate ();
    change->type = g_strdup ("actor");
    change->fields = g_strdup ("{\"name\":\"x\"}");
    change->seen = g_strdup ("[]");
    change->hlc = change->ohlc = 1 << 20;
    change->device = g_strdup (device);
    change->user = g_strdup ("");
    change->schema = 1;
    g_ptr_array_add (txn->changes, change);
  }
  return txn;
}

static GPtrArray *
desk_outbox (gpointer data, int max_changes, gsize max_bytes)
{
  Desk *desk = data;
  GPtrArray *txns = g_ptr_array_new ();
  int n = 0;

  for (guint i = (guint) desk->acked; i < desk->mine->len; i++) {
    TsuTxn *txn = g_ptr_array_index (desk->mine, i);

    if (txns->len > 0 && n + (int) txn->changes->len > max_changes)
      break;
    n += txn->changes->len;
    g_ptr_array_add (txns, txn);
  }
  return txns;
}

static gboolean
desk_meet (gpointer data, const char *epoch)
{
  return TRUE;
}

static gboolean
desk_acknowledge (gpointer data, GPtrArray *receipts)
{
  Desk *desk = data;

  if (desk->disk_fails)
    return FALSE;
  for (guint i = 0; i < receipts->len; i++)
    desk->acked = MAX (desk->acked, ((TsuReceipt *) receipts->pdata[i])->dseq);
  return TRUE;
}

static gboolean
desk_apply (gpointer data, const TsuPage *page)
{
  Desk *desk = data;

  if (desk->disk_fails)
    return FALSE;
  for (guint i = 0; i < page->txns->len; i++)
    g_hash_table_add (desk->known, g_strdup (((TsuTxn *) page->txns->pdata[i])->id));
  g_assert_cmpint (page->next, >=, desk->cursor);
  desk->cursor = page->next;
  return TRUE;
}

static void
desk_hello (gpointer data, TsuHello *hello)
{
  hello->protocol = TSU_WIRE_PROTOCOL;
  hello->schema = 1;
  hello->device = g_strdup (((Desk *) data)->device);
}

static void
desk_cursor (gpointer data, TsuCursor *cursor)
{
  cursor->seq = ((Desk *) data)->cursor;
}

static gboolean
desk_renumber (gpointer data)
{
  ((Desk *) data)->renumbered++;
  return TRUE;
}

static gboolean
desk_resend (gpointer data, gint64 expected)
{
  ((Desk *) data)->resent_from = expected;
  return TRUE;
}

static gboolean
desk_hold (gpointer data, const char *txn, const char *reason)
{
  g_free (((Desk *) data)->held);
  ((Desk *) data)->held = g_strdup (txn);
  return TRUE;
}

static gboolean
desk_adopt (gpointer data, const char *epoch, gint64 common)
{
  ((Desk *) data)->cursor = common;
  return TRUE;
}

static gboolean
desk_want_snapshot (gpointer data, gboolean wanted)
{
  return TRUE;
}

static gboolean
desk_begin_snapshot (gpointer data, const TsuSnapshotIndex *index)
{
  return TRUE;
}

static void
desk_place (gpointer data, TsuPlace *place)
{
}

static gboolean
desk_take_chunk (gpointer data, GPtrArray *changes, gint64 offset)
{
  return TRUE;
}

static gboolean
desk_tend (gpointer data)
{
  return FALSE;
}

static void
desk_note_clock (gpointer data, gint64 offset)
{
}

static gint64
desk_wall (gpointer data)
{
  return 0;
}

static guint32
desk_random (gpointer data)
{
  return g_rand_int (((Desk *) data)->rand);
}

static const TsuEngineHost host = {
  .outbox = desk_outbox,
  .meet = desk_meet,
  .acknowledge = desk_acknowledge,
  .apply = desk_apply,
  .hello = desk_hello,
  .cursor = desk_cursor,
  .renumber = desk_renumber,
  .resend = desk_resend,
  .hold = desk_hold,
  .adopt = desk_adopt,
  .want_snapshot = desk_want_snapshot,
  .begin_snapshot = desk_begin_snapshot,
  .place = desk_place,
  .take_chunk = desk_take_chunk,
  .tend = desk_tend,
  .note_clock = desk_note_clock,
  .wall = desk_wall,
  .random = desk_random,
};

static GBytes *
server_push (Server *server, GBytes *body, gint64 now)
{
  g_auto (TsuHello) hello = { 0 };
  g_autoptr (GPtrArray) txns = NULL;
  g_autoptr (GPtrArray) receipts =
    g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_receipt_free);

  txns =
    tsu_wire_decode_push (g_bytes_get_data (body, NULL), g_bytes_get_size (body), &hello, NULL);
  if (!txns)
    return NULL;

  g_ptr_array_set_free_func (txns, NULL);
  for (guint i = 0; i < txns->len; i++) {
    TsuTxn *txn = g_ptr_array_index (txns, i);
    char *key = g_strdup_printf ("%s %" G_GINT64_FORMAT, hello.device, txn->dseq);
    gpointer place = g_hash_table_lookup (server->taken, key);
    TsuReceipt *receipt = g_new0 (TsuReceipt, 1);

    receipt->dseq = txn->dseq;
    receipt->verdict = place ? TSU_VERDICT_DUP : TSU_VERDICT_OK;
    g_ptr_array_add (receipts, receipt);
    if (place) {
      TsuTxn *old = g_ptr_array_index (server->txns, GPOINTER_TO_INT (place) - 1);

      g_assert_cmpstr (old->id, ==, txn->id);
      g_free (key);
      tsu_txn_free (txn);
    } else {
      g_ptr_array_add (server->txns, txn);
      txn->seq = server->txns->len;
      g_hash_table_insert (server->taken, key, GINT_TO_POINTER (server->txns->len));
    }
  }
  return tsu_wire_encode_receipts (server->epoch, now, receipts);
}

static GBytes *
server_pull (Server *server, gint64 cursor, gint64 now)
{
  g_autoptr (GPtrArray) txns = g_ptr_array_new ();
  TsuPage page = { server->epoch, now, 0, FALSE, txns };

  for (guint i = (guint) cursor; i < server->txns->len && txns->len < 4; i++)
    g_ptr_array_add (txns, server->txns->pdata[i]);
  page.next = cursor + txns->len;
  page.more = page.next < server->txns->len;
  return tsu_wire_encode_page (&page);
}

/* One round of one desk: what it wants to send goes through the network, or is lost on the way
 * there, lost on the way back, cut, or answered with an error. */
static void
run_desk (Desk *desk, Server *server, GRand *rand, int faults, gint64 now)
{
  TsuAction action = tsu_engine_next (desk->engine, now);
  g_autoptr (GBytes) answer = NULL;
  static const int errors[] = { 500, 503, 429, 413, 400 };

  g_assert_cmpint (action.until, <, G_MAXINT64);
  if (action.kind == TSU_ACTION_WAIT)
    return;
  if (g_rand_int_range (rand, 0, 100) < faults) {
    tsu_engine_answer (desk->engine, now,
                       g_rand_boolean (rand) ? 0 : errors[g_rand_int_range (rand, 0, 5)], NULL, 2,
                       NULL);
    return;
  }

  if (action.kind == TSU_ACTION_PUSH)
    answer = server_push (server, action.body, now);
  else
    answer = server_pull (server, action.cursor, now);
  g_assert_nonnull (answer);

  if (g_rand_int_range (rand, 0, 100) < faults)
    return; /* lost on the way back: the engine's own deadline must find out */
  if (g_rand_int_range (rand, 0, 100) < faults) {
    gsize length = g_rand_int_range (rand, 0, (gint32) g_bytes_get_size (answer));
    g_autoptr (GBytes) cut = g_bytes_new_from_bytes (answer, 0, length);

    tsu_engine_answer (desk->engine, now, 200, NULL, 0, cut);
    return;
  }
  tsu_engine_answer (desk->engine, now, 200, NULL, 0, answer);
}

static void
run_world (guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  Server server = { g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_txn_free),
                    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                    tsu_id_generate () };
  Desk desks[DESKS] = { { NULL } };
  guint saved = 0;
  gint64 now = 1000;
  int faults = g_rand_int_range (rand, 0, 60);

  for (int i = 0; i < DESKS; i++) {
    desks[i].device = g_strdup_printf ("desk-%d", i);
    desks[i].rand = rand;
    desks[i].mine = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_txn_free);
    desks[i].known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
    desks[i].engine = tsu_engine_new (&host, &desks[i]);
  }

  for (int step = 0; step < 400; step++) {
    Desk *desk = &desks[g_rand_int_range (rand, 0, DESKS)];
    gboolean healing = step >= 200;

    now += g_rand_int_range (rand, 0, healing ? 120000 : 20000);
    if (!healing && g_rand_int_range (rand, 0, 4) == 0) {
      g_ptr_array_add (desk->mine,
                       make_txn (desk->device, desk->mine->len + 1, g_rand_int_range (rand, 1, 4)));
      saved++;
      tsu_engine_wake (desk->engine, now);
    }
    desk->disk_fails = !healing && g_rand_int_range (rand, 0, 100) < faults / 3;
    run_desk (desk, &server, rand, healing ? 0 : faults, now);
  }
  /* Healed: within a few idle timers everybody has everything. */
  for (int round = 0; round < 60; round++) {
    now += 70 * 1000;
    for (int i = 0; i < DESKS; i++) {
      desks[i].disk_fails = FALSE;
      for (int n = 0; n < 80; n++)
        run_desk (&desks[i], &server, rand, 0, now);
    }
  }

  g_assert_cmpuint (server.txns->len, ==, saved);
  for (int i = 0; i < DESKS; i++) {
    g_assert_cmpint (desks[i].acked, ==, desks[i].mine->len);
    g_assert_cmpuint (g_hash_table_size (desks[i].known), ==, saved);
    g_assert_cmpint (tsu_engine_get_state (desks[i].engine), ==, TSU_ENGINE_IDLE);
    g_assert_cmpint (tsu_engine_get_reason (desks[i].engine), ==, TSU_ENGINE_WELL);
    tsu_engine_free (desks[i].engine);
    g_ptr_array_unref (desks[i].mine);
    g_hash_table_unref (desks[i].known);
    g_free (desks[i].device);
    g_free (desks[i].held);
  }
  g_ptr_array_unref (server.txns);
  g_hash_table_unref (server.taken);
  g_free (server.epoch);
}

static void
test_everything_arrives_once (void)
{
  for (guint32 seed = 1; seed <= 300; seed++)
    run_world (seed);
}

static void
test_a_dead_server_is_asked_ever_more_seldom (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  Desk desk = { .device = (char *) "desk",
                .rand = rand,
                .mine = g_ptr_array_new (),
                .known = g_hash_table_new (g_str_hash, g_str_equal) };
  g_autoptr (TsuEngine) engine = tsu_engine_new (&host, &desk);
  int requests = 0;

  for (gint64 now = 0; now < 24 * 3600 * 1000; now += 500) {
    if (tsu_engine_next (engine, now).kind != TSU_ACTION_WAIT) {
      requests++;
      tsu_engine_answer (engine, now, 0, NULL, 0, NULL);
    }
  }
  /* Full jitter over at most five minutes: one in two and a half on average. */
  g_assert_cmpint (requests, >, 24 * 12 / 2);
  g_assert_cmpint (requests, <, 24 * 60);
  g_assert_cmpint (tsu_engine_get_reason (engine), ==, TSU_ENGINE_OFFLINE);
  g_ptr_array_unref (desk.mine);
  g_hash_table_unref (desk.known);
}

static void
test_an_unknown_user_waits_for_a_person (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  Desk desk = { .device = (char *) "desk",
                .rand = rand,
                .mine = g_ptr_array_new (),
                .known = g_hash_table_new (g_str_hash, g_str_equal) };
  g_autoptr (TsuEngine) engine = tsu_engine_new (&host, &desk);

  tsu_engine_next (engine, 0);
  tsu_engine_answer (engine, 1, 401, NULL, 0, NULL);
  g_assert_cmpint (tsu_engine_get_state (engine), ==, TSU_ENGINE_STOPPED);
  g_assert_cmpint (tsu_engine_next (engine, 1000000).kind, ==, TSU_ACTION_WAIT);
  tsu_engine_resume (engine, 1000000);
  g_assert_cmpint (tsu_engine_next (engine, 1000000).kind, ==, TSU_ACTION_PULL);
  g_ptr_array_unref (desk.mine);
  g_hash_table_unref (desk.known);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/everything-arrives-once", test_everything_arrives_once);
  g_test_add_func ("/engine/dead-server", test_a_dead_server_is_asked_ever_more_seldom);
  g_test_add_func ("/engine/unknown-user", test_an_unknown_user_waits_for_a_person);
  return g_test_run ();
}

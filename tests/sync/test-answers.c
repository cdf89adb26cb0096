/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the engine makes of each answer a server can give, first syncs and waiting pulls included:
 * what it asks of the ledger, and what it wants next.
 */

#include "config.h"

#include "engine-world.h"
#include "tsu-id.h"
#include "tsu-wire-answer.h"

#include <string.h>

static GBytes *
make_error (const char *json)
{
  return json ? g_bytes_new (json, strlen (json)) : NULL;
}

static GBytes *
make_receipts (guint n)
{
  g_autoptr (GPtrArray) receipts =
    g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_receipt_free);

  for (guint i = 0; i < n; i++) {
    TsuReceipt *receipt = g_new0 (TsuReceipt, 1);

    receipt->txn = g_strdup ("x");
    g_ptr_array_add (receipts, receipt);
  }
  return tsu_wire_encode_receipts ("e", 1000, receipts);
}

static GBytes *
make_page (const char *epoch, gint64 next)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  TsuPage page = { (char *) epoch, 1000, next, FALSE, none, NULL, NULL };

  return tsu_wire_encode_page (&page);
}

/* Each answer to a push and to a pull: what the ledger is asked, and how the engine stands. */
static void
test_answers (void)
{
  static const struct {
    guint n_waiting; /* 0: the answer is to a pull */
    int status;
    const char *body;
    const char *done;
    TsuEngineState state;
    TsuEngineReason reason;
  } rows[] = {
    { 2, 409, "{\"error\":\"device_fork\"}", "renumber 0;", TSU_ENGINE_BACKOFF, TSU_ENGINE_WELL },
    { 2, 409, "{\"error\":\"dseq_gap\",\"expected\":7}", "resend 7;", TSU_ENGINE_BACKOFF,
      TSU_ENGINE_WELL },
    { 2, 409, "{\"error\":\"dseq_gap\"}", "renumber 0;", TSU_ENGINE_BACKOFF, TSU_ENGINE_WELL },
    { 2, 409, "{\"error\":\"epoch\",\"epoch\":\"n\",\"common\":5}", "adopt 5;", TSU_ENGINE_BACKOFF,
      TSU_ENGINE_WELL },
    { 0, 409, "{\"error\":\"epoch\",\"epoch\":\"n\",\"common\":0}", "adopt 0;", TSU_ENGINE_BACKOFF,
      TSU_ENGINE_WELL },
    { 0, 409, "{\"error\":\"epoch\",\"common\":5}", "", TSU_ENGINE_BACKOFF, TSU_ENGINE_TROUBLE },
    { 2, 409, "<html>", "", TSU_ENGINE_BACKOFF, TSU_ENGINE_TROUBLE },
    { 2, 409, NULL, "", TSU_ENGINE_BACKOFF, TSU_ENGINE_TROUBLE },
    { 0, 410, "{\"error\":\"resnapshot\"}", "want 1;", TSU_ENGINE_BACKOFF, TSU_ENGINE_WELL },
    { 0, 404, NULL, "", TSU_ENGINE_BACKOFF, TSU_ENGINE_TROUBLE },
    { 2, 410, NULL, "", TSU_ENGINE_BACKOFF, TSU_ENGINE_TROUBLE },
    { 1, 413, NULL, "hold 0;", TSU_ENGINE_BACKOFF, TSU_ENGINE_TROUBLE },
    { 2, 413, NULL, "", TSU_ENGINE_BACKOFF, TSU_ENGINE_TROUBLE },
    { 2, 401, NULL, "", TSU_ENGINE_STOPPED, TSU_ENGINE_LOGIN },
    { 0, 403, "{\"error\":\"revoked\"}", "", TSU_ENGINE_STOPPED, TSU_ENGINE_REVOKED },
    { 2, 400, "{\"error\":\"bad_frame\"}", "", TSU_ENGINE_BACKOFF, TSU_ENGINE_TROUBLE },
    { 2, 503, NULL, "", TSU_ENGINE_BACKOFF, TSU_ENGINE_BUSY },
    { 2, 0, NULL, "", TSU_ENGINE_BACKOFF, TSU_ENGINE_OFFLINE },
    { 2, 200, "{\"epoch\":\"e\"}", "", TSU_ENGINE_BACKOFF, TSU_ENGINE_TROUBLE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_auto (World) world = { .n_waiting = rows[i].n_waiting, .done = g_string_new (NULL) };
    g_autoptr (TsuEngine) engine = tsu_engine_new (&engine_world_host, &world);
    g_autoptr (GBytes) body = make_error (rows[i].body);

    g_test_message ("row %u", i);
    tsu_engine_next (engine, 0);
    tsu_engine_answer (engine, 1, rows[i].status, NULL, 0, body);
    g_assert_cmpstr (world.done->str, ==, rows[i].done);
    g_assert_cmpint (tsu_engine_get_state (engine), ==, rows[i].state);
    g_assert_cmpint (tsu_engine_get_reason (engine), ==, rows[i].reason);
    /* Nothing but a person's absence stops it for good. */
    if (rows[i].state != TSU_ENGINE_STOPPED)
      g_assert_cmpint (tsu_engine_next (engine, 1000000).kind, !=, TSU_ACTION_WAIT);
  }
}

/* On any doubt the same bytes; after a conflict new ones. */
static void
test_same_bytes (void)
{
  static const int statuses[] = { 0, 500, 400, 503, 200, 409 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++) {
    g_auto (World) world = { .n_waiting = 2, .done = g_string_new (NULL) };
    g_autoptr (TsuEngine) engine = tsu_engine_new (&engine_world_host, &world);
    g_autoptr (GBytes) first = g_bytes_ref (tsu_engine_next (engine, 0).body);
    g_autoptr (GBytes) cut = make_receipts (1);
    g_autoptr (GBytes) fork = make_error ("{\"error\":\"device_fork\"}");
    TsuAction action;

    /* Receipts for another number of transactions are none. */
    tsu_engine_answer (engine, 1, statuses[i], NULL, 0, statuses[i] == 409 ? fork : cut);
    world.n_waiting = 3;
    action = tsu_engine_next (engine, 1000000);
    g_assert_cmpint (action.kind, ==, TSU_ACTION_PUSH);
    g_assert_cmpint (g_bytes_equal (action.body, first), ==, statuses[i] != 409);
  }
}

static void
test_halves (void)
{
  g_auto (World) world = { .n_waiting = 900, .done = g_string_new (NULL) };
  g_autoptr (TsuEngine) engine = tsu_engine_new (&engine_world_host, &world);
  gint64 now = 0;

  for (guint expected = 500; expected > 0; expected /= 2) {
    tsu_engine_next (engine, now);
    g_assert_cmpuint (world.n_sent, ==, expected);
    tsu_engine_answer (engine, now, 413, NULL, 0, NULL);
    now += 1000000;
  }
  g_assert_cmpstr (world.done->str, ==, "hold 0;");
}

/* A program that is too old goes on giving, and asks for no more. */
static void
test_upgrade (void)
{
  g_auto (World) world = { .done = g_string_new (NULL) };
  g_autoptr (TsuEngine) engine = tsu_engine_new (&engine_world_host, &world);
  g_autoptr (GBytes) receipts = make_receipts (1);
  g_autoptr (GBytes) page = make_page ("e", 9);

  g_assert_cmpint (tsu_engine_next (engine, 0).kind, ==, TSU_ACTION_PULL);
  tsu_engine_answer (engine, 1, 426, NULL, 0, NULL);
  g_assert_cmpint (tsu_engine_next (engine, 1).kind, ==, TSU_ACTION_WAIT);
  g_assert_cmpint (tsu_engine_get_reason (engine), ==, TSU_ENGINE_UPGRADE);
  world.n_waiting = 1;
  tsu_engine_wake (engine, 2);
  g_assert_cmpint (tsu_engine_next (engine, 2).kind, ==, TSU_ACTION_PUSH);
  tsu_engine_answer (engine, 3, 200, NULL, 0, receipts);
  g_assert_cmpint (tsu_engine_next (engine, 3).kind, ==, TSU_ACTION_WAIT);
  g_assert_cmpstr (world.done->str, ==, "ack 1;");

  /* Asked to once more, because the server may have been told otherwise. */
  tsu_engine_resume (engine, 4);
  g_assert_cmpint (tsu_engine_get_reason (engine), ==, TSU_ENGINE_UPGRADE);
  g_assert_cmpint (tsu_engine_next (engine, 4).kind, ==, TSU_ACTION_PULL);
  tsu_engine_resume (engine, 5);
  tsu_engine_answer (engine, 5, 200, NULL, 0, page);
  g_assert_cmpint (tsu_engine_get_reason (engine), ==, TSU_ENGINE_WELL);
  g_assert_cmpint (tsu_engine_get_state (engine), ==, TSU_ENGINE_IDLE);
}

static GBytes *
make_chunk (int n)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_change_free);

  for (int i = 0; i < n; i++) {
    TsuChange *change = tsu_change_new ();

    change->id = tsu_id_generate ();
    change->record = tsu_id_generate ();
    change->type = g_strdup ("actor");
    change->fields = g_strdup ("{}");
    change->seen = g_strdup ("[]");
    change->hlc = change->ohlc = 1 << 20;
    change->device = g_strdup ("d");
    change->user = g_strdup ("");
    g_ptr_array_add (changes, change);
  }
  return tsu_wire_encode_chunk (changes);
}

static GBytes *
make_index (const char *epoch, gint64 bytes)
{
  g_autoptr (TsuSnapshotIndex) index = tsu_snapshot_index_new ();
  TsuSnapshotFile *file = tsu_snapshot_file_new ();

  index->epoch = g_strdup (epoch);
  index->seq = 40;
  file->path = g_strdup ("/v1/snapshot/x");
  file->bytes = bytes;
  index->scope = g_strdup ("less");
  g_ptr_array_add (index->files, file);
  return tsu_wire_encode_snapshot_index (index);
}

/* A file of three chunks whose second answer is cut within the third chunk. */
static void
test_first_sync (void)
{
  g_auto (World) world = { .cursor = { .snapshot = TRUE }, .done = g_string_new (NULL) };
  g_autoptr (TsuEngine) engine = tsu_engine_new (&engine_world_host, &world);
  g_autoptr (GBytes) chunk = make_chunk (3);
  gsize size = g_bytes_get_size (chunk);
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autoptr (GBytes) index = make_index ("e", (gint64) size * 3);
  g_autoptr (GBytes) all = NULL;
  gint64 now = 0;
  TsuAction action;

  for (int i = 0; i < 3; i++)
    g_byte_array_append (file, g_bytes_get_data (chunk, NULL), size);
  all = g_byte_array_free_to_bytes (g_steal_pointer (&file));
  g_assert_cmpint (tsu_engine_next (engine, now).kind, ==, TSU_ACTION_SNAPSHOT_INDEX);
  tsu_engine_answer (engine, now, 200, NULL, 0, index);
  for (int part = 0; part < 2; part++) {
    gsize length = part == 0 ? size * 2 + 7 : size;
    g_autoptr (GBytes) answer = NULL;

    action = tsu_engine_next (engine, now);
    g_assert_cmpint (action.kind, ==, TSU_ACTION_SNAPSHOT_FILE);
    g_assert_cmpstr (action.etag, ==, "t");
    g_assert_cmpint (action.offset, ==, part * 2 * size);
    g_assert_cmpint (action.offset + action.length, <=, size * 3);
    answer = g_bytes_new_from_bytes (all, action.offset, length);
    tsu_engine_answer (engine, now, 206, NULL, 0, answer);
  }
  g_assert_cmpstr (world.done->str, ==, "begin 40;chunk 3;chunk 3;chunk 3;");
  action = tsu_engine_next (engine, now);
  g_assert_cmpint (action.kind, ==, TSU_ACTION_PULL);
}

/* The next request, whenever it comes. */
static TsuAction
await_request (TsuEngine *engine, gint64 *now)
{
  for (;;) {
    TsuAction action = tsu_engine_next (engine, *now);

    if (action.kind != TSU_ACTION_WAIT)
      return action;
    *now = action.until;
  }
}

/* Over a line that is too slow for the usual part smaller ones are asked for; where a part is too
 * small for a chunk, larger ones. */
static void
test_slow_line (void)
{
  g_auto (World)
    world = { .cursor = { .snapshot = TRUE }, .bytes = 1 << 30, .done = g_string_new (NULL) };
  g_autoptr (TsuEngine) engine = tsu_engine_new (&engine_world_host, &world);
  gint64 now = 0;
  gint64 before = G_MAXINT64;
  gint64 length = 0;

  for (int i = 0; i < 6; i++) {
    length = await_request (engine, &now).length;
    g_assert_cmpint (length, <=, before);
    before = length;
    if (i % 2 == 0)
      tsu_engine_answer (engine, now, 0, NULL, 0, NULL);
  }
  g_assert_cmpint (length, ==, TSU_WIRE_CHUNK_BYTES / 4);
  for (int i = 0; i < 3; i++) {
    g_autofree char *nothing_whole = g_strnfill (await_request (engine, &now).length, 'x');
    g_autoptr (GBytes) body = make_error (nothing_whole);

    tsu_engine_answer (engine, now, 206, NULL, 0, body);
  }
  g_assert_cmpint (await_request (engine, &now).length, >, length);
}

/* What can go wrong with a first sync, and what is asked instead. */
static void
test_first_sync_trouble (void)
{
  static const struct {
    gint64 place; /* -1: the answer is to the index */
    int status;
    const char *done;
    TsuActionKind next;
  } rows[] = {
    { -1, 404, "want 0;", TSU_ACTION_PULL },
    { -1, 500, "", TSU_ACTION_SNAPSHOT_INDEX },
    { 0, 404, "want 1;", TSU_ACTION_SNAPSHOT_INDEX },
    { 5, 200, "want 1;", TSU_ACTION_SNAPSHOT_INDEX },
    { 5, 416, "want 1;", TSU_ACTION_SNAPSHOT_INDEX },
    { 5, 206, "", TSU_ACTION_SNAPSHOT_FILE },
    { 5, 500, "", TSU_ACTION_SNAPSHOT_FILE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_auto (World) world = { .cursor = { .snapshot = TRUE },
                             .place = rows[i].place,
                             .bytes = rows[i].place >= 0 ? 100 : 0,
                             .done = g_string_new (NULL) };
    g_autoptr (TsuEngine) engine = tsu_engine_new (&engine_world_host, &world);
    g_autoptr (GBytes) nothing_whole = make_error ("{\"id\":");

    g_test_message ("row %u", i);
    tsu_engine_next (engine, 0);
    tsu_engine_answer (engine, 1, rows[i].status, NULL, 0, nothing_whole);
    g_assert_cmpstr (world.done->str, ==, rows[i].done);
    g_assert_cmpint (tsu_engine_next (engine, 1000000).kind, ==, rows[i].next);
  }
}

/* A snapshot of another life than ours is not begun: first the server says what is common. */
static void
test_snapshot_of_another_life (void)
{
  g_auto (World) world = { .cursor = { .epoch = (char *) "old", .snapshot = TRUE },
                           .done = g_string_new (NULL) };
  g_autoptr (TsuEngine) engine = tsu_engine_new (&engine_world_host, &world);
  g_autoptr (GBytes) index = make_index ("new", 100);
  g_autoptr (GBytes) page = make_page ("new", 9);
  TsuAction action;

  g_assert_cmpint (tsu_engine_next (engine, 0).kind, ==, TSU_ACTION_SNAPSHOT_INDEX);
  tsu_engine_answer (engine, 0, 200, NULL, 0, index);
  action = tsu_engine_next (engine, 0);
  g_assert_cmpint (action.kind, ==, TSU_ACTION_PULL);
  g_assert_nonnull (strstr (action.path, "epoch=old"));
  /* Nor is a page of another life believed. */
  tsu_engine_answer (engine, 0, 200, NULL, 0, page);
  g_assert_cmpstr (world.done->str, ==, "");
  g_assert_cmpint (tsu_engine_get_reason (engine), ==, TSU_ENGINE_TROUBLE);
}

/* Nor one for other rights than were last told: what is more of it might have to go again before a
 * page tells that it ever came, and what is less might never be told to go. */
static void
test_snapshot_for_other_rights (void)
{
  g_auto (World) world = { .cursor = { .scope = (char *) "more", .snapshot = TRUE },
                           .done = g_string_new (NULL) };
  g_autoptr (TsuEngine) engine = tsu_engine_new (&engine_world_host, &world);
  g_autoptr (GBytes) index = make_index ("e", 100);
  g_autoptr (GBytes) page = make_page ("e", 9);
  TsuAction action;

  g_assert_cmpint (tsu_engine_next (engine, 0).kind, ==, TSU_ACTION_SNAPSHOT_INDEX);
  tsu_engine_answer (engine, 0, 200, NULL, 0, index);
  action = tsu_engine_next (engine, 0);
  g_assert_cmpint (action.kind, ==, TSU_ACTION_PULL);
  g_assert_nonnull (strstr (action.path, "scope=more"));
  g_assert_cmpstr (world.done->str, ==, "");
  tsu_engine_answer (engine, 0, 200, NULL, 0, page);
  world.cursor.scope = (char *) "less";
  g_assert_cmpint (tsu_engine_next (engine, 1000000).kind, ==, TSU_ACTION_SNAPSHOT_INDEX);
  tsu_engine_answer (engine, 1000000, 200, NULL, 0, index);
  g_assert_true (g_str_has_suffix (world.done->str, "begin 40;"));
  g_assert_cmpint (tsu_engine_next (engine, 1000000).kind, ==, TSU_ACTION_SNAPSHOT_FILE);
}

static void
test_waiting_pull (void)
{
  g_auto (World)
    world = { .cursor = { .seq = 7, .scope = (char *) "a b" }, .done = g_string_new (NULL) };
  g_autoptr (TsuEngine) engine = tsu_engine_new (&engine_world_host, &world);
  g_autoptr (GBytes) page = make_page ("e", 8);
  TsuAction action;

  tsu_engine_set_live (engine, TRUE);
  action = tsu_engine_next (engine, 0);
  g_assert_cmpstr (action.path, ==, "/v1/pull?seq=7&limit=5000&schema=2&scope=a%20b");
  g_assert_cmpint (action.wait, ==, 0);
  tsu_engine_answer (engine, 10, 200, NULL, 0, page);
  action = tsu_engine_next (engine, 10);
  g_assert_cmpint (action.wait, ==, 25);
  g_assert_true (g_str_has_suffix (action.path, "&wait=25"));
  g_assert_true (tsu_engine_is_waiting (engine));
  /* Something was saved: the wait is given up for a push. */
  world.n_waiting = 1;
  tsu_engine_cut (engine, 500);
  g_assert_false (tsu_engine_is_waiting (engine));
  g_assert_cmpint (tsu_engine_next (engine, 500).kind, ==, TSU_ACTION_PUSH);
  /* A request that does not wait is never given up. */
  tsu_engine_cut (engine, 500);
  g_assert_cmpint (tsu_engine_next (engine, 500).kind, ==, TSU_ACTION_WAIT);
}

/* A server that answers a waiting pull at once is left alone for a while. */
static void
test_no_circle (void)
{
  g_auto (World) world = { .done = g_string_new (NULL) };
  g_autoptr (TsuEngine) engine = tsu_engine_new (&engine_world_host, &world);
  g_autoptr (GBytes) page = make_page ("e", 8);
  int n = 0;

  tsu_engine_set_live (engine, TRUE);
  for (gint64 now = 0; now < 600 * 1000; now += 100) {
    if (tsu_engine_next (engine, now).kind == TSU_ACTION_WAIT)
      continue;
    tsu_engine_answer (engine, now + 10, 200, NULL, 0, page);
    n++;
  }
  g_assert_cmpint (n, <, 40);
}

/* The wall's clock may jump; the offset is of the wall, the time between of the steady one. */
static void
test_clock (void)
{
  g_auto (World) world = { .wall = 5000, .done = g_string_new (NULL) };
  g_autoptr (TsuEngine) engine = tsu_engine_new (&engine_world_host, &world);
  g_autoptr (GBytes) page = make_page ("e", 8); /* at 1000 by the server's clock */

  tsu_engine_next (engine, 100);
  world.wall = 99999;
  tsu_engine_answer (engine, 300, 200, NULL, 0, page);
  g_assert_cmpint (world.offset, ==, 1000 - 5100);
  g_assert_cmpint (tsu_engine_get_clock_offset (engine), ==, 1000 - 5100);
}

static void
test_tends_while_idle (void)
{
  g_auto (World) world = { .tends = 2, .done = g_string_new (NULL) };
  g_autoptr (TsuEngine) engine = tsu_engine_new (&engine_world_host, &world);
  g_autoptr (GBytes) page = make_page ("e", 8);

  tsu_engine_next (engine, 0);
  g_assert_cmpint (world.tends, ==, 2);
  tsu_engine_answer (engine, 0, 200, NULL, 0, page);
  g_assert_cmpint (tsu_engine_next (engine, 10).until, ==, 10);
  g_assert_cmpint (tsu_engine_next (engine, 10).until, ==, 10);
  g_assert_cmpint (tsu_engine_next (engine, 10).until, ==, 60000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/answers/each", test_answers);
  g_test_add_func ("/answers/same-bytes", test_same_bytes);
  g_test_add_func ("/answers/halves", test_halves);
  g_test_add_func ("/answers/upgrade", test_upgrade);
  g_test_add_func ("/answers/first-sync", test_first_sync);
  g_test_add_func ("/answers/slow-line", test_slow_line);
  g_test_add_func ("/answers/first-sync-trouble", test_first_sync_trouble);
  g_test_add_func ("/answers/another-life", test_snapshot_of_another_life);
  g_test_add_func ("/answers/other-rights", test_snapshot_for_other_rights);
  g_test_add_func ("/answers/waiting-pull", test_waiting_pull);
  g_test_add_func ("/answers/no-circle", test_no_circle);
  g_test_add_func ("/answers/clock", test_clock);
  g_test_add_func ("/answers/tends", test_tends_while_idle);
  return g_test_run ();
}

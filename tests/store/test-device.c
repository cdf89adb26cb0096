/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Copied files, restored backups, restored servers, held work, first syncs: whatever becomes of a
 * device or its server, no saved change is lost and no number is given twice.
 */

#include "config.h"

#include "wire-test.h"

#include <string.h>

#define ONE "01890000-0000-7000-8000-000000000001"
#define TWO "01890000-0000-7000-8000-000000000002"

/* The device sequences that wait, in order, as text. */
static char *
list_outbox (TsuLedger *ledger)
{
  g_autoptr (GPtrArray) txns = tsu_ledger_get_outbox (ledger, 500, 1000000, NULL);
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < txns->len; i++) {
    const TsuTxn *txn = txns->pdata[i];

    g_string_append_printf (list, "%s%s%d", i > 0 ? " " : "", txn->relay ? "r" : "",
                            (int) txn->dseq);
  }
  return g_string_free (list, FALSE);
}

static void
assert_outbox (TsuLedger *ledger, const char *expected)
{
  g_autofree char *list = list_outbox (ledger);

  g_assert_cmpstr (list, ==, expected);
  assert_sound (ledger);
}

static gint64
get_incarnation (TsuLedger *ledger)
{
  g_auto (TsuShared) shared = { NULL };

  tsu_ledger_get_shared (ledger, &shared, NULL);
  return shared.incarnation;
}

static void
add_some (TsuLedger *ledger, int n)
{
  for (int i = 0; i < n; i++)
    g_free (add_actor (ledger, "会", NULL));
}

static void
copy_file (Desk *desk, const char *name)
{
  g_autofree char *to = desk_dup_path (desk, name);
  g_autofree char *bytes = NULL;
  gsize size;

  g_clear_pointer (&desk->ledger, tsu_ledger_close);
  g_assert_true (g_file_get_contents (desk->path, &bytes, &size, NULL));
  g_assert_true (g_file_set_contents (to, bytes, (gssize) size, NULL));
  desk_reopen (desk);
}

static void
test_copy_counts_anew (Desk *desk, gconstpointer data)
{
  g_autofree char *path = desk_dup_path (desk, "copy.db");
  g_autoptr (TsuLedger) copy = NULL;
  g_autoptr (GPtrArray) here = NULL;
  g_autoptr (GPtrArray) there = NULL;
  gint64 before = get_incarnation (desk->ledger);

  add_some (desk->ledger, 3);
  confirm_all (desk->ledger, 1);
  add_some (desk->ledger, 2);
  copy_file (desk, "copy.db");
  g_assert_cmpint (get_incarnation (desk->ledger), ==, before);
  assert_outbox (desk->ledger, "4 5");
  copy = tsu_ledger_open (path, TSU_LEDGER_MUST_EXIST, NULL);
  g_assert_cmpint (get_incarnation (copy), !=, before);
  assert_outbox (copy, "1 2");
  here = dump_ledger (desk->ledger);
  there = dump_ledger (copy);
  assert_same_dump (here, there);
  add_some (copy, 1);
  assert_outbox (copy, "1 2 3");
}

static void
test_restored_backup_counts_anew (Desk *desk, gconstpointer data)
{
  g_autofree char *backup = desk_dup_path (desk, "backup.db");
  gint64 before = get_incarnation (desk->ledger);

  add_some (desk->ledger, 2);
  g_assert_true (tsu_ledger_backup (desk->ledger, backup, NULL, NULL, NULL, NULL));
  add_some (desk->ledger, 1);
  confirm_all (desk->ledger, 1);
  g_clear_pointer (&desk->ledger, tsu_ledger_close);
  g_assert_true (tsu_ledger_restore_backup (backup, desk->path, NULL));
  /* Even where it should come to lie where it lay before. */
  g_assert_cmpint (ask_file (desk->path, "SELECT value = '' FROM meta WHERE key = 'place'"), ==, 1);
  desk_reopen (desk);
  g_assert_cmpint (get_incarnation (desk->ledger), !=, before);
  assert_outbox (desk->ledger, "1 2");
}

static void
test_fork_is_numbered_anew (Desk *desk, gconstpointer data)
{
  TsuUndo what = { NULL };

  add_some (desk->ledger, 4);
  confirm_all (desk->ledger, 1);
  add_some (desk->ledger, 3);
  for (int i = 0; i < 3; i++) {
    g_assert_true (tsu_ledger_renumber (desk->ledger, NULL));
    assert_outbox (desk->ledger, "1 2 3");
  }
  /* What was shared under the old name can still be taken back. */
  for (int i = 0; i < 7; i++) {
    g_assert_true (tsu_ledger_undo (desk->ledger, &what, NULL, NULL));
    g_assert_nonnull (what.label);
    tsu_undo_clear (&what);
  }
  g_assert_cmpint (count_actors (desk->ledger), ==, 0);
  assert_outbox (desk->ledger, "1 2 3 4 5 6 7 8 9 10");
}

static void
test_gap_is_sent_again (Desk *desk, gconstpointer data)
{
  gint64 before = get_incarnation (desk->ledger);

  add_some (desk->ledger, 4);
  confirm_all (desk->ledger, 1);
  add_some (desk->ledger, 1);
  g_assert_true (tsu_ledger_resend (desk->ledger, 3, NULL));
  assert_outbox (desk->ledger, "3 4 5");
  g_assert_cmpint (get_incarnation (desk->ledger), ==, before);
  /* The server is further than we have ever been: this file is an old one put back in its place. */
  g_assert_true (tsu_ledger_resend (desk->ledger, 20, NULL));
  g_assert_cmpint (get_incarnation (desk->ledger), !=, before);
  assert_outbox (desk->ledger, "1 2 3");
}

static void
hold_first (TsuLedger *ledger)
{
  g_autoptr (GPtrArray) txns = tsu_ledger_get_outbox (ledger, 1, 1, NULL);
  TsuConfirmation said = { ((TsuTxn *) txns->pdata[0])->id, 0, "ward" };

  g_assert_true (tsu_ledger_acknowledge (ledger, &said, 1, NULL));
}

static char *
take_held_id (TsuLedger *ledger)
{
  g_autoptr (GPtrArray) held = tsu_ledger_get_held (ledger, NULL);

  g_assert_cmpuint (held->len, ==, 1);
  g_assert_cmpstr (((TsuHeld *) held->pdata[0])->reason, ==, "ward");
  g_assert_cmpint (((TsuHeld *) held->pdata[0])->n, ==, 1);
  return g_strdup (((TsuHeld *) held->pdata[0])->txn);
}

static void
test_held_blocks_nothing (Desk *desk, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autofree char *again = NULL;

  add_some (desk->ledger, 3);
  hold_first (desk->ledger);
  assert_outbox (desk->ledger, "2 3");
  confirm_all (desk->ledger, 1);
  id = take_held_id (desk->ledger);
  g_assert_true (tsu_ledger_send_held_again (desk->ledger, id, NULL));
  assert_outbox (desk->ledger, "4");
  g_assert_false (tsu_ledger_send_held_again (desk->ledger, id, NULL));
  hold_first (desk->ledger);
  again = take_held_id (desk->ledger);
  g_assert_cmpint (count_actors (desk->ledger), ==, 3);
  g_assert_true (tsu_ledger_give_up_held (desk->ledger, again, NULL, NULL));
  g_assert_cmpint (count_actors (desk->ledger), ==, 2);
  g_assert_cmpint (tsu_ledger_count_held (desk->ledger, NULL), ==, 0);
  assert_outbox (desk->ledger, "");
  add_some (desk->ledger, 1);
  assert_outbox (desk->ledger, "5");
}

static TsuSharing
get_sharing (TsuLedger *ledger, const char *id)
{
  TsuSharing sharing;

  g_assert_true (tsu_ledger_get_sharing (ledger, id, &sharing, NULL));
  return sharing;
}

/* Each record by itself, and what was typed last is told of what is held. */
static void
test_sharing_of_a_record (Desk *desk, gconstpointer data)
{
  g_autofree char *one = add_actor (desk->ledger, "一", NULL);
  g_autofree char *two = NULL;
  g_autoptr (GPtrArray) held = NULL;
  const TsuHeld *first;

  g_assert_cmpint (get_sharing (desk->ledger, one), ==, TSU_SHARING_WAITING);
  confirm_all (desk->ledger, 1);
  g_assert_cmpint (get_sharing (desk->ledger, one), ==, TSU_SHARING_DONE);
  two = add_actor (desk->ledger, "二", NULL);
  g_assert_cmpint (get_sharing (desk->ledger, one), ==, TSU_SHARING_DONE);
  confirm_all (desk->ledger, 2);
  change_text (desk->ledger, two, "phone", "044");
  hold_first (desk->ledger);
  change_text (desk->ledger, two, "phone", "045");
  g_assert_cmpint (get_sharing (desk->ledger, two), ==, TSU_SHARING_HELD);
  g_assert_cmpint (get_sharing (desk->ledger, one), ==, TSU_SHARING_DONE);
  held = tsu_ledger_get_held (desk->ledger, NULL);
  first = held->pdata[0];
  g_assert_cmpstr (first->first->type, ==, "actor");
  g_assert_cmpstr (first->first->fields, ==, "{\"phone\":\"044\"}");
}

/* Given up, an edit leaves the record as everybody else has it. */
static void
test_given_up_edit (Desk *desk, gconstpointer data)
{
  g_autofree char *id = NULL;
  TsuUndo what = { NULL };

  take_one (desk->ledger, foreign_change (ONE, "{\"name\":\"前\"}", "[]", 1, 3));
  change_text (desk->ledger, ONE, "name", "後");
  hold_first (desk->ledger);
  id = take_held_id (desk->ledger);
  g_assert_true (tsu_ledger_give_up_held (desk->ledger, id, NULL, NULL));
  assert_text (desk->ledger, ONE, "name", "前");
  g_assert_true (tsu_ledger_undo (desk->ledger, &what, NULL, NULL));
  g_assert_null (what.label);
  assert_sound (desk->ledger);
}

/* One that the server will not even receive makes room for those after it. */
static void
test_too_large_alone (Desk *desk, gconstpointer data)
{
  g_autoptr (GPtrArray) txns = NULL;

  add_some (desk->ledger, 4);
  confirm_all (desk->ledger, 1);
  add_some (desk->ledger, 3);
  txns = tsu_ledger_get_outbox (desk->ledger, 500, 1000000, NULL);
  g_assert_true (
    tsu_ledger_hold (desk->ledger, ((TsuTxn *) txns->pdata[1])->id, "too_large", NULL));
  assert_outbox (desk->ledger, "5 6");
  g_assert_cmpint (tsu_ledger_count_held (desk->ledger, NULL), ==, 1);
  g_assert_cmpint (count_actors (desk->ledger), ==, 7);
}

/* The server was restored and has everything up to @common: the rest goes out again, ours as ours,
 * that of others relayed. */
static void
test_restored_server (Desk *desk, gconstpointer data)
{
  static const struct {
    gint64 common;
    const char *outbox;
  } rows[] = {
    { 0, "1 2 3 4 5 r0 r0" }, { 2, "3 4 5 r0 r0" }, { 4, "3 4 5 r0 r0" },
    { 5, "3 4 5 r0" },        { 6, "5 r0" },        { 9, "5" },
  };
  g_autofree char *bytes = NULL;
  gsize size;

  add_some (desk->ledger, 2);
  confirm_all (desk->ledger, 1);
  take_one (desk->ledger, foreign_change (ONE, "{\"name\":\"一\"}", "[]", 5, 3));
  add_some (desk->ledger, 1);
  hold_first (desk->ledger);
  add_some (desk->ledger, 1);
  confirm_all (desk->ledger, 6);
  take_one (desk->ledger, foreign_change (TWO, "{\"name\":\"二\"}", "[]", 9, 3));
  add_some (desk->ledger, 1);
  g_clear_pointer (&desk->ledger, tsu_ledger_close);
  g_assert_true (g_file_get_contents (desk->path, &bytes, &size, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_auto (TsuShared) shared = { NULL };

    desk_reopen (desk);
    g_assert_true (tsu_ledger_adopt (desk->ledger, "new", rows[i].common, NULL));
    assert_outbox (desk->ledger, rows[i].outbox);
    tsu_ledger_get_shared (desk->ledger, &shared, NULL);
    g_assert_cmpstr (shared.epoch, ==, "new");
    g_assert_cmpint (shared.cursor, ==, rows[i].common);
    /* Back into the same file, so that it is not found to be a copy. */
    g_clear_pointer (&desk->ledger, tsu_ledger_close);
    g_assert_true (g_file_set_contents_full (desk->path, bytes, (gssize) size,
                                             G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  }
  desk_reopen (desk);
}

/* What somebody else gave back before it was sent from here lies earlier in the order than what was
 * made before it; the restored server has counted neither. */
static void
test_restored_server_counts_anew (Desk *desk, gconstpointer data)
{
  static const gint64 places[] = { 1, 20, 21, 3, 22 };
  g_autoptr (GPtrArray) txns = NULL;

  add_some (desk->ledger, G_N_ELEMENTS (places));
  txns = tsu_ledger_get_outbox (desk->ledger, 500, 1000000, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++) {
    TsuConfirmation said = { ((TsuTxn *) txns->pdata[i])->id, places[i], NULL };

    g_assert_true (tsu_ledger_acknowledge (desk->ledger, &said, 1, NULL));
  }
  assert_outbox (desk->ledger, "");
  g_assert_true (tsu_ledger_adopt (desk->ledger, "new", 5, NULL));
  assert_outbox (desk->ledger, "2 3 4 5");
}

/* Work that was confirmed before anything was fetched is known to be of that life. */
static void
test_life_is_known_from_the_first_answer (Desk *desk, gconstpointer data)
{
  g_auto (TsuShared) shared = { NULL };

  add_some (desk->ledger, 2);
  g_assert_true (tsu_ledger_meet (desk->ledger, "old", NULL));
  g_assert_true (tsu_ledger_meet (desk->ledger, "other", NULL));
  tsu_ledger_get_shared (desk->ledger, &shared, NULL);
  g_assert_cmpstr (shared.epoch, ==, "old");
  g_assert_true (tsu_ledger_wants_snapshot (desk->ledger));
  confirm_all (desk->ledger, 1);
  g_assert_true (tsu_ledger_adopt (desk->ledger, "new", 0, NULL));
  g_assert_true (tsu_ledger_wants_snapshot (desk->ledger));
  assert_outbox (desk->ledger, "1 2");
}

/* What was called dominated after the common point is judged anew; before it, it stays. */
static void
test_restored_server_judges_anew (Desk *desk, gconstpointer data)
{
  TsuChange *early = foreign_change (ONE, "{\"name\":\"早\"}", "[]", 3, 3);
  TsuChange *late = foreign_change (ONE, "{\"phone\":\"遅\"}", "[]", 8, 3);

  early->z = g_strdup ("true");
  late->z = g_strdup ("[\"phone\"]");
  take_one (desk->ledger, early);
  take_one (desk->ledger, late);
  assert_text (desk->ledger, ONE, "phone", NULL);
  g_assert_true (tsu_ledger_adopt (desk->ledger, "new", 5, NULL));
  assert_text (desk->ledger, ONE, "name", NULL);
  assert_text (desk->ledger, ONE, "phone", "遅");
  assert_outbox (desk->ledger, "r0");
}

/* What was cut is not passed on as if it were whole. */
static void
test_cut_is_not_relayed (Desk *desk, gconstpointer data)
{
  TsuChange *part = foreign_change (ONE, "{\"name\":\"一\"}", "[]", 3, 3);
  TsuTxn *txn = txn_of (foreign_change (TWO, "{\"name\":\"二\"}", "[]", 5, 3));
  TsuChange *other = foreign_change (ONE, "{\"area\":\"三\"}", "[]", 4, 3);
  g_autoptr (GPtrArray) txns = txns_new ();
  g_autoptr (GPtrArray) outbox = NULL;

  part->cut = other->cut = TRUE;
  take_one (desk->ledger, part);
  g_ptr_array_insert (txn->changes, 0, other);
  g_ptr_array_add (txns, txn);
  take_page (desk->ledger, txns, NULL, 5);
  g_assert_true (tsu_ledger_adopt (desk->ledger, "new", 0, NULL));
  outbox = tsu_ledger_get_outbox (desk->ledger, 500, 1000000, NULL);
  g_assert_cmpuint (outbox->len, ==, 1);
  g_assert_cmpuint (((TsuTxn *) outbox->pdata[0])->changes->len, ==, 1);
}

/* What was forgotten on the word of the lost life may have to be fetched again. */
static void
test_restored_server_gives_back (Desk *desk, gconstpointer data)
{
  static const struct {
    gint64 common;
    gboolean wants;
  } rows[] = { { 100, FALSE }, { 99, TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    Desk other;

    desk_set_up (&other, NULL);
    take_one (other.ledger, foreign_change (ONE, "{\"name\":\"一\"}", "[]", 3, 3));
    take_line (other.ledger, TSU_SCOPE_OUT, 0, 0, ONE);
    g_assert_false (tsu_ledger_wants_snapshot (other.ledger));
    g_assert_true (tsu_ledger_adopt (other.ledger, "new", rows[i].common, NULL));
    g_assert_cmpint (tsu_ledger_wants_snapshot (other.ledger), ==, rows[i].wants);
    desk_tear_down (&other, NULL);
  }
}

static void
take_chunk (TsuLedger *ledger, GPtrArray *changes, gint64 offset)
{
  g_autoptr (GError) error = NULL;

  tsu_ledger_take_chunk (ledger, changes, offset, NULL, &error);
  g_assert_no_error (error);
}

static GPtrArray *
make_chunk (int from, int n)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_change_free);

  for (int i = from; i < from + n; i++) {
    g_autofree char *record = g_strdup_printf ("01890000-0000-7000-8000-%012d", 100 + i);
    g_autofree char *fields = g_strdup_printf ("{\"name\":\"みどりの会%d\"}", i);

    g_ptr_array_add (changes, foreign_change (record, fields, "[]", i + 1, 3));
  }
  return changes;
}

static guint
count_hits (TsuLedger *ledger, const char *words)
{
  g_autoptr (GPtrArray) hits = tsu_ledger_search (ledger, words, 5000, NULL, NULL);

  return hits->len;
}

static void
assert_progress (TsuLedger *ledger, gint64 got, gint64 total)
{
  g_autoptr (GError) error = NULL;
  gint64 read_got, read_total;

  tsu_ledger_get_snapshot_progress (ledger, &read_got, &read_total, &error);
  g_assert_no_error (error);
  g_assert_cmpint (read_got, ==, got);
  g_assert_cmpint (read_total, ==, total);
}

/* Chunk by chunk, through a restart; listed at once, found by the search when it was tended;
 * edited meanwhile. */
static void
test_snapshot (Desk *desk, gconstpointer data)
{
  TsuSnapshotPart parts[] = { { 3, "/a", "t", 20 }, { 4, "/b", NULL, 0 }, { 3, "/c", NULL, 10 } };
  TsuSnapshotStart start = { "epoch", 5000, "scope", parts, 3 };
  g_autoptr (GPtrArray) first = make_chunk (0, 700);
  g_autoptr (GPtrArray) second = make_chunk (700, 700);
  g_autoptr (GPtrArray) third = make_chunk (1400, 1400);
  g_autofree char *path = NULL;
  g_autofree char *etag = NULL;
  g_auto (TsuShared) shared = { NULL };
  gint64 offset, bytes;
  gboolean more = TRUE;

  g_assert_true (tsu_ledger_wants_snapshot (desk->ledger));
  g_assert_true (tsu_ledger_begin_snapshot (desk->ledger, &start, NULL));
  tsu_ledger_get_shared (desk->ledger, &shared, NULL);
  g_assert_cmpstr (shared.epoch, ==, "epoch");
  tsu_shared_clear (&shared);
  take_chunk (desk->ledger, first, 12);
  g_assert_cmpint (count_actors (desk->ledger), ==, 700);
  change_text (desk->ledger, ((TsuChange *) first->pdata[5])->record, "name", "あおの会");
  desk_reopen (desk);
  g_assert_true (tsu_ledger_get_snapshot_place (desk->ledger, &path, &etag, &offset, &bytes));
  g_assert_cmpstr (path, ==, "/a");
  g_assert_cmpint (offset, ==, 12);
  assert_progress (desk->ledger, 12, 30);
  take_chunk (desk->ledger, first, 12);
  take_chunk (desk->ledger, second, 20);
  g_clear_pointer (&path, g_free);
  g_clear_pointer (&etag, g_free);
  g_assert_true (tsu_ledger_get_snapshot_place (desk->ledger, &path, &etag, &offset, &bytes));
  g_assert_cmpstr (path, ==, "/c");
  assert_progress (desk->ledger, 20, 30);
  take_chunk (desk->ledger, third, 10);
  g_assert_false (tsu_ledger_wants_snapshot (desk->ledger));
  assert_progress (desk->ledger, 0, 0);
  tsu_ledger_get_shared (desk->ledger, &shared, NULL);
  g_assert_cmpint (shared.cursor, ==, 5000);
  g_assert_cmpint (count_actors (desk->ledger), ==, 2800);
  g_assert_cmpuint (count_hits (desk->ledger, "みどりの会"), ==, 0);
  for (int steps = 0; more; steps++) {
    g_assert_cmpint (steps, <, 5);
    g_assert_true (tsu_ledger_tend (desk->ledger, &more, NULL));
  }
  g_assert_cmpuint (count_hits (desk->ledger, "みどりの会"), ==, 2799);
  g_assert_cmpuint (count_hits (desk->ledger, "あおの会"), ==, 1);
  assert_sound (desk->ledger);
}

/* What was pulled before and is not in the snapshot is dominated by something forgotten. What is
 * in it, what waits, and what came later is not. */
static void
test_snapshot_over_old (Desk *desk, gconstpointer data)
{
  TsuSnapshotPart part = { 3, "/a", NULL, 5 };
  TsuSnapshotStart start = { "epoch", 30, "scope", &part, 1 };
  TsuChange *kept = foreign_change (ONE, "{\"phone\":\"1\"}", "[]", 3, 3);
  g_autoptr (GPtrArray) chunk = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_change_free);
  g_autofree char *mine = NULL;

  g_ptr_array_add (chunk, tsu_change_copy (kept));
  g_ptr_array_add (chunk, foreign_change (ONE, "{\"name\":\"新\"}", "[\"forgotten\"]", 20, 3));
  take_one (desk->ledger, foreign_change (ONE, "{\"name\":\"旧\"}", "[]", 2, 3));
  take_one (desk->ledger, kept);
  take_one (desk->ledger, foreign_change (TWO, "{\"name\":\"ほか\"}", "[]", 34, 3));
  mine = add_actor (desk->ledger, "未送信", NULL);
  g_assert_true (tsu_ledger_want_snapshot (desk->ledger, TRUE, NULL));
  g_assert_true (tsu_ledger_begin_snapshot (desk->ledger, &start, NULL));
  take_chunk (desk->ledger, chunk, 5);
  assert_text (desk->ledger, ONE, "name", "新");
  assert_text (desk->ledger, ONE, "phone", "1");
  assert_text (desk->ledger, TWO, "name", "ほか");
  assert_text (desk->ledger, mine, "name", "未送信");
  g_assert_cmpint (ask_number (desk->ledger, "SELECT count (*) FROM issue"), ==, 0);
  /* Delivered once more, it does not come back to life, nor does what was never here. */
  take_one (desk->ledger, foreign_change (ONE, "{\"name\":\"もっと古い\"}", "[]", 1, 3));
  assert_text (desk->ledger, ONE, "name", "新");
  assert_sound (desk->ledger);
}

static void
test_clock (Desk *desk, gconstpointer data)
{
  g_autofree char *none = tsu_ledger_get_clock_warning (desk->ledger);
  g_autofree char *fast = NULL;
  g_autofree char *slow = NULL;
  gint64 hour = 3600 * 1000;

  g_assert_null (none);
  g_assert_true (tsu_ledger_set_clock_offset (desk->ledger, 5000 - 3 * hour, NULL));
  desk_reopen (desk);
  fast = tsu_ledger_get_clock_warning (desk->ledger);
  g_assert_nonnull (strstr (fast, "3 hours fast"));
  g_free (add_actor (desk->ledger, "会", NULL));
  g_assert_cmpint (ask_number (desk->ledger, "SELECT max (hlc) >> 16 FROM change"), <,
                   g_get_real_time () / 1000 + 6000 - 3 * hour);
  g_assert_true (tsu_ledger_set_clock_offset (desk->ledger, 49 * hour, NULL));
  slow = tsu_ledger_get_clock_warning (desk->ledger);
  g_assert_nonnull (strstr (slow, "2 days slow"));
}

#define ADD(path, function)                                                                        \
  g_test_add ("/device/" path, Desk, NULL, desk_set_up, function, desk_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("copy", test_copy_counts_anew);
  ADD ("restored-backup", test_restored_backup_counts_anew);
  ADD ("fork", test_fork_is_numbered_anew);
  ADD ("gap", test_gap_is_sent_again);
  ADD ("held", test_held_blocks_nothing);
  ADD ("sharing-of-a-record", test_sharing_of_a_record);
  ADD ("given-up-edit", test_given_up_edit);
  ADD ("too-large", test_too_large_alone);
  ADD ("restored-server", test_restored_server);
  ADD ("restored-server-counts-anew", test_restored_server_counts_anew);
  ADD ("first-answer", test_life_is_known_from_the_first_answer);
  ADD ("restored-server-judges-anew", test_restored_server_judges_anew);
  ADD ("cut-is-not-relayed", test_cut_is_not_relayed);
  ADD ("restored-server-gives-back", test_restored_server_gives_back);
  ADD ("snapshot", test_snapshot);
  ADD ("snapshot-over-old", test_snapshot_over_old);
  ADD ("clock", test_clock);
  return g_test_run ();
}

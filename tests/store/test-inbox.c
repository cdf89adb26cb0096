/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What comes from a server: pages, what they say about rights, what was cut and what is dominated.
 */

#include "config.h"

#include "wire-test.h"

#include <string.h>

#include "tsu-error.h"

#define ONE "01890000-0000-7000-8000-000000000001"
#define TWO "01890000-0000-7000-8000-000000000002"
#define THREE "01890000-0000-7000-8000-000000000003"
#define LATER "01890000-0000-7000-8000-000000000004"
#define CANARY "kanariya-7319"

static TsuRecord *
find (TsuLedger *ledger, const char *id)
{
  return tsu_ledger_get (ledger, id, NULL);
}

static guint
search (TsuLedger *ledger, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = tsu_ledger_search (ledger, words, 10, NULL, &error);

  g_assert_no_error (error);
  return hits->len;
}

static void
test_page_keeps_what_it_is (Desk *desk, gconstpointer data)
{
  g_autoptr (GPtrArray) history = NULL;
  g_auto (TsuShared) shared = { NULL };

  take_one (desk->ledger, foreign_change (ONE, "{\"name\":\"高津の会\"}", "[]", 7, 3));
  assert_text (desk->ledger, ONE, "name", "高津の会");
  history = tsu_ledger_history (desk->ledger, ONE, NULL);
  g_assert_cmpstr (((TsuHistoryEntry *) history->pdata[0])->label, ==, "Edit");
  tsu_ledger_get_shared (desk->ledger, &shared, NULL);
  g_assert_cmpint (shared.cursor, ==, 7);
  g_assert_cmpstr (shared.scope, ==, "scope");
  g_assert_cmpint (ask_number (desk->ledger, "SELECT ward FROM record"), ==, 3);
  assert_sound (desk->ledger);
}

/* A page that cannot be taken as a whole leaves nothing, the cursor least of all. */
static void
test_page_all_or_nothing (Desk *desk, gconstpointer data)
{
  g_autoptr (GPtrArray) txns = txns_new ();
  g_autoptr (GPtrArray) lines =
    g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_scope_line_free);
  TsuDelivery delivery = { "epoch", 50, "other", lines, txns };
  g_auto (TsuShared) shared = { NULL };
  TsuChange *bad = foreign_change (ONE, "{}", "[]", 50, 3);

  take_one (desk->ledger, foreign_change (ONE, "{\"name\":\"一\"}", "[]", 7, 3));
  g_free (bad->type);
  bad->type = g_strdup ("event");
  g_ptr_array_add (txns, txn_of (foreign_change (TWO, "{\"name\":\"二\"}", "[]", 49, 3)));
  g_ptr_array_add (txns, txn_of (bad));
  g_ptr_array_add (lines, tsu_scope_line_new (TSU_SCOPE_DROP, 9, -1, NULL));
  g_assert_false (tsu_ledger_take (desk->ledger, &delivery, NULL, NULL));
  tsu_ledger_get_shared (desk->ledger, &shared, NULL);
  g_assert_cmpint (shared.cursor, ==, 7);
  g_assert_cmpstr (shared.scope, ==, "scope");
  g_assert_null (find (desk->ledger, TWO));
  assert_text (desk->ledger, ONE, "name", "一");
  assert_sound (desk->ledger);
}

static void
fill_wards (TsuLedger *ledger)
{
  g_autoptr (GPtrArray) txns = txns_new ();

  g_ptr_array_add (txns,
                   txn_of (foreign_change (ONE,
                                           "{\"name\":\"" CANARY "\",\"note\":\"" CANARY
                                           " の覚え書き\",\"tags\":{\"add\":[\"" CANARY "\"]}}",
                                           "[]", 1, 3)));
  g_ptr_array_add (txns, txn_of (foreign_change (ONE, "{\"phone\":\"" CANARY "\"}", "[]", 2, 3)));
  g_ptr_array_add (txns, txn_of (foreign_change (TWO, "{\"name\":\"のこる会\"}", "[]", 3, 4)));
  take_page (ledger, txns, NULL, 3);
}

/* The index keeps words in pieces, so characters that nothing else has are looked for. */
#define RARE_1 "鸞"
#define RARE_2 "鷽"

/* After a drop not a byte is left: not in a table, a free page, the log, or the search. */
static void
test_drop_leaves_nothing (Desk *desk, gconstpointer data)
{
  g_autoptr (GString) fields = g_string_new ("{\"note\":\"");

  fill_wards (desk->ledger);
  take_one (desk->ledger, foreign_change (ONE, "{\"reading\":\"" RARE_1 RARE_2 "\"}", "[]", 4, 3));
  /* What was long and is short again leaves free pages behind. */
  for (int i = 0; i < 1500; i++)
    g_string_append (fields, CANARY " ");
  g_string_append (fields, "\"}");
  take_one (desk->ledger, foreign_change (ONE, fields->str, "[]", 5, 3));
  take_one (desk->ledger, foreign_change (ONE, "{\"note\":\"短い\"}", "[]", 6, 3));
  g_assert_cmpuint (search (desk->ledger, RARE_1 RARE_2), ==, 1);
  g_assert_true (holds_bytes (desk, CANARY));
  g_assert_true (holds_bytes (desk, RARE_1));

  take_line (desk->ledger, TSU_SCOPE_DROP, 3, -1, NULL);
  g_assert_null (find (desk->ledger, ONE));
  g_assert_cmpuint (search (desk->ledger, CANARY), ==, 0);
  g_assert_false (holds_bytes (desk, CANARY));
  g_assert_false (holds_bytes (desk, RARE_1));
  g_assert_false (holds_bytes (desk, RARE_2));
  assert_text (desk->ledger, TWO, "name", "のこる会");
  g_assert_cmpuint (search (desk->ledger, "のこる会"), ==, 1);
  assert_sound (desk->ledger);
  desk_reopen (desk);
  assert_sound (desk->ledger);
}

/* A cut to a level takes out the values above it and leaves the rest. */
static void
test_drop_to_level (Desk *desk, gconstpointer data)
{
  take_one (desk->ledger,
            foreign_change (ONE,
                            "{\"name\":\"みどりの会\",\"kind\":\"group\",\"phone\":\"" CANARY
                            "\",\"zukunft\":\"" CANARY "\",\"activity\":\"掃除\"}",
                            "[]", 1, 3));
  assert_text (desk->ledger, ONE, "phone", CANARY);
  take_line (desk->ledger, TSU_SCOPE_DROP, 3, 0, NULL);
  assert_text (desk->ledger, ONE, "phone", NULL);
  assert_text (desk->ledger, ONE, "name", "みどりの会");
  assert_text (desk->ledger, ONE, "activity", "掃除");
  g_assert_cmpint (ask_number (desk->ledger, "SELECT cut FROM change"), ==, 1);
  g_assert_false (holds_bytes (desk, CANARY));
  assert_sound (desk->ledger);
}

/* The name of a person is personal, that of a group is not; of whom it is not known which, it may
 * be. What has nothing left is gone. */
static void
test_drop_to_level_of_person (Desk *desk, gconstpointer data)
{
  take_one (desk->ledger,
            foreign_change (ONE, "{\"name\":\"" CANARY "\",\"kind\":\"person\"}", "[]", 1, 3));
  take_one (desk->ledger, foreign_change (TWO, "{\"name\":\"不明 " CANARY "\"}", "[]", 2, 3));
  take_line (desk->ledger, TSU_SCOPE_DROP, 3, 0, NULL);
  assert_text (desk->ledger, ONE, "name", NULL);
  g_assert_null (find (desk->ledger, TWO));
  g_assert_false (holds_bytes (desk, CANARY));
}

/* Unsent work about what is dropped stays, is not shown, goes out, and comes back into view. */
static void
test_unsent_is_sealed (Desk *desk, gconstpointer data)
{
  g_autoptr (GPtrArray) outbox = NULL;

  fill_wards (desk->ledger);
  change_text (desk->ledger, ONE, "area", "まだ送っていない");
  take_line (desk->ledger, TSU_SCOPE_DROP, 3, -1, NULL);
  g_assert_null (find (desk->ledger, ONE));
  g_assert_cmpuint (search (desk->ledger, "まだ送っていない"), ==, 0);
  g_assert_false (holds_bytes (desk, CANARY));
  outbox = tsu_ledger_get_outbox (desk->ledger, 500, 1000000, NULL);
  g_assert_cmpuint (outbox->len, ==, 1);
  assert_sound (desk->ledger);
  g_assert_true (tsu_ledger_rebuild (desk->ledger, NULL));
  g_assert_null (find (desk->ledger, ONE));
  desk_reopen (desk);
  g_assert_cmpint (tsu_ledger_count_outbox (desk->ledger, NULL), ==, 1);

  take_line (desk->ledger, TSU_SCOPE_GRANT, 3, 2, NULL);
  g_assert_true (tsu_ledger_wants_snapshot (desk->ledger));
  assert_text (desk->ledger, ONE, "area", "まだ送っていない");
  fill_wards (desk->ledger);
  assert_text (desk->ledger, ONE, "name", CANARY);
  assert_text (desk->ledger, ONE, "area", "まだ送っていない");
  assert_sound (desk->ledger);
}

/* What is sealed can be made again, by whoever scans the same badge or brings in the same file.
 * Then it is shown, also where nothing in it is new; whoever only knows its id finds nothing. */
static void
test_sealed_is_made_again (Desk *desk, gconstpointer data)
{
  static const char *const again[] = { "held", "held and more" };
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_edit_free);
  g_autoptr (GError) error = NULL;
  const TsuApply how = { .label = "Edit" };

  fill_wards (desk->ledger);
  change_text (desk->ledger, ONE, "area", "held");
  for (guint i = 0; i < G_N_ELEMENTS (again); i++) {
    TsuEdit *edit = tsu_edit_new_create (actor_type (), ONE);

    take_line (desk->ledger, TSU_SCOPE_DROP, 3, -1, NULL);
    g_assert_null (find (desk->ledger, ONE));
    tsu_edit_set_text (edit, "area", again[i]);
    apply_one (desk->ledger, edit, NULL);
    assert_text (desk->ledger, ONE, "area", again[i]);
    assert_text (desk->ledger, ONE, "name", NULL);
    g_assert_cmpuint (search (desk->ledger, again[i]), ==, 1);
    assert_sound (desk->ledger);
  }
  take_line (desk->ledger, TSU_SCOPE_DROP, 3, -1, NULL);
  g_ptr_array_add (edits, tsu_edit_new_change (actor_type (), ONE));
  tsu_edit_set_text (edits->pdata[0], "area", "by its id");
  g_assert_false (tsu_ledger_apply (desk->ledger, edits, &how, NULL, &error));
  g_assert_error (error, TSU_ERROR, TSU_ERROR_NOT_FOUND);
  g_assert_cmpint (tsu_ledger_count_outbox (desk->ledger, NULL), ==, 2);
}

/* A record may leave and enter alone; it enters whatever the snapshot's place is. */
static void
test_out_and_in (Desk *desk, gconstpointer data)
{
  g_autoptr (GPtrArray) txns = txns_new ();
  g_autoptr (GPtrArray) lines =
    g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_scope_line_free);
  TsuSnapshotStart start = { "epoch", 40, "scope", NULL, 0 };

  g_assert_true (tsu_ledger_begin_snapshot (desk->ledger, &start, NULL));
  fill_wards (desk->ledger);
  g_assert_null (find (desk->ledger, ONE));
  g_ptr_array_add (lines, tsu_scope_line_new (TSU_SCOPE_IN, 3, 0, ONE));
  g_ptr_array_add (txns, txn_of (foreign_change (ONE, "{\"name\":\"" CANARY "\"}", "[]", 5, 3)));
  g_ptr_array_add (txns, txn_of (foreign_change (TWO, "{\"name\":\"古い\"}", "[]", 6, 3)));
  take_page (desk->ledger, txns, lines, 41);
  assert_text (desk->ledger, ONE, "name", CANARY);
  g_assert_null (find (desk->ledger, TWO));
  take_line (desk->ledger, TSU_SCOPE_OUT, 0, 0, ONE);
  g_assert_null (find (desk->ledger, ONE));
  g_assert_false (holds_bytes (desk, CANARY));
  assert_sound (desk->ledger);
}

/* In whatever order the cut change and the whole one come, the whole one stays. */
static void
test_whole_replaces_cut (Desk *desk, gconstpointer data)
{
  for (int order = 0; order < 2; order++) {
    const char *record = order == 0 ? ONE : TWO;
    TsuChange *whole =
      foreign_change (record, "{\"name\":\"会\",\"phone\":\"044\"}", "[]", 1 + order, 3);
    TsuChange *cut = tsu_change_copy (whole);

    g_free (cut->fields);
    cut->fields = g_strdup ("{\"name\":\"会\"}");
    cut->cut = TRUE;
    take_one (desk->ledger, order == 0 ? cut : whole);
    if (order == 0)
      assert_text (desk->ledger, record, "phone", NULL);
    take_one (desk->ledger, order == 0 ? whole : cut);
    assert_text (desk->ledger, record, "phone", "044");
  }
  g_assert_cmpint (ask_number (desk->ledger, "SELECT sum (cut) FROM change"), ==, 0);
  assert_sound (desk->ledger);
}

/* What the server calls dominated is no head, though what dominated it is unknown here; and it
 * stays so when a copy comes that does not say it. */
static void
test_dominated_is_no_head (Desk *desk, gconstpointer data)
{
  TsuChange *old = foreign_change (ONE, "{\"name\":\"旧\",\"phone\":\"1\"}", "[]", 1, 3);
  TsuChange *again = tsu_change_copy (old);
  TsuChange *gone = foreign_change (ONE, NULL, "[]", 3, 3);

  old->z = g_strdup ("[\"name\"]");
  take_one (desk->ledger, old);
  assert_text (desk->ledger, ONE, "name", NULL);
  take_one (desk->ledger, foreign_change (ONE, "{\"name\":\"新\"}", "[\"forgotten\"]", 2, 3));
  take_one (desk->ledger, again);
  assert_text (desk->ledger, ONE, "name", "新");
  assert_text (desk->ledger, ONE, "phone", "1");
  gone->z = g_strdup ("true");
  take_one (desk->ledger, gone);
  assert_deleted (desk->ledger, ONE, FALSE);
  g_assert_cmpint (ask_number (desk->ledger, "SELECT count (*) FROM issue"), ==, 0);
  assert_sound (desk->ledger);
}

static void
assert_scope (TsuLedger *ledger, const char *scope)
{
  g_auto (TsuShared) shared = { NULL };

  tsu_ledger_get_shared (ledger, &shared, NULL);
  g_assert_cmpstr (shared.scope, ==, scope);
}

/* A record that left between the last page and a snapshot is told of by none: that the snapshot
 * names nothing of it is the word. */
static void
test_snapshot_leaves_out (Desk *desk, gconstpointer data)
{
  TsuSnapshotPart part = { 3, (char *) "path", (char *) "tag", 10 };
  TsuSnapshotStart start = { "epoch", 40, "scope", &part, 1 };
  g_autoptr (GPtrArray) chunk = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_change_free);

  fill_wards (desk->ledger);
  change_text (desk->ledger, TWO, "area", "まだ送っていない");
  take_one (desk->ledger, foreign_change (LATER, "{\"name\":\"あとの会\"}", "[]", 50, 4));
  g_ptr_array_add (chunk, foreign_change (THREE, "{\"name\":\"いる会\"}", "[]", 5, 3));
  g_assert_true (tsu_ledger_begin_snapshot (desk->ledger, &start, NULL));
  assert_text (desk->ledger, ONE, "name", CANARY);
  g_assert_true (tsu_ledger_take_chunk (desk->ledger, chunk, 10, NULL, NULL));
  g_assert_null (find (desk->ledger, ONE));
  g_assert_null (find (desk->ledger, TWO));
  g_assert_false (holds_bytes (desk, CANARY));
  g_assert_false (holds_bytes (desk, "のこる会"));
  g_assert_cmpint (tsu_ledger_count_outbox (desk->ledger, NULL), ==, 1);
  assert_text (desk->ledger, THREE, "name", "いる会");
  assert_text (desk->ledger, LATER, "name", "あとの会");
  assert_sound (desk->ledger);
}

/* The file of a ward may be newer than the snapshot. A server that is restored to between the two
 * has lost what the file names, and with it the reason why it left other things out. */
static void
test_snapshot_rests_on_what_was_lost (Desk *desk, gconstpointer data)
{
  TsuSnapshotPart part = { 3, (char *) "path", (char *) "tag", 10 };
  TsuSnapshotStart start = { "epoch", 7, "scope", &part, 1 };

  for (int kept = 25; kept >= 10; kept -= 15) {
    g_autoptr (GPtrArray) chunk = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_change_free);

    g_ptr_array_add (chunk, foreign_change (ONE, "{\"name\":\"新\"}", "[\"old\"]", 20, 3));
    g_assert_true (tsu_ledger_begin_snapshot (desk->ledger, &start, NULL));
    g_assert_true (tsu_ledger_take_chunk (desk->ledger, chunk, 10, NULL, NULL));
    g_assert_false (tsu_ledger_wants_snapshot (desk->ledger));
    g_assert_true (tsu_ledger_adopt (desk->ledger, "another life", kept, NULL));
    g_assert_cmpint (tsu_ledger_wants_snapshot (desk->ledger), ==, kept < 20);
  }
}

/* What one may read is told at the sign-in, before anything is shared: where it is less by the
 * first page, what was shared until then goes, too. A later sign-in does not hide it. */
static void
test_rights_of_sign_in (Desk *desk, gconstpointer data)
{
  g_autofree char *id = add_actor (desk->ledger, CANARY, NULL);

  g_assert_true (tsu_ledger_note_scope (desk->ledger, "scope", NULL));
  g_assert_true (tsu_ledger_meet (desk->ledger, "epoch", NULL));
  confirm_all (desk->ledger, 1);
  g_assert_true (tsu_ledger_note_scope (desk->ledger, "less", NULL));
  assert_scope (desk->ledger, "scope");
  take_line (desk->ledger, TSU_SCOPE_DROP, -1, -1, NULL);
  g_assert_true (tsu_ledger_wants_snapshot (desk->ledger));
  g_assert_null (find (desk->ledger, id));
  g_assert_false (holds_bytes (desk, CANARY));
}

static void
take_scope (TsuLedger *ledger, const char *scope, gint64 cursor)
{
  g_autoptr (GPtrArray) txns = txns_new ();
  TsuDelivery delivery = { "epoch", cursor, scope, NULL, txns };

  g_assert_true (tsu_ledger_take (ledger, &delivery, NULL, NULL));
}

/* A right that was given, used from here, and taken again before anybody here heard of it is told
 * of by no page; what was shared under it goes all the same. One that lasts is told of. */
static void
test_right_that_came_and_went (Desk *desk, gconstpointer data)
{
  static const struct {
    const char *page; /* what may be read by the page after the sharing */
    gboolean stays;
    gboolean name_stays;
  } rows[] = {
    { "3.1-s0", FALSE, TRUE },
    { "3.2-s0", TRUE, TRUE },
    { "4.2-s0", FALSE, FALSE },
  };

  tsu_ledger_set_ward (desk->ledger, 3, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    TsuEdit *edit = tsu_edit_new_create (actor_type (), NULL);
    g_autofree char *id = g_strdup (tsu_edit_get_id (edit));
    g_autofree char *secret = g_strdup_printf (CANARY "-%u", i);
    g_autoptr (TsuRecord) record = NULL;

    take_scope (desk->ledger, i == 2 ? rows[i].page : "3.1-s0", 1 + i * 10);
    tsu_edit_set_text (edit, "name", "会");
    tsu_edit_set_text (edit, "kind", "npo");
    tsu_edit_set_text (edit, "care", secret);
    apply_one (desk->ledger, edit, NULL);
    confirm_all (desk->ledger, 2 + i * 10);
    assert_text (desk->ledger, id, "care", secret);
    take_scope (desk->ledger, rows[i].page, 3 + i * 10);
    take_scope (desk->ledger, rows[i].page, 4 + i * 10);
    record = find (desk->ledger, id);
    g_assert_cmpint (record != NULL, ==, rows[i].name_stays);
    if (record != NULL)
      assert_text (desk->ledger, id, "care", rows[i].stays ? secret : NULL);
    g_assert_cmpint (holds_bytes (desk, secret), ==, rows[i].stays);
    assert_sound (desk->ledger);
  }
}

#define ADD(path, function)                                                                        \
  g_test_add ("/inbox/" path, Desk, NULL, desk_set_up, function, desk_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("page", test_page_keeps_what_it_is);
  ADD ("all-or-nothing", test_page_all_or_nothing);
  ADD ("drop-leaves-nothing", test_drop_leaves_nothing);
  ADD ("drop-to-level", test_drop_to_level);
  ADD ("drop-to-level-of-person", test_drop_to_level_of_person);
  ADD ("unsent-is-sealed", test_unsent_is_sealed);
  ADD ("sealed-is-made-again", test_sealed_is_made_again);
  ADD ("out-and-in", test_out_and_in);
  ADD ("whole-replaces-cut", test_whole_replaces_cut);
  ADD ("snapshot-leaves-out", test_snapshot_leaves_out);
  ADD ("snapshot-rests-on-what-was-lost", test_snapshot_rests_on_what_was_lost);
  ADD ("rights-of-sign-in", test_rights_of_sign_in);
  ADD ("right-that-came-and-went", test_right_that_came_and_went);
  ADD ("dominated", test_dominated_is_no_head);
  return g_test_run ();
}

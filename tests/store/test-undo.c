/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Undo and redo: step by step, through a restart, over batches, and past what others changed.
 */

#include "config.h"

#include "store-test.h"
#include "tsu-error.h"
#include "tsu-issue.h"

static void
undo (TsuLedger *ledger, int changed, int left_alone)
{
  g_autoptr (GError) error = NULL;
  TsuUndo what = { NULL };

  tsu_ledger_undo (ledger, &what, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (what.changed, ==, changed);
  g_assert_cmpint (what.left_alone, ==, left_alone);
  tsu_undo_clear (&what);
}

static void
redo (TsuLedger *ledger, int changed)
{
  g_autoptr (GError) error = NULL;
  TsuUndo what = { NULL };

  tsu_ledger_redo (ledger, &what, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (what.changed, ==, changed);
  g_assert_cmpint (what.left_alone, ==, 0);
  tsu_undo_clear (&what);
}

static void
test_back_and_forth (Desk *desk, gconstpointer data)
{
  static const char *const phones[] = { NULL, "1", "2", "3" };
  g_autofree char *id = add_actor (desk->ledger, "佐藤", "さとう");

  for (guint i = 1; i < G_N_ELEMENTS (phones); i++)
    change_text (desk->ledger, id, "phone", phones[i]);
  for (int round = 0; round < 3; round++) {
    for (guint i = G_N_ELEMENTS (phones) - 1; i > 0; i--) {
      undo (desk->ledger, 1, 0);
      assert_text (desk->ledger, id, "phone", phones[i - 1]);
      desk_reopen (desk);
    }
    undo (desk->ledger, 1, 0);
    assert_deleted (desk->ledger, id, TRUE);
    undo (desk->ledger, 0, 0);
    g_assert_false (tsu_ledger_can_undo (desk->ledger, NULL));

    redo (desk->ledger, 1);
    assert_deleted (desk->ledger, id, FALSE);
    assert_text (desk->ledger, id, "phone", NULL);
    for (guint i = 1; i < G_N_ELEMENTS (phones); i++) {
      redo (desk->ledger, 1);
      assert_text (desk->ledger, id, "phone", phones[i]);
      desk_reopen (desk);
    }
    redo (desk->ledger, 0);
  }
  assert_sound (desk->ledger);
}

static void
test_new_edit_ends_redo (Desk *desk, gconstpointer data)
{
  g_autofree char *id = add_actor (desk->ledger, "佐藤", "さとう");
  g_autofree char *label = NULL;

  change_text (desk->ledger, id, "phone", "1");
  undo (desk->ledger, 1, 0);
  g_assert_true (tsu_ledger_can_redo (desk->ledger, &label));
  g_assert_cmpstr (label, ==, "Edit");
  change_text (desk->ledger, id, "phone", "2");
  g_assert_false (tsu_ledger_can_redo (desk->ledger, NULL));
  undo (desk->ledger, 1, 0);
  assert_text (desk->ledger, id, "phone", NULL);
}

static void
set_tags (TsuLedger *ledger, const char *id, const char *tags)
{
  TsuEdit *edit = tsu_edit_new_change (actor_type (), id);
  g_auto (GStrv) items = g_strsplit (tags, " ", -1);

  tsu_edit_set_list (edit, "tags", (const char *const *) items);
  apply_one (ledger, edit, NULL);
}

static void
assert_tags (TsuLedger *ledger, const char *id, const char *expected)
{
  g_autoptr (TsuRecord) record = tsu_ledger_get (ledger, id, NULL);
  g_autofree char *tags = g_strjoinv (" ", (char **) tsu_record_get_list (record, "tags"));

  g_assert_cmpstr (tags, ==, expected);
}

static void
test_sets (Desk *desk, gconstpointer data)
{
  g_autofree char *id = add_actor (desk->ledger, "佐藤", "さとう");

  set_tags (desk->ledger, id, "a b");
  set_tags (desk->ledger, id, "b c");
  set_tags (desk->ledger, id, "c");
  for (int round = 0; round < 2; round++) {
    undo (desk->ledger, 1, 0);
    assert_tags (desk->ledger, id, "b c");
    undo (desk->ledger, 1, 0);
    assert_tags (desk->ledger, id, "a b");
    undo (desk->ledger, 1, 0);
    assert_tags (desk->ledger, id, "");
    redo (desk->ledger, 1);
    assert_tags (desk->ledger, id, "a b");
    redo (desk->ledger, 1);
    assert_tags (desk->ledger, id, "b c");
    redo (desk->ledger, 1);
    assert_tags (desk->ledger, id, "c");
  }
  assert_sound (desk->ledger);
}

static void
test_delete (Desk *desk, gconstpointer data)
{
  g_autofree char *id = add_actor (desk->ledger, "佐藤", "さとう");

  apply_one (desk->ledger, tsu_edit_new_delete (actor_type (), id), NULL);
  for (int round = 0; round < 2; round++) {
    undo (desk->ledger, 1, 0);
    assert_deleted (desk->ledger, id, FALSE);
    redo (desk->ledger, 1);
    assert_deleted (desk->ledger, id, TRUE);
  }
}

static void
add_batch (TsuLedger *ledger, const char *batch, int n)
{
  for (int i = 0; i < n; i++) {
    TsuEdit *edit = tsu_edit_new_create (actor_type (), NULL);
    g_autofree char *name = g_strdup_printf ("会%d", i);

    tsu_edit_set_text (edit, "name", name);
    apply_one (ledger, edit, batch);
  }
}

static void
test_batch (Desk *desk, gconstpointer data)
{
  g_autofree char *id = add_actor (desk->ledger, "佐藤", "さとう");

  add_batch (desk->ledger, "import-1", 5);
  for (int round = 0; round < 2; round++) {
    g_assert_cmpint (count_actors (desk->ledger), ==, 6);
    undo (desk->ledger, 5, 0);
    g_assert_cmpint (count_actors (desk->ledger), ==, 1);
    desk_reopen (desk);
    redo (desk->ledger, 5);
  }
  undo (desk->ledger, 5, 0);
  undo (desk->ledger, 1, 0);
  assert_deleted (desk->ledger, id, TRUE);
  assert_sound (desk->ledger);
}

static void
test_batch_later (Desk *desk, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) keys = NULL;
  TsuUndo what = { NULL };
  g_autoptr (TsuListQuery) query = tsu_list_query_new (actor_type ());
  g_autoptr (GArray) listed = NULL;
  g_autoptr (GPtrArray) records = NULL;

  add_batch (desk->ledger, "import-1", 3);
  listed = tsu_ledger_list (desk->ledger, query, NULL, &error);
  records = tsu_ledger_get_many (desk->ledger, actor_type (), (gint64 *) (void *) listed->data,
                                 listed->len, &error);
  change_text (desk->ledger, tsu_record_get_id (records->pdata[0]), "phone", "1");

  tsu_ledger_undo_batch (desk->ledger, "import-1", &what, &keys, &error);
  g_assert_no_error (error);
  g_assert_cmpint (what.changed, ==, 2);
  g_assert_cmpint (what.left_alone, ==, 1);
  g_assert_cmpint (count_actors (desk->ledger), ==, 1);
  tsu_undo_clear (&what);

  g_assert_false (tsu_ledger_undo_batch (desk->ledger, "import-1", &what, NULL, &error));
  g_assert_error (error, TSU_ERROR, TSU_ERROR_NOT_FOUND);
  assert_sound (desk->ledger);
}

static void
change_phone (TsuLedger *ledger, const char *id, const char *expected, const char *phone)
{
  TsuEdit *edit = tsu_edit_new_change (actor_type (), id);

  tsu_edit_expect (edit, "phone", tsu_value_new_text (expected));
  tsu_edit_set_text (edit, "phone", phone);
  apply_one (ledger, edit, NULL);
}

static void
assert_siblings (TsuLedger *ledger, const char *shown, const char *other)
{
  g_autoptr (GPtrArray) issues = tsu_ledger_list_issues (ledger, 0, NULL);
  const TsuIssue *issue;

  g_assert_cmpuint (issues->len, ==, 1);
  issue = issues->pdata[0];
  g_assert_cmpuint (issue->siblings->len, ==, 2);
  g_assert_cmpstr (tsu_value_get_text (((TsuSibling *) issue->siblings->pdata[0])->value), ==,
                   shown);
  g_assert_cmpstr (tsu_value_get_text (((TsuSibling *) issue->siblings->pdata[1])->value), ==,
                   other);
}

/* An edit that replaced one side of a conflict, which was not the one shown: undo brings that side
 * back and leaves the other, so that neither is lost. */
static void
test_side_of_conflict (Desk *desk, gconstpointer data)
{
  g_autofree char *id = add_actor (desk->ledger, "佐藤", "さとう");

  change_text (desk->ledger, id, "phone", "1");
  change_phone (desk->ledger, id, "0", "2");
  assert_siblings (desk->ledger, "2", "1");
  change_phone (desk->ledger, id, "1", "3");
  for (int round = 0; round < 2; round++) {
    assert_siblings (desk->ledger, "3", "2");
    undo (desk->ledger, 1, 0);
    assert_siblings (desk->ledger, "1", "2");
    redo (desk->ledger, 1);
  }
  assert_sound (desk->ledger);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/undo/" path, Desk, NULL, desk_set_up, function, desk_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("back-and-forth", test_back_and_forth);
  ADD ("new-edit-ends-redo", test_new_edit_ends_redo);
  ADD ("sets", test_sets);
  ADD ("delete", test_delete);
  ADD ("batch", test_batch);
  ADD ("batch-later", test_batch_later);
  ADD ("side-of-conflict", test_side_of_conflict);
  return g_test_run ();
}

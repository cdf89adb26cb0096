/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What holds whatever is done: random edits on several desks, merged in any order, give the same
 * typed rows and issues everywhere; the typed rows equal a rebuild; undoing everything hides
 * everything. The seed is GLib's own: run with --seed to see a failure again.
 */

#include "config.h"

#include "store-test.h"
#include "tsu-issue.h"

#define DESKS 3
#define ROUNDS 12
#define STEPS 40

static const char *const fields[] = { "name", "phone", "note", "address" };
static const char *const tags[] = { "a", "b", "c", "d" };

static char *
pick_value (void)
{
  return g_test_rand_int_range (0, 5) == 0 ? NULL
                                           : g_strdup_printf ("値%d", g_test_rand_int_range (0, 6));
}

static void
fill_edit (TsuEdit *edit, gboolean may_settle)
{
  for (int i = g_test_rand_int_range (1, 4); i > 0; i--) {
    g_autofree char *value = pick_value ();

    tsu_edit_set_text (edit, fields[g_test_rand_int_range (0, G_N_ELEMENTS (fields))], value);
  }
  if (g_test_rand_bit ()) {
    const char *items[] = { tags[g_test_rand_int_range (0, 4)], tags[g_test_rand_int_range (0, 4)],
                            NULL };

    tsu_edit_set_list (edit, "tags", items);
  }
  if (may_settle && g_test_rand_int_range (0, 6) == 0)
    tsu_edit_settle (edit);
  if (g_test_rand_int_range (0, 4) == 0) {
    g_autofree char *value = pick_value ();

    tsu_edit_expect (edit, "phone", tsu_value_new_text (value));
  }
}

static void
take_step (TsuLedger *ledger, GPtrArray *ids)
{
  const char *id = ids->pdata[g_test_rand_int_range (0, (int) ids->len)];
  TsuUndo what = { NULL };
  TsuEdit *edit;

  switch (g_test_rand_int_range (0, 12)) {
  case 0:
    if (tsu_ledger_find_key (ledger, id) != 0)
      apply_one (ledger, tsu_edit_new_delete (actor_type (), id), NULL);
    break;
  case 1:
    if (tsu_ledger_find_key (ledger, id) != 0)
      apply_one (ledger, tsu_edit_new_restore (actor_type (), id), NULL);
    break;
  case 2:
    g_assert_true (tsu_ledger_undo (ledger, &what, NULL, NULL));
    tsu_undo_clear (&what);
    break;
  case 3:
    g_assert_true (tsu_ledger_redo (ledger, &what, NULL, NULL));
    tsu_undo_clear (&what);
    break;
  default:
    edit = tsu_edit_new_create (actor_type (), id);
    fill_edit (edit, TRUE);
    apply_one (ledger, edit, NULL);
  }
}

static void
shuffle (GPtrArray *array)
{
  for (guint i = array->len; i > 1; i--) {
    guint j = (guint) g_test_rand_int_range (0, (int) i);
    gpointer spare = array->pdata[i - 1];

    array->pdata[i - 1] = array->pdata[j];
    array->pdata[j] = spare;
  }
}

/* In pieces of any size and any order, some of them twice. */
static void
merge_shuffled (TsuLedger *ledger, GPtrArray *changes)
{
  for (guint round = 0; round < 2; round++) {
    shuffle (changes);
    for (guint i = 0; i < changes->len;) {
      g_autoptr (GPtrArray) piece = g_ptr_array_new ();
      guint n = (guint) g_test_rand_int_range (1, 20);

      for (; n > 0 && i < changes->len; n--, i++)
        if (round == 0 || g_test_rand_bit ())
          g_ptr_array_add (piece, changes->pdata[i]);
      merge_changes (ledger, piece);
    }
  }
}

static void
assert_equals_rebuild (TsuLedger *ledger)
{
  g_autoptr (GPtrArray) before = dump_ledger (ledger);
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GError) error = NULL;

  assert_sound (ledger);
  tsu_ledger_rebuild (ledger, &error);
  g_assert_no_error (error);
  after = dump_ledger (ledger);
  assert_same_dump (before, after);
  assert_sound (ledger);
}

static void
exchange_all (Desk *desks)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GPtrArray) first = NULL;

  for (guint i = 0; i < DESKS; i++)
    g_ptr_array_add (all, collect_changes (desks[i].ledger));
  for (guint i = 0; i < DESKS; i++)
    for (guint j = 0; j < DESKS; j++)
      if (i != j)
        merge_shuffled (desks[i].ledger, all->pdata[j]);
  first = dump_ledger (desks[0].ledger);
  for (guint i = 1; i < DESKS; i++) {
    g_autoptr (GPtrArray) other = dump_ledger (desks[i].ledger);

    assert_same_dump (first, other);
  }
}

static GPtrArray *
make_ids (int n)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; i < n; i++)
    g_ptr_array_add (ids, g_strdup_printf ("01890000-0000-7000-8000-0000000000%02d", i));
  return ids;
}

static void
test_desks_agree (void)
{
  for (int round = 0; round < count_rounds ("TSU_PROPERTY_ROUNDS", ROUNDS); round++) {
    g_autoptr (GPtrArray) ids = make_ids (5);
    Desk desks[DESKS];

    for (guint i = 0; i < DESKS; i++)
      desk_set_up (&desks[i], NULL);
    for (int phase = 0; phase < 3; phase++) {
      for (guint i = 0; i < DESKS; i++)
        for (int step = 0; step < STEPS / 3; step++)
          take_step (desks[i].ledger, ids);
      exchange_all (desks);
    }
    for (guint i = 0; i < DESKS; i++) {
      assert_equals_rebuild (desks[i].ledger);
      desk_tear_down (&desks[i], NULL);
    }
  }
}

static void
undo_everything (TsuLedger *ledger)
{
  while (tsu_ledger_can_undo (ledger, NULL)) {
    TsuUndo what = { NULL };

    g_assert_true (tsu_ledger_undo (ledger, &what, NULL, NULL));
    g_assert_cmpint (what.left_alone, ==, 0);
    tsu_undo_clear (&what);
  }
}

static void
test_undo_everything (void)
{
  for (int round = 0; round < count_rounds ("TSU_PROPERTY_ROUNDS", ROUNDS); round++) {
    g_autoptr (GPtrArray) ids = make_ids (4);
    Desk desk;

    desk_set_up (&desk, NULL);
    for (int step = 0; step < STEPS; step++)
      take_step (desk.ledger, ids);
    undo_everything (desk.ledger);
    g_assert_cmpint (count_actors (desk.ledger), ==, 0);
    assert_equals_rebuild (desk.ledger);
    desk_tear_down (&desk, NULL);
  }
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Which values a field in conflict has; the order in which they are offered does not matter. */
static char *
describe_siblings (const TsuIssue *issue)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  for (guint i = 0; i < issue->siblings->len; i++) {
    const TsuSibling *sibling = issue->siblings->pdata[i];
    const char *text = sibling->value != NULL ? tsu_value_get_text (sibling->value) : "-";

    if (!g_ptr_array_find_with_equal_func (texts, text, g_str_equal, NULL))
      g_ptr_array_add (texts, (gpointer) text);
  }
  g_ptr_array_sort (texts, compare_lines);
  g_ptr_array_add (texts, NULL);
  return g_strjoinv (" ", (char **) texts->pdata);
}

static char *
describe_field (const TsuRecord *record, GPtrArray *issues, const char *field)
{
  for (guint i = 0; i < issues->len; i++) {
    const TsuIssue *issue = issues->pdata[i];

    if (g_strcmp0 (issue->field, field) == 0)
      return describe_siblings (issue);
  }
  return g_strdup (tsu_record_get_text (record, field));
}

static GPtrArray *
dump_records (TsuLedger *ledger, GPtrArray *ids)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < ids->len; i++) {
    g_autoptr (TsuRecord) record = tsu_ledger_get (ledger, ids->pdata[i], NULL);
    g_autoptr (GPtrArray) issues = NULL;

    if (record == NULL)
      continue;
    issues = tsu_ledger_list_issues (ledger, tsu_record_get_key (record), NULL);
    g_ptr_array_add (lines, g_strdup_printf ("%d conflicts", tsu_record_get_conflicts (record)));
    g_ptr_array_add (lines, g_strjoinv (" ", (char **) tsu_record_get_list (record, "tags")));
    for (guint j = 0; j < G_N_ELEMENTS (fields); j++)
      g_ptr_array_add (lines, describe_field (record, issues, fields[j]));
  }
  return lines;
}

/* Each value comes once, and often the screen showed something older. */
static void
fill_phone (TsuEdit *edit, int step)
{
  g_autofree char *value = g_strdup_printf ("電話%d", step);
  g_autofree char *expected = g_strdup_printf ("電話%d", step - 3 * g_test_rand_int_range (1, 4));

  tsu_edit_set_text (edit, "phone", value);
  if (g_test_rand_bit ())
    tsu_edit_expect (edit, "phone", tsu_value_new_text (expected));
}

/* Undo is exact, whether or not the sides of a conflict are alike: after each step back the desk
 * has what it had before the step, conflicts too. Only a conflict that was settled does not come
 * back as one: its shown value does. */
static void
test_undo_is_exact (gconstpointer data)
{
  gboolean apart = GPOINTER_TO_INT (data);

  for (int round = 0; round < count_rounds ("TSU_PROPERTY_ROUNDS", ROUNDS); round++) {
    g_autoptr (GPtrArray) ids = make_ids (3);
    g_autoptr (GPtrArray) dumps =
      g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
    Desk desk;

    desk_set_up (&desk, NULL);
    for (int step = 0; step < 15; step++) {
      TsuEdit *edit = tsu_edit_new_create (actor_type (), ids->pdata[step % 3]);
      g_autoptr (GPtrArray) before = dump_records (desk.ledger, ids);
      g_autofree char *name = g_strdup_printf ("名%d", step);

      fill_edit (edit, FALSE);
      if (apart)
        fill_phone (edit, step);
      tsu_edit_set_text (edit, "name", name);
      apply_one (desk.ledger, edit, NULL);
      if (step >= 3)
        g_ptr_array_add (dumps, g_ptr_array_ref (before));
    }
    while (dumps->len > 0) {
      g_autoptr (GPtrArray) expected = g_ptr_array_steal_index (dumps, dumps->len - 1);
      g_autoptr (GPtrArray) shown = NULL;
      TsuUndo what = { NULL };

      g_assert_true (tsu_ledger_undo (desk.ledger, &what, NULL, NULL));
      tsu_undo_clear (&what);
      shown = dump_records (desk.ledger, ids);
      assert_same_dump (expected, shown);
    }
    desk_tear_down (&desk, NULL);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/properties/desks-agree", test_desks_agree);
  g_test_add_func ("/properties/undo-everything", test_undo_everything);
  g_test_add_data_func ("/properties/undo-is-exact", GINT_TO_POINTER (FALSE), test_undo_is_exact);
  g_test_add_data_func ("/properties/undo-is-exact-apart", GINT_TO_POINTER (TRUE),
                        test_undo_is_exact);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * However random histories are delivered, the ledger shows the same: in order, shuffled and
 * doubled, first cut and then whole, with what the server knows to be dominated or without, or as
 * a snapshot of nothing but what is still live. The seed is GLib's own.
 */

#include "config.h"

#include "wire-test.h"

#include <string.h>

#include "tsu-change-cut.h"

#define ROUNDS 12
#define STEPS 30
#define DESKS 2

static const char *const fields[] = { "name", "phone", "note", "kind" };
static const char *const words[] = { "a", "b", "c", "d" };

static const char *
pick (const char *const *texts)
{
  return texts[g_test_rand_int_range (0, 4)];
}

static void
take_step (TsuLedger *ledger)
{
  g_autofree char *id =
    g_strdup_printf ("01890000-0000-7000-8000-0000000000%02d", g_test_rand_int_range (0, 4));
  const char *tags[] = { pick (words), g_test_rand_bit () ? pick (words) : NULL, NULL };
  gboolean here = tsu_ledger_find_key (ledger, id) != 0;
  TsuUndo what = { NULL };
  TsuEdit *edit;

  switch (g_test_rand_int_range (0, 10)) {
  case 0:
    if (here)
      apply_one (ledger, tsu_edit_new_delete (actor_type (), id), NULL);
    break;
  case 1:
    if (here)
      apply_one (ledger, tsu_edit_new_restore (actor_type (), id), NULL);
    break;
  case 2:
    g_assert_true (tsu_ledger_undo (ledger, &what, NULL, NULL));
    tsu_undo_clear (&what);
    break;
  default:
    edit = tsu_edit_new_create (actor_type (), id);
    tsu_edit_set_text (edit, pick (fields), pick (words));
    if (g_test_rand_bit ())
      tsu_edit_set_text (edit, pick (fields), pick (words));
    if (g_test_rand_bit ())
      tsu_edit_set_list (edit, "tags", tags);
    if (g_test_rand_int_range (0, 6) == 0)
      tsu_edit_settle (edit);
    apply_one (ledger, edit, NULL);
  }
}

/* What two desks did, apart and together. */
static GPtrArray *
make_history (void)
{
  GPtrArray *history;
  Desk desks[DESKS];

  for (guint i = 0; i < DESKS; i++)
    desk_set_up (&desks[i], NULL);
  for (int phase = 0; phase < 3; phase++) {
    for (guint i = 0; i < DESKS; i++)
      for (int step = 0; step < STEPS / 3; step++)
        take_step (desks[i].ledger);
    for (guint i = 0; i < DESKS; i++) {
      g_autoptr (GPtrArray) changes = collect_changes (desks[1 - i].ledger);

      merge_changes (desks[i].ledger, changes);
    }
  }
  history = collect_changes (desks[0].ledger);
  for (guint i = 0; i < DESKS; i++)
    desk_tear_down (&desks[i], NULL);
  return history;
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

static gboolean
has_seen (const TsuChange *later, const TsuChange *change, const char *field)
{
  g_autoptr (GPtrArray) edits = tsu_change_decode (later, NULL);

  for (guint i = 0; i < edits->len; i++) {
    const TsuFieldEdit *edit = edits->pdata[i];

    if (g_str_equal (edit->field, field) && !edit->is_set && edit->seen != NULL &&
        g_strv_contains ((const char *const *) edit->seen, change->id))
      return TRUE;
  }
  return FALSE;
}

static void
set_z (TsuChange *change, GPtrArray *names)
{
  GString *z = g_string_new ("[");

  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (z, "%s\"%s\"", i > 0 ? "," : "", (const char *) names->pdata[i]);
  g_string_append_c (z, ']');
  change->z = g_string_free (z, FALSE);
}

/* The server's part: places in some order, and what is dominated on arrival. */
static void
arrive (GPtrArray *history)
{
  shuffle (history);
  for (guint i = 0; i < history->len; i++) {
    TsuChange *change = history->pdata[i];
    g_autoptr (GPtrArray) edits = tsu_change_decode (change, NULL);
    g_autoptr (GPtrArray) names = g_ptr_array_new ();

    change->seq = i + 1;
    change->ward = 3;
    for (guint j = 0; j < edits->len; j++) {
      const TsuFieldEdit *edit = edits->pdata[j];

      for (guint k = 0; k < i; k++)
        if (has_seen (history->pdata[k], change, edit->field)) {
          g_ptr_array_add (names, edit->field);
          break;
        }
    }
    if (names->len > 0)
      set_z (change, names);
  }
}

static void
deliver (TsuLedger *ledger, GPtrArray *changes)
{
  for (guint i = 0; i < changes->len;) {
    g_autoptr (GPtrArray) txns = txns_new ();

    for (int n = g_test_rand_int_range (1, 12); n > 0 && i < changes->len; n--, i++)
      g_ptr_array_add (txns, txn_of (tsu_change_copy (changes->pdata[i])));
    take_page (ledger, txns, NULL, i);
  }
}

static void
deliver_shuffled (TsuLedger *ledger, GPtrArray *history)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_change_free);

  for (guint i = 0; i < history->len; i++) {
    TsuChange *part = tsu_change_copy (history->pdata[i]);

    tsu_change_cut (part, actor_type (), NULL, 0, NULL);
    g_ptr_array_add (changes, part);
    g_ptr_array_add (changes, tsu_change_copy (history->pdata[i]));
    if (g_test_rand_bit ())
      g_ptr_array_add (changes, tsu_change_copy (history->pdata[i]));
  }
  shuffle (changes);
  deliver (ledger, changes);
}

static void
deliver_without_z (TsuLedger *ledger, GPtrArray *history)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_change_free);

  for (guint i = 0; i < history->len; i++) {
    TsuChange *change = tsu_change_copy (history->pdata[i]);

    g_clear_pointer (&change->z, g_free);
    g_ptr_array_add (changes, change);
  }
  deliver (ledger, changes);
}

static gboolean
is_head (const TsuView *view, const char *field, const char *id)
{
  const TsuFieldView *found = tsu_view_find (view, field);

  for (guint i = 0; found != NULL && i < found->heads->len; i++)
    if (g_str_equal (g_array_index (found->heads, TsuHead, i).change->id, id))
      return TRUE;
  return FALSE;
}

static gboolean
removes_of_head (const TsuView *view, const TsuFieldEdit *edit)
{
  for (char **id = edit->seen; edit->remove != NULL && id != NULL && *id != NULL; id++)
    if (is_head (view, edit->field, *id))
      return TRUE;
  return FALSE;
}

/* Whether a snapshot has to name the change, as PROTOCOL.md has it; and with which z. */
static gboolean
is_live (const TsuView *view, TsuChange *change)
{
  g_autoptr (GPtrArray) edits = tsu_change_decode (change, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  gboolean live = FALSE;

  if (change->op != TSU_OP_SET)
    return g_ptr_array_find_with_equal_func (view->deletes, change->id, g_str_equal, NULL);
  for (guint i = 0; i < edits->len; i++) {
    const TsuFieldEdit *edit = edits->pdata[i];

    if (is_head (view, edit->field, change->id))
      live = TRUE;
    else
      g_ptr_array_add (names, edit->field);
    live = live || removes_of_head (view, edit);
  }
  g_clear_pointer (&change->z, g_free);
  if (names->len > 0)
    set_z (change, names);
  return live;
}

static GPtrArray *
list_of_record (GPtrArray *history, const char *record)
{
  GPtrArray *changes = g_ptr_array_new ();

  for (guint i = 0; i < history->len; i++)
    if (g_str_equal (((TsuChange *) history->pdata[i])->record, record))
      g_ptr_array_add (changes, history->pdata[i]);
  return changes;
}

static void
deliver_snapshot (TsuLedger *ledger, GPtrArray *history)
{
  g_autoptr (GPtrArray) chunk = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_change_free);
  TsuSnapshotPart part = { 3, "/a", NULL, 1 };
  TsuSnapshotStart start = { "epoch", history->len, "scope", &part, 1 };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < history->len; i++) {
    TsuChange *change = tsu_change_copy (history->pdata[i]);
    g_autoptr (GPtrArray) changes = list_of_record (history, change->record);
    g_autoptr (TsuView) view = tsu_fold (actor_type (), changes, NULL);

    if (is_live (view, change))
      g_ptr_array_add (chunk, change);
    else
      tsu_change_free (change);
  }
  g_assert_true (tsu_ledger_begin_snapshot (ledger, &start, &error));
  tsu_ledger_take_chunk (ledger, chunk, 1, NULL, &error);
  g_assert_no_error (error);
}

/* Some of it came before, and the server has forgotten what dominated it. */
static void
deliver_snapshot_over_some (TsuLedger *ledger, GPtrArray *history)
{
  g_autoptr (GPtrArray) some = g_ptr_array_new ();

  for (guint i = 0; i < history->len / 2; i++)
    g_ptr_array_add (some, history->pdata[i]);
  deliver (ledger, some);
  g_assert_true (tsu_ledger_want_snapshot (ledger, TRUE, NULL));
  deliver_snapshot (ledger, history);
}

/* And then it is delivered once more. */
static void
deliver_twice_over_snapshot (TsuLedger *ledger, GPtrArray *history)
{
  deliver_snapshot (ledger, history);
  deliver (ledger, history);
}

static void
test_ways (void)
{
  static const struct {
    const char *name;
    void (*deliver) (TsuLedger *ledger, GPtrArray *history);
  } ways[] = {
    { "in order", deliver },
    { "shuffled", deliver_shuffled },
    { "without z", deliver_without_z },
    { "snapshot", deliver_snapshot },
    { "snapshot over some", deliver_snapshot_over_some },
    { "again over a snapshot", deliver_twice_over_snapshot },
  };

  for (int round = 0; round < count_rounds ("TSU_PROPERTY_ROUNDS", ROUNDS); round++) {
    g_autoptr (GPtrArray) history = make_history ();
    g_autoptr (GPtrArray) first = NULL;

    arrive (history);
    for (guint i = 0; i < G_N_ELEMENTS (ways); i++) {
      g_autoptr (GPtrArray) shown = NULL;
      gboolean more = TRUE;
      Desk desk;

      desk_set_up (&desk, NULL);
      ways[i].deliver (desk.ledger, history);
      while (more)
        g_assert_true (tsu_ledger_tend (desk.ledger, &more, NULL));
      shown = dump_ledger (desk.ledger);
      g_test_message ("round %d, %s", round, ways[i].name);
      if (first == NULL)
        first = g_ptr_array_ref (shown);
      else
        assert_same_dump (first, shown);
      assert_sound (desk.ledger);
      desk_tear_down (&desk, NULL);
    }
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/delivery/ways", test_ways);
  return g_test_run ();
}

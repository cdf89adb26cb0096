/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The marks that the server keeps beside each change against the fold: whatever people did without
 * knowing of one another, and in whatever order it arrived, a snapshot of what is live shows the
 * same as all changes do.
 */

#include "config.h"

#include "depot-test.h"

#include <stdlib.h>
#include <string.h>

#include "tsu-fold.h"
#include "tsu-json.h"

#define HISTORIES 240
#define STEPS 9

/* Ids of the changes that what somebody sees of the field stems from. */
static void
append_heads (GString *json, const TsuView *view, const char *field)
{
  const TsuFieldView *found = tsu_view_find (view, field);

  g_string_append_c (json, '[');
  for (guint i = 0; found != NULL && i < found->heads->len; i++) {
    if (i > 0)
      g_string_append_c (json, ',');
    tsu_json_append_string (json, g_array_index (found->heads, TsuHead, i).change->id);
  }
  g_string_append_c (json, ']');
}

static void
append_all_heads (GString *json, const TsuView *view)
{
  g_string_append_c (json, '[');
  for (guint i = 0; i < view->fields->len; i++) {
    const TsuFieldView *field = g_ptr_array_index (view->fields, i);

    for (guint j = 0; j < field->heads->len; j++) {
      if (json->len > 1)
        g_string_append_c (json, ',');
      tsu_json_append_string (json, g_array_index (field->heads, TsuHead, j).change->id);
    }
  }
  g_string_append_c (json, ']');
}

static void
append_ids (GString *json, GPtrArray *ids)
{
  g_string_append_c (json, '[');
  for (guint i = 0; i < ids->len; i++) {
    if (i > 0)
      g_string_append_c (json, ',');
    tsu_json_append_string (json, g_ptr_array_index (ids, i));
  }
  g_string_append_c (json, ']');
}

/* An edit of some fields by somebody who knows what @view shows. */
static void
edit_at_random (TsuChange *change, const TsuView *view, GRand *random)
{
  static const char *const names[] = { "alias", "note", "hue", "tags", "themes" };
  g_autoptr (GString) fields = g_string_new ("{");
  g_autoptr (GString) seen = g_string_new ("{");
  int chosen = g_rand_int_range (random, 1, 32);

  for (int i = 0; i < (int) G_N_ELEMENTS (names); i++) {
    const char *verb = g_rand_boolean (random) ? "add" : "remove";

    if (!(chosen & 1 << i))
      continue;
    tsu_json_append_key (fields, names[i]);
    tsu_json_append_key (seen, names[i]);
    if (i < 3)
      g_string_append_printf (fields, "\"%d\"", g_rand_int_range (random, 0, 4));
    else
      g_string_append_printf (fields, "{\"%s\":[\"%c\"%s]}", verb,
                              g_rand_int_range (random, 'a', 'd'),
                              g_rand_boolean (random) ? ",\"z\"" : "");
    append_heads (seen, view, names[i]);
  }
  g_string_append_c (fields, '}');
  g_string_append_c (seen, '}');
  change->fields = g_string_free (g_steal_pointer (&fields), FALSE);
  change->seen = g_string_free (g_steal_pointer (&seen), FALSE);
}

static TsuChange *
change_at_random (int number, int record, GPtrArray *known, GRand *random)
{
  TsuChange *change = depot_test_change (number, record, "actor", NULL, NULL);
  g_autoptr (TsuView) view = tsu_fold (tsu_schema_find_type ("actor"), known, NULL);
  g_autoptr (GString) seen = g_string_new (NULL);
  int dice = g_rand_int_range (random, 0, 10);

  g_assert_nonnull (view);
  change->device = g_strdup_printf ("device %d", number);
  if (dice < 8) {
    edit_at_random (change, view, random);
    return change;
  }
  if (dice == 8 || view->deletes->len == 0) {
    change->op = TSU_OP_DELETE;
    append_all_heads (seen, view);
  } else {
    change->op = TSU_OP_RESTORE;
    append_ids (seen, view->deletes);
  }
  change->seen = g_string_free (g_steal_pointer (&seen), FALSE);
  return change;
}

/* What somebody has of a history: each change or not. */
static GPtrArray *
forget_some (GPtrArray *changes, GRand *random)
{
  GPtrArray *some = g_ptr_array_new ();

  for (guint i = 0; i < changes->len; i++)
    if (g_rand_int_range (random, 0, 3) > 0)
      g_ptr_array_add (some, changes->pdata[i]);
  return some;
}

static void
shuffle (GPtrArray *array, GRand *random)
{
  for (guint i = array->len; i > 1; i--) {
    guint j = (guint) g_rand_int_range (random, 0, (gint32) i);
    gpointer other = array->pdata[j];

    array->pdata[j] = array->pdata[i - 1];
    array->pdata[i - 1] = other;
  }
}

/* Each is of a device of its own, so any order will do; alone, or all in one batch. */
static void
push_changes (TsuDepot *depot, GPtrArray *changes, guint at_once)
{
  for (guint i = 0; i < changes->len; i += at_once) {
    Desk desks[STEPS];
    TsuPush pushes[STEPS] = { { NULL } };
    TsuPush *list[STEPS];
    g_autoptr (GError) error = NULL;

    for (guint j = 0; j < at_once; j++) {
      TsuChange *change = g_ptr_array_index (changes, i + j);
      GPtrArray *txns = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_txn_free);
      TsuTxn *txn = depot_test_txn (1, change, NULL);

      txn->device = g_strdup (change->device);
      g_ptr_array_add (txns, txn);
      desk_init (&desks[j], change->device, 3, TSU_ROLE_WARD_LEAD);
      pushes[j] = (TsuPush){ &desks[j].who, &desks[j].hello, txns };
      list[j] = &pushes[j];
    }
    tsu_depot_push_many (depot, list, at_once, DEPOT_TEST_NOW, &error);
    g_assert_no_error (error);
    for (guint j = 0; j < at_once; j++) {
      g_assert_cmpint (((TsuReceipt *) pushes[j].receipts->pdata[0])->verdict, ==, TSU_VERDICT_OK);
      tsu_push_clear (&pushes[j]);
      g_ptr_array_unref (pushes[j].txns);
      desk_clear (&desks[j]);
    }
  }
}

static void
push_history (TsuDepot *depot, int history, GRand *random)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new ();

  for (int i = 0; i < STEPS; i++) {
    g_autoptr (GPtrArray) known = forget_some (changes, random);

    g_ptr_array_add (changes,
                     change_at_random (history * STEPS + i + 1, 10000000 + history, known, random));
  }
  shuffle (changes, random);
  push_changes (depot, changes, history % 4 == 0 ? 1 : history % 4 == 1 ? 3 : STEPS);
}

static void
sort_by_record (GHashTable *records, TsuChange *change)
{
  GPtrArray *changes = g_hash_table_lookup (records, change->record);

  if (changes == NULL) {
    changes = g_ptr_array_new ();
    g_hash_table_insert (records, change->record, changes);
  }
  g_ptr_array_add (changes, change);
}

static GHashTable *
new_records (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
}

static char *
describe (GPtrArray *changes)
{
  g_autoptr (TsuView) view = tsu_fold (tsu_schema_find_type ("actor"), changes, NULL);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%d%d", view->deleted, view->revived);
  for (guint i = 0; i < view->fields->len; i++) {
    const TsuFieldView *field = g_ptr_array_index (view->fields, i);

    if (field->value == NULL && !field->conflict)
      continue;
    g_string_append_printf (text, " %s%s=", field->field, field->conflict ? "!" : "");
    tsu_value_append_json (field->value, text);
  }
  return g_string_free (text, FALSE);
}

static GPtrArray *
read_snapshot (Desk *desk, TsuDepot *depot)
{
  g_autoptr (TsuSnapshotIndex) index =
    tsu_depot_get_snapshot (depot, &desk->who, DEPOT_TEST_NOW, NULL);
  const TsuSnapshotFile *file = g_ptr_array_index (index->files, 0);
  g_auto (TsuSnapshotRange) range = { NULL };
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_change_free);
  const char *bytes;
  gsize length;

  g_assert_true (
    tsu_depot_read_snapshot (depot, &desk->who, file->path, 0, file->bytes, &range, NULL));
  bytes = g_bytes_get_data (range.bytes, &length);
  while (length > 0) {
    gsize chunk = tsu_wire_find_chunk (bytes, length);

    g_assert_cmpuint (chunk, >, 0);
    g_ptr_array_extend_and_steal (all, tsu_wire_decode_chunk (bytes, chunk, NULL));
    bytes += chunk;
    length -= chunk;
  }
  return g_steal_pointer (&all);
}

static void
test_snapshot (DepotTest *test, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_auto (Desk) desk = { { 0 } };
  g_autoptr (GHashTable) whole = new_records ();
  g_autoptr (GHashTable) live = new_records ();
  g_autoptr (GPtrArray) snapshot = NULL;
  g_autoptr (TsuPage) page = NULL;
  GHashTableIter iter;
  gpointer record, changes;

  for (int i = 0; i < HISTORIES; i++)
    push_history (test->depot, i, random);
  desk_init (&desk, "reader", 3, TSU_ROLE_WARD_LEAD);
  page = desk_pull (&desk, test->depot, 0);
  for (guint i = 0; i < page->txns->len; i++) {
    TsuChange *change = g_ptr_array_index (((TsuTxn *) page->txns->pdata[i])->changes, 0);

    /* Where all changes are there, the server's marks add nothing. */
    g_clear_pointer (&change->z, g_free);
    sort_by_record (whole, change);
  }
  snapshot = read_snapshot (&desk, test->depot);
  for (guint i = 0; i < snapshot->len; i++)
    sort_by_record (live, snapshot->pdata[i]);

  g_assert_cmpuint (g_hash_table_size (whole), ==, HISTORIES);
  /* It would be the same with all of them. */
  g_assert_cmpuint (snapshot->len, <, page->txns->len * 9 / 10);
  g_hash_table_iter_init (&iter, whole);
  while (g_hash_table_iter_next (&iter, &record, &changes)) {
    g_autofree char *expected = describe (changes);
    g_autofree char *shown = describe (g_hash_table_lookup (live, record));

    g_assert_cmpstr (shown, ==, expected);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add ("/depot-live/snapshot", DepotTest, NULL, depot_test_set_up, test_snapshot,
              depot_test_tear_down);
  return g_test_run ();
}

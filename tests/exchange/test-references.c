/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A column that names other records of the same file: what stands further down is found with the
 * same import, and goes with it when it is undone.
 */

#include "config.h"

#include "exchange-test.h"
#include "tsu-import.h"

#define N_MANY 1200

typedef struct {
  TestLedger in;
  char *batch; /* of the latest import */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  test_ledger_set_up (&self->in, data);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  test_ledger_tear_down (&self->in, data);
  g_free (self->batch);
}

static TsuImportCounts
import (Fixture *self, const char *csv, TsuProgressFunc progress, GCancellable *cancellable)
{
  g_autoptr (TsuBook) book = test_read (csv, -1);
  g_autoptr (TsuImport) import =
    tsu_import_new (book, 0, tsu_schema_find_type ("actor"), "団体.csv");
  g_autoptr (GError) error = NULL;
  TsuImportCounts counts;

  tsu_import_run (import, self->in.ledger, &counts, progress, cancellable, cancellable, &error);
  g_assert_no_error (error);
  g_free (self->batch);
  self->batch = g_strdup (tsu_import_get_batch (import));
  return counts;
}

static GArray *
find_keys (Fixture *self, const char *name)
{
  return tsu_ledger_find_by_name (self->in.ledger, tsu_schema_find_type ("actor"), name, NULL);
}

static TsuRecord *
find_record (Fixture *self, const char *name)
{
  g_autoptr (GArray) keys = find_keys (self, name);
  g_autoptr (GPtrArray) records = NULL;

  g_assert_cmpuint (keys->len, ==, 1);
  records = tsu_ledger_get_many (self->in.ledger, tsu_schema_find_type ("actor"),
                                 &g_array_index (keys, gint64, 0), 1, NULL);
  return tsu_record_ref (g_ptr_array_index (records, 0));
}

/* @named: (nullable): what the record should belong to */
static void
assert_belongs (Fixture *self, const char *name, const char *named)
{
  g_autoptr (TsuRecord) record = find_record (self, name);
  g_autoptr (TsuRecord) other = named != NULL ? find_record (self, named) : NULL;

  g_test_message ("%s", name);
  g_assert_cmpstr (tsu_record_get_text (record, "joins_association"), ==,
                   other != NULL ? tsu_record_get_id (other) : NULL);
}

static const char list[] = "団体名,住所,joins_association\n"
                           "霧丘ハイツ管理組合,霧丘1,霧丘町会\n"
                           "霧丘テラス管理組合,霧丘2,霧丘町会\n"
                           "霧丘町会,霧丘3,\n"
                           "霧丘コート管理組合,霧丘4,霧丘町会\n"
                           "空丘ハイツ管理組合,空丘1,空丘町会\n"
                           "空丘町会,空丘2,\n"
                           "空丘町会,空丘3,\n"
                           "雲丘ハイツ管理組合,雲丘1,雲丘町会\n";

static void
test_further_down (Fixture *self, gconstpointer data)
{
  TsuImportCounts counts = import (self, list, NULL, NULL);

  g_assert_cmpuint (counts.created, ==, 8);
  g_assert_cmpuint (counts.updated, ==, 0);
  assert_belongs (self, "霧丘ハイツ管理組合", "霧丘町会");
  assert_belongs (self, "霧丘テラス管理組合", "霧丘町会");
  assert_belongs (self, "霧丘コート管理組合", "霧丘町会");
  {
    g_autoptr (TsuRecord) record = find_record (self, "霧丘ハイツ管理組合");

    /* A name that was found is no word any more that nobody knows. */
    g_assert_null (tsu_record_get (record, "extra"));
  }
  /* There are two of that name, and none of that one; the words are kept. */
  assert_belongs (self, "空丘ハイツ管理組合", NULL);
  assert_belongs (self, "雲丘ハイツ管理組合", NULL);
  {
    g_autoptr (TsuRecord) record = find_record (self, "雲丘ハイツ管理組合");
    const char *const *extra = tsu_record_get_list (record, "extra");

    g_assert_true (g_strv_contains (extra, "雲丘町会"));
  }
  counts = import (self, list, NULL, NULL);
  g_assert_cmpuint (counts.unchanged, ==, 8);
}

/* The records are there already, and only now a column says what they belong to. */
static void
test_known_records (Fixture *self, gconstpointer data)
{
  TsuImportCounts counts;

  import (self, "団体名,住所\n霧丘ハイツ管理組合,霧丘1\n", NULL, NULL);
  counts = import (self, list, NULL, NULL);
  g_assert_cmpuint (counts.created, ==, 7);
  assert_belongs (self, "霧丘ハイツ管理組合", "霧丘町会");
}

static void
test_undo (Fixture *self, gconstpointer data)
{
  TsuUndo undo = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) houses = NULL;
  g_autoptr (GArray) associations = NULL;

  import (self, list, NULL, NULL);
  g_assert_true (tsu_ledger_undo_batch (self->in.ledger, self->batch, &undo, NULL, &error));
  g_assert_no_error (error);
  tsu_undo_clear (&undo);
  houses = find_keys (self, "霧丘ハイツ管理組合");
  associations = find_keys (self, "霧丘町会");
  g_assert_cmpuint (houses->len, ==, 0);
  g_assert_cmpuint (associations->len, ==, 0);
}

static void
cancel_cb (guint64 done, guint64 total, gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
}

/* What was not read in any more is not looked for; the next import of the file finds it. */
static void
test_cancelled (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) csv = g_string_new ("団体名,住所,joins_association\n");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  TsuImportCounts counts;

  for (guint i = 0; i < N_MANY; i++)
    g_string_append_printf (csv, "霧丘ハイツ%u管理組合,霧丘%u,霧丘町会\n", i, i);
  g_string_append (csv, "霧丘町会,霧丘,\n");
  counts = import (self, csv->str, cancel_cb, cancellable);
  g_assert_true (counts.cancelled);
  assert_belongs (self, "霧丘ハイツ0管理組合", NULL);
  counts = import (self, csv->str, NULL, NULL);
  g_assert_cmpuint (counts.read, ==, N_MANY + 1);
  assert_belongs (self, "霧丘ハイツ0管理組合", "霧丘町会");
  assert_belongs (self, "霧丘ハイツ1199管理組合", "霧丘町会");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/exchange/references/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("further-down", test_further_down);
  ADD ("known-records", test_known_records);
  ADD ("undo", test_undo);
  ADD ("cancelled", test_cancelled);
#undef ADD
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The asynchronous seam: answers come in the caller's context, stores close with jobs in flight,
 * cancelling skips, and whoever else writes is noticed.
 */

#include "config.h"

#include "tsu-store.h"

#include <string.h>

#include "store-test.h"
#include "tsu-error.h"

#define DEADLINE_SECONDS 20

typedef struct {
  int answers;
  int errors;
  int changes;
  guint n_keys;
  gboolean many;
  gboolean late;
} Counts;

static gboolean
too_late_cb (gpointer data)
{
  ((Counts *) data)->late = TRUE;
  return G_SOURCE_REMOVE;
}

static void
wait_for (Counts *counts, const int *figure, int wanted)
{
  guint source = g_timeout_add_seconds (DEADLINE_SECONDS, too_late_cb, counts);

  while (*figure < wanted && !counts->late)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (counts->late);
  g_source_remove (source);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  Counts *counts = data;

  if (tsu_store_call_finish (TSU_STORE (source), result, &error) != NULL)
    counts->answers++;
  else
    counts->errors++;
}

/* For jobs whose result is memory. */
static void
freed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree gpointer answer = tsu_store_call_finish (TSU_STORE (source), result, &error);

  g_assert_no_error (error);
  ((Counts *) data)->answers += answer != NULL;
}

static void
changed_cb (TsuStore *store, GArray *keys, Counts *counts)
{
  counts->changes++;
  counts->n_keys += keys != NULL ? keys->len : 0;
  counts->many = counts->many || keys == NULL;
}

static GPtrArray *
make_edits (int n)
{
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_edit_free);

  for (int i = 0; i < n; i++) {
    TsuEdit *edit = tsu_edit_new_create (actor_type (), NULL);

    tsu_edit_set_text (edit, "name", "佐藤");
    g_ptr_array_add (edits, edit);
  }
  return edits;
}

static gpointer
count_job (TsuLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TsuListQuery) query = tsu_list_query_new (actor_type ());
  gint64 n = tsu_ledger_count (ledger, query, error);

  return n < 0 ? NULL : g_memdup2 (&n, sizeof n);
}

static gpointer
failing_job (TsuLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  g_set_error_literal (error, TSU_ERROR, TSU_ERROR_INVALID, "x");
  return NULL;
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *n = tsu_store_call_finish (TSU_STORE (source), result, &error);

  g_assert_no_error (error);
  *(int *) data = (int) *n;
}

static void
set_up (Desk *desk, gconstpointer data)
{
  desk_set_up (desk, data);
  g_clear_pointer (&desk->ledger, tsu_ledger_close);
}

static TsuStore *
open_store (Desk *desk)
{
  g_autoptr (GError) error = NULL;
  TsuStore *store = tsu_store_open (desk->path, &error);

  g_assert_no_error (error);
  return store;
}

static void
test_write_then_read (Desk *desk, gconstpointer data)
{
  TsuStore *store = open_store (desk);
  Counts counts = { 0 };
  int n = -1;

  g_signal_connect (store, "changed", G_CALLBACK (changed_cb), &counts);
  tsu_store_apply_async (store, make_edits (3), "Edit", NULL, answered_cb, &counts);
  wait_for (&counts, &counts.answers, 1);
  wait_for (&counts, &counts.changes, 1);
  g_assert_cmpuint (counts.n_keys, ==, 3);
  g_assert_false (counts.many);

  tsu_store_read_async (store, count_job, NULL, NULL, g_free, NULL, counted_cb, &n);
  wait_for (&counts, &n, 0);
  g_assert_cmpint (n, ==, 3);

  tsu_store_write_async (store, failing_job, NULL, NULL, NULL, NULL, answered_cb, &counts);
  wait_for (&counts, &counts.errors, 1);
  g_assert_cmpint (counts.changes, ==, 1);
  g_assert_finalize_object (store);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(TsuStore **) data = tsu_store_open_finish (result, NULL);
}

static void
test_open_async (Desk *desk, gconstpointer data)
{
  TsuStore *store = NULL;

  tsu_store_open_async (desk->path, NULL, opened_cb, &store);
  while (store == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (tsu_store_get_path (store), ==, desk->path);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (store);
}

/* The caller lets go of the store while its jobs are on the way; every one is answered. */
static void
test_closing_with_jobs_in_flight (Desk *desk, gconstpointer data)
{
  for (int round = 0; round < 200; round++) {
    TsuStore *store = open_store (desk);
    Counts counts = { 0 };

    g_object_add_weak_pointer (G_OBJECT (store), (gpointer *) &store);
    for (int i = 0; i < 3; i++)
      tsu_store_read_async (store, count_job, NULL, NULL, g_free, NULL, freed_cb, &counts);
    if (round % 10 == 0)
      tsu_store_apply_async (store, make_edits (1), "Edit", NULL, answered_cb, &counts);
    g_object_unref (store);
    wait_for (&counts, &counts.answers, round % 10 == 0 ? 4 : 3);
    while (store != NULL)
      g_main_context_iteration (NULL, TRUE);
  }
}

static gpointer
wait_job (TsuLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  g_async_queue_pop (data);
  return GINT_TO_POINTER (TRUE);
}

static void
test_cancel (Desk *desk, gconstpointer data)
{
  TsuStore *store = open_store (desk);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncQueue) gate = g_async_queue_new ();
  Counts counts = { 0 };
  int n = -1;

  tsu_store_write_async (store, wait_job, gate, NULL, NULL, NULL, answered_cb, &counts);
  tsu_store_apply_async (store, make_edits (1), "Edit", cancellable, answered_cb, &counts);
  g_cancellable_cancel (cancellable);
  g_async_queue_push (gate, gate);
  wait_for (&counts, &counts.errors, 1);
  g_assert_cmpint (counts.answers, ==, 1);
  tsu_store_read_async (store, count_job, NULL, NULL, g_free, NULL, counted_cb, &n);
  wait_for (&counts, &n, 0);
  g_assert_cmpint (n, ==, 0);
  g_assert_finalize_object (store);
}

static void
test_second_window_is_refused (Desk *desk, gconstpointer data)
{
  TsuStore *store = open_store (desk);
  g_autoptr (TsuLedger) command = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (tsu_store_open (desk->path, &error));
  g_assert_error (error, TSU_ERROR, TSU_ERROR_BUSY);
  g_clear_error (&error);
  /* A command beside the window is not. */
  command = tsu_ledger_open (desk->path, TSU_LEDGER_MUST_EXIST, &error);
  g_assert_no_error (error);
  g_assert_finalize_object (store);
}

static void
test_others_writes_are_noticed (Desk *desk, gconstpointer data)
{
  TsuStore *store = open_store (desk);
  g_autoptr (TsuLedger) command = tsu_ledger_open (desk->path, TSU_LEDGER_MUST_EXIST, NULL);
  Counts counts = { 0 };
  g_autofree char *id = NULL;

  g_signal_connect (store, "changed", G_CALLBACK (changed_cb), &counts);
  id = add_actor (command, "佐藤", "さとう");
  wait_for (&counts, &counts.changes, 1);
  g_assert_true (counts.many);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (store);
}

/* A window gets what can be read of a damaged ledger, and a sentence; not so for a file that was
 * never one. */
static void
test_damaged (Desk *desk, gconstpointer data)
{
  g_autofree char *wal = g_strconcat (desk->path, "-wal", NULL);
  g_autofree char *noise = desk_dup_path (desk, "noise.db");
  g_autofree char *bytes = NULL;
  g_autoptr (TsuStore) store = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  desk_reopen (desk);
  for (int i = 0; i < 300; i++)
    g_free (add_actor (desk->ledger, "佐藤", "さとう"));
  g_clear_pointer (&desk->ledger, tsu_ledger_close);
  g_assert_true (g_file_get_contents (desk->path, &bytes, &size, NULL));
  g_assert_cmpuint (size, >, 4096 * 48);
  memset (bytes + 4096 * 44, 0x55, 4096 * 4);
  g_assert_true (g_file_set_contents (desk->path, bytes, (gssize) size, NULL));
  g_assert_true (g_file_set_contents (wal, "x", 1, NULL));
  store = tsu_store_open (desk->path, &error);
  g_assert_no_error (error);
  g_assert_nonnull (tsu_store_get_told (store));
  g_assert_true (g_file_set_contents (noise, bytes + 100, 5000, NULL));
  g_assert_null (tsu_store_open (noise, &error));
  g_assert_error (error, TSU_ERROR, TSU_ERROR_CORRUPT);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/store/" path, Desk, NULL, set_up, function, desk_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("write-then-read", test_write_then_read);
  ADD ("open-async", test_open_async);
  ADD ("closing-with-jobs-in-flight", test_closing_with_jobs_in_flight);
  ADD ("cancel", test_cancel);
  ADD ("second-window-is-refused", test_second_window_is_refused);
  ADD ("others-writes-are-noticed", test_others_writes_are_noticed);
  ADD ("damaged", test_damaged);
  return g_test_run ();
}

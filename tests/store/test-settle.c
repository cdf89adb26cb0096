/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The search index is joined between the saves, in short steps: no save and no step writes much,
 * the parts stay few, and what is found is the same.
 */

#include "config.h"

#include "store-test.h"
#include "tsu-ledger-private.h"
#include "tsu-settle.h"
#include "tsu-store.h"

#include <string.h>

#define IMPORTED 4000
#define SAVES 300
#define DEADLINE_SECONDS 20

/* Rows of all tables together. One save writes some dozen; a join of everything, hundreds. */
#define MOST_ROWS_A_SAVE 60
#define MOST_ROWS_A_STEP 260
#define MOST_PARTS 16

static void
import_many (TsuLedger *ledger)
{
  const TsuApply how = { .label = "Import", .batch = "import" };

  g_assert_true (tsu_ledger_begin_bulk (ledger, NULL));
  for (int i = 0; i < IMPORTED; i += TSU_TRANSACTION_MAX) {
    g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_edit_free);

    for (int j = i; j < i + TSU_TRANSACTION_MAX; j++) {
      TsuEdit *edit = tsu_edit_new_create (actor_type (), NULL);
      g_autofree char *name = g_strdup_printf ("霧丘%dの会", j);

      tsu_edit_set_text (edit, "name", name);
      g_ptr_array_add (edits, edit);
    }
    g_assert_true (tsu_ledger_apply (ledger, edits, &how, NULL, NULL));
  }
  g_assert_true (tsu_ledger_end_bulk (ledger, TRUE, NULL));
}

static int
count_rows (TsuLedger *ledger)
{
  return sqlite3_total_changes (tsu_db_get_handle (ledger->db));
}

static gint64
count_parts (TsuLedger *ledger)
{
  gint64 n;

  g_assert_true (tsu_db_query_integer (ledger->db,
                                       "SELECT count (DISTINCT segid) FROM search_actor_idx", &n,
                                       NULL));
  return n;
}

static guint
count_found (TsuLedger *ledger, const char *words)
{
  g_autoptr (TsuListQuery) query = tsu_list_query_new (actor_type ());
  g_autoptr (GArray) keys = NULL;

  tsu_list_query_set_words (query, words);
  keys = tsu_ledger_list (ledger, query, NULL, NULL);
  return keys->len;
}

static void
settle (TsuLedger *ledger, gboolean all)
{
  gboolean more = TRUE;

  for (int n = 0; more; n++) {
    int before = count_rows (ledger);

    g_assert_true (tsu_ledger_settle (ledger, all && n == 0, &more, NULL));
    g_assert_cmpint (count_rows (ledger) - before, <=, MOST_ROWS_A_STEP);
  }
}

static void
test_saves_stay_short (Desk *desk, gconstpointer data)
{
  import_many (desk->ledger);
  settle (desk->ledger, TRUE);
  g_assert_cmpint (count_parts (desk->ledger), ==, 1);
  for (int i = 0; i < SAVES; i++) {
    g_autofree char *name = g_strdup_printf ("霞丘%d", i);
    g_autofree char *id = NULL;
    int before = count_rows (desk->ledger);

    id = add_actor (desk->ledger, name, NULL);
    g_assert_cmpint (count_rows (desk->ledger) - before, <=, MOST_ROWS_A_SAVE);
    settle (desk->ledger, FALSE);
    g_assert_cmpint (count_parts (desk->ledger), <=, MOST_PARTS);
  }
  g_assert_cmpuint (count_found (desk->ledger, "霧丘"), ==, IMPORTED);
  g_assert_cmpuint (count_found (desk->ledger, "霞丘"), ==, SAVES);
  g_assert_cmpuint (count_found (desk->ledger, "霧丘1234の"), ==, 1);
  assert_sound (desk->ledger);
}

/* A ledger whose tables an earlier version made, with its settings. */
static void
test_earlier_settings (Desk *desk, gconstpointer data)
{
  gint64 n;

  g_assert_true (
    tsu_db_exec (desk->ledger->db,
                 "INSERT INTO search_actor (search_actor, rank) VALUES ('crisismerge', 4);"
                 "DELETE FROM search_actor_config WHERE k = 'automerge';"
                 "DELETE FROM meta WHERE key = 'search-settings'",
                 NULL));
  desk_reopen (desk);
  g_assert_true (tsu_db_query_integer (desk->ledger->db,
                                       "SELECT v FROM search_actor_config WHERE k = 'automerge'",
                                       &n, NULL));
  g_assert_cmpint (n, ==, 0);
  g_assert_true (tsu_db_query_integer (desk->ledger->db,
                                       "SELECT v FROM search_actor_config WHERE k = 'crisismerge'",
                                       &n, NULL));
  g_assert_cmpint (n, ==, 16);
}

/* --- by itself --- */

static gpointer
count_parts_job (TsuLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER ((int) count_parts (ledger) + 1);
}

static gpointer
save_job (TsuLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  return add_actor (ledger, "霞丘", NULL);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer answer)
{
  *(gpointer *) answer = tsu_store_call_finish (TSU_STORE (source), result, NULL);
  g_assert_nonnull (*(gpointer *) answer);
}

static int
ask_parts (TsuStore *store)
{
  gpointer answer = NULL;

  tsu_store_read_async (store, count_parts_job, NULL, NULL, NULL, NULL, answered_cb, &answer);
  while (answer == NULL)
    g_main_context_iteration (NULL, TRUE);
  return GPOINTER_TO_INT (answer) - 1;
}

/* Whoever has a store has to do nothing for it. */
static void
test_store_settles (Desk *desk, gconstpointer data)
{
  g_autoptr (TsuStore) store = NULL;
  gint64 deadline = g_get_monotonic_time () + DEADLINE_SECONDS * G_TIME_SPAN_SECOND;

  g_clear_pointer (&desk->ledger, tsu_ledger_close);
  store = tsu_store_open (desk->path, NULL);
  for (int i = 0; i < 12; i++) {
    gpointer id = NULL;

    tsu_store_write_async (store, save_job, NULL, NULL, g_free, NULL, answered_cb, &id);
    while (id == NULL)
      g_main_context_iteration (NULL, TRUE);
    g_free (id);
  }
  while (ask_parts (store) > 3)
    g_assert_cmpint (g_get_monotonic_time (), <, deadline);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/settle/" name, Desk, NULL, desk_set_up, function, desk_tear_down)
  ADD ("saves-stay-short", test_saves_stay_short);
  ADD ("earlier-settings", test_earlier_settings);
  ADD ("store-settles", test_store_settles);
#undef ADD
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list: whatever is changed, in whatever order, it equals one that was read anew; and what it
 * tells of its changes is true, because a list view believes it.
 */

#include "config.h"

#include "app-test.h"

#include "tsu-list-diff.h"
#include "tsu-list-model.h"

#include <gtk/gtk.h>

static void
count_asked_cb (gpointer data)
{
  (*(int *) data)++;
}

static gboolean
is_positive (gpointer data)
{
  return *(int *) data > 0;
}

static void
ask (TsuListModel *model, TsuListQuery *query)
{
  int asked = 0;
  gulong id = g_signal_connect_swapped (model, "asked", G_CALLBACK (count_asked_cb), &asked);

  tsu_list_model_take_query (model, query, TRUE);
  app_test_spin_until (is_positive, &asked);
  g_signal_handler_disconnect (model, id);
}

static TsuListQuery *
all_actors (void)
{
  TsuListQuery *query = tsu_list_query_new (tsu_schema_find_type ("actor"));

  tsu_list_query_set_order (query, TSU_ORDER_READING, NULL, FALSE);
  return query;
}

static gint64
key_at (TsuListModel *model, guint position)
{
  g_autoptr (TsuItem) item = g_list_model_get_item (G_LIST_MODEL (model), position);

  return tsu_item_get_key (item);
}

/* A list view's idea of the model, kept from its signals alone. */
static void
mirror_cb (GListModel *model, guint position, guint removed, guint added, gpointer data)
{
  GArray *mirror = data;

  if (removed > 0)
    g_array_remove_range (mirror, position, removed);
  for (guint i = 0; i < added; i++) {
    gint64 key = key_at (TSU_LIST_MODEL (model), position + i);

    g_array_insert_val (mirror, position + i, key);
  }
}

static void
assert_equals_fresh (AppTest *test, TsuListModel *model, GArray *mirror)
{
  g_autoptr (TsuListModel) fresh = tsu_list_model_new (test->desk);

  ask (fresh, all_actors ());
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==,
                    g_list_model_get_n_items (G_LIST_MODEL (fresh)));
  g_assert_cmpuint (mirror->len, ==, g_list_model_get_n_items (G_LIST_MODEL (fresh)));
  for (guint i = 0; i < mirror->len; i++) {
    g_assert_cmpint (key_at (model, i), ==, key_at (fresh, i));
    g_assert_cmpint (g_array_index (mirror, gint64, i), ==, key_at (fresh, i));
  }
  for (int row = 0; row < TSU_N_SORT_ROWS; row++)
    g_assert_cmpuint (tsu_list_model_get_row_start (model, row), ==,
                      tsu_list_model_get_row_start (fresh, row));
}

static const char *const readings[] = { "あおき", "いしだ",   "うえの",   "かとう", "きのした",
                                        "さくま", "たなか",   "なかむら", "はやし", "まえだ",
                                        "やまだ", "わたなべ", "ABC" };

static void
change_something (AppTest *test, GRand *rand, GPtrArray *ids)
{
  const TsuType *type = tsu_schema_find_type ("actor");
  const char *reading = readings[g_rand_int_range (rand, 0, G_N_ELEMENTS (readings))];
  int what = ids->len < 4 ? 0 : g_rand_int_range (rand, 0, 4);
  const char *id;
  TsuEdit *edit;

  if (what == 0) {
    g_ptr_array_add (ids, app_test_add (test, "actor", "name", reading, "reading", reading, NULL));
    return;
  }
  id = ids->pdata[g_rand_int_range (rand, 0, (int) ids->len)];
  if (what == 1)
    edit = tsu_edit_new_delete (type, id);
  else if (what == 2)
    edit = tsu_edit_new_restore (type, id);
  else
    edit = tsu_edit_new_change (type, id);
  if (what == 3)
    tsu_edit_set_text (edit, "reading", reading);
  app_test_apply (test, edit);
}

static void
test_random_changes (void)
{
  AppTest test;
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261122);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) mirror = g_array_new (FALSE, FALSE, sizeof (gint64));
  TsuListModel *model;

  app_test_open (&test);
  model = tsu_list_model_new (test.desk);
  g_signal_connect (model, "items-changed", G_CALLBACK (mirror_cb), mirror);
  ask (model, all_actors ());
  for (int i = 0; i < 60; i++) {
    change_something (&test, rand, ids);
    assert_equals_fresh (&test, model, mirror);
  }
  app_test_settle (&test);
  g_assert_finalize_object (model);
  app_test_close (&test);
}

/* More new rows than it pays to look through: they are told in two steps. */
static void
test_many_rows (void)
{
  AppTest test;
  g_autoptr (GArray) mirror = g_array_new (FALSE, FALSE, sizeof (gint64));
  TsuListModel *model;
  TsuListQuery *query;

  app_test_open (&test);
  app_test_add_many (&test, "actor", 1200, "かな", "漢字");
  model = tsu_list_model_new (test.desk);
  g_signal_connect (model, "items-changed", G_CALLBACK (mirror_cb), mirror);
  for (int i = 0; i < 4; i++) {
    query = all_actors ();
    tsu_list_query_set_words (query, i % 2 ? "かな" : "漢字");
    ask (model, query);
    g_assert_cmpuint (mirror->len, ==, 600);
  }
  ask (model, all_actors ());
  assert_equals_fresh (&test, model, mirror);
  g_assert_cmpuint (mirror->len, ==, 1200);
  app_test_settle (&test);
  g_assert_finalize_object (model);
  app_test_close (&test);
}

static void
test_selection_survives (void)
{
  AppTest test;
  g_autofree char *a = NULL, *b = NULL, *c = NULL;
  TsuListModel *model;
  gint64 chosen;
  TsuEdit *edit;

  app_test_open (&test);
  a = app_test_add (&test, "actor", "name", "い", "reading", "い", NULL);
  b = app_test_add (&test, "actor", "name", "う", "reading", "う", NULL);
  model = tsu_list_model_new (test.desk);
  ask (model, all_actors ());
  g_assert_true (gtk_selection_model_select_item (GTK_SELECTION_MODEL (model), 1, TRUE));
  chosen = tsu_list_model_get_selected (model);

  c = app_test_add (&test, "actor", "name", "あ", "reading", "あ", NULL);
  g_assert_cmpint (tsu_list_model_get_selected (model), ==, chosen);
  g_assert_cmpuint (tsu_list_model_get_selected_position (model), ==, 2);
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (model), 2));
  g_assert_false (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (model), 1));

  edit = tsu_edit_new_change (tsu_schema_find_type ("actor"), b);
  tsu_edit_set_text (edit, "reading", "ああ");
  app_test_apply (&test, edit);
  g_assert_cmpuint (tsu_list_model_get_selected_position (model), ==, 1);
  g_assert_cmpint (key_at (model, 1), ==, chosen);
  g_assert_finalize_object (model);
  app_test_close (&test);
}

/* While somebody holds an item, the same one comes back; when nobody does, it is forgotten. */
static void
test_items_are_weak (void)
{
  AppTest test;
  g_autofree char *id = NULL;
  TsuListModel *model;
  TsuItem *item, *again;

  app_test_open (&test);
  id = app_test_add (&test, "actor", "name", "高橋 花", "reading", "たかはし はな", NULL);
  model = tsu_list_model_new (test.desk);
  ask (model, all_actors ());
  item = g_list_model_get_item (G_LIST_MODEL (model), 0);
  again = g_list_model_get_item (G_LIST_MODEL (model), 0);
  g_assert_true (item == again);
  g_object_unref (again);
  app_test_settle (&test);
  g_assert_nonnull (tsu_item_get_summary (item));
  g_assert_cmpstr (tsu_item_get_summary (item)->title, ==, "高橋 花");
  g_assert_cmpstr (tsu_item_get_summary (item)->reading, ==, "たかはし はな");
  g_assert_finalize_object (item);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (model), 1));
  g_assert_finalize_object (model);
  app_test_close (&test);
}

/* A card does not say what its column says, but who helps. */
static void
test_cards (void)
{
  AppTest test;
  g_autofree char *wants = NULL, *helps = NULL, *need = NULL, *match = NULL;
  TsuListModel *model;
  TsuListQuery *query;
  TsuItem *item;

  app_test_open (&test);
  wants = app_test_add (&test, "actor", "name", "石田", NULL);
  helps = app_test_add (&test, "actor", "name", "高橋", NULL);
  need = app_test_add (&test, "need", "name", "机", "actor", wants, "status", "proposed", NULL);
  match = app_test_add (&test, "match", "need", need, "actor", helps, "status", "proposed", NULL);
  model = tsu_list_model_new (test.desk);
  tsu_list_model_set_cards (model);
  query = tsu_list_query_new (tsu_schema_find_type ("need"));
  ask (model, query);
  item = g_list_model_get_item (G_LIST_MODEL (model), 0);
  app_test_settle (&test);
  g_assert_cmpstr (tsu_item_get_summary (item)->details, ==, "石田 → 高橋");
  g_assert_null (tsu_item_get_summary (item)->state_icon);
  g_object_unref (item);
  g_assert_finalize_object (model);
  app_test_close (&test);
}

static void
test_stale_answers (void)
{
  AppTest test;
  g_autofree char *a = NULL, *b = NULL;
  TsuListModel *model;
  TsuListQuery *query;

  app_test_open (&test);
  a = app_test_add (&test, "actor", "name", "高橋", "reading", "たかはし", NULL);
  b = app_test_add (&test, "actor", "name", "石田", "reading", "いしだ", NULL);
  model = tsu_list_model_new (test.desk);
  for (int i = 0; i < 20; i++) {
    query = all_actors ();
    tsu_list_query_set_words (query, i % 2 ? "石田" : "高橋");
    tsu_list_model_take_query (model, query, TRUE);
  }
  ask (model, all_actors ());
  app_test_settle (&test);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 2);
  g_assert_finalize_object (model);
  app_test_close (&test);
}

static void
test_diff (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (int round = 0; round < 2000; round++) {
    g_autoptr (GArray) old = g_array_new (FALSE, FALSE, sizeof (gint64));
    g_autoptr (GArray) now = g_array_new (FALSE, FALSE, sizeof (gint64));
    guint position, removed, added;

    for (gint64 key = 1; key <= 12; key++) {
      if (g_rand_boolean (rand))
        g_array_append_val (old, key);
      if (g_rand_int_range (rand, 0, 8) > 0 && old->len > 0 &&
          g_array_index (old, gint64, old->len - 1) == key)
        g_array_append_val (now, key);
      else if (g_rand_int_range (rand, 0, 8) == 0)
        g_array_append_val (now, key);
    }
    tsu_list_diff (old, now, &position, &removed, &added);
    g_assert_cmpuint (position + removed, <=, old->len);
    g_assert_cmpuint (old->len - removed + added, ==, now->len);
    if (removed > 0)
      g_array_remove_range (old, position, removed);
    if (added > 0)
      g_array_insert_vals (old, position, &g_array_index (now, gint64, position), added);
    g_assert_cmpmem (old->data, old->len * sizeof (gint64), now->data, now->len * sizeof (gint64));
  }
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/list/diff", test_diff);
  g_test_add_func ("/app/list/random-changes", test_random_changes);
  g_test_add_func ("/app/list/many-rows", test_many_rows);
  g_test_add_func ("/app/list/selection-survives", test_selection_survives);
  g_test_add_func ("/app/list/items-are-weak", test_items_are_weak);
  g_test_add_func ("/app/list/cards", test_cards);
  g_test_add_func ("/app/list/stale-answers", test_stale_answers);
  return g_test_run ();
}

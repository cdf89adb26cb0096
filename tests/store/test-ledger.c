/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The ledger as people use it: save, list, find, look back.
 */

#include "config.h"

#include "store-test.h"
#include "tsu-error.h"

#include <string.h>

static void
test_save_and_get (Desk *desk, gconstpointer data)
{
  static const char *const themes[] = { "welfare", "children", "welfare", NULL };
  static const char *const sorted[] = { "children", "welfare", NULL };
  static const char *const pairs[] = { "FAX", "044-1", "備考", "x", NULL };
  TsuEdit *edit = tsu_edit_new_create (actor_type (), NULL);
  g_autofree char *id = g_strdup (tsu_edit_get_id (edit));
  g_autoptr (GError) error = NULL;
  g_autoptr (TsuRecord) record = NULL;

  tsu_edit_set_text (edit, "name", "たかつ子育ての会");
  tsu_edit_set_text (edit, "kind", "civic-group");
  tsu_edit_set_list (edit, "themes", themes);
  tsu_edit_set_list (edit, "extra", pairs);
  tsu_edit_set_integer (edit, "latitude", 355990000);
  apply_one (desk->ledger, edit, NULL);

  desk_reopen (desk);
  record = tsu_ledger_get (desk->ledger, id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tsu_record_get_text (record, "name"), ==, "たかつ子育ての会");
  g_assert_cmpstr (tsu_record_get_kind (record), ==, "civic-group");
  g_assert_cmpint (tsu_record_get_integer (record, "latitude"), ==, 355990000);
  g_assert_true (g_strv_equal (tsu_record_get_list (record, "themes"), sorted));
  g_assert_true (g_strv_equal (tsu_record_get_list (record, "extra"), pairs));
  g_assert_cmpint (tsu_ledger_find_key (desk->ledger, id), ==, tsu_record_get_key (record));
  assert_sound (desk->ledger);
}

static void
test_unchanged_edit_makes_no_change (Desk *desk, gconstpointer data)
{
  g_autofree char *id = add_actor (desk->ledger, "佐藤", "さとう");
  g_autoptr (GPtrArray) history = NULL;

  change_text (desk->ledger, id, "name", "佐藤");
  history = tsu_ledger_history (desk->ledger, id, NULL);
  g_assert_cmpuint (history->len, ==, 1);
}

static void
assert_listed (TsuLedger *ledger, const TsuListQuery *query, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) keys = tsu_ledger_list (ledger, query, NULL, &error);
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GString) names = g_string_new (NULL);

  g_assert_no_error (error);
  records = tsu_ledger_get_many (ledger, tsu_list_query_get_type_of (query),
                                 (gint64 *) (void *) keys->data, keys->len, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < records->len; i++)
    g_string_append (names, tsu_record_get_text (records->pdata[i], "name"));
  g_assert_cmpstr (names->str, ==, expected);
}

static void
add_lettered (TsuLedger *ledger, const char *name, const char *reading, const char *district)
{
  TsuEdit *edit = tsu_edit_new_create (actor_type (), NULL);
  const char *tags[] = { "tag", name, NULL };

  tsu_edit_set_text (edit, "name", name);
  tsu_edit_set_text (edit, "reading", reading);
  tsu_edit_set_text (edit, "address", district);
  tsu_edit_set_list (edit, "tags", tags);
  apply_one (ledger, edit, NULL);
}

static void
test_order_and_filters (Desk *desk, gconstpointer data)
{
  g_autoptr (TsuListQuery) query = tsu_list_query_new (actor_type ());
  g_autoptr (TsuListQuery) copy = NULL;

  add_lettered (desk->ledger, "C", "う", "2");
  add_lettered (desk->ledger, "A", "あ", "3");
  add_lettered (desk->ledger, "D", "え", NULL);
  add_lettered (desk->ledger, "B", "い", "1");

  assert_listed (desk->ledger, query, "ABCD");
  tsu_list_query_set_order (query, TSU_ORDER_READING, NULL, TRUE);
  assert_listed (desk->ledger, query, "DCBA");
  tsu_list_query_set_order (query, TSU_ORDER_RECENT, NULL, FALSE);
  assert_listed (desk->ledger, query, "BDAC");
  tsu_list_query_set_order (query, TSU_ORDER_FIELD, "address", FALSE);
  assert_listed (desk->ledger, query, "BCAD");
  tsu_list_query_set_order (query, TSU_ORDER_FIELD, "address", TRUE);
  assert_listed (desk->ledger, query, "ACBD");
  tsu_list_query_set_limit (query, 2);
  assert_listed (desk->ledger, query, "AC");
  tsu_list_query_set_limit (query, 0);

  tsu_list_query_add_filter (query, "address", TSU_FILTER_FROM, tsu_value_new_text ("2"));
  assert_listed (desk->ledger, query, "AC");
  tsu_list_query_add_filter (query, "address", TSU_FILTER_BEFORE, tsu_value_new_text ("3"));
  copy = tsu_list_query_copy (query);
  tsu_list_query_add_filter (query, "address", TSU_FILTER_EMPTY, NULL);
  assert_listed (desk->ledger, query, "");
  assert_listed (desk->ledger, copy, "C");
  g_assert_cmpint (tsu_ledger_count (desk->ledger, copy, NULL), ==, 1);
}

static void
test_set_filters (Desk *desk, gconstpointer data)
{
  static const struct {
    TsuFilterOp op;
    const char *item;
    const char *expected;
  } rows[] = {
    { TSU_FILTER_IS, "A", "A" },          { TSU_FILTER_IS, "tag", "A,o'x\"" },
    { TSU_FILTER_IS, ",", "," },          { TSU_FILTER_IS, "o'x\"", "o'x\"" },
    { TSU_FILTER_IS_NOT, ",", "Ao'x\"" }, { TSU_FILTER_FILLED, NULL, "A,o'x\"" },
  };

  add_lettered (desk->ledger, "A", "あ", NULL);
  add_lettered (desk->ledger, ",", "い", NULL);
  add_lettered (desk->ledger, "o'x\"", "う", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (TsuListQuery) query = tsu_list_query_new (actor_type ());

    tsu_list_query_add_filter (query, "tags", rows[i].op, tsu_value_new_text (rows[i].item));
    assert_listed (desk->ledger, query, rows[i].expected);
  }
}

static void
test_words (Desk *desk, gconstpointer data)
{
  g_autofree char *id = add_actor (desk->ledger, "高津区子育て支援の会", "たかつく");
  g_autofree char *other = add_actor (desk->ledger, "溝口商店街", "みぞのくち");
  g_autoptr (TsuListQuery) query = tsu_list_query_new (actor_type ());
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (GError) error = NULL;

  tsu_list_query_set_words (query, "高津");
  assert_listed (desk->ledger, query, "高津区子育て支援の会");
  tsu_list_query_set_order (query, TSU_ORDER_RANK, NULL, FALSE);
  assert_listed (desk->ledger, query, "高津区子育て支援の会");

  hits = tsu_ledger_search (desk->ledger, "商店", 10, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hits->len, ==, 1);
  g_assert_cmpstr (((TsuHit *) hits->pdata[0])->id, ==, other);
  g_assert_nonnull (strstr (((TsuHit *) hits->pdata[0])->snippet, "<b>"));

  /* The words go with the value. */
  change_text (desk->ledger, id, "name", "宮前の会");
  tsu_list_query_set_words (query, "子育て");
  assert_listed (desk->ledger, query, "");
  tsu_list_query_set_words (query, "宮前");
  assert_listed (desk->ledger, query, "宮前の会");
}

static void
test_delete_and_restore (Desk *desk, gconstpointer data)
{
  g_autofree char *id = add_actor (desk->ledger, "佐藤", "さとう");
  g_autoptr (TsuListQuery) query = tsu_list_query_new (actor_type ());

  apply_one (desk->ledger, tsu_edit_new_delete (actor_type (), id), NULL);
  assert_deleted (desk->ledger, id, TRUE);
  g_assert_cmpint (count_actors (desk->ledger), ==, 0);
  tsu_list_query_set_deleted (query, TRUE);
  assert_listed (desk->ledger, query, "佐藤");
  tsu_list_query_set_words (query, "佐");
  assert_listed (desk->ledger, query, "佐藤");

  apply_one (desk->ledger, tsu_edit_new_restore (actor_type (), id), NULL);
  assert_deleted (desk->ledger, id, FALSE);
  apply_one (desk->ledger, tsu_edit_new_delete (actor_type (), id), NULL);
  change_text (desk->ledger, id, "phone", "044-1");
  assert_deleted (desk->ledger, id, FALSE);
  assert_sound (desk->ledger);
}

static void
test_all_or_nothing (Desk *desk, gconstpointer data)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_edit_free);
  g_autoptr (GError) error = NULL;
  TsuApply how = { .label = "Edit" };
  TsuEdit *edit = tsu_edit_new_create (actor_type (), NULL);

  tsu_edit_set_text (edit, "name", "佐藤");
  g_ptr_array_add (edits, edit);
  g_ptr_array_add (edits,
                   tsu_edit_new_delete (actor_type (), "01890000-0000-7000-8000-000000000001"));
  g_assert_false (tsu_ledger_apply (desk->ledger, edits, &how, NULL, &error));
  g_assert_error (error, TSU_ERROR, TSU_ERROR_NOT_FOUND);
  g_assert_cmpint (count_actors (desk->ledger), ==, 0);
  g_assert_false (tsu_ledger_can_undo (desk->ledger, NULL));

  /* The author that was interned in vain is interned again. */
  g_clear_error (&error);
  g_ptr_array_set_size (edits, 1);
  tsu_ledger_apply (desk->ledger, edits, &how, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_actors (desk->ledger), ==, 1);
  assert_sound (desk->ledger);
}

static void
test_values_have_one_form (Desk *desk, gconstpointer data)
{
  /* か + combining dakuten is が. */
  g_autofree char *id = add_actor (desk->ledger, "か\u3099くえん", NULL);

  assert_text (desk->ledger, id, "name", "がくえん");
}

static void
test_settings (Desk *desk, gconstpointer data)
{
  g_autofree char *value = NULL;

  g_assert_true (tsu_ledger_set_setting (desk->ledger, "ward", "takatsu", NULL));
  desk_reopen (desk);
  value = tsu_ledger_get_setting (desk->ledger, "ward");
  g_assert_cmpstr (value, ==, "takatsu");
  g_assert_true (tsu_ledger_set_setting (desk->ledger, "ward", NULL, NULL));
  g_assert_null (tsu_ledger_get_setting (desk->ledger, "ward"));
}

static void
test_referring (Desk *desk, gconstpointer data)
{
  const TsuType *tie = tsu_schema_find_type ("tie");
  g_autofree char *id = add_actor (desk->ledger, "佐藤", "さとう");
  TsuEdit *edit = tsu_edit_new_create (tie, NULL);
  g_autoptr (GPtrArray) ties = NULL;
  g_autoptr (GArray) same = NULL;

  tsu_edit_set_text (edit, tie->fields[0].name, id);
  apply_one (desk->ledger, edit, NULL);
  ties = tsu_ledger_referring (desk->ledger, tie, tie->fields[0].name, id, NULL);
  g_assert_cmpuint (ties->len, ==, 1);
  same = tsu_ledger_find_by_name (desk->ledger, actor_type (), "佐藤", NULL);
  g_assert_cmpuint (same->len, ==, 1);
}

/* Between asking for keys and for records another thread may have taken one away. */
static void
test_what_is_gone_is_left_out (Desk *desk, gconstpointer data)
{
  g_autofree char *first = add_actor (desk->ledger, "佐藤", "さとう");
  g_autofree char *last = add_actor (desk->ledger, "鈴木", "すずき");
  gint64 keys[] = { tsu_ledger_find_key (desk->ledger, first), 999999,
                    tsu_ledger_find_key (desk->ledger, last) };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records =
    tsu_ledger_get_many (desk->ledger, actor_type (), keys, G_N_ELEMENTS (keys), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 2);
  g_assert_cmpstr (tsu_record_get_id (g_ptr_array_index (records, 0)), ==, first);
  g_assert_cmpstr (tsu_record_get_id (g_ptr_array_index (records, 1)), ==, last);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/ledger/" path, Desk, NULL, desk_set_up, function, desk_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("save-and-get", test_save_and_get);
  ADD ("unchanged-edit-makes-no-change", test_unchanged_edit_makes_no_change);
  ADD ("order-and-filters", test_order_and_filters);
  ADD ("set-filters", test_set_filters);
  ADD ("words", test_words);
  ADD ("delete-and-restore", test_delete_and_restore);
  ADD ("all-or-nothing", test_all_or_nothing);
  ADD ("values-have-one-form", test_values_have_one_form);
  ADD ("settings", test_settings);
  ADD ("referring", test_referring);
  ADD ("what-is-gone-is-left-out", test_what_is_gone_is_left_out);
  return g_test_run ();
}

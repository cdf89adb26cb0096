/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What others changed since somebody was last here.
 */

#include "config.h"

#include "store-test.h"

#include "tsu-news.h"

static void
set_user (TsuLedger *ledger, const char *user)
{
  g_autoptr (GError) error = NULL;

  tsu_ledger_set_setting (ledger, "user", user, &error);
  g_assert_no_error (error);
}

static GPtrArray *
list_news (TsuLedger *ledger, gint64 mark, int limit)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *news = tsu_ledger_list_news (ledger, mark, limit, &error);

  g_assert_no_error (error);
  return news;
}

static void
assert_news (
  const TsuNews *news, const char *id, const char *user, gboolean is_new, gboolean is_deleted)
{
  g_assert_cmpstr (news->id, ==, id);
  g_assert_cmpstr (news->user, ==, user);
  g_assert_cmpint (news->is_new, ==, is_new);
  g_assert_cmpint (news->is_deleted, ==, is_deleted);
  g_assert_true (news->type == actor_type ());
}

static void
test_since_a_mark (Desk *desk, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *known = NULL;
  g_autofree char *gone = NULL;
  g_autofree char *fresh = NULL;
  g_autoptr (GPtrArray) news = NULL;
  g_autoptr (GPtrArray) first = NULL;
  gint64 mark;

  g_assert_cmpint (tsu_ledger_get_mark (desk->ledger, &error), ==, 0);
  set_user (desk->ledger, "霧垣");
  known = add_actor (desk->ledger, "大野 一葉", NULL);
  gone = add_actor (desk->ledger, "新島 朋", NULL);
  mark = tsu_ledger_get_mark (desk->ledger, &error);
  g_assert_no_error (error);

  /* One's own changes are no news, whatever they are. */
  set_user (desk->ledger, "虹沢");
  change_text (desk->ledger, known, "phone", "044-000-0001");
  change_text (desk->ledger, known, "phone", "044-000-0002");
  apply_one (desk->ledger, tsu_edit_new_delete (actor_type (), gone), NULL);
  fresh = add_actor (desk->ledger, "髙津 みどり", NULL);
  news = list_news (desk->ledger, mark, 10);
  g_assert_cmpuint (news->len, ==, 0);
  g_clear_pointer (&news, g_ptr_array_unref);

  /* A colleague sees each record once, the latest first. */
  set_user (desk->ledger, "霧垣");
  news = list_news (desk->ledger, mark, 10);
  g_assert_cmpuint (news->len, ==, 3);
  assert_news (news->pdata[0], fresh, "虹沢", TRUE, FALSE);
  assert_news (news->pdata[1], gone, "虹沢", FALSE, TRUE);
  assert_news (news->pdata[2], known, "虹沢", FALSE, FALSE);
  first = list_news (desk->ledger, mark, 1);
  g_assert_cmpuint (first->len, ==, 1);

  mark = tsu_ledger_get_mark (desk->ledger, &error);
  g_clear_pointer (&news, g_ptr_array_unref);
  news = list_news (desk->ledger, mark, 10);
  g_assert_cmpuint (news->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/news/since-a-mark", Desk, NULL, desk_set_up, test_since_a_mark,
              desk_tear_down);
  return g_test_run ();
}

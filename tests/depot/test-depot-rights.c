/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who gets what: fields by their class, wards by their grants, records of other wards by how they
 * are shared. On SQLite, or with TSU_TEST_POSTGRES on PostgreSQL.
 */

#include "config.h"

#include "depot-test.h"

static void
test_rights (DepotTest *test, gconstpointer data)
{
  static const char person[] = "{\"name\":\"canary name\",\"kind\":\"person\",\"tags\":"
                               "{\"add\":[\"x\"]},\"phone\":\"canary phone\"}";
  g_auto (Desk) lead = { { 0 } };
  g_auto (Desk) viewer = { { 0 } };
  g_auto (Desk) stranger = { { 0 } };
  g_auto (Desk) nobody = { { 0 } };
  g_autoptr (TsuPage) page = NULL;
  const TsuChange *change;

  desk_init (&lead, "lead", 3, TSU_ROLE_WARD_LEAD);
  desk_init (&viewer, "viewer", 3, TSU_ROLE_VIEWER);
  desk_init (&stranger, "stranger", 4, TSU_ROLE_WARD_LEAD);
  desk_init (&nobody, "nobody", 3, TSU_ROLE_VIEWER);
  nobody.who.n_grants = 0;
  assert_says (&lead, test->depot, "oo",
               depot_test_txn (1,
                               depot_test_change (1, 1001, "actor", person,
                                                  "{\"name\":[],\"kind\":[],\"phone\":[]}"),
                               depot_test_change (2, 1002, "actor", DEPOT_TEST_ACTOR, "[]"), NULL),
               depot_test_edit_actor (2, 3, 1001, "{\"phone\":\"canary again\"}", 1));

  page = desk_pull (&viewer, test->depot, 0);
  g_assert_cmpint (page->next, ==, 3);
  g_assert_cmpuint (page->txns->len, ==, 1);
  change = page_find (page, 1);
  g_assert_true (change->cut);
  g_assert_cmpstr (change->fields, ==, "{\"kind\":\"person\",\"tags\":{\"add\":[\"x\"]}}");
  g_assert_cmpstr (change->seen, ==, "{\"kind\":[]}");
  g_assert_false (page_find (page, 2)->cut);
  g_assert_null (page_find (page, 3));
  g_clear_pointer (&page, tsu_page_free);

  page = desk_pull (&lead, test->depot, 0);
  g_assert_cmpstr (page_find (page, 1)->fields, ==, person);
  g_assert_false (page_find (page, 1)->cut);
  g_clear_pointer (&page, tsu_page_free);

  page = desk_pull (&stranger, test->depot, 0);
  g_assert_cmpuint (page->txns->len, ==, 0);
  g_clear_pointer (&page, tsu_page_free);
  page = desk_pull (&nobody, test->depot, 0);
  g_assert_cmpuint (page->txns->len, ==, 0);
}

static char *
pull_lines (Desk *desk, TsuDepot *depot, const char *scope, gint64 *next)
{
  g_auto (TsuPull) pull = { &desk->who, NULL, 1, scope, 100 };
  g_autoptr (GString) words = g_string_new (NULL);

  g_assert_true (tsu_depot_pull (depot, &pull, DEPOT_TEST_NOW, NULL));
  *next = pull.page->next;
  for (guint i = 0; i < pull.page->lines->len; i++) {
    const TsuScopeLine *line = g_ptr_array_index (pull.page->lines, i);

    g_string_append_printf (words, "%c%d.%d ", "+-io"[line->kind], line -> ward, line -> level);
  }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static void
test_scope (DepotTest *test, gconstpointer data)
{
  static const struct {
    const char *former;
    TsuRole role;
    const char *lines;
    gint64 next;
  } rows[] = {
    { NULL, TSU_ROLE_STAFF, "+3.1 ", 0 },
    { "3.1-s0", TSU_ROLE_STAFF, "", 1 },
    { "3.1", TSU_ROLE_STAFF, "", 1 },
    { "3.0-s0", TSU_ROLE_STAFF, "+3.1 ", 0 },
    { "3.2-s0", TSU_ROLE_STAFF, "-3.-1 +3.1 ", 0 },
    { "3.1-5.2-s0", TSU_ROLE_STAFF, "-5.-1 +5.0 ", 0 },
    { "3.1-5.2-s0", TSU_ROLE_CITY_READER, "-3.-1 +3.0 -5.-1 +5.0 ", 0 },
    { "3.1-s0", TSU_ROLE_ADMINISTRATOR, "-3.-1 ", 1 },
    { "%%%-9999999999.3--s", TSU_ROLE_STAFF, "+3.1 ", 0 },
  };
  g_auto (Desk) lead = { { 0 } };

  desk_init (&lead, "lead", 3, TSU_ROLE_WARD_LEAD);
  assert_says (&lead, test->depot, "o", depot_test_new_actor (1, 1));
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_auto (Desk) desk = { { 0 } };
    g_autofree char *lines = NULL;
    gint64 next;

    desk_init (&desk, "desk", 3, rows[i].role);
    lines = pull_lines (&desk, test->depot, rows[i].former, &next);
    g_assert_cmpstr (lines, ==, rows[i].lines);
    g_assert_cmpint (next, ==, rows[i].next);
  }
}

/* A record of another ward: in when it is shared, with all it had; out when it is not. */
static void
test_sharing (DepotTest *test, gconstpointer data)
{
  g_auto (Desk) lead = { { 0 } };
  g_auto (Desk) other = { { 0 } };
  g_autoptr (TsuPage) page = NULL;
  g_autofree char *record = depot_test_id (1001);
  const TsuScopeLine *line;

  desk_init (&lead, "lead", 3, TSU_ROLE_WARD_LEAD);
  desk_init (&other, "other", 4, TSU_ROLE_VIEWER);
  assert_says (&lead, test->depot, "ooo", depot_test_new_actor (1, 1), depot_test_new_actor (2, 2),
               depot_test_edit_actor (3, 3, 1001, "{\"note\":\"canary\",\"name\":\"Plum\"}", 1));
  page = desk_pull (&other, test->depot, 0);
  g_assert_cmpuint (page->txns->len, ==, 0);
  g_assert_cmpint (page->next, ==, 3);
  g_clear_pointer (&page, tsu_page_free);

  assert_says (&lead, test->depot, "oo",
               depot_test_edit_actor (4, 4, 1001, "{\"sharing\":\"city\"}", 3),
               depot_test_new_actor (5, 5));
  page = desk_pull (&other, test->depot, 3);
  g_assert_cmpuint (page->lines->len, ==, 1);
  line = g_ptr_array_index (page->lines, 0);
  g_assert_cmpint (line->kind, ==, TSU_SCOPE_IN);
  g_assert_cmpstr (line->record, ==, record);
  g_assert_cmpuint (page->txns->len, ==, 3);
  g_assert_cmpint (((TsuTxn *) page->txns->pdata[0])->seq, ==, 1);
  g_assert_nonnull (page_find (page, 1));
  g_assert_null (page_find (page, 2));
  g_assert_null (page_find (page, 5));
  g_clear_pointer (&page, tsu_page_free);

  /* Two desks disagree: the narrower holds until it is settled. */
  assert_says (&lead, test->depot, "o",
               depot_test_edit_actor (6, 6, 1001, "{\"sharing\":\"ward\"}", 3));
  page = desk_pull (&other, test->depot, 5);
  line = g_ptr_array_index (page->lines, 0);
  g_assert_cmpint (line->kind, ==, TSU_SCOPE_OUT);
  g_assert_cmpuint (page->txns->len, ==, 0);
  g_clear_pointer (&page, tsu_page_free);
  /* And from the beginning nothing of it is told. */
  page = desk_pull (&other, test->depot, 0);
  g_assert_cmpuint (page->txns->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add ("/depot-rights/fields", DepotTest, NULL, depot_test_set_up, test_rights,
              depot_test_tear_down);
  g_test_add ("/depot-rights/scope", DepotTest, NULL, depot_test_set_up, test_scope,
              depot_test_tear_down);
  g_test_add ("/depot-rights/sharing", DepotTest, NULL, depot_test_set_up, test_sharing,
              depot_test_tear_down);
  return g_test_run ();
}

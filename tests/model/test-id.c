/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Identifiers: their spelling, their order, and that derived ones meet and never collide.
 */

#include "config.h"

#include "tsu-id.h"

#include <string.h>

static void
test_new (void)
{
  /* The example of RFC 9562, A.6. */
  static const guint8 random[10] = { 0x7c, 0xc3, 0x98, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f };
  static const guint8 ones[10] = { 255, 255, 255, 255, 255, 255, 255, 255, 255, 255 };
  char id[TSU_ID_SIZE];

  tsu_id_new (id, 0x017f22e279b0, random);
  g_assert_cmpstr (id, ==, "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
  tsu_id_new (id, G_MAXINT64, ones);
  g_assert_cmpstr (id, ==, "ffffffff-ffff-7fff-bfff-ffffffffffff");
  tsu_id_new (id, -1, ones);
  g_assert_cmpstr (id, ==, "00000000-0000-7fff-bfff-ffffffffffff");
}

static void
test_generate (void)
{
  g_autofree char *last = tsu_id_generate ();

  for (int i = 0; i < 100000; i++) {
    char *id = tsu_id_generate ();

    g_assert_true (tsu_id_is_valid (id));
    g_assert_cmpint (id[14], ==, '7');
    g_assert_cmpstr (id, >, last);
    g_free (last);
    last = id;
  }
}

static gpointer
generate_many (gpointer data)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; i < 5000; i++)
    g_ptr_array_add (ids, tsu_id_generate ());
  return ids;
}

static void
test_threads (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("id", generate_many, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++) {
    g_autoptr (GPtrArray) ids = g_thread_join (threads[i]);

    for (guint j = 0; j < ids->len; j++)
      g_assert_true (g_hash_table_add (seen, g_strdup (ids->pdata[j])));
  }
}

static void
test_derive (void)
{
  g_autofree char *id = tsu_id_derive ("participation", "event", "actor", NULL);
  g_autofree char *again = tsu_id_derive ("participation", "event", "actor", NULL);
  g_autofree char *left = tsu_id_derive ("ab", "c", NULL);
  g_autofree char *right = tsu_id_derive ("a", "bc", NULL);
  g_autofree char *joined = tsu_id_derive ("abc", NULL);
  g_autofree char *empty = tsu_id_derive ("ab", "c", "", NULL);

  /* Fixed for ever: a changed derivation would part what desks already share. */
  g_assert_cmpstr (id, ==, "8401f0a1-059d-56b3-98bc-a2acde4facea");
  g_assert_cmpstr (id, ==, again);
  g_assert_true (tsu_id_is_valid (id));
  g_assert_cmpint (id[14], ==, '5');
  g_assert_cmpstr (left, !=, right);
  g_assert_cmpstr (left, !=, joined);
  g_assert_cmpstr (left, !=, empty);
}

static void
test_is_valid (void)
{
  static const struct {
    const char *id;
    gboolean valid;
  } rows[] = {
    { "017f22e2-79b0-7cc3-98c4-dc0c0c07398f", TRUE },
    { "c232ab00-9414-51ec-b3c8-9f6bdeced846", TRUE },
    { NULL, FALSE },
    { "", FALSE },
    { "017f22e2-79b0-7cc3-98c4-dc0c0c07398", FALSE },
    { "017f22e2-79b0-7cc3-98c4-dc0c0c07398f0", FALSE },
    { "017F22E2-79B0-7CC3-98C4-DC0C0C07398F", FALSE },
    { "017f22e2-79b0-7cc3-98c4-dc0c0c07398g", FALSE },
    { "017f22e279b0-7cc3-98c4-dc0c0c07398f--", FALSE },
    { "017f22e2-79b0-0cc3-98c4-dc0c0c07398f", FALSE },
    { "017f22e2-79b0-9cc3-98c4-dc0c0c07398f", FALSE },
    { "017f22e2-79b0-7cc3-78c4-dc0c0c07398f", FALSE },
    { "017f22e2-79b0-7cc3-c8c4-dc0c0c07398f", FALSE },
    { "00000000-0000-0000-0000-000000000000", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (tsu_id_is_valid (rows[i].id), ==, rows[i].valid);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/id/new", test_new);
  g_test_add_func ("/id/generate", test_generate);
  g_test_add_func ("/id/threads", test_threads);
  g_test_add_func ("/id/derive", test_derive);
  g_test_add_func ("/id/is-valid", test_is_valid);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The hybrid logical clock under wall clocks that jump.
 */

#include "config.h"

#include "tsu-clock.h"

#include <string.h>

#define NOON G_GINT64_CONSTANT (1795314600000)
#define STAMP(ms, counter) ((guint64) (ms) << 16 | (counter))

static void
test_next (void)
{
  static const struct {
    guint64 last;
    gint64 wall_ms;
    guint64 next;
  } rows[] = {
    { 0, NOON, STAMP (NOON, 0) },
    { STAMP (NOON, 0), NOON, STAMP (NOON, 1) },
    { STAMP (NOON, 7), NOON + 1, STAMP (NOON + 1, 0) },
    { STAMP (NOON, 7), NOON - 3600000, STAMP (NOON, 8) },
    { STAMP (NOON, 0xffff), NOON, STAMP (NOON + 1, 0) },
    { STAMP (NOON, 0xffff), 0, STAMP (NOON + 1, 0) },
    { STAMP (NOON, 0), -5, STAMP (NOON, 1) },
    { STAMP (NOON, 0), G_MININT64, STAMP (NOON, 1) },
    { 0, 0, 1 },
    { 0, G_MAXINT64, STAMP ((G_GINT64_CONSTANT (1) << 47) - 1, 0) },
    { G_MAXINT64 - 1, NOON, G_MAXINT64 },
    { G_MAXINT64, NOON, G_MAXINT64 },
    { G_MAXUINT64, NOON, G_MAXINT64 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmphex (tsu_hlc_next (rows[i].last, rows[i].wall_ms), ==, rows[i].next);
}

static void
test_observe (void)
{
  guint64 ahead = STAMP (NOON + 5000, 3);

  g_assert_cmphex (tsu_hlc_observe (STAMP (NOON, 0), ahead, NOON), ==, ahead + 1);
  g_assert_cmphex (tsu_hlc_observe (ahead, STAMP (NOON, 0), NOON), ==, ahead + 1);
  g_assert_cmphex (tsu_hlc_observe (ahead, ahead, NOON + 5001), ==, STAMP (NOON + 5001, 0));
  g_assert_cmpint (tsu_hlc_ms (ahead), ==, NOON + 5000);
}

/* Property: whatever the wall clock does, stamps rise. */
static void
test_rises (void)
{
  guint64 last = 0;

  for (int i = 0; i < 200000; i++) {
    gint64 wall_ms = NOON + g_test_rand_int_range (-100000, 100000);
    guint64 seen = STAMP (NOON + g_test_rand_int_range (-100000, 100000), i & 0xffff);
    guint64 next =
      i % 3 == 0 ? tsu_hlc_observe (last, seen, wall_ms) : tsu_hlc_next (last, wall_ms);

    g_assert_cmphex (next, >, last);
    if (i % 3 == 0)
      g_assert_cmphex (next, >, seen);
    g_assert_cmpint (tsu_hlc_ms (next), >=, wall_ms);
    last = next;
  }
}

static void
test_text (void)
{
  static const char *const wrong[] = {
    NULL,
    "",
    "1",
    "00000000000000010",
    "000000000000000g",
    "000000000000000A",
    " 00000000000001",
    "8000000000000000",
  };
  guint64 hlc = 0;
  g_autofree char *text = tsu_hlc_to_string (STAMP (NOON, 255));

  g_assert_cmpuint (strlen (text), ==, 16);
  g_assert_true (tsu_hlc_parse (text, &hlc));
  g_assert_cmphex (hlc, ==, STAMP (NOON, 255));
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (tsu_hlc_parse (wrong[i], &hlc));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clock/next", test_next);
  g_test_add_func ("/clock/observe", test_observe);
  g_test_add_func ("/clock/rises", test_rises);
  g_test_add_func ("/clock/text", test_text);
  return g_test_run ();
}

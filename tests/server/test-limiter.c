/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Limits by bucket, with the clock handed in.
 */

#include "tsu-limiter.h"

static int
take_all (TsuLimiter *limiter, const char *key, gint64 now)
{
  int retry_after = 0;
  int n = 0;

  while (tsu_limiter_take (limiter, key, now, &retry_after))
    n++;
  g_assert_cmpint (retry_after, >=, 1);
  return n;
}

static void
test_fills_with_time (void)
{
  g_autoptr (TsuLimiter) limiter = tsu_limiter_new (5, 2);

  g_assert_cmpint (take_all (limiter, "a", 1000), ==, 5);
  g_assert_cmpint (take_all (limiter, "a", 1400), ==, 0);
  g_assert_cmpint (take_all (limiter, "a", 1500), ==, 1);
  g_assert_cmpint (take_all (limiter, "a", 3500), ==, 4);
  g_assert_cmpint (take_all (limiter, "a", 1000000), ==, 5);
}

static void
test_keys_are_apart (void)
{
  g_autoptr (TsuLimiter) limiter = tsu_limiter_new (3, 1);

  g_assert_cmpint (take_all (limiter, "a", 1000), ==, 3);
  g_assert_cmpint (take_all (limiter, "b", 1000), ==, 3);
}

static void
test_says_how_long (void)
{
  g_autoptr (TsuLimiter) limiter = tsu_limiter_new (1, 0.1);
  int retry_after = 0;

  g_assert_true (tsu_limiter_take (limiter, "a", 1000, &retry_after));
  g_assert_false (tsu_limiter_take (limiter, "a", 1000, &retry_after));
  g_assert_cmpint (retry_after, ==, 10);
  g_assert_true (tsu_limiter_take (limiter, "a", 11001, &retry_after));
}

static void
test_gives_back (void)
{
  g_autoptr (TsuLimiter) limiter = tsu_limiter_new (1, 0.001);
  int retry_after = 0;

  for (int i = 0; i < 10; i++) {
    g_assert_true (tsu_limiter_take (limiter, "a", 1000, &retry_after));
    tsu_limiter_give_back (limiter, "a");
  }
  tsu_limiter_give_back (limiter, "a");
  g_assert_cmpint (take_all (limiter, "a", 1000), ==, 1);
}

static void
test_clock_set_back (void)
{
  g_autoptr (TsuLimiter) limiter = tsu_limiter_new (2, 1);

  g_assert_cmpint (take_all (limiter, "a", 1000000), ==, 2);
  g_assert_cmpint (take_all (limiter, "a", 1000), ==, 0);
  g_assert_cmpint (take_all (limiter, "a", 3000), ==, 2);
}

/* A crowd of strangers does not grow the table for ever, and does not lock out who came before. */
static void
test_bounded (void)
{
  g_autoptr (TsuLimiter) limiter = tsu_limiter_new (2, 1);
  int retry_after = 0;
  int n_taken = 0;

  g_assert_true (tsu_limiter_take (limiter, "old", 1000, &retry_after));
  for (int i = 0; i < 100000; i++) {
    char key[16];

    g_snprintf (key, sizeof key, "%d", i);
    n_taken += tsu_limiter_take (limiter, key, 1000, &retry_after);
  }
  g_assert_cmpint (n_taken, >=, 10000);
  g_assert_cmpint (n_taken, <, 30000);
  g_assert_true (tsu_limiter_take (limiter, "old", 1000, &retry_after));
  g_assert_true (tsu_limiter_take (limiter, "newcomer", 60000, &retry_after));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/limiter/fills-with-time", test_fills_with_time);
  g_test_add_func ("/limiter/keys-are-apart", test_keys_are_apart);
  g_test_add_func ("/limiter/says-how-long", test_says_how_long);
  g_test_add_func ("/limiter/gives-back", test_gives_back);
  g_test_add_func ("/limiter/clock-set-back", test_clock_set_back);
  g_test_add_func ("/limiter/bounded", test_bounded);
  return g_test_run ();
}

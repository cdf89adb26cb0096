/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The server's storage under kill -9, and with several processes on one database. This program
 * starts itself as those processes: "test-depot-crash --push DATABASE GUARD DEVICE N" pushes N
 * transactions and says the number of each once it was acknowledged.
 */

#include "config.h"

#include "depot-test.h"

#include <gio/gio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tsu-sql.h"

/* How many times the pushing process is killed. */
static int
get_rounds (void)
{
  const char *text = g_getenv ("TSU_KILL_ROUNDS");

  return text ? atoi (text) : 30;
}

static TsuTxn *
make_txn (const char *device, gint64 dseq)
{
  int number = (int) (g_str_hash (device) % 1000) * 100000 + (int) dseq * 3;

  return depot_test_txn (dseq,
                         depot_test_change (number, number, "comet", "{\"name\":\"x\"}", "[]"),
                         depot_test_change (number + 1, number + 1, "comet", "{}", "[]"), NULL);
}

/* The process that pushes. */
static int
push_on (char **arguments)
{
  const TsuDepotOptions options = {
    .database = arguments[0], .guard_path = arguments[1], .random = { 9 }, .now = DEPOT_TEST_NOW
  };
  g_autoptr (TsuDepot) depot = tsu_depot_open (&options, NULL);
  g_auto (Desk) desk = { { 0 } };
  gint64 first = 1000000; /* answered with the place that it has come to */

  if (depot == NULL)
    return 1;
  desk_init (&desk, arguments[2], 3, TSU_ROLE_WARD_LEAD);
  for (int i = 0; i < atoi (arguments[3]); i++) {
    g_auto (TsuPush) push = { NULL };

    desk_push (&desk, depot, &push, make_txn (arguments[2], first + i), NULL);
    if (push.refusal.code == TSU_REFUSAL_DSEQ_GAP) {
      first = push.refusal.expected;
      i = -1;
      continue;
    }
    printf ("%" G_GINT64_FORMAT "\n", first + i);
    fflush (stdout);
  }
  return 0;
}

static GSubprocess *
start_pusher (DepotTest *test, const char *device, const char *n)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  GSubprocess *process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, self, "--push",
                                           test->database, test->guard, device, n, NULL);

  g_assert_no_error (error);
  return process;
}

/* The last number that was acknowledged before the process ended, or was ended after @n of them. */
static gint64
read_acknowledged (GSubprocess *process, int n)
{
  g_autoptr (GDataInputStream) lines =
    g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  gint64 last = 0;
  char *line;

  while ((line = g_data_input_stream_read_line (lines, NULL, NULL, NULL)) != NULL) {
    last = g_ascii_strtoll (line, NULL, 10);
    g_free (line);
    if (--n == 0)
      g_subprocess_force_exit (process);
  }
  g_subprocess_wait (process, NULL, NULL);
  return last;
}

static gint64
count_txns (Desk *desk, TsuDepot *depot, gint64 seq)
{
  g_autoptr (TsuPage) page = desk_pull (desk, depot, seq);

  for (guint i = 0; i < page->txns->len; i++)
    g_assert_cmpuint (((TsuTxn *) page->txns->pdata[i])->changes->len, ==, 2);
  return page->txns->len;
}

/* What was acknowledged is there, whole, and in its place; at most one more. */
static void
test_kill (DepotTest *test, gconstpointer data)
{
  g_auto (Desk) desk = { { 0 } };
  g_autoptr (GRand) random = g_rand_new_with_seed (20261122);
  gint64 acknowledged = 0;

  desk_init (&desk, "reader", 3, TSU_ROLE_WARD_LEAD);
  for (int round = 0; round < get_rounds (); round++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GSubprocess) process = NULL;
    gint64 last;
    gint64 n;

    g_clear_pointer (&test->depot, tsu_depot_close);
    process = start_pusher (test, "pusher", "1000000");
    last = read_acknowledged (process, g_rand_int_range (random, 1, 12));
    g_assert_cmpint (last, >, acknowledged);
    acknowledged = last;
    test->depot = depot_test_open (test, FALSE, &error);
    g_assert_no_error (error);
    n = count_txns (&desk, test->depot, 0);
    g_assert_cmpint (n, >=, acknowledged);
    g_assert_cmpint (n, <=, acknowledged + 1);
  }
  g_assert_true (tsu_depot_verify (test->depot, NULL));
}

/* One that polls while two processes push sees every number once, in order. */
static void
test_no_gap (DepotTest *test, gconstpointer data)
{
  static const char *const devices[] = { "one", "two", "three" };
  g_autoptr (GPtrArray) pushers = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (Desk) desk = { { 0 } };
  const gint64 all = 3 * 100 * 2;
  gint64 seen = 0;
  gint64 cursor = 0;
  gint64 deadline = g_get_monotonic_time () + 120 * G_USEC_PER_SEC;

  desk_init (&desk, "reader", 3, TSU_ROLE_WARD_LEAD);
  for (gsize i = 0; i < G_N_ELEMENTS (devices); i++)
    g_ptr_array_add (pushers, start_pusher (test, devices[i], "100"));
  while (cursor < all) {
    g_autoptr (TsuPage) page = desk_pull (&desk, test->depot, cursor);

    g_assert_cmpint (g_get_monotonic_time (), <, deadline);
    for (guint i = 0; i < page->txns->len; i++) {
      const TsuTxn *txn = g_ptr_array_index (page->txns, i);

      g_assert_cmpint (txn->seq, ==, seen + 2);
      g_assert_cmpint (((TsuChange *) txn->changes->pdata[0])->seq, ==, seen + 1);
      seen = txn->seq;
    }
    g_assert_cmpint (page->next, ==, seen);
    cursor = page->next;
  }
  for (guint i = 0; i < pushers->len; i++)
    g_assert_cmpint (read_acknowledged (pushers->pdata[i], -1), ==, 100);
  g_assert_true (tsu_depot_verify (test->depot, NULL));
}

/* A push wakes who listens on another connection; a connection that was cut comes back. */
static void
test_listen (DepotTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TsuDepot) listener = depot_test_open (test, FALSE, &error);
  g_auto (Desk) desk = { { 0 } };
  g_autofree char *said = NULL;
  g_autofree char *again = NULL;
  GPollFD poll = { .events = G_IO_IN };

  g_assert_no_error (error);
  desk_init (&desk, "desk", 3, TSU_ROLE_WARD_LEAD);
  poll.fd = tsu_depot_listen (listener, &error);
  g_assert_no_error (error);
  g_assert_false (tsu_depot_hear (listener));
  said = desk_say (&desk, test->depot, make_txn ("desk", 1), NULL);
  g_assert_cmpstr (said, ==, "o");
  g_assert_cmpint (g_poll (&poll, 1, 10000), ==, 1);
  g_assert_true (tsu_depot_hear (listener));
  g_assert_false (tsu_depot_hear (listener));

  if (depot_test_is_postgres ()) {
    depot_test_exec (test, "SELECT pg_terminate_backend (pid) FROM pg_stat_activity"
                           " WHERE pid <> pg_backend_pid () AND backend_type = 'client backend'");
    /* It cannot know what it missed. */
    while (!tsu_depot_hear (listener))
      g_assert_cmpint (g_poll (&poll, 1, 10000), ==, 1);
  }
  again = desk_say (&desk, test->depot, make_txn ("desk", 2), NULL);
  g_assert_cmpstr (again, ==, "o");
  g_assert_cmpint (g_poll (&poll, 1, 10000), ==, 1);
  g_assert_true (tsu_depot_hear (listener));
}

int
main (int argc, char **argv)
{
  if (argc > 5 && g_str_equal (argv[1], "--push"))
    return push_on (argv + 2);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add ("/depot-crash/kill", DepotTest, NULL, depot_test_set_up, test_kill,
              depot_test_tear_down);
  g_test_add ("/depot-crash/no-gap", DepotTest, NULL, depot_test_set_up, test_no_gap,
              depot_test_tear_down);
  g_test_add ("/depot-crash/listen", DepotTest, NULL, depot_test_set_up, test_listen,
              depot_test_tear_down);
  return g_test_run ();
}

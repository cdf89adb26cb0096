/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whoever waits for a thing finds it and all before it done, each once, however many there are; and
 * after the end nothing is touched any more.
 */

#include "config.h"

#include "tsu-forerunner.h"

typedef struct {
  GThread *test;
  int n_done;
  gboolean on_test_thread;
  guint8 *done; /* for each thing how often */
} Work;

static void
work (guint i, gpointer data)
{
  Work *self = data;

  self->on_test_thread = g_thread_self () == self->test;
  self->done[i]++;
  g_atomic_int_inc (&self->n_done);
}

static void
assert_done (const Work *self, guint n)
{
  for (guint i = 0; i < n; i++)
    g_assert_cmpuint (self->done[i], ==, 1);
}

/* Few need no thread, and are not even done before they are asked for. */
static void
test_each_once (void)
{
  static const struct {
    guint n;
    gboolean on_test_thread;
  } rows[] = { { 1, TRUE }, { 40, TRUE }, { 128, FALSE }, { 129, FALSE }, { 20000, FALSE } };

  for (guint r = 0; r < G_N_ELEMENTS (rows); r++) {
    guint n = rows[r].n;
    g_autofree guint8 *done = g_new0 (guint8, n);
    Work self = { .test = g_thread_self (), .done = done };
    g_autoptr (TsuForerunner) runner = tsu_forerunner_new ("test", n, work, &self);

    if (rows[r].on_test_thread)
      g_assert_cmpint (self.n_done, ==, 0);
    for (guint i = 0; i < n; i += 1 + i / 3) {
      tsu_forerunner_wait (runner, i);
      assert_done (&self, i + 1);
    }
    tsu_forerunner_wait (runner, n - 1);
    assert_done (&self, n);
    g_assert_cmpint (self.n_done, ==, (int) n);
    g_assert_cmpint (self.on_test_thread, ==, rows[r].on_test_thread);
  }
}

static void
test_given_up (void)
{
  const guint n = 1000000;
  g_autofree guint8 *done = g_new0 (guint8, n);
  Work self = { .test = g_thread_self (), .done = done };
  TsuForerunner *runner = tsu_forerunner_new ("test", n, work, &self);
  int n_done;

  tsu_forerunner_wait (runner, 10);
  tsu_forerunner_free (runner);
  n_done = self.n_done;
  assert_done (&self, (guint) n_done);
  g_assert_cmpint (n_done, >, 10);
  g_assert_true ((guint) n_done == n || done[n_done] == 0);
  tsu_forerunner_free (NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/forerunner/each-once", test_each_once);
  g_test_add_func ("/forerunner/given-up", test_given_up);
  return g_test_run ();
}

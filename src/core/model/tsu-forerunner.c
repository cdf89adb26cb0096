/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Work on many things of which a part must be done in order by one thread, and the rest can be done
 * before by another: that other one.
 */

#include "config.h"

#include "tsu-forerunner.h"

/* Fewer are not worth a thread: each is then done when it is asked for. */
#define N_FEW 128
/* How many are done before who follows is told. */
#define N_AT_ONCE 32

struct _TsuForerunner {
  TsuForerunFunc func;
  gpointer data;
  guint n;
  guint n_done;    /* atomic; where there is a thread, altered under the lock */
  gboolean over;   /* atomic */
  GThread *thread; /* NULL where there are few */
  GMutex lock;
  GCond told;
};

static void
tell (TsuForerunner *self, guint n_done)
{
  g_mutex_lock (&self->lock);
  g_atomic_int_set (&self->n_done, n_done);
  g_cond_signal (&self->told);
  g_mutex_unlock (&self->lock);
}

static gpointer
run (gpointer data)
{
  TsuForerunner *self = data;

  for (guint i = 0; i < self->n && !g_atomic_int_get (&self->over); i++) {
    self->func (i, self->data);
    if ((i + 1) % N_AT_ONCE == 0 || i + 1 == self->n)
      tell (self, i + 1);
  }
  return NULL;
}

/**
 * tsu_forerunner_new:
 * @name: of the thread, for who looks with a debugger
 * @n: how many things there are
 * @func: what to do with each; on the other thread, unless there are few
 * @data: for @func
 *
 * Returns: (transfer full): a forerunner that has set out
 */
TsuForerunner *
tsu_forerunner_new (const char *name, guint n, TsuForerunFunc func, gpointer data)
{
  TsuForerunner *self = g_new0 (TsuForerunner, 1);

  self->func = func;
  self->data = data;
  self->n = n;
  g_mutex_init (&self->lock);
  g_cond_init (&self->told);
  if (n >= N_FEW)
    self->thread = g_thread_new (name, run, self);
  return self;
}

/**
 * tsu_forerunner_wait:
 * @self: the forerunner
 * @i: place of a thing
 *
 * Waits until that thing and all before it are done.
 */
void
tsu_forerunner_wait (TsuForerunner *self, guint i)
{
  g_assert (i < self->n);
  if (self->thread == NULL) {
    while (self->n_done <= i)
      self->func (self->n_done++, self->data);
    return;
  }
  if ((guint) g_atomic_int_get (&self->n_done) > i)
    return;
  g_mutex_lock (&self->lock);
  while (self->n_done <= i)
    g_cond_wait (&self->told, &self->lock);
  g_mutex_unlock (&self->lock);
}

/* Stops where it has come to; nothing is touched by it any more. */
void
tsu_forerunner_free (TsuForerunner *self)
{
  if (self == NULL)
    return;
  g_atomic_int_set (&self->over, TRUE);
  if (self->thread != NULL)
    g_thread_join (self->thread);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->told);
  g_free (self);
}

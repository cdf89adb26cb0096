/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A bounded queue and its threads. A lane with one thread and large groups is the server's one
 * writer: while it commits, pushes queue up, and the next commit takes them all.
 */

#include "config.h"

#include "tsu-lane.h"

typedef struct {
  TsuLane *lane;
  gpointer own;
} Worker;

struct _TsuLane {
  GMutex lock;
  GCond filled;
  GQueue queue;
  gboolean closing;
  guint max_group;
  guint max_queued;
  TsuLaneFunc func;
  gpointer data;
  GPtrArray *threads; /* GThread */
};

/* Returns: (transfer full) (nullable): what is to be done next; NULL when the lane closes */
static GPtrArray *
take_group (TsuLane *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autoptr (GPtrArray) jobs = NULL;

  while (g_queue_is_empty (&self->queue) && !self->closing)
    g_cond_wait (&self->filled, &self->lock);
  if (g_queue_is_empty (&self->queue))
    return NULL;

  jobs = g_ptr_array_new ();
  while (jobs->len < self->max_group && !g_queue_is_empty (&self->queue))
    g_ptr_array_add (jobs, g_queue_pop_head (&self->queue));
  return g_steal_pointer (&jobs);
}

static gpointer
work (gpointer data)
{
  g_autofree Worker *worker = data;
  TsuLane *self = worker->lane;
  GPtrArray *jobs;

  while ((jobs = take_group (self)) != NULL) {
    self->func (worker->own, jobs, self->data);
    g_ptr_array_unref (jobs);
  }
  return NULL;
}

/**
 * tsu_lane_new:
 * @owned: (element-type gpointer): one for each thread; they must outlive the lane
 * @max_group: how many jobs a thread takes at once
 * @max_queued: how many jobs may wait
 */
TsuLane *
tsu_lane_new (const char *name,
              GPtrArray *owned,
              guint max_group,
              guint max_queued,
              TsuLaneFunc func,
              gpointer data)
{
  TsuLane *self = g_new0 (TsuLane, 1);

  g_mutex_init (&self->lock);
  g_cond_init (&self->filled);
  g_queue_init (&self->queue);
  self->max_group = max_group;
  self->max_queued = max_queued;
  self->func = func;
  self->data = data;
  self->threads = g_ptr_array_new ();
  for (guint i = 0; i < owned->len; i++) {
    Worker *worker = g_new (Worker, 1);

    *worker = (Worker){ .lane = self, .own = g_ptr_array_index (owned, i) };
    g_ptr_array_add (self->threads, g_thread_new (name, work, worker));
  }
  return self;
}

/**
 * tsu_lane_free:
 *
 * Lets the threads finish what is queued, and waits for them.
 */
void
tsu_lane_free (TsuLane *self)
{
  if (!self)
    return;

  g_mutex_lock (&self->lock);
  self->closing = TRUE;
  g_cond_broadcast (&self->filled);
  g_mutex_unlock (&self->lock);
  for (guint i = 0; i < self->threads->len; i++)
    g_thread_join (g_ptr_array_index (self->threads, i));

  g_ptr_array_unref (self->threads);
  g_queue_clear (&self->queue);
  g_cond_clear (&self->filled);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * tsu_lane_push:
 *
 * Returns: FALSE where too many wait already; the job is then the caller's still
 */
gboolean
tsu_lane_push (TsuLane *self, gpointer job)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->queue.length >= self->max_queued)
    return FALSE;
  g_queue_push_tail (&self->queue, job);
  g_cond_signal (&self->filled);
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Work is done in lanes, beside the main thread. A push is understood by a reader and committed by
 * the one writer. A first sync whose files are lacking goes to the one builder, so that those who
 * ask for little never wait behind it, and who asks for the same finds it built. A pull that found
 * nothing new waits here until a push was committed.
 */

#include "config.h"

#include "tsu-dispatch.h"

#include "tsu-lane.h"
#include "tsu-wire-answer.h"

#include <glib-unix.h>

#define MAX_GROUP 64
#define MAX_QUEUED 2000
#define MAX_LOGINS_QUEUED 64
#define MAX_BUILDS_QUEUED 500

struct _TsuDispatch {
  TsuService *service;
  TsuDispatchFunc answered;
  gpointer data;

  TsuLane *readers;
  TsuLane *writer;
  TsuLane *builder;
  TsuLane *doormen;

  TsuDepot *listener;
  guint listener_source;
  guint news;         /* how many commits were heard of */
  GPtrArray *waiting; /* TsuVisit */
  gboolean impatient; /* nobody may wait any more */
};

static void
refuse_busy (TsuVisit *visit)
{
  tsu_answer_set_error (&visit->answer, 503, TSU_ANSWER_BUSY, "The server is busy.");
  visit->answer.retry_after = 1;
}

/* Looks again for a pull that was held. */
static void
look_again (TsuDispatch *self, TsuVisit *visit)
{
  tsu_answer_clear (&visit->answer);
  visit->request.now = g_get_real_time () / 1000;
  visit->request.again = TRUE;
  if (!visit->gone)
    tsu_dispatch_take (self, visit);
}

static void
hold (TsuDispatch *self, TsuVisit *visit)
{
  /* What was committed while this one was being looked at would otherwise be missed. */
  if (visit->news != self->news) {
    look_again (self, visit);
    return;
  }
  g_ptr_array_add (self->waiting, tsu_visit_ref (visit));
  tsu_metrics_add (tsu_service_get_metrics (self->service), TSU_COUNTER_WAITING, 1);
}

static gboolean
answered_cb (gpointer data)
{
  TsuVisit *visit = data;
  TsuDispatch *self = visit->host;

  if (visit->gone)
    return G_SOURCE_REMOVE;
  if (visit->answer.held && visit->until > 0 && !self->impatient)
    hold (self, visit);
  else
    self->answered (visit, self->data);
  return G_SOURCE_REMOVE;
}

/* Gives a visit back to the main thread. Not g_main_context_invoke(), which would run it here while
 * nobody iterates the context. */
static void
hand_back (TsuVisit *visit)
{
  tsu_visit_pack (visit);
  g_idle_add_full (G_PRIORITY_DEFAULT, answered_cb, visit, (GDestroyNotify) tsu_visit_unref);
}

/* Has a visit worked on in another lane. */
static void
hand_on (TsuLane *lane, TsuVisit *visit)
{
  if (tsu_lane_push (lane, visit))
    return;
  refuse_busy (visit);
  hand_back (visit);
}

static void
read_visit (TsuDispatch *self, TsuDepot *own, TsuVisit *visit)
{
  if (visit->route->kind == TSU_ROUTE_PUSH) {
    visit->work = tsu_service_prepare_push (self->service, own, &visit->request, &visit->answer);
    if (visit->work)
      hand_on (self->writer, visit);
    else
      hand_back (visit);
    return;
  }
  visit->request.brief = TRUE;
  tsu_service_answer (self->service, own, &visit->request, &visit->answer);
  if (visit->answer.lengthy)
    hand_on (self->builder, visit);
  else
    hand_back (visit);
}

static void
read_cb (gpointer own, GPtrArray *jobs, gpointer data)
{
  for (guint i = 0; i < jobs->len; i++)
    read_visit (data, own, g_ptr_array_index (jobs, i));
}

static void
build_cb (gpointer own, GPtrArray *jobs, gpointer data)
{
  TsuDispatch *self = data;

  for (guint i = 0; i < jobs->len; i++) {
    TsuVisit *visit = g_ptr_array_index (jobs, i);

    tsu_answer_clear (&visit->answer);
    visit->request.brief = FALSE;
    visit->request.again = TRUE;
    tsu_service_answer (self->service, own, &visit->request, &visit->answer);
    hand_back (visit);
  }
}

static void
write_cb (gpointer own, GPtrArray *jobs, gpointer data)
{
  TsuDispatch *self = data;
  TsuPushWork *works[MAX_GROUP];
  TsuAnswer *answers[MAX_GROUP];

  for (guint i = 0; i < jobs->len; i++) {
    TsuVisit *visit = g_ptr_array_index (jobs, i);

    works[i] = visit->work;
    answers[i] = &visit->answer;
  }
  tsu_service_commit_pushes (self->service, own, works, answers, jobs->len,
                             g_get_real_time () / 1000);
  for (guint i = 0; i < jobs->len; i++)
    hand_back (g_ptr_array_index (jobs, i));
}

static gboolean
heard_cb (int fd, GIOCondition condition, gpointer data)
{
  TsuDispatch *self = data;
  g_autoptr (GPtrArray) waiting = NULL;

  if (!tsu_depot_hear (self->listener))
    return G_SOURCE_CONTINUE;

  self->news++;
  waiting = g_steal_pointer (&self->waiting);
  self->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_visit_unref);
  tsu_metrics_add (tsu_service_get_metrics (self->service), TSU_COUNTER_WAITING,
                   -(gint64) waiting->len);
  for (guint i = 0; i < waiting->len; i++)
    look_again (self, g_ptr_array_index (waiting, i));
  return G_SOURCE_CONTINUE;
}

/**
 * tsu_dispatch_count_depots:
 *
 * Returns: how many there must be: for the readers, the writer, the builder, the logins, and for
 *   hearing of other processes' commits
 */
guint
tsu_dispatch_count_depots (void)
{
  return 3 * g_get_num_processors () + 3;
}

static TsuLane *
open_lane (TsuDispatch *self,
           const char *name,
           GPtrArray *depots,
           guint first,
           guint n,
           guint max_group,
           guint max_queued,
           TsuLaneFunc func)
{
  g_autoptr (GPtrArray) owned = g_ptr_array_new ();

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (owned, g_ptr_array_index (depots, first + i));
  return tsu_lane_new (name, owned, max_group, max_queued, func, self);
}

/**
 * tsu_dispatch_new:
 * @depots: (element-type TsuDepot): tsu_dispatch_count_depots() of them; they outlive the dispatch
 * @answered: gets each visit that was taken
 */
TsuDispatch *
tsu_dispatch_new (
  TsuService *service, GPtrArray *depots, TsuDispatchFunc answered, gpointer data, GError **error)
{
  g_autoptr (TsuDispatch) self = g_new0 (TsuDispatch, 1);
  guint n = g_get_num_processors ();
  int fd;

  self->service = service;
  self->answered = answered;
  self->data = data;
  self->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_visit_unref);
  self->listener = g_ptr_array_index (depots, 0);
  fd = tsu_depot_listen (self->listener, error);
  if (fd < 0)
    return NULL;
  self->listener_source = g_unix_fd_add (fd, G_IO_IN, heard_cb, self);
  self->writer = open_lane (self, "writer", depots, 1, 1, MAX_GROUP, MAX_QUEUED, write_cb);
  self->builder = open_lane (self, "builder", depots, 2, 1, 1, MAX_BUILDS_QUEUED, build_cb);
  self->doormen = open_lane (self, "login", depots, 3, n, 1, MAX_LOGINS_QUEUED, read_cb);
  self->readers = open_lane (self, "reader", depots, 3 + n, 2 * n, 1, MAX_QUEUED, read_cb);
  return g_steal_pointer (&self);
}

/**
 * tsu_dispatch_free:
 *
 * Waits until what was taken is done; its answers are not told any more.
 */
void
tsu_dispatch_free (TsuDispatch *self)
{
  if (!self)
    return;
  g_clear_handle_id (&self->listener_source, g_source_remove);
  /* Readers hand on to the others, so they end first. */
  g_clear_pointer (&self->readers, tsu_lane_free);
  g_clear_pointer (&self->doormen, tsu_lane_free);
  g_clear_pointer (&self->builder, tsu_lane_free);
  g_clear_pointer (&self->writer, tsu_lane_free);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_free (self);
}

/**
 * tsu_dispatch_take:
 * @visit: complete, not answered yet
 *
 * Has it worked on.
 */
void
tsu_dispatch_take (TsuDispatch *self, TsuVisit *visit)
{
  TsuLane *lane = visit->route->kind == TSU_ROUTE_LOGIN ? self->doormen : self->readers;

  visit->host = self;
  visit->news = self->news;
  if (tsu_lane_push (lane, tsu_visit_ref (visit)))
    return;
  tsu_visit_unref (visit);
  refuse_busy (visit);
  self->answered (visit, self->data);
}

/**
 * tsu_dispatch_sweep:
 * @now: monotonic microseconds
 *
 * Answers those who have waited as long as they wanted.
 */
void
tsu_dispatch_sweep (TsuDispatch *self, gint64 now)
{
  for (guint i = self->waiting->len; i-- > 0;) {
    g_autoptr (TsuVisit) visit = tsu_visit_ref (g_ptr_array_index (self->waiting, i));

    if (!visit->gone && visit->until > now && !self->impatient)
      continue;
    g_ptr_array_remove_index_fast (self->waiting, i);
    tsu_metrics_add (tsu_service_get_metrics (self->service), TSU_COUNTER_WAITING, -1);
    visit->until = 0;
    look_again (self, visit);
  }
}

/**
 * tsu_dispatch_stop_waiting:
 *
 * From now on nobody waits: the server is about to end.
 */
void
tsu_dispatch_stop_waiting (TsuDispatch *self)
{
  self->impatient = TRUE;
  tsu_dispatch_sweep (self, g_get_monotonic_time ());
}

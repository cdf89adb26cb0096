/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A thread of the store. A job is handed back whole and is completed and freed in its caller's
 * context; so a worker never drops the last reference to the store, and the store never joins a
 * thread from within it.
 */

#include "config.h"

#include "tsu-worker.h"

#include "tsu-ledger-private.h"
#include "tsu-settle.h"

/* So long nothing has to be asked for before the ledger is put in order: not between two saves
 * that belong together. */
#define QUIET_US (10 * G_TIME_SPAN_MILLISECOND)

/* Rows of all tables that an import of some thousand records writes. */
#define MANY_ROWS 20000

/**
 * TsuWorker:
 * @jobs: (element-type Job): the queue; a job without a function ends the thread
 * @opened: gets one entry when the connection is open or has failed to
 * @ledger: the connection, touched by its thread only
 * @unsettled: whether tsu_ledger_settle() may have something to do
 * @wrote_many: whether an import or its like was among what it has to do with
 * @error: why it could not be opened
 */
struct _TsuWorker {
  GThread *thread;
  GAsyncQueue *jobs;
  GAsyncQueue *opened;
  char *path;
  TsuLedgerFlags flags;
  TsuLedger *ledger;
  gboolean unsettled;
  gboolean wrote_many;
  GError *error;
};

/**
 * Job:
 * @noted: (nullable): keys changed by a job that wrote
 */
typedef struct {
  TsuJob given;
  gpointer result;
  GError *error;
  GArray *noted;
  gboolean noted_many;
} Job;

static void
job_free (Job *job)
{
  if (job->given.free_data != NULL && job->given.data != NULL)
    job->given.free_data (job->given.data);
  if (job->given.free_result != NULL && job->result != NULL)
    job->given.free_result (job->result);
  g_clear_error (&job->error);
  g_clear_pointer (&job->noted, g_array_unref);
  g_clear_object (&job->given.task);
  g_free (job);
}

static void
run_job (TsuWorker *worker, Job *job)
{
  GCancellable *cancellable = g_task_get_cancellable (job->given.task);

  if (g_cancellable_set_error_if_cancelled (cancellable, &job->error))
    return;
  job->result = job->given.func (worker->ledger, job->given.data, cancellable, &job->error);
  g_assert ((job->result == NULL) == (job->error != NULL));
  job->noted = tsu_ledger_take_noted (worker->ledger, &job->noted_many);
}

static void
run_job_and_count (TsuWorker *worker, Job *job)
{
  sqlite3 *handle = tsu_db_get_handle (worker->ledger->db);
  int before = sqlite3_total_changes (handle);
  int rows;

  run_job (worker, job);
  rows = sqlite3_total_changes (handle) - before;
  worker->unsettled = worker->unsettled || rows > 0;
  worker->wrote_many = worker->wrote_many || rows >= MANY_ROWS;
}

static gboolean
complete_job_cb (gpointer data)
{
  Job *job = data;

  if (job->given.announce != NULL && (job->noted_many || job->noted != NULL))
    job->given.announce (job->given.task, job->noted_many ? NULL : job->noted);
  if (job->error != NULL)
    g_task_return_error (job->given.task, g_steal_pointer (&job->error));
  else
    g_task_return_pointer (job->given.task, g_steal_pointer (&job->result), job->given.free_result);
  return G_SOURCE_REMOVE;
}

/* Not g_main_context_invoke(): that would run here when nobody iterates the context. */
static void
send_back (Job *job)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, g_task_get_priority (job->given.task));
  g_source_set_callback (source, complete_job_cb, job, (GDestroyNotify) job_free);
  g_source_attach (source, g_task_get_context (job->given.task));
}

static gboolean
open_ledger (TsuWorker *worker)
{
  worker->ledger = tsu_ledger_open (worker->path, worker->flags, &worker->error);
  if (worker->ledger == NULL)
    return FALSE;
  worker->ledger->data_version = tsu_db_data_version (worker->ledger->db);
  return (worker->flags & TSU_LEDGER_READ_ONLY) != 0 ||
         tsu_lock_take_window (worker->ledger->lock, &worker->error);
}

/* Whether there was a step to do. Where it fails it is left for after the next job that writes,
 * which will meet what is wrong. */
static gboolean
settle (TsuWorker *worker)
{
  gboolean all = worker->wrote_many;
  gboolean more;

  worker->wrote_many = FALSE;
  return tsu_ledger_settle (worker->ledger, all, &more, NULL) && more;
}

/* The next job. Until one comes, a ledger that was written to is put in order, step by step. */
static Job *
wait_for_job (TsuWorker *worker)
{
  Job *job = NULL;

  if (worker->unsettled)
    job = g_async_queue_timeout_pop (worker->jobs, QUIET_US);
  while (job == NULL && worker->unsettled) {
    worker->unsettled = settle (worker);
    job = g_async_queue_try_pop (worker->jobs);
  }
  return job != NULL ? job : g_async_queue_pop (worker->jobs);
}

static gpointer
work (gpointer data)
{
  TsuWorker *worker = data;
  gboolean is_open = open_ledger (worker);

  worker->unsettled = (worker->flags & TSU_LEDGER_READ_ONLY) == 0;
  g_async_queue_push (worker->opened, worker);
  while (is_open) {
    Job *job = wait_for_job (worker);

    if (job->given.func == NULL) {
      g_free (job);
      break;
    }
    run_job_and_count (worker, job);
    send_back (job);
  }
  g_clear_pointer (&worker->ledger, tsu_ledger_close);
  return NULL;
}

void
tsu_worker_free (TsuWorker *self)
{
  if (self->error == NULL)
    g_async_queue_push (self->jobs, g_new0 (Job, 1));
  g_thread_join (self->thread);
  g_async_queue_unref (self->jobs);
  g_async_queue_unref (self->opened);
  g_clear_error (&self->error);
  g_free (self->path);
  g_free (self);
}

TsuWorker *
tsu_worker_new (const char *path, TsuLedgerFlags flags, GError **error)
{
  TsuWorker *self = g_new0 (TsuWorker, 1);

  self->path = g_strdup (path);
  self->flags = flags;
  self->jobs = g_async_queue_new ();
  self->opened = g_async_queue_new ();
  self->thread = g_thread_new ("tsu-store", work, self);
  g_async_queue_pop (self->opened);
  if (self->error == NULL)
    return self;
  g_propagate_error (error, g_error_copy (self->error));
  tsu_worker_free (self);
  return NULL;
}

/* Takes what @job names: its task, data and result are freed when it is done. */
void
tsu_worker_push (TsuWorker *self, const TsuJob *job)
{
  Job *own = g_new0 (Job, 1);

  own->given = *job;
  g_async_queue_push (self->jobs, own);
}

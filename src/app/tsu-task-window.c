/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A long job with its progress.
 */

#include "config.h"

#include "tsu-task-window.h"

#include "tsu-progress-view.h"

struct _TsuTaskWindow {
  AdwWindow parent_instance;

  /* template */
  TsuProgressView *progress;

  /* owned */
  TsuDesk *desk;
  GtkWindow *parent;
  TsuMeter *meter;
  GCancellable *cancellable;

  TsuTask task;
  gboolean ended;
};

G_DEFINE_FINAL_TYPE (TsuTaskWindow, tsu_task_window, ADW_TYPE_WINDOW)

/* What the thread is given; it never touches the window. */
typedef struct {
  char *path;
  TsuTaskFunc func;
  gpointer data;
  TsuMeter *meter;
} Job;

static void
job_free (Job *job)
{
  g_free (job->path);
  tsu_meter_unref (job->meter);
  g_free (job);
}

static void
work (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TsuLedger) ledger = tsu_ledger_open (job->path, TSU_LEDGER_READ_ONLY, &error);
  gpointer result = ledger ? job->func (ledger, job->data, job->meter, cancellable, &error) : NULL;

  if (result)
    g_task_return_pointer (task, result, NULL);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuTaskWindow) self = TSU_TASK_WINDOW (g_object_ref (source));
  g_autoptr (GError) error = NULL;
  gpointer value = g_task_propagate_pointer (G_TASK (result), &error);

  self->ended = TRUE;
  tsu_progress_view_end (self->progress);
  gtk_window_destroy (GTK_WINDOW (self));
  self->task.done (self->desk, self->parent, self->task.data, value, error);
  if (self->task.free_data)
    self->task.free_data (self->task.data);
}

static void
stopped_cb (TsuTaskWindow *self)
{
  g_cancellable_cancel (self->cancellable);
}

static gboolean
close_request_cb (TsuTaskWindow *self)
{
  g_cancellable_cancel (self->cancellable);
  return !self->ended;
}

static void
tsu_task_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TSU_TYPE_TASK_WINDOW);

  G_OBJECT_CLASS (tsu_task_window_parent_class)->dispose (object);
}

static void
tsu_task_window_finalize (GObject *object)
{
  TsuTaskWindow *self = TSU_TASK_WINDOW (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->parent);
  g_clear_object (&self->cancellable);
  tsu_meter_unref (self->meter);

  G_OBJECT_CLASS (tsu_task_window_parent_class)->finalize (object);
}

static void
tsu_task_window_class_init (TsuTaskWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tsu_task_window_dispose;
  object_class->finalize = tsu_task_window_finalize;

  g_type_ensure (TSU_TYPE_PROGRESS_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/jp/tsunagi/Tsunagi/ui/tsu-task-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TsuTaskWindow, progress);
  gtk_widget_class_bind_template_callback (widget_class, stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_request_cb);
}

static void
tsu_task_window_init (TsuTaskWindow *self)
{
  self->meter = tsu_meter_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tsu_task_window_run:
 * @parent: the window before which it stands
 * @task: what to do; copied, its title and unit are static or live until @task's end
 *
 * Does @task with its progress on the screen, then tells its end.
 */
void
tsu_task_window_run (TsuDesk *desk, GtkWindow *parent, const TsuTask *task)
{
  TsuTaskWindow *self =
    g_object_new (TSU_TYPE_TASK_WINDOW, "transient-for", parent, "title", task->title, NULL);
  g_autoptr (GTask) thread = g_task_new (self, self->cancellable, ended_cb, NULL);
  Job *job = g_new0 (Job, 1);

  self->desk = g_object_ref (desk);
  self->parent = g_object_ref (parent);
  self->task = *task;
  *job = (Job){ .path = g_strdup (tsu_store_get_path (tsu_desk_get_store (desk))),
                .func = task->func,
                .data = task->data,
                .meter = tsu_meter_ref (self->meter) };
  g_task_set_source_tag (thread, tsu_task_window_run);
  /* A job that ended well just as it was stopped has ended well. */
  g_task_set_check_cancellable (thread, FALSE);
  g_task_set_task_data (thread, job, (GDestroyNotify) job_free);
  tsu_progress_view_begin (self->progress, task->title, self->meter, task->unit);
  gtk_window_present (GTK_WINDOW (self));
  g_task_run_in_thread (thread, work);
}

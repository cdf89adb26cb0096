/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one asynchronous seam over the ledger: a thread that writes and a thread that reads, each
 * with its own connection and its queue of jobs (tsu-worker.c).
 */

#include "config.h"

#include "tsu-store.h"

#include "tsu-error.h"
#include "tsu-ledger-private.h"
#include "tsu-worker.h"

/* How often it is asked whether another program has written: PRAGMA data_version reads one number
 * from shared memory. */
#define LOOK_SECONDS 2

struct _TsuStore {
  GObject parent_instance;

  char *path;
  char *told;            /* what the opening has to tell */
  GMainContext *context; /* where "changed" is emitted */
  TsuWorker *writer;
  TsuWorker *reader;
  GSource *look_source;
  gboolean looking;
};

enum {
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TsuStore, tsu_store, G_TYPE_OBJECT)

typedef struct {
  TsuStore *store;
  GArray *keys;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_object_unref (change->store);
  g_clear_pointer (&change->keys, g_array_unref);
  g_free (change);
}

static gboolean
emit_changed_cb (gpointer data)
{
  Change *change = data;

  g_signal_emit (change->store, signals[SIGNAL_CHANGED], 0, change->keys);
  return G_SOURCE_REMOVE;
}

/* In an idle of its own, so that whoever asked for the write hears of it first. */
static void
announce (GTask *task, GArray *keys)
{
  TsuStore *self = g_task_get_source_object (task);
  Change *change = g_new0 (Change, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  change->store = g_object_ref (self);
  change->keys = keys != NULL ? g_array_ref (keys) : NULL;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, emit_changed_cb, change, change_free);
  g_source_attach (source, self->context);
}

static gpointer
look_job (TsuLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 version = tsu_db_data_version (ledger->db);

  if (version != ledger->data_version)
    tsu_ledger_note_changed (ledger, NULL);
  ledger->data_version = version;
  return GINT_TO_POINTER (TRUE);
}

static void
look_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  TsuStore *self = TSU_STORE (source);

  self->looking = FALSE;
}

/* Whether tsunagictl, or a sync with a connection of its own, has written meanwhile. */
static gboolean
look_cb (gpointer data)
{
  TsuStore *self = data;

  if (!self->looking) {
    self->looking = TRUE;
    tsu_store_write_async (self, look_job, NULL, NULL, NULL, NULL, look_done_cb, NULL);
  }
  return G_SOURCE_CONTINUE;
}

static void
tsu_store_dispose (GObject *object)
{
  TsuStore *self = TSU_STORE (object);

  if (self->look_source != NULL)
    g_source_destroy (self->look_source);
  g_clear_pointer (&self->look_source, g_source_unref);
  G_OBJECT_CLASS (tsu_store_parent_class)->dispose (object);
}

/* No job is left here: each holds the store by its task. */
static void
tsu_store_finalize (GObject *object)
{
  TsuStore *self = TSU_STORE (object);

  g_clear_pointer (&self->reader, tsu_worker_free);
  g_clear_pointer (&self->writer, tsu_worker_free);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_free (self->path);
  g_free (self->told);
  G_OBJECT_CLASS (tsu_store_parent_class)->finalize (object);
}

static void
tsu_store_class_init (TsuStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tsu_store_dispose;
  object_class->finalize = tsu_store_finalize;

  /**
   * TsuStore::changed:
   * @keys: (nullable) (element-type gint64): records changed, NULL for "many"
   *
   * Emitted in the context in which the store was opened.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ARRAY);
}

static void
tsu_store_init (TsuStore *self)
{
}

/* A damaged ledger is replaced by what can be read of it; where that is nothing, the error stays.
 */
static gboolean
open_writer (TsuStore *self, GError **error)
{
  g_autoptr (GError) trouble = NULL;

  self->writer = tsu_worker_new (self->path, TSU_LEDGER_READ_WRITE, &trouble);
  if (self->writer == NULL && g_error_matches (trouble, TSU_ERROR, TSU_ERROR_CORRUPT) &&
      tsu_ledger_salvage (self->path, &self->told, NULL)) {
    g_clear_error (&trouble);
    self->writer = tsu_worker_new (self->path, TSU_LEDGER_READ_WRITE, &trouble);
  }
  if (self->writer == NULL)
    g_propagate_error (error, g_steal_pointer (&trouble));
  return self->writer != NULL;
}

static TsuStore *
open_store (const char *path, GMainContext *context, GError **error)
{
  g_autoptr (TsuStore) self = g_object_new (TSU_TYPE_STORE, NULL);

  self->path = g_strdup (path);
  self->context = g_main_context_ref (context);
  if (!open_writer (self, error))
    return NULL;
  self->reader = tsu_worker_new (path, TSU_LEDGER_READ_ONLY, error);
  if (self->reader == NULL)
    return NULL;
  self->look_source = g_timeout_source_new_seconds (LOOK_SECONDS);
  g_source_set_callback (self->look_source, look_cb, self, NULL);
  g_source_attach (self->look_source, self->context);
  return g_steal_pointer (&self);
}

static void
open_thread (GTask *task, gpointer source, gpointer path, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  TsuStore *store = open_store (path, g_task_get_context (task), &error);

  if (store != NULL)
    g_task_return_pointer (task, store, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * tsu_store_open_async:
 * @path: the ledger, made where absent
 * @cancellable: (nullable): stops the opening
 * @callback: called when it is open or has failed
 * @user_data: for @callback
 *
 * Opens a ledger for a window. TSU_ERROR_BUSY where another window has it; otherwise as
 * tsu_ledger_open(). Of a damaged one, what can be read is put into a fresh one in its place; then
 * tsu_store_get_told() says so.
 */
void
tsu_store_open_async (const char *path,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, tsu_store_open_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, open_thread);
}

/**
 * tsu_store_open_finish:
 * @result: what the callback got
 * @error: what went wrong
 *
 * Returns: (transfer full): the store
 */
TsuStore *
tsu_store_open_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * tsu_store_open:
 * @path: the ledger, made where absent
 * @error: what went wrong
 *
 * Blocking, for tests and tools.
 *
 * Returns: (transfer full): the store
 */
TsuStore *
tsu_store_open (const char *path, GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();

  return open_store (path, context, error);
}

/* (nullable): a sentence that the opening has to tell, once. */
const char *
tsu_store_get_told (TsuStore *self)
{
  return self->told;
}

const char *
tsu_store_get_path (TsuStore *self)
{
  return self->path;
}

/**
 * tsu_store_read_async:
 * @self: the store
 * @func: runs on the reading thread; must not write
 * @data: for @func
 * @free_data: (nullable): frees @data, in the caller's context
 * @free_result: (nullable): frees the result where nobody takes it
 * @cancellable: (nullable): skips the job, or stops it
 * @callback: called in the caller's context
 * @user_data: for @callback
 *
 * Asks the ledger something. Reads see everything that was saved before they run; they do not wait
 * for writes.
 */
void
tsu_store_read_async (TsuStore *self,
                      TsuStoreFunc func,
                      gpointer data,
                      GDestroyNotify free_data,
                      GDestroyNotify free_result,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  TsuJob job = { task, func, data, free_data, free_result, NULL };

  g_task_set_source_tag (task, tsu_store_read_async);
  tsu_worker_push (self->reader, &job);
}

/**
 * tsu_store_write_async:
 * @self: the store
 * @func: runs on the writing thread
 * @data: for @func
 * @free_data: (nullable): frees @data, in the caller's context
 * @free_result: (nullable): frees the result where nobody takes it
 * @cancellable: (nullable): skips the job, or stops it
 * @callback: called in the caller's context
 * @user_data: for @callback
 *
 * Changes the ledger. A job that was cancelled too late is reported as what it is: done.
 */
void
tsu_store_write_async (TsuStore *self,
                       TsuStoreFunc func,
                       gpointer data,
                       GDestroyNotify free_data,
                       GDestroyNotify free_result,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  TsuJob job = { task, func, data, free_data, free_result, announce };

  g_task_set_source_tag (task, tsu_store_write_async);
  g_task_set_check_cancellable (task, FALSE);
  tsu_worker_push (self->writer, &job);
}

/**
 * tsu_store_call_finish:
 * @self: the store
 * @result: what the callback got
 * @error: what went wrong
 *
 * Returns: (transfer full): what the job returned
 */
gpointer
tsu_store_call_finish (TsuStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct {
  GPtrArray *edits;
  const char *label;
} Apply;

static void
apply_free (gpointer data)
{
  Apply *apply = data;

  g_ptr_array_unref (apply->edits);
  g_free (apply);
}

static gpointer
apply_job (TsuLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  Apply *apply = data;
  TsuApply how = { .label = apply->label };

  return GINT_TO_POINTER (tsu_ledger_apply (ledger, apply->edits, &how, NULL, error));
}

/**
 * tsu_store_apply_async:
 * @self: the store
 * @edits: (transfer full) (element-type TsuEdit): edits that belong together
 * @label: static source string of what is done
 * @cancellable: (nullable): skips the edits if they were not begun
 * @callback: called when they are saved, or refused
 * @user_data: for @callback
 *
 * Saves edits, all or none.
 */
void
tsu_store_apply_async (TsuStore *self,
                       GPtrArray *edits,
                       const char *label,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  Apply *apply = g_new0 (Apply, 1);

  apply->edits = edits;
  apply->label = label;
  tsu_store_write_async (self, apply_job, apply, apply_free, NULL, cancellable, callback,
                         user_data);
}

gboolean
tsu_store_apply_finish (TsuStore *self, GAsyncResult *result, GError **error)
{
  return tsu_store_call_finish (self, result, error) != NULL;
}

/**
 * tsu_store_note_changed:
 * @ledger: a ledger, inside a job that writes
 * @keys: (nullable) (element-type gint64): records changed; NULL for "many"
 *
 * Names records that were changed by other means than apply, merge, undo and redo.
 */
void
tsu_store_note_changed (TsuLedger *ledger, GArray *keys)
{
  tsu_ledger_note_changed (ledger, keys);
}

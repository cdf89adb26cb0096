/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading a spreadsheet on a thread of its own.
 */

#include "config.h"

#include "tsu-import-file.h"

#include "tsu-import.h"

typedef struct {
  char *path;
  TsuMeter *meter;
} Reading;

static void
reading_free (Reading *reading)
{
  g_free (reading->path);
  tsu_meter_unref (reading->meter);
  g_free (reading);
}

static void
progress_cb (guint64 done, guint64 total, gpointer meter)
{
  tsu_meter_tell (meter, (gint64) done, (gint64) total);
}

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Reading *reading = data;
  TsuReadOptions options = { .progress = progress_cb, .progress_data = reading->meter };
  GError *error = NULL;
  TsuBook *book = tsu_book_read_file (reading->path, &options, cancellable, &error);
  TsuImportFile *self;

  if (!book) {
    g_task_return_error (task, error);
    return;
  }
  self = g_atomic_rc_box_new0 (TsuImportFile);
  self->path = g_strdup (reading->path);
  self->book = book;
  self->sheet = tsu_import_choose_sheet (book);
  g_task_return_pointer (task, self, (GDestroyNotify) tsu_import_file_unref);
}

/**
 * tsu_import_file_read_async:
 * @meter: told the bytes read
 *
 * Reads a spreadsheet and finds its headings.
 */
void
tsu_import_file_read_async (const char *path,
                            TsuMeter *meter,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  *reading = (Reading){ .path = g_strdup (path), .meter = tsu_meter_ref (meter) };
  g_task_set_source_tag (task, tsu_import_file_read_async);
  g_task_set_task_data (task, reading, (GDestroyNotify) reading_free);
  g_task_run_in_thread (task, read_thread);
}

/**
 * tsu_import_file_read_finish:
 * @error: why it cannot be read, in a sentence
 *
 * Returns: (transfer full): the file
 */
TsuImportFile *
tsu_import_file_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

TsuImportFile *
tsu_import_file_ref (TsuImportFile *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_file (gpointer data)
{
  TsuImportFile *self = data;

  g_free (self->path);
  tsu_book_free (self->book);
}

void
tsu_import_file_unref (TsuImportFile *self)
{
  g_atomic_rc_box_release_full (self, clear_file);
}

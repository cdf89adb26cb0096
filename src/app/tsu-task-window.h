/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "tsu-desk.h"
#include "tsu-meter.h"

G_BEGIN_DECLS

#define TSU_TYPE_TASK_WINDOW (tsu_task_window_get_type ())

/**
 * TsuTaskWindow:
 *
 * A small window that stands before its parent while a long job looks at the ledger. The job has
 * a thread and a reading connection of its own, so lists and saves go on behind it. Esc and the
 * button stop the job; the window goes when it has ended.
 */
G_DECLARE_FINAL_TYPE (TsuTaskWindow, tsu_task_window, TSU, TASK_WINDOW, AdwWindow)

/* Runs on the job's thread. Returns the result, or NULL with @error set. */
typedef gpointer (*TsuTaskFunc) (
  TsuLedger *ledger, gpointer data, TsuMeter *meter, GCancellable *cancellable, GError **error);
/* On the main thread, once. @result: (transfer full) (nullable): NULL where @error is set */
typedef void (*TsuTaskDone) (
  TsuDesk *desk, GtkWindow *parent, gpointer data, gpointer result, const GError *error);

/**
 * TsuTask:
 * @title: what is being done
 * @unit: (nullable): what the meter counts, in words; NULL for per cent
 * @func: does it
 * @done: told of the end
 * @data: for @func, then for @done
 * @free_data: (nullable): frees @data after @done
 */
typedef struct {
  const char *title;
  const char *unit;
  TsuTaskFunc func;
  TsuTaskDone done;
  gpointer data;
  GDestroyNotify free_data;
} TsuTask;

void tsu_task_window_run (TsuDesk *desk, GtkWindow *parent, const TsuTask *task);

G_END_DECLS

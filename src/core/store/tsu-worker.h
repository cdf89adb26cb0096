/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-store.h"

G_BEGIN_DECLS

/**
 * TsuJob:
 * @task: carries store, callback and context; the job is completed and freed in its context
 * @func: what runs on the worker's thread
 * @announce: (nullable): told in the task's context which keys the job changed, NULL for "many"
 */
typedef struct {
  GTask *task;
  TsuStoreFunc func;
  gpointer data;
  GDestroyNotify free_data;
  GDestroyNotify free_result;
  void (*announce) (GTask *task, GArray *keys);
} TsuJob;

/**
 * TsuWorker:
 *
 * A thread with a connection of its own and a queue of jobs.
 */
typedef struct _TsuWorker TsuWorker;

TsuWorker *tsu_worker_new (const char *path, TsuLedgerFlags flags, GError **error);
void tsu_worker_push (TsuWorker *self, const TsuJob *job);
void tsu_worker_free (TsuWorker *self);

G_END_DECLS

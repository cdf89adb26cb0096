/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-ledger.h"

G_BEGIN_DECLS

#define TSU_TYPE_STORE (tsu_store_get_type ())

/**
 * TsuStore:
 *
 * The one asynchronous seam over the ledger: a thread that writes and a thread that reads, each
 * with a connection of its own. Jobs run in the order given per thread and complete in the
 * caller's main context. After a job that wrote, "changed" is emitted on the main thread with the
 * keys of the records changed, or with none when it is simpler to ask everything again.
 */
G_DECLARE_FINAL_TYPE (TsuStore, tsu_store, TSU, STORE, GObject)

/* Runs on a thread of the store. Returns the result, or NULL with @error set; a job without a
 * result returns GINT_TO_POINTER (TRUE). */
typedef gpointer (*TsuStoreFunc) (TsuLedger *ledger,
                                  gpointer data,
                                  GCancellable *cancellable,
                                  GError **error);

void tsu_store_open_async (const char *path,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
TsuStore *tsu_store_open_finish (GAsyncResult *result, GError **error);
/* Blocking, for tests and tools. */
TsuStore *tsu_store_open (const char *path, GError **error);
const char *tsu_store_get_path (TsuStore *self);
const char *tsu_store_get_told (TsuStore *self);

void tsu_store_read_async (TsuStore *self,
                           TsuStoreFunc func,
                           gpointer data,
                           GDestroyNotify free_data,
                           GDestroyNotify free_result,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
void tsu_store_write_async (TsuStore *self,
                            TsuStoreFunc func,
                            gpointer data,
                            GDestroyNotify free_data,
                            GDestroyNotify free_result,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gpointer tsu_store_call_finish (TsuStore *self, GAsyncResult *result, GError **error);

/* Applies @edits (element-type TsuEdit, transfer full) with @label (static source string). */
void tsu_store_apply_async (TsuStore *self,
                            GPtrArray *edits,
                            const char *label,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean tsu_store_apply_finish (TsuStore *self, GAsyncResult *result, GError **error);

/* Called inside a write job that changed records by other means than tsu_ledger_apply (an import,
 * a pull) to name them; NULL keys for "many". Called for you by apply, undo and redo. */
void tsu_store_note_changed (TsuLedger *ledger, GArray *keys);

/* signal "changed" (GArray *keys, nullable): emitted on the main thread */

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-book.h"
#include "tsu-meter.h"

G_BEGIN_DECLS

/**
 * TsuImportFile:
 * @book: what is in it; for one thread at a time
 * @sheet: number of the sheet to propose
 *
 * A file that is being imported: atomically counted, so that it outlives the window while a job
 * still reads in it.
 */
typedef struct {
  char *path;
  TsuBook *book;
  guint sheet;
} TsuImportFile;

void tsu_import_file_read_async (const char *path,
                                 TsuMeter *meter,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
TsuImportFile *tsu_import_file_read_finish (GAsyncResult *result, GError **error);
TsuImportFile *tsu_import_file_ref (TsuImportFile *self);
void tsu_import_file_unref (TsuImportFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuImportFile, tsu_import_file_unref)

G_END_DECLS

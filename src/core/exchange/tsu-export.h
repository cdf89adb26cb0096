/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-book.h"
#include "tsu-csv-writer.h"
#include "tsu-ledger.h"

G_BEGIN_DECLS

typedef enum {
  TSU_EXPORT_CSV,       /* UTF-8 with a byte order mark */
  TSU_EXPORT_CSV_CP932, /* for old Excel and old systems */
  TSU_EXPORT_XLSX,
  TSU_EXPORT_NDJSON, /* one record a line, as the command line prints them */
} TsuExportFormat;

/**
 * TsuExportOptions:
 * @policy: what CP932 does with characters it lacks
 * @progress: (nullable): told the records done
 * @progress_data: for @progress
 */
typedef struct {
  TsuExportFormat format;
  TsuUnencodablePolicy policy;
  TsuProgressFunc progress;
  gpointer progress_data;
} TsuExportOptions;

gboolean tsu_export_write (TsuLedger *ledger,
                           const TsuType *type,
                           const gint64 *keys,
                           gsize n_keys,
                           const char *path,
                           const TsuExportOptions *options,
                           TsuProblems *problems,
                           GCancellable *cancellable,
                           GError **error);

G_END_DECLS

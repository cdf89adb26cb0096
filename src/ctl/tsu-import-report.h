/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-call.h"
#include "tsu-problems.h"

G_BEGIN_DECLS

/**
 * TsuImportReport:
 * @batch: (nullable): id of the import, for undo; NULL where nothing was written
 * @read: rows or lines of data
 * @skipped: those that changed nothing
 * @problems: (nullable): those of the file
 * @more_problems: (nullable): those of the rows
 *
 * What an import says at its end.
 */
typedef struct {
  const char *batch;
  guint read;
  guint created;
  guint updated;
  guint skipped;
  TsuProblems *problems;
  TsuProblems *more_problems;
} TsuImportReport;

gboolean tsu_import_report_print (const TsuImportReport *report, gboolean json, GError **error);

gboolean tsu_import_ndjson (
  TsuCall *call, const char *path, const TsuType *type, gboolean dry_run, GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-export.h"
#include "tsu-meter.h"

G_BEGIN_DECLS

/**
 * TsuExportOrder:
 * @keys: (element-type gint64): which records, in which order
 * @policy: what is done with characters that CP932 does not have
 *
 * What to write where.
 */
typedef struct {
  const TsuType *type;
  GArray *keys;
  char *path;
  TsuExportFormat format;
  TsuUnencodablePolicy policy;
} TsuExportOrder;

/* A character that CP932 does not have. */
typedef struct {
  char *character;
  char *substitute; /* (nullable): what would be written in its place */
  guint count;
} TsuExportGap;

/**
 * TsuExportResult:
 * @written: whether the file is there
 * @gaps: (element-type TsuExportGap): why it is not, or what was written otherwise
 */
typedef struct {
  gboolean written;
  GPtrArray *gaps;
} TsuExportResult;

TsuExportOrder *tsu_export_order_copy (const TsuExportOrder *order);
void tsu_export_order_free (TsuExportOrder *order);
gpointer tsu_export_job (
  TsuLedger *ledger, gpointer order, TsuMeter *meter, GCancellable *cancellable, GError **error);
void tsu_export_result_free (TsuExportResult *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuExportOrder, tsu_export_order_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuExportResult, tsu_export_result_free)

G_END_DECLS

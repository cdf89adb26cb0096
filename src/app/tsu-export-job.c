/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writing a list into a file, on a thread, and finding out which characters an old encoding does
 * not have.
 */

#include "config.h"

#include "tsu-export-job.h"

#include "tsu-cp932.h"

TsuExportOrder *
tsu_export_order_copy (const TsuExportOrder *order)
{
  TsuExportOrder *copy = g_new0 (TsuExportOrder, 1);

  *copy = *order;
  copy->keys = g_array_ref (order->keys);
  copy->path = g_strdup (order->path);
  return copy;
}

void
tsu_export_order_free (TsuExportOrder *order)
{
  g_array_unref (order->keys);
  g_free (order->path);
  g_free (order);
}

static void
gap_free (gpointer data)
{
  TsuExportGap *gap = data;

  g_free (gap->character);
  g_free (gap->substitute);
  g_free (gap);
}

void
tsu_export_result_free (TsuExportResult *result)
{
  g_ptr_array_unref (result->gaps);
  g_free (result);
}

static void
progress_cb (guint64 done, guint64 total, gpointer meter)
{
  tsu_meter_tell (meter, (gint64) done, (gint64) total);
}

/* One line for each character, however often it occurs. */
static GPtrArray *
gather_gaps (TsuProblems *problems)
{
  GPtrArray *gaps = g_ptr_array_new_with_free_func (gap_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (TsuCp932) encoder = tsu_cp932_new (NULL);

  for (guint i = 0; i < tsu_problems_get_n_listed (problems); i++) {
    const char *text = tsu_problems_get (problems, i)->text;
    TsuExportGap *gap = text ? g_hash_table_lookup (seen, text) : NULL;

    if (!text || !*text)
      continue;
    if (!gap) {
      gap = g_new0 (TsuExportGap, 1);
      gap->character = g_strdup (text);
      gap->substitute = encoder ? tsu_cp932_dup_substitute (encoder, g_utf8_get_char (text)) : NULL;
      g_hash_table_insert (seen, gap->character, gap);
      g_ptr_array_add (gaps, gap);
    }
    gap->count++;
  }
  return gaps;
}

/**
 * tsu_export_job:
 *
 * A task that writes the records of a TsuExportOrder into its file. Where characters stand in the
 * way that CP932 does not have, that is its result and no error.
 *
 * Returns: (transfer full): a TsuExportResult
 */
gpointer
tsu_export_job (
  TsuLedger *ledger, gpointer data, TsuMeter *meter, GCancellable *cancellable, GError **error)
{
  const TsuExportOrder *order = data;
  const TsuExportOptions options = {
    .format = order->format,
    .policy = order->policy,
    .progress = progress_cb,
    .progress_data = meter,
  };
  g_autoptr (TsuProblems) problems = tsu_problems_new ();
  g_autoptr (GError) local = NULL;
  gboolean cp932 = order->format == TSU_EXPORT_CSV_CP932;
  TsuExportResult *result;
  gboolean written;

  written =
    tsu_export_write (ledger, order->type, (const gint64 *) (gpointer) order->keys->data,
                      order->keys->len, order->path, &options, problems, cancellable, &local);
  if (!written && (!cp932 || tsu_problems_get_total (problems) == 0 ||
                   g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  result = g_new0 (TsuExportResult, 1);
  result->written = written;
  result->gaps = cp932 ? gather_gaps (problems) : g_ptr_array_new_with_free_func (gap_free);
  return result;
}

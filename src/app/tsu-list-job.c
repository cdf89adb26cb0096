/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a list asks of the ledger, on the ledger's thread: all keys at once, rows by the block.
 */

#include "config.h"

#include "tsu-list-job.h"

TsuListAsk *
tsu_list_ask_new (const TsuListQuery *query, gboolean by_reading)
{
  TsuListAsk *ask = g_new0 (TsuListAsk, 1);

  ask->query = tsu_list_query_copy (query);
  ask->by_reading = by_reading;
  return ask;
}

void
tsu_list_ask_free (TsuListAsk *ask)
{
  tsu_list_query_free (ask->query);
  g_free (ask);
}

void
tsu_list_answer_free (TsuListAnswer *answer)
{
  g_array_unref (answer->keys);
  g_free (answer);
}

TsuBlockAsk *
tsu_block_ask_new (const TsuType *type, int date_style)
{
  TsuBlockAsk *ask = g_new0 (TsuBlockAsk, 1);

  ask->type = type;
  ask->keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  ask->date_style = date_style;
  return ask;
}

void
tsu_block_ask_free (TsuBlockAsk *ask)
{
  g_array_unref (ask->keys);
  g_free (ask);
}

/* The index row of the record at @position of a list in reading order. */
static int
read_row (TsuLedger *ledger, const TsuType *type, GArray *keys, guint position)
{
  g_autoptr (GPtrArray) records = NULL;
  g_autofree char *key = NULL;

  records = tsu_ledger_get_many (ledger, type, &g_array_index (keys, gint64, position), 1, NULL);
  if (!records || records->len == 0)
    return TSU_SORT_ROW_OTHER;
  key = tsu_sort_key (tsu_record_get_text (records->pdata[0], "reading"),
                      tsu_record_get_text (records->pdata[0], "name"));
  return tsu_sort_row (key);
}

/* Finds the rows of the index by halving: some two hundred records are read, however many there
 * are, and any filter or search is taken into account. */
static void
find_starts (TsuLedger *ledger, const TsuType *type, TsuListAnswer *answer)
{
  guint low = 0;

  for (int row = 0; row < TSU_N_SORT_ROWS; row++) {
    guint high = answer->keys->len;

    while (low < high) {
      guint middle = low + (high - low) / 2;

      if (read_row (ledger, type, answer->keys, middle) < row)
        low = middle + 1;
      else
        high = middle;
    }
    answer->starts[row] = low;
  }
  answer->starts[TSU_N_SORT_ROWS] = answer->keys->len;
}

/**
 * tsu_list_job:
 * @data: TsuListAsk
 *
 * Returns: (transfer full): TsuListAnswer, or NULL with @error set
 */
gpointer
tsu_list_job (TsuLedger *ledger, gpointer data, GCancellable *cancel, GError **error)
{
  TsuListAsk *ask = data;
  g_autoptr (TsuListAnswer) answer = NULL;
  g_autoptr (GArray) keys = tsu_ledger_list (ledger, ask->query, cancel, error);

  if (!keys)
    return NULL;

  answer = g_new0 (TsuListAnswer, 1);
  answer->keys = g_steal_pointer (&keys);
  answer->by_reading = ask->by_reading;
  if (ask->by_reading)
    find_starts (ledger, tsu_list_query_get_type_of (ask->query), answer);
  return g_steal_pointer (&answer);
}

/**
 * tsu_block_job:
 * @data: TsuBlockAsk
 *
 * Returns: (transfer full): array of TsuSummary, or NULL with @error set
 */
gpointer
tsu_block_job (TsuLedger *ledger, gpointer data, GCancellable *cancel, GError **error)
{
  TsuBlockAsk *ask = data;
  TsuSummaryStyle style = { .date_style = ask->date_style, .card = ask->cards };
  g_autoptr (GPtrArray) records = NULL;

  records = tsu_ledger_get_many (ledger, ask->type, (const gint64 *) (gpointer) ask->keys->data,
                                 ask->keys->len, error);
  return records ? tsu_summary_new_many (ledger, records, &style) : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-sort.h"
#include "tsu-summary.h"

G_BEGIN_DECLS

/**
 * TsuListAnswer:
 * @keys: (element-type gint64): what the query finds, in its order
 * @starts: where each row of the index begins; all 0 where the order is not by reading
 */
typedef struct {
  GArray *keys;
  gboolean by_reading;
  guint starts[TSU_N_SORT_ROWS + 1];
} TsuListAnswer;

/* What the jobs are given. */
typedef struct {
  TsuListQuery *query;
  gboolean by_reading;
} TsuListAsk;

typedef struct {
  const TsuType *type;
  GArray *keys;
  int date_style;
  gboolean cards; /* see TsuSummaryStyle */
} TsuBlockAsk;

gpointer tsu_list_job (TsuLedger *ledger, gpointer data, GCancellable *cancel, GError **error);
gpointer tsu_block_job (TsuLedger *ledger, gpointer data, GCancellable *cancel, GError **error);
TsuListAsk *tsu_list_ask_new (const TsuListQuery *query, gboolean by_reading);
void tsu_list_ask_free (TsuListAsk *ask);
void tsu_list_answer_free (TsuListAnswer *answer);
TsuBlockAsk *tsu_block_ask_new (const TsuType *type, int date_style);
void tsu_block_ask_free (TsuBlockAsk *ask);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuListAnswer, tsu_list_answer_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-ledger.h"

G_BEGIN_DECLS

/**
 * TsuHistoryLine:
 * @when: date and time as the user writes them
 * @who: (nullable): name of the user
 * @what: a sentence about the record, where @field is NULL
 * @field: (nullable): the field changed
 * @before: text before; "" for empty
 * @after: text after; "" for empty
 * @old: (nullable): the value before, to be put back
 * @starts_entry: whether it is the first line of its change
 */
typedef struct {
  char *when;
  char *who;
  char *what;
  const TsuField *field;
  char *before;
  char *after;
  TsuValue *old;
  gboolean starts_entry;
} TsuHistoryLine;

typedef struct {
  const TsuType *type;
  char *id;
  int date_style;
} TsuHistoryAsk;

TsuHistoryAsk *tsu_history_ask_new (const TsuType *type, const char *id, int date_style);
void tsu_history_ask_free (TsuHistoryAsk *ask);
gpointer tsu_history_job (TsuLedger *ledger, gpointer data, GCancellable *cancel, GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-date.h"
#include "tsu-ledger.h"

G_BEGIN_DECLS

/**
 * TsuAsk:
 * @date: the day
 * @type: type of the record: match, or participation for help at an event
 * @id: its id
 * @title: name of the need or the event
 * @status: (nullable): its state in words
 */
typedef struct {
  char *date;
  const TsuType *type;
  char *id;
  char *title;
  char *status;
} TsuAsk;

/* (element-type TsuAsk): what was asked of the actor since the day @since, latest first. */
GPtrArray *
tsu_asks_of_actor (TsuLedger *ledger, const char *actor, const char *since, GError **error);
/* "Asked 3 times since September", NULL when never. */
char *tsu_asks_describe (GPtrArray *asks, const char *today, TsuDateStyle style);
void tsu_ask_free (TsuAsk *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuAsk, tsu_ask_free)

G_END_DECLS

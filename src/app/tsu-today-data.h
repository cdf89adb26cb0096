/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-ledger.h"

G_BEGIN_DECLS

typedef enum {
  TSU_TODAY_FOLLOW_UPS,
  TSU_TODAY_UNANSWERED,
  TSU_TODAY_WAITING,
  TSU_TODAY_EVENTS,
  TSU_TODAY_ATTENTION,
  TSU_TODAY_NEWS,
  TSU_TODAY_N_GROUPS,
} TsuTodayGroup;

/**
 * TsuTodayItem:
 * @type: type of the record that it leads to
 * @id: its id
 * @icon: symbolic icon name
 * @title: what it is about
 * @line: when and with whom, in words
 * @late: whether it should have been done before today
 * @to_do: whether it can be marked done, or put off
 *
 * One row of Today.
 */
typedef struct {
  const TsuType *type;
  char *id;
  const char *icon;
  char *title;
  char *line;
  gboolean late;
  gboolean to_do;
} TsuTodayItem;

/**
 * TsuTodayAsk:
 * @today: the day
 * @mine: whether only what the ledger's user is in charge of is asked for
 * @mark: see tsu_ledger_get_mark(); what came behind it is news
 * @date_style: TsuDateStyle
 */
typedef struct {
  char today[16];
  gboolean mine;
  gint64 mark;
  int date_style;
} TsuTodayAsk;

/* A read job: (element-type GPtrArray of TsuTodayItem), one array for each group. */
gpointer
tsu_today_data_read (TsuLedger *ledger, gpointer ask, GCancellable *cancel, GError **error);
void tsu_today_item_free (TsuTodayItem *self);

G_END_DECLS

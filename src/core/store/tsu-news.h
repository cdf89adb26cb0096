/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-ledger.h"

G_BEGIN_DECLS

/**
 * TsuNews:
 * @type: type of the record
 * @id: its id
 * @user: who changed it last
 * @time: when, unix milliseconds by the author's clock
 * @is_new: whether it came into being since
 * @is_deleted: whether it was deleted last
 *
 * A record that somebody else changed.
 */
typedef struct {
  const TsuType *type;
  char *id;
  char *user;
  gint64 time;
  gboolean is_new;
  gboolean is_deleted;
} TsuNews;

/* The place of the latest change in this file; what comes later, from wherever, lies behind it. */
gint64 tsu_ledger_get_mark (TsuLedger *self, GError **error);
/* (element-type TsuNews): what others than the ledger's user changed behind @mark, latest first. */
GPtrArray *tsu_ledger_list_news (TsuLedger *self, gint64 mark, int limit, GError **error);
void tsu_news_free (TsuNews *news);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuNews, tsu_news_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-change-table.h"
#include "tsu-issue.h"

G_BEGIN_DECLS

gboolean tsu_issue_table_refresh (
  TsuLedger *ledger, const TsuTarget *target, gboolean had_any, int *n_open, GError **error);
gboolean tsu_issue_table_find_overlaps (TsuLedger *ledger, const TsuRecord *record, GError **error);
gboolean tsu_issue_table_forget (TsuLedger *ledger, gint64 key, GError **error);

G_END_DECLS

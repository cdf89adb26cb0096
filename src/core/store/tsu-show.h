/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-ahead.h"
#include "tsu-change-table.h"

G_BEGIN_DECLS

gboolean tsu_show_new (TsuLedger *ledger, TsuTarget *target, const TsuAhead *ahead, GError **error);
gboolean tsu_show_target (TsuLedger *ledger, TsuTarget *target, GError **error);
gboolean tsu_show_search (TsuLedger *ledger, gint64 key, GError **error);
gboolean tsu_show_nothing (TsuLedger *ledger, const TsuTarget *target, GError **error);
gboolean tsu_show_finish (TsuLedger *ledger, GError **error);
void tsu_show_forget (TsuLedger *ledger);
void tsu_show_take_back (TsuLedger *ledger);
gboolean tsu_show_end_step (TsuLedger *ledger, gboolean done, GError **error);
TsuRecord *tsu_show_make_record (const TsuTarget *target, guint64 *changed);
void tsu_show_collect_texts (const TsuRecord *record, char *texts[]);
void tsu_show_free_texts (char *texts[]);

G_END_DECLS

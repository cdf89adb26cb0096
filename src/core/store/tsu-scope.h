/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-ledger-private.h"
#include "tsu-txn.h"

G_BEGIN_DECLS

gboolean tsu_scope_apply (TsuLedger *ledger, GPtrArray *lines, GError **error);
gboolean tsu_scope_drops_any (GPtrArray *lines);
gboolean tsu_scope_forget_unnamed (TsuLedger *ledger, gint64 seq, GError **error);
gboolean tsu_scope_restrict_record (TsuLedger *ledger, gint64 record, int level, GError **error);
gboolean tsu_scope_owe_wipe (TsuLedger *ledger, GError **error);
gboolean tsu_scope_wipe (TsuLedger *ledger, GError **error);
gboolean tsu_scope_forget_changes (
  TsuLedger *ledger, gint64 record, const char *condition, gboolean *any_left, GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-ledger-private.h"

G_BEGIN_DECLS

gboolean
tsu_backlog_take (TsuLedger *ledger, gint64 key, gboolean is_new, gboolean *waits, GError **error);
gboolean tsu_backlog_drop (TsuLedger *ledger, gint64 key, GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-ledger-private.h"

G_BEGIN_DECLS

gboolean tsu_doubt_note (TsuLedger *ledger, const char *txn, GError **error);
gboolean tsu_doubt_settle (TsuLedger *ledger, GError **error);

G_END_DECLS

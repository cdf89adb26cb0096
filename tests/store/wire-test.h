/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store-test.h"
#include "tsu-inbox.h"
#include "tsu-outbox.h"

G_BEGIN_DECLS

/* Changes as they come from a server, in short. @fields and @seen: JSON. */
TsuChange *
foreign_change (const char *record, const char *fields, const char *seen, gint64 seq, int ward);
/* Takes @change. */
TsuTxn *txn_of (TsuChange *change);
GPtrArray *txns_new (void);
void take_page (TsuLedger *ledger, GPtrArray *txns, GPtrArray *lines, gint64 cursor);
/* Takes one change. */
void take_one (TsuLedger *ledger, TsuChange *change);
void take_line (TsuLedger *ledger, TsuScopeKind kind, int ward, int level, const char *record);
/* Confirms everything that waits, from place @seq on; returns the next place. */
gint64 confirm_all (TsuLedger *ledger, gint64 seq);
gint64 ask_number (TsuLedger *ledger, const char *sql);
gint64 ask_file (const char *path, const char *sql);
/* Whether the bytes stand in the ledger's file or in one beside it. */
gboolean holds_bytes (Desk *desk, const char *text);

G_END_DECLS

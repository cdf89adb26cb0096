/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-engine.h"
#include "tsu-ledger.h"

G_BEGIN_DECLS

/**
 * TsuLedgerHost:
 * @ledger: the ledger that is shared
 * @random: (nullable): source of the backoff's jitter; NULL for the process's own
 * @now: clock told to the server, Unix milliseconds; 0 for the computer's
 * @changed: (nullable) (element-type gint64): gains the keys of records that came
 * @error: (nullable): the last trouble the ledger had
 *
 * What an engine needs of the world, done by a ledger. Hand it to tsu_engine_new() as data beside
 * tsu_ledger_host_functions.
 */
typedef struct {
  TsuLedger *ledger;
  GRand *random;
  gint64 now;
  GArray *changed;
  GError *error;
} TsuLedgerHost;

extern const TsuEngineHost tsu_ledger_host_functions;

G_END_DECLS

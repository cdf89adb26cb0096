/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-account.h"

G_BEGIN_DECLS

/**
 * TsuOutcome:
 * @pushed: changes that the server has taken
 * @pulled: changes of others that came
 * @issues: open questions, such as a conflict
 * @pending: changes that still wait to be shared
 * @clock: how far the server's clock is ahead of this computer's, milliseconds
 *
 * What came of a run. It is true even where the run failed half way.
 */
typedef struct {
  gint64 pushed;
  gint64 pulled;
  gint64 issues;
  gint64 pending;
  gint64 clock;
} TsuOutcome;

gboolean tsu_client_run_once (TsuLedger *ledger,
                              const TsuAccount *account,
                              const char *token,
                              TsuOutcome *outcome,
                              GCancellable *cancellable,
                              GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-account.h"
#include "tsu-round.h"

G_BEGIN_DECLS

/**
 * TsuOutcome:
 * @pushed: changes that the server has taken
 * @pulled: changes of others that came
 * @issues: open questions, such as a conflict
 * @pending: changes that still wait to be shared
 * @clock: (nullable): that this computer's clock is wrong, as a sentence
 * @notes: what has happened that a person should hear of
 *
 * What came of a run. It is true even where the run failed half way.
 */
typedef struct {
  gint64 pushed;
  gint64 pulled;
  gint64 issues;
  gint64 pending;
  char *clock;
  TsuRoundNotes notes;
} TsuOutcome;

void tsu_outcome_clear (TsuOutcome *outcome);

gboolean tsu_client_run_once (TsuLedger *ledger,
                              const TsuAccount *account,
                              const char *token,
                              TsuOutcome *outcome,
                              GCancellable *cancellable,
                              GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TsuOutcome, tsu_outcome_clear)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-ledger.h"

G_BEGIN_DECLS

/**
 * TsuRoundNotes:
 * @TSU_NOTE_RESTORED: the server was put back to an earlier state
 * @TSU_NOTE_DROPPED: some records may be read no more and were taken away
 *
 * What happened in a round that a person should hear of.
 */
typedef enum {
  TSU_NOTE_RESTORED = 1 << 0,
  TSU_NOTE_DROPPED = 1 << 1,
} TsuRoundNotes;

gboolean tsu_round_notes_keep (TsuLedger *ledger, TsuRoundNotes notes, GError **error);
gboolean tsu_round_notes_forget (TsuLedger *ledger, TsuRoundNotes notes, GError **error);
TsuRoundNotes tsu_round_notes_get (TsuLedger *ledger);

G_END_DECLS

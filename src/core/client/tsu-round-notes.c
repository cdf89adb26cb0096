/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person should hear of stands in the ledger until it was read, because the program may end
 * before anybody looks.
 */

#include "config.h"

#include "tsu-round-notes.h"

#define SETTING "untold"

static gboolean
save (TsuLedger *ledger, TsuRoundNotes notes, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%d", (int) notes);

  return tsu_ledger_set_setting (ledger, SETTING, notes == 0 ? NULL : text, error);
}

/**
 * tsu_round_notes_keep:
 * @ledger: that may be written
 * @notes: what is about to happen. It is kept before it happens: told too early it comes true with
 *   the next try, but told too late it might never be
 * @error: what went wrong
 *
 * Returns: whether it will be told until tsu_round_notes_forget()
 */
gboolean
tsu_round_notes_keep (TsuLedger *ledger, TsuRoundNotes notes, GError **error)
{
  TsuRoundNotes former = tsu_round_notes_get (ledger);

  return (former | notes) == former || save (ledger, former | notes, error);
}

/**
 * tsu_round_notes_forget:
 * @ledger: that may be written
 * @notes: what a person has read; what came meanwhile stays
 * @error: what went wrong
 *
 * Returns: whether it is not told any more
 */
gboolean
tsu_round_notes_forget (TsuLedger *ledger, TsuRoundNotes notes, GError **error)
{
  return save (ledger, tsu_round_notes_get (ledger) & ~notes, error);
}

/**
 * tsu_round_notes_get:
 *
 * Returns: what has happened that nobody has said to have read
 */
TsuRoundNotes
tsu_round_notes_get (TsuLedger *ledger)
{
  g_autofree char *text = tsu_ledger_get_setting (ledger, SETTING);

  return text ? (TsuRoundNotes) g_ascii_strtoull (text, NULL, 10) : 0;
}

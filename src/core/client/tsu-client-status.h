/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-round.h"

G_BEGIN_DECLS

/**
 * TsuClientState:
 * @TSU_CLIENT_ALONE: the ledger is shared with no server
 * @TSU_CLIENT_LOOKING: it is not known yet how things stand
 * @TSU_CLIENT_SHARED: all is shared
 * @TSU_CLIENT_SENDING: something waits or is on its way
 * @TSU_CLIENT_FETCHING: the ledger is being fetched for the first time
 * @TSU_CLIENT_OFFLINE: the server cannot be reached; it is tried again
 * @TSU_CLIENT_SIGNED_OUT: a person has to sign in
 * @TSU_CLIENT_STUCK: something else is wrong; it is tried again
 */
typedef enum {
  TSU_CLIENT_ALONE,
  TSU_CLIENT_LOOKING,
  TSU_CLIENT_SHARED,
  TSU_CLIENT_SENDING,
  TSU_CLIENT_FETCHING,
  TSU_CLIENT_OFFLINE,
  TSU_CLIENT_SIGNED_OUT,
  TSU_CLIENT_STUCK,
} TsuClientState;

/**
 * TsuClientStatus:
 * @pending: transactions that wait to be shared
 * @issues: what needs attention: conflicts, double bookings, what the server held back
 * @got: of a first fetch: bytes that are here
 * @total: of a first fetch: bytes there are; 0 where none is under way
 * @last: when all was shared last, Unix milliseconds; 0: not since the program began
 * @next: when it is tried again; 0: not by itself
 * @since: since when the server cannot be reached; 0 where it can
 * @clock: (nullable): that this computer's clock is wrong, as a sentence
 * @untold: what has happened that a person should hear of, and has not said to have read
 * @notes: (nullable): the same as sentences
 * @trouble: (nullable): what is wrong, as a sentence
 *
 * How sharing stands.
 */
typedef struct {
  TsuClientState state;
  gint64 pending;
  gint64 issues;
  gint64 got;
  gint64 total;
  gint64 last;
  gint64 next;
  gint64 since;
  char *clock;
  TsuRoundNotes untold;
  char *notes;
  GError *trouble;
} TsuClientStatus;

void tsu_client_status_reset (TsuClientStatus *self);
void tsu_client_status_sign_out (TsuClientStatus *self);
void tsu_client_status_forget_notes (TsuClientStatus *self);
void tsu_client_status_count (TsuClientStatus *self, const TsuTurn *step);
void tsu_client_status_take (TsuClientStatus *self,
                             const TsuTurn *step,
                             const TsuReply *reply,
                             gint64 now);
void tsu_client_status_fail (TsuClientStatus *self, const GError *error);

G_END_DECLS

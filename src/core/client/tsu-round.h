/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-engine.h"
#include "tsu-ledger.h"
#include "tsu-remote.h"
#include "tsu-round-notes.h"

G_BEGIN_DECLS

/**
 * TsuRound:
 *
 * An engine over one ledger, turned step by step from outside: what came is given in, what to ask
 * next comes out. It has no thread of its own; it is used on the ledger's.
 */
typedef struct _TsuRound TsuRound;

/**
 * TsuTidings:
 * @reply: (nullable): what came to the last request
 * @saved: whether something may have been saved
 * @wake: whether the network came back, or a person asked to share now
 * @cut: whether the last request, which only waited for news, was given up
 *
 * What happened since the last step.
 */
typedef struct {
  const TsuReply *reply;
  gboolean saved;
  gboolean wake;
  gboolean cut;
} TsuTidings;

/**
 * TsuTurn:
 * @path: (nullable): what to ask now; NULL: nothing before @until
 * @body: (nullable): to be sent along
 * @from: first byte wanted of a file
 * @length: how many bytes of it; 0 for the whole answer
 * @etag: (nullable): version of the file
 * @waiting: whether the request only waits for news, and may be given up for something saved
 * @until: when to step again at the latest, by tsu_round_get_now()
 * @state: of the engine
 * @reason: of the engine
 * @pending: changes that wait to be shared
 * @issues: open questions, such as a conflict, and what the server held back
 * @pushed: changes that the server has taken since the round began
 * @pulled: changes of others that came since the round began
 * @clock: (nullable): a sentence where this computer's clock is plainly wrong
 * @notes: what has happened since the last step
 * @untold: what has happened, then or earlier, that nobody has said to have read
 * @untended: whether search rows of what came are still to be written
 * @got: of a first fetch: bytes that are here
 * @total: of a first fetch: bytes there are; 0 where none is under way
 * @error: (nullable): what the ledger could not do
 *
 * What an engine wants after a step, and how things stand.
 */
typedef struct {
  char *path;
  GBytes *body;
  gint64 from;
  gint64 length;
  char *etag;
  gboolean waiting;
  gint64 until;
  TsuEngineState state;
  TsuEngineReason reason;
  gint64 pending;
  gint64 issues;
  gint64 pushed;
  gint64 pulled;
  char *clock;
  TsuRoundNotes notes;
  TsuRoundNotes untold;
  gboolean untended;
  gint64 got;
  gint64 total;
  GError *error;
} TsuTurn;

void tsu_turn_free (TsuTurn *step);
gboolean tsu_turn_count (TsuTurn *step, TsuLedger *ledger, GError **error);
void tsu_turn_fill_request (const TsuTurn *step, gint64 now, TsuRequest *request);

TsuRound *tsu_round_new (gboolean live);
void tsu_round_free (TsuRound *self);
gint64 tsu_round_get_now (const TsuRound *self);
TsuTurn *
tsu_round_step (TsuRound *self, TsuLedger *ledger, const TsuTidings *tidings, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuTurn, tsu_turn_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuRound, tsu_round_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-suggest.h"

G_BEGIN_DECLS

typedef enum {
  TSU_SIDE_NEED,  /* the one that needs */
  TSU_SIDE_OFFER, /* the one that was asked */
} TsuSide;

typedef enum {
  TSU_ANSWER_NONE, /* said something, but neither yes nor no */
  TSU_ANSWER_YES,
  TSU_ANSWER_NO,
} TsuAnswer;

typedef enum {
  TSU_MARK_NONE,
  TSU_MARK_PINNED, /* the coordinator wants it at the top */
  TSU_MARK_BANNED, /* the two must not be paired */
} TsuMark;

/**
 * TsuOutcome:
 * @went_well: whether it worked; then a tie between the two actors is written down
 * @outcome: (nullable): what came of it
 * @need_reflection: (nullable): how the one side looks back on it
 * @offer_reflection: (nullable): how the other side does
 * @event: (nullable): id of an event that came of it
 * @hiroba: (nullable): id of a hiroba that came of it
 * @new_hiroba: (nullable): name of one that is not in the ledger yet and is written down with it
 */
typedef struct {
  gboolean went_well;
  const char *outcome;
  const char *need_reflection;
  const char *offer_reflection;
  const char *event;
  const char *hiroba;
  const char *new_hiroba;
} TsuOutcome;

/**
 * TsuStep:
 *
 * Something a coordinator does with a need or a match, as a value: it can be handed to a write
 * job. tsu_step_run() turns it into edits of all records concerned and applies them as one, so
 * that one undo takes the whole step back.
 */
typedef struct _TsuStep TsuStep;

/* Proposes @suggestion: a match "proposed" with its score and reasons, a follow-up in a week. */
TsuStep *tsu_step_new_propose (const TsuSuggestion *suggestion);
/* Writes down what one side said. When both agree the match is accepted; a "no" leaves it open
 * until it is refused with a reason. */
TsuStep *tsu_step_new_word (const char *match, TsuSide side, TsuAnswer answer, const char *word);
TsuStep *tsu_step_new_accept (const char *match);
TsuStep *tsu_step_new_begin (const char *match);
TsuStep *tsu_step_new_close (const char *match, const TsuOutcome *outcome);
/* @reason: a code of tsu_refusal_reasons; "relation" keeps the two apart from then on. */
TsuStep *
tsu_step_new_refuse (const char *match, TsuSide side, const char *reason, const char *word);
TsuStep *tsu_step_new_mark (const char *need, const char *candidate, TsuMark mark);
TsuStep *tsu_step_new_withdraw (const char *need);
/* @id: a need, a match, a log entry or an offer; with a need go its open matches */
TsuStep *tsu_step_new_hand_over (const char *id, const char *staff);
/* @id: a need, a match or a log entry; @next: (nullable): day of the next contact */
TsuStep *tsu_step_new_contacted (const char *id, const char *next);
void tsu_step_free (TsuStep *self);

/* Who does it, and the day; otherwise the ledger's user and today. */
void tsu_step_set_staff (TsuStep *self, const char *staff);
void tsu_step_set_today (TsuStep *self, const char *today);
const char *tsu_step_get_label (const TsuStep *self);
/* Id of the record that the step makes (the match proposed), once it was run. */
const char *tsu_step_get_made (const TsuStep *self);

/* (element-type TsuEdit): the edits, not applied; NULL with a sentence where the step does not fit
 * the state the records are in. */
GPtrArray *tsu_step_make_edits (TsuStep *self, TsuLedger *ledger, GError **error);
/* Fits a write job: edits and applies. @changed: (out) (optional) (element-type gint64) */
gboolean tsu_step_run (TsuStep *self, TsuLedger *ledger, GArray **changed, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuStep, tsu_step_free)

G_END_DECLS

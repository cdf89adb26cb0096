/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Steps of a match as values; what each does is in tsu-step-edits.c.
 */

#include "config.h"

#include "tsu-step-private.h"

#include "tsu-date.h"

#include <glib/gi18n.h>

static TsuStep *
step_new (TsuStepKind kind, const char *id)
{
  TsuStep *self = g_new0 (TsuStep, 1);

  self->kind = kind;
  self->id = g_strdup (id);
  return self;
}

TsuStep *
tsu_step_new_propose (const TsuSuggestion *suggestion)
{
  TsuStep *self = step_new (TSU_STEP_PROPOSE, suggestion->need);

  self->other = g_strdup (suggestion->candidate);
  self->score = (suggestion->why->score + 5) / 10;
  self->text = tsu_suggestion_dup_reasons (suggestion);
  return self;
}

TsuStep *
tsu_step_new_word (const char *match, TsuSide side, TsuAnswer answer, const char *word)
{
  TsuStep *self = step_new (TSU_STEP_WORD, match);

  self->side = side;
  self->answer = answer;
  self->text = g_strdup (word);
  return self;
}

TsuStep *
tsu_step_new_accept (const char *match)
{
  return step_new (TSU_STEP_ACCEPT, match);
}

TsuStep *
tsu_step_new_begin (const char *match)
{
  return step_new (TSU_STEP_BEGIN, match);
}

TsuStep *
tsu_step_new_close (const char *match, const TsuOutcome *outcome)
{
  TsuStep *self = step_new (TSU_STEP_CLOSE, match);

  self->went_well = outcome->went_well;
  self->text = g_strdup (outcome->outcome);
  self->need_reflection = g_strdup (outcome->need_reflection);
  self->offer_reflection = g_strdup (outcome->offer_reflection);
  self->event = g_strdup (outcome->event);
  self->hiroba = g_strdup (outcome->hiroba);
  self->new_hiroba = g_strdup (outcome->new_hiroba);
  return self;
}

TsuStep *
tsu_step_new_refuse (const char *match, TsuSide side, const char *reason, const char *word)
{
  TsuStep *self = step_new (TSU_STEP_REFUSE, match);

  self->side = side;
  self->other = g_strdup (reason);
  self->text = g_strdup (word);
  return self;
}

TsuStep *
tsu_step_new_mark (const char *need, const char *candidate, TsuMark mark)
{
  TsuStep *self = step_new (TSU_STEP_MARK, need);

  self->other = g_strdup (candidate);
  self->mark = mark;
  return self;
}

TsuStep *
tsu_step_new_withdraw (const char *need)
{
  return step_new (TSU_STEP_WITHDRAW, need);
}

TsuStep *
tsu_step_new_hand_over (const char *id, const char *staff)
{
  TsuStep *self = step_new (TSU_STEP_HAND_OVER, id);

  self->other = g_strdup (staff);
  return self;
}

TsuStep *
tsu_step_new_contacted (const char *id, const char *next)
{
  TsuStep *self = step_new (TSU_STEP_CONTACTED, id);

  self->other = g_strdup (next);
  return self;
}

void
tsu_step_free (TsuStep *self)
{
  if (!self)
    return;
  g_free (self->id);
  g_free (self->other);
  g_free (self->text);
  g_free (self->need_reflection);
  g_free (self->offer_reflection);
  g_free (self->event);
  g_free (self->hiroba);
  g_free (self->new_hiroba);
  g_free (self->staff);
  g_free (self->today);
  g_free (self->made);
  g_free (self);
}

void
tsu_step_set_staff (TsuStep *self, const char *staff)
{
  g_free (self->staff);
  self->staff = g_strdup (staff);
}

void
tsu_step_set_today (TsuStep *self, const char *today)
{
  g_free (self->today);
  self->today = g_strdup (today);
}

/**
 * tsu_step_get_label:
 *
 * Returns: (transfer none): source string of what is done, for history and undo
 */
const char *
tsu_step_get_label (const TsuStep *self)
{
  static const char *const labels[] = {
    [TSU_STEP_PROPOSE] = N_ ("Propose a match"),
    [TSU_STEP_WORD] = N_ ("Write down what one side said"),
    [TSU_STEP_ACCEPT] = N_ ("Accept a match"),
    [TSU_STEP_BEGIN] = N_ ("Begin a match"),
    [TSU_STEP_CLOSE] = N_ ("Close a match"),
    [TSU_STEP_REFUSE] = N_ ("Give up a match"),
    [TSU_STEP_MARK] = N_ ("Change the suggestions"),
    [TSU_STEP_WITHDRAW] = N_ ("Withdraw a need"),
    [TSU_STEP_HAND_OVER] = N_ ("Hand over"),
    [TSU_STEP_CONTACTED] = N_ ("Contacted"),
  };

  return labels[self->kind];
}

const char *
tsu_step_get_made (const TsuStep *self)
{
  return self->made;
}

/**
 * tsu_step_make_edits:
 * @self: a step
 * @ledger: the ledger, which is only read
 * @error: TSU_ERROR_INVALID with a sentence where the step does not fit the records
 *
 * Returns: (transfer full) (element-type TsuEdit): what the step does
 */
GPtrArray *
tsu_step_make_edits (TsuStep *self, TsuLedger *ledger, GError **error)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_edit_free);

  if (!self->today)
    self->today = tsu_date_today (g_get_real_time () / 1000);
  if (!self->staff)
    self->staff = tsu_ledger_get_setting (ledger, "user");
  return tsu_step_add_edits (self, ledger, edits, error) ? g_steal_pointer (&edits) : NULL;
}

/**
 * tsu_step_run:
 * @self: a step
 * @ledger: the ledger
 * @changed: (out) (optional) (element-type gint64): keys of the records changed
 * @error: what went wrong; then nothing was changed
 *
 * Returns: whether the step was done
 */
gboolean
tsu_step_run (TsuStep *self, TsuLedger *ledger, GArray **changed, GError **error)
{
  g_autoptr (GPtrArray) edits = tsu_step_make_edits (self, ledger, error);
  TsuApply how = { tsu_step_get_label (self), NULL, NULL };

  return edits && tsu_ledger_apply (ledger, edits, &how, changed, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How sharing stands, drawn from a step of the engine.
 */

#include "config.h"

#include "tsu-client-status.h"

#include "tsu-error.h"
#include "tsu-trouble.h"

#include <glib/gi18n.h>

static gint64
wall (void)
{
  return g_get_real_time () / 1000;
}

/* All is shared once the engine rests, or leaves a question with the server until there is tidings.
 */
static gboolean
has_come_to_rest (const TsuTurn *step)
{
  return step->reason == TSU_ENGINE_WELL && (step->state == TSU_ENGINE_IDLE || step->waiting);
}

static TsuClientState
judge (const TsuClientStatus *self, const TsuTurn *step)
{
  if (step->total > 0 && step->reason == TSU_ENGINE_WELL)
    return TSU_CLIENT_FETCHING;
  switch (step->reason) {
  case TSU_ENGINE_OFFLINE:
    return TSU_CLIENT_OFFLINE;
  case TSU_ENGINE_LOGIN:
  case TSU_ENGINE_REVOKED:
    return TSU_CLIENT_SIGNED_OUT;
  case TSU_ENGINE_UPGRADE:
  case TSU_ENGINE_DISK:
  case TSU_ENGINE_TROUBLE:
    return TSU_CLIENT_STUCK;
  case TSU_ENGINE_BUSY:
  case TSU_ENGINE_WELL:
  default:
    break;
  }
  if (step->pending > 0)
    return TSU_CLIENT_SENDING;
  return has_come_to_rest (step) || self->last > 0 ? TSU_CLIENT_SHARED : TSU_CLIENT_LOOKING;
}

/**
 * tsu_client_status_reset:
 *
 * Nothing is known any more but what the ledger holds.
 */
void
tsu_client_status_reset (TsuClientStatus *self)
{
  g_clear_error (&self->trouble);
  g_free (self->clock);
  g_free (self->notes);
  *self = (TsuClientStatus){
    .state = TSU_CLIENT_LOOKING,
    .pending = self->pending,
    .issues = self->issues,
  };
}

/**
 * tsu_client_status_forget_notes:
 *
 * A person has read what happened.
 */
void
tsu_client_status_forget_notes (TsuClientStatus *self)
{
  self->untold = 0;
  g_clear_pointer (&self->notes, g_free);
}

/**
 * tsu_client_status_sign_out:
 *
 * There is a server, but no sign-in.
 */
void
tsu_client_status_sign_out (TsuClientStatus *self)
{
  self->state = TSU_CLIENT_SIGNED_OUT;
  g_clear_error (&self->trouble);
  self->trouble = g_error_new_literal (TSU_ERROR, TSU_ERROR_UNAUTHORIZED,
                                       _ ("Nobody is signed in on this computer. What is saved "
                                          "here is kept and is shared once you sign in."));
}

/**
 * tsu_client_status_count:
 * @step: of which only what was read of the ledger holds
 */
void
tsu_client_status_count (TsuClientStatus *self, const TsuTurn *step)
{
  self->pending = step->pending;
  self->issues = step->issues;
  self->untold = step->untold;
  g_free (self->notes);
  self->notes = tsu_trouble_word_notes (self->untold);
}

/**
 * tsu_client_status_take:
 * @reply: (nullable): what came before the step
 * @now: the round's clock
 */
void
tsu_client_status_take (TsuClientStatus *self,
                        const TsuTurn *step,
                        const TsuReply *reply,
                        gint64 now)
{
  tsu_client_status_count (self, step);
  self->state = judge (self, step);
  self->got = step->got;
  self->total = step->total;
  g_free (self->clock);
  self->clock = g_strdup (step->clock);
  if (step->pending == 0 && has_come_to_rest (step))
    self->last = wall ();
  self->next = step->path || step->state == TSU_ENGINE_STOPPED ? 0 : wall () + step->until - now;
  if (self->state != TSU_CLIENT_OFFLINE)
    self->since = 0;
  else if (self->since == 0)
    self->since = wall ();
  /* While it is tried again, the reason of the last time still holds. */
  if (reply || step->reason == TSU_ENGINE_WELL || !self->trouble) {
    g_clear_error (&self->trouble);
    self->trouble = tsu_trouble_new (step, reply);
  }
}

/**
 * tsu_client_status_fail:
 * @error: why the ledger could not even be read
 */
void
tsu_client_status_fail (TsuClientStatus *self, const GError *error)
{
  self->state = TSU_CLIENT_STUCK;
  g_clear_error (&self->trouble);
  self->trouble = g_error_copy (error);
}

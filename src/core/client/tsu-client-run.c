/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sharing once, blocking: for the command line. The same rounds as in a window, but where there
 * nobody waits and every failure is tried again, here somebody looks on: so a server that cannot be
 * reached is said at once, and one that does not come to an end is left.
 */

#include "config.h"

#include "tsu-client-run.h"

#include "tsu-error.h"
#include "tsu-inbox.h"
#include "tsu-round.h"
#include "tsu-trouble.h"

#include <glib/gi18n.h>

/* A body that was cut is asked for once more. */
#define PATIENCE_TROUBLE 1
/* A busy server, a copied ledger's new number, a restored server's new life take some rounds more.
 * A server that wants still more is not one. */
#define PATIENCE 4
/* How long a busy server is waited for, milliseconds. */
#define WAIT_MAX (30 * 1000)

typedef struct {
  TsuRound *round;
  TsuRemote *remote;
  const char *token;
  TsuReply *reply; /* nullable: what came last */
  int failures;
} Run;

static void
run_clear (Run *run)
{
  g_clear_pointer (&run->round, tsu_round_free);
  g_clear_object (&run->remote);
  g_clear_pointer (&run->reply, tsu_reply_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static gboolean
stop_waiting_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
wait_until (Run *run, gint64 until, GCancellable *cancellable, GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();
  gint64 left = until - tsu_round_get_now (run->round);
  g_autoptr (GSource) timer = g_timeout_source_new ((guint) CLAMP (left, 0, WAIT_MAX));
  g_autoptr (GSource) stop = g_cancellable_source_new (cancellable);
  gboolean over = FALSE;

  g_source_set_callback (timer, stop_waiting_cb, &over, NULL);
  g_source_add_child_source (timer, stop);
  g_source_set_dummy_callback (stop);
  g_source_attach (timer, context);
  while (!over)
    g_main_context_iteration (context, TRUE);
  g_source_destroy (timer);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/* Whether trying again may help while somebody waits for it. */
static gboolean
may_try_again (Run *run, const TsuTurn *step)
{
  int patience = step->reason == TSU_ENGINE_TROUBLE ? PATIENCE_TROUBLE : PATIENCE;

  if (step->reason == TSU_ENGINE_OFFLINE || step->reason == TSU_ENGINE_DISK)
    return FALSE;
  return run->failures++ < patience && step->until - tsu_round_get_now (run->round) <= WAIT_MAX;
}

static gboolean
ask (Run *run, const TsuTurn *step, GCancellable *cancellable, GError **error)
{
  TsuRequest request;

  tsu_turn_fill_request (step, tsu_round_get_now (run->round), &request);
  request.token = run->token;
  g_clear_pointer (&run->reply, tsu_reply_free);
  run->reply = tsu_remote_send (run->remote, &request, cancellable, error);
  return run->reply != NULL;
}

void
tsu_outcome_clear (TsuOutcome *outcome)
{
  g_clear_pointer (&outcome->clock, g_free);
}

/* Search rows that a first sync put off. */
static gboolean
tend (TsuLedger *ledger, GCancellable *cancellable, GError **error)
{
  gboolean more = TRUE;

  while (more) {
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !tsu_ledger_tend (ledger, &more, error))
      return FALSE;
  }
  return TRUE;
}

static void
keep_outcome (TsuOutcome *outcome, const TsuTurn *step)
{
  outcome->pushed = step->pushed;
  outcome->pulled = step->pulled;
  outcome->issues = step->issues;
  outcome->pending = step->pending;
  g_free (outcome->clock);
  outcome->clock = g_strdup (step->clock);
  outcome->notes |= step->notes;
}

static gboolean
fail (Run *run, const TsuTurn *step, GError **error)
{
  GError *trouble = tsu_trouble_new (step, run->reply);

  if (!trouble)
    trouble = g_error_new (TSU_ERROR, TSU_ERROR_CONFLICT,
                           _ ("The server and this ledger do not come to agree. What was saved "
                              "here is kept; please tell who looks after the server."));
  g_propagate_error (error, trouble);
  return FALSE;
}

/**
 * tsu_client_run_once:
 * @ledger: is shared until nothing is left to push or to pull
 * @outcome: (out caller-allocates): zeroed; how far it came
 *
 * Blocking; turns the thread's default context meanwhile.
 *
 * Returns: whether all is shared; what was not, waits in the ledger
 */
gboolean
tsu_client_run_once (TsuLedger *ledger,
                     const TsuAccount *account,
                     const char *token,
                     TsuOutcome *outcome,
                     GCancellable *cancellable,
                     GError **error)
{
  g_auto (Run) run = { .round = tsu_round_new (FALSE), .token = token };
  TsuTidings tidings = { NULL };

  run.remote = tsu_remote_new (account->address, account->certificate, error);
  if (!run.remote)
    return FALSE;

  for (;;) {
    g_autoptr (TsuTurn) step = tsu_round_step (run.round, ledger, &tidings, error);

    if (!step)
      return FALSE;
    keep_outcome (outcome, step);
    tidings.reply = NULL;
    if (step->path) {
      if (!ask (&run, step, cancellable, error))
        return FALSE;
      tidings.reply = run.reply;
    } else if (step->state == TSU_ENGINE_IDLE) {
      return (step->reason == TSU_ENGINE_WELL || fail (&run, step, error)) &&
             tend (ledger, cancellable, error);
    } else if (step->state == TSU_ENGINE_STOPPED || !may_try_again (&run, step)) {
      return fail (&run, step, error);
    } else if (!wait_until (&run, step->until, cancellable, error)) {
      return FALSE;
    }
  }
}

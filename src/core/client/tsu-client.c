/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The engine in a window. A turn is: a step of the round on the store's writing thread, then the
 * request it asks for in the main context, or a timer; then the next step with what came. At any
 * time there is one step, one request or one timer under way, so that nothing overtakes.
 */

#include "config.h"

#include "tsu-client-private.h"

#include "tsu-client-status.h"
#include "tsu-inbox.h"
#include "tsu-round.h"
#include "tsu-token.h"

/* Typing in several fields is one push. */
#define SAVED_MS 400
/* When a ledger that could not be read is looked at again. */
#define AGAIN_SECONDS 60

struct _TsuClient {
  GObject parent_instance;

  /* owned */
  TsuStore *store; /* NULL once it was stopped */
  TsuAccount *account;
  char *token;
  TsuRemote *remote;
  TsuRound *round;           /* NULL where nobody is signed in; the step's while one runs */
  TsuReply *reply;           /* what came, for the next step */
  GCancellable *cancellable; /* of the present sign-in */
  GCancellable *request;     /* of the request under way */
  TsuClientStatus status;

  gboolean stepping;
  gboolean tending;
  gboolean asking;
  gboolean waiting;   /* the request under way only waits for news */
  TsuTidings tidings; /* for the next step; its reply is not used */
  guint timer;
  guint saved_timer;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (TsuClient, tsu_client, G_TYPE_OBJECT)

static void step (TsuClient *self);

static void
tell (TsuClient *self)
{
  g_signal_emit (self, changed_signal, 0);
}

/* --- one turn --- */

/* What runs on the store's thread. The round is lent to it: the client does not touch it while
 * @stepping. */
typedef struct {
  TsuRound *round; /* NULL: only count */
  TsuTidings tidings;
  TsuReply *reply;
} Job;

static void
job_free (Job *job)
{
  g_clear_pointer (&job->reply, tsu_reply_free);
  g_clear_pointer (&job->round, tsu_round_free);
  g_free (job);
}

static gpointer
step_job (TsuLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;

  job->tidings.reply = job->reply;
  return tsu_round_step (job->round, ledger, &job->tidings, error);
}

static gpointer
count_job (TsuLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TsuTurn) counted = g_new0 (TsuTurn, 1);

  return tsu_turn_count (counted, ledger, error) ? g_steal_pointer (&counted) : NULL;
}

static gboolean
time_cb (gpointer data)
{
  TsuClient *self = data;

  self->timer = 0;
  step (self);
  return G_SOURCE_REMOVE;
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuClient) self = data;
  TsuReply *reply = tsu_remote_send_finish (TSU_REMOTE (source), result, NULL);

  /* Of an earlier sign-in. */
  if (TSU_REMOTE (source) != self->remote) {
    tsu_reply_free (reply);
    return;
  }
  self->asking = FALSE;
  g_clear_object (&self->request);
  g_clear_pointer (&self->reply, tsu_reply_free);
  self->reply = reply;
  /* Cancelled, because something was saved. */
  if (!reply)
    self->tidings.cut = TRUE;
  step (self);
}

static void
ask (TsuClient *self, const TsuTurn *now)
{
  TsuRequest request;

  tsu_turn_fill_request (now, tsu_round_get_now (self->round), &request);
  request.token = self->token;
  self->asking = TRUE;
  self->waiting = now->waiting;
  self->request = g_cancellable_new ();
  tsu_remote_send_async (self->remote, &request, self->request, answered_cb, g_object_ref (self));
}

static void
go_on (TsuClient *self, const TsuTurn *now)
{
  gint64 wait;

  if (now->path) {
    ask (self, now);
  } else if (self->asking) {
    /* Stepped meanwhile, because something was saved. */
    if (self->waiting && now->pending > 0)
      g_cancellable_cancel (self->request);
  } else if (now->state != TSU_ENGINE_STOPPED) {
    wait = CLAMP (now->until - tsu_round_get_now (self->round), 0, G_MAXINT);
    self->timer = g_timeout_add ((guint) wait, time_cb, self);
  }
}

/* --- search rows that were put off --- */

static gpointer
tend_job (TsuLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  gboolean more;

  if (!tsu_ledger_tend (ledger, &more, error))
    return NULL;
  return GINT_TO_POINTER (more ? 2 : 1);
}

static void tend (TsuClient *self);

static void
tended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuClient) self = data;
  gpointer answer = tsu_store_call_finish (TSU_STORE (source), result, NULL);

  self->tending = FALSE;
  if (GPOINTER_TO_INT (answer) == 2)
    tend (self);
}

/* Piece by piece, so that what is saved meanwhile need not wait for all of it. */
static void
tend (TsuClient *self)
{
  if (self->tending || !self->store)
    return;
  self->tending = TRUE;
  tsu_store_write_async (self->store, tend_job, NULL, NULL, NULL, NULL, tended_cb,
                         g_object_ref (self));
}

/* --- between two turns --- */

/* What the step learned of while it ran waits for the next. */
static gboolean
has_tidings (TsuClient *self)
{
  return self->reply || self->tidings.saved || self->tidings.wake || self->tidings.cut;
}

static void
stepped (TsuClient *self, TsuTurn *now, const TsuReply *reply, GError *error)
{
  if (!now)
    tsu_client_status_fail (&self->status, error);
  else if (self->round)
    tsu_client_status_take (&self->status, now, reply, tsu_round_get_now (self->round));
  else
    tsu_client_status_count (&self->status, now);
  if (!now)
    self->timer = g_timeout_add_seconds (AGAIN_SECONDS, time_cb, self);
  else if (self->round)
    go_on (self, now);
  tell (self);
  if (now && now->untended)
    tend (self);
  if (has_tidings (self))
    step (self);
}

/* A step under way: what it needs of the client, and what comes back. */
typedef struct {
  TsuClient *client;
  Job *job;
  GCancellable *cancellable; /* of the sign-in that it belongs to */
} Turn;

static void
turn_free (Turn *turn)
{
  g_object_unref (turn->client);
  g_object_unref (turn->cancellable);
  job_free (turn->job);
  g_free (turn);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Turn, turn_free)

static void
stepped_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Turn) turn = data;
  TsuClient *self = turn->client;
  g_autoptr (GError) error = NULL;
  g_autoptr (TsuTurn) now = tsu_store_call_finish (TSU_STORE (source), result, &error);

  self->stepping = FALSE;
  if (!self->store)
    return;
  /* Signed in or out meanwhile: the round is of no more use. */
  if (g_cancellable_is_cancelled (turn->cancellable)) {
    step (self);
    return;
  }
  self->round = g_steal_pointer (&turn->job->round);
  stepped (self, now, turn->job->reply, error);
}

static void
step (TsuClient *self)
{
  Turn *turn;

  if (self->stepping || !self->store || !self->cancellable)
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  self->stepping = TRUE;
  turn = g_new0 (Turn, 1);
  turn->client = g_object_ref (self);
  turn->cancellable = g_object_ref (self->cancellable);
  turn->job = g_new0 (Job, 1);
  turn->job->tidings = self->tidings;
  turn->job->reply = g_steal_pointer (&self->reply);
  turn->job->round = g_steal_pointer (&self->round);
  self->tidings = (TsuTidings){ NULL };
  if (turn->job->round)
    tsu_store_write_async (self->store, step_job, turn->job, NULL, (GDestroyNotify) tsu_turn_free,
                           NULL, stepped_cb, turn);
  else
    tsu_store_read_async (self->store, count_job, NULL, NULL, (GDestroyNotify) tsu_turn_free, NULL,
                          stepped_cb, turn);
}

/* --- what sets it going --- */

static gboolean
saved_cb (gpointer data)
{
  TsuClient *self = data;

  self->saved_timer = 0;
  self->tidings.saved = TRUE;
  step (self);
  return G_SOURCE_REMOVE;
}

static void
store_changed_cb (TsuClient *self)
{
  if (self->saved_timer == 0)
    self->saved_timer = g_timeout_add (SAVED_MS, saved_cb, self);
}

static void
network_changed_cb (TsuClient *self, gboolean available)
{
  if (available)
    tsu_client_share_now (self);
}

/* --- who shares with whom --- */

static void
begin (TsuClient *self)
{
  g_autoptr (GError) error = NULL;

  self->remote = tsu_remote_new (self->account->address, self->account->certificate, &error);
  if (self->remote) {
    self->round = tsu_round_new (TRUE);
    self->status.state = TSU_CLIENT_LOOKING;
  } else {
    self->status.state = TSU_CLIENT_STUCK;
    self->status.trouble = g_steal_pointer (&error);
  }
}

static void
token_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuClient) self = data;
  g_autoptr (GError) error = NULL;
  char *token = tsu_token_find_finish (result, &error);

  if (!self->store || error)
    return;
  g_free (self->token);
  self->token = token;
  if (token)
    begin (self);
  else
    tsu_client_status_sign_out (&self->status);
  tell (self);
  step (self);
}

static gpointer
load_job (TsuLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  return tsu_account_load (ledger, error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuClient) self = data;
  g_autoptr (GError) error = NULL;
  TsuAccount *account = tsu_store_call_finish (TSU_STORE (source), result, &error);

  if (!account || !self->store)
    return;
  tsu_account_free (self->account);
  self->account = account;
  if (account->address) {
    tsu_token_find_async (account->address, account->device, self->cancellable, token_found_cb,
                          g_object_ref (self));
    return;
  }
  self->status.state = TSU_CLIENT_ALONE;
  tell (self);
  step (self);
}

void
tsu_client_halt (TsuClient *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_cancellable_cancel (self->request);
  g_clear_object (&self->request);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->round, tsu_round_free);
  g_clear_pointer (&self->reply, tsu_reply_free);
  g_clear_pointer (&self->token, g_free);
  g_clear_object (&self->remote);
  tsu_client_status_reset (&self->status);
  self->tidings = (TsuTidings){ NULL };
  self->asking = FALSE;
}

void
tsu_client_reload (TsuClient *self)
{
  if (!self->store)
    return;
  tsu_client_halt (self);
  self->cancellable = g_cancellable_new ();
  tsu_store_read_async (self->store, load_job, NULL, NULL, (GDestroyNotify) tsu_account_free,
                        self->cancellable, loaded_cb, g_object_ref (self));
}

TsuStore *
tsu_client_get_store (TsuClient *self)
{
  return self->store;
}

/* NULL where nobody is signed in. */
const char *
tsu_client_get_token (TsuClient *self)
{
  return self->token;
}

/* --- the class --- */

static void
tsu_client_dispose (GObject *object)
{
  tsu_client_stop (TSU_CLIENT (object));
  G_OBJECT_CLASS (tsu_client_parent_class)->dispose (object);
}

static void
tsu_client_finalize (GObject *object)
{
  TsuClient *self = TSU_CLIENT (object);

  g_clear_pointer (&self->account, tsu_account_free);
  tsu_client_status_reset (&self->status);
  G_OBJECT_CLASS (tsu_client_parent_class)->finalize (object);
}

static void
tsu_client_class_init (TsuClientClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tsu_client_dispose;
  G_OBJECT_CLASS (klass)->finalize = tsu_client_finalize;
  changed_signal = g_signal_new ("changed", TSU_TYPE_CLIENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
tsu_client_init (TsuClient *self)
{
  self->account = tsu_account_new ();
}

/**
 * tsu_client_new:
 *
 * Begins to share the ledger of @store with the server that its settings name, if any.
 *
 * Returns: (transfer full): the client
 */
TsuClient *
tsu_client_new (TsuStore *store)
{
  TsuClient *self = g_object_new (TSU_TYPE_CLIENT, NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed",
                           G_CALLBACK (network_changed_cb), self, G_CONNECT_SWAPPED);
  tsu_client_reload (self);
  return self;
}

/**
 * tsu_client_stop:
 *
 * Lets go of the store. What was on its way is asked for again the next time.
 */
void
tsu_client_stop (TsuClient *self)
{
  if (!self->store)
    return;
  tsu_client_halt (self);
  g_clear_handle_id (&self->saved_timer, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->store, self);
  g_signal_handlers_disconnect_by_data (g_network_monitor_get_default (), self);
  g_clear_object (&self->store);
}

/**
 * tsu_client_get_status:
 *
 * Returns: (transfer none): how sharing stands, until "changed"
 */
const TsuClientStatus *
tsu_client_get_status (TsuClient *self)
{
  return &self->status;
}

/**
 * tsu_client_get_account:
 *
 * Returns: (transfer none): with whom the ledger is shared
 */
const TsuAccount *
tsu_client_get_account (TsuClient *self)
{
  return self->account;
}

static gpointer
forget_notes_job (TsuLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (tsu_round_notes_forget (ledger, GPOINTER_TO_UINT (data), error));
}

/* A step that was under way meanwhile has still read it. */
static void
notes_forgotten_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuClient) self = data;

  tsu_store_call_finish (TSU_STORE (source), result, NULL);
  self->tidings.saved = TRUE;
  step (self);
}

/**
 * tsu_client_forget_notes:
 *
 * A person has read what happened; it is not said any more, unless the ledger could not keep that.
 */
void
tsu_client_forget_notes (TsuClient *self)
{
  if (!self->store)
    return;
  tsu_store_write_async (self->store, forget_notes_job, GUINT_TO_POINTER (self->status.untold),
                         NULL, NULL, NULL, notes_forgotten_cb, g_object_ref (self));
  tsu_client_status_forget_notes (&self->status);
  tell (self);
}

/**
 * tsu_client_share_now:
 *
 * Does not wait for the timer.
 */
void
tsu_client_share_now (TsuClient *self)
{
  if (!self->round && !self->stepping)
    return;
  self->tidings.wake = TRUE;
  if (self->asking && self->waiting)
    g_cancellable_cancel (self->request);
  step (self);
}

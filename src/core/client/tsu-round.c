/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One engine over one ledger, step by step. The ledger is handed in with every step, because in a
 * window it belongs to the store's thread, and requests to another.
 */

#include "config.h"

#include "tsu-round.h"

#include "tsu-inbox.h"
#include "tsu-issue.h"
#include "tsu-ledger-host.h"
#include "tsu-outbox.h"

#define REQUEST_SECONDS_MAX 120

/* The host's data begins with that of the ledger's own host, whose functions do the work. */
struct _TsuRound {
  TsuLedgerHost host;
  TsuEngine *engine;
  GHashTable *sent; /* id of a transaction on its way → how many changes it has */
  gint64 began;     /* the computer's clock less the monotonic one, when the round began */
  gint64 pushed;
  gint64 pulled;
  gboolean untended;
  TsuRoundNotes notes;
};

/* --- counting what passes --- */

static GPtrArray *
get_outbox (gpointer data, int max_changes, gsize max_bytes)
{
  TsuRound *self = data;
  GPtrArray *txns = tsu_ledger_host_functions.outbox (data, max_changes, max_bytes);

  g_hash_table_remove_all (self->sent);
  for (guint i = 0; i < txns->len; i++) {
    const TsuTxn *txn = g_ptr_array_index (txns, i);

    g_hash_table_insert (self->sent, g_strdup (txn->id), GUINT_TO_POINTER (txn->changes->len));
  }
  return txns;
}

static gboolean
acknowledge (gpointer data, GPtrArray *receipts)
{
  TsuRound *self = data;

  if (!tsu_ledger_host_functions.acknowledge (data, receipts))
    return FALSE;
  for (guint i = 0; i < receipts->len; i++) {
    const TsuReceipt *receipt = g_ptr_array_index (receipts, i);

    if (receipt->verdict != TSU_VERDICT_HELD)
      self->pushed += GPOINTER_TO_UINT (g_hash_table_lookup (self->sent, receipt->txn));
  }
  return TRUE;
}

/* What one made oneself comes back too, for its place in the server's order. */
static void
count_pulled (TsuRound *self, GPtrArray *changes, const char *device)
{
  for (guint i = 0; i < changes->len; i++) {
    const TsuChange *change = g_ptr_array_index (changes, i);

    self->pulled += g_strcmp0 (change->device, device) != 0;
  }
}

static gboolean
drops_any (GPtrArray *lines)
{
  for (guint i = 0; lines && i < lines->len; i++) {
    if (((TsuScopeLine *) g_ptr_array_index (lines, i))->kind == TSU_SCOPE_DROP)
      return TRUE;
  }
  return FALSE;
}

/* Before it happens. */
static gboolean
keep_note (TsuRound *self, TsuRoundNotes note)
{
  g_clear_error (&self->host.error);
  return tsu_round_notes_keep (self->host.ledger, note, &self->host.error);
}

static gboolean
adopt (gpointer data, const char *epoch, gint64 common)
{
  TsuRound *self = data;

  if (!keep_note (self, TSU_NOTE_RESTORED) ||
      !tsu_ledger_host_functions.adopt (data, epoch, common))
    return FALSE;
  self->notes |= TSU_NOTE_RESTORED;
  return TRUE;
}

static gboolean
apply_page (gpointer data, const TsuPage *page)
{
  TsuRound *self = data;
  TsuRoundNotes note = drops_any (page->lines) ? TSU_NOTE_DROPPED : 0;
  g_auto (TsuShared) shared = { NULL };

  if (!keep_note (self, note) || !tsu_ledger_host_functions.apply (data, page))
    return FALSE;
  self->notes |= note;
  tsu_ledger_get_shared (self->host.ledger, &shared, NULL);
  for (guint i = 0; i < page->txns->len; i++)
    count_pulled (self, ((TsuTxn *) g_ptr_array_index (page->txns, i))->changes, shared.device);
  return TRUE;
}

static gboolean
take_chunk (gpointer data, GPtrArray *changes, gint64 offset)
{
  TsuRound *self = data;
  g_auto (TsuShared) shared = { NULL };

  if (!tsu_ledger_host_functions.take_chunk (data, changes, offset))
    return FALSE;
  tsu_ledger_get_shared (self->host.ledger, &shared, NULL);
  count_pulled (self, changes, shared.device);
  self->untended = TRUE;
  return TRUE;
}

static void
set_request (TsuRound *self, TsuTurn *step, const TsuAction *action)
{
  step->until = action->until;
  if (action->kind == TSU_ACTION_WAIT)
    return;
  step->path = g_strdup (action->path);
  step->body = action->body ? g_bytes_ref (action->body) : NULL;
  step->waiting = tsu_engine_is_waiting (self->engine);
  if (action->kind == TSU_ACTION_SNAPSHOT_FILE) {
    step->etag = g_strdup (action->etag);
    step->from = action->offset;
    step->length = action->length;
  }
}

void
tsu_turn_free (TsuTurn *step)
{
  if (!step)
    return;
  g_free (step->path);
  g_free (step->etag);
  g_free (step->clock);
  g_clear_pointer (&step->body, g_bytes_unref);
  g_clear_error (&step->error);
  g_free (step);
}

/**
 * tsu_turn_count:
 *
 * Counts what waits: for the server, and for a person; what is still to be told, and to be fetched.
 *
 * Returns: whether the ledger could be read
 */
gboolean
tsu_turn_count (TsuTurn *step, TsuLedger *ledger, GError **error)
{
  gint64 held;

  step->pending = tsu_ledger_count_outbox (ledger, error);
  if (step->pending < 0)
    return FALSE;
  held = tsu_ledger_count_held (ledger, error);
  if (held < 0)
    return FALSE;
  step->issues = tsu_ledger_count_issues (ledger, error);
  if (step->issues < 0)
    return FALSE;
  step->issues += held;
  step->untold = tsu_round_notes_get (ledger);
  return tsu_ledger_get_snapshot_progress (ledger, &step->got, &step->total, error);
}

/**
 * tsu_turn_fill_request:
 * @now: by tsu_round_get_now()
 * @request: (out caller-allocates): borrows from @step; the token is the caller's to add
 */
void
tsu_turn_fill_request (const TsuTurn *step, gint64 now, TsuRequest *request)
{
  *request = (TsuRequest){
    .method = step->body ? "POST" : "GET",
    .path = step->path,
    .body = step->body,
    .from = step->from,
    .length = step->length,
    .etag = step->etag,
    .seconds = (int) CLAMP ((step->until - now) / 1000, 1, REQUEST_SECONDS_MAX),
    .max = TSU_WIRE_BODY_MAX,
  };
}

/**
 * tsu_round_new:
 * @live: whether to leave a question with the server until there is news
 *
 * Returns: (transfer full): a round that has not begun
 */
TsuRound *
tsu_round_new (gboolean live)
{
  TsuRound *self = g_new0 (TsuRound, 1);
  TsuEngineHost functions = tsu_ledger_host_functions;

  functions.outbox = get_outbox;
  functions.acknowledge = acknowledge;
  functions.apply = apply_page;
  functions.adopt = adopt;
  functions.take_chunk = take_chunk;
  self->began = (g_get_real_time () - g_get_monotonic_time ()) / 1000;
  self->sent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  /* The last time may have ended before its search rows were written. */
  self->untended = TRUE;
  self->engine = tsu_engine_new (&functions, self);
  tsu_engine_set_live (self->engine, live);
  return self;
}

void
tsu_round_free (TsuRound *self)
{
  if (!self)
    return;
  g_clear_pointer (&self->engine, tsu_engine_free);
  g_clear_pointer (&self->sent, g_hash_table_unref);
  g_clear_error (&self->host.error);
  g_free (self);
}

/* It does not try again by itself. */
static gboolean
waits_for_a_person (const TsuEngine *engine)
{
  return tsu_engine_get_state (engine) == TSU_ENGINE_STOPPED ||
         tsu_engine_get_reason (engine) == TSU_ENGINE_UPGRADE;
}

static void
take_tidings (TsuRound *self, gint64 now, const TsuTidings *tidings)
{
  const TsuReply *reply = tidings->reply;

  if (tidings->wake && waits_for_a_person (self->engine))
    tsu_engine_resume (self->engine, now);
  if (tidings->cut)
    tsu_engine_cut (self->engine, now);
  if (tidings->wake || (tidings->saved && tsu_ledger_count_outbox (self->host.ledger, NULL) > 0))
    tsu_engine_wake (self->engine, now);
  if (reply)
    tsu_engine_answer (self->engine, now, reply->status, reply->code, reply->retry_after,
                       reply->body);
}

/**
 * tsu_round_get_now:
 *
 * The round's own clock: the computer's when it began, but never set, so that a clock that is put
 * right does not stop the timers. May be asked on any thread.
 *
 * Returns: Unix milliseconds
 */
gint64
tsu_round_get_now (const TsuRound *self)
{
  return self->began + g_get_monotonic_time () / 1000;
}

/**
 * tsu_round_step:
 * @ledger: the same every time, on its own thread
 * @tidings: what happened since
 *
 * Returns: (transfer full): what to do next; NULL where the ledger cannot even be read
 */
TsuTurn *
tsu_round_step (TsuRound *self, TsuLedger *ledger, const TsuTidings *tidings, GError **error)
{
  gint64 now = tsu_round_get_now (self);
  g_autoptr (TsuTurn) step = g_new0 (TsuTurn, 1);
  TsuAction action;

  self->host.ledger = ledger;
  g_clear_error (&self->host.error);
  take_tidings (self, now, tidings);
  action = tsu_engine_next (self->engine, now);
  set_request (self, step, &action);
  step->state = tsu_engine_get_state (self->engine);
  step->reason = tsu_engine_get_reason (self->engine);
  step->clock = tsu_ledger_get_clock_warning (ledger);
  step->notes = self->notes;
  self->notes = 0;
  step->untended = self->untended;
  self->untended = FALSE;
  step->pushed = self->pushed;
  step->pulled = self->pulled;
  step->error = g_steal_pointer (&self->host.error);
  return tsu_turn_count (step, ledger, error) ? g_steal_pointer (&step) : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The client's side of sync as a state machine: IDLE → PUSH* → PULL* → IDLE, any failure →
 * BACKOFF. It has no thread, clock, random or socket of its own. Two rules keep it honest: the
 * same bytes are sent again on any doubt, and every state has a deadline, so that no lost event
 * can stop it for good.
 */

#include "config.h"

#include "tsu-engine.h"

#include <string.h>

#define IDLE_MS (60 * 1000)
#define REQUEST_MS (90 * 1000)
#define BACKOFF_FIRST_MS 1000
#define BACKOFF_MAX_MS (5 * 60 * 1000)
#define OFFSETS 9

struct _TsuEngine {
  TsuEngineHost host;
  gpointer data;
  TsuEngineState state;
  TsuEngineReason reason;
  gint64 deadline;
  gboolean in_flight;
  gboolean woken;        /* something was saved while a request was on its way */
  gboolean may_not_pull; /* the server asks for a newer program */
  GBytes *body;          /* the push in flight or in doubt: sent again byte for byte */
  int max_changes;       /* halved while the server finds bodies too large */
  int failures;
  gint64 sent_at;
  gint64 offsets[OFFSETS]; /* server's clock less ours, of the last answers */
  int n_offsets;
};

/**
 * tsu_engine_new:
 * @host: copied
 *
 * Returns: (transfer full): an engine that wants to push at once
 */
TsuEngine *
tsu_engine_new (const TsuEngineHost *host, gpointer data)
{
  TsuEngine *self = g_new0 (TsuEngine, 1);

  self->host = *host;
  self->data = data;
  self->max_changes = TSU_WIRE_PUSH_CHANGES;
  return self;
}

void
tsu_engine_free (TsuEngine *self)
{
  if (!self)
    return;
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

static void
enter (TsuEngine *self, TsuEngineState state, gint64 deadline)
{
  self->state = state;
  self->deadline = deadline;
  self->in_flight = FALSE;
}

static void
begin (TsuEngine *self, gint64 now)
{
  enter (self, TSU_ENGINE_PUSH, now);
  self->woken = FALSE;
}

/* Full jitter: a random wait of up to the doubled bound, so that fifty desks whose server comes
 * back do not all knock at once. */
static void
back_off (TsuEngine *self, gint64 now, TsuEngineReason reason, gint64 at_least)
{
  gint64 bound = BACKOFF_MAX_MS;

  if (self->failures < 8)
    bound = MIN (bound, (gint64) BACKOFF_FIRST_MS << self->failures);
  self->failures++;
  self->reason = reason;
  enter (self, TSU_ENGINE_BACKOFF,
         now + at_least + 1 + self->host.random (self->data) % (guint32) bound);
}

static void
stop (TsuEngine *self, TsuEngineReason reason)
{
  self->reason = reason;
  enter (self, TSU_ENGINE_STOPPED, G_MAXINT64);
}

static TsuAction
wait_for (TsuEngine *self)
{
  return (TsuAction){ .kind = TSU_ACTION_WAIT, .until = self->deadline };
}

static TsuAction
send_request (TsuEngine *self, gint64 now, TsuAction action)
{
  self->in_flight = TRUE;
  self->sent_at = now;
  self->deadline = now + REQUEST_MS;
  action.until = self->deadline;
  return action;
}

static TsuAction
next_pull (TsuEngine *self, gint64 now)
{
  if (self->may_not_pull) {
    self->reason = TSU_ENGINE_UPGRADE;
    enter (self, TSU_ENGINE_IDLE, now + IDLE_MS);
    return wait_for (self);
  }
  return send_request (self, now,
                       (TsuAction){ .kind = TSU_ACTION_PULL,
                                    .cursor = self->host.cursor (self->data) });
}

static TsuAction
next_push (TsuEngine *self, gint64 now)
{
  if (!self->body) {
    g_autoptr (GPtrArray) txns =
      self->host.outbox (self->data, self->max_changes, TSU_WIRE_PUSH_BYTES);
    g_auto (TsuHello) hello = { 0 };

    if (txns->len == 0) {
      enter (self, TSU_ENGINE_PULL, now);
      return next_pull (self, now);
    }
    self->host.hello (self->data, &hello);
    self->body = tsu_wire_encode_push (&hello, txns);
  }
  return send_request (self, now, (TsuAction){ .kind = TSU_ACTION_PUSH, .body = self->body });
}

/**
 * tsu_engine_next:
 * @now: milliseconds of any clock that does not stand still
 *
 * Returns: what to do; a request's body stays valid until it is answered
 */
TsuAction
tsu_engine_next (TsuEngine *self, gint64 now)
{
  if (self->in_flight && now >= self->deadline)
    back_off (self, now, TSU_ENGINE_OFFLINE, 0);
  if (self->in_flight || self->state == TSU_ENGINE_STOPPED)
    return wait_for (self);

  switch (self->state) {
  case TSU_ENGINE_IDLE:
  case TSU_ENGINE_BACKOFF:
    if (now < self->deadline)
      return wait_for (self);
    begin (self, now);
    return next_push (self, now);
  case TSU_ENGINE_PUSH:
    return next_push (self, now);
  case TSU_ENGINE_PULL:
    return next_pull (self, now);
  case TSU_ENGINE_STOPPED:
  default:
    g_assert_not_reached ();
  }
}

void
tsu_engine_wake (TsuEngine *self, gint64 now)
{
  self->woken = TRUE;
  if (!self->in_flight && (self->state == TSU_ENGINE_IDLE || self->state == TSU_ENGINE_BACKOFF))
    self->deadline = MIN (self->deadline, now);
}

void
tsu_engine_resume (TsuEngine *self, gint64 now)
{
  self->may_not_pull = FALSE;
  self->failures = 0;
  self->reason = TSU_ENGINE_WELL;
  begin (self, now);
}

static void
note_clock (TsuEngine *self, gint64 now, gint64 server)
{
  gint64 middle = self->sent_at + (now - self->sent_at) / 2;

  memmove (&self->offsets[1], self->offsets, (OFFSETS - 1) * sizeof (gint64));
  self->offsets[0] = server - middle;
  self->n_offsets = MIN (self->n_offsets + 1, OFFSETS);
}

static void
take_receipts (TsuEngine *self, gint64 now, GBytes *body)
{
  g_autoptr (GPtrArray) receipts = NULL;
  g_autofree char *epoch = NULL;
  gint64 server_now;

  receipts = tsu_wire_decode_receipts (g_bytes_get_data (body, NULL), g_bytes_get_size (body),
                                       &epoch, &server_now, NULL);
  if (!receipts) {
    back_off (self, now, TSU_ENGINE_TROUBLE, 0);
    return;
  }
  if (!self->host.acknowledge (self->data, receipts)) {
    back_off (self, now, TSU_ENGINE_DISK, 0);
    return;
  }
  note_clock (self, now, server_now);
  g_clear_pointer (&self->body, g_bytes_unref);
  self->max_changes = TSU_WIRE_PUSH_CHANGES;
  enter (self, TSU_ENGINE_PUSH, now);
}

static void
take_page (TsuEngine *self, gint64 now, GBytes *body)
{
  g_autoptr (TsuPage) page =
    tsu_wire_decode_page (g_bytes_get_data (body, NULL), g_bytes_get_size (body), NULL);

  if (!page) {
    back_off (self, now, TSU_ENGINE_TROUBLE, 0);
    return;
  }
  if (!self->host.apply (self->data, page)) {
    back_off (self, now, TSU_ENGINE_DISK, 0);
    return;
  }
  note_clock (self, now, page->now);
  if (page->more) {
    enter (self, TSU_ENGINE_PULL, now);
    return;
  }
  self->failures = 0;
  self->reason = TSU_ENGINE_WELL;
  if (self->woken)
    begin (self, now);
  else
    enter (self, TSU_ENGINE_IDLE, now + IDLE_MS);
}

static gboolean
is_code (const char *code, const char *name)
{
  return g_strcmp0 (code, name) == 0;
}

/* The device's file was copied, or the server is another than it was. What was made for the old
 * state of things is forgotten and made anew from the outbox, which holds everything. */
static void
take_conflict (TsuEngine *self, gint64 now, const char *code, GBytes *body)
{
  gboolean done = FALSE;

  g_clear_pointer (&self->body, g_bytes_unref);
  if (is_code (code, "device_fork") || is_code (code, "dseq_gap")) {
    done = self->host.renumber (self->data);
  } else if (is_code (code, "epoch") || is_code (code, "diverged")) {
    gsize length = 0;
    const char *epoch = body ? g_bytes_get_data (body, &length) : NULL;
    g_autofree char *text = g_strndup (epoch ? epoch : "", length);

    done = self->host.adopt (self->data, g_strstrip (text));
  }

  /* Through the backoff even when done, so that a server that never agrees is not asked without
   * pause. */
  back_off (self, now, done ? TSU_ENGINE_WELL : TSU_ENGINE_TROUBLE, 0);
}

static void
take_failure (
  TsuEngine *self, gint64 now, int status, const char *code, gint64 retry_after, GBytes *body)
{
  switch (status) {
  case 401:
  case 403:
    stop (self, TSU_ENGINE_LOGIN);
    break;
  case 409:
    take_conflict (self, now, code, body);
    break;
  case 413:
    g_clear_pointer (&self->body, g_bytes_unref);
    self->max_changes = MAX (1, self->max_changes / 2);
    back_off (self, now, TSU_ENGINE_TROUBLE, 0);
    break;
  case 426:
    self->may_not_pull = TRUE;
    enter (self, TSU_ENGINE_PUSH, now);
    break;
  case 429:
  case 503:
    back_off (self, now, TSU_ENGINE_BUSY, CLAMP (retry_after, 0, 3600) * 1000);
    break;
  case 0:
    back_off (self, now, TSU_ENGINE_OFFLINE, 0);
    break;
  default:
    back_off (self, now, TSU_ENGINE_TROUBLE, 0);
    break;
  }
}

/**
 * tsu_engine_answer:
 * @body: (nullable): the bytes of the answer, as many as came
 *
 * An answer to a request that is no longer in flight is passed over.
 */
void
tsu_engine_answer (
  TsuEngine *self, gint64 now, int status, const char *code, gint64 retry_after, GBytes *body)
{
  if (!self->in_flight)
    return;

  self->in_flight = FALSE;
  if (status != 200 || !body)
    take_failure (self, now, status, code, retry_after, body);
  else if (self->state == TSU_ENGINE_PUSH)
    take_receipts (self, now, body);
  else
    take_page (self, now, body);
}

TsuEngineState
tsu_engine_get_state (const TsuEngine *self)
{
  return self->state;
}

TsuEngineReason
tsu_engine_get_reason (const TsuEngine *self)
{
  return self->reason;
}

static int
compare_offsets (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

/**
 * tsu_engine_get_clock_offset:
 *
 * Returns: how far the server's clock is ahead of the one given in, milliseconds: the median of
 *   the last answers
 */
gint64
tsu_engine_get_clock_offset (const TsuEngine *self)
{
  gint64 sorted[OFFSETS];

  if (self->n_offsets == 0)
    return 0;
  memcpy (sorted, self->offsets, self->n_offsets * sizeof (gint64));
  qsort (sorted, self->n_offsets, sizeof (gint64), compare_offsets);
  return sorted[self->n_offsets / 2];
}

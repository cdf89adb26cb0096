/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The client's side of sync as a state machine: IDLE → PUSH* → PULL* → IDLE, any failure →
 * BACKOFF. It has no thread, clock, random or socket of its own. Two rules keep it honest: the
 * same bytes are sent again on any doubt, and every state has a deadline, so that no lost event
 * can stop it for good. This half asks; tsu-engine-answer.c hears.
 */

#include "config.h"

#include "tsu-engine-private.h"

#include "tsu-plant.h"

#include <string.h>

#define REQUEST_MS (90 * 1000)
#define FILE_MS (5 * 60 * 1000)
#define BACKOFF_FIRST_MS 1000
#define BACKOFF_MAX_MS (5 * 60 * 1000)
#define WAIT_SECONDS 25
#define PAGE_CHANGES 5000
/* Holds several chunks; doubled where not even one was whole. */
#define FILE_BYTES (4 * TSU_WIRE_CHUNK_BYTES)

void
tsu_cursor_clear (TsuCursor *cursor)
{
  g_free (cursor->epoch);
  g_free (cursor->scope);
  memset (cursor, 0, sizeof *cursor);
}

void
tsu_place_clear (TsuPlace *place)
{
  g_free (place->path);
  g_free (place->etag);
  memset (place, 0, sizeof *place);
}

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
  self->max_bytes = TSU_WIRE_PUSH_BYTES;
  self->length = FILE_BYTES;
  return self;
}

void
tsu_engine_free (TsuEngine *self)
{
  if (!self)
    return;
  tsu_engine_forget_push (self);
  tsu_cursor_clear (&self->cursor);
  tsu_place_clear (&self->place);
  g_free (self->path);
  g_free (self);
}

void
tsu_engine_enter (TsuEngine *self, TsuEngineState state, gint64 deadline)
{
  self->state = state;
  self->deadline = deadline;
  self->in_flight = FALSE;
}

void
tsu_engine_begin (TsuEngine *self, gint64 now)
{
  tsu_engine_enter (self, TSU_ENGINE_PUSH, now);
  self->woken = FALSE;
}

/* Full jitter: a random wait of up to the doubled bound, so that fifty desks whose server comes
 * back do not all knock at once. */
void
tsu_engine_back_off (TsuEngine *self, gint64 now, TsuEngineReason reason, gint64 at_least)
{
  gint64 bound = BACKOFF_MAX_MS;

  if (self->failures < 8 || TSU_PLANT (no_patience))
    bound =
      MIN (bound, (gint64) BACKOFF_FIRST_MS << (TSU_PLANT (no_patience) ? 0 : self->failures));
  self->failures++;
  self->reason = reason;
  self->caught_up = FALSE;
  tsu_engine_enter (self, TSU_ENGINE_BACKOFF,
                    TSU_PLANT (timer_unarmed)
                      ? G_MAXINT64
                      : now + at_least + 1 + self->host.random (self->data) % (guint32) bound);
}

/* No answer came. Over a slow line a smaller part of a file may come in time; where it is too small
 * for a chunk it grows again. */
void
tsu_engine_lose (TsuEngine *self, gint64 now)
{
  if (self->asked == TSU_ACTION_SNAPSHOT_FILE)
    self->length = MAX (self->length / 2, TSU_WIRE_CHUNK_BYTES / 4);
  tsu_engine_back_off (self, now, TSU_ENGINE_OFFLINE, 0);
}

void
tsu_engine_forget_push (TsuEngine *self)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->first, g_free);
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
  self->asked = action.kind;
  self->wait = action.wait;
  self->sent_at = now;
  self->wall_sent_at = self->host.wall (self->data);
  self->deadline = now + (action.kind == TSU_ACTION_SNAPSHOT_FILE ? FILE_MS : REQUEST_MS);
  action.until = self->deadline;
  action.path = self->path;
  return action;
}

static void
append_text (GString *path, const char *name, const char *text)
{
  if (!text)
    return;
  g_string_append_printf (path, "&%s=", name);
  g_string_append_uri_escaped (path, text, NULL, FALSE);
}

static char *
word_pull (const TsuEngine *self, int wait)
{
  GString *path = g_string_new (NULL);

  g_string_printf (path, "/v1/pull?seq=%" G_GINT64_FORMAT "&limit=%d&schema=%d", self->cursor.seq,
                   PAGE_CHANGES, TSU_SCHEMA_VERSION);
  append_text (path, "epoch", self->cursor.epoch);
  append_text (path, "scope", self->cursor.scope);
  if (wait > 0)
    g_string_append_printf (path, "&wait=%d", wait);
  return g_string_free (path, FALSE);
}

static TsuAction
ask_for_page (TsuEngine *self, gint64 now)
{
  int wait = self->live && self->caught_up ? WAIT_SECONDS : 0;

  self->ask_plainly = FALSE;
  self->path = word_pull (self, wait);
  return send_request (self, now,
                       (TsuAction){
                         .kind = TSU_ACTION_PULL, .cursor = self->cursor.seq, .wait = wait });
}

static TsuAction
ask_for_snapshot (TsuEngine *self, gint64 now)
{
  self->host.place (self->data, &self->place);
  if (!self->place.path) {
    self->path = g_strdup_printf ("/v1/snapshot?schema=%d", TSU_SCHEMA_VERSION);
    return send_request (self, now, (TsuAction){ .kind = TSU_ACTION_SNAPSHOT_INDEX });
  }
  self->path = g_strdup (self->place.path);
  return send_request (self, now,
                       (TsuAction){
                         .kind = TSU_ACTION_SNAPSHOT_FILE,
                         .etag = self->place.etag,
                         .offset = self->place.offset,
                         .length = MIN (self->length, self->place.bytes - self->place.offset),
                       });
}

static TsuAction
next_pull (TsuEngine *self, gint64 now)
{
  if (self->may_not_pull) {
    self->reason = TSU_ENGINE_UPGRADE;
    tsu_engine_enter (self, TSU_ENGINE_IDLE, now + TSU_ENGINE_IDLE_MS);
    return wait_for (self);
  }
  tsu_cursor_clear (&self->cursor);
  tsu_place_clear (&self->place);
  g_clear_pointer (&self->path, g_free);
  self->host.cursor (self->data, &self->cursor);
  return self->cursor.snapshot && !self->ask_plainly ? ask_for_snapshot (self, now)
                                                     : ask_for_page (self, now);
}

static gboolean
make_push (TsuEngine *self)
{
  g_autoptr (GPtrArray) txns = self->host.outbox (self->data, self->max_changes, self->max_bytes);
  g_auto (TsuHello) hello = { 0 };

  if (txns->len == 0)
    return FALSE;
  self->host.hello (self->data, &hello);
  self->body = tsu_wire_encode_push (&hello, txns);
  self->first = g_strdup (((TsuTxn *) g_ptr_array_index (txns, 0))->id);
  self->n_txns = txns->len;
  return TRUE;
}

static TsuAction
next_push (TsuEngine *self, gint64 now)
{
  if (!self->body && !make_push (self)) {
    tsu_engine_enter (self, TSU_ENGINE_PULL, now);
    return next_pull (self, now);
  }
  g_free (self->path);
  self->path = g_strdup ("/v1/push");
  return send_request (self, now, (TsuAction){ .kind = TSU_ACTION_PUSH, .body = self->body });
}

/* While nothing else is to be done; the caller may do something else between two pieces. */
static TsuAction
tend (TsuEngine *self, gint64 now)
{
  TsuAction action = wait_for (self);

  if (self->host.tend (self->data))
    action.until = now;
  return action;
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
    tsu_engine_lose (self, now);
  if (tsu_engine_is_waiting (self))
    return tend (self, now);
  if (self->in_flight || self->state == TSU_ENGINE_STOPPED)
    return wait_for (self);

  switch (self->state) {
  case TSU_ENGINE_IDLE:
  case TSU_ENGINE_BACKOFF:
    if (now < self->deadline)
      return tend (self, now);
    tsu_engine_begin (self, now);
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
tsu_engine_set_live (TsuEngine *self, gboolean live)
{
  self->live = live;
}

void
tsu_engine_wake (TsuEngine *self, gint64 now)
{
  self->woken = TRUE;
  if (!self->in_flight && (self->state == TSU_ENGINE_IDLE || self->state == TSU_ENGINE_BACKOFF))
    self->deadline = MIN (self->deadline, now);
}

gboolean
tsu_engine_is_waiting (const TsuEngine *self)
{
  return self->in_flight && self->asked == TSU_ACTION_PULL && self->wait > 0;
}

void
tsu_engine_cut (TsuEngine *self, gint64 now)
{
  if (tsu_engine_is_waiting (self))
    tsu_engine_begin (self, now);
}

/**
 * tsu_engine_resume:
 *
 * What kept it from going on holds until an answer says otherwise.
 */
void
tsu_engine_resume (TsuEngine *self, gint64 now)
{
  self->may_not_pull = FALSE;
  if (self->in_flight)
    return;
  self->failures = 0;
  tsu_engine_begin (self, now);
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

/**
 * tsu_engine_get_clock_offset:
 *
 * Returns: how far the server's clock is ahead of this computer's, milliseconds: the median of the
 *   last answers
 */
gint64
tsu_engine_get_clock_offset (const TsuEngine *self)
{
  return tsu_offsets_get_median (&self->offsets);
}

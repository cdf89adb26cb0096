/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the engine makes of an answer. Nothing is believed of a body before its frame was verified,
 * and nothing counts as done before the ledger has kept it.
 */

#include "config.h"

#include "tsu-engine-private.h"
#include "tsu-plant.h"
#include "tsu-wire-answer.h"

/* A server that does not keep a waiting pull back is not asked in a circle. */
#define SHORTEST_WAIT_MS 1000

static void
stop (TsuEngine *self, TsuEngineReason reason)
{
  self->reason = reason;
  tsu_engine_enter (self, TSU_ENGINE_STOPPED, G_MAXINT64);
}

/* @now and the moment of asking are of a clock that may not be the wall's; only what lies between
 * them is taken of it. */
static void
note_clock (TsuEngine *self, gint64 now, gint64 server)
{
  gint64 middle = self->wall_sent_at + (now - self->sent_at) / 2;

  /* A pull that was kept back tells only when it was answered. */
  if (self->wait > 0)
    middle = self->wall_sent_at + (now - self->sent_at);
  tsu_offsets_add (&self->offsets, server - middle);
  self->host.note_clock (self->data, tsu_offsets_get_median (&self->offsets));
}

static gboolean
is_another_life (const char *known, const char *told)
{
  return known && g_strcmp0 (known, told) != 0;
}

static void
take_receipts (TsuEngine *self, gint64 now, GBytes *body)
{
  g_autoptr (GPtrArray) receipts = NULL;
  g_autofree char *epoch = NULL;
  gint64 server_now;

  receipts = tsu_wire_decode_receipts (g_bytes_get_data (body, NULL), g_bytes_get_size (body),
                                       &epoch, &server_now, NULL);
  if (!receipts || receipts->len != self->n_txns) {
    tsu_engine_back_off (self, now, TSU_ENGINE_TROUBLE, 0);
    return;
  }
  /* A client that did not know on whose word its work counts as shared could not tell when that
   * life of the server ends. */
  if (!self->host.meet (self->data, epoch) || !self->host.acknowledge (self->data, receipts)) {
    tsu_engine_back_off (self, now, TSU_ENGINE_DISK, 0);
    return;
  }
  note_clock (self, now, server_now);
  tsu_engine_forget_push (self);
  self->max_changes = TSU_WIRE_PUSH_CHANGES;
  self->max_bytes = TSU_WIRE_PUSH_BYTES;
  tsu_engine_enter (self, TSU_ENGINE_PUSH, now);
}

static void
end_round (TsuEngine *self, gint64 now, gboolean came_at_once)
{
  self->failures = 0;
  self->reason = TSU_ENGINE_WELL;
  self->caught_up = TRUE;
  if (self->woken)
    tsu_engine_begin (self, now);
  else if (self->live && !came_at_once)
    tsu_engine_enter (self, TSU_ENGINE_PULL, now);
  else
    tsu_engine_enter (self, TSU_ENGINE_IDLE, now + TSU_ENGINE_IDLE_MS);
}

static void
take_page (TsuEngine *self, gint64 now, GBytes *body)
{
  g_autoptr (TsuPage) page =
    tsu_wire_decode_page (g_bytes_get_data (body, NULL), g_bytes_get_size (body), NULL);

  if (!page || is_another_life (self->cursor.epoch, page->epoch)) {
    tsu_engine_back_off (self, now, TSU_ENGINE_TROUBLE, 0);
    return;
  }
  if (!self->host.apply (self->data, page)) {
    tsu_engine_back_off (self, now, TSU_ENGINE_DISK, 0);
    return;
  }
  note_clock (self, now, page->now);
  if (!page->more) {
    end_round (self, now,
               self->wait > 0 && page->txns->len == 0 && now - self->sent_at < SHORTEST_WAIT_MS);
    return;
  }
  self->caught_up = FALSE;
  self->reason = TSU_ENGINE_WELL;
  tsu_engine_enter (self, TSU_ENGINE_PULL, now);
}

static void
take_index (TsuEngine *self, gint64 now, GBytes *body)
{
  g_autoptr (TsuSnapshotIndex) index =
    tsu_wire_decode_snapshot_index (g_bytes_get_data (body, NULL), g_bytes_get_size (body), NULL);

  if (!index) {
    tsu_engine_back_off (self, now, TSU_ENGINE_TROUBLE, 0);
    return;
  }
  note_clock (self, now, index->now);
  /* A server that was restored meanwhile has first to say what both still have in common; and one
   * that has altered our rights, what goes and what comes. What was fetched under rights that are
   * gone again by the next page would never be told to go. */
  self->ask_plainly = is_another_life (self->cursor.epoch, index->epoch) ||
                      (self->cursor.scope && g_strcmp0 (self->cursor.scope, index->scope) != 0);
  if (!self->ask_plainly && !self->host.begin_snapshot (self->data, index))
    tsu_engine_back_off (self, now, TSU_ENGINE_DISK, 0);
  else
    tsu_engine_enter (self, TSU_ENGINE_PULL, now);
}

/* Takes as many whole chunks as came. @n_taken: (out) */
static TsuEngineReason
take_chunks (TsuEngine *self, const char *bytes, gsize length, guint *n_taken)
{
  gint64 offset = self->place.offset;
  gsize size;

  for (*n_taken = 0; (size = tsu_wire_find_chunk (bytes, length)) > 0; (*n_taken)++) {
    g_autoptr (GPtrArray) changes = tsu_wire_decode_chunk (bytes, size, NULL);

    if (!changes)
      return TSU_ENGINE_TROUBLE;
    offset += (gint64) size;
    if (!self->host.take_chunk (self->data, changes, offset))
      return TSU_ENGINE_DISK;
    bytes += size;
    length -= size;
  }
  return TSU_ENGINE_WELL;
}

static void
take_file (TsuEngine *self, gint64 now, GBytes *body)
{
  gsize length;
  const char *bytes = g_bytes_get_data (body, &length);
  guint n;
  TsuEngineReason trouble = take_chunks (self, bytes, length, &n);

  if (trouble == TSU_ENGINE_WELL && n == 0)
    trouble = TSU_ENGINE_TROUBLE;
  if (n == 0 && (gint64) length >= self->length)
    self->length = MIN (self->length * 2, TSU_WIRE_BODY_MAX);
  if (trouble != TSU_ENGINE_WELL) {
    tsu_engine_back_off (self, now, trouble, 0);
    return;
  }
  /* It goes forward; but not back to none, for what follows the snapshot may fail time and again.
   */
  self->failures = MIN (self->failures, 2);
  self->reason = TSU_ENGINE_WELL;
  if (self->woken)
    tsu_engine_begin (self, now);
  else
    tsu_engine_enter (self, TSU_ENGINE_PULL, now);
}

static gboolean
is_code (const TsuWireError *said, const char *name)
{
  return g_strcmp0 (said->code, name) == 0;
}

/* The device's file was copied, or the server is another than it was. What was made for the old
 * state of things is forgotten and made anew from the outbox, which holds everything. */
static void
take_conflict (TsuEngine *self, gint64 now, const TsuWireError *said)
{
  gboolean done = FALSE;

  tsu_engine_forget_push (self);
  if (is_code (said, TSU_ANSWER_DEVICE_FORK))
    done = TSU_PLANT (fork_ignored) || self->host.renumber (self->data);
  else if (is_code (said, TSU_ANSWER_DSEQ_GAP))
    done = said->expected > 0 ? self->host.resend (self->data, said->expected)
                              : self->host.renumber (self->data);
  else if (is_code (said, TSU_ANSWER_EPOCH) && said->epoch && said->common >= 0)
    done = TSU_PLANT (life_ignored) || self->host.adopt (self->data, said->epoch, said->common);

  /* Through the backoff even when done, so that a server that never agrees is not asked without
   * pause. */
  tsu_engine_back_off (self, now, done ? TSU_ENGINE_WELL : TSU_ENGINE_TROUBLE, 0);
}

static void
take_too_large (TsuEngine *self, gint64 now)
{
  gboolean alone = self->body && self->n_txns == 1;

  if (alone && !self->host.hold (self->data, self->first, TSU_ANSWER_TOO_LARGE)) {
    tsu_engine_back_off (self, now, TSU_ENGINE_DISK, 0);
    return;
  }
  tsu_engine_forget_push (self);
  if (!alone) {
    self->max_changes = MAX (1, self->max_changes / 2);
    self->max_bytes = MAX (1, self->max_bytes / 2);
  }
  tsu_engine_back_off (self, now, TSU_ENGINE_TROUBLE, 0);
}

/* The server has no such snapshot, or no longer: the next one is asked for, or, where it makes
 * none, everything is pulled from the beginning. */
static void
take_absence (TsuEngine *self, gint64 now)
{
  gboolean none_at_all = self->asked == TSU_ACTION_SNAPSHOT_INDEX;

  if (!self->host.want_snapshot (self->data, !none_at_all))
    tsu_engine_back_off (self, now, TSU_ENGINE_DISK, 0);
  else if (none_at_all)
    tsu_engine_enter (self, TSU_ENGINE_PULL, now);
  else
    tsu_engine_back_off (self, now, TSU_ENGINE_WELL, 0);
}

static gboolean
is_of_snapshot (const TsuEngine *self)
{
  return self->asked == TSU_ACTION_SNAPSHOT_INDEX || self->asked == TSU_ACTION_SNAPSHOT_FILE;
}

static void
take_failure (TsuEngine *self, gint64 now, int status, gint64 retry_after, const TsuWireError *said)
{
  switch (status) {
  case 0:
    tsu_engine_lose (self, now);
    break;
  case 401:
    stop (self, TSU_ENGINE_LOGIN);
    break;
  case 403:
    stop (self, TSU_ENGINE_REVOKED);
    break;
  case 409:
    take_conflict (self, now, said);
    break;
  case 404:
  case 410:
  case 416:
    if (is_of_snapshot (self))
      take_absence (self, now);
    else if (status == 410 && self->asked == TSU_ACTION_PULL &&
             self->host.want_snapshot (self->data, TRUE))
      tsu_engine_back_off (self, now, TSU_ENGINE_WELL, 0);
    else
      tsu_engine_back_off (self, now, TSU_ENGINE_TROUBLE, 0);
    break;
  case 413:
    take_too_large (self, now);
    break;
  case 426:
    self->may_not_pull = TRUE;
    tsu_engine_enter (self, TSU_ENGINE_PULL, now);
    break;
  case 429:
  case 503:
    tsu_engine_back_off (self, now, TSU_ENGINE_BUSY, CLAMP (retry_after, 0, 3600) * 1000);
    break;
  default:
    tsu_engine_back_off (self, now, TSU_ENGINE_TROUBLE, 0);
    break;
  }
}

static void
take_body (TsuEngine *self, gint64 now, GBytes *body)
{
  switch (self->asked) {
  case TSU_ACTION_PUSH:
    take_receipts (self, now, body);
    break;
  case TSU_ACTION_SNAPSHOT_INDEX:
    take_index (self, now, body);
    break;
  case TSU_ACTION_SNAPSHOT_FILE:
    take_file (self, now, body);
    break;
  case TSU_ACTION_PULL:
  case TSU_ACTION_WAIT:
  default:
    take_page (self, now, body);
    break;
  }
}

/**
 * tsu_engine_answer:
 * @code: (nullable): the server's word, where the caller has read it already
 * @body: (nullable): the bytes of the answer, as many as came
 *
 * An answer to a request that is no longer in flight is passed over.
 */
void
tsu_engine_answer (
  TsuEngine *self, gint64 now, int status, const char *code, gint64 retry_after, GBytes *body)
{
  g_auto (TsuWireError) said = { NULL };
  gboolean file = self->asked == TSU_ACTION_SNAPSHOT_FILE;

  if (!self->in_flight)
    return;

  self->in_flight = FALSE;
  if (body &&
      (file ? status == 206 || (status == 200 && self->place.offset == 0) : status == 200)) {
    take_body (self, now, body);
    return;
  }
  /* The whole file where a part was asked for: it is another file by now. */
  if (file && status == 200)
    status = 410;
  if (body)
    tsu_wire_decode_error (g_bytes_get_data (body, NULL), g_bytes_get_size (body), &said);
  if (code && !said.code)
    said.code = g_strdup (code);
  take_failure (self, now, status, retry_after, &said);
}

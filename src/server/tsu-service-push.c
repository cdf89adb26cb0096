/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pushes. Understanding one needs no lock and is done beside others; committing is the one
 * writer's, several at a time.
 */

#include "config.h"

#include "tsu-service-private.h"

#include "tsu-wire-answer.h"

#define TYPE_BODY "application/x-ndjson"

void
tsu_push_work_free (TsuPushWork *work)
{
  if (!work)
    return;
  g_clear_pointer (&work->push.txns, g_ptr_array_unref);
  tsu_push_clear (&work->push);
  tsu_hello_clear (&work->hello);
  tsu_principal_clear (&work->who);
  g_free (work);
}

/* A body is small, so that a bad line costs little of it to send again; only a transaction, which
 * cannot be halved, may be larger by itself. */
static gboolean
is_too_large (GPtrArray *txns, gsize length)
{
  guint n_changes = 0;

  for (guint i = 0; i < txns->len; i++)
    n_changes += ((const TsuTxn *) g_ptr_array_index (txns, i))->changes->len;
  return txns->len > 1 && (n_changes > TSU_WIRE_PUSH_CHANGES || length > TSU_WIRE_PUSH_BYTES);
}

/**
 * tsu_service_prepare_push:
 *
 * Finds out who pushes, and takes the body apart.
 *
 * Returns: (transfer full) (nullable): what is to be committed; NULL with the answer
 */
TsuPushWork *
tsu_service_prepare_push (TsuService *self,
                          TsuDepot *depot,
                          const TsuRequest *request,
                          TsuAnswer *answer)
{
  g_autoptr (TsuPushWork) work = g_new0 (TsuPushWork, 1);
  gsize length = 0;
  const char *bytes = request->body ? g_bytes_get_data (request->body, &length) : "";

  if (!tsu_service_admit (self, depot, request, &work->who, answer))
    return NULL;
  work->push.txns = tsu_wire_decode_push (bytes, length, &work->hello, NULL);
  if (!work->push.txns) {
    tsu_answer_set_error (answer, 400, TSU_ANSWER_BAD_FRAME, "The body is not understood.");
    return NULL;
  }
  if (work->hello.protocol > TSU_WIRE_PROTOCOL) {
    tsu_answer_set_error (answer, 400, TSU_ANSWER_BAD_FRAME, "This server is older.");
    return NULL;
  }
  if (is_too_large (work->push.txns, length)) {
    tsu_answer_set_error (answer, 413, TSU_ANSWER_TOO_LARGE, "The body is too large.");
    return NULL;
  }
  work->push.who = &work->who;
  work->push.hello = &work->hello;
  return g_steal_pointer (&work);
}

static void
count (TsuService *self, GPtrArray *receipts)
{
  static const TsuCounter counters[] = {
    [TSU_VERDICT_OK] = TSU_COUNTER_TXNS_OK,
    [TSU_VERDICT_DUP] = TSU_COUNTER_TXNS_DUP,
    [TSU_VERDICT_HELD] = TSU_COUNTER_TXNS_HELD,
  };

  for (guint i = 0; i < receipts->len; i++) {
    const TsuReceipt *receipt = g_ptr_array_index (receipts, i);

    tsu_metrics_add (self->metrics, counters[receipt->verdict], 1);
  }
}

/**
 * tsu_service_commit_pushes:
 * @works: (array length=n_works): in the order in which they came
 * @answers: (array length=n_works): gets the answers, none of which is given before the commit
 *
 * Commits them all at once.
 */
void
tsu_service_commit_pushes (TsuService *self,
                           TsuDepot *depot,
                           TsuPushWork **works,
                           TsuAnswer **answers,
                           gsize n_works,
                           gint64 now)
{
  g_autofree TsuPush **pushes = g_new (TsuPush *, n_works);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < n_works; i++)
    pushes[i] = &works[i]->push;
  tsu_metrics_add (self->metrics, TSU_COUNTER_COMMITS, 1);
  if (!tsu_depot_push_many (depot, pushes, n_works, now, &error)) {
    for (gsize i = 0; i < n_works; i++)
      tsu_service_fail (error, answers[i]);
    return;
  }

  for (gsize i = 0; i < n_works; i++) {
    if (!pushes[i]->receipts) {
      tsu_service_refuse (&pushes[i]->refusal, answers[i]);
      continue;
    }
    count (self, pushes[i]->receipts);
    tsu_service_succeed (answers[i], TYPE_BODY,
                         tsu_wire_encode_receipts (pushes[i]->refusal.epoch, now,
                                                   pushes[i]->receipts));
  }
}

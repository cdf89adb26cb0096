/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Push: several bodies in one database transaction, so that a crowd of desks costs one sync of the
 * disk. Each is judged before anything is written, and one that is refused leaves nothing behind.
 */

#include "config.h"

#include "tsu-batch.h"

static gboolean
has_anything_new (const TsuBatch *batch)
{
  GHashTableIter iter;
  gpointer line;

  g_hash_table_iter_init (&iter, batch->lines);
  while (g_hash_table_iter_next (&iter, NULL, &line))
    if (((TsuLine *) line)->dirty)
      return TRUE;
  return FALSE;
}

static gboolean
judge_all (TsuBatch *batch, TsuPush **pushes, gsize n_pushes, GError **error)
{
  guint first = 0;

  for (gsize i = 0; i < n_pushes; i++) {
    if (!tsu_batch_judge (batch, pushes[i], first, error))
      return FALSE;
    first += pushes[i]->txns->len;
  }
  return TRUE;
}

static gboolean
push_batch (TsuBatch *batch, TsuPush **pushes, gsize n_pushes, GError **error)
{
  if (!tsu_batch_load (batch, pushes, n_pushes, error) ||
      !judge_all (batch, pushes, n_pushes, error))
    return FALSE;
  /* Only refusals, or what was sent before: the clock stays as it is. */
  if (!has_anything_new (batch))
    return tsu_sql_commit (batch->sql, error);
  return tsu_batch_write (batch, error) && tsu_sql_notify (batch->sql, error) &&
         tsu_sql_commit (batch->sql, error) && tsu_life_guard (batch->depot, &batch->clock, error);
}

/**
 * tsu_depot_push_many:
 * @pushes: (array length=n_pushes): bodies, each with its sender
 * @now: the server's clock, Unix milliseconds
 *
 * Takes several pushes in one durable step, in their order. Each gets its receipts, or its refusal,
 * as if it had come alone.
 *
 * Returns: FALSE with @error where the database could not: nobody may be told anything, and whoever
 *   sends the same again is safe
 */
gboolean
tsu_depot_push_many (TsuDepot *self, TsuPush **pushes, gsize n_pushes, gint64 now, GError **error)
{
  g_auto (TsuBatch) batch = { NULL };

  for (gsize i = 0; i < n_pushes; i++) {
    tsu_push_clear (pushes[i]);
    pushes[i]->refusal = (TsuRefusal){ TSU_REFUSAL_NONE };
  }
  if (!tsu_sql_begin (self->sql, error))
    return FALSE;
  tsu_batch_init (&batch, self, now);
  if (push_batch (&batch, pushes, n_pushes, error))
    return TRUE;
  tsu_sql_rollback (self->sql);
  for (gsize i = 0; i < n_pushes; i++)
    tsu_push_clear (pushes[i]);
  return FALSE;
}

gboolean
tsu_depot_push (TsuDepot *self, TsuPush *push, gint64 now, GError **error)
{
  return tsu_depot_push_many (self, &push, 1, now, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The lives of the database. A backup that was put back is an older copy of what clients have seen;
 * served as if nothing had happened, its numbers would be drawn a second time for other changes,
 * and clients would pass over them. So the guard beside the database says how far it had come, with
 * the chain of hashes up to there, and a copy that is behind or elsewhere is refused until somebody
 * accepts it; a new life with a new epoch begins then, and clients come back to where both agree.
 */

#include "config.h"

#include "tsu-depot-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "tsu-error.h"
#include "tsu-plant.h"

/* Hashes one transaction onto the chain. */
void
tsu_chain_add (TsuKey *chain, gint64 seq, const TsuKey *txn, const TsuKey *hash)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  guint64 number = GUINT64_TO_BE ((guint64) seq);
  guint8 digest[32];
  gsize length = sizeof digest;

  g_checksum_update (sum, chain->bytes, TSU_KEY_SIZE);
  g_checksum_update (sum, (const guchar *) &number, sizeof number);
  g_checksum_update (sum, txn->bytes, TSU_KEY_SIZE);
  g_checksum_update (sum, hash->bytes, TSU_KEY_SIZE);
  g_checksum_get_digest (sum, digest, &length);
  memcpy (chain->bytes, digest, TSU_KEY_SIZE);
}

/**
 * tsu_life_guard:
 *
 * Tells the guard how far the database has come. To be called when that is durable, and before
 * anybody is told.
 */
gboolean
tsu_life_guard (TsuDepot *self, const TsuClock *clock, GError **error)
{
  g_autofree char *chain = tsu_key_to_hex (&clock->chain);
  g_autofree char *text =
    g_strdup_printf ("%s %" G_GINT64_FORMAT " %s", clock->epoch, clock->seq, chain);

  return self->guard == NULL || self->guard->save (self->guard_data, text, error);
}

static gboolean
insert_life (TsuDepot *self, const TsuClock *clock, gint64 now, GError **error)
{
  g_autoptr (TsuSqlStatement) statement =
    tsu_sql_prepare (self->sql,
                     "INSERT INTO life (id, epoch, first, begun)"
                     " SELECT count(*) + 1, CAST ($1 AS TEXT), CAST ($2 AS BIGINT),"
                     " CAST ($3 AS BIGINT) FROM life",
                     error);

  if (statement == NULL)
    return FALSE;
  tsu_sql_bind_text (statement, 1, clock->epoch);
  tsu_sql_bind_int (statement, 2, clock->seq + 1);
  tsu_sql_bind_int (statement, 3, now);
  return tsu_sql_run (statement, error);
}

static void
mint_epoch (const TsuDepotOptions *options, TsuClock *clock)
{
  TsuKey key;
  g_autofree char *hex = NULL;

  memcpy (key.bytes, options->random, sizeof key.bytes);
  hex = tsu_key_to_hex (&key);
  g_strlcpy (clock->epoch, hex, sizeof clock->epoch);
}

/* The first life of a new database, where no other process has begun it. */
static gboolean
begin_first (TsuDepot *self, const TsuDepotOptions *options, GError **error)
{
  TsuClock clock = { .epoch = "" };
  g_autoptr (TsuSqlStatement) statement =
    tsu_sql_prepare (self->sql,
                     "INSERT INTO clock (id, epoch, seq, chain, record, author, line)"
                     " VALUES (1, $1, 0, $2, 0, 0, 0) ON CONFLICT (id) DO NOTHING RETURNING id",
                     error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  mint_epoch (options, &clock);
  tsu_sql_bind_text (statement, 1, clock.epoch);
  tsu_sql_bind_blob (statement, 2, clock.chain.bytes, TSU_KEY_SIZE);
  if (!tsu_sql_step (statement, &row, error))
    return FALSE;
  g_clear_pointer (&statement, tsu_sql_release);
  return !row || insert_life (self, &clock, options->now, error);
}

/* 0 where the epoch was never the database's. */
static gboolean
find_life (TsuSql *sql, const char *epoch, gint64 *id, GError **error)
{
  g_autoptr (TsuSqlStatement) statement =
    tsu_sql_prepare (sql, "SELECT id FROM life WHERE epoch = $1", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  tsu_sql_bind_text (statement, 1, epoch);
  if (!tsu_sql_step (statement, &row, error))
    return FALSE;
  *id = row ? tsu_sql_int (statement, 0) : 0;
  return TRUE;
}

static gboolean
has_chain (TsuDepot *self, gint64 seq, const TsuKey *chain, gboolean *has, GError **error)
{
  g_autoptr (TsuSqlStatement) statement =
    tsu_sql_prepare (self->sql, "SELECT chain FROM txn WHERE seq = $1", error);
  gboolean row;
  TsuKey own;

  if (statement == NULL)
    return FALSE;
  tsu_sql_bind_int (statement, 1, seq);
  if (!tsu_sql_step (statement, &row, error))
    return FALSE;
  if (row)
    tsu_key_read (statement, 0, &own);
  *has = seq == 0 || (row && tsu_key_equal (&own, chain));
  return TRUE;
}

/* Whether the database holds all that the guard has seen. */
static gboolean
is_whole (TsuDepot *self, const TsuClock *clock, const char *guard, gboolean *whole, GError **error)
{
  g_auto (GStrv) words = g_strsplit (guard, " ", 3);
  gint64 seq, life;
  TsuKey chain;

  *whole = FALSE;
  if (g_strv_length (words) < 3 || !tsu_key_parse (words[2], &chain)) {
    g_set_error_literal (error, TSU_ERROR, TSU_ERROR_CORRUPT,
                         _ ("The guard file of the server's database is damaged."));
    return FALSE;
  }
  if (!find_life (self->sql, words[0], &life, error))
    return FALSE;
  seq = g_ascii_strtoll (words[1], NULL, 10);
  /* Of a former life the database has moved on, and was about to say so. */
  if (life == 0 || !g_str_equal (words[0], clock->epoch)) {
    *whole = life != 0;
    return TRUE;
  }
  return seq > clock->seq || has_chain (self, seq, &chain, whole, error);
}

static gboolean
begin_anew (TsuDepot *self, const TsuDepotOptions *options, TsuClock *clock, GError **error)
{
  mint_epoch (options, clock);
  return insert_life (self, clock, options->now, error) &&
         tsu_clock_write (self->sql, clock, error) && tsu_sql_flush (self->sql, error);
}

static gboolean
check_guard (TsuDepot *self, const TsuDepotOptions *options, TsuClock *clock, GError **error)
{
  g_autofree char *guard = NULL;
  gboolean whole = self->guard != NULL;

  if (self->guard != NULL && !self->guard->load (self->guard_data, &guard, error))
    return FALSE;
  if (guard != NULL && !is_whole (self, clock, guard, &whole, error))
    return FALSE;
  /* The guard may have been lost with the machine. */
  if (guard == NULL && options->accept_restore)
    whole = clock->seq == 0;
  if (options->accept_restore)
    return whole || TSU_PLANT (restore_unmarked) || begin_anew (self, options, clock, error);
  if (whole || self->guard == NULL)
    return TRUE;
  g_set_error_literal (error, TSU_ERROR, TSU_ERROR_CONFLICT,
                       _ ("This database is an older copy: some of what was acknowledged is not in "
                          "it. If it was restored from a backup, start the server once with "
                          "--accept-restore; what is missing comes back from the desks."));
  return FALSE;
}

/* The life that the database is in, with the guard's consent. */
gboolean
tsu_life_set_up (TsuDepot *self, const TsuDepotOptions *options, GError **error)
{
  TsuClock clock;

  if (!tsu_sql_begin (self->sql, error))
    return FALSE;
  if (!begin_first (self, options, error) || !tsu_clock_read (self->sql, TRUE, &clock, error) ||
      !check_guard (self, options, &clock, error) || !tsu_sql_commit (self->sql, error)) {
    tsu_sql_rollback (self->sql);
    return FALSE;
  }
  return tsu_life_guard (self, &clock, error);
}

/**
 * tsu_life_find_common:
 * @epoch: the life that a client knows
 * @common: (out): up to this number it and the present life agree; 0 where it never was
 */
gboolean
tsu_life_find_common (
  TsuSql *sql, const TsuClock *clock, const char *epoch, gint64 *common, GError **error)
{
  g_autoptr (TsuSqlStatement) statement =
    tsu_sql_prepare (sql, "SELECT min(first) FROM life WHERE id > $1", error);
  gint64 id;
  gboolean row;

  *common = 0;
  if (statement == NULL || !find_life (sql, epoch, &id, error))
    return FALSE;
  if (id == 0)
    return TRUE;
  tsu_sql_bind_int (statement, 1, id);
  if (!tsu_sql_step (statement, &row, error))
    return FALSE;
  *common = row && !tsu_sql_is_null (statement, 0)
              ? tsu_sql_int (statement, 0) - !TSU_PLANT (common_too_far)
              : clock->seq;
  return TRUE;
}

gboolean
tsu_refusal_check_epoch (
  TsuRefusal *refusal, TsuSql *sql, const TsuClock *clock, const char *epoch, GError **error)
{
  g_strlcpy (refusal->epoch, clock->epoch, sizeof refusal->epoch);
  if (epoch == NULL || epoch[0] == '\0' || g_str_equal (epoch, clock->epoch))
    return TRUE;
  refusal->code = TSU_REFUSAL_EPOCH;
  return tsu_life_find_common (sql, clock, epoch, &refusal->common, error);
}

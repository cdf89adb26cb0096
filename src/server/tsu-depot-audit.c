/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two chains that somebody can follow afterwards: what was done (the audit), and what was stored
 * (the transactions).
 */

#include "config.h"

#include "tsu-depot-accounts.h"

#include <glib/gi18n.h>

#include "tsu-depot-private.h"
#include "tsu-error.h"

static void
hash_entry (TsuKey *hash, gint64 time, gint64 account, const char *action, const char *subject)
{
  g_autofree char *former = tsu_key_to_hex (hash);
  g_autofree char *line =
    g_strdup_printf ("%s\n%" G_GINT64_FORMAT "\n%" G_GINT64_FORMAT "\n%s\n%s\n", former, time,
                     account, action, subject);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, line, -1);

  tsu_key_parse (sum, hash);
}

static gboolean
append_entry (TsuDepot *self,
              gint64 now,
              gint64 account,
              const char *action,
              const char *subject,
              GError **error)
{
  g_autoptr (TsuSqlStatement) last =
    tsu_sql_prepare (self->sql, "SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1", error);
  g_autoptr (TsuSqlStatement) insert = NULL;
  TsuClock clock;
  TsuKey hash = { { 0 } };
  gint64 id = 0;
  gboolean row;

  /* The lock that pushes take keeps two processes from adding to one end. */
  if (last == NULL || !tsu_clock_read (self->sql, TRUE, &clock, error) ||
      !tsu_sql_step (last, &row, error))
    return FALSE;
  if (row) {
    id = tsu_sql_int (last, 0);
    tsu_key_read (last, 1, &hash);
  }
  hash_entry (&hash, now, account, action, subject);
  insert = tsu_sql_prepare (self->sql,
                            "INSERT INTO audit (id, time, account, action, subject, hash)"
                            " VALUES ($1, $2, $3, $4, $5, $6)",
                            error);
  if (insert == NULL)
    return FALSE;
  tsu_sql_bind_int (insert, 1, id + 1);
  tsu_sql_bind_int (insert, 2, now);
  tsu_sql_bind_int (insert, 3, account);
  tsu_sql_bind_text (insert, 4, action);
  tsu_sql_bind_text (insert, 5, subject);
  tsu_sql_bind_blob (insert, 6, hash.bytes, TSU_KEY_SIZE);
  return tsu_sql_run (insert, error);
}

/**
 * tsu_depot_audit:
 * @account: who did it; 0 for the server and its command line
 * @action: a word, such as "login"
 * @subject: to what; an id or a name of an account or ward, never a value
 */
gboolean
tsu_depot_audit (TsuDepot *self,
                 gint64 now,
                 gint64 account,
                 const char *action,
                 const char *subject,
                 GError **error)
{
  if (!tsu_sql_begin (self->sql, error))
    return FALSE;
  if (append_entry (self, now, account, action, subject, error) &&
      tsu_sql_commit (self->sql, error))
    return TRUE;
  tsu_sql_rollback (self->sql);
  return FALSE;
}

static gboolean
fail_at (gint64 place, GError **error)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, place);

  g_set_error (error, TSU_ERROR, TSU_ERROR_CORRUPT,
               _ ("The chain is broken at number %s: something was changed or removed there."),
                  number);
  return FALSE;
}

/**
 * tsu_depot_verify_audit:
 * @entries: (out): how many were good
 *
 * Returns: FALSE with TSU_ERROR_CORRUPT where an entry was changed, put in or taken out
 */
gboolean
tsu_depot_verify_audit (TsuDepot *self, gint64 *entries, GError **error)
{
  g_autoptr (TsuSqlStatement) statement =
    tsu_sql_prepare (self->sql,
                     "SELECT id, time, account, action, subject, hash FROM audit ORDER BY id",
                     error);
  TsuKey hash = { { 0 } };
  gboolean row = TRUE;

  *entries = 0;
  while (statement != NULL && tsu_sql_step (statement, &row, error)) {
    TsuKey own;

    if (!row)
      return TRUE;
    hash_entry (&hash, tsu_sql_int (statement, 1), tsu_sql_int (statement, 2),
                tsu_sql_text (statement, 3), tsu_sql_text (statement, 4));
    tsu_key_read (statement, 5, &own);
    if (tsu_sql_int (statement, 0) != *entries + 1 || !tsu_key_equal (&own, &hash))
      return fail_at (*entries + 1, error);
    (*entries)++;
  }
  return FALSE;
}

typedef struct {
  TsuKey uid;
  TsuKey hash;
  TsuKey chain;
  gint64 seq;
  gint64 n;
  gboolean held;
} Link;

/* The next transactions of the chain, so that no more than these are in memory. */
static gboolean
read_links (TsuDepot *self, gint64 from, GArray *links, GError **error)
{
  g_autoptr (TsuSqlStatement) statement =
    tsu_sql_prepare (self->sql,
                     "SELECT seq, uid, hash, chain, n, held FROM txn WHERE seq > $1"
                     " ORDER BY seq LIMIT 1000",
                     error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  g_array_set_size (links, 0);
  tsu_sql_bind_int (statement, 1, from);
  while (row) {
    Link link = { .seq = 0 };

    if (!tsu_sql_step (statement, &row, error))
      return FALSE;
    if (!row)
      break;
    link.seq = tsu_sql_int (statement, 0);
    tsu_key_read (statement, 1, &link.uid);
    tsu_key_read (statement, 2, &link.hash);
    tsu_key_read (statement, 3, &link.chain);
    link.n = tsu_sql_int (statement, 4);
    link.held = tsu_sql_int (statement, 5) != 0;
    g_array_append_val (links, link);
  }
  return TRUE;
}

/* Whether the changes stored for a transaction are those that were hashed, if all are. */
static gboolean
check_changes (TsuDepot *self, const Link *link, gboolean *good, GError **error)
{
  g_autoptr (TsuTxn) txn = tsu_txn_new ();
  g_autofree char *digest = NULL;
  g_autoptr (TsuSqlStatement) statement =
    tsu_sql_prepare (self->sql,
                     "SELECT " TSU_CHANGE_COLUMNS " FROM" TSU_CHANGE_TABLES
                     "WHERE c.seq > $1 AND c.seq <= $2"
                     " ORDER BY c.seq",
                     error);
  gboolean row = TRUE;
  TsuKey hash;

  *good = TRUE;
  if (statement == NULL)
    return FALSE;
  tsu_sql_bind_int (statement, 1, link->seq - link->n);
  tsu_sql_bind_int (statement, 2, link->seq);
  while (row) {
    g_auto (TsuStoredChange) stored = { NULL };

    if (!tsu_sql_step (statement, &row, error))
      return FALSE;
    if (!row)
      break;
    tsu_stored_change_read (statement, &stored);
    g_ptr_array_add (txn->changes, g_steal_pointer (&stored.change));
  }
  if (link->held)
    return TRUE;
  digest = tsu_txn_digest (txn);
  *good = tsu_key_parse (digest, &hash) && tsu_key_equal (&hash, &link->hash);
  return TRUE;
}

static gboolean
check_link (TsuDepot *self, const Link *link, TsuKey *chain, GError **error)
{
  gboolean good;

  tsu_chain_add (chain, link->seq, &link->uid, &link->hash);
  if (!check_changes (self, link, &good, error))
    return FALSE;
  return good && tsu_key_equal (chain, &link->chain) ? TRUE : fail_at (link->seq, error);
}

/**
 * tsu_depot_verify:
 *
 * Goes over every transaction: its changes are those that were pushed, and none is missing.
 */
gboolean
tsu_depot_verify (TsuDepot *self, GError **error)
{
  g_autoptr (GArray) links = g_array_new (FALSE, FALSE, sizeof (Link));
  TsuKey chain = { { 0 } };
  TsuClock clock;
  gint64 at = 0;

  if (!tsu_clock_read (self->sql, FALSE, &clock, error))
    return FALSE;
  while (at < clock.seq) {
    if (!read_links (self, at, links, error))
      return FALSE;
    if (links->len == 0)
      return fail_at (at, error);
    for (guint i = 0; i < links->len; i++) {
      const Link *link = &g_array_index (links, Link, i);

      if (link->seq - link->n != at)
        return fail_at (at + 1, error);
      if (!check_link (self, link, &chain, error))
        return FALSE;
      at = link->seq;
      if (at == clock.seq)
        break;
    }
  }
  return tsu_key_equal (&chain, &clock.chain) ? TRUE : fail_at (clock.seq, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pull: the transactions after a cursor, as far as the reader may see them. Head, rows and rights
 * are read in one state of the database.
 */

#include "config.h"

#include "tsu-depot-private.h"

#include "tsu-plant.h"

#include <string.h>

/* A page ends behind so many bytes of changes, and when so many were looked at in vain. */
#define PAGE_BYTES (2 * 1024 * 1024)
#define LOOKED_AT_MAX 20000
#define LIMIT_MAX 5000

typedef struct {
  TsuSql *sql;
  const TsuPrincipal *who;
  TsuPage *page;

  int limit;
  int n_changes;
  gsize bytes;
} Reading;

static TsuTxn *
read_txn (TsuSqlStatement *row)
{
  TsuTxn *txn = tsu_txn_new ();
  gsize length;

  txn->seq = tsu_sql_int (row, 0);
  txn->id = tsu_key_to_id (tsu_sql_blob (row, 1, &length));
  txn->dseq = tsu_sql_int (row, 3);
  txn->device = g_strdup (tsu_sql_text (row, 4));
  txn->label = g_strdup (tsu_sql_text (row, 5));
  txn->batch = g_strdup (tsu_sql_text (row, 6));
  txn->time = tsu_sql_int (row, 7);
  return txn;
}

#define TXN_COLUMNS "t.seq, t.uid, t.n, t.dseq, l.device, t.label, t.batch, t.time"

/* The next transactions, of at most @limit changes, but at least one. */
static GPtrArray *
read_stretch (Reading *self, gint64 from, GError **error)
{
  g_autoptr (GPtrArray) txns = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_txn_free);
  g_autoptr (TsuSqlStatement) statement =
    tsu_sql_prepare (self->sql,
                     "SELECT " TXN_COLUMNS " FROM txn t JOIN line l ON l.id = t.line"
                     " WHERE t.seq > $1 ORDER BY t.seq LIMIT $2",
                     error);
  gint64 n = 0;
  gboolean row = TRUE;

  if (statement == NULL)
    return NULL;
  tsu_sql_bind_int (statement, 1, from);
  tsu_sql_bind_int (statement, 2, self->limit);
  while (row) {
    if (!tsu_sql_step (statement, &row, error))
      return NULL;
    if (!row)
      break;
    n += tsu_sql_int (statement, 2);
    if (n > self->limit && txns->len > 0)
      break;
    g_ptr_array_add (txns, read_txn (statement));
  }
  return g_steal_pointer (&txns);
}

static void
keep_change (Reading *self, TsuTxn *txn, TsuStoredChange *stored)
{
  int level = tsu_policy_read_level (self->who->grants, self->who->n_grants, stored->change->ward,
                                     stored->shared);

  if (!tsu_scope_cut (stored->change, stored->person, level))
    return;
  self->n_changes++;
  self->bytes += strlen (stored->change->seen) + 300;
  if (stored->change->fields != NULL)
    self->bytes += strlen (stored->change->fields);
  g_ptr_array_add (txn->changes, g_steal_pointer (&stored->change));
}

/* Fills the stretch's transactions; stops behind one where the page has become large, and says
 * with @end how far it came. */
static gboolean
read_changes (Reading *self, GPtrArray *txns, gint64 from, gint64 *end, GError **error)
{
  g_autoptr (TsuSqlStatement) statement =
    tsu_sql_prepare (self->sql,
                     "SELECT " TSU_CHANGE_COLUMNS " FROM" TSU_CHANGE_TABLES
                     "WHERE c.seq > $1 AND c.seq <= $2"
                     " ORDER BY c.seq",
                     error);
  gboolean row = TRUE;
  guint at = 0;

  if (statement == NULL)
    return FALSE;
  tsu_sql_bind_int (statement, 1, from);
  tsu_sql_bind_int (statement, 2, *end);
  while (row) {
    g_auto (TsuStoredChange) stored = { NULL };

    if (!tsu_sql_step (statement, &row, error))
      return FALSE;
    if (!row)
      break;
    while (tsu_sql_int (statement, 0) > ((TsuTxn *) txns->pdata[at])->seq) {
      if (self->bytes > PAGE_BYTES) {
        *end = ((TsuTxn *) txns->pdata[at])->seq;
        return TRUE;
      }
      at++;
    }
    tsu_stored_change_read (statement, &stored);
    keep_change (self, txns->pdata[at], &stored);
  }
  return TRUE;
}

static void
hand_over (Reading *self, GPtrArray *txns)
{
  for (guint i = 0; i + (TSU_PLANT (cursor_ahead) ? 1 : 0) < txns->len; i++) {
    TsuTxn *txn = g_ptr_array_index (txns, i);

    if (txn->changes->len == 0)
      continue;
    g_ptr_array_add (self->page->txns, txn);
    txns->pdata[i] = NULL;
  }
}

static gboolean
read_page (Reading *self, gint64 from, gint64 head, GError **error)
{
  gint64 at = from;

  while (at < head && self->n_changes * 2 < self->limit && self->bytes <= PAGE_BYTES &&
         at - from < LOOKED_AT_MAX) {
    g_autoptr (GPtrArray) txns = read_stretch (self, at, error);
    gint64 end;

    if (txns == NULL)
      return FALSE;
    if (txns->len == 0)
      break;
    end = ((TsuTxn *) txns->pdata[txns->len - 1])->seq;
    if (!read_changes (self, txns, at, &end, error))
      return FALSE;
    hand_over (self, txns);
    at = end;
  }
  self->page->next = at;
  self->page->more = at < head;
  return TRUE;
}

static TsuTxn *
find_txn (Reading *self, gint64 seq, GError **error)
{
  g_autoptr (TsuSqlStatement) statement =
    tsu_sql_prepare (self->sql,
                     "SELECT " TXN_COLUMNS " FROM txn t JOIN line l ON l.id = t.line"
                     " WHERE t.seq >= $1 ORDER BY t.seq LIMIT 1",
                     error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  tsu_sql_bind_int (statement, 1, seq);
  if (!tsu_sql_step (statement, &row, error))
    return NULL;
  return row ? read_txn (statement) : tsu_txn_new ();
}

/* All that a record had before the page. */
static gboolean
read_past (Reading *self, gint64 record, gint64 until, GPtrArray *past, GError **error)
{
  g_autoptr (TsuSqlStatement) statement =
    tsu_sql_prepare (self->sql,
                     "SELECT " TSU_CHANGE_COLUMNS " FROM" TSU_CHANGE_TABLES
                     "WHERE c.record = $1 AND c.seq <= $2"
                     " ORDER BY c.seq",
                     error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  tsu_sql_bind_int (statement, 1, record);
  tsu_sql_bind_int (statement, 2, until);
  while (row) {
    g_auto (TsuStoredChange) stored = { NULL };
    g_autoptr (TsuTxn) txn = NULL;

    if (!tsu_sql_step (statement, &row, error))
      return FALSE;
    if (!row)
      break;
    tsu_stored_change_read (statement, &stored);
    txn = find_txn (self, stored.change->seq, error);
    if (txn == NULL)
      return FALSE;
    keep_change (self, txn, &stored);
    if (txn->changes->len > 0)
      g_ptr_array_add (past, g_steal_pointer (&txn));
  }
  return TRUE;
}

static int
compare_txns (gconstpointer a, gconstpointer b)
{
  const TsuTxn *one = *(const TsuTxn *const *) a;
  const TsuTxn *other = *(const TsuTxn *const *) b;

  if (one->seq != other->seq)
    return one->seq < other->seq ? -1 : 1;
  return ((TsuChange *) one->changes->pdata[0])->seq < ((TsuChange *) other->changes->pdata[0])->seq
           ? -1
           : 1;
}

/* Puts what came of several records before the page's own, one transaction each. */
static void
put_first (TsuPage *page, GPtrArray *past)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_txn_free);
  TsuTxn *last = NULL;

  g_ptr_array_sort (past, compare_txns);
  for (guint i = 0; i < past->len; i++) {
    TsuTxn *txn = g_ptr_array_index (past, i);

    if (last != NULL && last->seq == txn->seq) {
      g_ptr_array_extend_and_steal (last->changes, g_ptr_array_ref (txn->changes));
      continue;
    }
    last = txn;
    past->pdata[i] = NULL;
    g_ptr_array_add (all, txn);
  }
  g_ptr_array_extend_and_steal (all, g_steal_pointer (&page->txns));
  page->txns = all;
}

/* Records that became shared, or ceased to be, within the page. What holds is how it is now, and
 * not how it was then: nothing is told that may no longer be read. */
static gboolean
read_shares (Reading *self, gint64 from, GError **error)
{
  g_autoptr (GPtrArray) past = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_txn_free);
  g_autoptr (TsuSqlStatement) statement =
    tsu_sql_prepare (self->sql,
                     "SELECT DISTINCT r.id, r.uid, r.ward, r.shared"
                     " FROM share s JOIN record r ON r.id = s.record"
                     " WHERE s.seq > $1 AND s.seq <= $2 ORDER BY r.id",
                     error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  tsu_sql_bind_int (statement, 1, from);
  tsu_sql_bind_int (statement, 2, self->page->next);
  while (row) {
    const TsuPrincipal *who = self->who;
    g_autofree char *id = NULL;
    gsize length;
    int ward;
    gboolean visible;

    if (!tsu_sql_step (statement, &row, error))
      return FALSE;
    if (!row)
      break;
    ward = (int) tsu_sql_int (statement, 2);
    if (tsu_policy_read_level (who->grants, who->n_grants, ward, FALSE) >= 0)
      continue;
    visible = tsu_policy_read_level (who->grants, who->n_grants, ward,
                                     tsu_sql_int (statement, 3) != 0) >= 0;
    id = tsu_key_to_id (tsu_sql_blob (statement, 1, &length));
    g_ptr_array_add (self->page->lines,
                     tsu_scope_line_new (visible ? TSU_SCOPE_IN : TSU_SCOPE_OUT, ward, 0, id));
    if (visible && !read_past (self, tsu_sql_int (statement, 0), from, past, error))
      return FALSE;
  }
  put_first (self->page, past);
  return TRUE;
}

/* The reader's rights are others than it was last told: that comes alone, and then it starts anew
 * with what was granted. */
static gboolean
tell_scope (Reading *self, const char *old, gint64 from, GError **error)
{
  TsuPage *page = self->page;

  g_ptr_array_unref (page->lines);
  page->lines = tsu_scope_compare (self->sql, old, self->who, error);
  page->next = from;
  page->more = TRUE;
  for (guint i = 0; page->lines != NULL && i < page->lines->len; i++)
    if (((TsuScopeLine *) page->lines->pdata[i])->kind == TSU_SCOPE_GRANT)
      page->next = 0;
  return page->lines != NULL;
}

static TsuPage *
new_page (const TsuClock *clock, const TsuPull *pull, gint64 now)
{
  TsuPage *page = g_new0 (TsuPage, 1);

  page->epoch = g_strdup (clock->epoch);
  page->now = now;
  page->next = pull->seq;
  page->txns = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_txn_free);
  page->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_scope_line_free);
  page->scope = tsu_principal_get_scope (pull->who);
  return page;
}

static gboolean
check_cursor (TsuPull *pull, TsuSql *sql, const TsuClock *clock, GError **error)
{
  if (!tsu_refusal_check_epoch (&pull->refusal, sql, clock, pull->epoch, error))
    return FALSE;
  if (pull->refusal.code == TSU_REFUSAL_EPOCH)
    pull->refusal.common = MIN (pull->refusal.common, pull->seq);
  else if (pull->seq > clock->seq || pull->seq < 0)
    pull->refusal.code = TSU_REFUSAL_RESNAPSHOT;
  return TRUE;
}

static gboolean
answer (TsuSql *sql, TsuPull *pull, gint64 now, GError **error)
{
  Reading reading = { sql, pull->who, .limit = CLAMP (pull->limit, 1, LIMIT_MAX) };
  TsuClock clock;

  if (!tsu_clock_read (sql, FALSE, &clock, error) || !check_cursor (pull, sql, &clock, error))
    return FALSE;
  if (pull->refusal.code != TSU_REFUSAL_NONE)
    return TRUE;
  pull->page = new_page (&clock, pull, now);
  reading.page = pull->page;
  if (g_strcmp0 (pull->scope, pull->page->scope) != 0)
    return tell_scope (&reading, pull->scope, pull->seq, error);
  return pull->seq == clock.seq || (read_page (&reading, pull->seq, clock.seq, error) &&
                                    read_shares (&reading, pull->seq, error));
}

/**
 * tsu_depot_pull:
 * @pull: cleared by the caller
 *
 * Returns: FALSE with @error where the database could not; otherwise there is a page or a refusal
 */
gboolean
tsu_depot_pull (TsuDepot *self, TsuPull *pull, gint64 now, GError **error)
{
  gboolean done;

  tsu_pull_clear (pull);
  pull->refusal = (TsuRefusal){ TSU_REFUSAL_NONE };
  if (!tsu_sql_begin_read (self->sql, error))
    return FALSE;
  done = answer (self->sql, pull, now, error) && tsu_sql_commit (self->sql, error);
  if (done)
    return TRUE;
  tsu_sql_rollback (self->sql);
  tsu_pull_clear (pull);
  return FALSE;
}

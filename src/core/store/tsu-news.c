/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What others changed since somebody was last here. Changes are counted by the order in which they
 * came into this file and not by their clocks: what a laptop wrote a week ago and brought in today
 * is news today.
 */

#include "config.h"

#include "tsu-news.h"

#include "tsu-clock.h"
#include "tsu-ledger-private.h"

/* One row a record; the bare columns are those of its last change, as SQLite promises of max(). */
#define SQL                                                                                        \
  "SELECT r.uid, r.type, a.user, c.hlc, c.op, max (c.id),"                                         \
  " NOT EXISTS (SELECT 1 FROM change o WHERE o.record = r.id AND o.id <= ?1)"                      \
  " FROM change c JOIN author a ON a.id = c.author JOIN record r ON r.id = c.record"               \
  " WHERE c.id > ?1 AND a.user <> ?2 GROUP BY r.id ORDER BY max (c.id) DESC LIMIT ?3"

void
tsu_news_free (TsuNews *news)
{
  g_free (news->id);
  g_free (news->user);
  g_free (news);
}

/**
 * tsu_ledger_get_mark:
 * @self: a ledger
 * @error: what went wrong
 *
 * Returns: the place of the latest change, 0 where there is none, -1 with @error set
 */
gint64
tsu_ledger_get_mark (TsuLedger *self, GError **error)
{
  gint64 mark;

  if (!tsu_db_query_integer (self->db, "SELECT coalesce (max (id), 0) FROM change", &mark, error))
    return -1;
  return mark;
}

static TsuNews *
read_row (TsuStatement *statement)
{
  const TsuType *type = tsu_schema_find_type (tsu_column_text (statement, 1));
  TsuNews *news;

  if (type == NULL)
    return NULL; /* of a newer program */
  news = g_new0 (TsuNews, 1);
  news->type = type;
  news->id = tsu_column_dup_text (statement, 0);
  news->user = tsu_column_dup_text (statement, 2);
  news->time = tsu_hlc_ms ((guint64) sqlite3_column_int64 (statement, 3));
  news->is_deleted = sqlite3_column_int (statement, 4) == TSU_OP_DELETE;
  news->is_new = sqlite3_column_int (statement, 6) != 0;
  return news;
}

/**
 * tsu_ledger_list_news:
 * @self: a ledger
 * @mark: from tsu_ledger_get_mark() when somebody was last here
 * @limit: how many records at most
 * @error: what went wrong
 *
 * Returns: (transfer full) (element-type TsuNews): records that others than the ledger's user
 *   changed since, the latest first
 */
GPtrArray *
tsu_ledger_list_news (TsuLedger *self, gint64 mark, int limit, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_news_free);
  g_autoptr (TsuStatement) statement = tsu_db_prepare (self->db, SQL, error);
  g_autofree char *user = tsu_ledger_dup_user (self);
  gboolean row = TRUE;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, mark);
  tsu_bind_text (statement, 2, user);
  sqlite3_bind_int (statement, 3, limit);
  while (row) {
    if (!tsu_db_step (self->db, statement, &row, error))
      return NULL;
    if (row) {
      TsuNews *news = read_row (statement);

      if (news != NULL)
        g_ptr_array_add (all, news);
    }
  }
  return g_steal_pointer (&all);
}

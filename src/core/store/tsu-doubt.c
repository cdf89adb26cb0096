/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the server took from here although, by what is known here, it may not be read here. So a
 * right was given since; and if the next page does not tell of it, it has been taken again before
 * anybody here heard of it. Then no more of it may stay than of anything else.
 */

#include "config.h"

#include "tsu-doubt.h"

#include <string.h>

#include "tsu-json.h"
#include "tsu-plant.h"
#include "tsu-reach.h"
#include "tsu-scope.h"

/* meta: rows of records, each with a blank behind it. */
#define DOUBT "doubt"

static GArray *
get_reach (TsuLedger *ledger)
{
  g_autofree char *scope = tsu_ledger_get_meta (ledger, "scope");

  return tsu_reach_parse (scope);
}

/* Where the kind of the record decides, the stricter class counts: it is only a doubt. */
static gboolean
goes_beyond (const char *fields, const TsuType *type, int level)
{
  gboolean beyond = FALSE;
  TsuJsonReader r;

  tsu_json_reader_init (&r, fields, strlen (fields));
  if (!tsu_json_read_object (&r))
    return FALSE;
  for (const char *key; !beyond && (key = tsu_json_next_key (&r)) != NULL;) {
    const TsuField *field = type != NULL ? tsu_type_find_field (type, key) : NULL;

    beyond = field == NULL || (int) tsu_field_get_privacy (field, NULL) > level;
    if (!tsu_json_skip (&r))
      return FALSE;
  }
  return beyond;
}

/* Adds to @doubt the record of the row where there is one. */
static void
judge_row (TsuStatement *row, const GArray *reach, GString *doubt)
{
  int level = tsu_reach_get_level (reach, sqlite3_column_int (row, 1));

  if (level < TSU_PRIVACY_SENSITIVE &&
      (level < 0 || goes_beyond (tsu_column_text (row, 3),
                                 tsu_schema_find_type (tsu_column_text (row, 2)), level)))
    g_string_append_printf (doubt, "%" G_GINT64_FORMAT " ", (gint64) sqlite3_column_int64 (row, 0));
}

/**
 * tsu_doubt_note:
 * @ledger: the ledger, inside a transaction
 * @txn: id of a transaction of this device that the server has just taken
 * @error: what went wrong
 *
 * Returns: whether it is kept what of it is in doubt
 */
gboolean
tsu_doubt_note (TsuLedger *ledger, const char *txn, GError **error)
{
  g_autoptr (GArray) reach = get_reach (ledger);
  g_autofree char *known = NULL;
  g_autoptr (GString) doubt = g_string_new (NULL);
  g_autoptr (TsuStatement) rows = NULL;
  gboolean row = TRUE;

  /* Nobody has said yet what may be read. */
  if (reach->len == 0)
    return TRUE;
  rows = tsu_db_prepare (ledger->db,
                         "SELECT r.id, r.ward, r.type, c.fields FROM txn t JOIN change c"
                         " ON c.txn = t.id JOIN record r ON r.id = c.record"
                         " WHERE t.uid = ? AND t.dseq IS NOT NULL AND t.state = 2 AND r.ward >= 0"
                         " AND c.op = 0 AND c.cut = 0 AND r.sealed = 0",
                         error);
  if (rows == NULL)
    return FALSE;
  tsu_bind_text (rows, 1, txn);
  while (row) {
    if (!tsu_db_step (ledger->db, rows, &row, error))
      return FALSE;
    if (row)
      judge_row (rows, reach, doubt);
  }
  if (doubt->len == 0 || TSU_PLANT (doubt_ignored))
    return TRUE;
  known = tsu_ledger_get_meta (ledger, DOUBT);
  g_string_prepend (doubt, known != NULL ? known : "");
  return tsu_ledger_set_meta (ledger, DOUBT, doubt->str, error);
}

/* Of a ward of which nothing may be read it may still share something; that comes again. */
static gboolean
settle_record (TsuLedger *ledger, const GArray *reach, gint64 key, GError **error)
{
  g_autoptr (TsuStatement) statement =
    tsu_db_prepare (ledger->db, "SELECT ward FROM record WHERE id = ? AND sealed = 0", error);
  gboolean row;
  int level;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, key);
  if (!tsu_db_step (ledger->db, statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  level = tsu_reach_get_level (reach, sqlite3_column_int (statement, 0));
  return tsu_scope_restrict_record (ledger, key, level, error) &&
         (level >= 0 || tsu_ledger_set_number (ledger, "want-snapshot", 1, error));
}

/**
 * tsu_doubt_settle:
 * @ledger: the ledger, inside a transaction, with a page that tells of no other rights
 * @error: what went wrong
 *
 * Returns: whether nothing is in doubt any more; tsu_scope_wipe() may be owed
 */
gboolean
tsu_doubt_settle (TsuLedger *ledger, GError **error)
{
  g_autofree char *doubt = tsu_ledger_get_meta (ledger, DOUBT);
  g_autoptr (GArray) reach = NULL;
  g_auto (GStrv) keys = NULL;

  if (doubt == NULL)
    return TRUE;
  reach = get_reach (ledger);
  keys = g_strsplit (doubt, " ", -1);
  for (char **key = keys; **key != '\0'; key++)
    if (!settle_record (ledger, reach, g_ascii_strtoll (*key, NULL, 10), error))
      return FALSE;
  return tsu_ledger_set_meta (ledger, DOUBT, NULL, error) && tsu_scope_owe_wipe (ledger, error);
}

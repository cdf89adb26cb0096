/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The search tables: how they are made and how their rows come and go. They are contentless, so a
 * row is taken out by giving the texts it was put in with.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "tsu-error.h"
#include "tsu-search.h"
#include "tsu-tokenizer.h"

static gboolean
set_error (sqlite3 *db, GError **error)
{
  g_set_error (error, TSU_ERROR, TSU_ERROR_FAILED,
               _ ("The search index could not be used: %s. The records themselves are safe."),
                  sqlite3_errmsg (db));
  return FALSE;
}

/* All texts in one, each after its mark. */
static char *
join_texts (const char *const texts[TSU_SEARCH_N_COLUMNS])
{
  GString *joined = g_string_new (NULL);

  for (int i = 0; i < TSU_SEARCH_N_COLUMNS; i++) {
    gsize from;

    if (!texts[i] || !*texts[i])
      continue;
    g_string_append_c (joined, TSU_TEXT_PART);
    g_string_append_c (joined, TSU_COLUMN_MARKS[i]);
    from = joined->len;
    g_string_append (joined, texts[i]);
    for (char *p = joined->str + from; *p; p++)
      if (*p == TSU_TEXT_PART)
        *p = '\n';
  }
  return g_string_free (joined, FALSE);
}

static gboolean
run_row (sqlite3 *db,
         const char *sql,
         gint64 id,
         const char *const texts[TSU_SEARCH_N_COLUMNS],
         GError **error)
{
  sqlite3_stmt *statement = NULL;
  int rc;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK)
    return set_error (db, error);
  sqlite3_bind_int64 (statement, 1, id);
  sqlite3_bind_text (statement, 2, join_texts (texts), -1, g_free);
  rc = sqlite3_step (statement);
  sqlite3_finalize (statement);
  return rc == SQLITE_DONE || set_error (db, error);
}

/**
 * tsu_search_register:
 * @db: a connection
 *
 * Makes @db able to read and write search tables. Call it once for every connection, before
 * anything touches such a table.
 *
 * Returns: FALSE with @error set where this SQLite has no FTS5
 */
gboolean
tsu_search_register (sqlite3 *db, GError **error)
{
  return tsu_tokenizer_register (db) == SQLITE_OK || set_error (db, error);
}

/**
 * tsu_search_ddl:
 * @type: name of a record type and of its typed table
 *
 * Returns: (transfer full): the statement that creates the table search_TYPE
 */
char *
tsu_search_ddl (const char *type)
{
  /* No column sizes: they serve bm25 only, which would visit every hit. */
  return g_strdup_printf ("CREATE VIRTUAL TABLE search_%s USING fts5 (texts, content='',"
                          " columnsize=0, tokenize='tsunagi')",
                          type);
}

/**
 * tsu_search_add:
 * @db: a registered connection
 * @type: name of a record type
 * @id: the row of the typed table
 * @texts: (nullable elements): the texts of the columns, as typed, by #TsuSearchColumn
 *
 * Makes a record findable. The record must not be in the index: see tsu_search_remove().
 */
gboolean
tsu_search_add (sqlite3 *db,
                const char *type,
                gint64 id,
                const char *const texts[TSU_SEARCH_N_COLUMNS],
                GError **error)
{
  g_autofree char *sql =
    g_strdup_printf ("INSERT INTO search_%s (rowid, texts) VALUES (?1, ?2)", type);

  return run_row (db, sql, id, texts, error);
}

/**
 * tsu_search_remove:
 * @db: a registered connection
 * @type: name of a record type
 * @id: the row of the typed table
 * @texts: (nullable elements): exactly the texts it was added with
 *
 * Takes a record out of the index. Other texts than those it was added with damage the index, as
 * does a change of folding: see %TSU_SEARCH_VERSION.
 */
gboolean
tsu_search_remove (sqlite3 *db,
                   const char *type,
                   gint64 id,
                   const char *const texts[TSU_SEARCH_N_COLUMNS],
                   GError **error)
{
  g_autofree char *sql = g_strdup_printf ("INSERT INTO search_%s (search_%s, rowid, texts)"
                                          " VALUES ('delete', ?1, ?2)",
                                          type, type);

  return run_row (db, sql, id, texts, error);
}

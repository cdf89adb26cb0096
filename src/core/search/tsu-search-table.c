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

struct _TsuSearchTable {
  sqlite3 *db;
  char *type;
  sqlite3_stmt *add;
  sqlite3_stmt *remove;
};

static gboolean
run_row (sqlite3 *db,
         sqlite3_stmt *statement,
         gint64 id,
         const char *const texts[TSU_SEARCH_N_COLUMNS],
         GError **error)
{
  int rc;

  sqlite3_bind_int64 (statement, 1, id);
  sqlite3_bind_text (statement, 2, join_texts (texts), -1, g_free);
  rc = sqlite3_step (statement);
  if (rc != SQLITE_DONE)
    set_error (db, error);
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
  return rc == SQLITE_DONE;
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
 * tsu_search_table_new:
 * @db: a registered connection; it has to outlive the table
 * @type: name of a record type
 *
 * Returns: (transfer full): the way to write the rows of search_TYPE, which need not be there yet
 */
TsuSearchTable *
tsu_search_table_new (sqlite3 *db, const char *type)
{
  TsuSearchTable *self = g_new0 (TsuSearchTable, 1);

  self->db = db;
  self->type = g_strdup (type);
  return self;
}

void
tsu_search_table_free (TsuSearchTable *self)
{
  sqlite3_finalize (self->add);
  sqlite3_finalize (self->remove);
  g_free (self->type);
  g_free (self);
}

static gboolean
prepare (TsuSearchTable *self, char *sql, sqlite3_stmt **statement, GError **error)
{
  g_autofree char *owned = sql;

  return sqlite3_prepare_v3 (self->db, owned, -1, SQLITE_PREPARE_PERSISTENT, statement, NULL) ==
           SQLITE_OK ||
         set_error (self->db, error);
}

/**
 * tsu_search_table_add:
 * @self: a search table
 * @id: the row of the typed table
 * @texts: (nullable elements): the texts of the columns, as typed, by #TsuSearchColumn
 *
 * Makes a record findable. The record must not be in the index: see tsu_search_table_remove().
 */
gboolean
tsu_search_table_add (TsuSearchTable *self,
                      gint64 id,
                      const char *const texts[TSU_SEARCH_N_COLUMNS],
                      GError **error)
{
  if (!self->add &&
      !prepare (self,
                g_strdup_printf ("INSERT INTO search_%s (rowid, texts) VALUES (?1, ?2)",
                                 self->type),
                &self->add, error))
    return FALSE;
  return run_row (self->db, self->add, id, texts, error);
}

/**
 * tsu_search_table_remove:
 * @self: a search table
 * @id: the row of the typed table
 * @texts: (nullable elements): exactly the texts it was added with
 *
 * Takes a record out of the index. Other texts than those it was added with damage the index, as
 * does a change of folding: see %TSU_SEARCH_VERSION.
 */
gboolean
tsu_search_table_remove (TsuSearchTable *self,
                         gint64 id,
                         const char *const texts[TSU_SEARCH_N_COLUMNS],
                         GError **error)
{
  if (!self->remove && !prepare (self,
                                 g_strdup_printf ("INSERT INTO search_%s (search_%s, rowid, texts)"
                                                  " VALUES ('delete', ?1, ?2)",
                                                  self->type, self->type),
                                 &self->remove, error))
    return FALSE;
  return run_row (self->db, self->remove, id, texts, error);
}

/* Once, without keeping the statement: see tsu_search_table_add(). */
gboolean
tsu_search_add (sqlite3 *db,
                const char *type,
                gint64 id,
                const char *const texts[TSU_SEARCH_N_COLUMNS],
                GError **error)
{
  g_autoptr (TsuSearchTable) table = tsu_search_table_new (db, type);

  return tsu_search_table_add (table, id, texts, error);
}

/* Once, without keeping the statement: see tsu_search_table_remove(). */
gboolean
tsu_search_remove (sqlite3 *db,
                   const char *type,
                   gint64 id,
                   const char *const texts[TSU_SEARCH_N_COLUMNS],
                   GError **error)
{
  g_autoptr (TsuSearchTable) table = tsu_search_table_new (db, type);

  return tsu_search_table_remove (table, id, texts, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The search tables: how they are made and how their rows come and go. They are contentless, so a
 * row is taken out by giving the texts it was put in with.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "tsu-error.h"
#include "tsu-forerunner.h"
#include "tsu-search.h"
#include "tsu-tokenizer.h"

/* From so many on, the words are found on another thread. */
#define N_MANY 256

static gboolean
set_error (sqlite3 *db, GError **error)
{
  g_set_error (error, TSU_ERROR, TSU_ERROR_FAILED,
               _ ("The search index could not be used: %s. The records themselves are safe."),
                  sqlite3_errmsg (db));
  return FALSE;
}

/* All texts in one, each after its mark. */
static GBytes *
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
  return g_string_free_to_bytes (joined);
}

/**
 * tsu_search_spell_out:
 * @texts: (nullable elements): the texts of the columns, as typed, by #TsuSearchColumn
 *
 * Finds the words of a record before its turn to be written comes. On any thread.
 *
 * Returns: (transfer full): for tsu_search_table_add_spelt()
 */
GBytes *
tsu_search_spell_out (const char *const texts[TSU_SEARCH_N_COLUMNS])
{
  g_autoptr (GBytes) document = join_texts (texts);

  return tsu_tokenizer_spell_out (document);
}

/* A row that comes or goes. */
typedef struct {
  gint64 id;
  guint order; /* among those of the same id */
  gboolean removes;
  GBytes *document;
} Waiting;

struct _TsuSearchTable {
  sqlite3 *db;
  char *type;
  sqlite3_stmt *add;
  sqlite3_stmt *remove;
  GArray *waiting; /* Waiting */
  guint n_raw;     /* of them, those whose words have still to be found */
};

static void
clear_waiting (gpointer data)
{
  g_bytes_unref (((Waiting *) data)->document);
}

static int
compare_waiting (gconstpointer a, gconstpointer b)
{
  const Waiting *x = a;
  const Waiting *y = b;

  if (x->id != y->id)
    return x->id < y->id ? -1 : 1;
  return x->order < y->order ? -1 : x->order > y->order;
}

/* Takes @document. */
static void
put_off (TsuSearchTable *self, gint64 id, GBytes *document, gboolean removes)
{
  Waiting waiting = { id, self->waiting->len, removes, document };

  g_array_append_val (self->waiting, waiting);
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
  self->waiting = g_array_new (FALSE, FALSE, sizeof (Waiting));
  g_array_set_clear_func (self->waiting, clear_waiting);
  return self;
}

void
tsu_search_table_free (TsuSearchTable *self)
{
  sqlite3_finalize (self->add);
  sqlite3_finalize (self->remove);
  g_array_unref (self->waiting);
  g_free (self->type);
  g_free (self);
}

/**
 * tsu_search_table_add:
 * @self: a search table
 * @id: the row of the typed table
 * @texts: (nullable elements): the texts of the columns, as typed, by #TsuSearchColumn
 *
 * Makes a record findable, with the next tsu_search_table_write(). The record must not be in the
 * index: see tsu_search_table_remove().
 */
void
tsu_search_table_add (TsuSearchTable *self,
                      gint64 id,
                      const char *const texts[TSU_SEARCH_N_COLUMNS])
{
  put_off (self, id, join_texts (texts), FALSE);
  self->n_raw++;
}

/* As tsu_search_table_add(), of texts that tsu_search_spell_out() has gone through. */
void
tsu_search_table_add_spelt (TsuSearchTable *self, gint64 id, GBytes *spelt)
{
  put_off (self, id, g_bytes_ref (spelt), FALSE);
}

/**
 * tsu_search_table_remove:
 * @self: a search table
 * @id: the row of the typed table
 * @texts: (nullable elements): exactly the texts it was added with
 *
 * Takes a record out of the index, with the next tsu_search_table_write(). Other texts than those
 * it was added with damage the index, as does a change of folding: see %TSU_SEARCH_VERSION.
 */
void
tsu_search_table_remove (TsuSearchTable *self,
                         gint64 id,
                         const char *const texts[TSU_SEARCH_N_COLUMNS])
{
  put_off (self, id, join_texts (texts), TRUE);
  self->n_raw++;
}

static gboolean
prepare (TsuSearchTable *self, gboolean removes, GError **error)
{
  sqlite3_stmt **statement = removes ? &self->remove : &self->add;
  g_autofree char *sql = NULL;

  if (*statement)
    return TRUE;
  sql = removes
          ? g_strdup_printf ("INSERT INTO search_%s (search_%s, rowid, texts)"
                             " VALUES ('delete', ?1, ?2)",
                             self->type, self->type)
          : g_strdup_printf ("INSERT INTO search_%s (rowid, texts) VALUES (?1, ?2)", self->type);
  return sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, statement, NULL) ==
           SQLITE_OK ||
         set_error (self->db, error);
}

static gboolean
write_row (TsuSearchTable *self, const Waiting *row, GError **error)
{
  sqlite3_stmt *statement;
  gsize length;
  const char *document = g_bytes_get_data (row->document, &length);
  int rc;

  if (!prepare (self, row->removes, error))
    return FALSE;
  statement = row->removes ? self->remove : self->add;
  sqlite3_bind_int64 (statement, 1, row->id);
  sqlite3_bind_text (statement, 2, length > 0 ? document : "", (int) length, SQLITE_STATIC);
  rc = sqlite3_step (statement);
  if (rc != SQLITE_DONE)
    set_error (self->db, error);
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
  return rc == SQLITE_DONE;
}

static void
spell_out (guint i, gpointer data)
{
  Waiting *row = &g_array_index (((TsuSearchTable *) data)->waiting, Waiting, i);
  g_autoptr (GBytes) document = row->document;

  row->document = tsu_tokenizer_spell_out (document);
}

/* The words of many are found on another thread while those before them are written. */
static gboolean
write_many (TsuSearchTable *self, GError **error)
{
  g_autoptr (TsuForerunner) speller =
    tsu_forerunner_new ("speller", self->waiting->len, spell_out, self);

  for (guint i = 0; i < self->waiting->len; i++) {
    tsu_forerunner_wait (speller, i);
    if (!write_row (self, &g_array_index (self->waiting, Waiting, i), error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
write_few (TsuSearchTable *self, GError **error)
{
  for (guint i = 0; i < self->waiting->len; i++)
    if (!write_row (self, &g_array_index (self->waiting, Waiting, i), error))
      return FALSE;
  return TRUE;
}

/**
 * tsu_search_table_write:
 * @self: a search table
 * @error: what went wrong
 *
 * Writes what was added and removed, in the order of the rows: the index gathers rising rows in
 * memory, and goes through the file for each that falls behind.
 *
 * Returns: whether it is written; either way nothing waits any more
 */
gboolean
tsu_search_table_write (TsuSearchTable *self, GError **error)
{
  gboolean done;

  g_array_sort (self->waiting, compare_waiting);
  done = self->n_raw < N_MANY ? write_few (self, error) : write_many (self, error);
  tsu_search_table_forget (self);
  return done;
}

/* Drops what was added and removed and is not written. */
void
tsu_search_table_forget (TsuSearchTable *self)
{
  g_array_set_size (self->waiting, 0);
  self->n_raw = 0;
}

/* At once, without keeping the statement: see tsu_search_table_add(). */
gboolean
tsu_search_add (sqlite3 *db,
                const char *type,
                gint64 id,
                const char *const texts[TSU_SEARCH_N_COLUMNS],
                GError **error)
{
  g_autoptr (TsuSearchTable) table = tsu_search_table_new (db, type);

  tsu_search_table_add (table, id, texts);
  return tsu_search_table_write (table, error);
}

/* At once, without keeping the statement: see tsu_search_table_remove(). */
gboolean
tsu_search_remove (sqlite3 *db,
                   const char *type,
                   gint64 id,
                   const char *const texts[TSU_SEARCH_N_COLUMNS],
                   GError **error)
{
  g_autoptr (TsuSearchTable) table = tsu_search_table_new (db, type);

  tsu_search_table_remove (table, id, texts);
  return tsu_search_table_write (table, error);
}

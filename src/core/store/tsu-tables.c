/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether a file is a ledger that this program may open, the numbered steps that bring its own
 * tables to the present, and the typed and search tables that follow from the field tables.
 */

#include "config.h"

#include "tsu-tables.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "tsu-error.h"
#include "tsu-normalize.h"
#include "tsu-search.h"
#include "tsu-show.h"
#include "tsu-store-sql.h"

/* The number of the newest file in sql/. */
#define NEWEST 2

/* Twice what SQLite takes by itself: an import writes twenty thousand pages fewer through the log,
 * and the search index fits two of its own into each. Older files keep theirs. */
#define PAGE_SIZE "8192"

/* How much the search index gathers in memory within one step before it writes a part of itself
 * out. Parts have to be merged afterwards, so few large ones make an import faster. */
#define GATHERED_BYTES (16 * 1024 * 1024)

/* Parts are joined by tsu_ledger_settle() between the saves. Where nobody calls it, so many of a
 * size are joined within a save. */
#define PARTS_OF_A_SIZE 16

/* To be raised when one of these changes. */
#define SEARCH_SETTINGS 1

/* Header of an SQLite file, see https://www.sqlite.org/fileformat.html, section 1.3. */
#define HEADER_SIZE 100
#define AT_CHANGE_COUNTER 24
#define AT_PAGES 28
#define AT_USER_VERSION 60
#define AT_APPLICATION_ID 68
#define AT_VALID_FOR 92

static guint32
read_number (const guint8 *header, int at)
{
  return (guint32) header[at] << 24 | (guint32) header[at + 1] << 16 |
         (guint32) header[at + 2] << 8 | header[at + 3];
}

static guint32
read_page_size (const guint8 *header)
{
  guint32 size = (guint32) header[16] << 8 | header[17];

  return size == 1 ? 65536 : size;
}

static gboolean
report_newer (GError **error)
{
  g_set_error_literal (error, TSU_ERROR, TSU_ERROR_SCHEMA_NEWER,
                       _ ("This ledger was written by a newer Tsunagi. It was left as it is; "
                          "update this program to open it."));
  return FALSE;
}

static gboolean
report_foreign (const char *path, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);

  g_set_error (error, TSU_ERROR, TSU_ERROR_CORRUPT,
               _ ("“%s” is not a ledger of Tsunagi, or its beginning is damaged. It was left as it "
                  "is."),
                  name);
  return FALSE;
}

static gboolean
report_short (const char *path, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);

  g_set_error (error, TSU_ERROR, TSU_ERROR_CORRUPT,
               _ ("The end of “%s” is missing. It was left as it is; restore a backup."), name);
  return FALSE;
}

/* A file shorter than its header says was cut off, unless the rest still stands in the write-ahead
 * log. The header's count is to be trusted only where its two counters agree. */
static gboolean
is_cut_off (const char *path, const guint8 *header, goffset size)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  GStatBuf info;

  if (g_stat (wal, &info) == 0 && info.st_size > 0)
    return FALSE;
  return read_number (header, AT_CHANGE_COUNTER) == read_number (header, AT_VALID_FOR) &&
         size < (goffset) read_number (header, AT_PAGES) * read_page_size (header);
}

static gboolean
read_header (const char *path, guint8 header[HEADER_SIZE], goffset *size)
{
  GStatBuf info;

  *size = g_stat (path, &info) == 0 ? info.st_size : 0;
  return tsu_db_peek (path, header, HEADER_SIZE);
}

/* A crash while the file was being made leaves a journal beside it, and bytes that mean nothing
 * before SQLite has taken them back. */
static gboolean
was_being_made (const char *path)
{
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);
  GStatBuf info;

  return g_stat (journal, &info) == 0 && info.st_size > 0;
}

/**
 * tsu_tables_inspect:
 * @path: a file
 * @is_new: (out): whether there is nothing there yet
 * @error: TSU_ERROR_CORRUPT or TSU_ERROR_SCHEMA_NEWER
 *
 * Looks at the first bytes before SQLite does, so that a file which is not ours, or is damaged, or
 * is newer than this program, is left byte for byte as it is.
 *
 * Returns: whether SQLite may open it
 */
gboolean
tsu_tables_inspect (const char *path, gboolean *is_new, GError **error)
{
  guint8 header[HEADER_SIZE];
  goffset size;
  gboolean whole = read_header (path, header, &size);

  *is_new = size == 0 || was_being_made (path);
  if (*is_new)
    return TRUE;
  if (!whole || memcmp (header, "SQLite format 3", 16) != 0 ||
      read_number (header, AT_APPLICATION_ID) != TSU_LEDGER_APPLICATION_ID)
    return report_foreign (path, error);
  if (read_number (header, AT_USER_VERSION) > NEWEST)
    return report_newer (error);
  if (is_cut_off (path, header, size))
    return report_short (path, error);
  return TRUE;
}

static gboolean
run_step (TsuDb *db, int number, GError **error)
{
  g_autofree char *name = g_strdup_printf ("/jp/tsunagi/store/sql/%03d.sql", number);
  g_autofree char *version = g_strdup_printf ("PRAGMA user_version = %d", number);
  g_autoptr (GBytes) sql = g_resource_lookup_data (tsu_store_sql_get_resource (), name,
                                                   G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  return sql != NULL && tsu_db_exec (db, g_bytes_get_data (sql, NULL), error) &&
         tsu_db_exec (db, version, error);
}

/**
 * tsu_tables_migrate:
 * @db: a connection that may write
 * @is_new: whether the file was not there
 * @error: what went wrong; then the file is as it was
 *
 * Brings the ledger's own tables to this program's version, all steps or none. A new file gets its
 * mark before it goes over to the write-ahead log, so that the mark stands in the file itself.
 *
 * Returns: whether the tables are there
 */
gboolean
tsu_tables_migrate (TsuDb *db, gboolean is_new, GError **error)
{
  const char *path = sqlite3_db_filename (tsu_db_get_handle (db), "main");
  g_autofree char *mark = g_strdup_printf ("PRAGMA application_id = %d", TSU_LEDGER_APPLICATION_ID);
  gint64 version, id, n_tables, mode;

  if ((is_new && !tsu_db_exec (db, "PRAGMA page_size = " PAGE_SIZE, error)) ||
      !tsu_db_begin (db, error))
    return FALSE;
  if (!tsu_db_query_integer (db, "PRAGMA user_version", &version, error) ||
      !tsu_db_query_integer (db, "PRAGMA application_id", &id, error) ||
      !tsu_db_query_integer (db, "SELECT count (*) FROM sqlite_schema", &n_tables, error) ||
      (is_new && n_tables == 0 && !tsu_db_exec (db, mark, error))) {
    tsu_db_rollback (db);
    return FALSE;
  }
  if (n_tables > 0 && id != TSU_LEDGER_APPLICATION_ID) {
    tsu_db_rollback (db);
    return report_foreign (path, error);
  }
  if (version > NEWEST) {
    tsu_db_rollback (db);
    return report_newer (error);
  }
  for (int number = (int) version + 1; number <= NEWEST; number++) {
    if (!run_step (db, number, error)) {
      tsu_db_rollback (db);
      return FALSE;
    }
  }
  return tsu_db_commit (db, error) &&
         tsu_db_query_integer (db, "PRAGMA journal_mode = WAL", &mode, error);
}

/* Reading alone cannot bring an older file up to the present. */
gboolean
tsu_tables_require_present (TsuDb *db, GError **error)
{
  gint64 version;

  if (!tsu_db_query_integer (db, "PRAGMA user_version", &version, error))
    return FALSE;
  if (version >= NEWEST)
    return TRUE;
  g_set_error_literal (error, TSU_ERROR, TSU_ERROR_SCHEMA_OLDER,
                       _ ("This ledger was written by an older Tsunagi. Open it once where it may "
                          "be changed; then it can be read here."));
  return FALSE;
}

/* Tells whether the typed and search tables of a file are those that this program would make. */
static char *
make_digest (void)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *version = g_strdup_printf ("%d", TSU_SEARCH_VERSION);
  guint n;
  const TsuType *const *types = tsu_schema_get_types (&n);

  g_checksum_update (sum, (const guchar *) version, -1);
  for (guint i = 0; i < n; i++) {
    g_autofree char *ddl = tsu_typed_ddl (types[i]);
    g_autofree char *search = tsu_search_ddl (types[i]->name);

    g_checksum_update (sum, (const guchar *) ddl, -1);
    g_checksum_update (sum, (const guchar *) search, -1);
  }
  return g_strdup (g_checksum_get_string (sum));
}

/* It is the same for every ledger that this process opens. */
static const char *
get_digest (void)
{
  static char *digest;

  if (g_once_init_enter (&digest))
    g_once_init_leave (&digest, make_digest ());
  return digest;
}

/* How the search index of a type keeps itself in order. */
static char *
word_search_settings (const char *type)
{
  return g_strdup_printf ("INSERT INTO search_%1$s (search_%1$s, rank) VALUES ('hashsize', %2$d);"
                          "INSERT INTO search_%1$s (search_%1$s, rank) VALUES ('automerge', 0);"
                          "INSERT INTO search_%1$s (search_%1$s, rank) VALUES ('crisismerge', "
                          "%3$d)",
                          type, GATHERED_BYTES, PARTS_OF_A_SIZE);
}

static gboolean
remake_search (TsuLedger *ledger, const TsuType *type, GError **error)
{
  g_autofree char *drop = g_strdup_printf ("DROP TABLE IF EXISTS search_%s", type->name);
  g_autofree char *ddl = tsu_search_ddl (type->name);
  g_autofree char *settings = word_search_settings (type->name);

  return tsu_db_exec (ledger->db, drop, error) && tsu_db_exec (ledger->db, ddl, error) &&
         tsu_db_exec (ledger->db, settings, error);
}

static gboolean
rebuild_record (TsuLedger *ledger, gint64 key, GError **error)
{
  g_autoptr (TsuTarget) target = tsu_target_load (ledger, key, error);

  if (target == NULL)
    return FALSE;
  target->is_new = TRUE;
  return tsu_show_target (ledger, target, error);
}

static gboolean
rebuild_all_records (TsuLedger *ledger, GError **error)
{
  g_autoptr (TsuStatement) statement =
    tsu_db_prepare (ledger->db, "SELECT id FROM record ORDER BY id", error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  for (guint n = 1; row; n++) {
    if (!tsu_db_step (ledger->db, statement, &row, error))
      return FALSE;
    if (row && !rebuild_record (ledger, sqlite3_column_int64 (statement, 0), error))
      return FALSE;
    if (n % TSU_TRANSACTION_MAX == 0 && !tsu_show_finish (ledger, error))
      return FALSE;
  }
  return tsu_show_finish (ledger, error);
}

/**
 * tsu_tables_rebuild:
 * @ledger: the ledger, inside a transaction
 * @error: what went wrong
 *
 * Makes the typed and search tables anew from the changes.
 *
 * Returns: whether they are there
 */
gboolean
tsu_tables_rebuild (TsuLedger *ledger, GError **error)
{
  tsu_show_forget (ledger);
  if (!tsu_db_exec (ledger->db, "DELETE FROM backlog", error))
    return FALSE;
  for (guint i = 0; i < ledger->typed->len; i++) {
    TsuTyped *typed = ledger->typed->pdata[i];
    const TsuType *type = tsu_typed_get_type_of (typed);
    g_autofree char *empty = g_strdup_printf ("DELETE FROM \"%s\"", type->name);

    if (!tsu_typed_ensure (typed, error) || !tsu_db_exec (ledger->db, empty, error) ||
        !remake_search (ledger, type, error))
      return FALSE;
  }
  return rebuild_all_records (ledger, error);
}

/* For tables that an earlier version has made. */
static gboolean
set_up_search (TsuLedger *ledger, GError **error)
{
  for (guint i = 0; i < ledger->typed->len; i++) {
    g_autofree char *settings =
      word_search_settings (tsu_typed_get_type_of (ledger->typed->pdata[i])->name);

    if (!tsu_db_exec (ledger->db, settings, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * tsu_tables_ensure:
 * @ledger: a ledger being opened for writing
 * @error: what went wrong
 *
 * Sees to it that the typed and search tables are those of this program's field tables.
 *
 * Returns: whether they are
 */
gboolean
tsu_tables_ensure (TsuLedger *ledger, GError **error)
{
  const char *digest = get_digest ();
  g_autofree char *present = tsu_ledger_get_meta (ledger, "tables");
  gboolean same = g_strcmp0 (digest, present) == 0;

  if (same && tsu_ledger_get_number (ledger, "search-settings", 0) == SEARCH_SETTINGS)
    return TRUE;
  if (!tsu_db_begin (ledger->db, error))
    return FALSE;
  if (!(same ? set_up_search (ledger, error) : tsu_tables_rebuild (ledger, error)) ||
      !tsu_ledger_set_meta (ledger, "tables", digest, error) ||
      !tsu_ledger_set_number (ledger, "search-settings", SEARCH_SETTINGS, error)) {
    tsu_db_rollback (ledger->db);
    return FALSE;
  }
  return tsu_db_commit (ledger->db, error);
}

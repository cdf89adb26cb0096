/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opening and closing of the server's storage, its tables, its head, and the small things that the
 * other files of the depot share.
 */

#include "config.h"

#include "tsu-depot-private.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "tsu-depot-sql.h"
#include "tsu-error.h"
#include "tsu-guard.h"
#include "tsu-json.h"
#include "tsu-wire-answer.h"

/* The tables that this program knows. */
#define SCHEMA_VERSION 1

static const char *const refusals[] = {
  [TSU_REFUSAL_NONE] = NULL,
  [TSU_REFUSAL_BAD_FRAME] = TSU_ANSWER_BAD_FRAME,
  [TSU_REFUSAL_LOGIN] = TSU_ANSWER_LOGIN,
  [TSU_REFUSAL_REVOKED] = TSU_ANSWER_REVOKED,
  [TSU_REFUSAL_DEVICE_FORK] = TSU_ANSWER_DEVICE_FORK,
  [TSU_REFUSAL_DSEQ_GAP] = TSU_ANSWER_DSEQ_GAP,
  [TSU_REFUSAL_EPOCH] = TSU_ANSWER_EPOCH,
  [TSU_REFUSAL_RESNAPSHOT] = TSU_ANSWER_RESNAPSHOT,
};

const char *
tsu_refusal_get_name (TsuRefusalCode code)
{
  return refusals[code];
}

void
tsu_principal_clear (TsuPrincipal *self)
{
  g_clear_pointer (&self->user, g_free);
  g_clear_pointer (&self->device, g_free);
  g_clear_pointer (&self->grants, g_free);
  self->n_grants = 0;
}

void
tsu_push_clear (TsuPush *push)
{
  g_clear_pointer (&push->receipts, g_ptr_array_unref);
}

void
tsu_pull_clear (TsuPull *pull)
{
  g_clear_pointer (&pull->page, tsu_page_free);
}

/* Reads the digits of an id or a hash; hyphens are passed over. */
gboolean
tsu_key_parse (const char *hex, TsuKey *key)
{
  int n = 0;

  for (; *hex != '\0' && n < 2 * TSU_KEY_SIZE; hex++) {
    int digit = g_ascii_xdigit_value (*hex);

    if (*hex == '-')
      continue;
    if (digit < 0)
      return FALSE;
    key->bytes[n / 2] = (guint8) (n % 2 == 0 ? digit << 4 : key->bytes[n / 2] | digit);
    n++;
  }
  return n == 2 * TSU_KEY_SIZE;
}

char *
tsu_key_to_id (const guint8 *bytes)
{
  static const char digits[] = "0123456789abcdef";
  char *id = g_malloc (37);
  char *at = id;

  for (int i = 0; i < TSU_KEY_SIZE; i++) {
    if (i == 4 || i == 6 || i == 8 || i == 10)
      *at++ = '-';
    *at++ = digits[bytes[i] >> 4];
    *at++ = digits[bytes[i] & 15];
  }
  *at = '\0';
  return id;
}

char *
tsu_key_to_hex (const TsuKey *key)
{
  GString *hex = g_string_new (NULL);

  for (int i = 0; i < TSU_KEY_SIZE; i++)
    g_string_append_printf (hex, "%02x", key->bytes[i]);
  return g_string_free (hex, FALSE);
}

void
tsu_key_read (TsuSqlStatement *row, int column, TsuKey *key)
{
  gsize length;
  const guint8 *bytes = tsu_sql_blob (row, column, &length);

  memset (key, 0, sizeof *key);
  if (bytes != NULL)
    memcpy (key->bytes, bytes, MIN (length, sizeof key->bytes));
}

/* The end of a UUID and any part of a hash are random. */
guint
tsu_key_hash (gconstpointer key)
{
  guint hash;

  memcpy (&hash, ((const TsuKey *) key)->bytes + TSU_KEY_SIZE - sizeof hash, sizeof hash);
  return hash;
}

gboolean
tsu_key_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (TsuKey)) == 0;
}

TsuKey *
tsu_key_copy (const TsuKey *key)
{
  return g_memdup2 (key, sizeof *key);
}

gboolean
tsu_clock_read (TsuSql *sql, gboolean lock, TsuClock *clock, GError **error)
{
  /* The update changes nothing; it locks the row. */
  g_autoptr (TsuSqlStatement) statement =
    tsu_sql_prepare (sql,
                     lock
                       ? "UPDATE clock SET seq = seq WHERE id = 1"
                         " RETURNING epoch, seq, chain, record, author, line"
                       : "SELECT epoch, seq, chain, record, author, line FROM clock WHERE id = 1",
                     error);
  gboolean row;

  if (statement == NULL || !tsu_sql_step (statement, &row, error))
    return FALSE;
  if (!row) {
    g_set_error_literal (error, TSU_ERROR, TSU_ERROR_CORRUPT,
                         _ ("The server's database lacks its clock. Restore a backup."));
    return FALSE;
  }
  g_strlcpy (clock->epoch, tsu_sql_text (statement, 0), sizeof clock->epoch);
  clock->seq = tsu_sql_int (statement, 1);
  tsu_key_read (statement, 2, &clock->chain);
  clock->record = tsu_sql_int (statement, 3);
  clock->author = tsu_sql_int (statement, 4);
  clock->line = tsu_sql_int (statement, 5);
  return TRUE;
}

/* Queued: flush afterwards. */
gboolean
tsu_clock_write (TsuSql *sql, const TsuClock *clock, GError **error)
{
  g_autoptr (TsuSqlStatement) statement =
    tsu_sql_prepare (sql,
                     "UPDATE clock SET epoch = $1, seq = $2, chain = $3, record = $4, author = $5,"
                     " line = $6 WHERE id = 1",
                     error);

  if (statement == NULL)
    return FALSE;
  tsu_sql_bind_text (statement, 1, clock->epoch);
  tsu_sql_bind_int (statement, 2, clock->seq);
  tsu_sql_bind_blob (statement, 3, clock->chain.bytes, TSU_KEY_SIZE);
  tsu_sql_bind_int (statement, 4, clock->record);
  tsu_sql_bind_int (statement, 5, clock->author);
  tsu_sql_bind_int (statement, 6, clock->line);
  return tsu_sql_queue (statement, NULL, NULL, error);
}

/* The version of the tables; 0 in an empty database. */
static gboolean
read_version (TsuSql *sql, gint64 *version, GError **error)
{
  g_autoptr (TsuSqlStatement) statement =
    tsu_sql_prepare (sql, "SELECT version FROM tables", error);
  gboolean row;

  if (statement == NULL || !tsu_sql_step (statement, &row, error))
    return FALSE;
  *version = row ? tsu_sql_int (statement, 0) : 0;
  return TRUE;
}

static gboolean
run_script (TsuSql *sql, int number, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/jp/tsunagi/server/sql/%03d.sql", number);
  g_autoptr (GBytes) script =
    g_resource_lookup_data (tsu_depot_sql_get_resource (), path, 0, error);
  g_autofree char *end = g_strdup_printf ("UPDATE tables SET version = %d", number);

  return script != NULL && tsu_sql_exec (sql, g_bytes_get_data (script, NULL), error) &&
         tsu_sql_exec (sql, end, error);
}

static gboolean
bring_up (TsuSql *sql, GError **error)
{
  gint64 version;

  if (!read_version (sql, &version, error))
    return FALSE;
  if (version > SCHEMA_VERSION) {
    g_set_error_literal (error, TSU_ERROR, TSU_ERROR_SCHEMA_NEWER,
                         _ ("The server's database was written by a newer version of this program. "
                            "Nothing was changed. Install the newer version."));
    return FALSE;
  }
  while (version < SCHEMA_VERSION)
    if (!run_script (sql, (int) ++version, error))
      return FALSE;
  return TRUE;
}

/* Several processes may start at once: one of them makes the tables. */
static gboolean
set_up_tables (TsuSql *sql, GError **error)
{
  static const char first[] =
    "CREATE TABLE IF NOT EXISTS tables (id INTEGER PRIMARY KEY, version INTEGER NOT NULL) STRICT;"
    "INSERT INTO tables VALUES (1, 0) ON CONFLICT (id) DO NOTHING";
  gboolean done = tsu_sql_begin (sql, error);

  if (done && tsu_sql_is_postgres (sql))
    done = tsu_sql_exec (sql, "SELECT pg_advisory_xact_lock (8470)", error);
  done = done && tsu_sql_exec (sql, first, error) && bring_up (sql, error) &&
         tsu_sql_commit (sql, error);
  if (!done)
    tsu_sql_rollback (sql);
  return done;
}

static void
set_up_guard (TsuDepot *self, const TsuDepotOptions *options)
{
  if (options->guard_path != NULL)
    self->guard_path = g_strdup (options->guard_path);
  else if (!tsu_sql_is_postgres (self->sql))
    self->guard_path = g_strconcat (options->database, ".guard", NULL);

  if (options->guard != NULL) {
    self->guard = options->guard;
    self->guard_data = options->guard_data;
  } else if (self->guard_path != NULL) {
    self->guard = &tsu_guard_file;
    self->guard_data = self->guard_path;
  }
}

static gboolean
set_up (TsuDepot *self, const TsuDepotOptions *options, GError **error)
{
  self->sql = tsu_sql_open (options->database, options->vfs, error);
  if (self->sql == NULL)
    return FALSE;
  self->cache = g_strdup (options->cache);
  self->files =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  set_up_guard (self, options);
  return set_up_tables (self->sql, error) && tsu_life_set_up (self, options, error);
}

/**
 * tsu_depot_open:
 *
 * Opens the database, making its tables where they are lacking.
 *
 * Returns: (transfer full): the depot; NULL with TSU_ERROR_CONFLICT where the database is an older
 *   copy of what was here before, until its restore is accepted
 */
TsuDepot *
tsu_depot_open (const TsuDepotOptions *options, GError **error)
{
  TsuDepot *self = g_new0 (TsuDepot, 1);

  if (set_up (self, options, error))
    return self;
  tsu_depot_close (self);
  return NULL;
}

void
tsu_depot_close (TsuDepot *self)
{
  if (self == NULL)
    return;
  tsu_sql_close (self->sql);
  g_clear_pointer (&self->files, g_hash_table_unref);
  g_free (self->guard_path);
  g_free (self->cache);
  g_free (self);
}

/**
 * tsu_depot_get_head:
 * @epoch: (out caller-allocates): the server's life
 * @seq: (out): its last number
 */
gboolean
tsu_depot_get_head (TsuDepot *self, char epoch[TSU_DEPOT_EPOCH_SIZE], gint64 *seq, GError **error)
{
  TsuClock clock;

  if (!tsu_clock_read (self->sql, FALSE, &clock, error))
    return FALSE;
  g_strlcpy (epoch, clock.epoch, TSU_DEPOT_EPOCH_SIZE);
  *seq = clock.seq;
  return TRUE;
}

int
tsu_depot_listen (TsuDepot *self, GError **error)
{
  return tsu_sql_listen (self->sql, error);
}

gboolean
tsu_depot_hear (TsuDepot *self)
{
  return tsu_sql_hear (self->sql);
}

gboolean
tsu_depot_backup (TsuDepot *self, const char *path, GError **error)
{
  return tsu_sql_backup (self->sql, path, error);
}

static char **
read_list (const char *list)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  TsuJsonReader r;

  tsu_json_reader_init (&r, list, strlen (list));
  if (tsu_json_read_array (&r)) {
    while (tsu_json_next_element (&r)) {
      g_autofree char *field = tsu_json_read_string (&r);

      g_strv_builder_add (builder, field ? field : "");
    }
  }
  return g_strv_builder_end (builder);
}

gboolean
tsu_field_list_contains (const char *list, const char *field)
{
  g_auto (GStrv) fields = NULL;

  if (list == NULL || list[0] != '[')
    return list != NULL;
  fields = read_list (list);
  return g_strv_contains ((const char *const *) fields, field);
}

char *
tsu_field_list_add (const char *list, const char *field)
{
  g_autoptr (GString) json = g_string_new (NULL);

  if (tsu_field_list_contains (list, field))
    return g_strdup (list);
  g_string_append (json, list ? list : "[");
  if (list != NULL)
    g_string_overwrite (json, json->len - 1, ",");
  tsu_json_append_string (json, field);
  g_string_append_c (json, ']');
  return g_string_free (g_steal_pointer (&json), FALSE);
}

/* Reads a row of TSU_CHANGE_COLUMNS. */
void
tsu_stored_change_read (TsuSqlStatement *row, TsuStoredChange *stored)
{
  TsuChange *change = tsu_change_new ();
  gsize length;

  change->seq = tsu_sql_int (row, 0);
  change->id = tsu_key_to_id (tsu_sql_blob (row, 1, &length));
  change->record = tsu_key_to_id (tsu_sql_blob (row, 2, &length));
  change->type = g_strdup (tsu_sql_text (row, 3));
  change->op = (TsuOp) tsu_sql_int (row, 4);
  change->hlc = (guint64) tsu_sql_int (row, 5);
  change->ohlc = (guint64) tsu_sql_int (row, 6);
  change->device = g_strdup (tsu_sql_text (row, 7));
  change->user = g_strdup (tsu_sql_text (row, 8));
  change->schema = (int) tsu_sql_int (row, 9);
  change->fields = g_strdup (tsu_sql_text (row, 10));
  change->seen = g_strdup (tsu_sql_text (row, 11));
  change->ward = (int) tsu_sql_int (row, 12);
  change->z = g_strdup (tsu_sql_text (row, 13));
  stored->change = change;
  stored->dead = g_strdup (tsu_sql_text (row, 14));
  stored->person = tsu_sql_int (row, 15) != 0;
  stored->shared = tsu_sql_int (row, 16) != 0;
}

void
tsu_stored_change_clear (TsuStoredChange *stored)
{
  g_clear_pointer (&stored->change, tsu_change_free);
  g_clear_pointer (&stored->dead, g_free);
}

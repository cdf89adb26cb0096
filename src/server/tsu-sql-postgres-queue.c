/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is queued for PostgreSQL goes out in pipeline mode, and rows of values go out many in one
 * statement: a body of 500 transactions costs a few dozen statements and no round trip
 * instead of thousands.
 */

#include "config.h"

#include "tsu-sql-postgres.h"

#include <string.h>

/* As many are sent before their answers are read; libpq reads on while it cannot write. */
#define QUEUE_MAX 2000

/* Element type of an array of keys in PostgreSQL's catalogue: bytea. */
#define BYTEA_OID 17

static const guint form_rows[TSU_POSTGRES_N_FORMS] = { 64, 8 };

/* The parameters of the largest form. */
#define FORM_PARAMETERS (64 * TSU_SQL_MAX_PARAMETERS)

typedef struct {
  TsuPostgresStatement *statement; /* NULL where nobody wants its rows */
  TsuSqlRowFunc func;
  gpointer data;
} TsuPostgresQueued;

/* Where a value lies among those gathered; length -1 for none at all. */
typedef struct {
  gsize at;
  int length;
  int format;
} TsuPostgresPlace;

void
tsu_postgres_queue_init (TsuPostgres *self)
{
  self->queue = g_array_new (FALSE, FALSE, sizeof (TsuPostgresQueued));
  self->gathering = g_ptr_array_new ();
}

void
tsu_postgres_queue_clear (TsuPostgres *self)
{
  g_array_unref (self->queue);
  g_ptr_array_unref (self->gathering);
}

/* --- rows that go out together --- */

/* "($FIRST, …)" for one row. */
static void
append_tuple (GString *sql, guint first, int n)
{
  for (int i = 0; i < n; i++)
    g_string_append_printf (sql, "%s$%u", i == 0 ? "(" : ", ", first + (guint) i);
  g_string_append_c (sql, ')');
}

/* Where the row of values ends in the statement; NULL where there is none. */
static const char *
find_tuple_end (const char *sql)
{
  const char *at = strstr (sql, "VALUES (");
  int depth = 0;

  for (at = at ? at + strlen ("VALUES ") : NULL; at != NULL && *at != '\0'; at++) {
    depth += (*at == '(') - (*at == ')');
    if (depth == 0)
      return at + 1;
  }
  return NULL;
}

static char *
word_form (const TsuPostgresStatement *statement, guint n_rows)
{
  const char *end = find_tuple_end (statement->sql);
  GString *sql = g_string_new_len (statement->sql, end - statement->sql);

  for (guint row = 1; row < n_rows; row++) {
    g_string_append (sql, ", ");
    append_tuple (sql, row * (guint) statement->n_parameters + 1, statement->n_parameters);
  }
  g_string_append (sql, end);
  return g_string_free (sql, FALSE);
}

/* Looks whether the statement has one row of values, and no parameter but in there. */
void
tsu_postgres_queue_take (TsuPostgresStatement *statement)
{
  const char *end = find_tuple_end (statement->sql);
  const char *parameter = strchr (statement->sql, '$');

  statement->gathers = end != NULL && parameter != NULL &&
                       parameter > strstr (statement->sql, "VALUES (") && strchr (end, '$') == NULL;
  if (!statement->gathers)
    return;
  statement->cells = g_byte_array_new ();
  statement->places = g_array_new (FALSE, FALSE, sizeof (TsuPostgresPlace));
}

void
tsu_postgres_queue_drop (TsuPostgresStatement *statement)
{
  g_clear_pointer (&statement->cells, g_byte_array_unref);
  g_clear_pointer (&statement->places, g_array_unref);
}

static void
empty (TsuPostgresStatement *statement)
{
  g_byte_array_set_size (statement->cells, 0);
  g_array_set_size (statement->places, 0);
}

static guint
count_rows (const TsuPostgresStatement *statement)
{
  return statement->places->len / (guint) statement->n_parameters;
}

static void
keep_row (TsuPostgresStatement *statement)
{
  static const guint8 end = 0;

  for (int i = 0; i < statement->n_parameters; i++) {
    const char *value = statement->values[i];
    TsuPostgresPlace place = { statement->cells->len, -1, statement->formats[i] };

    if (value != NULL) {
      place.length = place.format == 0 ? (int) strlen (value) : statement->lengths[i];
      g_byte_array_append (statement->cells, (const guint8 *) value, (guint) place.length);
      g_byte_array_append (statement->cells, &end, 1);
    }
    g_array_append_val (statement->places, place);
  }
}

/* --- sending --- */

static gboolean
note_sent (TsuPostgres *self, TsuPostgresStatement *statement, TsuSqlRowFunc func, gpointer data)
{
  const TsuPostgresQueued queued = { func ? statement : NULL, func, data };

  g_array_append_val (self->queue, queued);
  return TRUE;
}

static gboolean
send_making (TsuPostgres *self, guint *session, const char *name, const char *sql)
{
  if (*session == self->session)
    return TRUE;
  if (!PQsendPrepare (self->conn, name, sql, 0, NULL))
    return FALSE;
  *session = self->session;
  return note_sent (self, NULL, NULL, NULL);
}

static gboolean
send_rows (TsuPostgres *self, TsuPostgresStatement *statement, guint first, int form)
{
  const char *values[FORM_PARAMETERS];
  int lengths[FORM_PARAMETERS];
  int formats[FORM_PARAMETERS];
  guint n_rows = form < 0 ? 1 : form_rows[form];
  guint *session = form < 0 ? &statement->session : &statement->forms[form];
  int n = (int) n_rows * statement->n_parameters;
  g_autofree char *name =
    form < 0 ? g_strdup (statement->name) : g_strdup_printf ("%sx%u", statement->name, n_rows);
  g_autofree char *sql = *session == self->session ? NULL : word_form (statement, n_rows);

  for (int i = 0; i < n; i++) {
    const TsuPostgresPlace *place =
      &g_array_index (statement->places, TsuPostgresPlace,
                      first * (guint) statement->n_parameters + (guint) i);

    values[i] = place->length < 0 ? NULL : (const char *) statement->cells->data + place->at;
    lengths[i] = place->length;
    formats[i] = place->format;
  }
  return send_making (self, session, name, sql) &&
         PQsendQueryPrepared (self->conn, name, n, values, lengths, formats, 1) &&
         note_sent (self, NULL, NULL, NULL);
}

static gboolean
send_all_rows (TsuPostgres *self, TsuPostgresStatement *statement)
{
  guint n_rows = count_rows (statement);
  guint first = 0;

  while (first < n_rows) {
    int form = TSU_POSTGRES_N_FORMS - 1;

    if (n_rows - first >= form_rows[0])
      form = 0;
    else if (n_rows - first < form_rows[form])
      form = -1;
    if (!send_rows (self, statement, first, form))
      return FALSE;
    first += form < 0 ? 1 : form_rows[form];
  }
  empty (statement);
  return TRUE;
}

static gboolean
send_gathered (TsuPostgres *self)
{
  if (self->gathering->len == 0)
    return TRUE;
  if (!PQenterPipelineMode (self->conn))
    return FALSE;
  for (guint i = 0; i < self->gathering->len; i++)
    if (!send_all_rows (self, g_ptr_array_index (self->gathering, i)))
      return FALSE;
  g_ptr_array_set_size (self->gathering, 0);
  return TRUE;
}

static gboolean
gather (TsuPostgres *self, TsuPostgresStatement *statement)
{
  if (statement->places->len == 0)
    g_ptr_array_add (self->gathering, statement);
  keep_row (statement);
  if (count_rows (statement) < form_rows[0])
    return TRUE;
  g_ptr_array_remove (self->gathering, statement);
  return PQenterPipelineMode (self->conn) && send_all_rows (self, statement);
}

gboolean
tsu_postgres_queue (TsuSqlStatement *self, TsuSqlRowFunc func, gpointer data, GError **error)
{
  TsuPostgres *postgres = (TsuPostgres *) self->sql;
  TsuPostgresStatement *statement = (TsuPostgresStatement *) self;
  gboolean sent;

  if (postgres->queue->len >= QUEUE_MAX && !tsu_postgres_flush (self->sql, error))
    return FALSE;
  if (statement->gathers && func == NULL)
    sent = gather (postgres, statement);
  else
    sent = send_gathered (postgres) && PQenterPipelineMode (postgres->conn) &&
           send_making (postgres, &statement->session, statement->name, statement->sql) &&
           PQsendQueryPrepared (postgres->conn, statement->name, statement->n_parameters,
                                statement->values, statement->lengths, statement->formats, 1) &&
           note_sent (postgres, statement, func, data);
  tsu_sql_release (self);
  return sent ? TRUE : tsu_postgres_fail (postgres, NULL, error);
}

/* --- the answers --- */

/* What was gathered for a transaction that is taken back, or over a connection that is lost. */
void
tsu_postgres_queue_forget (TsuPostgres *self)
{
  for (guint i = 0; i < self->gathering->len; i++)
    empty (g_ptr_array_index (self->gathering, i));
  g_ptr_array_set_size (self->gathering, 0);
}

static void
hand_out (const TsuPostgresQueued *queued, PGresult *result)
{
  TsuPostgresStatement *statement = queued->statement;

  if (statement == NULL)
    return;
  statement->result = result;
  for (statement->row = 0; statement->row < PQntuples (result); statement->row++)
    queued->func (&statement->parent, queued->data);
  statement->result = NULL;
}

static gboolean
read_answers (TsuPostgres *self, GError **error)
{
  gboolean good = TRUE;

  for (guint i = 0; i < self->queue->len; i++) {
    PGresult *result = PQgetResult (self->conn);

    if (good && !tsu_postgres_is_good (result))
      good = tsu_postgres_fail (self, result, error);
    else if (good)
      hand_out (&g_array_index (self->queue, TsuPostgresQueued, i), result);
    PQclear (result);
    /* Each answer ends with a NULL. */
    PQclear (PQgetResult (self->conn));
  }
  return good;
}

gboolean
tsu_postgres_flush (TsuSql *self, GError **error)
{
  TsuPostgres *postgres = (TsuPostgres *) self;
  gboolean good;

  if (!send_gathered (postgres)) {
    tsu_postgres_queue_forget (postgres);
    return tsu_postgres_fail (postgres, NULL, error);
  }
  if (PQpipelineStatus (postgres->conn) == PQ_PIPELINE_OFF)
    return TRUE;
  if (!PQpipelineSync (postgres->conn)) {
    g_array_set_size (postgres->queue, 0);
    return tsu_postgres_fail (postgres, NULL, error);
  }
  good = read_answers (postgres, error);
  g_array_set_size (postgres->queue, 0);
  PQclear (PQgetResult (postgres->conn));
  if (!PQexitPipelineMode (postgres->conn) && good)
    good = tsu_postgres_fail (postgres, NULL, error);
  return good;
}

/* --- many keys at once --- */

static void
append_number (GByteArray *bytes, gint32 number)
{
  gint32 big = GINT32_TO_BE (number);

  g_byte_array_append (bytes, (const guint8 *) &big, sizeof big);
}

/* The keys as PostgreSQL's binary form of an array with one dimension and without nulls. */
GByteArray *
tsu_postgres_word_keys (GByteArray *keys)
{
  GByteArray *array = g_byte_array_new ();

  append_number (array, 1);
  append_number (array, 0);
  append_number (array, BYTEA_OID);
  append_number (array, (gint32) (keys->len / TSU_SQL_KEY_SIZE));
  append_number (array, 1);
  for (guint at = 0; at < keys->len; at += TSU_SQL_KEY_SIZE) {
    append_number (array, TSU_SQL_KEY_SIZE);
    g_byte_array_append (array, keys->data + at, TSU_SQL_KEY_SIZE);
  }
  return array;
}

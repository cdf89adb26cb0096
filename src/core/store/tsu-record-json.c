/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The way back of tsu_record_append_json(): a line of NDJSON becomes an edit. A line with a fault
 * is refused as a whole, so that no half record is ever written.
 */

#include "config.h"

#include "tsu-record-json.h"

#include "tsu-error.h"
#include "tsu-id.h"
#include "tsu-value-read.h"

#include <glib/gi18n.h>

typedef struct {
  const TsuField *field;
  TsuValue *value; /* (nullable) */
} Cell;

struct _TsuRecordJson {
  const TsuType *type;
  char *id;
  GArray *cells; /* Cell */
};

static void
clear_cell (gpointer data)
{
  g_clear_pointer (&((Cell *) data)->value, tsu_value_unref);
}

G_GNUC_PRINTF (2, 3)
static gboolean
refuse (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  if (error)
    *error = g_error_new_valist (TSU_ERROR, TSU_ERROR_INVALID, format, args);
  va_end (args);
  return FALSE;
}

static gboolean
read_type (TsuRecordJson *self, TsuJsonReader *reader, GError **error)
{
  g_autofree char *name = tsu_json_read_string (reader);
  const TsuType *type = tsu_schema_find_type (name);

  if (!name)
    return TRUE;
  if (!type)
    return refuse (error, _ ("“%s” is not a type of record"), name);
  if (self->type && self->type != type)
    return refuse (error, _ ("the record is of another type: “%s”"), name);
  self->type = type;
  return TRUE;
}

static gboolean
read_id (TsuRecordJson *self, TsuJsonReader *reader, GError **error)
{
  g_autofree char *id = NULL;

  if (tsu_json_peek (reader) == TSU_JSON_NULL)
    return tsu_json_read_null (reader);
  id = tsu_json_read_string (reader);
  if (id && !tsu_id_is_valid (id))
    return refuse (error, _ ("“%s” is not the id of a record"), id);
  self->id = g_steal_pointer (&id);
  return TRUE;
}

static gboolean
read_field (TsuRecordJson *self, const char *key, TsuJsonReader *reader, GError **error)
{
  Cell cell = { NULL, NULL };

  if (!self->type)
    return refuse (error, _ ("“type” must come before “%s”"), key);
  cell.field = tsu_type_find_field (self->type, key);
  if (!cell.field)
    return refuse (error, _ ("there is no field “%s”"), key);
  if (!tsu_value_read_json (cell.field, reader, &cell.value, error))
    return FALSE;
  g_array_append_val (self->cells, cell);
  return TRUE;
}

static gboolean
read_members (TsuRecordJson *self, TsuJsonReader *reader, GError **error)
{
  const char *key;

  if (!tsu_json_read_object (reader))
    return TRUE;
  while ((key = tsu_json_next_key (reader)) != NULL) {
    /* The reader lends its key only until it reads on. */
    g_autofree char *name = g_strdup (key);
    gboolean good;

    if (g_str_equal (name, "type"))
      good = read_type (self, reader, error);
    else if (g_str_equal (name, "id"))
      good = read_id (self, reader, error);
    else
      good = read_field (self, name, reader, error);
    if (!good)
      return FALSE;
  }
  return TRUE;
}

/**
 * tsu_record_json_parse:
 * @type: (nullable): the type expected; NULL where the line itself says it
 * @json: one object; needs no closing NUL
 * @length: its length in bytes
 * @error: what is wrong, without the line's number: the caller knows that
 *
 * Returns: (transfer full) (nullable): what the line says
 */
TsuRecordJson *
tsu_record_json_parse (const TsuType *type, const char *json, gsize length, GError **error)
{
  g_autoptr (TsuRecordJson) self = g_new0 (TsuRecordJson, 1);
  TsuJsonReader reader;

  self->type = type;
  self->cells = g_array_new (FALSE, TRUE, sizeof (Cell));
  g_array_set_clear_func (self->cells, clear_cell);

  tsu_json_reader_init (&reader, json, length);
  if (!read_members (self, &reader, error) || !tsu_json_reader_finish (&reader, error))
    return NULL;
  if (!self->type) {
    g_set_error_literal (error, TSU_ERROR, TSU_ERROR_INVALID, _ ("the record says no type"));
    return NULL;
  }
  return g_steal_pointer (&self);
}

void
tsu_record_json_free (TsuRecordJson *self)
{
  g_array_unref (self->cells);
  g_free (self->id);
  g_free (self);
}

const TsuType *
tsu_record_json_get_type_of (const TsuRecordJson *self)
{
  return self->type;
}

/**
 * tsu_record_json_get_id:
 *
 * Returns: (nullable) (transfer none): the id the line names
 */
const char *
tsu_record_json_get_id (const TsuRecordJson *self)
{
  return self->id;
}

guint
tsu_record_json_get_n_fields (const TsuRecordJson *self)
{
  return self->cells->len;
}

/**
 * tsu_record_json_get_field:
 * @i: which, in the order of the line
 * @value: (out) (nullable) (transfer none): what the line wants there
 *
 * Returns: (transfer none): the field
 */
const TsuField *
tsu_record_json_get_field (const TsuRecordJson *self, guint i, TsuValue **value)
{
  Cell *cell = &g_array_index (self->cells, Cell, i);

  *value = cell->value;
  return cell->field;
}

static const char *
find_text (const TsuRecordJson *self, const char *field)
{
  for (guint i = 0; i < self->cells->len; i++) {
    Cell *cell = &g_array_index (self->cells, Cell, i);

    if (g_str_equal (cell->field->name, field))
      return tsu_value_get_text (cell->value);
  }
  return NULL;
}

/* Two desks that enter the same person for the same event must come to the same record. */
static char *
derive_natural_id (const TsuRecordJson *self)
{
  const char *event = find_text (self, "event");
  const char *actor = find_text (self, "actor");

  if (!g_str_equal (self->type->name, "participation") || !event || !actor)
    return NULL;
  return tsu_id_derive ("participation", event, actor, NULL);
}

/**
 * tsu_record_json_make_edit:
 * @create: whether the record is to be made where it is absent; without an id it always is
 *
 * Returns: (transfer full): the edit, of just the fields that the line names
 */
TsuEdit *
tsu_record_json_make_edit (const TsuRecordJson *self, gboolean create)
{
  g_autofree char *natural = self->id ? NULL : derive_natural_id (self);
  TsuEdit *edit = self->id && !create
                    ? tsu_edit_new_change (self->type, self->id)
                    : tsu_edit_new_create (self->type, self->id ? self->id : natural);

  for (guint i = 0; i < self->cells->len; i++) {
    Cell *cell = &g_array_index (self->cells, Cell, i);

    tsu_edit_set (edit, cell->field->name, cell->value ? tsu_value_ref (cell->value) : NULL);
  }
  return edit;
}

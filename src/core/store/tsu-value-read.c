/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Values as scripts write them, read against the schema: from JSON (put, NDJSON files) and from a
 * word on the command line. Strict about the kind of value, because a wrong one is a mistake in
 * the script; forgiving about dates and the names of choices, because people write those.
 */

#include "config.h"

#include "tsu-value-read.h"

#include "tsu-date.h"
#include "tsu-error.h"
#include "tsu-id.h"

#include <glib/gi18n.h>
#include <string.h>

static gboolean
refuse (const TsuField *field, const char *reason, const char *text, GError **error)
{
  g_autofree char *start = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), 40));

  /* Translators: field, reason, and the text that was given. */
  g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID, _ ("%s: %s: “%s”"), field->name, reason, start);
  return FALSE;
}

/* Seconds left away, and an era that has ended, do not change what is meant; the rest may. */
static gboolean
read_date (const TsuField *field, const char *text, TsuValue **value, GError **error)
{
  const guint harmless = TSU_DATE_WARNING_SECONDS | TSU_DATE_WARNING_ERA;
  TsuDateReading reading;
  gboolean fits;

  if (!tsu_date_parse (text, NULL, &reading))
    return refuse (field, _ ("this cannot be read as a date or time"), text, error);
  if (reading.warnings & ~harmless) {
    g_autofree char *reason = tsu_date_describe_warnings (reading.warnings & ~harmless);

    return refuse (field, reason, text, error);
  }

  if (field->kind == TSU_FIELD_TIME)
    fits = reading.kind == TSU_DATE_TIME;
  else if (field->kind == TSU_FIELD_DATE)
    fits = reading.kind != TSU_DATE_TIME && reading.kind != TSU_DATE_DATETIME;
  else
    fits = reading.kind != TSU_DATE_TIME;
  if (!fits && field->kind == TSU_FIELD_TIME)
    return refuse (field, _ ("a time such as 13:30 is wanted"), text, error);
  if (!fits)
    return refuse (field, _ ("a date is wanted"), text, error);

  *value = tsu_value_new_text (reading.iso);
  return TRUE;
}

static gboolean
read_integer (const TsuField *field, const char *text, TsuValue **value, GError **error)
{
  gint64 integer;

  if (!g_ascii_string_to_signed (text, 10, -TSU_JSON_INT_MAX, TSU_JSON_INT_MAX, &integer, NULL))
    return refuse (field, _ ("a whole number is wanted"), text, error);
  *value = tsu_value_new_integer (integer);
  return TRUE;
}

static gboolean
read_boolean (const TsuField *field, const char *text, TsuValue **value, GError **error)
{
  if (!g_str_equal (text, "true") && !g_str_equal (text, "false"))
    return refuse (field, _ ("“true” or “false” is wanted"), text, error);
  *value = tsu_value_new_boolean (g_str_equal (text, "true"));
  return TRUE;
}

/* Gives the form in which a single text is stored: a code for a label, a checked id, or @text. */
static const char *
settle_text (const TsuField *field, const char *text, GError **error)
{
  const TsuTerm *term = field->vocabulary ? tsu_vocabulary_match (field->vocabulary, text) : NULL;

  if (strlen (text) > TSU_TEXT_MAX) {
    refuse (field, _ ("the text is longer than 64 KiB"), text, error);
    return NULL;
  }
  if (term)
    return term->code;
  if (field->target && tsu_id_is_valid (text))
    return text;
  if (field->vocabulary && *text != '\0') {
    refuse (field, _ ("this is not one of the choices"), text, error);
    return NULL;
  }
  if (field->target && *text != '\0') {
    refuse (field, _ ("this is not the id of a record"), text, error);
    return NULL;
  }
  return text;
}

static gboolean
takes_list (const TsuField *field)
{
  return tsu_field_is_set (field) || field->kind == TSU_FIELD_PAIRS;
}

/**
 * tsu_value_read_text:
 * @field: the field that the value is for
 * @text: UTF-8; for a set field one element
 * @value: (out) (nullable) (transfer full): the value; NULL for an empty @text
 * @error: what is wrong, with the field's name
 *
 * Returns: whether @text is a value of the field
 */
gboolean
tsu_value_read_text (const TsuField *field, const char *text, TsuValue **value, GError **error)
{
  const char *settled;

  *value = NULL;
  if (*text == '\0')
    return TRUE;
  if (field->kind == TSU_FIELD_DATE || field->kind == TSU_FIELD_MOMENT ||
      field->kind == TSU_FIELD_TIME)
    return read_date (field, text, value, error);
  if (tsu_field_is_integer (field))
    return read_integer (field, text, value, error);
  if (field->kind == TSU_FIELD_BOOLEAN)
    return read_boolean (field, text, value, error);

  settled = settle_text (field, text, error);
  if (!settled)
    return FALSE;
  if (takes_list (field))
    *value = tsu_value_new_list ((const char *const[]){ settled, NULL });
  else
    *value = tsu_value_new_text (settled);
  return TRUE;
}

static gboolean
refuse_kind (const TsuField *field, const char *wanted, GError **error)
{
  /* Translators: the first is a field's name, the second says what kind of value it takes. */
  g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID, _ ("%s: %s"), field->name, wanted);
  return FALSE;
}

static gboolean
read_list (const TsuField *field, TsuJsonReader *reader, TsuValue **value, GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_free);

  if (tsu_json_peek (reader) != TSU_JSON_ARRAY || !tsu_json_read_array (reader))
    return refuse_kind (field, _ ("a list of texts is wanted"), error);
  while (tsu_json_next_element (reader)) {
    g_autofree char *text = NULL;
    const char *settled;

    if (tsu_json_peek (reader) != TSU_JSON_STRING)
      return refuse_kind (field, _ ("a list of texts is wanted"), error);
    text = tsu_json_read_string (reader);
    if (!text)
      break;
    settled = settle_text (field, text, error);
    if (!settled)
      return FALSE;
    g_ptr_array_add (items, g_strdup (settled));
  }
  if (field->kind == TSU_FIELD_PAIRS && items->len % 2 != 0)
    return refuse_kind (field, _ ("names and texts in turn are wanted"), error);
  g_ptr_array_add (items, NULL);
  *value = tsu_value_new_list ((const char *const *) items->pdata);
  return TRUE;
}

/**
 * tsu_value_read_json:
 * @field: the field that the value is for
 * @reader: stands before the value
 * @value: (out) (nullable) (transfer full): the value; NULL for null, "" and []
 * @error: what is wrong, with the field's name. Where the JSON itself is faulty the reader has the
 *   fault, and this returns TRUE
 *
 * Returns: whether the value is one of the field's
 */
gboolean
tsu_value_read_json (const TsuField *field, TsuJsonReader *reader, TsuValue **value, GError **error)
{
  TsuJsonType type = tsu_json_peek (reader);
  g_autofree char *text = NULL;

  *value = NULL;
  if (type == TSU_JSON_INVALID || type == TSU_JSON_NULL) {
    tsu_json_read_null (reader);
    return TRUE;
  }
  if (takes_list (field))
    return read_list (field, reader, value, error);
  if (tsu_field_is_integer (field)) {
    if (type != TSU_JSON_INT)
      return refuse_kind (field, _ ("a whole number is wanted"), error);
    *value = tsu_value_new_integer (tsu_json_read_int (reader));
    return TRUE;
  }
  if (field->kind == TSU_FIELD_BOOLEAN) {
    if (type != TSU_JSON_BOOL)
      return refuse_kind (field, _ ("“true” or “false” is wanted"), error);
    *value = tsu_value_new_boolean (tsu_json_read_bool (reader));
    return TRUE;
  }
  if (type != TSU_JSON_STRING)
    return refuse_kind (field, _ ("a text is wanted"), error);
  text = tsu_json_read_string (reader);
  return !text || tsu_value_read_text (field, text, value, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Records as text for people, in their language, and as NDJSON for programs.
 */

#include "config.h"

#include "tsu-print.h"

#include "tsu-date.h"

#include <glib/gi18n.h>

static const char *
find_kind_label (const TsuRecord *record)
{
  const TsuType *type = tsu_record_get_type_of (record);
  const TsuField *kind = tsu_type_find_field (type, "kind");
  const char *code = tsu_record_get_kind (record);

  return kind && kind->vocabulary && code ? tsu_vocabulary_label (kind->vocabulary, code) : NULL;
}

/**
 * tsu_print_line:
 *
 * Appends one line that tells the record from others, its id first, so that it can be cut out.
 */
void
tsu_print_line (GString *out, const TsuRecord *record)
{
  g_autofree char *title = tsu_record_dup_title (record);
  const char *kind = find_kind_label (record);
  const char *starts = tsu_record_get_text (record, "starts");

  g_string_append_printf (out, "%s  %s", tsu_record_get_id (record), title);
  if (kind && !g_str_equal (kind, title))
    g_string_append_printf (out, "  [%s]", kind);
  if (starts) {
    g_autofree char *when = tsu_date_format (starts, TSU_DATE_WAREKI, FALSE);

    g_string_append_printf (out, "  %s", when);
  }
  if (tsu_record_is_deleted (record))
    g_string_append_printf (out, "  %s", _ ("(deleted)"));
  g_string_append_c (out, '\n');
}

static char *
format_text (TsuLedger *ledger, const TsuField *field, const char *text)
{
  const TsuTerm *term = field->vocabulary ? tsu_vocabulary_find (field->vocabulary, text) : NULL;

  if (term)
    return g_strdup (tsu_vocabulary_label (field->vocabulary, text));
  if (field->target) {
    g_autoptr (TsuRecord) record = tsu_ledger_get (ledger, text, NULL);

    return record ? tsu_record_dup_title (record) : g_strdup (_ ("(not here)"));
  }
  if (field->kind == TSU_FIELD_DATE || field->kind == TSU_FIELD_MOMENT)
    return tsu_date_format (text, TSU_DATE_WAREKI, TRUE);
  return g_strdup (text);
}

/**
 * tsu_print_value:
 * @ledger: where referenced records are looked up
 * @value: (nullable): a value of @field
 *
 * Returns: (transfer full): the value in words
 */
char *
tsu_print_value (TsuLedger *ledger, const TsuField *field, const TsuValue *value)
{
  g_autoptr (GPtrArray) words = NULL;

  if (!value)
    return g_strdup (_ ("(empty)"));
  switch (tsu_value_get_kind (value)) {
  case TSU_VALUE_BOOLEAN:
    return g_strdup (tsu_value_get_boolean (value) ? _ ("yes") : _ ("no"));
  case TSU_VALUE_INTEGER:
    if (field->kind == TSU_FIELD_COORDINATE)
      return g_strdup_printf ("%.7f", tsu_value_get_integer (value) / 1e7);
    return g_strdup_printf ("%" G_GINT64_FORMAT, tsu_value_get_integer (value));
  case TSU_VALUE_TEXT:
    return format_text (ledger, field, tsu_value_get_text (value));
  case TSU_VALUE_LIST:
  default:
    words = g_ptr_array_new_with_free_func (g_free);
    for (const char *const *item = tsu_value_get_list (value); *item; item++)
      g_ptr_array_add (words, format_text (ledger, field, *item));
    g_ptr_array_add (words, NULL);
    /* Translators: between the names of themes, tags and the like. */
    return g_strjoinv (_ (", "), (char **) words->pdata);
  }
}

/**
 * tsu_print_record:
 *
 * Appends the record with all its filled fields, one a line under its label; further lines of a
 * long text are indented.
 */
void
tsu_print_record (GString *out, TsuLedger *ledger, const TsuRecord *record)
{
  const TsuType *type = tsu_record_get_type_of (record);

  tsu_print_line (out, record);
  for (guint i = 0; i < type->n_fields; i++) {
    TsuValue *value = tsu_record_get_at (record, i);
    g_autofree char *words = NULL;
    g_auto (GStrv) lines = NULL;

    if (!value)
      continue;
    words = tsu_print_value (ledger, &type->fields[i], value);
    lines = g_strsplit (words, "\n", -1);
    g_string_append_printf (out, "  %s: %s\n", g_dpgettext2 (NULL, "field", type->fields[i].label),
                            lines[0]);
    for (char **line = lines + 1; *line; line++)
      g_string_append_printf (out, "    %s\n", *line);
  }
}

/**
 * tsu_print_json:
 *
 * Appends the record as one line of NDJSON.
 */
void
tsu_print_json (GString *out, const TsuRecord *record)
{
  tsu_record_append_json (record, out);
  g_string_append_c (out, '\n');
}

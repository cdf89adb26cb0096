/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a mapping is remembered for the next file with the same headers.
 */

#include "config.h"

#include "tsu-mapping.h"

#include <string.h>

#include "tsu-json.h"

static TsuColumn *
get_column (const TsuMapping *self, guint index)
{
  return g_ptr_array_index (self->columns, index);
}

/* The heading as the file has it, without the number of a repeated one; what is derived from it
 * must be the same whether they are numbered or not. */
static char *
fold_heading (const char *header)
{
  g_autoptr (GRegex) number = g_regex_new (" \\([0-9]+\\)$", 0, 0, NULL);
  g_autofree char *plain = g_regex_replace_literal (number, header, -1, 0, "", 0, NULL);

  return tsu_aliases_fold (plain);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * tsu_mapping_dup_fingerprint:
 *
 * Returns: (transfer full): the same for files with the same headers, whatever their order
 */
char *
tsu_mapping_dup_fingerprint (const TsuMapping *self)
{
  g_autoptr (GPtrArray) headers = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < self->columns->len; i++)
    g_ptr_array_add (headers, fold_heading (get_column (self, i)->header));
  g_ptr_array_sort (headers, compare_texts);
  for (guint i = 0; i < headers->len; i++) {
    const char *header = g_ptr_array_index (headers, i);

    g_checksum_update (checksum, (const guchar *) header, (gssize) strlen (header) + 1);
  }
  return g_strndup (g_checksum_get_string (checksum), 32);
}

/**
 * tsu_mapping_to_json:
 *
 * Returns: (transfer full): the mapping, to be remembered under its fingerprint
 */
char *
tsu_mapping_to_json (const TsuMapping *self)
{
  g_autoptr (GString) out = g_string_new ("{");

  tsu_json_append_key (out, "type");
  tsu_json_append_string (out, self->type->name);
  tsu_json_append_key (out, "columns");
  g_string_append_c (out, '[');
  for (guint i = 0; i < self->columns->len; i++) {
    const TsuColumn *column = get_column (self, i);

    tsu_json_append_separator (out);
    tsu_json_append_string (out, column->header);
    tsu_json_append_separator (out);
    tsu_json_append_string (out, column->target != NULL ? column->target : "");
  }
  g_string_append (out, "]}");
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* Header and target in turn; of two columns with one header each takes its own. */
static void
read_columns (TsuMapping *self, TsuJsonReader *reader)
{
  g_autofree gboolean *taken = g_new0 (gboolean, MAX (self->columns->len, 1));

  if (!tsu_json_read_array (reader))
    return;
  while (tsu_json_next_element (reader)) {
    g_autofree char *header = tsu_json_read_string (reader);
    g_autofree char *target = tsu_json_next_element (reader) ? tsu_json_read_string (reader) : NULL;

    for (guint i = 0; header != NULL && target != NULL && i < self->columns->len; i++) {
      if (taken[i] || !g_str_equal (get_column (self, i)->header, header))
        continue;
      taken[i] = TRUE;
      tsu_mapping_set_target (self, i, *target != '\0' ? target : NULL);
      break;
    }
  }
}

/**
 * tsu_mapping_from_json:
 * @json: what tsu_mapping_to_json() gave for a file with the same headers
 *
 * Returns: whether it could be taken
 */
gboolean
tsu_mapping_from_json (TsuMapping *self, const char *json)
{
  TsuJsonReader reader;
  const char *key;

  tsu_json_reader_init (&reader, json, strlen (json));
  if (!tsu_json_read_object (&reader))
    return FALSE;
  while ((key = tsu_json_next_key (&reader)) != NULL) {
    if (g_str_equal (key, "type")) {
      g_autofree char *name = tsu_json_read_string (&reader);
      const TsuType *type = name != NULL ? tsu_schema_find_type (name) : NULL;

      if (type == NULL)
        return FALSE;
      self->type = type;
    } else if (g_str_equal (key, "columns")) {
      read_columns (self, &reader);
    } else {
      tsu_json_skip (&reader);
    }
  }
  return tsu_json_reader_finish (&reader, NULL);
}

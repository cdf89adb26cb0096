/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A record as it is shown: its values in the order of the type's field table.
 */

#include "config.h"

#include "tsu-record.h"

#include "tsu-json.h"

#include <glib/gi18n.h>
#include <string.h>

struct _TsuRecord {
  gatomicrefcount refs;
  const TsuType *type;
  gint64 key;
  char *id;
  gboolean deleted;
  int conflicts;
  TsuValue *values[];
};

G_DEFINE_BOXED_TYPE (TsuRecord, tsu_record, tsu_record_ref, tsu_record_unref)

/**
 * tsu_record_new:
 * @key: the ledger's row number of the record
 * @id: UUID of the record
 *
 * Returns: (transfer full): a record without values, to be filled by tsu_record_take()
 */
TsuRecord *
tsu_record_new (const TsuType *type, gint64 key, const char *id)
{
  TsuRecord *self = g_malloc0 (sizeof (TsuRecord) + type->n_fields * sizeof (TsuValue *));

  g_atomic_ref_count_init (&self->refs);
  self->type = type;
  self->key = key;
  self->id = g_strdup (id);
  return self;
}

TsuRecord *
tsu_record_ref (TsuRecord *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
tsu_record_unref (TsuRecord *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;

  for (guint i = 0; i < self->type->n_fields; i++)
    g_clear_pointer (&self->values[i], tsu_value_unref);
  g_free (self->id);
  g_free (self);
}

void
tsu_record_take (TsuRecord *self, guint field, TsuValue *value)
{
  g_return_if_fail (field < self->type->n_fields);

  g_clear_pointer (&self->values[field], tsu_value_unref);
  self->values[field] = value;
}

void
tsu_record_set_key (TsuRecord *self, gint64 key)
{
  self->key = key;
}

void
tsu_record_set_deleted (TsuRecord *self, gboolean deleted)
{
  self->deleted = deleted;
}

void
tsu_record_set_conflicts (TsuRecord *self, int conflicts)
{
  self->conflicts = conflicts;
}

const TsuType *
tsu_record_get_type_of (const TsuRecord *self)
{
  return self->type;
}

gint64
tsu_record_get_key (const TsuRecord *self)
{
  return self->key;
}

const char *
tsu_record_get_id (const TsuRecord *self)
{
  return self->id;
}

gboolean
tsu_record_is_deleted (const TsuRecord *self)
{
  return self->deleted;
}

/**
 * tsu_record_get_conflicts:
 *
 * Returns: how many of the record's fields hold values that two people set without knowing of
 *   each other
 */
int
tsu_record_get_conflicts (const TsuRecord *self)
{
  return self->conflicts;
}

/**
 * tsu_record_get_at:
 * @field: place in the type's field table
 *
 * Returns: (nullable) (transfer none): the value
 */
TsuValue *
tsu_record_get_at (const TsuRecord *self, guint field)
{
  g_return_val_if_fail (field < self->type->n_fields, NULL);

  return self->values[field];
}

/**
 * tsu_record_get:
 * @field: name of a field; one that the type lacks reads as empty
 *
 * Returns: (nullable) (transfer none): the value
 */
TsuValue *
tsu_record_get (const TsuRecord *self, const char *field)
{
  int index = tsu_type_field_index (self->type, field);

  return index < 0 ? NULL : self->values[index];
}

const char *
tsu_record_get_text (const TsuRecord *self, const char *field)
{
  return tsu_value_get_text (tsu_record_get (self, field));
}

gint64
tsu_record_get_integer (const TsuRecord *self, const char *field)
{
  return tsu_value_get_integer (tsu_record_get (self, field));
}

gboolean
tsu_record_get_boolean (const TsuRecord *self, const char *field)
{
  return tsu_value_get_boolean (tsu_record_get (self, field));
}

const char *const *
tsu_record_get_list (const TsuRecord *self, const char *field)
{
  return tsu_value_get_list (tsu_record_get (self, field));
}

/**
 * tsu_record_get_kind:
 *
 * Returns: (nullable) (transfer none): code of the record's kind, which decides what fields it has
 */
const char *
tsu_record_get_kind (const TsuRecord *self)
{
  return tsu_record_get_text (self, "kind");
}

static const char *
find_choice_label (const TsuRecord *self, const char *field)
{
  const TsuField *description = tsu_type_find_field (self->type, field);
  const char *code = tsu_record_get_text (self, field);

  if (!description || !description->vocabulary || !code)
    return NULL;
  return tsu_vocabulary_label (description->vocabulary, code);
}

/**
 * tsu_record_dup_title:
 *
 * Returns: (transfer full): one line to call the record by: its name; without one the first line
 *   of what it says, its role or kind; at last the word for its type
 */
char *
tsu_record_dup_title (const TsuRecord *self)
{
  static const char *const fields[] = {
    "name", "purpose", "role", "description", "outcome", "note"
  };
  const char *label;

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++) {
    const char *text;

    label = find_choice_label (self, fields[i]);
    text = label ? label : tsu_record_get_text (self, fields[i]);
    if (text)
      return g_strndup (text, strcspn (text, "\n"));
  }

  label = find_choice_label (self, "kind");
  if (!label)
    label = g_dpgettext2 (NULL, "type", self->type->label);
  return g_strdup (label);
}

/**
 * tsu_record_get_icon:
 *
 * Returns: (transfer none): symbolic icon name: of the record's kind, else of its type
 */
const char *
tsu_record_get_icon (const TsuRecord *self)
{
  const TsuField *kind = tsu_type_find_field (self->type, "kind");
  const TsuTerm *term = NULL;

  if (kind && kind->vocabulary)
    term = tsu_vocabulary_find (kind->vocabulary, tsu_record_get_text (self, "kind"));
  return term && term->icon ? term->icon : self->type->icon;
}

/**
 * tsu_record_append_json:
 *
 * Appends the record as one line of NDJSON: id, type, then every field that is filled, under the
 * schema's names. Scripts rely on this shape; it only grows.
 */
void
tsu_record_append_json (const TsuRecord *self, GString *json)
{
  g_string_append_printf (json, "{\"id\":\"%s\",\"type\":\"%s\"", self->id, self->type->name);
  if (self->deleted)
    g_string_append (json, ",\"deleted\":true");
  for (guint i = 0; i < self->type->n_fields; i++) {
    if (!self->values[i])
      continue;
    g_string_append_printf (json, ",\"%s\":", self->type->fields[i].name);
    tsu_value_append_json (self->values[i], json);
  }
  g_string_append (json, "}");
}

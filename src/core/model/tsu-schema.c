/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The record types and what can be asked of their tables. The tables themselves stand in
 * tsu-schema-*.c, one file for each family of types.
 */

#include "config.h"

#include "tsu-schema-tables.h"

#include <string.h>

static const TsuType *const types[] = {
  &tsu_actor_type,         &tsu_tie_type,   &tsu_resource_type,  &tsu_booking_type, &tsu_event_type,
  &tsu_participation_type, &tsu_need_type,  &tsu_offer_type,     &tsu_match_type,   &tsu_log_type,
  &tsu_district_type,      &tsu_theme_type, &tsu_statistic_type,
};

/**
 * tsu_schema_get_types:
 *
 * Returns: (transfer none) (array length=n_types): every record type, in the order in which they
 *   are offered
 */
const TsuType *const *
tsu_schema_get_types (guint *n_types)
{
  *n_types = G_N_ELEMENTS (types);
  return types;
}

/**
 * tsu_schema_find_type:
 *
 * Returns: (nullable) (transfer none): the type, or NULL for one that a newer program knows
 */
const TsuType *
tsu_schema_find_type (const char *name)
{
  for (guint i = 0; name && i < G_N_ELEMENTS (types); i++) {
    if (g_str_equal (types[i]->name, name))
      return types[i];
  }
  return NULL;
}

/**
 * tsu_type_field_index:
 *
 * Returns: place of the field in the type's table, or -1
 */
int
tsu_type_field_index (const TsuType *type, const char *name)
{
  /* Asked many times for each row of an import: most names differ in their first letter. */
  for (guint i = 0; i < type->n_fields; i++) {
    const char *own = type->fields[i].name;

    if (own == name || (*own == *name && strcmp (own, name) == 0))
      return (int) i;
  }
  return -1;
}

/**
 * tsu_type_find_field:
 *
 * Returns: (nullable) (transfer none): the field
 */
const TsuField *
tsu_type_find_field (const TsuType *type, const char *name)
{
  int index = tsu_type_field_index (type, name);

  return index < 0 ? NULL : &type->fields[index];
}

/**
 * tsu_field_is_set:
 *
 * Returns: whether the field merges add-wins, element by element
 */
gboolean
tsu_field_is_set (const TsuField *field)
{
  return field->kind >= TSU_FIELD_CHOICES;
}

/**
 * tsu_field_refers:
 *
 * Returns: whether the field's values may be ids of records
 */
gboolean
tsu_field_refers (const TsuField *field)
{
  return field->target || field->kind == TSU_FIELD_REFERENCES;
}

/**
 * tsu_field_is_integer:
 *
 * Returns: whether the field holds a whole number: a count, yen, or 1e-7 degree
 */
gboolean
tsu_field_is_integer (const TsuField *field)
{
  return field->kind == TSU_FIELD_INTEGER || field->kind == TSU_FIELD_MONEY ||
         field->kind == TSU_FIELD_COORDINATE;
}

/**
 * tsu_field_applies:
 * @kind: (nullable): the record's kind; a record without one has every field
 *
 * Returns: whether a record of that kind has the field
 */
gboolean
tsu_field_applies (const TsuField *field, const char *kind)
{
  const char *at = field->only;
  gsize length;

  if (!field->only || !kind)
    return TRUE;

  length = strlen (kind);
  while ((at = strstr (at, kind)) != NULL) {
    if ((at == field->only || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
      return TRUE;
    at += length;
  }
  return FALSE;
}

/**
 * tsu_field_get_privacy:
 * @kind: (nullable): the record's kind; where it is not known the stricter class holds
 *
 * Returns: the class of the field's values
 */
TsuPrivacy
tsu_field_get_privacy (const TsuField *field, const char *kind)
{
  if ((field->flags & TSU_FIELD_PERSONAL_OF_PERSON) && (!kind || g_str_equal (kind, "person")))
    return TSU_PRIVACY_PERSONAL;
  return field->privacy;
}

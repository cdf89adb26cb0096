/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The field tables hold together, and values and records behave as the rest of the program
 * believes: names usable in SQL and JSON, references that lead somewhere, one kind of nothing.
 */

#include "config.h"

#include "tsu-change.h"
#include "tsu-record.h"

#include <string.h>

static gboolean
is_plain_word (const char *name)
{
  return strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen (name) &&
         g_ascii_isalpha (name[0]);
}

static void
check_vocabulary (const TsuVocabulary *vocabulary)
{
  g_autoptr (GHashTable) codes = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpuint (vocabulary->n_terms, >, 0);
  for (guint i = 0; i < vocabulary->n_terms; i++) {
    const TsuTerm *term = &vocabulary->terms[i];

    g_assert_true (g_hash_table_add (codes, (gpointer) term->code));
    g_assert_cmpuint (strspn (term->code, "abcdefghijklmnopqrstuvwxyz0123456789-"), ==,
                      strlen (term->code));
    g_assert_true (tsu_vocabulary_find (vocabulary, term->code) == term);
    g_assert_true (tsu_vocabulary_match (vocabulary, term->label) == term);
  }
}

static void
check_field (const TsuType *type, const TsuField *field)
{
  g_assert_true (is_plain_word (field->name));
  g_assert_nonnull (field->label);
  g_assert_nonnull (field->section);
  if (field->target)
    g_assert_nonnull (tsu_schema_find_type (field->target));
  if (field->vocabulary)
    check_vocabulary (field->vocabulary);

  switch (field->kind) {
  case TSU_FIELD_CHOICE:
  case TSU_FIELD_CHOICES:
    g_assert_nonnull (field->vocabulary);
    break;
  case TSU_FIELD_REFERENCE:
    g_assert_nonnull (field->target);
    break;
  case TSU_FIELD_REFERENCES: /* without a target: of any type */
  case TSU_FIELD_TEXT:
  case TSU_FIELD_NOTE:
  case TSU_FIELD_INTEGER:
  case TSU_FIELD_MONEY:
  case TSU_FIELD_COORDINATE:
  case TSU_FIELD_BOOLEAN:
  case TSU_FIELD_DATE:
  case TSU_FIELD_MOMENT:
  case TSU_FIELD_TIME:
  case TSU_FIELD_PHONE:
  case TSU_FIELD_EMAIL:
  case TSU_FIELD_URL:
  case TSU_FIELD_POSTAL:
  case TSU_FIELD_PAIRS:
  case TSU_FIELD_TAGS:
    g_assert_null (field->vocabulary);
    break;
  default:
    g_assert_not_reached ();
  }

  if (field->only) {
    const TsuField *kind = tsu_type_find_field (type, "kind");
    g_auto (GStrv) kinds = g_strsplit (field->only, " ", -1);

    for (char **code = kinds; *code; code++) {
      g_assert_nonnull (tsu_vocabulary_find (kind->vocabulary, *code));
      g_assert_true (tsu_field_applies (field, *code));
    }
    g_assert_false (tsu_field_applies (field, "no-such-kind"));
  }
}

static void
test_tables_hold_together (void)
{
  guint n;
  const TsuType *const *types = tsu_schema_get_types (&n);

  for (guint i = 0; i < n; i++) {
    g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

    g_assert_true (tsu_schema_find_type (types[i]->name) == types[i]);
    for (guint j = 0; j < types[i]->n_fields; j++) {
      g_assert_true (g_hash_table_add (names, (gpointer) types[i]->fields[j].name));
      g_assert_cmpint (tsu_type_field_index (types[i], types[i]->fields[j].name), ==, (int) j);
      check_field (types[i], &types[i]->fields[j]);
    }
  }
  g_assert_null (tsu_schema_find_type ("no-such-type"));
}

static void
test_a_kind_is_no_prefix (void)
{
  TsuField field = { .only = "neighbourhood-association company" };

  g_assert_true (tsu_field_applies (&field, "company"));
  g_assert_true (tsu_field_applies (&field, NULL));
  g_assert_false (tsu_field_applies (&field, "association"));
  g_assert_false (tsu_field_applies (&field, "neighbourhood"));
}

static void
test_a_name_is_personal_of_a_person (void)
{
  const TsuField *name = tsu_type_find_field (tsu_schema_find_type ("actor"), "name");

  g_assert_cmpint (tsu_field_get_privacy (name, "person"), ==, TSU_PRIVACY_PERSONAL);
  g_assert_cmpint (tsu_field_get_privacy (name, NULL), ==, TSU_PRIVACY_PERSONAL);
  g_assert_cmpint (tsu_field_get_privacy (name, "company"), ==, TSU_PRIVACY_OPEN);
}

static void
test_there_is_one_kind_of_nothing (void)
{
  const char *const nothing[] = { NULL };

  g_assert_null (tsu_value_new_text (NULL));
  g_assert_null (tsu_value_new_text (""));
  g_assert_null (tsu_value_new_list (NULL));
  g_assert_null (tsu_value_new_list (nothing));
  g_assert_true (tsu_value_equal (NULL, NULL));
  g_assert_cmpint (tsu_value_get_integer (NULL), ==, 0);
  g_assert_null (tsu_value_get_list (NULL)[0]);
}

static void
test_values_are_equal_by_what_they_hold (void)
{
  const char *const items[] = { "a", "b", NULL };
  g_autoptr (TsuValue) list = tsu_value_new_list (items);
  g_autoptr (TsuValue) same = tsu_value_new_list (items);
  g_autoptr (TsuValue) text = tsu_value_new_text ("1");
  g_autoptr (TsuValue) number = tsu_value_new_integer (1);
  g_autoptr (TsuValue) truth = tsu_value_new_boolean (TRUE);

  g_assert_true (tsu_value_equal (list, same));
  g_assert_true (tsu_value_contains (list, "b"));
  g_assert_false (tsu_value_contains (list, "c"));
  g_assert_false (tsu_value_equal (text, number));
  g_assert_false (tsu_value_equal (number, truth));
  g_assert_false (tsu_value_equal (text, NULL));
}

static void
test_a_record_is_called_by_what_it_has (void)
{
  const TsuType *type = tsu_schema_find_type ("log");
  g_autoptr (TsuRecord) record = tsu_record_new (type, 7, "id");
  g_autofree char *by_type = tsu_record_dup_title (record);
  g_autofree char *by_text = NULL;
  g_autoptr (GString) json = g_string_new (NULL);

  g_assert_cmpstr (by_type, ==, "Log entry");
  tsu_record_take (record, tsu_type_field_index (type, "description"),
                   tsu_value_new_text ("first line\nsecond line"));
  by_text = tsu_record_dup_title (record);
  g_assert_cmpstr (by_text, ==, "first line");

  tsu_record_append_json (record, json);
  g_assert_cmpstr (json->str, ==,
                   "{\"id\":\"id\",\"type\":\"log\",\"description\":\"first line\\nsecond line\"}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/schema/tables-hold-together", test_tables_hold_together);
  g_test_add_func ("/schema/a-kind-is-no-prefix", test_a_kind_is_no_prefix);
  g_test_add_func ("/schema/a-name-is-personal-of-a-person", test_a_name_is_personal_of_a_person);
  g_test_add_func ("/value/one-kind-of-nothing", test_there_is_one_kind_of_nothing);
  g_test_add_func ("/value/equal-by-content", test_values_are_equal_by_what_they_hold);
  g_test_add_func ("/record/title", test_a_record_is_called_by_what_it_has);
  return g_test_run ();
}

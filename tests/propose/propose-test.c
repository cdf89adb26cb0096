/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the tests of suggestions, steps and plans have in common: a ledger in a folder of its own,
 * empty or with the demonstration ward, and short ways to fill it and to look.
 */

#include "config.h"

#include "propose-test.h"

#include "test-folder.h"
#include "tsu-demo.h"

#include <string.h>

void
desk_set_up (Desk *desk, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  desk->folder = g_dir_make_tmp ("tsunagi-propose-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (desk->folder, "ledger.db", NULL);
  desk->ledger = tsu_ledger_open (path, TSU_LEDGER_READ_WRITE, &error);
  g_assert_no_error (error);
  desk->market = tsu_market_new ();
  tsu_market_set_today (desk->market, TODAY);
}

void
desk_set_up_ward (Desk *desk, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  TsuDemoOptions options = { 0, TSU_DEMO_SEED, TODAY };

  desk_set_up (desk, data);
  tsu_demo_fill (desk->ledger, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

void
desk_tear_down (Desk *desk, gconstpointer data)
{
  g_clear_pointer (&desk->market, tsu_market_unref);
  g_clear_pointer (&desk->ledger, tsu_ledger_close);
  test_folder_remove (desk->folder);
  g_free (desk->folder);
}

static void
set_field (TsuEdit *edit, const char *name, const char *text)
{
  const TsuField *field = tsu_type_find_field (tsu_edit_get_type_of (edit), name);

  g_assert_nonnull (field);
  if (*text == '\0') {
    tsu_edit_clear (edit, name);
  } else if (tsu_field_is_set (field)) {
    g_auto (GStrv) items = g_strsplit (text, " ", -1);

    tsu_edit_set_list (edit, name, (const char *const *) items);
  } else if (tsu_field_is_integer (field)) {
    tsu_edit_set_integer (edit, name, g_ascii_strtoll (text, NULL, 10));
  } else if (field->kind == TSU_FIELD_BOOLEAN) {
    tsu_edit_set_boolean (edit, name, g_str_equal (text, "true"));
  } else {
    tsu_edit_set_text (edit, name, text);
  }
}

static void
set_fields (TsuEdit *edit, va_list fields)
{
  const char *name;

  while ((name = va_arg (fields, const char *)) != NULL)
    set_field (edit, name, va_arg (fields, const char *));
}

static void
apply (Desk *desk, TsuEdit *edit)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_edit_free);
  g_autoptr (GError) error = NULL;
  TsuApply how = { "Edit", NULL, NULL };

  g_ptr_array_add (edits, edit);
  tsu_ledger_apply (desk->ledger, edits, &how, NULL, &error);
  g_assert_no_error (error);
}

char *
add (Desk *desk, const char *type, ...)
{
  TsuEdit *edit = tsu_edit_new_create (tsu_schema_find_type (type), NULL);
  char *id = g_strdup (tsu_edit_get_id (edit));
  va_list fields;

  va_start (fields, type);
  set_fields (edit, fields);
  va_end (fields);
  apply (desk, edit);
  return id;
}

static TsuRecord *
get_record (Desk *desk, const char *id)
{
  g_autoptr (GError) error = NULL;
  TsuRecord *record = tsu_ledger_get (desk->ledger, id, &error);

  g_assert_no_error (error);
  return record;
}

void
change (Desk *desk, const char *id, ...)
{
  g_autoptr (TsuRecord) record = get_record (desk, id);
  TsuEdit *edit = tsu_edit_new_change (tsu_record_get_type_of (record), id);
  va_list fields;

  va_start (fields, id);
  set_fields (edit, fields);
  va_end (fields);
  apply (desk, edit);
}

/* A field as text; "" where it is empty. */
char *
get (Desk *desk, const char *id, const char *field)
{
  g_autoptr (TsuRecord) record = get_record (desk, id);
  TsuValue *value = tsu_record_get (record, field);
  g_autoptr (GString) json = g_string_new (NULL);

  if (value == NULL)
    return g_strdup ("");
  if (tsu_value_get_kind (value) == TSU_VALUE_TEXT)
    return g_strdup (tsu_value_get_text (value));
  tsu_value_append_json (value, json);
  return g_strdup (json->str);
}

static GPtrArray *
read_all (Desk *desk, const char *type)
{
  g_autoptr (GError) error = NULL;
  const TsuType *which = tsu_schema_find_type (type);
  g_autoptr (TsuListQuery) query = tsu_list_query_new (which);
  g_autoptr (GArray) keys = tsu_ledger_list (desk->ledger, query, NULL, &error);
  GPtrArray *records =
    tsu_ledger_get_many (desk->ledger, which, (const gint64 *) (gpointer) keys->data, keys->len,
                         &error);

  g_assert_no_error (error);
  return records;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char *
dump (Desk *desk, const char *type)
{
  g_autoptr (GPtrArray) records = read_all (desk, type);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint k = 0; k < records->len; k++) {
    GString *json = g_string_new (NULL);

    tsu_record_append_json (g_ptr_array_index (records, k), json);
    g_ptr_array_add (lines, g_string_free (json, FALSE));
  }
  g_ptr_array_sort (lines, compare_texts);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (GStrv) lines->pdata);
}

char *
dump_all (Desk *desk)
{
  g_autofree char *needs = dump (desk, "need");
  g_autofree char *offers = dump (desk, "offer");
  g_autofree char *matches = dump (desk, "match");
  g_autofree char *ties = dump (desk, "tie");
  g_autofree char *logs = dump (desk, "log");

  return g_strjoin ("\n", needs, offers, matches, ties, logs, NULL);
}

GPtrArray *
list_ids (Desk *desk, const char *type)
{
  g_autoptr (GPtrArray) records = read_all (desk, type);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint k = 0; k < records->len; k++)
    g_ptr_array_add (ids, g_strdup (tsu_record_get_id (g_ptr_array_index (records, k))));
  return ids;
}

TsuSuggestions *
suggest (Desk *desk, const char *need, guint limit)
{
  g_autoptr (GError) error = NULL;
  TsuSuggestions *found =
    tsu_suggest_for_need (desk->market, desk->ledger, need, limit, NULL, &error);

  g_assert_no_error (error);
  return found;
}

int
find_place (const TsuSuggestions *found, const char *id)
{
  for (guint k = 0; k < found->best->len; k++)
    if (g_str_equal (((const TsuSuggestion *) g_ptr_array_index (found->best, k))->id, id))
      return (int) k;
  return -1;
}

const TsuSuggestion *
find_suggestion (const TsuSuggestions *found, const char *id)
{
  int place = find_place (found, id);

  g_assert_cmpint (place, >=, 0);
  return g_ptr_array_index (found->best, place);
}

gboolean
says (const GPtrArray *sentences, const char *part)
{
  for (guint k = 0; k < sentences->len; k++)
    if (strstr (g_ptr_array_index (sentences, k), part))
      return TRUE;
  return FALSE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * No cell is dropped: every word of every row is in a field, among the other columns or among
 * what is kept as written.
 */

#include "config.h"

#include <string.h>

#include "exchange-test.h"
#include "tsu-field-read.h"
#include "tsu-row-reader.h"

static TsuBook *
read_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  TsuBook *book = tsu_book_read_file (path, NULL, NULL, &error);

  g_assert_no_error (error);
  return book;
}

/* All texts of a row's drafts, without white space. */
static void
collect_texts (GPtrArray *drafts, GString *out)
{
  for (guint i = 0; i < drafts->len; i++) {
    const TsuDraft *draft = g_ptr_array_index (drafts, i);

    for (guint j = 0; j < draft->type->n_fields; j++) {
      const TsuValue *value = draft->values[j];
      const char *const *items;

      if (value == NULL)
        continue;
      if (tsu_value_get_kind (value) == TSU_VALUE_TEXT)
        g_string_append (out, tsu_value_get_text (value));
      for (items = tsu_value_get_list (value); *items != NULL; items++)
        g_string_append_printf (out, "|%s", *items);
    }
  }
}

static char *
strip_spaces (const char *text)
{
  GString *out = g_string_new (NULL);

  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isspace (g_utf8_get_char (text)))
      g_string_append_unichar (out, g_utf8_get_char (text));
  return g_string_free (out, FALSE);
}

/* Whether the cell became a value of another shape (a number, a date, a telephone number). */
static gboolean
was_read (const TsuColumn *column, GPtrArray *drafts, const char *text)
{
  const TsuDraft *draft = g_ptr_array_index (drafts, 0);
  gint64 number;

  if (column->target == NULL)
    return FALSE;
  if (*column->target == '#')
    return tsu_field_read_number (text, &number);
  if (*column->target != '@')
    return tsu_draft_get (draft, column->target) != NULL;
  if (g_str_equal (column->target, TSU_TARGET_LATLON))
    return tsu_draft_get (draft, "latitude") != NULL;
  if (g_str_has_prefix (column->target, "@start") || g_str_has_prefix (column->target, "@end"))
    return tsu_draft_get (draft, "starts") != NULL || tsu_draft_get (draft, "ends") != NULL;
  return g_str_has_prefix (column->target, "@register") &&
         tsu_draft_get (draft, "register_by") != NULL;
}

static void
check_no_cell_is_dropped (const char *path)
{
  g_autoptr (TsuBook) book = read_file (path);
  TsuSheet *sheet = tsu_book_get_sheet (book, 0);
  g_autoptr (TsuMapping) mapping = tsu_mapping_guess (sheet, NULL, path);
  g_autoptr (TsuProblems) problems = tsu_problems_new ();
  g_autoptr (TsuRowReader) reader = tsu_row_reader_new (sheet, mapping, problems);

  for (guint i = 0; i < tsu_sheet_get_n_rows (sheet); i++) {
    g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_draft_free);
    g_autoptr (GString) texts = g_string_new (NULL);
    g_autofree char *all = NULL;

    if (tsu_sheet_get_role (sheet, i) != TSU_ROW_DATA)
      continue;
    tsu_row_reader_read (reader, i, drafts);
    collect_texts (drafts, texts);
    all = strip_spaces (texts->str);
    for (guint j = 0; j < tsu_sheet_get_row_width (sheet, i); j++) {
      const char *text = tsu_sheet_get_text (sheet, i, j);
      g_autofree char *bare = strip_spaces (text);

      if (*bare == '\0' || strstr (all, bare) != NULL ||
          was_read (g_ptr_array_index (mapping->columns, j), drafts, text))
        continue;
      g_error ("%s: row %u, column %u is lost: %s", path, tsu_sheet_get_row_number (sheet, i),
               j + 1, text);
    }
  }
}

static void
test_published (void)
{
  static const char *const folders[] = { "municipal-events", "municipal-facilities",
                                         "municipal-population" };
  guint files = 0;

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++) {
    g_autofree char *folder = test_real_file (folders[i], "");
    g_autoptr (GDir) dir = NULL;
    const char *name;

    if (folder == NULL)
      return;
    dir = g_dir_open (folder, 0, NULL);
    while ((name = g_dir_read_name (dir)) != NULL) {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_str_has_suffix (name, ".md"))
        continue;
      g_test_message ("%s", name);
      check_no_cell_is_dropped (path);
      files++;
    }
  }
  g_assert_cmpuint (files, ==, 27);
}

static void
test_own (void)
{
  static const char *const names[] = { "associations-cp932.csv", "events-2026.csv",
                                       "population.csv" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path =
      g_build_filename (g_getenv ("TSU_TEST_DATA"), "exchange", names[i], NULL);

    check_no_cell_is_dropped (path);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/nothing-lost/own", test_own);
  g_test_add_func ("/exchange/nothing-lost/published", test_published);
  return g_test_run ();
}

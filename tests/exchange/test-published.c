/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files as municipalities published them, and CSV torture tests of other projects. The expected
 * numbers of rows are those their READMEs count, not ours.
 */

#include "config.h"

#include <string.h>

#include "exchange-test.h"
#include "tsu-json.h"

typedef struct {
  const char *folder;
  const char *name;
  TsuEncoding encoding;
  guint rows;
  guint columns;
} File;

#define UTF8 TSU_ENCODING_UTF8
#define CP932 TSU_ENCODING_CP932

static const File files[] = {
  { "municipal-events", "hadano_142115_events.csv", UTF8, 7, 50 },
  { "municipal-events", "kawasaki_141305_events.csv", UTF8, 15, 50 },
  { "municipal-events", "komae_132195_events.csv", UTF8, 315, 50 },
  { "municipal-events", "takamatsu_events_2026-08.xlsx", UTF8, 51, 16 },
  { "municipal-events", "zama_142166_events.csv", UTF8, 16, 50 },
  { "municipal-facilities", "takamatsu_aed_0002_cp932_preamble.csv", CP932, 514, 11 },
  { "municipal-facilities", "takamatsu_children_club.xlsx", UTF8, 44, 20 },
  { "municipal-facilities", "takamatsu_city_organization_2026.xlsx", UTF8, 387, 6 },
  { "municipal-facilities", "takamatsu_community_center.xlsx", UTF8, 52, 8 },
  { "municipal-facilities", "takamatsu_elderly_houses.xlsx", UTF8, 10, 14 },
  { "municipal-facilities", "takamatsu_evacuation_0060_bom_preamble.csv", UTF8, 193, 18 },
  { "municipal-facilities", "takamatsu_evacuation_space.xlsx", UTF8, 195, 19 },
  { "municipal-facilities", "takamatsu_groups_0087_cp932.csv", CP932, 153, 3 },
  { "municipal-facilities", "yaizu_aed.csv", UTF8, 82, 22 },
  { "municipal-facilities", "yaizu_after_school_day_services.csv", UTF8, 15, 19 },
  { "municipal-facilities", "yaizu_community_center.csv", UTF8, 9, 24 },
  { "municipal-facilities", "yaizu_cooling_places_cp932.csv", CP932, 56, 31 },
  { "municipal-facilities", "yaizu_evacuation_space.csv", UTF8, 31, 26 },
  { "municipal-facilities", "yaizu_first_aid_posts_cp932.csv", CP932, 7, 13 },
  { "municipal-facilities", "yaizu_hinannjo.csv", UTF8, 56, 18 },
  { "municipal-facilities", "yaizu_preschool.csv", UTF8, 60, 28 },
  { "municipal-facilities", "yaizu_public_facility.csv", UTF8, 230, 24 },
  { "municipal-facilities", "yaizu_public_wireless_lan.csv", UTF8, 17, 18 },
  { "municipal-facilities", "yaizu_sandbag_stations.csv", UTF8, 30, 12 },
  { "municipal-population", "takamatsu_0066_2023-03_bom_preamble.csv", UTF8, 235, 49 },
  { "municipal-population", "takamatsu_0066_2023-04_cp932.csv", CP932, 235, 49 },
  { "municipal-population", "takamatsu_0066_2026-02.xlsx", UTF8, 235, 49 },
};

/* What cmdrvl/rvl parses (expected.tsv) must come out whole; what it refuses is read here as far
 * as it goes, with a problem where a character was touched. */
static const struct {
  const char *name;
  guint rows;
  guint columns;
  guint problems;
} torture[] = {
  { "accounting_parentheses.csv", 5, 2, 0 },
  { "ambiguous_delimiter.csv", 1, 2, 1 },
  { "backslash_in_quoted_rfc.csv", 2, 2, 0 },
  { "basic_new.csv", 2, 2, 0 },
  { "blank_lines_before_header.csv", 2, 2, 0 },
  { "blank_only.csv", 0, 0, 0 },
  { "blank_records_between.csv", 2, 2, 0 },
  { "bom_no_trailing_newline.csv", 2, 2, 0 },
  { "caret_delimiter.csv", 2, 3, 0 },
  { "caret_quoted.csv", 2, 3, 0 },
  { "crlf_line_endings.csv", 2, 2, 0 },
  { "currency_values.csv", 3, 2, 0 },
  { "duplicate_headers.csv", 1, 2, 0 },
  { "empty_fields.csv", 3, 3, 0 },
  { "empty_header_names.csv", 1, 3, 0 },
  { "empty_headers.csv", 1, 4, 0 },
  { "encoding_utf16le.csv", 1, 2, 1 },
  { "encoding_utf32be.csv", 1, 2, 1 },
  { "extra_fields_empty.csv", 2, 2, 0 },
  { "extra_fields_non_empty.csv", 1, 3, 0 },
  { "extra_trailing_nonempty.csv", 1, 3, 0 },
  { "header_only.csv", 0, 3, 0 },
  { "hex_prefix_header.csv", 2, 2, 0 },
  { "invalid_quote.csv", 1, 2, 1 },
  { "leading_tabs_header.csv", 2, 2, 0 },
  { "locale_decimal.csv", 2, 2, 0 },
  { "missingness_numeric_vs_missing.csv", 4, 2, 0 },
  { "mixed_line_endings.csv", 2, 2, 0 },
  { "multiline_quoted.csv", 2, 2, 0 },
  { "no_trailing_newline.csv", 2, 2, 0 },
  { "nul_in_8k.csv", 1, 2, 1 },
  { "numeric_thousands.csv", 2, 2, 0 },
  { "only_header.csv", 0, 3, 0 },
  { "percent_values.csv", 2, 2, 0 },
  { "pipe_quoted.csv", 2, 3, 0 },
  { "pipe_with_spaces.csv", 2, 3, 0 },
  { "quoted_empty_fields.csv", 2, 3, 0 },
  { "ragged_rows_long_empty.csv", 2, 4, 0 },
  { "rfc4180_quotes.csv", 2, 2, 0 },
  { "rfc_quote_escape.csv", 1, 1, 0 },
  { "semicolon_delimiter.csv", 2, 3, 0 },
  { "semicolon_quoted.csv", 2, 3, 0 },
  { "sep_caret.csv", 2, 2, 0 },
  { "sep_equal.csv", 2, 3, 0 },
  { "sep_only.csv", 0, 0, 0 },
  { "sep_pipe.csv", 2, 3, 0 },
  { "sep_tab.csv", 2, 3, 0 },
  { "single_column.csv", 1, 1, 0 },
  { "tab_delimiter.csv", 2, 3, 0 },
  { "tab_quoted.csv", 2, 3, 0 },
  { "trailing_blank_lines.csv", 2, 2, 0 },
  { "trailing_spaces_fields.csv", 2, 2, 0 },
  { "unterminated_quote.csv", 1, 2, 1 },
  { "utf16le_bom.csv", 0, 0, 0 },
  { "utf8_accented.csv", 2, 2, 0 },
  { "utf8_bom.csv", 2, 2, 0 },
  { "utf8_bom_sep_pipe.csv", 1, 3, 0 },
  { "wide_row_extra_empty.csv", 1, 2, 0 },
  { "windows_crlf.csv", 2, 2, 0 },
  { "windows_quotes_crlf.csv", 2, 2, 0 },
};

static const char *const spectrum[] = { "comma_in_quotes", "empty",
                                        "escaped_quotes",  "json",
                                        "newlines",        "newlines_crlf",
                                        "simple",          "simple_crlf" };

static TsuBook *
read_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  TsuBook *book = tsu_book_read_file (path, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (tsu_book_get_n_sheets (book), ==, 1);
  return book;
}

static void
test_municipal (gconstpointer data)
{
  const File *file = data;
  g_autofree char *path = test_real_file (file->folder, file->name);
  g_autoptr (TsuBook) book = NULL;
  TsuSheet *sheet;

  if (path == NULL)
    return;
  book = read_file (path);
  sheet = tsu_book_get_sheet (book, 0);
  g_assert_cmpint (tsu_book_get_encoding (book).encoding, ==, file->encoding);
  g_assert_cmpuint (tsu_sheet_count_rows (sheet, TSU_ROW_DATA), ==, file->rows);
  g_assert_cmpuint (tsu_sheet_get_n_columns (sheet), ==, file->columns);
  g_assert_cmpuint (tsu_problems_get_total (tsu_book_get_problems (book)), ==, 0);
}

static void
test_torture (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (torture); i++) {
    g_autofree char *path = test_real_file ("csv-torture/rvl-corpus", torture[i].name);
    g_autoptr (TsuBook) book = NULL;
    TsuSheet *sheet;

    if (path == NULL)
      return;
    g_test_message ("%s", torture[i].name);
    book = read_file (path);
    sheet = tsu_book_get_sheet (book, 0);
    g_assert_cmpuint (tsu_sheet_count_rows (sheet, TSU_ROW_DATA), ==, torture[i].rows);
    g_assert_cmpuint (tsu_sheet_get_n_columns (sheet), ==, torture[i].columns);
    g_assert_cmpuint (tsu_problems_get_total (tsu_book_get_problems (book)), ==,
                      torture[i].problems);
  }
}

/* The .json beside a .csv is an array of objects: each row by the names of its columns. */
static void
check_against_json (TsuSheet *sheet, const char *json, gsize length)
{
  TsuJsonReader reader;
  guint row = 0;
  const char *key;

  tsu_json_reader_init (&reader, json, length);
  g_assert_true (tsu_json_read_array (&reader));
  while (tsu_json_next_element (&reader)) {
    guint column = 0;

    row++;
    g_assert_true (tsu_json_read_object (&reader));
    while ((key = tsu_json_next_key (&reader)) != NULL) {
      g_autofree char *name = g_strdup (key);
      g_autofree char *value = tsu_json_read_string (&reader);

      g_assert_cmpstr (tsu_sheet_get_text (sheet, 0, column), ==, name);
      g_assert_cmpstr (tsu_sheet_get_text (sheet, row, column), ==, value);
      column++;
    }
  }
  g_assert_true (tsu_json_reader_finish (&reader, NULL));
  g_assert_cmpuint (tsu_sheet_count_rows (sheet, TSU_ROW_DATA), ==, row);
}

static void
test_spectrum (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (spectrum); i++) {
    g_autofree char *csv_name = g_strconcat (spectrum[i], ".csv", NULL);
    g_autofree char *json_name = g_strconcat (spectrum[i], ".json", NULL);
    g_autofree char *csv = test_real_file ("csv-torture/csv-spectrum", csv_name);
    g_autofree char *json = test_real_file ("csv-torture/csv-spectrum", json_name);
    g_autofree char *text = NULL;
    g_autoptr (TsuBook) book = NULL;
    gsize length;

    if (csv == NULL || json == NULL)
      return;
    g_test_message ("%s", spectrum[i]);
    book = read_file (csv);
    g_assert_true (g_file_get_contents (json, &text, &length, NULL));
    check_against_json (tsu_book_get_sheet (book, 0), text, length);
  }
}
int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *path = g_strconcat ("/exchange/published/", files[i].name, NULL);

    g_test_add_data_func (path, &files[i], test_municipal);
  }
  g_test_add_func ("/exchange/published/torture", test_torture);
  g_test_add_func ("/exchange/published/spectrum", test_spectrum);
  return g_test_run ();
}

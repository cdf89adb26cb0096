/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is written is read back by our own readers and must be the same.
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "exchange-test.h"
#include "tsu-cp932.h"
#include "tsu-csv-writer.h"
#include "tsu-error.h"
#include "tsu-xlsx-writer.h"

static const char *const rows[][3] = {
  { "氏名", "電話", "備考" },
  { "髙橋 花", "0440001182", "=1+1" },
  { "﨑山, \"太郎\"", "+81-44", " 先頭と末尾 " },
  { "①㈱ソ～－∥", "-5", "二行\r\n三行\n" },
  { "#名", "@x", "'0" },
};

static GBytes *
write_rows (TsuEncoding encoding)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (TsuCsvWriter) writer = tsu_csv_writer_new (stream, encoding, TSU_UNENCODABLE_REFUSE);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_true (tsu_csv_writer_add_row (writer, rows[i], 3, NULL, NULL));
  tsu_csv_writer_finish (writer, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

static void
check_rows (TsuBook *book)
{
  TsuSheet *sheet = tsu_book_get_sheet (book, 0);

  g_assert_cmpuint (tsu_sheet_get_n_rows (sheet), ==, G_N_ELEMENTS (rows));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint j = 0; j < 3; j++)
      g_assert_cmpstr (tsu_sheet_get_text (sheet, i, j), ==, rows[i][j]);
}

static void
test_csv (void)
{
  static const TsuEncoding encodings[] = { TSU_ENCODING_UTF8, TSU_ENCODING_CP932 };

  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++) {
    g_autoptr (GBytes) bytes = write_rows (encodings[i]);
    g_autoptr (TsuBook) book = tsu_book_read_bytes (bytes, NULL, NULL, NULL);

    g_assert_cmpint (tsu_book_get_encoding (book).encoding, ==, encodings[i]);
    check_rows (book);
  }
}

static void
test_cp932_codes (void)
{
  static const struct {
    gunichar c;
    const char *bytes;
    const char *substitute;
  } cases[] = {
    { 0x9ad9, "\xfb\xfc", NULL }, { 0xfa11, "\xfa\xb1", NULL }, { 0x2460, "\x87\x40", NULL },
    { 0x3231, "\x87\x8a", NULL }, { 0xff5e, "\x81\x60", NULL }, { 0xff71, "\xb1", NULL },
    { 0x20bb7, NULL, "吉" },      { 0xa5, NULL, "￥" },         { 0x301c, NULL, "～" },
    { 0xe9, NULL, "e" },          { 0x1f600, NULL, "〓" },      { 0xe0101, NULL, "" },
    { 0xfa4c, NULL, "社" },       { 0x1100, NULL, "〓" },
  };
  g_autoptr (TsuCp932) encoder = tsu_cp932_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    char bytes[3] = "";
    guint n = tsu_cp932_encode (encoder, cases[i].c, bytes);

    bytes[n] = '\0';
    g_assert_cmpstr (n > 0 ? bytes : NULL, ==, cases[i].bytes);
    if (n == 0) {
      g_autofree char *substitute = tsu_cp932_dup_substitute (encoder, cases[i].c);

      g_assert_cmpstr (substitute, ==, cases[i].substitute);
    }
  }
}

/* No substitute may itself be lost, whatever the character. */
static void
test_cp932_substitutes (void)
{
  g_autoptr (TsuCp932) encoder = tsu_cp932_new (NULL);

  for (gunichar c = 0x80; c < 0x30000; c++) {
    g_autofree char *substitute = NULL;
    char bytes[2];

    if (!g_unichar_validate (c) || tsu_cp932_encode (encoder, c, bytes) > 0)
      continue;
    substitute = tsu_cp932_dup_substitute (encoder, c);
    for (const char *p = substitute; *p != '\0'; p = g_utf8_next_char (p))
      g_assert_cmpuint (tsu_cp932_encode (encoder, g_utf8_get_char (p), bytes), >, 0);
  }
}

static void
test_unencodable (void)
{
  static const char *const cells[] = { "𠮷田", "ok", "café😀" };

  for (guint policy = 0; policy < 2; policy++) {
    g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
    g_autoptr (TsuCsvWriter) writer = tsu_csv_writer_new (stream, TSU_ENCODING_CP932, policy);
    g_autoptr (GError) error = NULL;
    GPtrArray *list = tsu_csv_writer_get_unencodable (writer);
    const TsuUnencodable *item;
    gboolean ok;

    g_assert_true (tsu_csv_writer_add_row (writer, cells, 3, NULL, NULL));
    ok = tsu_csv_writer_finish (writer, NULL, &error);
    g_assert_cmpuint (list->len, ==, 3);
    item = g_ptr_array_index (list, 2);
    g_assert_cmpuint (item->row, ==, 1);
    g_assert_cmpuint (item->column, ==, 3);
    g_assert_cmpstr (item->character, ==, "😀");
    if (policy == TSU_UNENCODABLE_REFUSE) {
      g_assert_false (ok);
      g_assert_error (error, TSU_ERROR, TSU_ERROR_INVALID);
      g_assert_cmpuint (g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)), ==,
                        0);
    } else {
      g_assert_true (ok);
      g_assert_cmpstr (item->substitute, ==, "〓");
      g_assert_cmpmem (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)),
                       g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)),
                       "\x8b\x67\x93\x63,ok,cafe\x81\xac\r\n", 16);
    }
  }
}

static void
test_xlsx (void)
{
  static const TsuCell cells[] = {
    { "高橋 花", "たかはし はな", TSU_CELL_TEXT },
    { "0440001182", NULL, TSU_CELL_TEXT },
    { "=1+1", NULL, TSU_CELL_TEXT },
    { "2026-08-05", NULL, TSU_CELL_DATE },
    { "09:30", NULL, TSU_CELL_TIME },
    { "2026-08-05T09:30", NULL, TSU_CELL_DATETIME },
    { "-12.5", NULL, TSU_CELL_NUMBER },
    { "TRUE", NULL, TSU_CELL_BOOLEAN },
    { "二行\n三行 < & >", "にぎょう", TSU_CELL_TEXT },
    { "", NULL, TSU_CELL_EMPTY },
    { "令和8年", NULL, TSU_CELL_DATE },
  };
  static const TsuCell other[] = { { "高橋 花", "たかはし か", TSU_CELL_TEXT },
                                   { "x", NULL, TSU_CELL_TEXT },
                                   { "2026-08-05T00:00", NULL, TSU_CELL_DATETIME } };
  static const char *const names[] = { "氏名", "電話", "備考", "日", "時",  "日時",
                                       "数",   "可",   "文",   "空", "和暦" };
  static const char *const expected[] = {
    "H1|氏名|電話|備考|日|時|日時|数|可|文|空|和暦\n"
    "D2|高橋 花|0440001182|=1+1|2026-08-05{d}|09:30{t}|2026-08-05T09:30{D}|-12.5{n}|TRUE{b}"
    "|二行\n三行 < & >||令和8年\nD3|高橋 花|x|2026-08-05T00:00\n",
    "H1|氏名|電話|備考|日|時|日時|数|可|文|空|和暦\n"
    "D2|高橋 花《たかはし "
    "はな》|0440001182|=1+1|2026-08-05{d}|09:30{t}|2026-08-05T09:30{D}|-12.5{n}"
    "|TRUE{b}|二行\n三行 < & >《にぎょう》||令和8年\nD3|高橋 花《たかはし "
    "か》|x|2026-08-05T00:00\n",
  };
  g_autofree char *folder = g_dir_make_tmp ("tsunagi-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "名簿.xlsx", NULL);

  for (guint furigana = 0; furigana < 2; furigana++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (TsuXlsxWriter) writer = tsu_xlsx_writer_new (path, "名簿/2026", furigana, &error);
    g_autoptr (TsuBook) book = NULL;
    g_autofree char *dump = NULL;

    g_assert_no_error (error);
    tsu_xlsx_writer_set_width (writer, 0, 20);
    g_assert_true (tsu_xlsx_writer_add_header (writer, names, G_N_ELEMENTS (names), &error));
    g_assert_true (tsu_xlsx_writer_add_row (writer, cells, G_N_ELEMENTS (cells), &error));
    g_assert_true (tsu_xlsx_writer_add_row (writer, other, G_N_ELEMENTS (other), &error));
    tsu_xlsx_writer_finish (writer, NULL, &error);
    g_assert_no_error (error);
    book = tsu_book_read_file (path, NULL, NULL, &error);
    g_assert_no_error (error);
    dump = test_dump_sheet (tsu_book_get_sheet (book, 0), TRUE);
    g_assert_cmpstr (dump, ==, expected[furigana]);
    g_assert_cmpstr (tsu_sheet_get_name (tsu_book_get_sheet (book, 0)), ==, "名簿 2026");
  }
  g_unlink (path);
  /* Nothing else may be left in the folder. */
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_xlsx_unfinished (void)
{
  g_autofree char *folder = g_dir_make_tmp ("tsunagi-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.xlsx", NULL);
  TsuXlsxWriter *writer = tsu_xlsx_writer_new (path, "a", FALSE, NULL);

  tsu_xlsx_writer_free (writer);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_xlsx_long_text (void)
{
  g_autofree char *folder = g_dir_make_tmp ("tsunagi-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.xlsx", NULL);
  g_autofree char *text = g_strnfill (40000, 'x');
  const TsuCell cell = { text, NULL, TSU_CELL_TEXT };
  g_autoptr (TsuXlsxWriter) writer = tsu_xlsx_writer_new (path, "a", FALSE, NULL);
  g_autoptr (TsuBook) book = NULL;

  g_assert_true (tsu_xlsx_writer_add_row (writer, &cell, 1, NULL));
  g_assert_true (tsu_xlsx_writer_finish (writer, NULL, NULL));
  g_assert_cmpuint (tsu_problems_get_total (tsu_xlsx_writer_get_problems (writer)), ==, 1);
  book = tsu_book_read_file (path, NULL, NULL, NULL);
  g_assert_cmpuint (strlen (tsu_sheet_get_text (tsu_book_get_sheet (book, 0), 0, 0)), ==, 32767);
  g_unlink (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/writers/csv", test_csv);
  g_test_add_func ("/exchange/writers/cp932-codes", test_cp932_codes);
  g_test_add_func ("/exchange/writers/cp932-substitutes", test_cp932_substitutes);
  g_test_add_func ("/exchange/writers/unencodable", test_unencodable);
  g_test_add_func ("/exchange/writers/xlsx", test_xlsx);
  g_test_add_func ("/exchange/writers/xlsx-unfinished", test_xlsx_unfinished);
  g_test_add_func ("/exchange/writers/xlsx-long-text", test_xlsx_long_text);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * CSV: every way in which files are written and broken.
 */

#include "config.h"

#include <string.h>

#include "exchange-test.h"

typedef struct {
  const char *name;
  const char *text;
  gssize length; /* -1: up to the NUL */
  char delimiter;
  guint problems;
  const char *expected;
} Case;

static const Case cases[] = {
  { "simple", "a,b\n1,2\n", -1, ',', 0, "H1|a|b\nD2|1|2\n" },
  { "no-last-line-end", "a,b\n1,2", -1, ',', 0, "H1|a|b\nD2|1|2\n" },
  { "mixed-line-ends", "a,b\r\n1,2\n3,4\r5,6\n\n", -1, ',', 0, "H1|a|b\nD2|1|2\nD3|3|4\nD4|5|6\n" },
  { "line-end-in-quotes", "a,b\r\n\"x\r\ny\",\"\n\"\r\n", -1, ',', 0, "H1|a|b\nD2|x\r\ny|\n\n" },
  { "doubled-quotes", "a,b\n\"say \"\"yes\"\"\",\"\"\"\"\n", -1, ',', 0,
    "H1|a|b\nD2|say \"yes\"|\"\n" },
  { "ragged", "a,b,c\n1\n1,2,3,4\n,,3\n", -1, ',', 0, "H1|a|b|c\nD2|1\nD3|1|2|3|4\nD4|||3\n" },
  { "tab", "名前\t電話\n高橋, 花\t044\n", -1, '\t', 0, "H1|名前|電話\nD2|高橋, 花|044\n" },
  { "semicolon", "a;b;c\n1;2,5;3\n", -1, ';', 0, "H1|a|b|c\nD2|1|2,5|3\n" },
  { "semicolons-in-remarks", "a,b,c,d\n1,2,3,x;y\n1,2,3,x;y\n1,2,3\n", -1, ',', 0,
    "H1|a|b|c|d\nD2|1|2|3|x;y\nD3|1|2|3|x;y\nD4|1|2|3\n" },
  { "pipe", "a|b\n1|2\n", -1, '|', 0, "H1|a|b\nD2|1|2\n" },
  { "caret", "a^b\n1^2\n", -1, '^', 0, "H1|a|b\nD2|1|2\n" },
  { "ambiguous", "h1,h2;h3\n1,2;3\n", -1, ',', 1, "H1|h1|h2;h3\nD2|1|2;3\n" },
  { "one-column", "名前\n高橋\n", -1, ',', 0, "H1|名前\nD2|高橋\n" },
  { "sep-line", "\xef\xbb\xbfsep==\r\na=b\r\n1=2\r\n", -1, '=', 0, "H2|a|b\nD3|1|2\n" },
  { "empty", "", 0, ',', 0, "" },
  { "blank", " \n\xe3\x80\x80\n", -1, ',', 0, "" },
  { "blank-rows-between", "a,b\n\n1,2\n,\n　,\n3,4\n\n", -1, ',', 0, "H1|a|b\nD3|1|2\nD6|3|4\n" },
  { "remarks-around-header",
    "#lang,ja,\n#property,name,tel\n#property_context,Assertion,x\n1,高橋,044\n", -1, ',', 0,
    "P1|#lang|ja\nH2|#property|name|tel\nP3|#property_context|Assertion|x\nD4|1|高橋|044\n" },
  { "title-rows", "町内会長名簿,,,\n,,,令和6年4月1日現在\nNO,町会名,氏名,電話\n1,東町会,高橋,044\n",
    -1, ',', 0,
    "P1|町内会長名簿\nP2||||令和6年4月1日現在\nH3|NO|町会名|氏名|電話\nD4|1|東町会|高橋|044\n" },
  { "number-sign-column", "#,name\n1,x\n", -1, ',', 0, "H1|#|name\nD2|1|x\n" },
  { "repeated-header", "a,b\n1,2\na,b\n3,4\n", -1, ',', 0, "H1|a|b\nD2|1|2\nP3|a|b\nD4|3|4\n" },
  { "sparse-header", ",value,\n1,2,3\n", -1, ',', 0, "H1||value\nD2|1|2|3\n" },
  { "text-behind-quotes", "a,b\nx,\"12\"3\n", -1, ',', 1, "H1|a|b\nD2|x|123\n" },
  { "quote-without-end", "a,b\nx,\"12\ny,3\n", -1, ',', 1, "H1|a|b\nD2|x|\"12\nD3|y|3\n" },
  { "quote-swallows-no-rows", "a,b\nx,\"12\ny,\"3,4\"\nz,5\n", -1, ',', 1,
    "H1|a|b\nD2|x|\"12\nD3|y|3,4\nD4|z|5\n" },
  { "quote-inside", "a,b\n5\" disk,x\n", -1, ',', 0, "H1|a|b\nD2|5\" disk|x\n" },
  { "nul", "a,b\nro\0w,2\n", 11, ',', 1, "H1|a|b\nD2|row|2\n" },
  { "cp932", "\x96\xbc\x91\x4f,b\n\xfb\xfc\x8b\xb4,\x87\x40\n\xee\xe0\x8b\xb4,\x83\x5c\n", -1, ',',
    0, "H1|名前|b\nD2|髙橋|①\nD3|髙橋|ソ\n" },
  { "cp932-broken", "\x96\xbc\x91\x4f,\x83\x41\x83\x42\x83\x43\n\x81,2\n", -1, ',', 1,
    "H1|名前|アィイ\nD2|\xef\xbf\xbd|2\n" },
  { "utf8-broken", "名前,よみ,電話,住所\n高橋花子\xe3\x81,たかはしはなこ,2,3\n", -1, ',', 1,
    "H1|名前|よみ|電話|住所\nD2|高橋花子\xef\xbf\xbd\xef\xbf\xbd|たかはしはなこ|2|3\n" },
  { "utf16le-bom", "\xff\xfe\x0d\x54,\0a\0\n\0\x42\x30,\0b\0", 16, ',', 0, "H1|名|a\nD2|あ|b\n" },
  { "utf16le", "\x0d\x54,\0a\0\n\0\x42\x30,\0b\0", 14, ',', 0, "H1|名|a\nD2|あ|b\n" },
  { "utf16be", "\x54\x0d\0,\0a\0\n\x30\x42\0,\0b", 14, ',', 0, "H1|名|a\nD2|あ|b\n" },
  { "utf32le-bom", "\xff\xfe\0\0a\0\0\0,\0\0\0\x42\x30\0\0", 16, ',', 0, "H1|a|あ\n" },
  { "false-bom", "\xff\xfeid,v\nA,1\n", -1, ',', 1, "H1|id|v\nD2|A|1\n" },
  { "composed", "a,b\nか\xe3\x82\x99,e\xcc\x81\n", -1, ',', 0, "H1|a|b\nD2|が|é\n" },
  { "compatibility-ideographs-stay", "a,b\n\xef\xa8\x90,\xef\xa8\x91\n", -1, ',', 0,
    "H1|a|b\nD2|\xef\xa8\x90|\xef\xa8\x91\n" },
};

static void
test_case (gconstpointer data)
{
  const Case *self = data;
  g_autoptr (TsuBook) book = test_read (self->text, self->length);
  g_autofree char *dump = test_dump_sheet (tsu_book_get_sheet (book, 0), FALSE);

  g_assert_cmpstr (dump, ==, self->expected);
  if (*self->expected != '\0')
    g_assert_cmpint (tsu_book_get_delimiter (book), ==, self->delimiter);
  g_assert_cmpuint (tsu_problems_get_total (tsu_book_get_problems (book)), ==, self->problems);
}

static void
test_huge_cell (void)
{
  g_autofree char *filler = g_strnfill (70000, 'x');
  g_autofree char *text = g_strconcat ("a,b\n1,\"", filler, "\"\n2,3\n", NULL);
  g_autoptr (TsuBook) book = test_read (text, -1);
  TsuSheet *sheet = tsu_book_get_sheet (book, 0);
  const TsuProblem *problem = tsu_problems_get (tsu_book_get_problems (book), 0);

  g_assert_cmpuint (strlen (tsu_sheet_get_text (sheet, 1, 1)), ==, 65536);
  g_assert_cmpstr (tsu_sheet_get_text (sheet, 2, 1), ==, "3");
  g_assert_cmpuint (problem->row, ==, 2);
  g_assert_cmpuint (problem->column, ==, 2);
}

static void
test_huge_cell_in_characters (void)
{
  g_autoptr (GString) text = g_string_new ("a,b\n1,");
  g_autoptr (TsuBook) book = NULL;

  for (guint i = 0; i < 30000; i++)
    g_string_append (text, "あ");
  book = test_read (text->str, -1);
  /* 65536 is no multiple of three: the cut stays between characters. */
  g_assert_cmpuint (strlen (tsu_sheet_get_text (tsu_book_get_sheet (book, 0), 1, 1)), ==, 65535);
}

static void
test_forced (void)
{
  const TsuReadOptions options = { TSU_ENCODING_EUC_JP, ';', NULL, NULL };
  g_autoptr (GBytes) bytes = g_bytes_new_static ("a;\xcc\xbe\n1,2;3\n", 11);
  g_autoptr (TsuBook) book = tsu_book_read_bytes (bytes, &options, NULL, NULL);
  g_autofree char *dump = test_dump_sheet (tsu_book_get_sheet (book, 0), FALSE);

  g_assert_cmpstr (dump, ==, "H1|a|名\nD2|1,2|3\n");
}

static void
test_foreign (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("%PDF-1.7\nx,y\n", 13);
  g_autoptr (GError) error = NULL;

  g_assert_null (tsu_book_read_bytes (bytes, NULL, NULL, &error));
  g_assert_nonnull (error);
}

static void
count_cb (guint64 done, guint64 total, gpointer user_data)
{
  guint *calls = user_data;

  g_assert_cmpuint (done, <=, total);
  ++*calls;
}

static void
test_progress_and_cancel (void)
{
  g_autoptr (GString) text = g_string_new ("a,b\n");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (TsuBook) book = NULL;
  g_autoptr (GError) error = NULL;
  guint calls = 0;
  const TsuReadOptions options = { TSU_ENCODING_AUTO, 0, count_cb, &calls };

  for (guint i = 0; i < 10000; i++)
    g_string_append (text, "1,2\n");
  bytes = g_bytes_new (text->str, text->len);
  book = tsu_book_read_bytes (bytes, &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (calls, ==, 2);
  g_assert_cmpuint (tsu_sheet_count_rows (tsu_book_get_sheet (book, 0), TSU_ROW_DATA), ==, 10000);
  g_cancellable_cancel (cancellable);
  g_assert_null (tsu_book_read_bytes (bytes, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Whatever bytes come: a book or a sentence, and valid UTF-8 in every cell. */
static void
test_random_bytes (void)
{
  static const char seed_text[] = "名前,電話,\"住所\r\n\"\r\n\"高橋 \"\"花\"\"\",044-000,x;y\n";
  g_autoptr (GRand) rand = g_rand_new_with_seed (932);

  for (guint round = 0; round < 3000; round++) {
    char data[sizeof seed_text];
    gsize length = (gsize) g_rand_int_range (rand, 1, sizeof seed_text);
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (TsuBook) book = NULL;

    memcpy (data, seed_text, sizeof seed_text);
    for (guint i = (guint) g_rand_int_range (rand, 1, 12); i > 0; i--)
      data[g_rand_int_range (rand, 0, sizeof seed_text)] = (char) g_rand_int (rand);
    bytes = g_bytes_new (data, length);
    book = tsu_book_read_bytes (bytes, NULL, NULL, NULL);
    if (book == NULL || tsu_book_get_n_sheets (book) == 0)
      continue;
    {
      g_autofree char *dump = test_dump_sheet (tsu_book_get_sheet (book, 0), FALSE);

      g_assert_true (g_utf8_validate (dump, -1, NULL));
    }
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/exchange/csv/", cases[i].name, NULL);

    g_test_add_data_func (path, &cases[i], test_case);
  }
  g_test_add_func ("/exchange/csv/huge-cell", test_huge_cell);
  g_test_add_func ("/exchange/csv/huge-cell-in-characters", test_huge_cell_in_characters);
  g_test_add_func ("/exchange/csv/forced", test_forced);
  g_test_add_func ("/exchange/csv/foreign", test_foreign);
  g_test_add_func ("/exchange/csv/progress-and-cancel", test_progress_and_cancel);
  g_test_add_func ("/exchange/csv/random-bytes", test_random_bytes);
  return g_test_run ();
}

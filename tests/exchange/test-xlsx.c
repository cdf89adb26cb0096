/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Workbooks: what Excel writes, and what nobody should.
 */

#include "config.h"

#include <string.h>
#include <zip.h>

#include "exchange-test.h"
#include "tsu-error.h"
#include "tsu-heading.h"
#include "tsu-xlsx-number.h"

static char *
dump_workbook (const char *sheet_xml, const char *strings_xml, const char *styles_xml)
{
  g_autoptr (GBytes) bytes = test_make_workbook (sheet_xml, strings_xml, styles_xml);
  g_autoptr (GError) error = NULL;
  g_autoptr (TsuBook) book = tsu_book_read_bytes (bytes, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (tsu_sheet_get_name (tsu_book_get_sheet (book, 0)), ==, "名簿");
  return test_dump_sheet (tsu_book_get_sheet (book, 0), TRUE);
}

static void
test_cells (void)
{
  g_autofree char *dump = dump_workbook (
    "<sheetData><row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"C2\" "
    "t=\"inlineStr\"><is><t>氏名"
    "</t></is></c><c t=\"str\"><f>A1</f><v>電話</v></c></row><row><c t=\"b\"><v>1</v></c><c "
    "t=\"b\">"
    "<v>0</v></c><c t=\"e\"><v>#N/A</v></c><c t=\"s\"><v>1</v></c><c s=\"0\"/></row><row r=\"9\">"
    "<c r=\"B9\"><v>0.30000000000000004</v></c><c><v>1.2345678E+5</v></c><c><v>440001182</v></c>"
    "<c t=\"d\"><v>2026-08-05T00:00:00</v></c></row></sheetData>",
    "<si><r><t>町</t></r><r><rPr/><t>会</t></r></si><si><t xml:space=\"preserve\"> "
    "0440001182_x000D_"
    "</t></si>",
    NULL);

  g_assert_cmpstr (dump, ==,
                   "H2|町会||氏名|電話\nD3|TRUE{b}|FALSE{b}|#N/A{e}| 0440001182\r\n"
                   "D9||0.3{n}|123456.78{n}|440001182{n}|2026-08-05{d}\n");
}

static void
test_readings (void)
{
  g_autofree char *dump = dump_workbook (
    "<sheetData><row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c></row><row><c t=\"s\"><v>2</v>"
    "</c><c t=\"inlineStr\"><is><t>𠮷田</t><rPh sb=\"0\" "
    "eb=\"3\"><t>ヨシダ</t></rPh></is></c></row>"
    "</sheetData>",
    "<si><t>氏名</t><rPh sb=\"0\" eb=\"2\"><t>シメイ</t></rPh><phoneticPr fontId=\"1\"/></si>"
    "<si><t>会</t></si>"
    "<si><r><t>お茶の</t></r><r><t>水会</t></r><rPh sb=\"1\" eb=\"2\"><t>ちゃ</t></rPh>"
    "<rPh sb=\"3\" eb=\"4\"><t>みず</t></rPh><rPh sb=\"4\" eb=\"5\"><t>かい</t></rPh></si>",
    NULL);

  g_assert_cmpstr (dump, ==,
                   "H1|氏名《シメイ》|会\nD2|お茶の水会《おちゃのみずかい》|𠮷田《ヨシダ》\n");
}

static void
test_dates (void)
{
  static const struct {
    const char *raw;
    guint builtin;
    const char *code;
    gboolean date1904;
    const char *expected;
    TsuCellKind kind;
  } cases[] = {
    { "46239", 14, NULL, FALSE, "2026-08-05", TSU_CELL_DATE },
    { "44777", 14, NULL, TRUE, "2026-08-05", TSU_CELL_DATE },
    { "46239", 27, NULL, FALSE, "2026-08-05", TSU_CELL_DATE },
    { "46239", 58, NULL, FALSE, "2026-08-05", TSU_CELL_DATE },
    { "46239.375", 22, NULL, FALSE, "2026-08-05T09:00", TSU_CELL_DATETIME },
    { "0.375", 20, NULL, FALSE, "09:00", TSU_CELL_TIME },
    { "0.37501157407407409", 21, NULL, FALSE, "09:00:01", TSU_CELL_TIME },
    { "0.41666666666666669", 32, NULL, FALSE, "10:00", TSU_CELL_TIME },
    { "1.1041666666666667", 46, NULL, FALSE, "26:30", TSU_CELL_TIME },
    { "59", 14, NULL, FALSE, "1900-02-28", TSU_CELL_DATE },
    { "60", 14, NULL, FALSE, "60", TSU_CELL_NUMBER },
    { "61", 14, NULL, FALSE, "1900-03-01", TSU_CELL_DATE },
    { "-1", 14, NULL, FALSE, "-1", TSU_CELL_NUMBER },
    { "12345678", 14, NULL, FALSE, "12345678", TSU_CELL_NUMBER },
    { "46239", 0, NULL, FALSE, "46239", TSU_CELL_NUMBER },
    { "46239", 176, "[$-411]ggge\"年\"m\"月\"d\"日\";@", FALSE, "2026-08-05", TSU_CELL_DATE },
    { "46239", 176, "m\"月\"d\"日\"\\(aaa\\)", FALSE, "2026-08-05", TSU_CELL_DATE },
    { "46239", 176, "[$-411]ge\\.m\\.d;@", FALSE, "2026-08-05", TSU_CELL_DATE },
    { "0.5", 176, "h\"時\"mm\"分\"", FALSE, "12:00", TSU_CELL_TIME },
    { "0.5", 176, "[$-409]h:mm AM/PM;@", FALSE, "12:00", TSU_CELL_TIME },
    { "1.5", 176, "[h]:mm", FALSE, "36:00", TSU_CELL_TIME },
    { "4315", 176, "#,##0_ ;[Red]\\-#,##0\\ ", FALSE, "4315", TSU_CELL_NUMBER },
    { "5", 176, "0\"名\"", FALSE, "5", TSU_CELL_NUMBER },
    { "0.5", 9, NULL, FALSE, "50%", TSU_CELL_TEXT },
    { "0.125", 10, NULL, FALSE, "12.5%", TSU_CELL_TEXT },
    { "0.07", 176, "0.0%;[Red]-0.0%", FALSE, "7%", TSU_CELL_TEXT },
    { "5", 176, "0\"%\"", FALSE, "5", TSU_CELL_NUMBER },
    { "5", 176, "0.00E+00", FALSE, "5", TSU_CELL_NUMBER },
    { "5", 176, "G/標準\"人\"", FALSE, "5", TSU_CELL_NUMBER },
    { "5", 176, "General", FALSE, "5", TSU_CELL_NUMBER },
    { "0.00001", 0, NULL, FALSE, "0.00001", TSU_CELL_NUMBER },
    { "1e20", 0, NULL, FALSE, "100000000000000000000", TSU_CELL_NUMBER },
    { "35.635125000000002", 0, NULL, FALSE, "35.635125", TSU_CELL_NUMBER },
    { "1.0", 0, NULL, FALSE, "1", TSU_CELL_NUMBER },
    { "nan", 0, NULL, FALSE, "nan", TSU_CELL_TEXT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    TsuCellKind kind;
    TsuXlsxFormat format = cases[i].code != NULL
                             ? tsu_xlsx_number_classify (cases[i].code)
                             : tsu_xlsx_number_classify_builtin (cases[i].builtin);
    g_autofree char *text =
      tsu_xlsx_number_to_text (cases[i].raw, format, cases[i].date1904, &kind);

    g_test_message ("%s as %s", cases[i].raw, cases[i].code);
    g_assert_cmpstr (text, ==, cases[i].expected);
    g_assert_cmpint (kind, ==, cases[i].kind);
  }
}

static void
test_styles (void)
{
  g_autofree char *dump =
    dump_workbook ("<sheetData><row><c t=\"inlineStr\"><is><t>日</t></is></c></row><row><c "
                   "s=\"1\"><v>46239</v></c>"
                   "<c s=\"2\"><v>0.375</v></c><c s=\"3\"><v>5</v></c></row></sheetData>",
                   NULL,
                   "<numFmts><numFmt numFmtId=\"176\" formatCode=\"h:mm;@\"/>"
                   "<numFmt numFmtId=\"56\" "
                   "formatCode=\"0&quot;m&quot;\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/>"
                   "</cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"57\"/><xf "
                   "numFmtId=\"176\"/>"
                   "<xf numFmtId=\"56\"/></cellXfs>");

  g_assert_cmpstr (dump, ==, "H1|日\nD2|2026-08-05{d}|09:00{t}|5{n}\n");
}

static void
test_merged_titles (void)
{
  g_autoptr (GBytes) bytes = test_make_workbook (
    "<sheetData><row r=\"1\"><c t=\"inlineStr\"><is><t>町会名簿</t></is></c></row>"
    "<row r=\"3\"><c t=\"inlineStr\"><is><t>町会名</t></is></c><c "
    "t=\"inlineStr\"><is><t>会長</t></is>"
    "</c></row><row r=\"4\"><c r=\"B4\" t=\"inlineStr\"><is><t>氏名</t></is></c><c "
    "t=\"inlineStr\"><is>"
    "<t>電話</t></is></c></row><row r=\"5\"><c t=\"inlineStr\"><is><t>東町会</t></is></c>"
    "<c t=\"inlineStr\"><is><t>高橋</t></is></c><c><v>1</v></c></row></sheetData>"
    "<mergeCells><mergeCell ref=\"A1:C1\"/><mergeCell ref=\"A3:A4\"/><mergeCell ref=\"B3:C3\"/>"
    "</mergeCells>",
    NULL, NULL);
  g_autoptr (TsuBook) book = tsu_book_read_bytes (bytes, NULL, NULL, NULL);
  TsuSheet *sheet = tsu_book_get_sheet (book, 0);
  static const char *const names[] = { "町会名", "会長_氏名", "会長_電話" };

  g_assert_cmpuint (tsu_sheet_count_rows (sheet, TSU_ROW_PREAMBLE), ==, 1);
  g_assert_cmpuint (tsu_sheet_count_rows (sheet, TSU_ROW_DATA), ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *name = tsu_heading_dup_name (sheet, i);

    g_assert_cmpstr (name, ==, names[i]);
  }
}

static void
expect_failure (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TsuBook) book = tsu_book_read_bytes (bytes, NULL, NULL, &error);

  g_assert_null (book);
  g_assert_true (error->domain == TSU_ERROR);
  g_assert_null (strchr (error->message, '\n'));
}

static void
test_broken (void)
{
  static const char *const sheets[] = {
    /* steps back, off the sheet, of no shared text, not closed */
    "<sheetData><row r=\"2\"/><row r=\"1\"/></sheetData>",
    "<sheetData><row r=\"1\"><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row></sheetData>",
    "<sheetData><row r=\"1\"><c r=\"A2\"><v>1</v></c></row></sheetData>",
    "<sheetData><row r=\"1048577\"/></sheetData>",
    "<sheetData><row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row></sheetData>",
    "<sheetData><row r=\"1\"><c t=\"s\"><v>7</v></c></row></sheetData>",
    "<sheetData><row r=\"1\"><c><v>1</row></sheetData>",
    "<sheetData><c r=\"A1\"><v>1</v></c></sheetData>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (sheets); i++) {
    g_autoptr (GBytes) bytes = test_make_workbook (sheets[i], NULL, NULL);

    g_test_message ("%s", sheets[i]);
    expect_failure (bytes);
  }
}

static void
test_entities (void)
{
  const TestPart parts[] = {
    { "_rels/.rels", "<!DOCTYPE r [<!ENTITY a \"x\"><!ENTITY b SYSTEM \"file:///etc/passwd\">]>"
                     "<Relationships>&a;&b;</Relationships>" },
  };
  g_autoptr (GBytes) bytes = test_make_package (parts, G_N_ELEMENTS (parts));

  expect_failure (bytes);
}

static void
test_bomb (void)
{
  g_autofree char *filler = g_strnfill (30 * 1024 * 1024, ' ');
  g_autofree char *xml = g_strconcat ("<sheetData>", filler, "</sheetData>", NULL);
  g_autoptr (GBytes) bytes = test_make_workbook (xml, NULL, NULL);

  g_assert_cmpuint (g_bytes_get_size (bytes), <, 200000);
  expect_failure (bytes);
}

static void
test_not_workbooks (void)
{
  static const char old[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 Workbook";
  static const char locked[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
                               "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";
  const TestPart parts[] = { { "word/document.xml", "<a/>" } };
  g_autoptr (GBytes) other = test_make_package (parts, 1);
  g_autoptr (GBytes) xls = g_bytes_new_static (old, sizeof old);
  g_autoptr (GBytes) protected_xlsx = g_bytes_new_static (locked, sizeof locked);
  static const char open_document[] =
    "PK\3\4\24\0\0\10\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\10\0\0\0"
    "mimetypeapplication/vnd.oasis.opendocument.spreadsheet";
  g_autoptr (GBytes) ods = g_bytes_new_static (open_document, sizeof open_document - 1);
  g_autoptr (GError) ods_error = NULL;
  g_autoptr (GBytes) stub = g_bytes_new_static ("PK\3\4", 4);
  g_autoptr (GError) error = NULL;

  expect_failure (other);
  expect_failure (xls);
  expect_failure (stub);
  g_assert_null (tsu_book_read_bytes (protected_xlsx, NULL, NULL, &error));
  g_assert_nonnull (strstr (error->message, "password"));
  g_assert_null (tsu_book_read_bytes (ods, NULL, NULL, &ods_error));
  g_assert_nonnull (strstr (ods_error->message, "LibreOffice"));
}

static GBytes *
make_ordinary (void)
{
  return test_make_workbook (
    "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>"
    "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c><c r=\"B2\" s=\"1\"><v>46239.5</v></c></row>"
    "</sheetData><mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells>",
    "<si><t>氏名</t><rPh sb=\"0\" eb=\"2\"><t>シメイ</t></rPh></si><si><t>高橋</t></si>",
    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"22\"/></cellXfs>");
}

static void
test_truncated (void)
{
  g_autoptr (GBytes) bytes = make_ordinary ();

  for (gsize length = 4; length < g_bytes_get_size (bytes); length += 13) {
    g_autoptr (GBytes) part = g_bytes_new_from_bytes (bytes, 0, length);

    expect_failure (part);
  }
}

/* Whatever is flipped, there is a book or a sentence, and no cell is invalid. */
static void
test_flipped (void)
{
  g_autoptr (GBytes) bytes = make_ordinary ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (411);
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  for (guint round = 0; round < 3000; round++) {
    g_autofree guint8 *copy = g_memdup2 (data, length);
    g_autoptr (GBytes) flipped = NULL;
    g_autoptr (TsuBook) book = NULL;
    g_autoptr (GError) error = NULL;

    for (guint i = (guint) g_rand_int_range (rand, 1, 8); i > 0; i--)
      copy[g_rand_int_range (rand, 0, (gint32) length)] = (guint8) g_rand_int (rand);
    flipped = g_bytes_new_static (copy, length);
    book = tsu_book_read_bytes (flipped, NULL, NULL, &error);
    g_assert_true ((book == NULL) == (error != NULL));
    for (guint i = 0; book != NULL && i < tsu_book_get_n_sheets (book); i++) {
      g_autofree char *dump = test_dump_sheet (tsu_book_get_sheet (book, i), TRUE);

      g_assert_true (g_utf8_validate (dump, -1, NULL));
    }
  }
}

/* The same for the XML inside, where a checksum would catch the flip above. */
static void
test_flipped_xml (void)
{
  static const char sheet[] = "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c "
                              "t=\"inlineStr\"><is><t>あ</t></is></c>"
                              "</row><row r=\"7\"><c r=\"B7\" "
                              "s=\"1\"><v>46239.5</v></c></row></sheetData><mergeCells><mergeCell "
                              "ref=\"A1:B7\"/></mergeCells>";
  static const char strings[] =
    "<si><t>氏名_x000D_</t><rPh sb=\"0\" eb=\"2\"><t>シメイ</t></rPh></si>";
  static const char letters[] = "0123456789<>\"/=ABZrstcvi&;:-E \xe3\x81";
  g_autoptr (GRand) rand = g_rand_new_with_seed (1904);

  for (guint round = 0; round < 2000; round++) {
    g_autofree char *a = g_strdup (sheet);
    g_autofree char *b = g_strdup (strings);
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (TsuBook) book = NULL;
    g_autoptr (GError) error = NULL;

    for (guint i = (guint) g_rand_int_range (rand, 1, 4); i > 0; i--) {
      char letter = letters[g_rand_int_range (rand, 0, sizeof letters - 1)];

      if (g_rand_boolean (rand))
        a[g_rand_int_range (rand, 0, sizeof sheet - 1)] = letter;
      else
        b[g_rand_int_range (rand, 0, sizeof strings - 1)] = letter;
    }
    bytes = test_make_workbook (a, b, "<cellXfs><xf/><xf numFmtId=\"22\"/></cellXfs>");
    book = tsu_book_read_bytes (bytes, NULL, NULL, &error);
    g_assert_true ((book == NULL) == (error != NULL));
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/xlsx/cells", test_cells);
  g_test_add_func ("/exchange/xlsx/readings", test_readings);
  g_test_add_func ("/exchange/xlsx/dates", test_dates);
  g_test_add_func ("/exchange/xlsx/styles", test_styles);
  g_test_add_func ("/exchange/xlsx/merged-titles", test_merged_titles);
  g_test_add_func ("/exchange/xlsx/broken", test_broken);
  g_test_add_func ("/exchange/xlsx/entities", test_entities);
  g_test_add_func ("/exchange/xlsx/bomb", test_bomb);
  g_test_add_func ("/exchange/xlsx/not-workbooks", test_not_workbooks);
  g_test_add_func ("/exchange/xlsx/truncated", test_truncated);
  g_test_add_func ("/exchange/xlsx/flipped", test_flipped);
  g_test_add_func ("/exchange/xlsx/flipped-xml", test_flipped_xml);
  return g_test_run ();
}

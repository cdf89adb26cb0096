/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "exchange-test.h"

#include <string.h>
#include <zip.h>

#include "test-folder.h"

#define MAIN_NS "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define RELATION_NS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE_NS "http://schemas.openxmlformats.org/package/2006/relationships"

static const char kinds[] = { ' ', '\0', 'n', 'd', 't', 'D', 'b', 'e' };

/* One line a row: its role, its number, its cells between bars; "《》" holds a reading. */
char *
test_dump_sheet (TsuSheet *sheet, gboolean with_kinds)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < tsu_sheet_get_n_rows (sheet); i++) {
    TsuRowRole role = tsu_sheet_get_role (sheet, i);

    if (role == TSU_ROW_BLANK)
      continue;
    g_string_append_printf (out, "%c%u", "DHP"[role], tsu_sheet_get_row_number (sheet, i));
    for (guint j = 0; j < tsu_sheet_get_row_width (sheet, i); j++) {
      TsuCell cell = tsu_sheet_get_cell (sheet, i, j);

      g_string_append_printf (out, "|%s", cell.text);
      if (with_kinds && cell.kind != TSU_CELL_EMPTY && cell.kind != TSU_CELL_TEXT)
        g_string_append_printf (out, "{%c}", kinds[cell.kind]);
      if (with_kinds && cell.phonetic != NULL)
        g_string_append_printf (out, "《%s》", cell.phonetic);
    }
    g_string_append_c (out, '\n');
  }
  return g_string_free (out, FALSE);
}

TsuBook *
test_read (const char *data, gssize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length < 0 ? strlen (data) : (gsize) length);
  g_autoptr (GError) error = NULL;
  TsuBook *book = tsu_book_read_bytes (bytes, NULL, NULL, &error);

  g_assert_no_error (error);
  return book;
}

GBytes *
test_make_package (const TestPart *parts, guint n_parts)
{
  zip_source_t *target = zip_source_buffer_create (NULL, 0, 0, NULL);
  zip_t *zip = zip_open_from_source (target, ZIP_TRUNCATE, NULL);
  zip_stat_t stat;
  char *data;

  g_assert_nonnull (zip);
  zip_source_keep (target);
  for (guint i = 0; i < n_parts; i++) {
    zip_source_t *source;

    if (parts[i].text == NULL)
      continue;
    source = zip_source_buffer (zip, parts[i].text, strlen (parts[i].text), 0);
    g_assert_cmpint (zip_file_add (zip, parts[i].name, source, 0), >=, 0);
  }
  g_assert_cmpint (zip_close (zip), ==, 0);
  g_assert_cmpint (zip_source_stat (target, &stat), ==, 0);
  data = g_malloc (stat.size);
  g_assert_cmpint (zip_source_open (target), ==, 0);
  g_assert_cmpint (zip_source_read (target, data, stat.size), ==, stat.size);
  zip_source_close (target);
  zip_source_free (target);
  return g_bytes_new_take (data, stat.size);
}

/* A workbook of one sheet; @sheet_xml is the inside of <worksheet>. */
GBytes *
test_make_workbook (const char *sheet_xml, const char *strings_xml, const char *styles_xml)
{
  g_autofree char *sheet =
    g_strconcat ("<worksheet xmlns=\"" MAIN_NS "\">", sheet_xml, "</worksheet>", NULL);
  g_autofree char *strings =
    strings_xml == NULL ? NULL
                        : g_strconcat ("<sst xmlns=\"" MAIN_NS "\">", strings_xml, "</sst>", NULL);
  g_autofree char *styles = styles_xml == NULL ? NULL
                                               : g_strconcat ("<styleSheet xmlns=\"" MAIN_NS "\">",
                                                              styles_xml, "</styleSheet>", NULL);
  const TestPart parts[] = {
    { "_rels/.rels",
      "<Relationships xmlns=\"" PACKAGE_NS "\"><Relationship Id=\"a\" Type=\"" RELATION_NS
      "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>" },
    { "xl/workbook.xml", "<workbook xmlns=\"" MAIN_NS "\" xmlns:r=\"" RELATION_NS
                         "\"><sheets><sheet name=\"名簿\" sheetId=\"1\" r:id=\"r1\"/></sheets>"
                         "</workbook>" },
    { "xl/_rels/workbook.xml.rels",
      "<Relationships xmlns=\"" PACKAGE_NS "\"><Relationship Id=\"r1\" Type=\"" RELATION_NS
      "/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"" RELATION_NS
      "/sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"r3\" Type=\"" RELATION_NS
      "/styles\" Target=\"/xl/styles.xml\"/></Relationships>" },
    { "xl/worksheets/sheet1.xml", sheet },
    { "xl/sharedStrings.xml", strings != NULL ? strings : "<sst xmlns=\"" MAIN_NS "\"/>" },
    { "xl/styles.xml", styles != NULL ? styles : "<styleSheet xmlns=\"" MAIN_NS "\"/>" },
  };

  return test_make_package (parts, G_N_ELEMENTS (parts));
}

/* The path of a file that others published, or NULL, said aloud, where it is not there. */
char *
test_real_file (const char *folder, const char *name)
{
  const char *root = g_getenv ("TSU_REAL_DATA");
  g_autofree char *path = root != NULL ? g_build_filename (root, folder, name, NULL) : NULL;

  if (path != NULL && g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);
  g_test_message ("NOT TESTED: %s/%s is not on this machine", folder, name);
  g_test_incomplete ("the published files are not on this machine");
  return NULL;
}

void
test_ledger_set_up (TestLedger *self, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("tsunagi-XXXXXX", NULL);
  path = g_build_filename (self->folder, "test.tsunagi", NULL);
  self->ledger = tsu_ledger_open (path, TSU_LEDGER_READ_WRITE, &error);
  g_assert_no_error (error);
}

void
test_ledger_tear_down (TestLedger *self, gconstpointer data)
{
  tsu_ledger_close (self->ledger);
  test_folder_remove (self->folder);
  g_free (self->folder);
}

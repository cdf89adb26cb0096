/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the tests of this folder share: a table as one text, packages made of XML, and the files
 * of the municipalities.
 */

#pragma once

#include "tsu-book.h"

G_BEGIN_DECLS

typedef struct {
  const char *name;
  const char *text;
} TestPart;

char *test_dump_sheet (TsuSheet *sheet, gboolean with_kinds);
TsuBook *test_read (const char *data, gssize length);
GBytes *test_make_package (const TestPart *parts, guint n_parts);
GBytes *test_make_workbook (const char *sheet_xml, const char *strings_xml, const char *styles_xml);
char *test_real_file (const char *folder, const char *name);

G_END_DECLS

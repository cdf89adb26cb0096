/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the tests of this folder share: a table as one text, packages made of XML, a ledger to
 * import into, and the files of the municipalities.
 */

#pragma once

#include "tsu-book.h"
#include "tsu-ledger.h"

G_BEGIN_DECLS

typedef struct {
  const char *name;
  const char *text;
} TestPart;

/* A ledger in a folder of its own. */
typedef struct {
  char *folder;
  TsuLedger *ledger;
} TestLedger;

void test_ledger_set_up (TestLedger *self, gconstpointer data);
void test_ledger_tear_down (TestLedger *self, gconstpointer data);

char *test_dump_sheet (TsuSheet *sheet, gboolean with_kinds);
TsuBook *test_read (const char *data, gssize length);
GBytes *test_make_package (const TestPart *parts, guint n_parts);
GBytes *test_make_workbook (const char *sheet_xml, const char *strings_xml, const char *styles_xml);
char *test_real_file (const char *folder, const char *name);

G_END_DECLS

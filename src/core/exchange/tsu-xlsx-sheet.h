/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "tsu-book.h"
#include "tsu-xlsx-part.h"

G_BEGIN_DECLS

/**
 * TsuXlsxContext:
 * @strings: (element-type utf8): shared texts, pooled
 * @formats: (element-type TsuXlsxFormat as guint8): format of each cell style
 * @date1904: whether days are counted from 1904
 * @n_cells: cells read so far in all sheets
 *
 * What the sheets of one workbook share.
 */
typedef struct {
  TsuXlsxPackage *package;
  TsuBook *book;
  GPtrArray *strings;
  GByteArray *formats;
  gboolean date1904;
  gsize n_cells;
  const TsuReadOptions *options;
} TsuXlsxContext;

gboolean tsu_xlsx_sheet_read (TsuXlsxContext *context,
                              TsuSheet *sheet,
                              const char *part_name,
                              GCancellable *cancellable,
                              GError **error);

G_END_DECLS

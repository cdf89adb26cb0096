/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-sheet.h"

G_BEGIN_DECLS

/**
 * TsuXlsxFormat:
 *
 * What a number format makes of a number. %TSU_XLSX_ELAPSED is a length of time ("[h]:mm"),
 * %TSU_XLSX_PERCENT shows 0.5 as "50%".
 */
typedef enum {
  TSU_XLSX_PLAIN,
  TSU_XLSX_DATE,
  TSU_XLSX_TIME,
  TSU_XLSX_ELAPSED,
  TSU_XLSX_PERCENT,
  TSU_XLSX_DATETIME,
} TsuXlsxFormat;

TsuXlsxFormat tsu_xlsx_number_classify_builtin (guint id);
TsuXlsxFormat tsu_xlsx_number_classify (const char *code);
char *tsu_xlsx_number_to_text (const char *raw,
                               TsuXlsxFormat format,
                               gboolean date1904,
                               TsuCellKind *kind);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-sheet.h"
#include "tsu-xlsx-part.h"

G_BEGIN_DECLS

/* Collects one rich text (CT_Rst): its runs, and the reading that lies over them. */
typedef struct _TsuXlsxRich TsuXlsxRich;

TsuXlsxRich *tsu_xlsx_rich_new (void);
void tsu_xlsx_rich_free (TsuXlsxRich *self);
void tsu_xlsx_rich_clear (TsuXlsxRich *self);
void tsu_xlsx_rich_feed (TsuXlsxRich *self, TsuXlsxPart *part);
const char *tsu_xlsx_rich_finish (TsuXlsxRich *self, TsuCellPool *pool);

char *tsu_xlsx_unescape (const char *text);
GPtrArray *tsu_xlsx_strings_read (TsuXlsxPackage *package,
                                  const char *name,
                                  TsuCellPool *pool,
                                  GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuXlsxRich, tsu_xlsx_rich_free)

G_END_DECLS

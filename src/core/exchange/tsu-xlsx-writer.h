/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "tsu-problems.h"
#include "tsu-sheet.h"

G_BEGIN_DECLS

typedef struct _TsuXlsxWriter TsuXlsxWriter;

TsuXlsxWriter *
tsu_xlsx_writer_new (const char *path, const char *sheet_name, gboolean furigana, GError **error);
void tsu_xlsx_writer_free (TsuXlsxWriter *self);
void tsu_xlsx_writer_set_width (TsuXlsxWriter *self, guint column, double characters);
gboolean tsu_xlsx_writer_add_header (TsuXlsxWriter *self,
                                     const char *const *names,
                                     guint n_names,
                                     GError **error);
gboolean
tsu_xlsx_writer_add_row (TsuXlsxWriter *self, const TsuCell *cells, guint n_cells, GError **error);
gboolean tsu_xlsx_writer_finish (TsuXlsxWriter *self, GCancellable *cancellable, GError **error);
TsuProblems *tsu_xlsx_writer_get_problems (TsuXlsxWriter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuXlsxWriter, tsu_xlsx_writer_free)

G_END_DECLS

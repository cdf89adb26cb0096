/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Figures as an Excel workbook: one sheet, numbers as numbers.
 */

#include "config.h"

#include "tsu-figures.h"

#include "tsu-xlsx-writer.h"

#include <glib/gi18n.h>

enum {
  COLUMN_LABEL,
  COLUMN_NOW,
  COLUMN_BEFORE,
  COLUMN_DIFFERENCE,
  COLUMN_UNIT,
  N_COLUMNS,
};

static gboolean
write_figure (TsuXlsxWriter *writer, const TsuFigure *figure, GError **error)
{
  g_autofree char *label =
    figure->level > 0 ? g_strdup_printf ("　%s", figure->label) : g_strdup (figure->label);
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, figure->now);
  g_autofree char *before = g_strdup_printf ("%" G_GINT64_FORMAT, figure->before);
  g_autofree char *difference = g_strdup_printf ("%" G_GINT64_FORMAT, figure->now - figure->before);
  const TsuCell cells[N_COLUMNS] = {
    [COLUMN_LABEL] = { label, NULL, TSU_CELL_TEXT },
    [COLUMN_NOW] = { now, NULL, TSU_CELL_NUMBER },
    [COLUMN_BEFORE] = { before, NULL, TSU_CELL_NUMBER },
    [COLUMN_DIFFERENCE] = { difference, NULL, TSU_CELL_NUMBER },
    [COLUMN_UNIT] = { figure->unit, NULL, TSU_CELL_TEXT },
  };

  return tsu_xlsx_writer_add_row (writer, cells, N_COLUMNS, error);
}

/**
 * tsu_figures_write_xlsx:
 * @self: figures
 * @path: the file to write
 * @cancellable: (nullable): obeyed before the file is put in its place
 * @error: what went wrong; then there is no new file
 *
 * Returns: whether the workbook was written
 */
gboolean
tsu_figures_write_xlsx (const TsuFigures *self,
                        const char *path,
                        GCancellable *cancellable,
                        GError **error)
{
  const char *const names[N_COLUMNS] = {
    [COLUMN_LABEL] = self->title,
    [COLUMN_NOW] = self->period,
    [COLUMN_BEFORE] = self->period_before,
    [COLUMN_DIFFERENCE] = _ ("Difference"), [COLUMN_UNIT] = _ ("Unit"),
    };
  g_autoptr (TsuXlsxWriter) writer = tsu_xlsx_writer_new (path, self->title, FALSE, error);

  if (!writer)
    return FALSE;
  tsu_xlsx_writer_set_width (writer, COLUMN_LABEL, 42);
  tsu_xlsx_writer_set_width (writer, COLUMN_NOW, 24);
  tsu_xlsx_writer_set_width (writer, COLUMN_BEFORE, 24);
  if (!tsu_xlsx_writer_add_header (writer, names, N_COLUMNS, error))
    return FALSE;
  for (guint k = 0; k < self->rows->len; k++)
    if (!write_figure (writer, g_ptr_array_index (self->rows, k), error))
      return FALSE;
  return tsu_xlsx_writer_finish (writer, cancellable, error);
}

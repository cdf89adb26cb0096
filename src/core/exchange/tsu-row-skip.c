/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows that are no thing of their own: lines of a form that nobody filled, totals and remarks at
 * the foot of a table. Nothing is made of them, and the list of problems holds their words.
 */

#include "config.h"

#include "tsu-row-skip.h"

#include <glib/gi18n.h>
#include <string.h>

#include "tsu-cell-text.h"
#include "tsu-field-number.h"

/* What all rows of a list say alike: who published it, and their number. */
static gboolean
says_nothing (const TsuColumn *column)
{
  static const char *const headers[] = { "都道府県名", "市区町村名", "地方公共団体名" };

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    if (g_str_equal (headers[i], column->header))
      return TRUE;
  return g_strcmp0 (column->target, TSU_TARGET_ID) == 0 ||
         g_strcmp0 (column->target, TSU_TARGET_CODE) == 0;
}

static gboolean
is_total (const char *text)
{
  static const char *const words[] = { "合計", "計", "総計", "小計", "総数", "累計" };
  g_autofree char *plain = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *joined = NULL;

  if (strlen (text) > 24)
    return FALSE;
  plain = tsu_cell_text_simplify (text);
  parts = g_strsplit (plain, " ", -1);
  joined = g_strjoinv ("", parts);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i], joined))
      return TRUE;
  return FALSE;
}

static gboolean
is_remark (const char *text)
{
  static const char *const marks[] = { "※", "（注", "(注", "注）", "注)", "＊", "出典", "資料：" };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (g_str_has_prefix (text, marks[i]))
      return TRUE;
  return FALSE;
}

/* Whether there are only numbers behind the column @first, or, with @nothing, nothing at all. */
static gboolean
is_rest_empty (TsuSheet *sheet, guint row, guint first, gboolean nothing)
{
  for (guint i = first + 1; i < tsu_sheet_get_row_width (sheet, row); i++) {
    const char *text = tsu_sheet_get_text (sheet, row, i);
    gint64 number;

    if (!tsu_cell_text_is_blank (text) && (nothing || !tsu_field_read_number (text, &number)))
      return FALSE;
  }
  return TRUE;
}

/* Why nothing is made of the row, or NULL. The first cell that says something settles it for
 * nearly all rows. */
static const char *
find_reason (TsuSheet *sheet, const TsuMapping *mapping, guint row)
{
  guint width = MIN (tsu_sheet_get_row_width (sheet, row), mapping->columns->len);

  for (guint i = 0; i < width; i++) {
    const char *text = tsu_sheet_get_text (sheet, row, i);

    if (tsu_cell_text_is_blank (text))
      continue;
    if (is_total (text) && is_rest_empty (sheet, row, i, FALSE))
      return _ ("This row is a total; no record was made of it.");
    if (is_remark (text) && is_rest_empty (sheet, row, i, TRUE))
      return _ ("This row is a remark on the list; no record was made of it.");
    if (!says_nothing (g_ptr_array_index (mapping->columns, i)))
      return NULL;
  }
  return _ ("There is nothing in this row but its number; no record was made of it.");
}

/**
 * tsu_row_skip:
 * @row: the index of a row of data
 * @problems: told what the row says, if nothing is to be made of it
 *
 * Returns: whether the row is no thing of its own
 */
gboolean
tsu_row_skip (TsuSheet *sheet, const TsuMapping *mapping, guint row, TsuProblems *problems)
{
  const char *reason = find_reason (sheet, mapping, row);
  g_autoptr (GString) texts = NULL;

  if (reason == NULL)
    return FALSE;
  texts = g_string_new (NULL);
  for (guint i = 0; i < tsu_sheet_get_row_width (sheet, row); i++) {
    const char *text = tsu_sheet_get_text (sheet, row, i);

    if (!tsu_cell_text_is_blank (text))
      g_string_append_printf (texts, "%s%s", texts->len > 0 ? " " : "", text);
  }
  tsu_problems_add (problems, tsu_sheet_get_row_number (sheet, row), 0, texts->str, "%s", reason);
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What spreadsheets and other programs do to a file of numbers, undone before it is read: a mark
 * at its beginning, line ends of other systems, semicolons with decimal commas, tabs or spaces
 * between cells, quotes, a line of headings, a column of names.
 */

#include "config.h"

#include "assign-reader.h"

#include "tsu-error.h"

#include <string.h>

static gboolean
is_number (const char *cell)
{
  char *end;

  while (*cell == ' ')
    cell++;
  if (!g_ascii_isdigit (*cell) && !strchr ("+-.", *cell))
    return FALSE;
  g_ascii_strtod (cell, &end);
  if (end == cell)
    return FALSE;
  while (*end == ' ')
    end++;
  return *end == '\0';
}

static char
find_separator (const char *text)
{
  static const char separators[] = ";,\t";

  for (const char *one = separators; *one; one++)
    if (strchr (text, *one))
      return *one;
  return ' ';
}

static void
replace (char *text, char from, char to)
{
  for (char *at = text; *at; at++)
    if (*at == from)
      *at = to;
}

static void
remove_char (char *text, char unwanted)
{
  char *to = text;

  for (const char *at = text; *at; at++)
    if (*at != unwanted)
      *to++ = *at;
  *to = '\0';
}

/* Cells of a line, without spaces around them. Of numbers parted by spaces, however many. */
static GStrv
split_line (char *line, char separator)
{
  const char between[] = { separator, '\0' };
  g_autoptr (GStrvBuilder) cells = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  /* A tab at the end has a cell behind it, a space has not. */
  if (separator == ' ')
    g_strstrip (line);
  all = g_strsplit (line, between, -1);
  for (char **cell = all; *cell; cell++)
    if (separator != ' ' || **cell)
      g_strv_builder_add (cells, g_strstrip (*cell));
  return g_strv_builder_end (cells);
}

/* How many cells are numbers; -1 where all are empty. */
static int
count_numbers (GStrv cells)
{
  int n = 0;
  gboolean any = FALSE;

  for (guint k = 0; cells[k]; k++) {
    any = any || *cells[k];
    n += is_number (cells[k]);
  }
  return any ? n : -1;
}

/* An empty line is no row; one of separators alone is a row that nobody may be paired with. */
static gboolean
is_blank (const char *line)
{
  return strspn (line, " \t") == strlen (line) && !strchr (line, '\t');
}

/* Whether every line but the headings begins with something that is no number. */
static gboolean
has_names (GPtrArray *rows)
{
  for (guint k = 0; k < rows->len; k++) {
    GStrv cells = g_ptr_array_index (rows, k);

    if (cells[0] && (*cells[0] == '\0' || is_number (cells[0])))
      return FALSE;
  }
  return rows->len > 0;
}

/* The lines as commas and points, without headings and names. Blank lines keep the count. */
static char *
write_plainly (GStrv lines, char separator)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  GString *plain = g_string_new (NULL);
  gboolean begun = FALSE;
  gboolean names;

  for (char **line = lines; *line; line++) {
    GStrv cells = is_blank (*line) ? NULL : split_line (*line, separator);

    /* Headings, of which nothing is a number, are left out. */
    if (cells && !begun && count_numbers (cells) == 0)
      g_clear_pointer (&cells, g_strfreev);
    begun = begun || !is_blank (*line);
    g_ptr_array_add (rows, cells ? cells : g_new0 (char *, 1));
  }
  names = has_names (rows);
  for (guint k = 0; k < rows->len; k++) {
    GStrv cells = g_ptr_array_index (rows, k);
    g_autofree char *joined = g_strjoinv (",", names && cells[0] ? cells + 1 : cells);

    g_string_append_printf (plain, "%s\n", joined);
  }
  return g_string_free (plain, FALSE);
}

/* Long files are mostly as they should be: numbers with commas, or after a number alone on its line
 * numbers with spaces. */
static gboolean
is_tidy (const char *text, gsize length)
{
  const char *end = strchr (text, '\n');

  if (strspn (text, "0123456789.-,\n") == length)
    return TRUE;
  if (!end || strspn (text, "0123456789") != (gsize) (end - text))
    return FALSE;
  return strspn (text, "0123456789.- \n") == length;
}

/**
 * assign_file_tidy:
 * @text: (transfer full): the contents of a file
 * @length: its length in bytes
 * @error: TSU_ERROR_INVALID where it is no text
 *
 * Returns: (transfer full) (nullable): the same with commas between cells and points in decimals;
 *   numbers alone on their lines stay as they are
 */
char *
assign_file_tidy (char *text, gsize length, GError **error)
{
  g_autofree char *given = text;
  g_auto (GStrv) lines = NULL;
  char *at = text;
  char separator;

  if (is_tidy (text, length))
    return g_steal_pointer (&given);
  if (strlen (text) != length || !g_utf8_validate (text, -1, NULL)) {
    g_set_error_literal (error, TSU_ERROR, TSU_ERROR_INVALID,
                         "the file is not UTF-8 text; save it as CSV (UTF-8)");
    return NULL;
  }
  if (g_str_has_prefix (at, "\xef\xbb\xbf"))
    at += 3;
  remove_char (at, '"');
  if (strchr (at, '\n'))
    remove_char (at, '\r');
  else
    replace (at, '\r', '\n');
  separator = find_separator (at);
  if (separator == ';')
    replace (at, ',', '.');
  lines = g_strsplit (at, "\n", -1);
  return write_plainly (lines, separator);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads assignment problems. Decimal text becomes integers exactly: all numbers of a file are
 * multiplied by the power of ten that its longest fraction needs.
 */

#include "config.h"

#include "assign-reader.h"

#include "tsu-error.h"

#define MAX_DIGITS 9

void
assign_file_free (AssignFile *self)
{
  if (!self)
    return;
  g_free (self->cells);
  g_free (self->edges);
  g_free (self);
}

/* Digits after the point of the longest fraction in the text. */
static int
count_digits (const char *text)
{
  int most = 0;
  int now = -1;

  for (const char *at = text; *at; at++) {
    if (*at == 'e' || *at == 'E')
      return MAX_DIGITS;
    if (*at == '.')
      now = 0;
    else if (now >= 0 && g_ascii_isdigit (*at))
      now++;
    else
      now = -1;
    most = MAX (most, now);
  }
  return MIN (most, MAX_DIGITS);
}

/* A number with a power of ten, as programs print it: exact as far as a double is. */
static gboolean
read_power (const char **at, int digits, gint64 *number)
{
  char *end;
  double value = g_ascii_strtod (*at, &end);

  for (; digits > 0; digits--)
    value *= 10;
  if (!(value > -(double) G_MAXINT64 / 1024 && value < (double) G_MAXINT64 / 1024))
    return FALSE;
  *number = (gint64) (value < 0 ? value - 0.5 : value + 0.5);
  *at = end;
  return TRUE;
}

/* Reads a number at *at and moves on; more digits than wanted are rounded to the nearest. */
static gboolean
read_number (const char **at, int digits, gint64 *number)
{
  const char *p = *at;
  gboolean negative = *p == '-';
  gboolean any = FALSE;
  gint64 value = 0;
  int fraction = -1;

  if (*p == '-' || *p == '+')
    p++;
  for (; g_ascii_isdigit (*p) || (*p == '.' && fraction < 0); p++) {
    if (*p == '.') {
      fraction = 0;
      continue;
    }
    any = TRUE;
    if (fraction < digits) {
      if (value > (G_MAXINT64 / 1024 - 9) / 10)
        return FALSE;
      value = value * 10 + (*p - '0');
    } else if (fraction == digits && *p >= '5') {
      value++;
    }
    if (fraction >= 0)
      fraction++;
  }
  for (fraction = MAX (fraction, 0); fraction < digits; fraction++) {
    if (value > G_MAXINT64 / 10240)
      return FALSE;
    value *= 10;
  }
  if (any && (*p == 'e' || *p == 'E'))
    return read_power (at, digits, number);
  *number = negative ? -value : value;
  *at = p;
  return any;
}

static gboolean
fail (GError **error, const char *what, gsize line)
{
  g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID, "%s (line %" G_GSIZE_FORMAT ")", what, line);
  return FALSE;
}

static const char *
skip_space (const char *at, gsize *line)
{
  for (; g_ascii_isspace (*at) || *at == ','; at++)
    *line += *at == '\n';
  return at;
}

/* n, then n x n costs wherever the lines break. */
static gboolean
read_or_library (AssignFile *self, const char *text, GError **error)
{
  gsize line = 1;
  const char *at = skip_space (text, &line);
  gint64 n;

  if (!read_number (&at, 0, &n) || n < 1 || n > 46340)
    return fail (error, "the first line is no number of rows", line);
  self->n_rows = self->n_columns = n;
  self->cells = g_new (gint64, n * n);
  for (gint64 k = 0; k < n * n; k++) {
    at = skip_space (at, &line);
    if (!read_number (&at, self->digits, &self->cells[k]))
      return fail (error, "a number is missing or broken", line);
    self->cells[k] *= self->sign;
  }
  at = skip_space (at, &line);
  return *at == '\0' || fail (error, "there is more than n x n numbers", line);
}

static const char *
skip_blank (const char *at)
{
  while (*at == ' ' || *at == '\t' || *at == '\r')
    at++;
  return at;
}

static gboolean
read_cell (AssignFile *self, const char **at, gint64 *cell)
{
  gint64 number;

  *at = skip_blank (*at);
  if (**at == ',' || **at == '\n' || **at == '\0') {
    *cell = TSU_ASSIGN_NO_PAIR;
    return TRUE;
  }
  if (!read_number (at, self->digits, &number))
    return FALSE;
  *at = skip_blank (*at);
  *cell = number < 0 ? TSU_ASSIGN_NO_PAIR : self->sign * number;
  return TRUE;
}

static gboolean
read_csv_line (AssignFile *self, GArray *cells, const char **at, gsize line, GError **error)
{
  guint before = cells->len;

  while (TRUE) {
    gint64 cell;

    if (!read_cell (self, at, &cell) || (**at != ',' && **at != '\n' && **at != '\0'))
      return fail (error, "a cell is no number", line);
    g_array_append_val (cells, cell);
    if (**at != ',')
      break;
    (*at)++;
  }
  if (self->n_rows == 0)
    self->n_columns = cells->len;
  self->n_rows++;
  return cells->len - before == self->n_columns ||
         fail (error, "the row is not as long as the first", line);
}

static gboolean
read_csv (AssignFile *self, const char *text, GError **error)
{
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (gint64));
  const char *at = text;

  for (gsize line = 1; *at; line++) {
    if (*skip_blank (at) == '\n') {
      at = skip_blank (at) + 1;
      continue;
    }
    if (!read_csv_line (self, cells, &at, line, error))
      return FALSE;
    if (*at == '\n')
      at++;
  }
  if (self->n_rows == 0)
    return fail (error, "the file is empty", 1);
  self->cells = (gint64 *) g_array_free (g_steal_pointer (&cells), FALSE);
  return TRUE;
}

static gboolean
read_list (AssignFile *self, const char *text, GError **error)
{
  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (TsuAssignEdge));
  gsize line = 1;

  for (const char *at = skip_space (text, &line); *at; at = skip_space (at, &line)) {
    gint64 row, column, score;
    TsuAssignEdge edge;

    if (!read_number (&at, 0, &row) || *at++ != ',' || !read_number (&at, 0, &column) ||
        *at++ != ',' || !read_number (&at, self->digits, &score) || row < 0 || column < 0 ||
        row >= G_MAXINT32 || column >= G_MAXINT32)
      return fail (error, "expected row,column,score", line);
    edge = (TsuAssignEdge){ row, column, self->sign * score };
    self->n_rows = MAX (self->n_rows, edge.need + 1);
    self->n_columns = MAX (self->n_columns, edge.offer + 1);
    g_array_append_val (edges, edge);
  }
  self->n_edges = edges->len;
  self->edges = (TsuAssignEdge *) g_array_free (g_steal_pointer (&edges), FALSE);
  return TRUE;
}

/* Numbers in the text, and the most of them on a line. */
static gsize
count_cells (const char *text, gsize *most_on_line)
{
  gsize all = 0;
  gsize here = 0;

  *most_on_line = 0;
  for (const char *at = text; *at; at++) {
    if (*at == '\n')
      here = 0;
    else if (!strchr (" \t,", *at) && (at == text || strchr (" \t,\n", at[-1])))
      all++, here++;
    *most_on_line = MAX (*most_on_line, here);
  }
  return all;
}

/* OR-Library files have one number alone on the first line, and are no column of other numbers. */
static gboolean
looks_like_or_library (const char *text)
{
  gsize line = 1;
  const char *at = skip_space (text, &line);
  guint64 n = g_ascii_strtoull (at, NULL, 10);
  gsize most_on_line;
  gsize n_cells = count_cells (text, &most_on_line);

  while (g_ascii_isdigit (*at))
    at++;
  at = skip_blank (at);
  if (*at != '\n' || *skip_space (at, &line) == '\0')
    return FALSE;
  return most_on_line > 1 || (n <= G_MAXINT32 && n * n + 1 == n_cells);
}

/* extra is read to the same scale as the file; see AssignFile. */
AssignFile *
assign_file_read (
  const char *path, gboolean as_edges, AssignSense sense, const char *extra, GError **error)
{
  g_autoptr (AssignFile) self = g_new0 (AssignFile, 1);
  g_autofree char *text = NULL;
  gsize length;
  gboolean or_library;
  gboolean read;

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  text = assign_file_tidy (g_steal_pointer (&text), length, error);
  if (!text)
    return NULL;
  or_library = !as_edges && looks_like_or_library (text);
  self->sign = sense == ASSIGN_COSTS || (sense == ASSIGN_BY_FORMAT && or_library) ? -1 : 1;
  self->digits = MAX (count_digits (text), count_digits (extra));
  if (!read_number (&extra, self->digits, &self->extra) || *extra || self->extra < 0) {
    fail (error, "the load penalty is no number", 0);
    return NULL;
  }
  if (as_edges)
    read = read_list (self, text, error);
  else if (or_library)
    read = read_or_library (self, text, error);
  else
    read = read_csv (self, text, error);
  return read ? g_steal_pointer (&self) : NULL;
}

/* The pairs as a list; of a matrix, its cells that may be paired. */
TsuAssignEdge *
assign_file_take_edges (AssignFile *self)
{
  TsuAssignEdge *edges;

  if (self->edges)
    return g_steal_pointer (&self->edges);
  edges = g_new (TsuAssignEdge, MAX ((gsize) self->n_rows * self->n_columns, 1));
  self->n_edges = 0;
  for (guint i = 0; i < self->n_rows; i++)
    for (guint j = 0; j < self->n_columns; j++) {
      gint64 score = self->cells[(gsize) i * self->n_columns + j];

      if (score != TSU_ASSIGN_NO_PAIR)
        edges[self->n_edges++] = (TsuAssignEdge){ i, j, score };
    }
  return edges;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which character stands between the cells of a CSV file: as the `sep=` line of Excel says, else
 * the one that cuts the first rows into the most even number of cells.
 */

#include "config.h"

#include "tsu-csv-dialect.h"

#include <string.h>

#define SAMPLE_BYTES ((gsize) 256 * 1024)
#define SAMPLE_ROWS 200

/* In order of preference when two explain the file equally well. */
static const char candidates[] = { ',', '\t', ';', '|', '^' };

/* Counts the cells of one record and moves @p behind it. */
static guint
count_cells (const char **p, const char *end, char delimiter)
{
  guint cells = 1;
  gboolean at_start = TRUE;

  while (*p < end) {
    char c = *(*p)++;

    if (c == '"' && at_start) {
      const char *closing = *p;

      while (closing < end && (*closing != '"' || (closing + 1 < end && closing[1] == '"')))
        closing += *closing == '"' ? 2 : 1;
      if (closing < end)
        *p = closing + 1;
    } else if (c == '\n' || c == '\r') {
      if (c == '\r' && *p < end && **p == '\n')
        ++*p;
      return cells;
    }
    at_start = c == delimiter;
    if (c == delimiter)
      cells++;
  }
  return cells;
}

/* The share of rows with the commonest number of cells, scaled down for few cells, so that one
 * semicolon in each remark does not beat nineteen commas. */
static double
weigh (const char *text, const char *end, char delimiter)
{
  guint widths[SAMPLE_ROWS];
  guint n = 0;
  guint most = 0;
  guint mode = 1;

  while (text < end && n < SAMPLE_ROWS) {
    gboolean remark = *text == '#' || *text == '\n' || *text == '\r';
    guint width = count_cells (&text, end, delimiter);

    if (!remark)
      widths[n++] = width;
  }
  for (guint i = 0; i < n; i++) {
    guint same = 0;

    for (guint j = 0; j < n; j++)
      same += widths[j] == widths[i];
    if (widths[i] > 1 && (same > most || (same == most && widths[i] > mode))) {
      most = same;
      mode = widths[i];
    }
  }
  return n == 0 ? 0 : (double) most / n * (1.0 - 1.0 / mode);
}

/**
 * tsu_csv_dialect_read_sep:
 * @delimiter: (out): the delimiter, when there is such a line
 *
 * Looks for the `sep=X` line by which a file tells Excel its delimiter.
 *
 * Returns: the bytes of the line with its end, 0 when there is none
 */
gsize
tsu_csv_dialect_read_sep (const char *text, gsize length, char *delimiter)
{
  gsize used = 5;

  if (length < 5 || g_ascii_strncasecmp (text, "sep=", 4) != 0 || (guint8) text[4] >= 0x80 ||
      text[4] == '"' || text[4] == '\n' || text[4] == '\r')
    return 0;
  if (length > used && text[used] != '\n' && text[used] != '\r')
    return 0;
  if (length > used && text[used] == '\r')
    used++;
  if (length > used && text[used] == '\n')
    used++;
  *delimiter = text[4];
  return used;
}

/**
 * tsu_csv_dialect_find_delimiter:
 * @ambiguous: (out): whether another delimiter explains the file just as well
 *
 * Returns: the delimiter; a comma for a file of one column
 */
char
tsu_csv_dialect_find_delimiter (const char *text, gsize length, gboolean *ambiguous)
{
  const char *end = text + MIN (length, SAMPLE_BYTES);
  double best = 0;
  char result = ',';

  *ambiguous = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++) {
    double weight = weigh (text, end, candidates[i]);

    if (weight > best) {
      best = weight;
      result = candidates[i];
      *ambiguous = FALSE;
    } else if (weight == best && weight > 0) {
      *ambiguous = TRUE;
    }
  }
  return result;
}

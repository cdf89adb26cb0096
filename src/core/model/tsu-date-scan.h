/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The place reached in a normalized text and the small steps forward that the readers of dates and
 * of times share; of no use outside.
 */

#pragma once

#include <string.h>

#include "tsu-date.h"
#include "tsu-era.h"

G_BEGIN_DECLS

typedef struct {
  const char *at;
  const TsuDateHints *hints;
  TsuDateParts parts;
  const TsuEra *era;
  guint warnings;
} TsuDateScan;

static inline void
scan_spaces (TsuDateScan *scan)
{
  while (*scan->at == ' ')
    scan->at++;
}

static inline gboolean
scan_accept (TsuDateScan *scan, const char *word)
{
  if (!g_str_has_prefix (scan->at, word))
    return FALSE;
  scan->at += strlen (word);
  return TRUE;
}

/* Reads a number of @least to @most digits that ends there; gives -1 and stays if there is none. */
static inline int
scan_number (TsuDateScan *scan, int least, int most)
{
  int digits = 0;
  int value = 0;

  while (digits <= most && g_ascii_isdigit (scan->at[digits]))
    value = value * 10 + (scan->at[digits++] - '0');
  if (digits < least || digits > most)
    return -1;
  scan->at += digits;
  return value;
}

static inline guint
scan_digits (const char *at)
{
  guint n = 0;

  while (g_ascii_isdigit (at[n]))
    n++;
  return n;
}

gboolean tsu_date_scan_time (TsuDateScan *scan);
gboolean tsu_date_scan_zone (TsuDateScan *scan);

G_END_DECLS

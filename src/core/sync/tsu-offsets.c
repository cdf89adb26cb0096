/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The other side's clock from several looks at it: the median, because one slow answer tells
 * little and one wrong one nothing.
 */

#include "config.h"

#include "tsu-offsets.h"

#include <stdlib.h>
#include <string.h>

void
tsu_offsets_add (TsuOffsets *self, gint64 offset)
{
  memmove (&self->values[1], self->values, (TSU_OFFSETS - 1) * sizeof (gint64));
  self->values[0] = offset;
  self->n = MIN (self->n + 1, TSU_OFFSETS);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

/* 0 before the first. */
gint64
tsu_offsets_get_median (const TsuOffsets *self)
{
  gint64 sorted[TSU_OFFSETS];

  if (self->n == 0)
    return 0;
  memcpy (sorted, self->values, self->n * sizeof (gint64));
  qsort (sorted, self->n, sizeof (gint64), compare);
  return sorted[self->n / 2];
}

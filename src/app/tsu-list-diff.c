/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What changed between two lists of keys, as one replaced stretch.
 */

#include "config.h"

#include "tsu-list-diff.h"

#include <string.h>

/**
 * tsu_list_diff:
 * @old: (element-type gint64): keys as they stood
 * @now: (element-type gint64): keys as they stand
 * @position: (out): where the change begins
 * @removed: (out): how many of @old go there
 * @added: (out): how many of @now come there
 *
 * Cuts the common head and tail. One stretch is enough: an edit moves one record, and a new
 * search replaces the middle as a whole.
 */
void
tsu_list_diff (GArray *old, GArray *now, guint *position, guint *removed, guint *added)
{
  const gint64 *a = (const gint64 *) (gpointer) old->data;
  const gint64 *b = (const gint64 *) (gpointer) now->data;
  guint head = 0;
  guint tail = 0;
  guint shorter = MIN (old->len, now->len);

  while (head < shorter && a[head] == b[head])
    head++;
  while (tail < shorter - head && a[old->len - 1 - tail] == b[now->len - 1 - tail])
    tail++;

  *position = head;
  *removed = old->len - head - tail;
  *added = now->len - head - tail;
}

/**
 * tsu_list_diff_is_move:
 * @position: and the others as tsu_list_diff() told them
 *
 * Returns: whether the stretch differs only in that its first key has become the last, or its last
 *   the first: one record was sorted elsewhere
 */
gboolean
tsu_list_diff_is_move (GArray *old, GArray *now, guint position, guint removed, guint added)
{
  const gint64 *a = (const gint64 *) (gpointer) old->data + position;
  const gint64 *b = (const gint64 *) (gpointer) now->data + position;
  gsize rest;

  if (removed != added || added < 2)
    return FALSE;
  rest = (added - 1) * sizeof (gint64);
  return (a[0] == b[added - 1] && memcmp (a + 1, b, rest) == 0) ||
         (b[0] == a[added - 1] && memcmp (b + 1, a, rest) == 0);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The book of what is true: every change that was ever reported saved, and marks by which a value
 * is known again in any bytes.
 */

#include "config.h"

#include "sim-book.h"

#include <stdio.h>
#include <string.h>

/* Letters that come nowhere else; six digits follow. It is the second that is looked for: one
 * letter is found many times faster than two, and this one is rare. */
#define MARK "kx"
#define MARK_DIGITS 6

static void
saved_free (SimSaved *saved)
{
  tsu_change_free (saved->change);
  g_free (saved->txn);
  g_free (saved);
}

SimBook *
sim_book_new (void)
{
  SimBook *self = g_new0 (SimBook, 1);

  self->saved = g_ptr_array_new_with_free_func ((GDestroyNotify) saved_free);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->marks = g_array_new (FALSE, FALSE, sizeof (SimMark));
  self->scans = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
sim_book_free (SimBook *self)
{
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->saved);
  g_array_unref (self->marks);
  g_hash_table_unref (self->scans);
  g_free (self);
}

SimSaved *
sim_book_add (SimBook *self, TsuChange *change, const char *txn, int n, int desk)
{
  SimSaved *saved = g_new0 (SimSaved, 1);

  saved->change = change;
  saved->txn = g_strdup (txn);
  saved->n = n;
  saved->desk = desk;
  g_ptr_array_add (self->saved, saved);
  g_hash_table_insert (self->by_id, change->id, saved);
  return saved;
}

SimSaved *
sim_book_find (SimBook *self, const char *change)
{
  return g_hash_table_lookup (self->by_id, change);
}

const char *
sim_book_make_mark (SimBook *self, const char *record, int level, int who)
{
  SimMark mark = { .level = level, .who = who };

  g_snprintf (mark.text, sizeof mark.text, MARK "%06u", self->marks->len);
  g_strlcpy (mark.record, record, sizeof mark.record);
  g_array_append_val (self->marks, mark);
  return g_array_index (self->marks, SimMark, self->marks->len - 1).text;
}

/* The next mark in the bytes from @at on, which moves behind it; NULL at their end. */
const SimMark *
sim_book_next_mark (SimBook *self, const char **at, const char *end)
{
  while (*at < end) {
    const char *found = memchr (*at, MARK[1], (gsize) (end - *at));
    guint number = 0;
    int digits = 0;

    if (found == NULL)
      return NULL;
    if (found == *at || found[-1] != MARK[0]) {
      *at = found + 1;
      continue;
    }
    found++;
    for (; found < end && digits < MARK_DIGITS && g_ascii_isdigit (*found); found++, digits++)
      number = number * 10 + (guint) (*found - '0');
    *at = found;
    if (digits == MARK_DIGITS && number < self->marks->len)
      return &g_array_index (self->marks, SimMark, number);
  }
  return NULL;
}

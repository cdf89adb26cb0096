/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list of what could not be read or written as it stood. Nothing is lost without an entry
 * here; a file that is wrong in every cell is counted on beyond what anybody would read.
 */

#include "config.h"

#include "tsu-problems.h"

#define MAX_LISTED 20000
#define MAX_CHARACTERS 200

struct _TsuProblems {
  GPtrArray *list; /* TsuProblem */
  char *sheet;
  gsize total;
};

static void
problem_free (gpointer data)
{
  TsuProblem *problem = data;

  g_free (problem->sheet);
  g_free (problem->text);
  g_free (problem->message);
  g_free (problem);
}

static char *
shorten (const char *text)
{
  const char *end = text;

  for (guint i = 0; i < MAX_CHARACTERS && *end != '\0'; i++)
    end = g_utf8_next_char (end);
  if (*end == '\0')
    return g_strdup (text);
  return g_strdup_printf ("%.*s…", (int) (end - text), text);
}

TsuProblems *
tsu_problems_new (void)
{
  TsuProblems *self = g_new0 (TsuProblems, 1);

  self->list = g_ptr_array_new_with_free_func (problem_free);
  return self;
}

void
tsu_problems_free (TsuProblems *self)
{
  g_ptr_array_unref (self->list);
  g_free (self->sheet);
  g_free (self);
}

/**
 * tsu_problems_set_sheet:
 * @sheet: (nullable): the sheet that the problems added from now on belong to
 */
void
tsu_problems_set_sheet (TsuProblems *self, const char *sheet)
{
  g_free (self->sheet);
  self->sheet = g_strdup (sheet);
}

/**
 * tsu_problems_add:
 * @row: from 1, 0 for the whole file
 * @column: from 1, 0 for the whole row
 * @text: (nullable): valid UTF-8, as written in the file
 * @format: a translated sentence
 */
void
tsu_problems_add (
  TsuProblems *self, guint row, guint column, const char *text, const char *format, ...)
{
  TsuProblem *problem;
  va_list arguments;

  self->total++;
  if (self->list->len >= MAX_LISTED)
    return;
  problem = g_new0 (TsuProblem, 1);
  problem->sheet = g_strdup (self->sheet);
  problem->row = row;
  problem->column = column;
  problem->text = shorten (text != NULL ? text : "");
  va_start (arguments, format);
  problem->message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (self->list, problem);
}

/* Forgets all problems after the first @total. */
void
tsu_problems_truncate (TsuProblems *self, gsize total)
{
  self->total = MIN (self->total, total);
  if (self->list->len > self->total)
    g_ptr_array_set_size (self->list, (int) self->total);
}

/**
 * tsu_problems_get_n_listed:
 *
 * Returns: how many can be asked for one by one; see tsu_problems_get_total() for all of them
 */
guint
tsu_problems_get_n_listed (TsuProblems *self)
{
  return self->list->len;
}

gsize
tsu_problems_get_total (TsuProblems *self)
{
  return self->total;
}

const TsuProblem *
tsu_problems_get (TsuProblems *self, guint index)
{
  return g_ptr_array_index (self->list, index);
}

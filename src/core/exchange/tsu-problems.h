/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TsuProblem:
 * @sheet: (nullable): the name of the sheet, when the file has several
 * @row: the row as the user sees it, from 1; 0 when the whole file is meant
 * @column: the column from 1; 0 when the whole row is meant
 * @text: the text in question as written, at most some 200 characters of it
 * @message: a translated sentence
 */
typedef struct {
  char *sheet;
  guint row;
  guint column;
  char *text;
  char *message;
} TsuProblem;

typedef struct _TsuProblems TsuProblems;

TsuProblems *tsu_problems_new (void);
void tsu_problems_free (TsuProblems *self);
void tsu_problems_truncate (TsuProblems *self, gsize total);
void tsu_problems_set_sheet (TsuProblems *self, const char *sheet);
void tsu_problems_add (
  TsuProblems *self, guint row, guint column, const char *text, const char *format, ...)
  G_GNUC_PRINTF (5, 6);
guint tsu_problems_get_n_listed (TsuProblems *self);
gsize tsu_problems_get_total (TsuProblems *self);
const TsuProblem *tsu_problems_get (TsuProblems *self, guint index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuProblems, tsu_problems_free)

G_END_DECLS

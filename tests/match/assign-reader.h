/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-assign.h"

typedef enum {
  ASSIGN_BY_FORMAT,
  ASSIGN_SCORES,
  ASSIGN_COSTS,
} AssignSense;

/**
 * AssignFile:
 * @cells: (nullable): row by row, scores to maximize; %NULL for a list of pairs
 * @edges: (nullable): the pairs of a list
 * @sign: -1 if the file holds costs, which were negated
 * @digits: decimal digits the numbers were multiplied by
 * @extra: one more number, read to the same scale
 */
typedef struct {
  guint n_rows;
  guint n_columns;
  gint64 *cells;
  TsuAssignEdge *edges;
  gsize n_edges;
  int sign;
  int digits;
  gint64 extra;
} AssignFile;

AssignFile *assign_file_read (
  const char *path, gboolean as_edges, AssignSense sense, const char *extra, GError **error);
char *assign_file_tidy (char *text, gsize length, GError **error);
TsuAssignEdge *assign_file_take_edges (AssignFile *self);
void assign_file_free (AssignFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssignFile, assign_file_free)

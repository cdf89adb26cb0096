/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-ahead.h"

G_BEGIN_DECLS

/**
 * TsuEditCell:
 * @field: place in the type's field table
 * @value: (nullable): the value wanted
 * @expected: (nullable): the value that was on the screen
 * @has_value: whether a value is wanted at all; FALSE where only @expected was given so far
 * @has_expected: whether @expected was given
 */
typedef struct {
  guint field;
  TsuValue *value;
  TsuValue *expected;
  gboolean has_value;
  gboolean has_expected;
} TsuEditCell;

gboolean tsu_edit_is_create (const TsuEdit *self);
gboolean tsu_edit_is_settling (const TsuEdit *self);
gboolean tsu_edit_check (TsuEdit *self, GError **error);
char *tsu_edit_make_json (const TsuEdit *self);
const TsuAhead *tsu_edit_get_ahead (TsuEdit *self);
/* (element-type TsuEditCell) */
GArray *tsu_edit_get_cells (const TsuEdit *self);

G_END_DECLS

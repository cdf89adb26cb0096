/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-change.h"

G_BEGIN_DECLS

/**
 * TsuHead:
 * @change: (transfer none): the change that set the field and that nothing dominates
 * @value: (nullable): the value it set
 */
typedef struct {
  const TsuChange *change;
  TsuValue *value;
} TsuHead;

/**
 * TsuFieldView:
 * @value: (nullable): what is shown: the highest head's value, or the elements of a set
 * @heads: (element-type TsuHead): heads of a register, the shown one first; for a set field the
 *   changes that hold its present elements, @value NULL
 * @conflict: whether the heads of a register hold unequal values
 */
typedef struct {
  char *field;
  TsuValue *value;
  GArray *heads;
  gboolean conflict;
} TsuFieldView;

/**
 * TsuView:
 * @fields: (element-type TsuFieldView): every field that any change set, in order of their names
 * @deleted: hidden: a delete, not undone, has seen every head
 * @revived: a delete, not undone, has not seen some head: "deleted here, edited there"
 * @deletes: (element-type utf8): ids of the deletes that no restore has seen
 *
 * A record as a pure function of its changes. Borrows the changes it was folded from.
 */
typedef struct {
  GPtrArray *fields;
  gboolean deleted;
  gboolean revived;
  GPtrArray *deletes;
} TsuView;

TsuView *tsu_fold (const TsuType *type, GPtrArray *changes, GError **error);
void tsu_view_free (TsuView *view);
const TsuFieldView *tsu_view_find (const TsuView *view, const char *field);
int tsu_change_compare (const TsuChange *a, const TsuChange *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuView, tsu_view_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-change-table.h"

G_BEGIN_DECLS

/**
 * TsuLineage:
 *
 * Which of a record's changes count once undos and redos of this device are taken for what they
 * are: not new opinions, but ways back and forth between the ordinary ones. Changes are named by
 * their place in the target.
 */
typedef struct _TsuLineage TsuLineage;

TsuLineage *tsu_lineage_new (const TsuTarget *target, GError **error);
void tsu_lineage_free (TsuLineage *self);
int tsu_lineage_root (TsuLineage *self, int index);
gboolean tsu_lineage_is_undo (TsuLineage *self, int index);
gboolean tsu_lineage_is_in_force (TsuLineage *self, int root, const char *field, int limit);
/* (transfer none) (element-type int) */
GArray *tsu_lineage_stands_for (TsuLineage *self, int index, const char *field);
/* (transfer full) (element-type int) */
GArray *tsu_lineage_list_without (TsuLineage *self, int root, const char *field);
GArray *tsu_lineage_list_with (TsuLineage *self, int root, const char *field);
gboolean tsu_lineage_has (GArray *places, int place);
TsuFieldEdit *tsu_lineage_find_edit (TsuLineage *self, int index, const char *field);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuLineage, tsu_lineage_free)

G_END_DECLS

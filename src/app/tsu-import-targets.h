/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "tsu-import-look.h"

G_BEGIN_DECLS

/**
 * TsuImportTargets:
 *
 * What the columns of a file can become, in the words in which it is offered: a field, one of the
 * columns kept as they are, or nothing.
 */
typedef struct _TsuImportTargets TsuImportTargets;

/* Endings of the files that can be imported; NULL-terminated. */
extern const char *const tsu_import_suffixes[];

TsuImportTargets *tsu_import_targets_new (const TsuImportLook *look);
void tsu_import_targets_free (TsuImportTargets *self);
GListModel *tsu_import_targets_get_model (TsuImportTargets *self);
const char *tsu_import_targets_get (TsuImportTargets *self, guint position);
guint tsu_import_targets_find (TsuImportTargets *self, const char *target);

/* The types of record that a file can be a list of. */
GtkStringList *tsu_import_targets_list_types (void);
const TsuType *tsu_import_targets_get_type_at (guint position);
guint tsu_import_targets_find_type (const TsuType *type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuImportTargets, tsu_import_targets_free)

G_END_DECLS

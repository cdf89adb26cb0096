/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-draft.h"
#include "tsu-ledger.h"

G_BEGIN_DECLS

/* Finds out which record a draft speaks of. */
typedef struct _TsuImportIndex TsuImportIndex;

TsuImportIndex *tsu_import_index_new (TsuLedger *ledger,
                                      const TsuType *type,
                                      const char *fingerprint,
                                      gboolean numbers_identify,
                                      GCancellable *cancellable,
                                      GError **error);
void tsu_import_index_free (TsuImportIndex *self);
char *tsu_import_index_match (TsuImportIndex *self, const TsuDraft *draft, gboolean *exists);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuImportIndex, tsu_import_index_free)

G_END_DECLS

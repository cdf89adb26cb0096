/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-draft.h"
#include "tsu-ledger.h"
#include "tsu-mapping.h"

G_BEGIN_DECLS

/* References of an import whose names nothing in the ledger has yet. */
typedef struct _TsuImportLater TsuImportLater;

TsuImportLater *tsu_import_later_new (void);
void tsu_import_later_free (TsuImportLater *self);
void tsu_import_later_add (TsuImportLater *self, const char *id, const TsuDraft *draft);
gboolean tsu_import_later_apply (TsuImportLater *self,
                                 TsuLedger *ledger,
                                 TsuSheet *sheet,
                                 const TsuMapping *mapping,
                                 const TsuApply *how,
                                 GError **error);

G_END_DECLS

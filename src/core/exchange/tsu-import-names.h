/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-ledger.h"
#include "tsu-mapping.h"

G_BEGIN_DECLS

/* The records that the references of a sheet name. Found before its rows are read, so that reading
 * them needs no ledger. */
typedef struct _TsuImportNames TsuImportNames;

TsuImportNames *
tsu_import_names_new (TsuLedger *ledger, TsuSheet *sheet, const TsuMapping *mapping);
void tsu_import_names_free (TsuImportNames *self);
const char *tsu_import_names_find (const TsuField *field, const char *name, gpointer names);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuImportNames, tsu_import_names_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-ledger.h"
#include "tsu-mapping.h"

G_BEGIN_DECLS

/* Which district of the ledger an address lies in. Made before the rows of a sheet are read, so
 * that reading them needs no ledger. */
typedef struct _TsuTowns TsuTowns;

TsuTowns *tsu_towns_new (TsuLedger *ledger, TsuSheet *sheet, const TsuMapping *mapping);
void tsu_towns_free (TsuTowns *self);
const char *tsu_towns_find (const TsuTowns *self, const char *address);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuTowns, tsu_towns_free)

G_END_DECLS

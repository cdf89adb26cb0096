/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-ahead.h"

G_BEGIN_DECLS

/**
 * TsuOutlook:
 *
 * Of each of a row of changes, what follows from it where it is the only one of its record, found
 * on another thread while the changes are being written.
 */
typedef struct _TsuOutlook TsuOutlook;

TsuOutlook *tsu_outlook_new (GPtrArray *changes);
const TsuAhead *tsu_outlook_get (TsuOutlook *self, guint i);
void tsu_outlook_free (TsuOutlook *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuOutlook, tsu_outlook_free)

G_END_DECLS

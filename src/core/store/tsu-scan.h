/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-ledger.h"

G_BEGIN_DECLS

/**
 * TsuScan:
 *
 * Some fields of all records of a type, one after the other, in the order of their keys: for what
 * has to look at a whole ledger quickly. Records, lists and pages use tsu_ledger_get_many().
 */
typedef struct _TsuScan TsuScan;

TsuScan *tsu_scan_new (TsuLedger *ledger,
                       const char *type,
                       const char *const *fields,
                       const GArray *keys,
                       GError **error);
void tsu_scan_free (TsuScan *self);
gboolean tsu_scan_next (TsuScan *self, gboolean *row, GError **error);

/* Of the present row; texts live until the next step. @field: place in the fields asked for. */
gint64 tsu_scan_get_key (TsuScan *self);
const char *tsu_scan_get_id (TsuScan *self);
gboolean tsu_scan_is_deleted (TsuScan *self);
gint64 tsu_scan_get_changed_ms (TsuScan *self);
gboolean tsu_scan_has (TsuScan *self, guint field);
const char *tsu_scan_get_text (TsuScan *self, guint field);
gint64 tsu_scan_get_integer (TsuScan *self, guint field);
GStrv tsu_scan_dup_list (TsuScan *self, guint field);

gint64 tsu_ledger_get_version (TsuLedger *self);
GHashTable *tsu_ledger_changed_since (TsuLedger *self, gint64 version, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuScan, tsu_scan_free)

G_END_DECLS

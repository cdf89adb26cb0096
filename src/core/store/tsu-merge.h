/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-change-table.h"
#include "tsu-txn.h"

G_BEGIN_DECLS

/**
 * TsuMerge:
 *
 * Changes from elsewhere while they are being taken, in one step. Freed before tsu_merge_end() it
 * takes everything back.
 */
typedef struct _TsuMerge TsuMerge;

TsuMerge *tsu_merge_begin (TsuLedger *ledger, GError **error);
/* From now on a change of the server's order up to @seq is passed over, unless its record is named
 * by tsu_merge_let_in() or it is here already. */
void tsu_merge_skip_until (TsuMerge *self, gint64 seq);
void tsu_merge_let_in (TsuMerge *self, const char *record);
void tsu_merge_look_ahead (TsuMerge *self, GPtrArray *changes);
/* @keys: (nullable) (element-type gint64): gains the rows of the changes */
gboolean tsu_merge_take (TsuMerge *self, const TsuTxn *txn, GArray *keys, GError **error);
gboolean tsu_merge_end (TsuMerge *self, GArray **changed, GError **error);
void tsu_merge_free (TsuMerge *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuMerge, tsu_merge_free)

G_END_DECLS

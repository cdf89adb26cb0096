/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-change-table.h"

G_BEGIN_DECLS

typedef enum {
  TSU_TXN_DO,
  TSU_TXN_UNDO,
  TSU_TXN_REDO,
} TsuTxnKind;

/**
 * TsuTxnState:
 * @TSU_TXN_NEW: the server has not confirmed it: the outbox
 * @TSU_TXN_ACKED: the server has it
 * @TSU_TXN_HELD: the server keeps it without applying it; its author decides
 * @TSU_TXN_GIVEN_UP: it was held, and its author took it back
 *
 * How far a transaction of this device has come.
 */
typedef enum {
  TSU_TXN_NEW = 0,
  TSU_TXN_ACKED = 2,
  TSU_TXN_HELD = 3,
  TSU_TXN_GIVEN_UP = 4,
} TsuTxnState;

/**
 * TsuWrite:
 *
 * One transaction of changes by this device while it is being written. Its row is made with its
 * first change, so that a transaction without changes leaves no trace. Freed before
 * tsu_write_end() it takes everything back.
 */
typedef struct _TsuWrite TsuWrite;

TsuWrite *tsu_write_begin (TsuLedger *ledger, const TsuApply *how, GError **error);
void tsu_write_set_undoes (TsuWrite *self, TsuTxnKind kind, gint64 txn);
TsuLedger *tsu_write_get_ledger (TsuWrite *self);
gint64 tsu_write_get_txn (TsuWrite *self);
int tsu_write_get_n (TsuWrite *self);
gboolean tsu_write_create (TsuWrite *self, TsuTarget *target, TsuEdit *edit, GError **error);
gboolean
tsu_write_set (TsuWrite *self, TsuTarget *target, GPtrArray *edits, gint64 undoes, GError **error);
gboolean tsu_write_hide (
  TsuWrite *self, TsuTarget *target, TsuOp op, GPtrArray *seen, gint64 undoes, GError **error);
void tsu_write_note (TsuWrite *self, gint64 key);
gboolean tsu_write_end (TsuWrite *self, GArray **changed, GError **error);
void tsu_write_free (TsuWrite *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuWrite, tsu_write_free)

G_END_DECLS

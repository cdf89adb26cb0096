/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-change.h"

G_BEGIN_DECLS

/**
 * TsuTxn:
 * @id: UUID of the transaction
 * @dseq: its place among its device's transactions, without gaps; 0 where it is not known
 * @device: who made it
 * @label: source string of what was done, for the history
 * @batch: (nullable): what ties it to others as one undo
 * @time: when it was made, Unix milliseconds of the author's clock
 * @seq: the server's number of its last change; 0 before the server has it
 * @relay: whether it is handed on for another device after the server was restored; its @dseq is
 *   not counted then
 * @changes: (element-type TsuChange): 1 to 500 changes, applied all or nothing everywhere
 *
 * Edits that belong together, on their way from one ledger to another.
 */
typedef struct {
  char *id;
  gint64 dseq;
  char *device;
  char *label;
  char *batch;
  gint64 time;
  gint64 seq;
  gboolean relay;
  GPtrArray *changes;
} TsuTxn;

TsuTxn *tsu_txn_new (void);
void tsu_txn_free (TsuTxn *txn);
char *tsu_txn_digest (const TsuTxn *txn);

/**
 * TsuScopeKind:
 * @TSU_SCOPE_GRANT: a ward may now be read, up to a level
 * @TSU_SCOPE_DROP: a ward may be read up to a level only; -1: not at all
 * @TSU_SCOPE_IN: a record has become readable; all its changes are in the same page
 * @TSU_SCOPE_OUT: a record may be read no more
 */
typedef enum {
  TSU_SCOPE_GRANT,
  TSU_SCOPE_DROP,
  TSU_SCOPE_IN,
  TSU_SCOPE_OUT,
} TsuScopeKind;

/**
 * TsuScopeLine:
 * @ward: of a grant, a drop and an in
 * @level: of a grant and a drop: the highest class that may be read, see #TsuPrivacy; -1: none
 * @record: (nullable): of an in and an out
 *
 * What a page says about the reader's rights.
 */
typedef struct {
  TsuScopeKind kind;
  int ward;
  int level;
  char *record;
} TsuScopeLine;

TsuScopeLine *tsu_scope_line_new (TsuScopeKind kind, int ward, int level, const char *record);
void tsu_scope_line_free (TsuScopeLine *line);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuTxn, tsu_txn_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuScopeLine, tsu_scope_line_free)

G_END_DECLS

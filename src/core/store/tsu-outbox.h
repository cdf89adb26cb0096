/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-ledger.h"
#include "tsu-txn.h"

G_BEGIN_DECLS

/**
 * TsuShared:
 * @epoch: (nullable): the server's life that the cursor belongs to; NULL before the first pull
 * @cursor: the server's order is here up to this number
 * @incarnation: a number that is another one since this file was found copied or restored
 * @device: id of this device
 * @scope: (nullable): the server's digest of what may be read
 * @ward: the ward of records made here, #TSU_WARD_UNKNOWN before the first login
 *
 * How far the ledger is shared.
 */
typedef struct {
  char *epoch;
  gint64 cursor;
  gint64 incarnation;
  char *device;
  char *scope;
  int ward;
} TsuShared;

void tsu_shared_clear (TsuShared *shared);
gboolean tsu_ledger_get_shared (TsuLedger *self, TsuShared *shared, GError **error);
/* The ward of the account that is signed in. Records made before keep the one they have. */
gboolean tsu_ledger_set_ward (TsuLedger *self, int ward, GError **error);

GPtrArray *
tsu_ledger_get_outbox (TsuLedger *self, int max_changes, gsize max_bytes, GError **error);
gint64 tsu_ledger_count_outbox (TsuLedger *self, GError **error);

/**
 * TsuSharing:
 * @TSU_SHARING_DONE: the server has all of it
 * @TSU_SHARING_WAITING: something of it is only here yet
 * @TSU_SHARING_HELD: the server has not taken something of it
 *
 * How far a record is shared.
 */
typedef enum {
  TSU_SHARING_DONE,
  TSU_SHARING_WAITING,
  TSU_SHARING_HELD,
} TsuSharing;

gboolean
tsu_ledger_get_sharing (TsuLedger *self, const char *record, TsuSharing *sharing, GError **error);

/**
 * TsuConfirmation:
 * @txn: id of a transaction
 * @seq: the server's number of its last change, 0 where it is held
 * @reason: (nullable): why it is held; NULL: it is taken
 *
 * The server's word on a transaction.
 */
typedef struct {
  const char *txn;
  gint64 seq;
  const char *reason;
} TsuConfirmation;

gboolean
tsu_ledger_acknowledge (TsuLedger *self, const TsuConfirmation *said, gsize n_said, GError **error);

/**
 * TsuHeld:
 * @txn: id of the transaction
 * @label: source string of what was done
 * @time: when, Unix milliseconds
 * @reason: the server's word: why it was not taken
 * @n: how many changes it has
 * @key: row of the first record it is about
 * @first: (nullable): the first of its changes, with type, op, fields and seen only
 *
 * Work that needs attention: the server has it, but has not applied it.
 */
typedef struct {
  char *txn;
  char *label;
  gint64 time;
  char *reason;
  int n;
  gint64 key;
  TsuChange *first;
} TsuHeld;

void tsu_held_free (TsuHeld *held);
/* (element-type TsuHeld), oldest first */
GPtrArray *tsu_ledger_get_held (TsuLedger *self, GError **error);
gint64 tsu_ledger_count_held (TsuLedger *self, GError **error);
gboolean tsu_ledger_hold (TsuLedger *self, const char *txn, const char *reason, GError **error);
gboolean
tsu_ledger_give_up_held (TsuLedger *self, const char *txn, GArray **changed, GError **error);
gboolean tsu_ledger_send_held_again (TsuLedger *self, const char *txn, GError **error);

/* The device: what happens when its file, or the server, is another than it was. */
gboolean tsu_ledger_renumber (TsuLedger *self, GError **error);
gboolean tsu_ledger_resend (TsuLedger *self, gint64 expected, GError **error);
gboolean tsu_ledger_adopt (TsuLedger *self, const char *epoch, gint64 common, GError **error);

/* The clock. @offset: how far the server's is ahead of this computer's, milliseconds. */
gboolean tsu_ledger_set_clock_offset (TsuLedger *self, gint64 offset, GError **error);
/* (transfer full) (nullable): a sentence where this computer's clock is plainly wrong */
char *tsu_ledger_get_clock_warning (TsuLedger *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TsuShared, tsu_shared_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuHeld, tsu_held_free)

G_END_DECLS

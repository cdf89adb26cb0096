/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-ledger-private.h"

G_BEGIN_DECLS

/**
 * TsuOrigin:
 * @key: row of the change
 * @txn: row of its transaction
 * @undoes: row of the change it takes back, 0 for an ordinary one
 *
 * What this file knows about a change beside what travels.
 */
typedef struct {
  gint64 key;
  gint64 txn;
  gint64 undoes;
} TsuOrigin;

/**
 * TsuTarget:
 * @type: (nullable): its type, NULL for one that a newer program knows
 * @type_name: name of the type
 * @key: row of the record; 0 for none
 * @ward: the ward it lies in, or #TSU_WARD_UNKNOWN
 * @sealed: whether it may not be shown
 * @is_new: whether nothing has been written of it yet
 * @is_stale: whether what is shown is no longer what its changes say
 * @changes: (element-type TsuChange): its changes, in the order in which they came
 * @origins: (element-type TsuOrigin): for each of them
 * @view: (nullable): what they amount to
 * @foreseen: of a record that is being merged: place of its only change in the outlook, or
 *   #TSU_UNFORESEEN
 *
 * One record while it is being changed.
 */
typedef struct {
  const TsuType *type;
  char *type_name;
  gint64 key;
  char *id;
  int ward;
  gboolean sealed;
  gboolean is_new;
  gboolean is_stale;
  GPtrArray *changes;
  GArray *origins;
  TsuView *view;
  guint foreseen;
} TsuTarget;

#define TSU_UNFORESEEN G_MAXUINT

TsuTarget *tsu_target_new (const TsuType *type, const char *type_name, const char *id);
TsuTarget *tsu_target_find (TsuLedger *ledger, const char *id, GError **error);
TsuTarget *
tsu_target_claim (TsuLedger *ledger, const TsuType *type, const char *id, GError **error);
TsuTarget *tsu_target_load (TsuLedger *ledger, gint64 key, GError **error);
gboolean tsu_target_fold (TsuTarget *self, GError **error);
int tsu_target_find_change (const TsuTarget *self, const char *change_id);
int tsu_target_find_row (const TsuTarget *self, gint64 key);
void tsu_target_free (TsuTarget *self);

gboolean
tsu_target_set_ward (TsuLedger *ledger, TsuTarget *self, int ward, gboolean sealed, GError **error);

gboolean tsu_change_table_insert (TsuLedger *ledger,
                                  TsuTarget *target,
                                  TsuChange *change,
                                  gint64 txn,
                                  gint64 undoes,
                                  GError **error);

gboolean
tsu_change_table_update (TsuLedger *ledger, const TsuTarget *target, guint place, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuTarget, tsu_target_free)

G_END_DECLS

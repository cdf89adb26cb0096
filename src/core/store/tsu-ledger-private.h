/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-db.h"
#include "tsu-ledger.h"
#include "tsu-lock.h"
#include "tsu-typed.h"

G_BEGIN_DECLS

/**
 * TsuLedger:
 * @typed: the typed tables, in the order of the schema
 * @device: this device's id
 * @ward: the ward of records made here, #TSU_WARD_UNKNOWN before the first login
 * @clock_offset: how far the server's clock is ahead of this computer's, milliseconds
 * @indexes_later: whether search rows are left for tsu_ledger_tend()
 * @authors: "device\nuser" → row of author; emptied when a transaction is taken back
 * @noted: (element-type gint64): keys changed since they were last taken
 * @noted_many: whether more changed than is worth naming
 * @data_version: what tsu_db_data_version() said when others' writes were last looked for
 */
struct _TsuLedger {
  char *path;
  TsuDb *db;
  TsuLock *lock;
  gboolean read_only;
  GPtrArray *typed;
  char *device;
  int ward;
  gint64 clock_offset;
  gboolean indexes_later;
  GHashTable *authors;
  GArray *noted;
  gboolean noted_many;
  gint64 data_version;
};

TsuTyped *tsu_ledger_find_typed (TsuLedger *self, const TsuType *type);
gboolean tsu_ledger_require_write (TsuLedger *self, GError **error);
char *tsu_ledger_get_meta (TsuLedger *self, const char *key);
gboolean tsu_ledger_set_meta (TsuLedger *self, const char *key, const char *value, GError **error);
gint64 tsu_ledger_get_number (TsuLedger *self, const char *key, gint64 otherwise);
gboolean tsu_ledger_set_number (TsuLedger *self, const char *key, gint64 number, GError **error);
char *tsu_ledger_dup_user (TsuLedger *self);
void tsu_ledger_note_changed (TsuLedger *self, GArray *keys);
GArray *tsu_ledger_take_noted (TsuLedger *self, gboolean *many);

G_END_DECLS

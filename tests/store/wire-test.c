/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the tests of sharing have in common: changes as a server would send them, and looks into
 * the file.
 */

#include "config.h"

#include "wire-test.h"

#include <sqlite3.h>
#include <string.h>

#include "tsu-id.h"

TsuChange *
foreign_change (const char *record, const char *fields, const char *seen, gint64 seq, int ward)
{
  TsuChange *change = tsu_change_new ();

  change->id = tsu_id_generate ();
  change->record = g_strdup (record);
  change->type = g_strdup ("actor");
  change->op = fields != NULL ? TSU_OP_SET : TSU_OP_DELETE;
  change->fields = g_strdup (fields);
  change->seen = g_strdup (seen);
  change->hlc = change->ohlc = (guint64) (1700000000000 + seq) << 16;
  change->device = g_strdup ("elsewhere");
  change->user = g_strdup ("佐野");
  change->schema = 1;
  change->seq = seq;
  change->ward = ward;
  return change;
}

TsuTxn *
txn_of (TsuChange *change)
{
  TsuTxn *txn = tsu_txn_new ();

  txn->id = tsu_id_generate ();
  txn->device = g_strdup (change->device);
  txn->label = g_strdup ("Edit");
  txn->time = 1700000000000;
  txn->seq = change->seq;
  g_ptr_array_add (txn->changes, change);
  return txn;
}

GPtrArray *
txns_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_txn_free);
}

void
take_page (TsuLedger *ledger, GPtrArray *txns, GPtrArray *lines, gint64 cursor)
{
  TsuDelivery delivery = { "epoch", cursor, "scope", lines, txns };
  g_autoptr (GError) error = NULL;

  tsu_ledger_take (ledger, &delivery, NULL, &error);
  g_assert_no_error (error);
}

void
take_one (TsuLedger *ledger, TsuChange *change)
{
  g_autoptr (GPtrArray) txns = txns_new ();
  gint64 cursor = change->seq;

  g_ptr_array_add (txns, txn_of (change));
  take_page (ledger, txns, NULL, cursor);
}

void
take_line (TsuLedger *ledger, TsuScopeKind kind, int ward, int level, const char *record)
{
  g_autoptr (GPtrArray) txns = txns_new ();
  g_autoptr (GPtrArray) lines =
    g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_scope_line_free);

  g_ptr_array_add (lines, tsu_scope_line_new (kind, ward, level, record));
  take_page (ledger, txns, lines, 100);
}

gint64
confirm_all (TsuLedger *ledger, gint64 seq)
{
  g_autoptr (GPtrArray) txns = tsu_ledger_get_outbox (ledger, 500, 1000000, NULL);

  for (guint i = 0; i < txns->len; i++) {
    TsuConfirmation said = { ((TsuTxn *) txns->pdata[i])->id, seq++, NULL };

    g_assert_true (tsu_ledger_acknowledge (ledger, &said, 1, NULL));
  }
  return seq;
}

gint64
ask_number (TsuLedger *ledger, const char *sql)
{
  return ask_file (tsu_ledger_get_path (ledger), sql);
}

gint64
ask_file (const char *path, const char *sql)
{
  sqlite3_stmt *statement;
  sqlite3 *db;
  gint64 number;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  number = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return number;
}

gboolean
holds_bytes (Desk *desk, const char *text)
{
  g_autoptr (GDir) dir = g_dir_open (desk->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = desk_dup_path (desk, name);
    g_autofree char *bytes = NULL;
    gsize length;

    if (g_file_get_contents (path, &bytes, &length, NULL) &&
        memmem (bytes, length, text, strlen (text)) != NULL)
      return TRUE;
  }
  return FALSE;
}

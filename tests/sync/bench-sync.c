/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a first sync, a pull and a push cost the ledger, beside plain SQLite that writes the same
 * changes in the same run. Run by hand: bench-sync [RECORDS].
 */

#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <time.h>

#include "tsu-id.h"
#include "tsu-inbox.h"
#include "tsu-ledger-host.h"
#include "tsu-outbox.h"

static const char *const families[] = { "佐藤", "鈴木", "高橋", "田中", "伊藤", "渡辺", "山本" };
static const char *const givens[] = { "花子", "太郎", "美咲", "健一", "陽子", "翔太", "久美" };

static double
measure (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

static void
report (const char *what, int n, double from)
{
  double spent = measure () - from;

  g_print ("%-40s %8.3f s  %9.0f a second\n", what, spent, n / spent);
}

static TsuChange *
make_change (int i)
{
  TsuChange *change = tsu_change_new ();

  change->id = tsu_id_generate ();
  change->record = tsu_id_generate ();
  change->type = g_strdup ("actor");
  change->fields = g_strdup_printf ("{\"name\":\"%s%s%d\",\"reading\":\"さとうはなこ\",\"kind\":"
                                    "\"person\",\"phone\":\"044-%03d-%04d\","
                                    "\"address\":\"川崎市高津区溝口%d丁目%d番\",\"activity\":"
                                    "\"子どもの見守りと公園の清掃 %d\"}",
                                    families[i % 7], givens[i / 7 % 7], i, i % 1000, i % 10000,
                                    i % 6 + 1, i % 40, i % 500);
  change->seen = g_strdup ("[]");
  change->hlc = change->ohlc = (guint64) (1700000000000 + i) << 16;
  change->device = g_strdup_printf ("desk-%d", i % 5);
  change->user = g_strdup ("佐野");
  change->schema = 1;
  change->seq = i + 1;
  change->ward = 3;
  return change;
}

static GPtrArray *
make_changes (int n)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_change_free);

  for (int i = 0; i < n; i++)
    g_ptr_array_add (changes, make_change (i));
  return changes;
}

static GPtrArray *
slice (GPtrArray *changes, guint from, guint n)
{
  GPtrArray *part = g_ptr_array_new ();

  for (guint i = from; i < MIN (from + n, changes->len); i++)
    g_ptr_array_add (part, changes->pdata[i]);
  return part;
}

static void
write_plainly (const char *path, GPtrArray *changes)
{
  double from = measure ();
  sqlite3_stmt *insert;
  sqlite3 *db;

  sqlite3_open (path, &db);
  sqlite3_exec (db,
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                "CREATE TABLE c (id INTEGER PRIMARY KEY, uid TEXT UNIQUE, record TEXT, fields "
                "TEXT);"
                "CREATE INDEX c_record ON c (record)",
                NULL, NULL, NULL);
  sqlite3_prepare_v2 (db, "INSERT INTO c (uid, record, fields) VALUES (?, ?, ?)", -1, &insert,
                      NULL);
  for (guint i = 0; i < changes->len; i++) {
    const TsuChange *change = changes->pdata[i];

    if (i % 5000 == 0)
      sqlite3_exec (db, i > 0 ? "COMMIT; BEGIN" : "BEGIN", NULL, NULL, NULL);
    sqlite3_bind_text (insert, 1, change->id, -1, SQLITE_STATIC);
    sqlite3_bind_text (insert, 2, change->record, -1, SQLITE_STATIC);
    sqlite3_bind_text (insert, 3, change->fields, -1, SQLITE_STATIC);
    sqlite3_step (insert);
    sqlite3_reset (insert);
  }
  sqlite3_exec (db, "COMMIT", NULL, NULL, NULL);
  sqlite3_finalize (insert);
  sqlite3_close (db);
  report ("plain SQLite", (int) changes->len, from);
}

static TsuLedger *
open_ledger (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  TsuLedger *ledger = tsu_ledger_open (path, TSU_LEDGER_READ_WRITE, &error);

  g_assert_no_error (error);
  return ledger;
}

static void
take_snapshot (TsuLedger *ledger, GPtrArray *bodies, int n)
{
  double from = measure ();
  TsuSnapshotPart part = { 3, "/v1/snapshot/1", NULL, bodies->len };
  TsuSnapshotStart start = { "epoch", n, NULL, &part, 1 };
  g_autoptr (GError) error = NULL;
  gboolean more = TRUE;

  tsu_ledger_begin_snapshot (ledger, &start, &error);
  for (guint i = 0; i < bodies->len; i++) {
    g_autoptr (GPtrArray) changes =
      tsu_wire_decode_chunk (g_bytes_get_data (bodies->pdata[i], NULL),
                             g_bytes_get_size (bodies->pdata[i]), &error);

    tsu_ledger_take_chunk (ledger, changes, i + 1, NULL, &error);
    g_assert_no_error (error);
  }
  report ("first sync until listed", n, from);
  while (more)
    tsu_ledger_tend (ledger, &more, &error);
  g_assert_no_error (error);
  report ("first sync until searchable", n, from);
}

static GPtrArray *
encode_chunks (GPtrArray *changes)
{
  GPtrArray *bodies = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; i < changes->len; i += TSU_WIRE_CHUNK_CHANGES) {
    g_autoptr (GPtrArray) part = slice (changes, i, TSU_WIRE_CHUNK_CHANGES);

    g_ptr_array_add (bodies, tsu_wire_encode_chunk (part));
  }
  return bodies;
}

static void
take_pages (TsuLedger *ledger, GPtrArray *changes)
{
  double from = measure ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < changes->len; i += 5000) {
    g_autoptr (GPtrArray) txns = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_txn_free);
    TsuDelivery delivery = { .epoch = "epoch", .cursor = i + 5000, .txns = txns };

    for (guint j = i; j < MIN (i + 5000, changes->len); j += 5) {
      TsuTxn *txn = tsu_txn_new ();

      g_ptr_array_unref (txn->changes);
      txn->changes = slice (changes, j, 5);
      txn->id = tsu_id_generate ();
      g_ptr_array_add (txns, txn);
    }
    tsu_ledger_take (ledger, &delivery, NULL, &error);
    g_assert_no_error (error);
  }
  report ("pull, searchable at once", (int) changes->len, from);
}

static void
save_edits (TsuLedger *ledger, int n)
{
  const TsuApply how = { .label = "Edit" };

  tsu_ledger_begin_bulk (ledger, NULL);
  for (int i = 0; i < n; i++) {
    g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_edit_free);

    g_ptr_array_add (edits, tsu_edit_new_create (tsu_schema_find_type ("actor"), NULL));
    tsu_edit_set_text (edits->pdata[0], "name", families[i % 7]);
    tsu_ledger_apply (ledger, edits, &how, NULL, NULL);
  }
  tsu_ledger_end_bulk (ledger, TRUE, NULL);
}

/* Read, worded, and confirmed, body after body, until nothing waits. */
static void
push_edits (TsuLedger *ledger, int n)
{
  double from = measure ();
  gint64 seq = 0;

  while (tsu_ledger_count_outbox (ledger, NULL) > 0) {
    g_autoptr (GPtrArray) txns =
      tsu_ledger_get_outbox (ledger, TSU_WIRE_PUSH_CHANGES, TSU_WIRE_PUSH_BYTES, NULL);
    g_autofree TsuConfirmation *said = g_new0 (TsuConfirmation, txns->len);
    TsuHello hello = { .protocol = 1, .device = (char *) "d" };
    g_autoptr (GBytes) body = tsu_wire_encode_push (&hello, txns);

    for (guint i = 0; i < txns->len; i++)
      said[i] = (TsuConfirmation){ ((TsuTxn *) txns->pdata[i])->id, ++seq, NULL };
    g_assert_true (tsu_ledger_acknowledge (ledger, said, txns->len, NULL));
  }
  report ("edits out and confirmed", n, from);
}

int
main (int argc, char **argv)
{
  int n = argc > 1 ? atoi (argv[1]) : 20000;
  g_autofree char *folder = g_dir_make_tmp ("tsunagi-bench-XXXXXX", NULL);
  g_autofree char *plain = g_build_filename (folder, "plain.db", NULL);
  g_autoptr (GPtrArray) changes = make_changes (n);
  g_autoptr (GPtrArray) bodies = encode_chunks (changes);
  const char *names[] = { "snapshot.db", "pull.db", "push.db" };
  g_autofree char *clean = g_strdup_printf ("rm -rf '%s'", folder);

  write_plainly (plain, changes);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (TsuLedger) ledger = open_ledger (folder, names[i]);

    if (i == 0) {
      take_snapshot (ledger, bodies, n);
    } else if (i == 1) {
      take_pages (ledger, changes);
    } else {
      save_edits (ledger, 10000);
      push_edits (ledger, 10000);
    }
  }
  g_spawn_command_line_sync (clean, NULL, NULL, NULL, NULL);
  return 0;
}

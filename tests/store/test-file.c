/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The ledger as a file: what is refused and left untouched, what a full disk does, backups, the
 * lock, two connections, and a file that an earlier version wrote.
 */

#include "config.h"

#include "store-test.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "failing-vfs.h"
#include "tsu-error.h"
#include "tsu-store.h"

static void
close_ledger (Desk *desk)
{
  g_clear_pointer (&desk->ledger, tsu_ledger_close);
}

static void
assert_refused (const char *path, TsuErrorCode code)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  gsize n_before, n_after;

  g_assert_true (g_file_get_contents (path, &before, &n_before, NULL));
  g_assert_null (tsu_ledger_open (path, TSU_LEDGER_READ_WRITE, &error));
  g_assert_error (error, TSU_ERROR, (int) code);
  g_clear_error (&error);
  g_assert_null (tsu_ledger_open (path, TSU_LEDGER_READ_ONLY, &error));
  g_assert_error (error, TSU_ERROR, (int) code);
  g_assert_true (g_file_get_contents (path, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);
}

static void
test_newer (Desk *desk, gconstpointer data)
{
  sqlite3 *db;

  close_ledger (desk);
  sqlite3_open (desk->path, &db);
  sqlite3_exec (db, "PRAGMA journal_mode = DELETE; PRAGMA user_version = 99", NULL, NULL, NULL);
  sqlite3_close (db);
  assert_refused (desk->path, TSU_ERROR_SCHEMA_NEWER);
}

static void
test_foreign (Desk *desk, gconstpointer data)
{
  g_autofree char *path = desk_dup_path (desk, "foreign.db");
  sqlite3 *db;

  sqlite3_open (path, &db);
  sqlite3_exec (db, "CREATE TABLE t (a)", NULL, NULL, NULL);
  sqlite3_close (db);
  assert_refused (path, TSU_ERROR_CORRUPT);
}

static void
test_random_bytes (Desk *desk, gconstpointer data)
{
  g_autofree char *path = desk_dup_path (desk, "noise.db");
  char bytes[5000];

  for (int size = 1; size <= (int) sizeof bytes; size = size * 3 + 1) {
    for (int i = 0; i < size; i++)
      bytes[i] = (char) g_test_rand_int_range (0, 256);
    g_assert_true (g_file_set_contents (path, bytes, size, NULL));
    assert_refused (path, TSU_ERROR_CORRUPT);
  }
}

static void
test_truncated (Desk *desk, gconstpointer data)
{
  g_autofree char *id = add_actor (desk->ledger, "佐藤", "さとう");
  g_autofree char *cut = desk_dup_path (desk, "cut.db");
  g_autofree char *bytes = NULL;
  gsize size;

  close_ledger (desk);
  g_assert_true (g_file_get_contents (desk->path, &bytes, &size, NULL));
  for (gsize i = 1; i < 10; i++) {
    g_assert_true (g_file_set_contents (cut, bytes, (gssize) (size * i / 10), NULL));
    assert_refused (cut, TSU_ERROR_CORRUPT);
  }
}

/* Damage in the middle is found by the check, and after an unclean end at opening. */
static void
test_damaged (Desk *desk, gconstpointer data)
{
  g_autofree char *bytes = NULL;
  g_autofree char *wal = g_strconcat (desk->path, "-wal", NULL);
  g_autofree char *id = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  for (int i = 0; i < 50; i++) {
    g_free (id);
    id = add_actor (desk->ledger, "佐藤", "さとう");
  }
  close_ledger (desk);
  g_assert_true (g_file_get_contents (desk->path, &bytes, &size, NULL));
  memset (bytes + 4096 * 2, 0x55, 4096 * 12);
  g_assert_true (g_file_set_contents (desk->path, bytes, (gssize) size, NULL));
  g_assert_true (g_file_set_contents (wal, "x", 1, NULL));
  g_assert_null (tsu_ledger_open (desk->path, TSU_LEDGER_READ_WRITE, &error));
  g_assert_error (error, TSU_ERROR, TSU_ERROR_CORRUPT);
}

static void
test_absent (Desk *desk, gconstpointer data)
{
  g_autofree char *path = desk_dup_path (desk, "absent.db");
  g_autoptr (GError) error = NULL;

  g_assert_null (tsu_ledger_open (path, TSU_LEDGER_MUST_EXIST, &error));
  g_assert_error (error, TSU_ERROR, TSU_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (tsu_ledger_open (path, TSU_LEDGER_READ_ONLY, &error));
  g_assert_error (error, TSU_ERROR, TSU_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static gboolean
try_adding (TsuLedger *ledger, int n, GError **error)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_edit_free);
  TsuApply how = { .label = "Edit" };

  for (int i = 0; i < n; i++) {
    TsuEdit *edit = tsu_edit_new_create (actor_type (), NULL);

    tsu_edit_set_text (edit, "name", "たかつ子育ての会");
    g_ptr_array_add (edits, edit);
  }
  return tsu_ledger_apply (ledger, edits, &how, NULL, error);
}

/* At whatever write the disk runs full: the edit is refused with a sentence, nothing of it is
 * there, and the next one succeeds when there is room. */
static void
test_full_disk (Desk *desk, gconstpointer data)
{
  static const int results[] = { SQLITE_FULL, SQLITE_IOERR_WRITE, SQLITE_READONLY };
  int n_refused = 0;
  gint64 n = 0;

  for (int i = 0; i < 60; i++) {
    g_autoptr (GError) error = NULL;

    failing_vfs_fail_after (i, results[i % 3]);
    if (try_adding (desk->ledger, 20, &error)) {
      n += 20;
    } else {
      g_assert_error (error, TSU_ERROR, TSU_ERROR_FULL);
      n_refused++;
    }
    failing_vfs_fail_after (-1, SQLITE_OK);
    g_assert_cmpint (count_actors (desk->ledger), ==, n);
  }
  g_assert_cmpint (n_refused, >, 5);
  assert_sound (desk->ledger);
  desk_reopen (desk);
  g_assert_cmpint (count_actors (desk->ledger), ==, n);
  g_assert_true (try_adding (desk->ledger, 1, NULL));
  assert_sound (desk->ledger);
}

/* In a bulk step nothing goes on by itself after the disk ran full. */
static void
test_full_disk_in_bulk (Desk *desk, gconstpointer data)
{
  for (int i = 0; i < 40; i += 3) {
    g_autoptr (GError) error = NULL;
    gboolean saved = TRUE;

    g_assert_true (tsu_ledger_begin_bulk (desk->ledger, NULL));
    failing_vfs_fail_after (i, SQLITE_FULL);
    for (int j = 0; j < 3; j++)
      saved = try_adding (desk->ledger, 500, NULL) && saved;
    saved = tsu_ledger_end_bulk (desk->ledger, saved, &error) && saved;
    failing_vfs_fail_after (-1, SQLITE_OK);
    g_assert_false (saved);
    g_assert_cmpint (count_actors (desk->ledger), ==, 0);
  }
  assert_sound (desk->ledger);
}

/* One refused apply takes the whole bulk step back, whatever follows. */
static void
test_refused_in_bulk (Desk *desk, gconstpointer data)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_edit_free);
  g_autoptr (GError) error = NULL;
  TsuApply how = { .label = "Edit" };

  g_ptr_array_add (edits,
                   tsu_edit_new_delete (actor_type (), "01890a5d-ac96-774b-bcce-b302099a8057"));
  g_assert_true (tsu_ledger_begin_bulk (desk->ledger, NULL));
  g_assert_true (try_adding (desk->ledger, 3, NULL));
  g_assert_false (tsu_ledger_apply (desk->ledger, edits, &how, NULL, &error));
  g_assert_error (error, TSU_ERROR, TSU_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (try_adding (desk->ledger, 1, &error));
  g_assert_error (error, TSU_ERROR, TSU_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_false (tsu_ledger_end_bulk (desk->ledger, TRUE, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (count_actors (desk->ledger), ==, 0);
  g_assert_true (try_adding (desk->ledger, 1, NULL));
  g_assert_cmpint (count_actors (desk->ledger), ==, 1);
  assert_sound (desk->ledger);
}

static void
test_read_only (Desk *desk, gconstpointer data)
{
  g_autoptr (TsuLedger) reader = NULL;
  g_autoptr (GError) error = NULL;
  TsuUndo what = { NULL };

  g_assert_true (try_adding (desk->ledger, 1, NULL));
  reader = tsu_ledger_open (desk->path, TSU_LEDGER_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_actors (reader), ==, 1);
  g_assert_false (try_adding (reader, 1, &error));
  g_assert_error (error, TSU_ERROR, TSU_ERROR_FULL);
  g_clear_error (&error);
  g_assert_false (tsu_ledger_undo (reader, &what, NULL, &error));
  g_assert_error (error, TSU_ERROR, TSU_ERROR_FULL);
  assert_sound (reader);
}

/* Two writers at once, as tsunagictl beside a window: each builds on what the other has saved. */
static void
test_two_connections (Desk *desk, gconstpointer data)
{
  g_autoptr (TsuLedger) other = tsu_ledger_open (desk->path, TSU_LEDGER_MUST_EXIST, NULL);
  g_autofree char *id = add_actor (desk->ledger, "佐藤", "さとう");
  TsuUndo what = { NULL };

  for (int i = 0; i < 10; i++) {
    g_autofree char *here = g_strdup_printf ("h%d", i);
    g_autofree char *there = g_strdup_printf ("t%d", i);

    change_text (other, id, "phone", there);
    assert_text (desk->ledger, id, "phone", there);
    change_text (desk->ledger, id, "phone", here);
    assert_text (other, id, "phone", here);
  }
  g_assert_true (tsu_ledger_undo (other, &what, NULL, NULL));
  tsu_undo_clear (&what);
  assert_text (desk->ledger, id, "phone", "t9");
  assert_sound (desk->ledger);
  assert_sound (other);
}

/* Whether another process would find that somebody has the file open. SQLite's own locks say so,
 * and whoever finds none takes the log away when it closes. */
static gboolean
is_held (const char *path)
{
  int status;
  pid_t other = fork ();

  g_assert_cmpint (other, >=, 0);
  if (other == 0) {
    /* The bytes of SQLite's shared lock. */
    struct flock lock = { .l_type = F_WRLCK, .l_start = 0x40000002, .l_len = 510 };
    int file = open (path, O_RDWR);

    _exit (file >= 0 && fcntl (file, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK);
  }
  g_assert_cmpint (waitpid (other, &status, 0), ==, other);
  return WIFEXITED (status) && WEXITSTATUS (status) == 1;
}

/* A window reads and writes by two connections. If opening the second drops the lock of the first,
 * as closing any descriptor of the file does, a command beside it takes away the log in which the
 * window then goes on writing, and all of that is lost. */
static void
test_a_second_connection_leaves_the_lock (Desk *desk, gconstpointer data)
{
  TsuLedger *second;

  g_free (add_actor (desk->ledger, "髙津 みどり", NULL));
  g_assert_true (is_held (desk->path));
  second = tsu_ledger_open (desk->path, TSU_LEDGER_READ_ONLY, NULL);
  g_assert_nonnull (second);
  g_assert_true (is_held (desk->path));
  tsu_ledger_close (second);
  g_assert_true (is_held (desk->path));
}

static void
test_backup_and_restore (Desk *desk, gconstpointer data)
{
  g_autofree char *id = add_actor (desk->ledger, "佐藤", "さとう");
  g_autofree char *backup = desk_dup_path (desk, "backup.db");
  g_autofree char *wal = g_strconcat (backup, "-wal", NULL);
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GError) error = NULL;
  const char *name;
  int n_aside = 0;

  tsu_ledger_backup (desk->ledger, backup, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));
  change_text (desk->ledger, id, "name", "鈴木");

  /* Not under the feet of whoever has it open. */
  g_assert_false (tsu_ledger_restore_backup (backup, desk->path, &error));
  g_assert_error (error, TSU_ERROR, TSU_ERROR_BUSY);
  g_clear_error (&error);
  assert_text (desk->ledger, id, "name", "鈴木");

  close_ledger (desk);
  tsu_ledger_restore_backup (backup, desk->path, &error);
  g_assert_no_error (error);
  desk_reopen (desk);
  assert_text (desk->ledger, id, "name", "佐藤");
  assert_sound (desk->ledger);
  dir = g_dir_open (desk->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    n_aside += strstr (name, ".before-") != NULL;
  g_assert_cmpint (n_aside, ==, 1);
}

static void
test_bad_backup (Desk *desk, gconstpointer data)
{
  g_autofree char *id = add_actor (desk->ledger, "佐藤", "さとう");
  g_autofree char *backup = desk_dup_path (desk, "backup.db");
  g_autofree char *bytes = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gsize size;

  g_assert_true (tsu_ledger_backup (desk->ledger, backup, NULL, NULL, NULL, NULL));
  g_assert_true (g_file_get_contents (backup, &bytes, &size, NULL));

  /* One that is stopped leaves the earlier one. */
  g_cancellable_cancel (cancellable);
  g_assert_false (tsu_ledger_backup (desk->ledger, backup, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_true (g_file_test (backup, G_FILE_TEST_EXISTS));

  close_ledger (desk);
  memset (bytes + 4096 * 3, 0x55, 4096);
  g_assert_true (g_file_set_contents (backup, bytes, (gssize) size, NULL));
  g_assert_false (tsu_ledger_restore_backup (backup, desk->path, &error));
  g_assert_error (error, TSU_ERROR, TSU_ERROR_CORRUPT);
  desk_reopen (desk);
  assert_text (desk->ledger, id, "name", "佐藤");
}

/* What the check is for: each kind of damage is named, and a rebuild heals what can be. */
static void
test_check_finds (Desk *desk, gconstpointer data)
{
  static const struct {
    const char *sql;
    gboolean healed;
  } rows[] = {
    { "UPDATE actor SET name = 'x' WHERE id = 1", TRUE },
    { "UPDATE actor SET _hidden = 1 WHERE id = 1", TRUE },
    { "DELETE FROM actor WHERE id = 1", TRUE },
    { "INSERT INTO actor (id) VALUES (99)", TRUE },
    { "UPDATE actor SET _name = 'ちがうなまえ' WHERE id = 1", TRUE },
    { "UPDATE txn SET dseq = 9 WHERE id = 1", FALSE },
    { "UPDATE txn SET n = 9 WHERE id = 1", FALSE },
    { "UPDATE clock SET hlc = 1", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *id = NULL;
    g_autoptr (GPtrArray) problems = NULL;
    sqlite3 *db;
    Desk other;

    desk_set_up (&other, NULL);
    id = add_actor (other.ledger, "佐藤花子", "さとう");
    assert_sound (other.ledger);
    sqlite3_open (other.path, &db);
    g_assert_cmpint (sqlite3_exec (db, rows[i].sql, NULL, NULL, NULL), ==, SQLITE_OK);
    sqlite3_close (db);
    g_assert_true (tsu_ledger_check (other.ledger, &problems, NULL, NULL, NULL, NULL));
    g_assert_cmpuint (problems->len, >, 0);
    if (rows[i].healed) {
      g_assert_true (tsu_ledger_rebuild (other.ledger, NULL));
      assert_sound (other.ledger);
    }
    desk_tear_down (&other, NULL);
  }
}

/* A field table that has grown: the column comes back from the changes. */
static void
test_grown_field_table (Desk *desk, gconstpointer data)
{
  g_autofree char *id = add_actor (desk->ledger, "佐藤", "さとう");
  sqlite3 *db;

  change_text (desk->ledger, id, "phone", "044-1");
  close_ledger (desk);
  sqlite3_open (desk->path, &db);
  g_assert_cmpint (sqlite3_exec (db,
                                 "ALTER TABLE actor DROP COLUMN phone; DROP TABLE need;"
                                 "UPDATE meta SET value = 'older' WHERE key = 'tables'",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  sqlite3_close (db);
  desk_reopen (desk);
  assert_text (desk->ledger, id, "phone", "044-1");
  assert_sound (desk->ledger);
}

static void
copy_file (const char *from, const char *to)
{
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (from, &bytes, &size, NULL));
  g_assert_true (g_file_set_contents (to, bytes, (gssize) size, NULL));
}

/* The ledger's own tables are what they would be had the file been made today. */
static void
assert_same_tables (const char *a, const char *b)
{
  const char *paths[] = { a, b };
  g_autofree char *first = NULL;

  for (guint i = 0; i < 2; i++) {
    sqlite3_stmt *statement;
    sqlite3 *db;
    const char *sql;

    sqlite3_open (paths[i], &db);
    sqlite3_prepare_v2 (db,
                        "SELECT group_concat (sql, ';') FROM (SELECT sql FROM sqlite_schema WHERE"
                        " tbl_name IN ('meta', 'clock', 'author', 'record', 'txn', 'change',"
                        " 'issue', 'snapshot', 'stale', 'backlog') ORDER BY name)",
                        -1, &statement, NULL);
    g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
    sql = (const char *) sqlite3_column_text (statement, 0);
    if (i == 0)
      first = g_strdup (sql);
    else
      g_assert_cmpstr (first, ==, sql);
    sqlite3_finalize (statement);
    sqlite3_close (db);
  }
}

/* It shows what a new ledger shows that was given its changes. */
static void
assert_same_as_merged (TsuLedger *ledger, TsuLedger *fresh)
{
  g_autoptr (GPtrArray) changes = collect_changes (ledger);
  g_autoptr (GPtrArray) a = dump_ledger (ledger);
  g_autoptr (GPtrArray) b = NULL;

  merge_changes (fresh, changes);
  b = dump_ledger (fresh);
  g_assert_cmpuint (a->len, >, 0);
  assert_same_dump (a, b);
}

/* Every version to come opens what version 1 wrote. */
static void
test_version_1 (Desk *desk, gconstpointer data)
{
  g_autofree char *shipped = g_build_filename (g_getenv ("TSU_TEST_DATA"), "ledger-v1.db", NULL);
  g_autofree char *path = desk_dup_path (desk, "v1.db");
  g_autoptr (TsuLedger) ledger = NULL;
  g_autoptr (GPtrArray) history = NULL;
  g_autoptr (GError) error = NULL;
  const char *id = "01890000-0000-7000-8000-000000000001";

  copy_file (shipped, path);
  /* Only where it may be written can it be brought up to the present. */
  g_assert_null (tsu_ledger_open (path, TSU_LEDGER_READ_ONLY, &error));
  g_assert_error (error, TSU_ERROR, TSU_ERROR_SCHEMA_OLDER);
  g_clear_error (&error);
  ledger = tsu_ledger_open (path, TSU_LEDGER_MUST_EXIST, &error);
  g_assert_no_error (error);
  assert_same_tables (path, desk->path);
  assert_same_as_merged (ledger, desk->ledger);
  assert_sound (ledger);
  g_assert_cmpint (count_actors (ledger), ==, 2);
  assert_text (ledger, id, "name", "高津子育て応援団");
  history = tsu_ledger_history (ledger, id, &error);
  g_assert_cmpuint (history->len, ==, 2);
  change_text (ledger, id, "phone", "044-999");
  assert_sound (ledger);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/file/" path, Desk, NULL, desk_set_up, function, desk_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  failing_vfs_install ();
  ADD ("newer", test_newer);
  ADD ("foreign", test_foreign);
  ADD ("random-bytes", test_random_bytes);
  ADD ("truncated", test_truncated);
  ADD ("damaged", test_damaged);
  ADD ("absent", test_absent);
  ADD ("full-disk", test_full_disk);
  ADD ("full-disk-in-bulk", test_full_disk_in_bulk);
  ADD ("refused-in-bulk", test_refused_in_bulk);
  ADD ("read-only", test_read_only);
  ADD ("two-connections", test_two_connections);
  ADD ("second-connection-leaves-the-lock", test_a_second_connection_leaves_the_lock);
  ADD ("backup-and-restore", test_backup_and_restore);
  ADD ("bad-backup", test_bad_backup);
  ADD ("check-finds", test_check_finds);
  ADD ("grown-field-table", test_grown_field_table);
  ADD ("version-1", test_version_1);
  return g_test_run ();
}

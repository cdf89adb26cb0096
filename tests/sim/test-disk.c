/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The disk that the proof stands on: what SQLite synced survives every crash, what it did not may
 * be lost or torn, and a program that does not sync is found out.
 */

#include "config.h"

#include "sim-os.h"
#include "sim-vfs.h"

#include <sqlite3.h>
#include <stdio.h>

#define CRASHES 60

static SimMachine machine;

static void
run (sqlite3 *db, const char *sql)
{
  char *message = NULL;

  if (sqlite3_exec (db, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s: %s", sql, message);
}

static int
ask (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  int number = -1;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) == SQLITE_OK &&
      sqlite3_step (statement) == SQLITE_ROW)
    number = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  return number;
}

static sqlite3 *
open_on (SimDisk *disk)
{
  g_autofree char *path = sim_disk_path (disk, "test.db");
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  run (db, "PRAGMA journal_mode = WAL");
  return db;
}

static void
crash (SimDisk *disk, sqlite3 *db, SimCrash how)
{
  disk->dead = TRUE;
  sqlite3_close (db);
  sim_disk_crash (disk, how, &machine.random);
}

/* Writes rows one by one, and crashes in the middle of it. Returns how many were lost that had been
 * said to be saved; -1 where the file is damaged. */
static int
write_and_crash (const char *synchronous, SimCrash how, int n_ops)
{
  SimDisk *disk = sim_disk_new ();
  sqlite3 *db = open_on (disk);
  int n_saved = 0;
  int n_there;

  run (db, "CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT)");
  run (db, synchronous);
  disk->ops_to_death = n_ops;
  while (sqlite3_exec (db, "INSERT INTO t (text) VALUES (hex (randomblob (700)))", NULL, NULL,
                       NULL) == SQLITE_OK)
    n_saved++;
  crash (disk, db, how);
  db = open_on (disk);
  n_there = ask (db, "SELECT count (*) FROM t");
  if (ask (db, "SELECT count (*) FROM pragma_integrity_check WHERE integrity_check = 'ok'") != 1)
    n_there = -1;
  sqlite3_close (db);
  sim_disk_free (disk);
  return n_there < 0 ? -1 : MAX (0, n_saved - n_there);
}

static void
test_what_is_synced_survives (void)
{
  for (int i = 1; i < CRASHES; i++) {
    g_assert_cmpint (write_and_crash ("PRAGMA synchronous = FULL", SIM_CRASH_POWER, i * 7), ==, 0);
    g_assert_cmpint (write_and_crash ("PRAGMA synchronous = FULL", SIM_CRASH_KILL, i * 7), ==, 0);
  }
}

static void
test_what_is_not_synced_is_lost (void)
{
  int n_lost = 0;

  for (int i = 1; i < CRASHES; i++)
    n_lost += write_and_crash ("PRAGMA synchronous = OFF", SIM_CRASH_POWER, i * 7) != 0;
  g_assert_cmpint (n_lost, >, CRASHES / 4);
}

static void
test_a_killed_process_loses_nothing (void)
{
  for (int i = 1; i < CRASHES; i++)
    g_assert_cmpint (write_and_crash ("PRAGMA synchronous = OFF", SIM_CRASH_KILL, i * 7), ==, 0);
}

static void
test_a_full_disk_refuses (void)
{
  SimDisk *disk = sim_disk_new ();
  sqlite3 *db = open_on (disk);

  run (db, "CREATE TABLE t (text TEXT)");
  disk->writes_to_full = 0;
  disk->refusal = SQLITE_FULL;
  g_assert_cmpint (sqlite3_exec (db, "INSERT INTO t VALUES (1)", NULL, NULL, NULL), ==,
                   SQLITE_FULL);
  disk->writes_to_full = -1;
  run (db, "INSERT INTO t VALUES (2)");
  g_assert_cmpint (ask (db, "SELECT count (*) FROM t"), ==, 1);
  sqlite3_close (db);
  sim_disk_free (disk);
}

static void
test_a_copy_goes_its_own_way (void)
{
  SimDisk *disk = sim_disk_new ();
  SimDisk *copy = sim_disk_new ();
  sqlite3 *db = open_on (disk);
  sqlite3 *other;

  run (db, "CREATE TABLE t (text TEXT); INSERT INTO t VALUES (1)");
  sim_disk_copy (copy, disk);
  other = open_on (copy);
  run (other, "INSERT INTO t VALUES (2)");
  g_assert_cmpint (ask (other, "SELECT count (*) FROM t"), ==, 2);
  g_assert_cmpint (ask (db, "SELECT count (*) FROM t"), ==, 1);
  sqlite3_close (db);
  sqlite3_close (other);
  sim_disk_free (disk);
  sim_disk_free (copy);
}

/* Two connections to one file keep out of each other's way, as on a real disk. */
static void
test_writers_take_turns (void)
{
  SimDisk *disk = sim_disk_new ();
  sqlite3 *db = open_on (disk);
  sqlite3 *other = open_on (disk);

  run (db, "CREATE TABLE t (text TEXT); BEGIN IMMEDIATE; INSERT INTO t VALUES (1)");
  g_assert_cmpint (sqlite3_exec (other, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_BUSY);
  g_assert_cmpint (ask (other, "SELECT count (*) FROM t"), ==, 0);
  run (db, "COMMIT");
  g_assert_cmpint (ask (other, "SELECT count (*) FROM t"), ==, 1);
  sqlite3_close (db);
  run (other, "INSERT INTO t VALUES (2)");
  sqlite3_close (other);
  sim_disk_free (disk);
}

static void
test_chance_is_the_same_for_the_same_seed (void)
{
  SimRandom a = sim_random_new (7);
  SimRandom b = sim_random_new (7);
  SimRandom c = sim_random_new (8);
  int n_same = 0;

  for (int i = 0; i < 1000; i++) {
    guint64 one = sim_random_next (&a);

    g_assert_cmpuint (one, ==, sim_random_next (&b));
    n_same += one == sim_random_next (&c);
  }
  g_assert_cmpint (n_same, ==, 0);
  for (int i = 0; i < 1000; i++)
    g_assert_cmpint (ABS (sim_random_range (&a, -3, 4)), <=, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  machine = (SimMachine){ .clock = 1800000000000, .random = sim_random_new (3) };
  sim_os_enter (&machine);
  sim_vfs_install ();

  g_test_add_func ("/sim/disk/synced", test_what_is_synced_survives);
  g_test_add_func ("/sim/disk/not-synced", test_what_is_not_synced_is_lost);
  g_test_add_func ("/sim/disk/killed", test_a_killed_process_loses_nothing);
  g_test_add_func ("/sim/disk/full", test_a_full_disk_refuses);
  g_test_add_func ("/sim/disk/copy", test_a_copy_goes_its_own_way);
  g_test_add_func ("/sim/disk/turns", test_writers_take_turns);
  g_test_add_func ("/sim/random", test_chance_is_the_same_for_the_same_seed);
  return g_test_run ();
}

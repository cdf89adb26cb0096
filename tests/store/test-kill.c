/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Nothing that was reported saved is lost when the program is killed. A child saves edits and names
 * each on a pipe once apply has returned; it is killed after a random number of lines, wherever it
 * is by then. What was named has to be there, and the ledger has to be sound.
 *
 * TSU_KILL_ROUNDS sets how often (200 by default).
 */

#include "config.h"

#include "wire-test.h"

#include <glib-unix.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tsu-error.h"
#include "tsu-id.h"

#define ROUNDS 200
#define LINES_MAX 40

typedef void (*Child) (const char *path, int pipe, guint32 seed);

static void
say (int pipe, const char *id, const char *value)
{
  g_autofree char *line = g_strdup_printf ("%s %s\n", id, value);

  if (write (pipe, line, strlen (line)) < 0)
    _exit (1);
}

/* One record after another is made and then changed; now and then an undo and a bulk step lie
 * between, so that the kill may fall into those as well. */
static void
write_without_end (const char *path, int pipe, guint32 seed)
{
  g_autoptr (TsuLedger) ledger = tsu_ledger_open (path, TSU_LEDGER_READ_WRITE, NULL);
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  if (ledger == NULL)
    _exit (1);
  for (int i = 0;; i++) {
    g_autofree char *value = g_strdup_printf ("v%d-%u", i, g_rand_int (random));
    g_autofree char *id = add_actor (ledger, value, NULL);

    say (pipe, id, value);
    if (i % 3 == 0) {
      g_autofree char *next = g_strconcat (value, "x", NULL);

      change_text (ledger, id, "name", next);
      say (pipe, id, next);
    }
    if (i % 5 == 0) {
      TsuUndo what = { NULL };

      add_actor (ledger, "undone", NULL);
      tsu_ledger_undo (ledger, &what, NULL, NULL);
      tsu_undo_clear (&what);
    }
    if (i % 7 == 0) {
      tsu_ledger_begin_bulk (ledger, NULL);
      for (int j = 0; j < 20; j++)
        g_free (add_actor (ledger, "bulk", NULL));
      tsu_ledger_end_bulk (ledger, TRUE, NULL);
    }
  }
}

/* @saved: id → the latest value named for it. */
static void
read_lines (FILE *pipe, int n, GHashTable *saved)
{
  char line[256];

  while (n-- > 0 && fgets (line, sizeof line, pipe) != NULL) {
    char *space = strchr (line, ' ');

    g_assert_true (g_str_has_suffix (line, "\n"));
    line[strlen (line) - 1] = '\0';
    *space = '\0';
    g_hash_table_insert (saved, g_strdup (line), g_strdup (space + 1));
  }
}

/* Each page, or chunk of a snapshot, is named with its cursor once it is taken. */
static void
take_without_end (const char *path, int pipe, guint32 seed)
{
  gboolean chunks = seed % 2;
  g_autoptr (TsuLedger) ledger = tsu_ledger_open (path, TSU_LEDGER_READ_WRITE, NULL);
  TsuSnapshotPart part = { 3, "/a", NULL, G_MAXINT };
  TsuSnapshotStart start = { "epoch", G_MAXINT, "scope", &part, 1 };

  if (ledger == NULL || (chunks && !tsu_ledger_begin_snapshot (ledger, &start, NULL)))
    _exit (1);
  for (gint64 at = 1;; at++) {
    g_autofree char *number = g_strdup_printf ("%d", (int) at);
    g_autofree char *id = tsu_id_generate ();
    g_autoptr (GPtrArray) changes = g_ptr_array_new ();
    TsuChange *change = foreign_change (id, "{\"name\":\"来た\"}", "[]", at, 3);

    g_ptr_array_add (changes, change);
    if (!chunks)
      take_one (ledger, change);
    else if (!tsu_ledger_take_chunk (ledger, changes, at, NULL, NULL))
      _exit (1);
    say (pipe, "cursor", number);
  }
}

static void
run_and_kill (const char *path, Child work, int n_lines, guint32 seed, GHashTable *saved)
{
  FILE *lines;
  int ends[2];
  pid_t child;

  g_assert_true (g_unix_open_pipe (ends, 0, NULL));
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0) {
    close (ends[0]);
    work (path, ends[1], seed);
  }
  close (ends[1]);
  lines = fdopen (ends[0], "r");
  read_lines (lines, n_lines, saved);
  kill (child, SIGKILL);
  /* What it had still named before it died counts as well. */
  read_lines (lines, G_MAXINT, saved);
  fclose (lines);
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
}

static void
assert_nothing_lost (TsuLedger *ledger, GHashTable *saved)
{
  GHashTableIter iter;
  gpointer id, value;

  g_hash_table_iter_init (&iter, saved);
  while (g_hash_table_iter_next (&iter, &id, &value)) {
    g_autoptr (GError) error = NULL;
    g_autoptr (TsuRecord) record = tsu_ledger_get (ledger, id, &error);
    g_autofree char *longer = g_strconcat (value, "x", NULL);
    const char *name;

    g_assert_no_error (error);
    /* An edit may have been saved and the child killed before it could say so. */
    name = tsu_record_get_text (record, "name");
    if (!g_str_equal (name, longer))
      g_assert_cmpstr (name, ==, value);
  }
}

/* A bulk step is there as a whole or not at all. */
static void
assert_bulk_is_whole (TsuLedger *ledger)
{
  g_autoptr (GArray) keys = tsu_ledger_find_by_name (ledger, actor_type (), "bulk", NULL);

  g_assert_cmpuint (keys->len % 20, ==, 0);
}

static void
test_kill (void)
{
  int rounds = count_rounds ("TSU_KILL_ROUNDS", ROUNDS);
  Desk desk;

  desk_set_up (&desk, NULL);
  for (int i = 0; i < rounds; i++) {
    g_autoptr (GHashTable) saved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
    g_autoptr (GError) error = NULL;

    /* A new ledger now and then, so that the kill falls into its making as well. */
    g_clear_pointer (&desk.ledger, tsu_ledger_close);
    if (i % 4 == 0)
      g_unlink (desk.path);
    run_and_kill (desk.path, write_without_end, g_test_rand_int_range (0, LINES_MAX),
                  (guint32) g_test_rand_int (), saved);
    desk.ledger = tsu_ledger_open (desk.path, TSU_LEDGER_READ_WRITE, &error);
    g_assert_no_error (error);
    assert_nothing_lost (desk.ledger, saved);
    assert_bulk_is_whole (desk.ledger);
    assert_sound (desk.ledger);
  }
  desk_tear_down (&desk, NULL);
}

static gint64
read_place (TsuLedger *ledger)
{
  g_auto (TsuShared) shared = { NULL };
  g_autofree char *path = NULL;
  g_autofree char *etag = NULL;
  gint64 offset, bytes;

  if (tsu_ledger_get_snapshot_place (ledger, &path, &etag, &offset, &bytes))
    return offset;
  tsu_ledger_get_shared (ledger, &shared, NULL);
  return shared.cursor;
}

/* Wherever the kill falls: the cursor is neither ahead of what came nor behind it. */
static void
test_kill_while_taking (void)
{
  int rounds = count_rounds ("TSU_KILL_ROUNDS", ROUNDS / 2);

  for (int i = 0; i < rounds; i++) {
    g_autoptr (GHashTable) saved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
    const char *named;
    Desk desk;

    desk_set_up (&desk, NULL);
    g_clear_pointer (&desk.ledger, tsu_ledger_close);
    run_and_kill (desk.path, take_without_end, g_test_rand_int_range (0, LINES_MAX), (guint32) i,
                  saved);
    desk_reopen (&desk);
    named = g_hash_table_lookup (saved, "cursor");
    g_assert_cmpint (read_place (desk.ledger), >=, named != NULL ? atoi (named) : 0);
    g_assert_cmpint (count_actors (desk.ledger), ==, read_place (desk.ledger));
    assert_sound (desk.ledger);
    desk_tear_down (&desk, NULL);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kill/nothing-saved-is-lost", test_kill);
  g_test_add_func ("/kill/cursor-is-never-ahead", test_kill_while_taking);
  return g_test_run ();
}

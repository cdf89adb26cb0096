/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A computer with a real ledger and a real engine on it: starting, ending, crashing, being copied.
 */

#include "config.h"

#include "sim-desk.h"

#include "sim-vfs.h"

#include "tsu-ledger-private.h"

#define LEDGER "ledger.db"

/* An empty ledger, made once: making the tables costs more than many a world. As the program makes
 * it, and with small pages. */
static SimDisk *template;
static SimDisk *small_template;

void
sim_desk_prepare (void)
{
  SimMachine machine = { .clock = 1600000000000, .random = sim_random_new (1) };
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  TsuLedger *ledger;

  template = sim_disk_new ();
  path = sim_disk_path (template, LEDGER);
  sim_os_enter (&machine);
  ledger = tsu_ledger_open (path, TSU_LEDGER_READ_WRITE, &error);
  g_assert_no_error (error);
  /* It is nobody's yet: each desk gives itself its name when it is opened first. */
  tsu_db_exec (ledger->db, "DELETE FROM meta WHERE key NOT IN ('tables', 'search-settings')",
               &error);
  g_assert_no_error (error);
  tsu_ledger_close (ledger);
  small_template = sim_disk_new ();
  sim_disk_copy (small_template, template);
  sim_vfs_make_pages_small (small_template, LEDGER);
}

void
sim_desk_finish (void)
{
  g_clear_pointer (&template, sim_disk_free);
  g_clear_pointer (&small_template, sim_disk_free);
}

void
sim_desk_enter (SimDesk *self)
{
  self->machine.clock = self->world->clock + self->clock_error;
  self->host.now = self->machine.clock;
  sim_os_enter (&self->machine);
}

void
sim_desk_init (SimDesk *self, SimWorld *world, int number)
{
  g_autofree char *name = g_strdup_printf ("desk %d", number);

  self->world = world;
  self->number = self->who = number;
  self->machine.random = sim_random_split (&world->random, name);
  self->disk = sim_disk_new ();
  sim_disk_copy (self->disk, sim_world_has_large_pages (world) ? template : small_template);
  self->path = sim_disk_path (self->disk, LEDGER);
  self->account = g_strdup_printf ("account%d", number);
}

void
sim_desk_clear (SimDesk *self)
{
  if (self->disk == NULL)
    return;
  sim_desk_enter (self);
  self->disk->dead = TRUE;
  sim_desk_quit (self);
  sim_disk_free (self->disk);
  g_free (self->path);
  g_free (self->token);
  g_free (self->account);
}

gboolean
sim_desk_start (SimDesk *self)
{
  g_autoptr (GError) error = NULL;

  sim_desk_enter (self);
  self->ledger = tsu_ledger_open (self->path, TSU_LEDGER_READ_WRITE, &error);
  if (self->ledger == NULL) {
    if (!self->disk->dead && self->disk->writes_to_full < 0)
      sim_world_fail (self->world, "I22", "desk %d cannot open its ledger: %s", self->number,
                      error->message);
    return FALSE;
  }
  self->host.ledger = self->ledger;
  self->engine = tsu_engine_new (&tsu_ledger_host_functions, &self->host);
  return TRUE;
}

void
sim_desk_set_ward (SimDesk *self)
{
  if (self->ledger == NULL)
    return;
  sim_desk_enter (self);
  tsu_ledger_set_ward (self->ledger, self->ward, NULL);
}

void
sim_desk_quit (SimDesk *self)
{
  g_clear_pointer (&self->engine, tsu_engine_free);
  g_clear_pointer (&self->ledger, tsu_ledger_close);
  g_clear_error (&self->host.error);
}

static gboolean
keeps_its_shape (SimDesk *self)
{
  g_autoptr (TsuStatement) statement =
    tsu_db_prepare (self->ledger->db, "PRAGMA integrity_check (1)", NULL);
  gboolean row = FALSE;

  return statement != NULL && tsu_db_step (self->ledger->db, statement, &row, NULL) && row &&
         g_strcmp0 (tsu_column_text (statement, 0), "ok") == 0;
}

void
sim_desk_crash (SimDesk *self, SimCrash how)
{
  sim_desk_enter (self);
  self->disk->dead = TRUE;
  sim_desk_quit (self);
  sim_disk_crash (self->disk, how, &self->machine.random);
  sim_world_tell (self->world, "desk %d %s", self->number,
                  how == SIM_CRASH_POWER ? "loses its power" : "is killed");
  if (!sim_desk_start (self))
    return;
  if (!keeps_its_shape (self))
    sim_world_fail (self->world, "I22", "the ledger of desk %d is damaged after a crash",
                    self->number);
  sim_desk_note (self);
}

void
sim_desk_recover (SimDesk *self)
{
  if (self->disk->dead)
    sim_desk_crash (self, sim_random_percent (&self->machine.random, 60) ? SIM_CRASH_POWER
                                                                         : SIM_CRASH_KILL);
  else if (self->ledger == NULL)
    sim_desk_start (self);
}

static void
note_row (SimDesk *self, TsuStatement *row)
{
  TsuChange *change;
  const char *id = tsu_column_text (row, 1);

  self->last_txn = sqlite3_column_int64 (row, 0);
  if (sim_book_find (self->world->book, id) != NULL)
    return;
  change = tsu_change_new ();
  change->id = g_strdup (id);
  change->record = tsu_column_dup_text (row, 2);
  change->type = tsu_column_dup_text (row, 3);
  change->op = (TsuOp) sqlite3_column_int (row, 4);
  change->fields = tsu_column_dup_text (row, 5);
  change->seen = tsu_column_dup_text (row, 6);
  change->hlc = change->ohlc = (guint64) sqlite3_column_int64 (row, 7);
  change->device = tsu_column_dup_text (row, 8);
  change->user = tsu_column_dup_text (row, 9);
  change->schema = sqlite3_column_int (row, 10);
  sim_book_add (self->world->book, change, tsu_column_text (row, 11), sqlite3_column_int (row, 12),
                self->number);
}

/* By the rows of one's own transactions, which are never given up and so never drawn twice: those
 * of changes are, after a right was taken. */
void
sim_desk_note (SimDesk *self)
{
  g_autoptr (TsuStatement) rows = NULL;
  gboolean row = TRUE;

  if (self->ledger == NULL)
    return;
  rows = tsu_db_prepare (
    self->ledger->db,
    "SELECT t.id, c.uid, r.uid, r.type, c.op, c.fields, c.seen, c.hlc, a.device, a.user, c.schema,"
    " t.uid, t.n FROM change c JOIN txn t ON t.id = c.txn JOIN record r ON r.id = c.record"
    " JOIN author a ON a.id = c.author WHERE t.id > ? AND t.dseq IS NOT NULL ORDER BY c.id",
    NULL);
  if (rows == NULL)
    return;
  sqlite3_bind_int64 (rows, 1, self->last_txn);
  while (row && tsu_db_step (self->ledger->db, rows, &row, NULL))
    if (row)
      note_row (self, rows);
}

void
sim_desk_copy (SimDesk *self, SimDesk *from)
{
  sim_desk_quit (self);
  sim_desk_enter (from);
  sim_disk_copy (self->disk, from->disk);
  /* The image of a whole machine does not even know that it is a copy; the server has to see it. */
  self->disk->identity = sim_random_percent (&from->machine.random, 50)
                           ? from->disk->identity
                           : 1000 + (guint64) self->number;
  self->last_txn = from->last_txn;
  sim_world_tell (self->world, "desk %d goes on with a copy of desk %d", self->number,
                  from->number);
}

gint64
sim_desk_ask (SimDesk *self, const char *sql, const char *parameter)
{
  g_autoptr (TsuStatement) statement = tsu_db_prepare (self->ledger->db, sql, NULL);
  gboolean row;

  if (statement == NULL)
    return -1;
  if (parameter != NULL)
    tsu_bind_text (statement, 1, parameter);
  if (!tsu_db_step (self->ledger->db, statement, &row, NULL) || !row)
    return -1;
  return sqlite3_column_int64 (statement, 0);
}

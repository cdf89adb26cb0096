/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A machine's disk in memory. There is one image of each file, that of the running system, and
 * beside it what each write since the last sync has replaced: a sync only forgets that, and a power
 * cut puts a part of it back. Whoever overwrites bytes that were synced can so lose the new ones or
 * a part of them, and never the bytes beside them (SQLite's "powersafe overwrite", which its own
 * VFS promises by default, too).
 */

#include "config.h"

#include "sim-disk.h"

#include "sim-memory.h"

#include <sqlite3.h>
#include <string.h>

/* One write or truncation that is not yet synced. */
typedef struct {
  gsize at;
  gsize length;
  gsize size_before;
  gsize undo_at;
  gsize undo_length; /* bytes that were there before */
  gboolean is_truncate;
} Op;

static GPtrArray *disks;

static SimFile *
new_file (SimDisk *disk, const char *name)
{
  SimFile *file = g_new0 (SimFile, 1);

  file->disk = disk;
  file->name = g_strdup (name);
  file->ops = g_array_new (FALSE, FALSE, sizeof (Op));
  file->undo = g_byte_array_new ();
  file->shm = g_ptr_array_new_with_free_func (g_free);
  return file;
}

static void
free_file (SimFile *file)
{
  g_free (file->name);
  sim_memory_free (file->bytes, file->room);
  g_array_unref (file->ops);
  g_byte_array_unref (file->undo);
  g_ptr_array_unref (file->shm);
  g_free (file);
}

SimDisk *
sim_disk_new (void)
{
  SimDisk *self = g_new0 (SimDisk, 1);

  self->ops_to_death = -1;
  self->writes_to_full = -1;
  if (disks == NULL)
    disks = g_ptr_array_new ();
  for (self->number = 0; self->number < disks->len; self->number++)
    if (disks->pdata[self->number] == NULL)
      break;
  if (self->number == disks->len)
    g_ptr_array_add (disks, NULL);
  disks->pdata[self->number] = self;
  self->identity = self->number + 1;
  return self;
}

void
sim_disk_free (SimDisk *self)
{
  if (self == NULL)
    return;
  for (int i = 0; i < self->n_files; i++)
    free_file (self->files[i]);
  disks->pdata[self->number] = NULL;
  g_free (self);
}

SimDisk *
sim_disk_by_number (guint number)
{
  return disks != NULL && number < disks->len ? disks->pdata[number] : NULL;
}

char *
sim_disk_path (const SimDisk *self, const char *name)
{
  return g_strdup_printf ("/sim/%u/%s", self->number, name);
}

SimFile *
sim_disk_find (SimDisk *self, const char *name)
{
  for (int i = 0; i < self->n_files; i++)
    if (self->files[i]->exists && g_str_equal (self->files[i]->name, name))
      return self->files[i];
  return NULL;
}

/* The file of that name, made where absent. */
SimFile *
sim_disk_open (SimDisk *self, const char *name)
{
  SimFile *file = sim_disk_find (self, name);

  if (file != NULL)
    return file;
  /* A name that was removed and not yet made again: its old bytes are gone for good. */
  for (int i = 0; i < self->n_files; i++)
    if (g_str_equal (self->files[i]->name, name))
      file = self->files[i];
  if (file == NULL) {
    g_assert (self->n_files < SIM_FILES_MAX);
    file = self->files[self->n_files++] = new_file (self, name);
  }
  file->size = 0;
  g_array_set_size (file->ops, 0);
  g_byte_array_set_size (file->undo, 0);
  file->exists = TRUE;
  file->entry_is_safe = FALSE;
  return file;
}

/* Counts a step towards the end of the machine. */
static int
spend (SimDisk *self, gboolean is_write)
{
  self->n_ops++;
  if (self->ops_to_death > 0 && --self->ops_to_death == 0)
    self->dead = TRUE;
  if (self->dead)
    return SQLITE_IOERR;
  if (is_write && self->writes_to_full == 0)
    return self->refusal;
  if (is_write && self->writes_to_full > 0)
    self->writes_to_full--;
  return SQLITE_OK;
}

int
sim_disk_remove (SimDisk *self, const char *name)
{
  SimFile *file = sim_disk_find (self, name);
  int result = spend (self, FALSE);

  if (result != SQLITE_OK)
    return result;
  if (file == NULL)
    return SQLITE_IOERR_DELETE_NOENT;
  file->exists = FALSE;
  return SQLITE_OK;
}

static void
make_room (SimFile *self, gsize size)
{
  if (size > self->room)
    self->bytes = sim_memory_grow (self->bytes, self->size, size, &self->room);
}

static void
note (SimFile *self, Op *op)
{
  gsize end = op->is_truncate ? self->size : MIN (op->at + op->length, self->size);

  op->size_before = self->size;
  op->undo_at = self->undo->len;
  op->undo_length = end > op->at ? end - op->at : 0;
  if (op->undo_length > 0)
    g_byte_array_append (self->undo, self->bytes + op->at, (guint) op->undo_length);
  g_array_append_val (self->ops, *op);
}

int
sim_file_write (SimFile *self, const void *bytes, gsize length, gsize at)
{
  Op op = { .at = at, .length = length };
  int result = spend (self->disk, TRUE);

  if (result != SQLITE_OK)
    return result;
  note (self, &op);
  make_room (self, at + length);
  if (at > self->size)
    memset (self->bytes + self->size, 0, at - self->size);
  memcpy (self->bytes + at, bytes, length);
  self->size = MAX (self->size, at + length);
  return SQLITE_OK;
}

int
sim_file_truncate (SimFile *self, gsize size)
{
  Op op = { .at = size, .is_truncate = TRUE };
  int result = spend (self->disk, FALSE);

  if (result != SQLITE_OK)
    return result;
  if (size >= self->size)
    return SQLITE_OK;
  note (self, &op);
  self->size = size;
  return SQLITE_OK;
}

int
sim_file_sync (SimFile *self)
{
  int result = spend (self->disk, FALSE);

  if (result != SQLITE_OK)
    return result;
  g_array_set_size (self->ops, 0);
  g_byte_array_set_size (self->undo, 0);
  self->entry_is_safe = TRUE;
  return SQLITE_OK;
}

static void
copy_file (SimFile *self, const SimFile *from)
{
  make_room (self, from->size);
  if (from->size > 0)
    memcpy (self->bytes, from->bytes, from->size);
  self->size = from->size;
  self->entry_is_safe = TRUE;
}

/* Nobody has the file open any more. */
static void
forget_users (SimFile *file)
{
  g_ptr_array_set_size (file->shm, 0);
  memset (file->shm_shared, 0, sizeof file->shm_shared);
  memset (file->shm_exclusive, 0, sizeof file->shm_exclusive);
  file->n_shared = 0;
  file->reserved = file->pending = file->exclusive = FALSE;
}

void
sim_disk_copy (SimDisk *self, SimDisk *from)
{
  for (int i = 0; i < self->n_files; i++) {
    self->files[i]->exists = FALSE;
    forget_users (self->files[i]);
  }
  self->dead = FALSE;
  self->ops_to_death = self->writes_to_full = -1;
  for (int i = 0; i < from->n_files; i++)
    if (from->files[i]->exists)
      copy_file (sim_disk_open (self, from->files[i]->name), from->files[i]);
}

/* Puts back a part of one write: whole sectors, and now and then a torn one. @kept: sectors that a
 * later write has brought to the disk after all. */
static void
lose_write (SimFile *self, const Op *op, GHashTable *kept, SimRandom *random)
{
  gsize end = op->at + op->length;

  for (gsize at = op->at; at < end;) {
    gsize sector = at / SIM_SECTOR;
    gsize stop = MIN (end, (sector + 1) * SIM_SECTOR);
    gsize from = at;

    if (!g_hash_table_contains (kept, GSIZE_TO_POINTER (sector + 1))) {
      int fate = sim_random_range (random, 0, 16);

      if (fate == 0)
        from = at + (gsize) sim_random_range (random, 0, (int) (stop - at));
      else if (fate < 8)
        from = stop;
      if (from > at)
        g_hash_table_add (kept, GSIZE_TO_POINTER (sector + 1));
      for (gsize i = from; i < stop; i++)
        self->bytes[i] =
          i - op->at < op->undo_length ? self->undo->data[op->undo_at + (i - op->at)] : 0;
    }
    at = stop;
  }
}

static void
lose_unsynced (SimFile *self, SimRandom *random)
{
  g_autoptr (GHashTable) kept = g_hash_table_new (NULL, NULL);

  for (guint i = self->ops->len; i > 0; i--) {
    const Op *op = &g_array_index (self->ops, Op, i - 1);

    if (!op->is_truncate) {
      lose_write (self, op, kept, random);
      /* What a lost write had appended is gone, unless a sector of it was kept. */
      if (op->size_before < self->size && sim_random_percent (random, 50) &&
          !g_hash_table_contains (kept, GSIZE_TO_POINTER ((self->size - 1) / SIM_SECTOR + 1)))
        self->size = op->size_before;
    } else if (sim_random_percent (random, 50)) {
      make_room (self, op->size_before);
      memcpy (self->bytes + op->at, self->undo->data + op->undo_at, op->undo_length);
      self->size = MAX (self->size, op->size_before);
    }
  }
}

/* The machine comes back with what its disk has; every connection there was is void. */
void
sim_disk_crash (SimDisk *self, SimCrash how, SimRandom *random)
{
  for (int i = 0; i < self->n_files; i++) {
    SimFile *file = self->files[i];

    if (how == SIM_CRASH_POWER) {
      lose_unsynced (file, random);
      if (file->exists && !file->entry_is_safe && sim_random_percent (random, 50))
        file->exists = FALSE;
    }
    g_array_set_size (file->ops, 0);
    g_byte_array_set_size (file->undo, 0);
    file->entry_is_safe = TRUE;
    forget_users (file);
  }
  self->dead = FALSE;
  self->ops_to_death = self->writes_to_full = -1;
}

/* Whether the bytes of any file hold @text, also where nothing points to them any more. */
gboolean
sim_disk_contains (SimDisk *self, const char *text, const char **where)
{
  for (int i = 0; i < self->n_files; i++) {
    SimFile *file = self->files[i];

    if (file->exists && memmem (file->bytes, file->size, text, strlen (text)) != NULL) {
      *where = file->name;
      return TRUE;
    }
  }
  return FALSE;
}

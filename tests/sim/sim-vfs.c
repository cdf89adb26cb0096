/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * SQLite's door to the disks in memory: files, locks and the shared memory of the write-ahead log,
 * so that WAL is used in its usual way and not in exclusive mode. Clock and chance come from the
 * machine that runs, see sim-os.h.
 */

#include "config.h"

#include "sim-vfs.h"

#include "sim-memory.h"
#include "sim-os.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#define PATH_MAX_LENGTH 128
#define SHM_SLOTS 8

typedef struct {
  sqlite3_file base;
  SimFile *file;
  int lock;
  gboolean delete_on_close;
  guint8 shared; /* shm slots held, one bit each */
  guint8 exclusive;
} Handle;

static Handle *
handle_of (sqlite3_file *file)
{
  return (Handle *) file;
}

static int
file_unlock (sqlite3_file *file, int level)
{
  Handle *self = handle_of (file);

  if (level < SQLITE_LOCK_RESERVED && self->lock >= SQLITE_LOCK_RESERVED)
    self->file->reserved = FALSE;
  if (level < SQLITE_LOCK_PENDING && self->lock >= SQLITE_LOCK_PENDING)
    self->file->pending = FALSE;
  if (level < SQLITE_LOCK_EXCLUSIVE && self->lock == SQLITE_LOCK_EXCLUSIVE)
    self->file->exclusive = FALSE;
  if (level == SQLITE_LOCK_NONE && self->lock >= SQLITE_LOCK_SHARED)
    self->file->n_shared--;
  self->lock = MIN (self->lock, level);
  return SQLITE_OK;
}

static int
file_lock (sqlite3_file *file, int level)
{
  Handle *self = handle_of (file);
  SimFile *on = self->file;

  if (self->lock >= level)
    return SQLITE_OK;
  if (self->lock == SQLITE_LOCK_NONE) {
    if (on->pending || on->exclusive)
      return SQLITE_BUSY;
    on->n_shared++;
    self->lock = SQLITE_LOCK_SHARED;
  }
  if (level >= SQLITE_LOCK_RESERVED && self->lock < SQLITE_LOCK_RESERVED) {
    if (on->reserved)
      return SQLITE_BUSY;
    on->reserved = TRUE;
    self->lock = SQLITE_LOCK_RESERVED;
  }
  if (level == SQLITE_LOCK_EXCLUSIVE) {
    on->pending = TRUE;
    self->lock = SQLITE_LOCK_PENDING;
    if (on->n_shared > 1)
      return SQLITE_BUSY;
    on->exclusive = TRUE;
    self->lock = SQLITE_LOCK_EXCLUSIVE;
  }
  return SQLITE_OK;
}

static int
file_check_reserved (sqlite3_file *file, int *result)
{
  *result = handle_of (file)->file->reserved;
  return SQLITE_OK;
}

/* A connection of a machine that died meanwhile holds nothing: the crash has swept its locks. */
static int
file_close (sqlite3_file *file)
{
  Handle *self = handle_of (file);

  if (!self->file->disk->dead) {
    file_unlock (file, SQLITE_LOCK_NONE);
    if (self->delete_on_close)
      self->file->exists = FALSE;
  }
  self->file->n_open--;
  return SQLITE_OK;
}

static int
file_read (sqlite3_file *file, void *buffer, int n, sqlite3_int64 at)
{
  const SimFile *on = handle_of (file)->file;
  gsize there = (gsize) at < on->size ? MIN ((gsize) n, on->size - (gsize) at) : 0;

  if (on->disk->dead)
    return SQLITE_IOERR_READ;
  if (there > 0)
    memcpy (buffer, on->bytes + at, there);
  if (there == (gsize) n)
    return SQLITE_OK;
  memset ((guint8 *) buffer + there, 0, (gsize) n - there);
  return SQLITE_IOERR_SHORT_READ;
}

static int
file_write (sqlite3_file *file, const void *buffer, int n, sqlite3_int64 at)
{
  return sim_file_write (handle_of (file)->file, buffer, (gsize) n, (gsize) at);
}

static int
file_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  return sim_file_truncate (handle_of (file)->file, (gsize) size);
}

static int
file_sync (sqlite3_file *file, int flags)
{
  return sim_file_sync (handle_of (file)->file);
}

static int
file_size (sqlite3_file *file, sqlite3_int64 *size)
{
  *size = (sqlite3_int64) handle_of (file)->file->size;
  return SQLITE_OK;
}

static int
file_control (sqlite3_file *file, int op, void *argument)
{
  return SQLITE_NOTFOUND;
}

static int
file_sector_size (sqlite3_file *file)
{
  return 4096;
}

static int
file_characteristics (sqlite3_file *file)
{
  return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static int
file_shm_map (sqlite3_file *file, int region, int size, int extend, void volatile **out)
{
  GPtrArray *shm = handle_of (file)->file->shm;

  *out = NULL;
  if ((int) shm->len <= region && !extend)
    return SQLITE_OK;
  while ((int) shm->len <= region)
    g_ptr_array_add (shm, g_malloc0 ((gsize) size));
  *out = shm->pdata[region];
  return SQLITE_OK;
}

static void
release_slot (Handle *self, int slot)
{
  guint8 bit = (guint8) (1 << slot);

  if (self->shared & bit)
    self->file->shm_shared[slot]--;
  if (self->exclusive & bit)
    self->file->shm_exclusive[slot] = FALSE;
  self->shared &= (guint8) ~bit;
  self->exclusive &= (guint8) ~bit;
}

static gboolean
is_slot_free (const Handle *self, int slot, gboolean exclusive)
{
  int others = self->file->shm_shared[slot] - ((self->shared >> slot) & 1);

  return !self->file->shm_exclusive[slot] && (!exclusive || others == 0);
}

static int
file_shm_lock (sqlite3_file *file, int offset, int n, int flags)
{
  Handle *self = handle_of (file);
  gboolean exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;

  if (flags & SQLITE_SHM_UNLOCK) {
    for (int slot = offset; slot < offset + n; slot++)
      release_slot (self, slot);
    return SQLITE_OK;
  }
  for (int slot = offset; slot < offset + n; slot++)
    if (!((self->exclusive >> slot) & 1) && !is_slot_free (self, slot, exclusive))
      return SQLITE_BUSY;
  for (int slot = offset; slot < offset + n; slot++) {
    if (exclusive) {
      self->file->shm_exclusive[slot] = TRUE;
      self->exclusive |= (guint8) (1 << slot);
    } else if (!((self->shared >> slot) & 1)) {
      self->file->shm_shared[slot]++;
      self->shared |= (guint8) (1 << slot);
    }
  }
  return SQLITE_OK;
}

static void
file_shm_barrier (sqlite3_file *file)
{
}

static int
file_shm_unmap (sqlite3_file *file, int remove)
{
  Handle *self = handle_of (file);

  if (self->file->disk->dead)
    return SQLITE_OK;
  for (int slot = 0; slot < SHM_SLOTS; slot++)
    release_slot (self, slot);
  if (remove && self->file->n_open == 1)
    g_ptr_array_set_size (self->file->shm, 0);
  return SQLITE_OK;
}

static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = file_close,
  .xRead = file_read,
  .xWrite = file_write,
  .xTruncate = file_truncate,
  .xSync = file_sync,
  .xFileSize = file_size,
  .xLock = file_lock,
  .xUnlock = file_unlock,
  .xCheckReservedLock = file_check_reserved,
  .xFileControl = file_control,
  .xSectorSize = file_sector_size,
  .xDeviceCharacteristics = file_characteristics,
  .xShmMap = file_shm_map,
  .xShmLock = file_shm_lock,
  .xShmBarrier = file_shm_barrier,
  .xShmUnmap = file_shm_unmap,
};

static int
vfs_open (sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out_flags)
{
  Handle *self = handle_of (file);
  const char *name;
  SimDisk *disk = path != NULL ? sim_os_find_disk (path, &name) : NULL;

  self->base.pMethods = NULL;
  /* Nothing here is large enough to be sorted on a disk. */
  if (disk == NULL || disk->dead)
    return SQLITE_CANTOPEN;
  if (!(flags & SQLITE_OPEN_CREATE) && sim_disk_find (disk, name) == NULL)
    return SQLITE_CANTOPEN;
  *self = (Handle){ .base.pMethods = &methods, .file = sim_disk_open (disk, name) };
  self->delete_on_close = (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
  self->file->n_open++;
  if (out_flags != NULL)
    *out_flags = flags;
  return SQLITE_OK;
}

static int
vfs_delete (sqlite3_vfs *vfs, const char *path, int sync)
{
  const char *name;
  SimDisk *disk = sim_os_find_disk (path, &name);

  return disk != NULL ? sim_disk_remove (disk, name) : SQLITE_IOERR_DELETE;
}

static int
vfs_access (sqlite3_vfs *vfs, const char *path, int flags, int *result)
{
  const char *name;
  SimDisk *disk = sim_os_find_disk (path, &name);
  SimFile *file = disk != NULL && !disk->dead ? sim_disk_find (disk, name) : NULL;

  *result = file != NULL && (flags != SQLITE_ACCESS_EXISTS || file->size > 0);
  return SQLITE_OK;
}

static int
vfs_full_path (sqlite3_vfs *vfs, const char *path, int n, char *out)
{
  g_strlcpy (out, path, (gsize) n);
  return SQLITE_OK;
}

static int
vfs_randomness (sqlite3_vfs *vfs, int n, char *out)
{
  sim_os_fill_random (out, (gsize) n);
  return n;
}

static int
vfs_sleep (sqlite3_vfs *vfs, int microseconds)
{
  return microseconds;
}

static int
vfs_time (sqlite3_vfs *vfs, sqlite3_int64 *ms)
{
  /* Julian day of 1970-01-01, in milliseconds. */
  *ms = G_GINT64_CONSTANT (210866760000000) + sim_os_get_time ();
  return SQLITE_OK;
}

void
sim_vfs_install (void)
{
  static sqlite3_vfs vfs = {
    .iVersion = 2,
    .szOsFile = sizeof (Handle),
    .mxPathname = PATH_MAX_LENGTH,
    .zName = "sim",
    .xOpen = vfs_open,
    .xDelete = vfs_delete,
    .xAccess = vfs_access,
    .xFullPathname = vfs_full_path,
    .xRandomness = vfs_randomness,
    .xSleep = vfs_sleep,
    .xCurrentTimeInt64 = vfs_time,
  };

  /* All before SQLite begins. The first as the program does, see tsu-db.c; of threads there are
   * none here. */
  sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
  sqlite3_config (SQLITE_CONFIG_SINGLETHREAD);
  sim_memory_install ();
  g_assert_cmpint (sqlite3_vfs_register (&vfs, 1), ==, SQLITE_OK);
}

/* What a step of a world costs is above all pages to be written, summed up, copied and looked
 * through, and with little in a file it needs no large ones. */
void
sim_vfs_make_pages_small (SimDisk *disk, const char *name)
{
  g_autofree char *path = sim_disk_path (disk, name);
  sqlite3 *handle;

  g_assert_cmpint (sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READWRITE, "sim"), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle,
                                 "PRAGMA temp_store = MEMORY; PRAGMA journal_mode = DELETE;"
                                 "PRAGMA page_size = 1024; VACUUM; PRAGMA journal_mode = WAL",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  sqlite3_close_v2 (handle);
}

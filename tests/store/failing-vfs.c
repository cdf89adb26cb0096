/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A disk that runs full at a chosen write: a shim over SQLite's own VFS.
 */

#include "config.h"

#include "failing-vfs.h"

#include <sqlite3.h>
#include <string.h>

typedef struct {
  sqlite3_file base;
  sqlite3_file *real;
} ShimFile;

static sqlite3_vfs shim;
static sqlite3_vfs *real_vfs;
static sqlite3_io_methods methods;
static int writes_left = -1;
static int failure = SQLITE_FULL;

static sqlite3_file *
real_of (sqlite3_file *file)
{
  return ((ShimFile *) file)->real;
}

static int
shim_close (sqlite3_file *file)
{
  return real_of (file)->pMethods->xClose (real_of (file));
}

static int
shim_read (sqlite3_file *file, void *buffer, int n, sqlite3_int64 at)
{
  return real_of (file)->pMethods->xRead (real_of (file), buffer, n, at);
}

static int
shim_write (sqlite3_file *file, const void *buffer, int n, sqlite3_int64 at)
{
  if (writes_left == 0)
    return failure;
  if (writes_left > 0)
    writes_left--;
  return real_of (file)->pMethods->xWrite (real_of (file), buffer, n, at);
}

static int
shim_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  return real_of (file)->pMethods->xTruncate (real_of (file), size);
}

static int
shim_sync (sqlite3_file *file, int flags)
{
  return real_of (file)->pMethods->xSync (real_of (file), flags);
}

static int
shim_file_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return real_of (file)->pMethods->xFileSize (real_of (file), size);
}

static int
shim_lock (sqlite3_file *file, int level)
{
  return real_of (file)->pMethods->xLock (real_of (file), level);
}

static int
shim_unlock (sqlite3_file *file, int level)
{
  return real_of (file)->pMethods->xUnlock (real_of (file), level);
}

static int
shim_check_lock (sqlite3_file *file, int *result)
{
  return real_of (file)->pMethods->xCheckReservedLock (real_of (file), result);
}

static int
shim_control (sqlite3_file *file, int op, void *argument)
{
  return real_of (file)->pMethods->xFileControl (real_of (file), op, argument);
}

static int
shim_sector_size (sqlite3_file *file)
{
  return real_of (file)->pMethods->xSectorSize (real_of (file));
}

static int
shim_characteristics (sqlite3_file *file)
{
  return real_of (file)->pMethods->xDeviceCharacteristics (real_of (file));
}

static int
shim_shm_map (sqlite3_file *file, int page, int size, int extend, void volatile **out)
{
  return real_of (file)->pMethods->xShmMap (real_of (file), page, size, extend, out);
}

static int
shim_shm_lock (sqlite3_file *file, int offset, int n, int flags)
{
  return real_of (file)->pMethods->xShmLock (real_of (file), offset, n, flags);
}

static void
shim_shm_barrier (sqlite3_file *file)
{
  real_of (file)->pMethods->xShmBarrier (real_of (file));
}

static int
shim_shm_unmap (sqlite3_file *file, int remove)
{
  return real_of (file)->pMethods->xShmUnmap (real_of (file), remove);
}

static int
shim_open (sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
  ShimFile *own = (ShimFile *) file;
  int result;

  own->real = (sqlite3_file *) (own + 1);
  own->base.pMethods = NULL;
  result = real_vfs->xOpen (real_vfs, name, own->real, flags, out_flags);
  if (own->real->pMethods != NULL)
    own->base.pMethods = &methods;
  return result;
}

void
failing_vfs_install (void)
{
  real_vfs = sqlite3_vfs_find (NULL);
  methods = (sqlite3_io_methods){
    .iVersion = 2,
    .xClose = shim_close,
    .xRead = shim_read,
    .xWrite = shim_write,
    .xTruncate = shim_truncate,
    .xSync = shim_sync,
    .xFileSize = shim_file_size,
    .xLock = shim_lock,
    .xUnlock = shim_unlock,
    .xCheckReservedLock = shim_check_lock,
    .xFileControl = shim_control,
    .xSectorSize = shim_sector_size,
    .xDeviceCharacteristics = shim_characteristics,
    .xShmMap = shim_shm_map,
    .xShmLock = shim_shm_lock,
    .xShmBarrier = shim_shm_barrier,
    .xShmUnmap = shim_shm_unmap,
  };
  shim = *real_vfs;
  shim.zName = "failing";
  shim.szOsFile = (int) sizeof (ShimFile) + real_vfs->szOsFile;
  shim.xOpen = shim_open;
  g_assert_cmpint (sqlite3_vfs_register (&shim, 1), ==, SQLITE_OK);
}

void
failing_vfs_fail_after (int n_writes, int result)
{
  writes_left = n_writes;
  failure = result;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The lock file. Two windows on one ledger are refused, because each would show what the other has
 * changed only late. A command of tsunagictl beside an open window is allowed: its short writes are
 * safe through SQLite's own locks, since all that a transaction builds upon (clock, device
 * sequence, heads) is read inside it; the window notices them by PRAGMA data_version.
 *
 * Open file description locks are used, not those of a process, so that two connections of one
 * program see each other and closing one file does not drop another's lock.
 */

#include "config.h"

#include "tsu-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "tsu-error.h"

enum {
  PLACE_PRESENT,
  PLACE_WINDOW,
};

struct _TsuLock {
  int file;
};

static gboolean
try_lock (TsuLock *self, int place, short type, gboolean wait)
{
  struct flock lock = { .l_type = type, .l_whence = SEEK_SET, .l_start = place, .l_len = 1 };

  return fcntl (self->file, wait ? F_OFD_SETLKW : F_OFD_SETLK, &lock) == 0;
}

static gboolean
report_busy (GError **error)
{
  g_set_error_literal (error, TSU_ERROR, TSU_ERROR_BUSY,
                       _ ("This ledger is open in another window or program. Close it there and "
                          "try again."));
  return FALSE;
}

/**
 * tsu_lock_new:
 * @path: the ledger
 * @error: what went wrong
 *
 * Opens the lock file, and makes it where absent. It holds nothing and is never removed: removing
 * it would let two programs lock two different files.
 *
 * Returns: (transfer full): the lock, nothing taken yet
 */
TsuLock *
tsu_lock_new (const char *path, GError **error)
{
  g_autofree char *name = g_strconcat (path, ".lock", NULL);
  int file = g_open (name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  TsuLock *self;

  if (file < 0) {
    int code = errno;

    g_set_error (error, TSU_ERROR,
                 code == EACCES || code == EROFS || code == ENOSPC ? TSU_ERROR_FULL
                                                                   : TSU_ERROR_FAILED,
                 _ ("The ledger cannot be opened for writing in this folder (%s)."),
                    g_strerror (code));
    return NULL;
  }
  self = g_new0 (TsuLock, 1);
  self->file = file;
  return self;
}

void
tsu_lock_free (TsuLock *self)
{
  if (self == NULL)
    return;
  close (self->file);
  g_free (self);
}

/* Whether nobody else has the ledger open; if so it is held alone until tsu_lock_share(). */
gboolean
tsu_lock_is_alone (TsuLock *self)
{
  return try_lock (self, PLACE_PRESENT, F_WRLCK, FALSE);
}

/* Waits: alone it is held only for the moment of opening, or while a backup is put in place. */
gboolean
tsu_lock_share (TsuLock *self, GError **error)
{
  return try_lock (self, PLACE_PRESENT, F_RDLCK, TRUE) || report_busy (error);
}

gboolean
tsu_lock_take_alone (TsuLock *self, GError **error)
{
  return try_lock (self, PLACE_PRESENT, F_WRLCK, FALSE) || report_busy (error);
}

gboolean
tsu_lock_take_window (TsuLock *self, GError **error)
{
  return try_lock (self, PLACE_WINDOW, F_WRLCK, FALSE) || report_busy (error);
}

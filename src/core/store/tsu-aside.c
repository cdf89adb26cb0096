/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One ledger's file in the place of another, without either being lost on the way.
 */

#include "config.h"

#include "tsu-aside.h"

#include "tsu-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

static void
sync_path (const char *path)
{
  int file = g_open (path, O_RDONLY | O_CLOEXEC, 0);

  if (file < 0)
    return;
  fsync (file);
  close (file);
}

/* Makes the new name last through a power cut: the file, then its folder. */
gboolean
tsu_aside_rename (const char *from, const char *to, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (to);

  sync_path (from);
  if (g_rename (from, to) != 0) {
    int code = errno;

    g_set_error (error, TSU_ERROR, TSU_ERROR_FULL,
                 _ ("“%s” could not be written (%s). What was there is still there."), to,
                    g_strerror (code));
    return FALSE;
  }
  sync_path (folder);
  return TRUE;
}

/**
 * tsu_aside_put:
 * @path: a ledger that nobody has open; nothing is done where there is none
 * @why: a word of its new name
 * @aside: (out) (optional) (transfer full): the new name: PATH.WHY-DATE-TIME
 * @error: what went wrong
 *
 * The ledger with its log goes to a name that tells when, so that it can be taken back.
 *
 * Returns: whether it is out of the way
 */
gboolean
tsu_aside_put (const char *path, const char *why, char **aside, GError **error)
{
  static const char *const ends[] = { "", "-wal", "-shm" };
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *when = g_date_time_format (now, "%Y%m%d-%H%M%S");
  g_autofree char *name = g_strdup_printf ("%s.%s-%s", path, why, when);

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++) {
    g_autofree char *from = g_strconcat (path, ends[i], NULL);
    g_autofree char *to = g_strconcat (name, ends[i], NULL);

    if (g_file_test (from, G_FILE_TEST_EXISTS) && !tsu_aside_rename (from, to, error))
      return FALSE;
  }
  if (aside != NULL)
    *aside = g_steal_pointer (&name);
  return TRUE;
}

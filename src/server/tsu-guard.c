/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The guard as a file of two slots. A save goes into the slot that does not hold the last text, and
 * is synced once: torn or lost, the other one is still good. Each slot carries its number and a
 * sum.
 */

#include "config.h"

#include "tsu-guard.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "tsu-error.h"

#define SLOT_SIZE 512

static gboolean
fail (const char *path, GError **error)
{
  g_set_error (error, TSU_ERROR, TSU_ERROR_FULL,
               _ ("The file “%s” cannot be read or written (%s). It shows "
                  "whether the database is an older copy, so nothing goes on without it."),
                  path, g_strerror (errno));
  return FALSE;
}

static char *
sum_up (const char *line)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, line, -1);
}

/* A slot is "NUMBER TEXT\nSUM\n" and zeros. Returns its text, or NULL for one that is not good. */
static char *
read_slot (const char *slot, gint64 *number)
{
  g_autofree char *whole = g_strndup (slot, SLOT_SIZE - 1);
  g_auto (GStrv) lines = g_strsplit (whole, "\n", 3);
  g_autofree char *sum = NULL;
  char *text;

  if (g_strv_length (lines) < 3)
    return NULL;
  sum = sum_up (lines[0]);
  *number = g_ascii_strtoll (lines[0], &text, 10);
  return g_str_equal (sum, lines[1]) && *text == ' ' ? g_strdup (text + 1) : NULL;
}

static gboolean
read_last (int fd, char **text, gint64 *number)
{
  char slots[2 * SLOT_SIZE] = "";
  gssize length = pread (fd, slots, sizeof slots, 0);

  *text = NULL;
  *number = 0;
  for (int i = 0; length > 0 && i < 2; i++) {
    gint64 own = 0;
    g_autofree char *found = read_slot (slots + i * SLOT_SIZE, &own);

    if (found != NULL && own > *number) {
      g_free (*text);
      *text = g_steal_pointer (&found);
      *number = own;
    }
  }
  return length >= 0;
}

static gboolean
load_file (gpointer data, char **text, GError **error)
{
  const char *path = data;
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  gint64 number;
  gboolean done;

  *text = NULL;
  if (fd < 0)
    return errno == ENOENT ? TRUE : fail (path, error);
  done = read_last (fd, text, &number) || fail (path, error);
  close (fd);
  return done;
}

/* Whether the file already says more: another process on the same database may have been quicker.
 * The text is "EPOCH SEQ …". */
static gboolean
is_further (const char *last, const char *text)
{
  const char *seq = strchr (text, ' ');

  return last != NULL && seq != NULL && strncmp (last, text, (gsize) (seq - text) + 1) == 0 &&
         g_ascii_strtoll (last + (seq - text), NULL, 10) > g_ascii_strtoll (seq, NULL, 10);
}

static gboolean
write_next (int fd, const char *text)
{
  g_autofree char *last = NULL;
  g_autofree char *line = NULL;
  g_autofree char *sum = NULL;
  char slot[SLOT_SIZE] = "";
  gint64 number;

  if (!read_last (fd, &last, &number))
    return FALSE;
  if (is_further (last, text))
    return TRUE;
  line = g_strdup_printf ("%" G_GINT64_FORMAT " %s", number + 1, text);
  sum = sum_up (line);
  g_snprintf (slot, sizeof slot, "%s\n%s\n", line, sum);
  return pwrite (fd, slot, sizeof slot, (number + 1) % 2 * SLOT_SIZE) == sizeof slot &&
         fdatasync (fd) == 0;
}

/* A new file is there for good only once its folder is. */
static gboolean
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean done = fd >= 0 && fsync (fd) == 0;

  if (fd >= 0)
    close (fd);
  return done;
}

static gboolean
save_file (gpointer data, const char *text, GError **error)
{
  const char *path = data;
  gboolean is_new = !g_file_test (path, G_FILE_TEST_EXISTS);
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  gboolean done;

  if (fd < 0)
    return fail (path, error);
  /* Closing lets go of the lock. */
  done = flock (fd, LOCK_EX) == 0 && write_next (fd, text) && (!is_new || sync_folder (path));
  if (!done)
    fail (path, error);
  close (fd);
  return done;
}

const TsuGuardFunctions tsu_guard_file = { .load = load_file, .save = save_file };

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where snapshot files lie: in a folder, or in memory where there is none. A file is complete under
 * its name or not there. Of each kind the last two are kept, so that a client in the middle of one
 * can finish it.
 */

#include "config.h"

#include "tsu-snapshot-cache.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "tsu-error.h"

/* As many bytes at most are read at once. */
#define READ_MAX (8 * 1024 * 1024)
#define PART_PREFIX "part-"
#define DAY (24 * 60 * 60)

char *
tsu_snapshot_name_print (const TsuSnapshotName *name)
{
  return g_strdup_printf ("%s-%d-w%d-%c%d-%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "-%s",
                          name->epoch, name->schema, name->ward, name->shared ? 's' : 'l',
                          name->level, name->seq, name->changes, name->sum);
}

/* Strict: what is parsed prints the same, so nothing else can be asked for. */
gboolean
tsu_snapshot_name_parse (const char *text, TsuSnapshotName *name)
{
  g_autofree char *again = NULL;
  char kind;

  memset (name, 0, sizeof *name);
  if (strlen (text) > 200 ||
      sscanf (text,
              "%8[0-9a-f]-%d-w%d-%c%d-%" G_GINT64_MODIFIER "d-%" G_GINT64_MODIFIER "d-%64[0-9a-f]",
              name->epoch, &name->schema, &name->ward, &kind, &name->level, &name->seq,
              &name->changes, name->sum) != 8)
    return FALSE;
  name->shared = kind == 's';
  again = tsu_snapshot_name_print (name);
  return g_str_equal (again, text) && name->level >= 0;
}

static gboolean
is_like (const TsuSnapshotName *name, const TsuSnapshotName *like)
{
  return g_str_equal (name->epoch, like->epoch) && name->schema == like->schema &&
         name->ward == like->ward && name->level == like->level && name->shared == like->shared;
}

/* (element-type utf8) */
static GPtrArray *
list_names (TsuDepot *self)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) folder = self->cache ? g_dir_open (self->cache, 0, NULL) : NULL;
  const char *name;
  GHashTableIter iter;
  gpointer key;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_hash_table_iter_init (&iter, self->files);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (names, g_strdup (key));
  return names;
}

gboolean
tsu_snapshot_cache_find (TsuDepot *self, const TsuSnapshotName *like, TsuSnapshotName *out)
{
  g_autoptr (GPtrArray) names = list_names (self);
  gboolean found = FALSE;

  for (guint i = 0; i < names->len; i++) {
    TsuSnapshotName name;

    if (!tsu_snapshot_name_parse (g_ptr_array_index (names, i), &name) || !is_like (&name, like) ||
        (found && name.seq <= out->seq))
      continue;
    *out = name;
    found = TRUE;
  }
  return found;
}

static gboolean
fail (const char *path, int code, GError **error)
{
  g_set_error (error, TSU_ERROR, TSU_ERROR_FULL,
               _ ("The file “%s” for first syncs cannot be written (%s)."), path,
                  g_strerror (code));
  return FALSE;
}

/* What a process that was killed had begun. Younger ones may still be in the making elsewhere. */
static void
sweep (TsuDepot *self, const char *part)
{
  g_autoptr (GDir) folder = g_dir_open (self->cache, 0, NULL);
  const char *name;
  GStatBuf own, other;

  if (folder == NULL || g_stat (part, &own) != 0)
    return;
  while ((name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *path = g_build_filename (self->cache, name, NULL);

    if (g_str_has_prefix (name, PART_PREFIX) && g_stat (path, &other) == 0 &&
        own.st_mtime - other.st_mtime > DAY)
      g_unlink (path);
  }
}

/**
 * tsu_snapshot_cache_begin:
 * @part: (out) (nullable): where it lies while it is made
 *
 * Returns: (transfer full): what to write to
 */
GOutputStream *
tsu_snapshot_cache_begin (TsuDepot *self, char **part, GError **error)
{
  g_autoptr (GFile) file = NULL;
  GFileOutputStream *stream;
  int fd;

  *part = NULL;
  if (self->cache == NULL)
    return g_memory_output_stream_new_resizable ();
  if (g_mkdir_with_parents (self->cache, 0700) != 0) {
    fail (self->cache, errno, error);
    return NULL;
  }
  *part = g_build_filename (self->cache, PART_PREFIX "XXXXXX", NULL);
  fd = g_mkstemp (*part);
  if (fd < 0) {
    fail (*part, errno, error);
    return NULL;
  }
  g_close (fd, NULL);
  sweep (self, *part);
  file = g_file_new_for_path (*part);
  stream = g_file_append_to (file, G_FILE_CREATE_PRIVATE, NULL, error);
  return stream ? G_OUTPUT_STREAM (stream) : NULL;
}

static void
drop_older (TsuDepot *self, const TsuSnapshotName *than)
{
  g_autoptr (GPtrArray) names = list_names (self);
  TsuSnapshotName former = { .seq = -1 };

  for (int pass = 0; pass < 2; pass++) {
    for (guint i = 0; i < names->len; i++) {
      const char *text = g_ptr_array_index (names, i);
      TsuSnapshotName name;

      if (!tsu_snapshot_name_parse (text, &name) || !is_like (&name, than) || name.seq >= than->seq)
        continue;
      if (pass == 0) {
        former.seq = MAX (former.seq, name.seq);
      } else if (name.seq < former.seq) {
        g_autofree char *path = self->cache ? g_build_filename (self->cache, text, NULL) : NULL;

        if (path != NULL)
          g_unlink (path);
        g_hash_table_remove (self->files, text);
      }
    }
  }
}

gboolean
tsu_snapshot_cache_keep (TsuDepot *self,
                         GOutputStream *stream,
                         const char *part,
                         const TsuSnapshotName *name,
                         GError **error)
{
  g_autofree char *text = tsu_snapshot_name_print (name);

  if (!g_output_stream_close (stream, NULL, error))
    return FALSE;
  if (part == NULL) {
    g_hash_table_replace (self->files, g_steal_pointer (&text),
                          g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream)));
  } else {
    g_autofree char *path = g_build_filename (self->cache, text, NULL);

    if (g_rename (part, path) != 0)
      return fail (path, errno, error);
  }
  drop_older (self, name);
  return TRUE;
}

static gboolean
read_from_file (const char *path, gint64 offset, gint64 length, GBytes **bytes, gint64 *total)
{
  FILE *file = fopen (path, "rbe");
  g_autofree char *buffer = NULL;
  gsize n = 0;

  if (file == NULL)
    return FALSE;
  fseeko (file, 0, SEEK_END);
  *total = ftello (file);
  length = CLAMP (MIN (length, *total - offset), 0, READ_MAX);
  buffer = g_malloc ((gsize) length + 1);
  if (fseeko (file, offset, SEEK_SET) == 0)
    n = fread (buffer, 1, (gsize) length, file);
  fclose (file);
  *bytes = g_bytes_new_take (g_steal_pointer (&buffer), n);
  return n == (gsize) length;
}

/* FALSE where there is no such file. At most 8 MiB are read at once. */
gboolean
tsu_snapshot_cache_read (
  TsuDepot *self, const char *name, gint64 offset, gint64 length, GBytes **bytes, gint64 *total)
{
  GBytes *whole = g_hash_table_lookup (self->files, name);
  g_autofree char *path = NULL;

  *bytes = NULL;
  if (self->cache != NULL) {
    path = g_build_filename (self->cache, name, NULL);
    return read_from_file (path, offset, length, bytes, total);
  }
  if (whole == NULL)
    return FALSE;
  *total = (gint64) g_bytes_get_size (whole);
  offset = CLAMP (offset, 0, *total);
  length = CLAMP (MIN (length, *total - offset), 0, READ_MAX);
  *bytes = g_bytes_new_from_bytes (whole, (gsize) offset, (gsize) length);
  return TRUE;
}

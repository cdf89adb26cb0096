/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The bodies of a first sync: the index of a snapshot and the chunks of its files.
 */

#include "config.h"

#include "tsu-wire-snapshot.h"

#include "tsu-wire-private.h"

#include <string.h>

TsuSnapshotFile *
tsu_snapshot_file_new (void)
{
  return g_new0 (TsuSnapshotFile, 1);
}

void
tsu_snapshot_file_free (TsuSnapshotFile *file)
{
  if (!file)
    return;
  g_free (file->etag);
  g_free (file->path);
  g_free (file);
}

TsuSnapshotIndex *
tsu_snapshot_index_new (void)
{
  TsuSnapshotIndex *index = g_new0 (TsuSnapshotIndex, 1);

  index->files = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_snapshot_file_free);
  return index;
}

void
tsu_snapshot_index_free (TsuSnapshotIndex *index)
{
  if (!index)
    return;
  g_free (index->epoch);
  g_free (index->scope);
  g_ptr_array_unref (index->files);
  g_free (index);
}

/**
 * tsu_wire_encode_snapshot_index:
 *
 * Returns: (transfer full): the body
 */
GBytes *
tsu_wire_encode_snapshot_index (const TsuSnapshotIndex *index)
{
  g_auto (TsuFrameWriter) writer = { NULL };
  g_autoptr (GString) json = g_string_new ("{");

  tsu_frame_writer_init (&writer);
  tsu_wire_append_int (json, "snapshot", TSU_WIRE_PROTOCOL);
  tsu_wire_append_text (json, "epoch", index->epoch);
  tsu_wire_append_int (json, "now", index->now);
  tsu_wire_append_int (json, "seq", index->seq);
  tsu_wire_append_text (json, "scope", index->scope);
  tsu_wire_add_line (&writer, json);
  for (guint i = 0; i < index->files->len; i++) {
    const TsuSnapshotFile *file = g_ptr_array_index (index->files, i);

    tsu_wire_append_int (json, "ward", file->ward);
    tsu_wire_append_int (json, "level", file->level);
    tsu_wire_append_int (json, "changes", file->changes);
    tsu_wire_append_int (json, "bytes", file->bytes);
    tsu_wire_append_text (json, "etag", file->etag);
    tsu_wire_append_text (json, "path", file->path);
    tsu_wire_add_line (&writer, json);
  }
  return tsu_frame_writer_finish (&writer);
}

static gboolean
read_head (const char *line, gsize length, TsuSnapshotIndex *index, GError **error)
{
  TsuJsonReader r;
  gint64 version = 0;

  tsu_json_reader_init (&r, line, length);
  if (tsu_json_read_object (&r)) {
    for (const char *key; (key = tsu_json_next_key (&r));) {
      if (g_str_equal (key, "snapshot"))
        version = tsu_json_read_int (&r);
      else if (g_str_equal (key, "epoch"))
        index->epoch = tsu_json_read_string (&r);
      else if (g_str_equal (key, "now"))
        index->now = tsu_json_read_int (&r);
      else if (g_str_equal (key, "seq"))
        index->seq = tsu_json_read_int (&r);
      else if (g_str_equal (key, "scope"))
        index->scope = tsu_json_read_string (&r);
      else
        tsu_json_skip (&r);
    }
  }
  if (!tsu_json_reader_finish (&r, error))
    return FALSE;
  return version == TSU_WIRE_PROTOCOL && index->epoch && index->seq >= 0 ? TRUE
                                                                         : tsu_wire_fail (error);
}

/* The path is put behind the address of the server and nothing else, so it may not be one. */
static gboolean
is_path (const char *path)
{
  return path && path[0] == '/' && path[1] != '/' && !strstr (path, "..");
}

static gboolean
read_file (const char *line, gsize length, TsuSnapshotFile *file, GError **error)
{
  TsuJsonReader r;

  tsu_json_reader_init (&r, line, length);
  if (tsu_json_read_object (&r)) {
    for (const char *key; (key = tsu_json_next_key (&r));) {
      if (g_str_equal (key, "ward"))
        file->ward = tsu_wire_read_small (&r, 0);
      else if (g_str_equal (key, "level"))
        file->level = tsu_wire_read_small (&r, 0);
      else if (g_str_equal (key, "changes"))
        file->changes = tsu_json_read_int (&r);
      else if (g_str_equal (key, "bytes"))
        file->bytes = tsu_json_read_int (&r);
      else if (g_str_equal (key, "etag"))
        file->etag = tsu_json_read_string (&r);
      else if (g_str_equal (key, "path"))
        file->path = tsu_json_read_string (&r);
      else
        tsu_json_skip (&r);
    }
  }
  if (!tsu_json_reader_finish (&r, error))
    return FALSE;
  return is_path (file->path) && file->bytes >= 0 && file->changes >= 0 ? TRUE
                                                                        : tsu_wire_fail (error);
}

/**
 * tsu_wire_decode_snapshot_index:
 *
 * Returns: (transfer full): the index; NULL with TSU_ERROR_INVALID
 */
TsuSnapshotIndex *
tsu_wire_decode_snapshot_index (const char *bytes, gsize length, GError **error)
{
  g_autoptr (TsuSnapshotIndex) index = tsu_snapshot_index_new ();
  TsuFrameReader frame;
  const char *line;
  gsize line_length;

  if (!tsu_wire_open (&frame, bytes, length, &line, &line_length, error) ||
      !read_head (line, line_length, index, error))
    return NULL;
  while (tsu_frame_reader_next (&frame, &line, &line_length)) {
    g_autoptr (TsuSnapshotFile) file = tsu_snapshot_file_new ();

    if (!read_file (line, line_length, file, error))
      return NULL;
    g_ptr_array_add (index->files, g_steal_pointer (&file));
  }
  return g_steal_pointer (&index);
}

/**
 * tsu_wire_encode_chunk:
 * @changes: (element-type TsuChange): at most #TSU_WIRE_CHUNK_CHANGES, and, once there are
 *   #TSU_WIRE_CHUNK_BYTES of them, no more
 *
 * Returns: (transfer full): one chunk of a snapshot's file
 */
GBytes *
tsu_wire_encode_chunk (GPtrArray *changes)
{
  g_auto (TsuFrameWriter) writer = { NULL };
  g_autoptr (GString) json = g_string_new (NULL);

  tsu_frame_writer_init (&writer);
  tsu_wire_add_changes (&writer, json, changes);
  return tsu_frame_writer_finish (&writer);
}

/**
 * tsu_wire_find_chunk:
 * @bytes: (nullable): a snapshot's file from the beginning of a chunk on
 *
 * Returns: how long the first chunk is; 0 where its end is not there
 */
gsize
tsu_wire_find_chunk (const char *bytes, gsize length)
{
  static const char beginning[] = "{\"end\":";
  const gsize size = sizeof beginning - 1;
  const char *end = bytes + length;

  for (const char *line = bytes; line && line < end;) {
    const char *next = memchr (line, '\n', end - line);

    if (!next)
      return 0;
    if ((gsize) (next - line) > size && memcmp (line, beginning, size) == 0)
      return next + 1 - bytes;
    line = next + 1;
  }
  return 0;
}

/**
 * tsu_wire_decode_chunk:
 * @bytes: one chunk
 *
 * Returns: (transfer full) (element-type TsuChange): its changes; NULL with TSU_ERROR_INVALID
 */
GPtrArray *
tsu_wire_decode_chunk (const char *bytes, gsize length, GError **error)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_change_free);
  TsuFrameReader frame;
  const char *line;
  gsize line_length;

  if (!tsu_frame_reader_init (&frame, bytes, length, TSU_WIRE_BODY_MAX, error))
    return NULL;
  while (tsu_frame_reader_next (&frame, &line, &line_length)) {
    TsuChange *change = tsu_change_parse (line, line_length, error);

    if (!change)
      return NULL;
    g_ptr_array_add (changes, change);
  }
  if (changes->len <= TSU_WIRE_CHUNK_CHANGES)
    return g_steal_pointer (&changes);
  tsu_wire_fail (error);
  return NULL;
}

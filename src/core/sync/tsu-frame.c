/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The frame around every body of the wire. The end of a body is never trusted: libsoup 3.2.3
 * reports success for a chunked answer that was cut between two chunks.
 */

#include "config.h"

#include "tsu-frame.h"

#include "tsu-error.h"
#include "tsu-json.h"

#include <glib/gi18n.h>
#include <string.h>

/* {"end":9007199254740992,"sha256":"…64…"} and room to spare */
#define END_LINE_MAX 160

void
tsu_frame_writer_init (TsuFrameWriter *self)
{
  self->body = g_string_sized_new (4096);
  self->checksum = g_checksum_new (G_CHECKSUM_SHA256);
  self->lines = 0;
}

void
tsu_frame_writer_clear (TsuFrameWriter *self)
{
  if (self->body)
    g_string_free (g_steal_pointer (&self->body), TRUE);
  g_clear_pointer (&self->checksum, g_checksum_free);
}

void
tsu_frame_writer_add (TsuFrameWriter *self, const char *json, gsize length)
{
  g_string_append_len (self->body, json, length);
  g_string_append_c (self->body, '\n');
  self->lines++;
}

/**
 * tsu_frame_writer_finish:
 *
 * Appends the end line. The writer is empty afterwards.
 *
 * Returns: (transfer full): the whole body
 */
GBytes *
tsu_frame_writer_finish (TsuFrameWriter *self)
{
  g_autoptr (GBytes) bytes = NULL;

  g_checksum_update (self->checksum, (const guchar *) self->body->str, self->body->len);
  g_string_append_printf (self->body, "{\"end\":%" G_GINT64_FORMAT ",\"sha256\":\"%s\"}\n",
                          self->lines, g_checksum_get_string (self->checksum));
  bytes = g_string_free_to_bytes (g_steal_pointer (&self->body));
  tsu_frame_writer_clear (self);
  return g_steal_pointer (&bytes);
}

static gboolean
read_end (const char *line, gsize length, gint64 *lines, char **sum, GError **error)
{
  TsuJsonReader r;

  *lines = -1;
  tsu_json_reader_init (&r, line, length);
  if (tsu_json_read_object (&r)) {
    for (const char *key; (key = tsu_json_next_key (&r));) {
      if (g_str_equal (key, "end"))
        *lines = tsu_json_read_int (&r);
      else if (g_str_equal (key, "sha256"))
        *sum = tsu_json_read_string (&r);
      else
        tsu_json_skip (&r);
    }
  }
  if (!tsu_json_reader_finish (&r, error))
    return FALSE;
  if (*lines >= 0 && *sum)
    return TRUE;

  g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID, _ ("The data did not arrive whole."));
  return FALSE;
}

static gboolean
is_what_was_sent (const char *bytes, gsize length, gint64 lines, const char *sum)
{
  g_autofree char *actual = NULL;
  gint64 n = 0;

  for (const char *at = bytes; (at = memchr (at, '\n', bytes + length - at)); at++)
    n++;
  if (n != lines)
    return FALSE;
  actual = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) bytes, length);
  return g_str_equal (actual, sum);
}

/**
 * tsu_frame_reader_init:
 * @bytes: (nullable): a whole body as it came
 * @max_length: more than this is refused unread
 *
 * Verifies the body: its end line, the count of lines and their checksum. Nothing of a body that
 * does not pass may be used.
 *
 * Returns: whether the body is whole; FALSE with TSU_ERROR_INVALID
 */
gboolean
tsu_frame_reader_init (
  TsuFrameReader *self, const char *bytes, gsize length, gsize max_length, GError **error)
{
  const char *last;
  gint64 lines;
  g_autofree char *sum = NULL;

  if (length == 0 || length > max_length || bytes[length - 1] != '\n') {
    g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID, _ ("The data did not arrive whole."));
    return FALSE;
  }

  last = length > 1 ? memrchr (bytes, '\n', length - 1) : NULL;
  last = last ? last + 1 : bytes;
  if ((gsize) (bytes + length - last) > END_LINE_MAX ||
      !read_end (last, bytes + length - 1 - last, &lines, &sum, NULL) ||
      !is_what_was_sent (bytes, last - bytes, lines, sum)) {
    g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID, _ ("The data did not arrive whole."));
    return FALSE;
  }

  self->at = bytes;
  self->end = last;
  return TRUE;
}

/**
 * tsu_frame_reader_next:
 * @line: (out) (transfer none): the next line, not terminated
 *
 * Returns: FALSE after the last line
 */
gboolean
tsu_frame_reader_next (TsuFrameReader *self, const char **line, gsize *length)
{
  const char *end;

  if (self->at >= self->end)
    return FALSE;

  end = memchr (self->at, '\n', self->end - self->at);
  *line = self->at;
  *length = end - self->at;
  self->at = end + 1;
  return TRUE;
}

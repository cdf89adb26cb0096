/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lines of the wire, member by member.
 */

#include "config.h"

#include "tsu-wire-private.h"

#include "tsu-error.h"
#include "tsu-wire.h"

#include <glib/gi18n.h>

void
tsu_wire_append_int (GString *json, const char *key, gint64 value)
{
  tsu_json_append_key (json, key);
  tsu_json_append_int (json, value);
}

/* Nothing where there is no text. */
void
tsu_wire_append_text (GString *json, const char *key, const char *text)
{
  if (!text)
    return;
  tsu_json_append_key (json, key);
  tsu_json_append_string (json, text);
}

/* Ends the object under way, adds it as a line and begins the next. */
void
tsu_wire_add_line (TsuFrameWriter *writer, GString *json)
{
  g_string_append_c (json, '}');
  tsu_frame_writer_add (writer, json->str, json->len);
  g_string_assign (json, "{");
}

/* Each change as a line of its own; what is in @json is lost. */
void
tsu_wire_add_changes (TsuFrameWriter *writer, GString *json, GPtrArray *changes)
{
  for (guint i = 0; i < changes->len; i++) {
    g_string_truncate (json, 0);
    tsu_change_append_json (g_ptr_array_index (changes, i), json);
    tsu_frame_writer_add (writer, json->str, json->len);
  }
}

/* Verifies a body and reads its first line, which every body but a chunk's must have. */
gboolean
tsu_wire_open (TsuFrameReader *frame,
               const char *bytes,
               gsize length,
               const char **line,
               gsize *line_length,
               GError **error)
{
  if (!tsu_frame_reader_init (frame, bytes, length, TSU_WIRE_BODY_MAX, error))
    return FALSE;
  return tsu_frame_reader_next (frame, line, line_length) || tsu_wire_fail (error);
}

gboolean
tsu_wire_fail (GError **error)
{
  g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID,
               _ ("The data has a form that is not understood."));
  return FALSE;
}

/* A number that fits an int and is not below @least. */
int
tsu_wire_read_small (TsuJsonReader *r, int least)
{
  gint64 number = tsu_json_read_int (r);

  if (number >= least && number <= G_MAXINT)
    return (int) number;
  tsu_json_fail (r, "a number is out of range");
  return least;
}

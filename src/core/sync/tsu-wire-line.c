/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lines of the wire, member by member.
 */

#include "config.h"

#include "tsu-wire-private.h"

#include "tsu-error.h"

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

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was held back in a ward, as who looks after it is told.
 */

#include "config.h"

#include "tsu-wire-held.h"

#include "tsu-change.h"
#include "tsu-wire-private.h"
#include "tsu-wire.h"

static TsuHeldWork *
tsu_held_work_new (void)
{
  TsuHeldWork *work = g_new0 (TsuHeldWork, 1);

  work->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_change_free);
  return work;
}

void
tsu_held_work_free (TsuHeldWork *work)
{
  if (!work)
    return;
  g_free (work->user);
  g_free (work->reason);
  g_ptr_array_unref (work->changes);
  g_free (work);
}

static gboolean
read_head (const char *line, gsize length, GError **error)
{
  gint64 version = 0;
  TsuJsonReader r;

  tsu_json_reader_init (&r, line, length);
  if (tsu_json_read_object (&r)) {
    for (const char *key; (key = tsu_json_next_key (&r));) {
      if (g_str_equal (key, "held"))
        version = tsu_json_read_int (&r);
      else
        tsu_json_skip (&r);
    }
  }
  if (!tsu_json_reader_finish (&r, error))
    return FALSE;
  return version == TSU_WIRE_PROTOCOL || tsu_wire_fail (error);
}

/* @n: (out): how many lines of changes follow */
static gboolean
read_work (const char *line, gsize length, TsuHeldWork *work, int *n, GError **error)
{
  TsuJsonReader r;

  *n = 0;
  tsu_json_reader_init (&r, line, length);
  if (tsu_json_read_object (&r)) {
    for (const char *key; (key = tsu_json_next_key (&r));) {
      if (g_str_equal (key, "user"))
        work->user = tsu_json_read_string (&r);
      else if (g_str_equal (key, "time"))
        work->time = tsu_json_read_int (&r);
      else if (g_str_equal (key, "reason"))
        work->reason = tsu_json_read_string (&r);
      else if (g_str_equal (key, "n"))
        *n = tsu_wire_read_small (&r, 0);
      else
        tsu_json_skip (&r);
    }
  }
  if (!tsu_json_reader_finish (&r, error))
    return FALSE;
  return work->user || tsu_wire_fail (error);
}

/* What nobody could take cannot always be read either; of that there is only who and when. */
static gboolean
read_changes (TsuFrameReader *frame, TsuHeldWork *work, int n, GError **error)
{
  const char *line;
  gsize length;

  for (int i = 0; i < n; i++) {
    TsuChange *change;

    if (!tsu_frame_reader_next (frame, &line, &length))
      return tsu_wire_fail (error);
    change = tsu_change_parse (line, length, NULL);
    if (change)
      g_ptr_array_add (work->changes, change);
  }
  return TRUE;
}

/**
 * tsu_wire_decode_held:
 *
 * Returns: (transfer full) (element-type TsuHeldWork): what was held back, the newest first; NULL
 *   with TSU_ERROR_INVALID
 */
GPtrArray *
tsu_wire_decode_held (const char *bytes, gsize length, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_held_work_free);
  TsuFrameReader frame;
  const char *line;
  gsize line_length;

  if (!tsu_wire_open (&frame, bytes, length, &line, &line_length, error) ||
      !read_head (line, line_length, error))
    return NULL;
  while (tsu_frame_reader_next (&frame, &line, &line_length)) {
    TsuHeldWork *work = tsu_held_work_new ();
    int n;

    g_ptr_array_add (list, work);
    if (!read_work (line, line_length, work, &n, error) || !read_changes (&frame, work, n, error))
      return NULL;
  }
  return g_steal_pointer (&list);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Takes out of a change what its reader may not see.
 */

#include "config.h"

#include "tsu-change-cut.h"

#include "tsu-json.h"

#include <string.h>

/* A field that is not known, of a newer program or of a type that is not known, may be anything. */
static gboolean
may_stay (const TsuType *type, const char *name, const char *kind, int level)
{
  const TsuField *field = type ? tsu_type_find_field (type, name) : NULL;

  return (field ? (int) tsu_field_get_privacy (field, kind) : TSU_PRIVACY_SENSITIVE) <= level;
}

/* The members of a JSON object that may stay, each as its author wrote it. */
static char *
filter (const char *json,
        const TsuType *type,
        const char *kind,
        int level,
        gboolean *any_gone,
        GError **error)
{
  g_autoptr (GString) kept = g_string_new ("{");
  TsuJsonReader r;

  tsu_json_reader_init (&r, json, strlen (json));
  if (tsu_json_read_object (&r)) {
    for (const char *key; (key = tsu_json_next_key (&r));) {
      g_autofree char *name = g_strdup (key);
      const char *start;
      gsize length;

      if (!tsu_json_raw (&r, &start, &length))
        break;
      if (may_stay (type, name, kind, level)) {
        tsu_json_append_key (kept, name);
        g_string_append_len (kept, start, (gssize) length);
      } else {
        *any_gone = TRUE;
      }
    }
  }
  if (!tsu_json_reader_finish (&r, error))
    return NULL;
  g_string_append_c (kept, '}');
  return g_string_free (g_steal_pointer (&kept), FALSE);
}

/**
 * tsu_change_cut:
 * @type: (nullable): the type of its record, NULL where it is not known
 * @kind: (nullable): the record's kind, on which the class of a person's name depends
 * @level: the highest class that may stay
 *
 * Takes the fields above @level out of the change, and marks it as cut where there were any. What
 * it has seen in other fields stays: ids tell nothing.
 *
 * Returns: whether it could be read
 */
gboolean
tsu_change_cut (TsuChange *change, const TsuType *type, const char *kind, int level, GError **error)
{
  g_autofree char *fields = NULL;
  g_autofree char *seen = NULL;
  gboolean any_gone = FALSE;

  if (change->op != TSU_OP_SET)
    return TRUE;
  fields = filter (change->fields, type, kind, level, &any_gone, error);
  if (!fields)
    return FALSE;
  if (!any_gone)
    return TRUE;
  if (change->seen[0] == '{') {
    seen = filter (change->seen, type, kind, level, &any_gone, error);
    if (!seen)
      return FALSE;
    g_free (change->seen);
    change->seen = g_steal_pointer (&seen);
  }
  g_free (change->fields);
  change->fields = g_steal_pointer (&fields);
  change->cut = TRUE;
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a reader may read, and what is taken out for one who may not read all. A scope is told to
 * the client as a short text that lists it (see tsu-reach.c), so that the difference to the present
 * one needs no memory here. A client that sends back another text than it was told only misleads
 * itself.
 */

#include "config.h"

#include "tsu-depot-private.h"

#include <string.h>

#include "tsu-json.h"
#include "tsu-plant.h"
#include "tsu-reach.h"

static int
compare_wards (gconstpointer a, gconstpointer b)
{
  return ((const TsuReach *) a)->ward - ((const TsuReach *) b)->ward;
}

/* What of other wards is read: a ward in which there is no grant. */
static int
get_shared_level (const TsuPrincipal *who)
{
  return tsu_policy_read_level (who->grants, who->n_grants, TSU_REACH_OTHERS, TRUE);
}

static GArray *
get_scope (const TsuPrincipal *who)
{
  GArray *scope = g_array_new (FALSE, FALSE, sizeof (TsuReach));

  for (gsize i = 0; i < who->n_grants; i++) {
    int ward = who->grants[i].ward;

    tsu_reach_add (scope, ward, tsu_policy_read_level (who->grants, who->n_grants, ward, FALSE));
  }
  g_array_sort (scope, compare_wards);
  tsu_reach_add (scope, TSU_REACH_OTHERS, get_shared_level (who));
  return scope;
}

/**
 * tsu_principal_get_scope:
 *
 * Returns: (transfer full): what the principal may read, as it stands in `scope`; "-" for nothing
 */
char *
tsu_principal_get_scope (const TsuPrincipal *self)
{
  g_autoptr (GArray) scope = get_scope (self);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < scope->len; i++) {
    const TsuReach *reach = &g_array_index (scope, TsuReach, i);

    if (i > 0)
      g_string_append_c (text, '-');
    if (reach->ward == TSU_REACH_OTHERS)
      g_string_append_printf (text, "s%d", reach->level);
    else
      g_string_append_printf (text, "%d.%d", reach->ward, reach->level);
  }
  return g_strdup (text->len > 0 ? text->str : "-");
}

static void
say (GPtrArray *lines, TsuScopeKind kind, int ward, int level)
{
  g_ptr_array_add (lines, tsu_scope_line_new (kind, ward, level, NULL));
}

static void
compare_ward (GPtrArray *lines, GArray *old, GArray *now, int ward)
{
  int had = tsu_reach_get_level (old, ward);
  int has = tsu_reach_get_level (now, ward);
  int had_shared = tsu_reach_get_level (old, TSU_REACH_OTHERS);
  int has_shared = tsu_reach_get_level (now, TSU_REACH_OTHERS);

  if (has > had) {
    say (lines, TSU_SCOPE_GRANT, ward, has);
  } else if (!TSU_PLANT (loss_untold) && (has < had || (has < 0 && has_shared < had_shared))) {
    /* All of the ward goes and what may be read on comes again, for the client cannot tell what is
     * shared from the rest, nor always which class a field had when it was sent. */
    say (lines, TSU_SCOPE_DROP, ward, TSU_POLICY_NOTHING);
    if (MAX (has, has_shared) >= 0)
      say (lines, TSU_SCOPE_GRANT, ward, MAX (has, has_shared));
  } else if (has < 0 && has_shared > had_shared) {
    say (lines, TSU_SCOPE_GRANT, ward, has_shared);
  }
}

static gboolean
add_known_wards (TsuSql *sql, GArray *wards, GError **error)
{
  g_autoptr (TsuSqlStatement) statement =
    tsu_sql_prepare (sql,
                     "SELECT id FROM ward UNION SELECT ward FROM permit"
                     " UNION SELECT DISTINCT ward FROM record WHERE shared = 1",
                     error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  while (row) {
    if (!tsu_sql_step (statement, &row, error))
      return FALSE;
    if (row)
      tsu_reach_add (wards, (int) tsu_sql_int (statement, 0), 0);
  }
  return TRUE;
}

static void
add_wards (GArray *wards, GArray *scope)
{
  for (guint i = 0; i < scope->len; i++)
    if (g_array_index (scope, TsuReach, i).ward != TSU_REACH_OTHERS)
      tsu_reach_add (wards, g_array_index (scope, TsuReach, i).ward, 0);
}

GPtrArray *
tsu_scope_compare (TsuSql *sql, const char *old, const TsuPrincipal *who, GError **error)
{
  g_autoptr (GPtrArray) lines =
    g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_scope_line_free);
  g_autoptr (GArray) had = tsu_reach_parse (old);
  g_autoptr (GArray) has = get_scope (who);
  g_autoptr (GArray) wards = g_array_new (FALSE, FALSE, sizeof (TsuReach));

  add_wards (wards, had);
  add_wards (wards, has);
  if (!add_known_wards (sql, wards, error))
    return NULL;
  g_array_sort (wards, compare_wards);
  for (guint i = 0; i < wards->len; i++)
    compare_ward (lines, had, has, g_array_index (wards, TsuReach, i).ward);
  return g_steal_pointer (&lines);
}

typedef struct {
  const TsuChange *change;
  const char *kind;
  int level;
} Reader;

static gboolean
may_see (const Reader *reader, const char *field)
{
  return tsu_policy_field_level (reader->change->type, field, reader->kind) <= reader->level;
}

/* Copies the members of an object whose keys may be seen, byte for byte. @left: how many are left,
 * @gone: how many are not. */
static char *
filter_object (const Reader *reader, const char *json, int *left, int *gone)
{
  g_autoptr (GString) out = g_string_new ("{");
  TsuJsonReader r;

  tsu_json_reader_init (&r, json, strlen (json));
  if (!tsu_json_read_object (&r))
    return NULL;
  for (const char *key; (key = tsu_json_next_key (&r)) != NULL;) {
    gboolean visible = may_see (reader, key);
    const char *start;
    gsize length;

    if (visible) {
      tsu_json_append_key (out, key);
      (*left)++;
    } else {
      (*gone)++;
    }
    if (!tsu_json_raw (&r, &start, &length))
      return NULL;
    if (visible)
      g_string_append_len (out, start, (gssize) length);
  }
  g_string_append_c (out, '}');
  return tsu_json_reader_finish (&r, NULL) ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}

/* The names in it are of fields that may not even be known to exist. */
static char *
filter_list (const Reader *reader, const char *list)
{
  char *out = NULL;
  TsuJsonReader r;

  if (list == NULL || list[0] != '[')
    return g_strdup (list);
  tsu_json_reader_init (&r, list, strlen (list));
  if (!tsu_json_read_array (&r))
    return NULL;
  while (tsu_json_next_element (&r)) {
    g_autofree char *field = tsu_json_read_string (&r);
    g_autofree char *former = out;

    out = field != NULL && may_see (reader, field) ? tsu_field_list_add (former, field)
                                                   : g_strdup (former);
  }
  return out;
}

gboolean
tsu_scope_cut (TsuChange *change, gboolean person, int level)
{
  const Reader reader = { change, person ? NULL : "", level };
  g_autofree char *fields = NULL;
  g_autofree char *seen = NULL;
  g_autofree char *z = NULL;
  int left = 0;
  int gone = 0;
  int others = 0;

  if (level < 0)
    return FALSE;
  if (level >= TSU_POLICY_EVERYTHING || change->op != TSU_OP_SET || TSU_PLANT (fields_uncut))
    return TRUE;
  fields = filter_object (&reader, change->fields, &left, &gone);
  if (fields == NULL || (left == 0 && gone > 0))
    return FALSE;
  if (gone == 0)
    return TRUE;
  seen = change->seen[0] == '{' ? filter_object (&reader, change->seen, &others, &others)
                                : g_strdup (change->seen);
  if (seen == NULL)
    return FALSE;
  z = filter_list (&reader, change->z);
  g_free (change->fields);
  g_free (change->seen);
  g_free (change->z);
  change->fields = g_steal_pointer (&fields);
  change->seen = g_steal_pointer (&seen);
  change->z = g_steal_pointer (&z);
  change->cut = TRUE;
  return TRUE;
}

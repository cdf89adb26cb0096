/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Prints the policy as one JSON object: for each role and verb the level, and for each type its
 * fields with theirs. The matrix that is tried over HTTP is generated from this, so that no cell
 * can be forgotten.
 */

#include "config.h"

#include "tsu-json.h"
#include "tsu-policy.h"

#include <stdio.h>

static void
print_roles (GString *json)
{
  tsu_json_append_key (json, "roles");
  g_string_append_c (json, '{');
  for (int role = 0; role < TSU_N_ROLES; role++) {
    tsu_json_append_key (json, tsu_role_get_name ((TsuRole) role));
    g_string_append_c (json, '{');
    for (int verb = 0; verb < TSU_N_VERBS; verb++) {
      tsu_json_append_key (json, tsu_verb_get_name ((TsuVerb) verb));
      tsu_json_append_int (json, tsu_policy_get_level ((TsuRole) role, (TsuVerb) verb));
    }
    g_string_append_c (json, '}');
  }
  g_string_append_c (json, '}');
}

static void
print_type (GString *json, const TsuType *type)
{
  tsu_json_append_key (json, type->name);
  g_string_append_c (json, '{');
  for (guint i = 0; i < type->n_fields; i++) {
    const TsuField *field = &type->fields[i];

    if (field->kind != TSU_FIELD_TEXT && field->kind != TSU_FIELD_NOTE)
      continue;
    tsu_json_append_key (json, field->name);
    tsu_json_append_int (json, tsu_policy_field_level (type->name, field->name, NULL));
  }
  g_string_append_c (json, '}');
}

int
main (void)
{
  g_autoptr (GString) json = g_string_new ("{");
  guint n_types;
  const TsuType *const *types = tsu_schema_get_types (&n_types);

  print_roles (json);
  tsu_json_append_key (json, "types");
  g_string_append_c (json, '{');
  for (guint i = 0; i < n_types; i++)
    print_type (json, types[i]);
  g_string_append (json, "}}");
  puts (json->str);
  return 0;
}

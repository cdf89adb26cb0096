/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who may do what: one table of roles and verbs, and nothing beside it. The server's checks ask it,
 * and the tests that try every cell over HTTP are generated from it. What it does not say is
 * denied.
 */

#include "config.h"

#include "tsu-policy.h"

#include "tsu-plant.h"

#define OPEN ((int) TSU_PRIVACY_OPEN)
#define PERSONAL ((int) TSU_PRIVACY_PERSONAL)
#define SENSITIVE ((int) TSU_PRIVACY_SENSITIVE)
#define NONE TSU_POLICY_NOTHING

/* Levels nest: who has one has those below it. Of other wards everybody who has to do with records
 * reads the open fields of what those wards share with the city. */
static const struct {
  const char *name;
  int read;
  int write;
  int read_shared;
  int oversee;
  int administer;
} roles[] = {
  [TSU_ROLE_VIEWER] = { "viewer", OPEN, NONE, OPEN, NONE, NONE },
  [TSU_ROLE_STAFF] = { "staff", PERSONAL, PERSONAL, OPEN, NONE, NONE },
  [TSU_ROLE_COORDINATOR] = { "coordinator", SENSITIVE, SENSITIVE, OPEN, NONE, NONE },
  [TSU_ROLE_WARD_LEAD] = { "ward-lead", SENSITIVE, SENSITIVE, OPEN, SENSITIVE, NONE },
  [TSU_ROLE_CITY_READER] = { "city-reader", NONE, NONE, OPEN, NONE, NONE },
  [TSU_ROLE_ADMINISTRATOR] = { "administrator", NONE, NONE, NONE, NONE, OPEN },
};

static const char *const verbs[] = { "read", "write", "read-shared", "oversee", "administer" };

G_STATIC_ASSERT (G_N_ELEMENTS (roles) == TSU_N_ROLES);
G_STATIC_ASSERT (G_N_ELEMENTS (verbs) == TSU_N_VERBS);

/**
 * tsu_role_get_name:
 *
 * Returns: (transfer none): the role's stable name, as in commands, storage and the wire
 */
const char *
tsu_role_get_name (TsuRole role)
{
  g_return_val_if_fail ((guint) role < TSU_N_ROLES, NULL);

  return roles[role].name;
}

/**
 * tsu_role_find:
 * @role: (out): the role called @name
 *
 * Returns: whether there is one
 */
gboolean
tsu_role_find (const char *name, TsuRole *role)
{
  for (guint i = 0; name && i < TSU_N_ROLES; i++) {
    if (g_str_equal (roles[i].name, name)) {
      *role = (TsuRole) i;
      return TRUE;
    }
  }
  return FALSE;
}

/**
 * tsu_verb_get_name:
 *
 * Returns: (transfer none): the verb's stable name
 */
const char *
tsu_verb_get_name (TsuVerb verb)
{
  g_return_val_if_fail ((guint) verb < TSU_N_VERBS, NULL);

  return verbs[verb];
}

/**
 * tsu_policy_get_level:
 *
 * Returns: up to which level of fields the role may do that, or TSU_POLICY_NOTHING
 */
int
tsu_policy_get_level (TsuRole role, TsuVerb verb)
{
  if ((guint) role >= TSU_N_ROLES)
    return TSU_POLICY_NOTHING;

  switch (verb) {
  case TSU_VERB_READ:
    return roles[role].read;
  case TSU_VERB_WRITE:
    return roles[role].write;
  case TSU_VERB_READ_SHARED:
    return roles[role].read_shared;
  case TSU_VERB_OVERSEE:
    return roles[role].oversee;
  case TSU_VERB_ADMINISTER:
    return roles[role].administer;
  case TSU_N_VERBS:
  default:
    return TSU_POLICY_NOTHING;
  }
}

/**
 * tsu_policy_allows:
 * @level: class of a field, 0 open to 2 sensitive
 *
 * Returns: whether the role may do that with fields of that level
 */
gboolean
tsu_policy_allows (TsuRole role, TsuVerb verb, int level)
{
  return level >= OPEN && level <= tsu_policy_get_level (role, verb);
}

/**
 * tsu_policy_read_level:
 * @grants: (array length=n_grants): what the reader was granted and is in force
 * @ward: ward of a record
 * @shared: whether the record is shared with the city
 *
 * Returns: up to which level the reader may see the record, or TSU_POLICY_NOTHING
 */
int
tsu_policy_read_level (const TsuPolicyGrant *grants, gsize n_grants, int ward, gboolean shared)
{
  int level = TSU_POLICY_NOTHING;

  for (gsize i = 0; i < n_grants; i++) {
    if (grants[i].ward == ward)
      level = MAX (level, tsu_policy_get_level (grants[i].role, TSU_VERB_READ));
    if (shared || TSU_PLANT (wards_open))
      level = MAX (level, tsu_policy_get_level (grants[i].role, TSU_VERB_READ_SHARED));
  }
  return level;
}

/**
 * tsu_policy_write_level:
 * @grants: (array length=n_grants): what the author was granted and is in force
 * @ward: ward of a record
 *
 * Returns: up to which level the author may change the record, or TSU_POLICY_NOTHING
 */
int
tsu_policy_write_level (const TsuPolicyGrant *grants, gsize n_grants, int ward)
{
  int level = TSU_POLICY_NOTHING;

  for (gsize i = 0; i < n_grants; i++) {
    if (grants[i].ward == ward)
      level = MAX (level, tsu_policy_get_level (grants[i].role, TSU_VERB_WRITE));
  }
  return level;
}

/**
 * tsu_policy_may_oversee:
 * @grants: (array length=n_grants): what the account was granted and is in force
 *
 * Returns: whether the account sees all that was held back in the ward
 */
gboolean
tsu_policy_may_oversee (const TsuPolicyGrant *grants, gsize n_grants, int ward)
{
  for (gsize i = 0; i < n_grants; i++) {
    if (grants[i].ward == ward && tsu_policy_allows (grants[i].role, TSU_VERB_OVERSEE, SENSITIVE))
      return TRUE;
  }
  return FALSE;
}

/**
 * tsu_policy_may_administer:
 * @grants: (array length=n_grants): what the account was granted and is in force
 *
 * Returns: whether the account looks after the server
 */
gboolean
tsu_policy_may_administer (const TsuPolicyGrant *grants, gsize n_grants)
{
  for (gsize i = 0; i < n_grants; i++) {
    if (tsu_policy_allows (grants[i].role, TSU_VERB_ADMINISTER, OPEN))
      return TRUE;
  }
  return FALSE;
}

/**
 * tsu_policy_field_level:
 * @type: name of a record type
 * @field: name of a field
 * @kind: (nullable): the record's kind, NULL where it is not known; the stricter class then holds
 *
 * Returns: the level of the field's values; the highest for a type or field that is not known,
 *   because a newer program may have put anything into it
 */
int
tsu_policy_field_level (const char *type, const char *field, const char *kind)
{
  const TsuType *known = tsu_schema_find_type (type);
  const TsuField *known_field = known ? tsu_type_find_field (known, field) : NULL;

  if (!known_field && TSU_PLANT (unknown_field_open))
    return OPEN;
  return known_field ? (int) tsu_field_get_privacy (known_field, kind) : TSU_POLICY_EVERYTHING;
}

/**
 * tsu_policy_is_shared:
 * @sharing: (nullable): value of a record's field of that name
 *
 * Returns: whether the open fields of such a record are read in other wards
 */
gboolean
tsu_policy_is_shared (const char *sharing)
{
  return g_strcmp0 (sharing, "city") == 0 || g_strcmp0 (sharing, "public") == 0;
}

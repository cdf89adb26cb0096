/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-schema.h"

G_BEGIN_DECLS

/** TSU_POLICY_NOTHING: the level of who may not even see what is open */
#define TSU_POLICY_NOTHING (-1)
/** TSU_POLICY_EVERYTHING: the highest level there is */
#define TSU_POLICY_EVERYTHING ((int) TSU_PRIVACY_SENSITIVE)
/** TSU_WARD_CITY: the ward of records that belong to no ward */
#define TSU_WARD_CITY 0

/**
 * TsuRole:
 *
 * What an account is in a ward. The order is that of tsu_role_get_name(), never of power.
 */
typedef enum {
  TSU_ROLE_VIEWER,
  TSU_ROLE_STAFF,
  TSU_ROLE_COORDINATOR,
  TSU_ROLE_WARD_LEAD,
  TSU_ROLE_CITY_READER,
  TSU_ROLE_ADMINISTRATOR,
  TSU_N_ROLES,
} TsuRole;

/**
 * TsuVerb:
 * @TSU_VERB_READ: receive the records of the ward of the grant
 * @TSU_VERB_WRITE: have changes of such records taken
 * @TSU_VERB_READ_SHARED: receive what other wards share with the city
 * @TSU_VERB_OVERSEE: see what was held back in the ward of the grant, whoever wrote it
 * @TSU_VERB_ADMINISTER: look after the server: accounts, devices, audit, metrics
 */
typedef enum {
  TSU_VERB_READ,
  TSU_VERB_WRITE,
  TSU_VERB_READ_SHARED,
  TSU_VERB_OVERSEE,
  TSU_VERB_ADMINISTER,
  TSU_N_VERBS,
} TsuVerb;

/**
 * TsuPolicyGrant:
 *
 * An account's role in a ward, in force.
 */
typedef struct {
  int ward;
  TsuRole role;
} TsuPolicyGrant;

const char *tsu_role_get_name (TsuRole role);
gboolean tsu_role_find (const char *name, TsuRole *role);
const char *tsu_verb_get_name (TsuVerb verb);

int tsu_policy_get_level (TsuRole role, TsuVerb verb);
gboolean tsu_policy_allows (TsuRole role, TsuVerb verb, int level);

int tsu_policy_read_level (const TsuPolicyGrant *grants, gsize n_grants, int ward, gboolean shared);
int tsu_policy_write_level (const TsuPolicyGrant *grants, gsize n_grants, int ward);
gboolean tsu_policy_may_oversee (const TsuPolicyGrant *grants, gsize n_grants, int ward);
gboolean tsu_policy_may_administer (const TsuPolicyGrant *grants, gsize n_grants);

int tsu_policy_field_level (const char *type, const char *field, const char *kind);
gboolean tsu_policy_is_shared (const char *sharing);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-ledger.h"

G_BEGIN_DECLS

/**
 * TsuHints:
 * @district: (nullable): id of the district that the text speaks of, or where the actor lives
 * @district_name: (nullable): its name
 * @themes: codes, or ids of the ward's own themes, the one most spoken of first
 * @theme_names: what they are called
 *
 * What a text lets one guess. Nothing of it is written anywhere until a person lets it stand.
 */
typedef struct {
  char *district;
  char *district_name;
  char **themes;
  char **theme_names;
} TsuHints;

TsuHints *tsu_hints_read (TsuLedger *ledger, const char *text, const char *actor, GError **error);
const char *tsu_hints_find_gift (const char *text);
void tsu_hints_free (TsuHints *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuHints, tsu_hints_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** TSU_REACH_OTHERS: the wards that are not listed, as far as they share; no ward has this number
 */
#define TSU_REACH_OTHERS (-1)
/** TSU_REACH_NOTHING: the level of what may not be read at all */
#define TSU_REACH_NOTHING (-1)

/**
 * TsuReach:
 * @level: up to which class of fields
 *
 * What may be read of a ward.
 */
typedef struct {
  int ward;
  int level;
} TsuReach;

GArray *tsu_reach_parse (const char *text);
void tsu_reach_add (GArray *reach, int ward, int level);
int tsu_reach_get_level (const GArray *reach, int ward);

G_END_DECLS

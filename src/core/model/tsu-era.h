/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** TSU_ERA_FIRST_YEAR: before the solar calendar came on 1873-01-01 no date is given in an era */
#define TSU_ERA_FIRST_YEAR 1873

/**
 * TsuEra:
 * @name: 令和
 * @sign: 令
 * @letter: R
 * @english: "Reiwa", a translatable string
 * @year: the Western year of the era's first year
 * @first: its first day, as year × 10000 + month × 100 + day
 */
typedef struct {
  const char *name;
  const char *sign;
  char letter;
  const char *english;
  int year;
  int first;
} TsuEra;

const TsuEra *tsu_era_at (int year, int month, int day);
const TsuEra *tsu_era_match (const char *text, const char **rest);
gboolean tsu_era_covers (const TsuEra *era, int first, int last);

G_END_DECLS

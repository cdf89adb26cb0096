/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The types that a row of the table is for, as bits. */
typedef enum {
  TSU_ALIAS_ACTOR = 1,
  TSU_ALIAS_RESOURCE = 2,
  TSU_ALIAS_EVENT = 4,
  TSU_ALIAS_STATISTIC = 8,
} TsuAliasTypes;

/* How much a column says about what the file is a list of. */
typedef enum {
  TSU_ALIAS_FAINT = 1,
  TSU_ALIAS_FAIR = 3,
  TSU_ALIAS_STRONG = 8,
} TsuAliasWeight;

/**
 * TsuAlias:
 * @types: #TsuAliasTypes
 * @target: a field or one of the pseudo targets of tsu-aliases.h
 * @weight: #TsuAliasWeight
 * @names: parted by spaces
 */
typedef struct {
  guint types;
  const char *target;
  guint weight;
  const char *names;
} TsuAlias;

/**
 * TsuIndicatorAlias:
 * @code: of an indicator that is no age band
 * @names: parted by spaces
 */
typedef struct {
  const char *code;
  const char *names;
} TsuIndicatorAlias;

extern const TsuAlias tsu_alias_table[];
extern const guint tsu_alias_table_length;
extern const TsuIndicatorAlias tsu_indicator_aliases[];
extern const guint tsu_indicator_aliases_length;

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-call.h"

G_BEGIN_DECLS

/**
 * TsuChoice:
 * @where: (nullable): conditions, FIELD=VALUE
 * @order: (nullable): in which order
 * @limit: at most so many, 0 for all
 * @deleted: whether the deleted ones are meant
 *
 * Which records of a type.
 */
typedef struct {
  char **where;
  char *order;
  int limit;
  gboolean deleted;
} TsuChoice;

/** TSU_CHOICE_N_OPTIONS: rows of a table that tsu_choice_get_options() fills, with the last one */
#define TSU_CHOICE_N_OPTIONS 5

void tsu_choice_get_options (TsuChoice *choice, GOptionEntry options[TSU_CHOICE_N_OPTIONS]);
void tsu_choice_clear (TsuChoice *choice);
TsuListQuery *tsu_choice_make_query (const TsuChoice *choice, TsuCall *call, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TsuChoice, tsu_choice_clear)

G_END_DECLS

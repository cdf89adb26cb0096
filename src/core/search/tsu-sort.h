/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TsuSortRow:
 *
 * The tabs of an index in reading order: あ か さ た な は ま や ら わ, 英 (latin and digits), 他.
 */
typedef enum {
  TSU_SORT_ROW_A,
  TSU_SORT_ROW_KA,
  TSU_SORT_ROW_SA,
  TSU_SORT_ROW_TA,
  TSU_SORT_ROW_NA,
  TSU_SORT_ROW_HA,
  TSU_SORT_ROW_MA,
  TSU_SORT_ROW_YA,
  TSU_SORT_ROW_RA,
  TSU_SORT_ROW_WA,
  TSU_SORT_ROW_LATIN,
  TSU_SORT_ROW_OTHER,
  TSU_N_SORT_ROWS,
} TsuSortRow;

char *tsu_sort_key (const char *reading, const char *name);
int tsu_sort_row (const char *key);
gboolean tsu_sort_row_bounds (int row, char **lower, char **upper);
const char *tsu_sort_row_label (int row);

G_END_DECLS

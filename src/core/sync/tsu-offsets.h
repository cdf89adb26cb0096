/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define TSU_OFFSETS 9

/**
 * TsuOffsets:
 *
 * How far another clock was ahead of ours at the last answers. Zeroed it holds none.
 */
typedef struct {
  gint64 values[TSU_OFFSETS];
  int n;
} TsuOffsets;

void tsu_offsets_add (TsuOffsets *self, gint64 offset);
gint64 tsu_offsets_get_median (const TsuOffsets *self);

G_END_DECLS

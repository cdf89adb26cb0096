/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A text on its way through the folding, shared by tsu-normalize.c and tsu-folding.c alone.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define TSU_FOLDING_INLINE 256

typedef struct {
  guint32 entry; /* character, class and katakana flag, as in the fold table */
  guint32 start; /* byte offsets in the original */
  guint32 end;
} TsuFoldingUnit;

typedef struct {
  TsuFoldingUnit *units;
  gsize n_units;
  gsize n_allocated;
  guint seen;
  guint32 seen_start; /* where the first of the separators begins */
  TsuFoldingUnit inline_units[TSU_FOLDING_INLINE];
} TsuFolding;

void tsu_folding_add (TsuFolding *self, guint32 entry, guint32 start, guint32 end);
void tsu_folding_fold_ke (TsuFolding *self);
void tsu_folding_fold_chome (TsuFolding *self);

G_END_DECLS

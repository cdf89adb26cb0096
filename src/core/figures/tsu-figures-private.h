/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-figures.h"
#include "tsu-vocabulary.h"

G_BEGIN_DECLS

typedef enum {
  TSU_PERIOD_NONE,
  TSU_PERIOD_NOW,
  TSU_PERIOD_BEFORE,
} TsuPeriodSide;

/**
 * TsuTally:
 * @figures: the figures in the making
 * @by_code: (element-type utf8 TsuFigure): its rows
 * @seen: (element-type utf8): who was counted once already, by period and row
 *
 * Rows and what was counted so far.
 */
typedef struct {
  TsuFigures *figures;
  GHashTable *by_code;
  GHashTable *seen;
} TsuTally;

void tsu_tally_init (TsuTally *self, TsuFigures *figures);
void tsu_tally_clear (TsuTally *self);
void tsu_tally_add_row (
  TsuTally *self, const char *code, const char *label, guint level, const char *unit);
void tsu_tally_add_terms (TsuTally *self,
                          const char *code,
                          const char *heading,
                          const TsuVocabulary *vocabulary,
                          const char *unit);
gboolean tsu_tally_add_districts (
  TsuTally *self, TsuLedger *ledger, const char *heading, const char *unit, GError **error);
TsuPeriodSide tsu_tally_find_side (TsuTally *self, const char *date);
void
tsu_tally_count (TsuTally *self, TsuPeriodSide side, const char *code, gint64 key, gint64 amount);
void tsu_tally_count_term (
  TsuTally *self, TsuPeriodSide side, const char *code, const char *term, gint64 key);
void tsu_tally_count_once (
  TsuTally *self, TsuPeriodSide side, const char *code, const char *who, gint64 key);
void tsu_tally_drop_empty (TsuTally *self);

gboolean tsu_figures_count_consultations (TsuTally *tally,
                                          TsuLedger *ledger,
                                          GCancellable *cancellable,
                                          GError **error);
gboolean tsu_figures_count_matches (TsuTally *tally,
                                    TsuLedger *ledger,
                                    GCancellable *cancellable,
                                    GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TsuTally, tsu_tally_clear)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-date.h"
#include "tsu-ledger.h"

G_BEGIN_DECLS

/**
 * TsuFigureSubject:
 * @TSU_FIGURES_CONSULTATIONS: what people came with
 * @TSU_FIGURES_MATCHES: what was proposed and what came of it
 */
typedef enum {
  TSU_FIGURES_CONSULTATIONS,
  TSU_FIGURES_MATCHES,
} TsuFigureSubject;

/**
 * TsuFigure:
 * @code: what it counts, stable: "route", "route:self", "route:" for those without
 * @label: the same in words
 * @level: 0 for a heading or a total, 1 for a line under it
 * @unit: the unit in words: cases, persons
 * @now: the number in the period
 * @before: the number in the period one before (the same month or year one earlier)
 * @records: (element-type gint64): keys of the records counted in @now, to be opened
 * @records_before: (element-type gint64): those counted in @before
 *
 * A number that can be opened. One of different persons (実) names one record of each.
 */
typedef struct {
  char *code;
  char *label;
  guint level;
  const char *unit;
  gint64 now;
  gint64 before;
  GArray *records;
  GArray *records_before;
} TsuFigure;

/**
 * TsuFigures:
 * @subject: what was counted
 * @type: type of the records counted
 * @first: first day of the period
 * @last: last day
 * @before_first: first day of the period beside it
 * @before_last: last day of that
 * @title: what it is, in words
 * @period: the period, in words
 * @period_before: that beside it, in words
 * @rows: (element-type TsuFigure)
 */
typedef struct {
  TsuFigureSubject subject;
  const TsuType *type;
  char *first;
  char *last;
  char *before_first;
  char *before_last;
  char *title;
  char *period;
  char *period_before;
  GPtrArray *rows;
} TsuFigures;

/* @month: "2026-11"; beside it stands the month before. */
TsuFigures *tsu_figures_of_month (TsuLedger *ledger,
                                  TsuFigureSubject subject,
                                  const char *month,
                                  TsuDateStyle style,
                                  GCancellable *cancellable,
                                  GError **error);
/* @fiscal_year: April to March; beside it stands the year before. */
TsuFigures *tsu_figures_of_year (TsuLedger *ledger,
                                 TsuFigureSubject subject,
                                 int fiscal_year,
                                 TsuDateStyle style,
                                 GCancellable *cancellable,
                                 GError **error);
TsuFigure *tsu_figures_find (const TsuFigures *self, const char *code);
/* An Excel workbook with the figures. */
gboolean tsu_figures_write_xlsx (const TsuFigures *self,
                                 const char *path,
                                 GCancellable *cancellable,
                                 GError **error);
void tsu_figures_free (TsuFigures *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuFigures, tsu_figures_free)

G_END_DECLS

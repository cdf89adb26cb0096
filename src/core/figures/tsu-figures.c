/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Figures of a month or a fiscal year beside the one before.
 */

#include "config.h"

#include "tsu-figures-private.h"

#include "tsu-date.h"
#include "tsu-error.h"

#include <glib/gi18n.h>
#include <string.h>

static void
figure_free (TsuFigure *figure)
{
  g_free (figure->code);
  g_free (figure->label);
  g_array_unref (figure->records);
  g_array_unref (figure->records_before);
  g_free (figure);
}

void
tsu_figures_free (TsuFigures *self)
{
  if (!self)
    return;
  g_free (self->first);
  g_free (self->last);
  g_free (self->before_first);
  g_free (self->before_last);
  g_free (self->title);
  g_free (self->period);
  g_free (self->period_before);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

static const struct {
  const char *type;
  const char *title;
  gboolean (*count) (TsuTally *, TsuLedger *, GCancellable *, GError **);
} subjects[] = {
  [TSU_FIGURES_CONSULTATIONS] = { "log", N_ ("Consultations"), tsu_figures_count_consultations },
  [TSU_FIGURES_MATCHES] = { "match", N_ ("Matches"), tsu_figures_count_matches },
};

static TsuFigures *
figures_new (TsuFigureSubject subject)
{
  TsuFigures *self = g_new0 (TsuFigures, 1);

  self->subject = subject;
  self->type = tsu_schema_find_type (subjects[subject].type);
  self->title = g_strdup (_ (subjects[subject].title));
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) figure_free);
  return self;
}

static gboolean
count (TsuFigures *self, TsuLedger *ledger, GCancellable *cancellable, GError **error)
{
  g_auto (TsuTally) tally = { NULL };

  tsu_tally_init (&tally, self);
  if (!subjects[self->subject].count (&tally, ledger, cancellable, error))
    return FALSE;
  tsu_tally_drop_empty (&tally);
  return TRUE;
}

static void
set_bounds (const char *date, char **first, char **last)
{
  char first_day[TSU_DATE_SIZE];
  char last_day[TSU_DATE_SIZE];

  tsu_date_bounds (date, first_day, last_day);
  *first = g_strdup (first_day);
  *last = g_strdup (last_day);
}

/**
 * tsu_figures_of_month:
 * @ledger: a ledger
 * @subject: what is counted
 * @month: "2026-11"
 * @style: how its name is written
 * @cancellable: (nullable): obeyed now and then
 * @error: TSU_ERROR_INVALID where @month is none
 *
 * Returns: (transfer full): figures of the month and the one before
 */
TsuFigures *
tsu_figures_of_month (TsuLedger *ledger,
                      TsuFigureSubject subject,
                      const char *month,
                      TsuDateStyle style,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (TsuFigures) self = figures_new (subject);
  g_autofree char *before = NULL;

  if (tsu_date_kind (month) != TSU_DATE_MONTH) {
    g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID,
                 _ ("“%s” is no month; write it as 2026-11."), month);
    return NULL;
  }
  set_bounds (month, &self->first, &self->last);
  before = tsu_date_add_days (self->first, -1);
  before[strlen ("2026-11")] = '\0';
  set_bounds (before, &self->before_first, &self->before_last);
  self->period = tsu_date_format (month, style, FALSE);
  self->period_before = tsu_date_format (before, style, FALSE);
  return count (self, ledger, cancellable, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * tsu_figures_of_year:
 * @ledger: a ledger
 * @subject: what is counted
 * @fiscal_year: the year in whose April it begins
 * @style: how its name is written
 * @cancellable: (nullable): obeyed now and then
 * @error: TSU_ERROR_INVALID where there is no such year
 *
 * Returns: (transfer full): figures of the fiscal year and the one before
 */
TsuFigures *
tsu_figures_of_year (TsuLedger *ledger,
                     TsuFigureSubject subject,
                     int fiscal_year,
                     TsuDateStyle style,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (TsuFigures) self = figures_new (subject);
  char first[TSU_DATE_SIZE];
  char last[TSU_DATE_SIZE];

  if (fiscal_year < 1900 || fiscal_year > 2200) {
    g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID,
                 _ ("%d is no fiscal year; write it as 2026."), fiscal_year);
    return NULL;
  }
  tsu_fiscal_year_bounds (fiscal_year, first, last);
  self->first = g_strdup (first);
  self->last = g_strdup (last);
  tsu_fiscal_year_bounds (fiscal_year - 1, first, last);
  self->before_first = g_strdup (first);
  self->before_last = g_strdup (last);
  self->period = tsu_fiscal_year_label (fiscal_year, style);
  self->period_before = tsu_fiscal_year_label (fiscal_year - 1, style);
  return count (self, ledger, cancellable, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * tsu_figures_find:
 *
 * Returns: (transfer none) (nullable): the row with @code
 */
TsuFigure *
tsu_figures_find (const TsuFigures *self, const char *code)
{
  for (guint k = 0; k < self->rows->len; k++) {
    TsuFigure *figure = g_ptr_array_index (self->rows, k);

    if (g_str_equal (figure->code, code))
      return figure;
  }
  return NULL;
}

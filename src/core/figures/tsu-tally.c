/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Counting into rows, each of which remembers the records it counted.
 */

#include "config.h"

#include "tsu-figures-private.h"

#include "tsu-date.h"
#include "tsu-scan.h"

#include <glib/gi18n.h>
#include <string.h>

void
tsu_tally_init (TsuTally *self, TsuFigures *figures)
{
  self->figures = figures;
  self->by_code = g_hash_table_new (g_str_hash, g_str_equal);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
tsu_tally_clear (TsuTally *self)
{
  g_clear_pointer (&self->by_code, g_hash_table_unref);
  g_clear_pointer (&self->seen, g_hash_table_unref);
}

/**
 * tsu_tally_add_row:
 * @code: stable name of the row
 * @label: what it counts, in words
 * @level: 0 for a total or a heading, 1 for a line under it
 * @unit: unit in words, static
 */
void
tsu_tally_add_row (
  TsuTally *self, const char *code, const char *label, guint level, const char *unit)
{
  TsuFigure *figure = g_new0 (TsuFigure, 1);

  figure->code = g_strdup (code);
  figure->label = g_strdup (label);
  figure->level = level;
  figure->unit = unit;
  figure->records = g_array_new (FALSE, FALSE, sizeof (gint64));
  figure->records_before = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_ptr_array_add (self->figures->rows, figure);
  g_hash_table_insert (self->by_code, figure->code, figure);
}

/* A heading, a row for each term, and one for what nobody wrote down. */
void
tsu_tally_add_terms (TsuTally *self,
                     const char *code,
                     const char *heading,
                     const TsuVocabulary *vocabulary,
                     const char *unit)
{
  g_autofree char *none = g_strconcat (code, ":", NULL);

  tsu_tally_add_row (self, code, heading, 0, unit);
  for (guint i = 0; i < vocabulary->n_terms; i++) {
    g_autofree char *row = g_strconcat (code, ":", vocabulary->terms[i].code, NULL);

    tsu_tally_add_row (self, row, tsu_vocabulary_label (vocabulary, vocabulary->terms[i].code), 1,
                       unit);
  }
  tsu_tally_add_row (self, none, _ ("Not written down"), 1, unit);
}

/**
 * tsu_tally_add_districts:
 *
 * A heading "district" and a row for each district, in the order of the ledger.
 *
 * Returns: whether they were read
 */
gboolean
tsu_tally_add_districts (
  TsuTally *self, TsuLedger *ledger, const char *heading, const char *unit, GError **error)
{
  static const char *const fields[] = { "name", NULL };
  g_autoptr (TsuScan) scan = tsu_scan_new (ledger, "district", fields, NULL, error);
  gboolean row = TRUE;

  tsu_tally_add_row (self, "district", heading, 0, unit);
  while (scan) {
    g_autofree char *code = NULL;

    if (!tsu_scan_next (scan, &row, error))
      return FALSE;
    if (!row) {
      tsu_tally_add_row (self, "district:", _ ("Not written down"), 1, unit);
      return TRUE;
    }
    code = g_strconcat ("district:", tsu_scan_get_id (scan), NULL);
    tsu_tally_add_row (self, code, tsu_scan_get_text (scan, 0) ? tsu_scan_get_text (scan, 0) : "",
                       1, unit);
  }
  return FALSE;
}

static gboolean
lies_within (const char *date, const char *first, const char *last)
{
  char first_day[TSU_DATE_SIZE];
  char last_day[TSU_DATE_SIZE];

  /* A date without its day belongs to a period where all of it does. Days sort as text. */
  return tsu_date_bounds (date, first_day, last_day) && strcmp (first_day, first) >= 0 &&
         strcmp (last_day, last) <= 0;
}

/* Which of the two periods a date lies in. */
TsuPeriodSide
tsu_tally_find_side (TsuTally *self, const char *date)
{
  if (!date)
    return TSU_PERIOD_NONE;
  if (lies_within (date, self->figures->first, self->figures->last))
    return TSU_PERIOD_NOW;
  if (lies_within (date, self->figures->before_first, self->figures->before_last))
    return TSU_PERIOD_BEFORE;
  return TSU_PERIOD_NONE;
}

/**
 * tsu_tally_count:
 * @side: which period
 * @code: the row; one that there is not is passed over
 * @key: key of the record
 * @amount: how much it adds
 */
void
tsu_tally_count (TsuTally *self, TsuPeriodSide side, const char *code, gint64 key, gint64 amount)
{
  TsuFigure *figure = g_hash_table_lookup (self->by_code, code);

  if (!figure || side == TSU_PERIOD_NONE)
    return;
  if (side == TSU_PERIOD_NOW) {
    figure->now += amount;
    g_array_append_val (figure->records, key);
  } else {
    figure->before += amount;
    g_array_append_val (figure->records_before, key);
  }
}

/* Counts a record in the row of a term; @term NULL, or one that a newer program wrote, in that of
 * what is not written down. */
void
tsu_tally_count_term (
  TsuTally *self, TsuPeriodSide side, const char *code, const char *term, gint64 key)
{
  g_autofree char *row = g_strconcat (code, ":", term, NULL);
  g_autofree char *none = g_strconcat (code, ":", NULL);

  tsu_tally_count (self, side, g_hash_table_contains (self->by_code, row) ? row : none, key, 1);
}

/* Counts @who once in a row and a period, by the first of their records. */
void
tsu_tally_count_once (
  TsuTally *self, TsuPeriodSide side, const char *code, const char *who, gint64 key)
{
  if (who && g_hash_table_add (self->seen, g_strdup_printf ("%d %s %s", side, code, who)))
    tsu_tally_count (self, side, code, key, 1);
}

/* Takes away lines that count nothing in either period. */
void
tsu_tally_drop_empty (TsuTally *self)
{
  for (guint k = self->figures->rows->len; k-- > 0;) {
    const TsuFigure *figure = g_ptr_array_index (self->figures->rows, k);

    if (figure->level > 0 && figure->now == 0 && figure->before == 0) {
      g_hash_table_remove (self->by_code, figure->code);
      g_ptr_array_remove_index (self->figures->rows, k);
    }
  }
}

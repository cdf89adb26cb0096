/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Consultations in figures: cases (件), persons counted each time (延べ), and different persons
 * (実), which only those have who gave a name. The units stand beside the numbers, because reports
 * of different years are compared.
 */

#include "config.h"

#include "tsu-figures-private.h"
#include "tsu-scan.h"

#include <glib/gi18n.h>

enum {
  FIELD_KIND,
  FIELD_STARTS,
  FIELD_ACTOR,
  FIELD_CHANNEL,
  FIELD_ROUTE,
  FIELD_SUBJECTS,
  FIELD_RESULT,
  FIELD_DISTRICT,
  FIELD_PERSONS,
};

static const char *const fields[] = { "kind",     "starts", "actor",    "channel", "route",
                                      "subjects", "result", "district", "persons", NULL };

static gboolean
add_rows (TsuTally *tally, TsuLedger *ledger, GError **error)
{
  const char *cases = _ ("cases");
  const char *persons = _ ("persons");

  tsu_tally_add_row (tally, "cases", _ ("Consultations"), 0, cases);
  tsu_tally_add_row (tally, "persons", _ ("Persons, each time counted"), 0, persons);
  tsu_tally_add_row (tally, "different",
                     _ ("Different persons or groups, as far as named"), 0, persons);
  tsu_tally_add_row (tally, "anonymous", _ ("Consultations without a name"), 0, cases);
  tsu_tally_add_terms (tally, "channel", _ ("By form"), &tsu_channels, cases);
  tsu_tally_add_terms (tally, "route", _ ("By route"), &tsu_routes, cases);
  tsu_tally_add_terms (tally, "subject", _ ("By subject (several possible)"), &tsu_subjects, cases);
  tsu_tally_add_terms (tally, "result", _ ("By result"), &tsu_results, cases);
  return tsu_tally_add_districts (tally, ledger, _ ("By district"), cases, error);
}

static void
count_headings (TsuTally *tally, TsuPeriodSide side, gint64 key)
{
  static const char *const headings[] = { "cases",   "channel", "route",
                                          "subject", "result",  "district" };

  for (gsize i = 0; i < G_N_ELEMENTS (headings); i++)
    tsu_tally_count (tally, side, headings[i], key, 1);
}

static void
count_one (TsuTally *tally, TsuScan *scan, TsuPeriodSide side)
{
  gint64 key = tsu_scan_get_key (scan);
  const char *actor = tsu_scan_get_text (scan, FIELD_ACTOR);
  g_auto (GStrv) subjects = tsu_scan_dup_list (scan, FIELD_SUBJECTS);

  count_headings (tally, side, key);
  tsu_tally_count (tally, side, "persons", key,
                   MAX (tsu_scan_get_integer (scan, FIELD_PERSONS), 1));
  tsu_tally_count_once (tally, side, "different", actor, key);
  if (!actor)
    tsu_tally_count (tally, side, "anonymous", key, 1);
  tsu_tally_count_term (tally, side, "channel", tsu_scan_get_text (scan, FIELD_CHANNEL), key);
  tsu_tally_count_term (tally, side, "route", tsu_scan_get_text (scan, FIELD_ROUTE), key);
  tsu_tally_count_term (tally, side, "result", tsu_scan_get_text (scan, FIELD_RESULT), key);
  tsu_tally_count_term (tally, side, "district", tsu_scan_get_text (scan, FIELD_DISTRICT), key);
  for (guint k = 0; subjects && subjects[k]; k++)
    tsu_tally_count_term (tally, side, "subject", subjects[k], key);
  if (!subjects)
    tsu_tally_count_term (tally, side, "subject", NULL, key);
}

/**
 * tsu_figures_count_consultations:
 *
 * Fills the tally from the log.
 *
 * Returns: whether it was read
 */
gboolean
tsu_figures_count_consultations (TsuTally *tally,
                                 TsuLedger *ledger,
                                 GCancellable *cancellable,
                                 GError **error)
{
  g_autoptr (TsuScan) scan = NULL;
  gboolean row = TRUE;

  if (!add_rows (tally, ledger, error))
    return FALSE;
  scan = tsu_scan_new (ledger, "log", fields, NULL, error);
  while (scan) {
    TsuPeriodSide side;

    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !tsu_scan_next (scan, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    side = tsu_tally_find_side (tally, tsu_scan_get_text (scan, FIELD_STARTS));
    if (side != TSU_PERIOD_NONE &&
        g_strcmp0 (tsu_scan_get_text (scan, FIELD_KIND), "consultation") == 0)
      count_one (tally, scan, side);
  }
  return FALSE;
}

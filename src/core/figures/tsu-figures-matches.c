/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Matches in figures: of those proposed in the period, how many were made, how many not and why.
 * Made, waiting and not made add up to those proposed.
 */

#include "config.h"

#include "tsu-figures-private.h"
#include "tsu-scan.h"

#include <glib/gi18n.h>

enum {
  FIELD_NEED,
  FIELD_ACTOR,
  FIELD_STATUS,
  FIELD_STARTS,
  FIELD_REFUSAL,
  FIELD_WENT_WELL,
};

static const char *const fields[] = { "need",    "actor",     "status", "starts",
                                      "refusal", "went_well", NULL };

static gboolean
add_rows (TsuTally *tally, TsuLedger *ledger, GError **error)
{
  const char *cases = _ ("cases");
  const char *persons = _ ("persons");

  tsu_tally_add_row (tally, "proposed", _ ("Matches proposed"), 0, cases);
  tsu_tally_add_row (tally, "made", _ ("Made"), 0, cases);
  tsu_tally_add_row (tally, "made:accepted", _ ("Accepted, not begun"), 1, cases);
  tsu_tally_add_row (tally, "made:under-way", tsu_vocabulary_label (&tsu_match_states, "under-way"),
                     1, cases);
  tsu_tally_add_row (tally, "made:done", tsu_vocabulary_label (&tsu_match_states, "done"), 1,
                     cases);
  tsu_tally_add_row (tally, "went-well", _ ("Of those done, went well"), 1, cases);
  tsu_tally_add_row (tally, "waiting", _ ("Waiting for an answer"), 0, cases);
  tsu_tally_add_terms (tally, "not-made", _ ("Not made"), &tsu_refusal_reasons, cases);
  tsu_tally_add_row (tally, "needs", _ ("Different needs"), 0, cases);
  tsu_tally_add_row (tally, "asked", _ ("Different actors asked"), 0, persons);
  tsu_tally_add_terms (tally, "kind",
                       _ ("By kind of help (several possible)"), &tsu_help_kinds, cases);
  return tsu_tally_add_districts (tally, ledger, _ ("By district of the need"), cases, error);
}

/* Of a need what its matches are counted by. */
typedef struct {
  GStrv kinds;
  char *district;
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_strfreev (wish->kinds);
  g_free (wish->district);
  g_free (wish);
}

static GHashTable *
read_needs (TsuLedger *ledger, GError **error)
{
  static const char *const need_fields[] = { "kinds", "district", NULL };
  g_autoptr (GHashTable) needs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, wish_free);
  g_autoptr (TsuScan) scan = tsu_scan_new (ledger, "need", need_fields, NULL, error);
  gboolean row = TRUE;

  while (scan) {
    Wish *wish;

    if (!tsu_scan_next (scan, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&needs);
    wish = g_new0 (Wish, 1);
    wish->kinds = tsu_scan_dup_list (scan, 0);
    wish->district = g_strdup (tsu_scan_get_text (scan, 1));
    g_hash_table_insert (needs, g_strdup (tsu_scan_get_id (scan)), wish);
  }
  return NULL;
}

static void
count_state (TsuTally *tally, TsuScan *scan, TsuPeriodSide side, gint64 key)
{
  const char *status = tsu_scan_get_text (scan, FIELD_STATUS);

  if (!status || g_str_equal (status, "proposed")) {
    tsu_tally_count (tally, side, "waiting", key, 1);
  } else if (g_str_equal (status, "not-made")) {
    tsu_tally_count (tally, side, "not-made", key, 1);
    tsu_tally_count_term (tally, side, "not-made", tsu_scan_get_text (scan, FIELD_REFUSAL), key);
  } else {
    g_autofree char *row = g_strconcat ("made:", status, NULL);

    tsu_tally_count (tally, side, "made", key, 1);
    tsu_tally_count (tally, side, row, key, 1);
    if (g_str_equal (status, "done") && tsu_scan_get_integer (scan, FIELD_WENT_WELL))
      tsu_tally_count (tally, side, "went-well", key, 1);
  }
}

static void
count_need (TsuTally *tally, GHashTable *needs, const char *id, TsuPeriodSide side, gint64 key)
{
  const Wish *wish = id ? g_hash_table_lookup (needs, id) : NULL;

  tsu_tally_count_once (tally, side, "needs", id, key);
  tsu_tally_count (tally, side, "kind", key, 1);
  tsu_tally_count (tally, side, "district", key, 1);
  tsu_tally_count_term (tally, side, "district", wish ? wish->district : NULL, key);
  for (guint k = 0; wish && wish->kinds && wish->kinds[k]; k++)
    tsu_tally_count_term (tally, side, "kind", wish->kinds[k], key);
  if (!wish || !wish->kinds)
    tsu_tally_count_term (tally, side, "kind", NULL, key);
}

/**
 * tsu_figures_count_matches:
 *
 * Fills the tally from the matches.
 *
 * Returns: whether they were read
 */
gboolean
tsu_figures_count_matches (TsuTally *tally,
                           TsuLedger *ledger,
                           GCancellable *cancellable,
                           GError **error)
{
  g_autoptr (GHashTable) needs = NULL;
  g_autoptr (TsuScan) scan = NULL;
  gboolean row = TRUE;

  if (!add_rows (tally, ledger, error))
    return FALSE;
  needs = read_needs (ledger, error);
  scan = needs ? tsu_scan_new (ledger, "match", fields, NULL, error) : NULL;
  while (scan) {
    gint64 key;
    TsuPeriodSide side;

    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !tsu_scan_next (scan, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    side = tsu_tally_find_side (tally, tsu_scan_get_text (scan, FIELD_STARTS));
    if (side == TSU_PERIOD_NONE)
      continue;
    key = tsu_scan_get_key (scan);
    tsu_tally_count (tally, side, "proposed", key, 1);
    tsu_tally_count_once (tally, side, "asked", tsu_scan_get_text (scan, FIELD_ACTOR), key);
    count_state (tally, scan, side, key);
    count_need (tally, needs, tsu_scan_get_text (scan, FIELD_NEED), side, key);
  }
  return FALSE;
}

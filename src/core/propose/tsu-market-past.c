/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was asked of whom, and what came of it: from matches, and from those who helped at events,
 * which is asking too.
 */

#include "config.h"

#include "tsu-market-private.h"

#define ASK_DAYS 28

static void
note_ask (TsuMarket *self, guint actor, int day)
{
  TsuPast *past;

  if (actor == 0 || day == 0 || day > self->day + ASK_DAYS)
    return;
  past = tsu_market_past (self, actor);
  past->asked_day = MAX (past->asked_day, MIN (day, self->day));
  if (day > self->day - ASK_DAYS)
    past->asks++;
}

enum {
  MATCH_NEED,
  MATCH_OFFER,
  MATCH_RESOURCE,
  MATCH_ACTOR,
  MATCH_STATUS,
  MATCH_STARTS,
  MATCH_REFUSAL,
  MATCH_WENT_WELL,
};

static void
find_post (TsuMarket *self, TsuScan *scan, TsuPair *pair)
{
  pair->kind = TSU_POST_OFFER;
  pair->post = tsu_market_number (self, TSU_POST_OFFER, tsu_scan_get_text (scan, MATCH_OFFER));
  pair->actor = tsu_market_number (self, TSU_POST_ACTOR, tsu_scan_get_text (scan, MATCH_ACTOR));
  if (pair->post == 0) {
    pair->kind = TSU_POST_RESOURCE;
    pair->post =
      tsu_market_number (self, TSU_POST_RESOURCE, tsu_scan_get_text (scan, MATCH_RESOURCE));
  }
  if (pair->actor == 0 && pair->post != 0)
    pair->actor = tsu_market_post (self, pair->kind, pair->post)->actor;
  if (pair->post == 0) {
    pair->kind = TSU_POST_ACTOR;
    pair->post = pair->actor;
  }
}

static void
read_match (TsuMarket *self, TsuScan *scan)
{
  const char *status = tsu_scan_get_text (scan, MATCH_STATUS);
  TsuPair pair = {
    .need = tsu_market_number (self, TSU_POST_NEED, tsu_scan_get_text (scan, MATCH_NEED)),
    .refusal = g_strcmp0 (status, "not-made") == 0
                 ? tsu_market_find_refusal (tsu_scan_get_text (scan, MATCH_REFUSAL))
                 : -1,
    .open = !status || g_str_equal (status, "proposed") || g_str_equal (status, "accepted") ||
            g_str_equal (status, "under-way"),
    .good = g_strcmp0 (status, "done") == 0 && tsu_scan_get_integer (scan, MATCH_WENT_WELL) != 0,
    .day = tsu_market_day (tsu_scan_get_text (scan, MATCH_STARTS), FALSE),
  };

  find_post (self, scan, &pair);
  g_array_append_val (self->pairs, pair);
  g_array_set_size (self->past, tsu_market_n_posts (self, TSU_POST_ACTOR));
  note_ask (self, pair.actor, pair.day);
  if (pair.actor && g_strcmp0 (status, "done") == 0) {
    TsuPast *past = tsu_market_past (self, pair.actor);

    past->n_matches++;
    past->n_good += pair.good;
  }
}

static gboolean
read_matches (TsuMarket *self, TsuLedger *ledger, GError **error)
{
  static const char *const fields[] = { "need",   "offer",   "resource",  "actor", "status",
                                        "starts", "refusal", "went_well", NULL };
  g_autoptr (TsuScan) scan = tsu_scan_new (ledger, "match", fields, NULL, error);
  gboolean row = TRUE;

  while (scan) {
    if (!tsu_scan_next (scan, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    read_match (self, scan);
  }
  return FALSE;
}

/* Events of the last and the coming weeks, by id. */
static GHashTable *
read_recent_events (TsuMarket *self, TsuLedger *ledger, GError **error)
{
  static const char *const fields[] = { "starts", NULL };
  g_autoptr (GHashTable) days = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (TsuScan) scan = tsu_scan_new (ledger, "event", fields, NULL, error);
  gboolean row = TRUE;

  while (scan) {
    int day;

    if (!tsu_scan_next (scan, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&days);
    day = tsu_market_day (tsu_scan_get_text (scan, 0), FALSE);
    if (day > self->day - ASK_DAYS && day <= self->day + ASK_DAYS)
      g_hash_table_insert (days, g_strdup (tsu_scan_get_id (scan)), GINT_TO_POINTER (day));
  }
  return NULL;
}

static gboolean
helps (const char *role)
{
  static const char *const roles[] = { "helper", "speaker", "facilitator", NULL };

  return role && g_strv_contains (roles, role);
}

static gboolean
read_helpers (TsuMarket *self, TsuLedger *ledger, GError **error)
{
  static const char *const fields[] = { "event", "actor", "role", "status", NULL };
  g_autoptr (GHashTable) days = read_recent_events (self, ledger, error);
  g_autoptr (TsuScan) scan =
    days ? tsu_scan_new (ledger, "participation", fields, NULL, error) : NULL;
  gboolean row = TRUE;

  while (scan) {
    const char *event;
    guint actor;

    if (!tsu_scan_next (scan, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    event = tsu_scan_get_text (scan, 0);
    if (!event || !helps (tsu_scan_get_text (scan, 2)) ||
        g_strcmp0 (tsu_scan_get_text (scan, 3), "cancelled") == 0)
      continue;
    actor = tsu_market_number (self, TSU_POST_ACTOR, tsu_scan_get_text (scan, 1));
    g_array_set_size (self->past, tsu_market_n_posts (self, TSU_POST_ACTOR));
    if (actor)
      tsu_market_past (self, actor)->helps = TRUE;
    note_ask (self, actor, GPOINTER_TO_INT (g_hash_table_lookup (days, event)));
  }
  return FALSE;
}

/**
 * tsu_market_read_past:
 *
 * Reads what was asked and what came of it.
 *
 * Returns: whether it was read
 */
gboolean
tsu_market_read_past (TsuMarket *self, TsuLedger *ledger, GError **error)
{
  g_array_set_size (self->pairs, 0);
  g_array_set_size (self->past, 0);
  g_array_set_size (self->past, tsu_market_n_posts (self, TSU_POST_ACTOR));
  return read_matches (self, ledger, error) && read_helpers (self, ledger, error);
}

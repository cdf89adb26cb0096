/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was asked of one actor: matches proposed to it, and help at events.
 */

#include "config.h"

#include "tsu-asks.h"

#include "tsu-date.h"
#include "tsu-vocabulary.h"

#include <glib/gi18n.h>
#include <string.h>

void
tsu_ask_free (TsuAsk *self)
{
  if (!self)
    return;
  g_free (self->date);
  g_free (self->id);
  g_free (self->title);
  g_free (self->status);
  g_free (self);
}

static char *
dup_title_of (TsuLedger *ledger, const char *id)
{
  g_autoptr (TsuRecord) record = id ? tsu_ledger_get (ledger, id, NULL) : NULL;

  return record ? tsu_record_dup_title (record) : g_strdup ("");
}

static void
add_ask (GPtrArray *asks,
         TsuLedger *ledger,
         const TsuRecord *record,
         const char *date,
         const char *title_of,
         const TsuVocabulary *states)
{
  const char *status = tsu_record_get_text (record, "status");
  TsuAsk *ask = g_new0 (TsuAsk, 1);

  ask->date = g_strndup (date, strlen ("2026-11-22"));
  ask->type = tsu_record_get_type_of (record);
  ask->id = g_strdup (tsu_record_get_id (record));
  ask->title = dup_title_of (ledger, title_of);
  ask->status = status ? g_strdup (tsu_vocabulary_label (states, status)) : NULL;
  g_ptr_array_add (asks, ask);
}

static gboolean
add_matches (
  TsuLedger *ledger, const char *actor, const char *since, GPtrArray *asks, GError **error)
{
  g_autoptr (GPtrArray) matches =
    tsu_ledger_referring (ledger, tsu_schema_find_type ("match"), "actor", actor, error);

  for (guint k = 0; matches && k < matches->len; k++) {
    const TsuRecord *match = g_ptr_array_index (matches, k);
    const char *date = tsu_record_get_text (match, "starts");

    if (date && tsu_date_compare (date, since) >= 0)
      add_ask (asks, ledger, match, date, tsu_record_get_text (match, "need"), &tsu_match_states);
  }
  return matches != NULL;
}

static gboolean
is_help (const TsuRecord *participation)
{
  static const char *const roles[] = { "helper", "speaker", "facilitator", NULL };
  const char *role = tsu_record_get_text (participation, "role");

  return role && g_strv_contains (roles, role) &&
         g_strcmp0 (tsu_record_get_text (participation, "status"), "cancelled") != 0;
}

static gboolean
add_events (
  TsuLedger *ledger, const char *actor, const char *since, GPtrArray *asks, GError **error)
{
  g_autoptr (GPtrArray) all =
    tsu_ledger_referring (ledger, tsu_schema_find_type ("participation"), "actor", actor, error);

  for (guint k = 0; all && k < all->len; k++) {
    const TsuRecord *one = g_ptr_array_index (all, k);
    const char *event_id = tsu_record_get_text (one, "event");
    g_autoptr (TsuRecord) event =
      is_help (one) && event_id ? tsu_ledger_get (ledger, event_id, NULL) : NULL;
    const char *date = event ? tsu_record_get_text (event, "starts") : NULL;

    if (date && tsu_date_compare (date, since) >= 0)
      add_ask (asks, ledger, one, date, event_id, &tsu_participation_states);
  }
  return all != NULL;
}

static int
compare_asks (gconstpointer a, gconstpointer b)
{
  const TsuAsk *left = *(const TsuAsk *const *) a;
  const TsuAsk *right = *(const TsuAsk *const *) b;
  int order = g_strcmp0 (right->date, left->date);

  return order ? order : g_strcmp0 (left->id, right->id);
}

/**
 * tsu_asks_of_actor:
 * @ledger: a ledger
 * @actor: id of an actor
 * @since: the first day that counts
 * @error: what went wrong
 *
 * Returns: (transfer full) (element-type TsuAsk): what was asked of it since, latest first
 */
GPtrArray *
tsu_asks_of_actor (TsuLedger *ledger, const char *actor, const char *since, GError **error)
{
  g_autoptr (GPtrArray) asks = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_ask_free);

  if (!add_matches (ledger, actor, since, asks, error) ||
      !add_events (ledger, actor, since, asks, error))
    return NULL;
  g_ptr_array_sort (asks, compare_asks);
  return g_steal_pointer (&asks);
}

/**
 * tsu_asks_describe:
 * @asks: (element-type TsuAsk): as tsu_asks_of_actor() gives them
 * @today: "2026-11-22"
 * @style: how the month is written
 *
 * Returns: (transfer full) (nullable): "Asked 3 times since September 2026", with the month of the
 *   first; %NULL if never
 */
char *
tsu_asks_describe (GPtrArray *asks, const char *today, TsuDateStyle style)
{
  const TsuAsk *first = asks->len > 0 ? g_ptr_array_index (asks, asks->len - 1) : NULL;
  g_autofree char *month = first ? g_strndup (first->date, strlen ("2026-11")) : NULL;
  g_autofree char *when = month ? tsu_date_format_short (month, today, style) : NULL;

  if (!first)
    return NULL;
  return g_strdup_printf (ngettext ("Asked %u time since %s", "Asked %u times since %s", asks->len),
                          asks->len, when);
}

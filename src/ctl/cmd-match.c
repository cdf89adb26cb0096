/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tsunagictl match: who could meet a need and why, which needs an offer could meet, or a plan for
 * all needs. It only looks.
 */

#include "config.h"

#include "tsu-commands.h"
#include "tsu-error.h"
#include "tsu-json.h"
#include "tsu-plan.h"
#include "tsu-suggest.h"

#include <glib/gi18n.h>

enum {
  DEFAULT_LIMIT = 10,
  MOST = 1000,
};

static void
append_strings (GString *out, const char *name, const GPtrArray *strings)
{
  g_string_append_printf (out, ",\"%s\":[", name);
  for (guint k = 0; k < strings->len; k++) {
    if (k > 0)
      g_string_append_c (out, ',');
    tsu_json_append_string (out, g_ptr_array_index (strings, k));
  }
  g_string_append_c (out, ']');
}

static void
append_member (GString *out, const char *name, const char *text)
{
  if (!text)
    return;
  g_string_append_printf (out, ",\"%s\":", name);
  tsu_json_append_string (out, text);
}

static void
print_object (GString *out, const TsuSuggestion *one)
{
  g_string_append (out, "{\"id\":");
  tsu_json_append_string (out, one->id);
  g_string_append_printf (out, ",\"score\":%d", one->why->score);
  append_strings (out, "reasons", one->why->reasons);
  append_strings (out, "doubts", one->why->doubts);
  append_member (out, "need", one->need);
  append_member (out, "type", one->type->name);
  append_member (out, "name", one->title);
  append_member (out, "actor", one->actor);
  if (one->pinned)
    g_string_append (out, ",\"pinned\":true");
  if (one->beside)
    g_string_append (out, ",\"beside\":true");
  g_string_append (out, "}\n");
}

static void
print_lines (GString *out, const TsuSuggestion *one)
{
  g_string_append_printf (out, "%4d  %s", one->why->score, one->title);
  if (one->actor_name && g_strcmp0 (one->actor_name, one->title) != 0)
    g_string_append_printf (out, " (%s)", one->actor_name);
  g_string_append_printf (out, "  %s\n", one->id);
  for (guint k = 0; k < one->why->reasons->len; k++)
    g_string_append_printf (out, "      + %s\n", (char *) g_ptr_array_index (one->why->reasons, k));
  for (guint k = 0; k < one->why->doubts->len; k++)
    g_string_append_printf (out, "      - %s\n", (char *) g_ptr_array_index (one->why->doubts, k));
}

/* The other side of a wish: who could meet the need, or which needs the offer could meet. */
static TsuSuggestions *
suggest (
  TsuCall *call, TsuLedger *ledger, TsuMarket *market, const char *id, int limit, GError **error)
{
  g_autoptr (TsuRecord) record = tsu_call_get_record (ledger, id, error);
  const TsuType *type = record ? tsu_record_get_type_of (record) : NULL;

  if (!record)
    return NULL;
  if (g_str_equal (type->name, "need"))
    return tsu_suggest_for_need (market, ledger, id, (guint) limit, call->cancellable, error);
  if (g_str_equal (type->name, "offer"))
    return tsu_suggest_for_offer (market, ledger, id, (guint) limit, call->cancellable, error);
  g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID,
               _ ("%s is neither a need nor an offer but of type “%s”."), id, type->name);
  return NULL;
}

static gboolean
match_one (
  TsuCall *call, TsuLedger *ledger, TsuMarket *market, const char *id, int limit, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (TsuSuggestions) found = suggest (call, ledger, market, id, limit, error);
  g_autofree char *left_out = NULL;

  if (!found)
    return FALSE;
  for (guint k = 0; k < found->best->len; k++) {
    if (call->json)
      print_object (out, g_ptr_array_index (found->best, k));
    else
      print_lines (out, g_ptr_array_index (found->best, k));
  }
  left_out = tsu_suggestions_describe_left_out (found);
  if (left_out && !call->json)
    g_string_append_printf (out, "%s\n", left_out);
  return tsu_call_write (out, error);
}

static void
print_figures (GString *out, const char *heading, const TsuPlanFigures *figures)
{
  g_string_append_printf (out, _ ("%s: %u of %u needs with a partner"), heading,
                                  figures->n_with_partner, figures->n_needs);
  if (figures->most_asked_name)
    g_string_append_printf (out, _ ("; most asked: %s (%u)"), figures->most_asked_name,
                                    figures->most_asks);
  g_string_append_c (out, '\n');
}

static gboolean
match_all (TsuCall *call, TsuLedger *ledger, TsuMarket *market, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (TsuPlan) plan =
    tsu_plan_make (market, ledger, NULL, NULL, NULL, call->cancellable, error);

  if (!plan)
    return FALSE;
  for (guint k = 0; k < plan->lines->len; k++) {
    const TsuPlanLine *line = g_ptr_array_index (plan->lines, k);

    if (call->json) {
      print_object (out, line->suggestion);
      continue;
    }
    g_string_append_printf (out, "%s\n", line->need_title);
    print_lines (out, line->suggestion);
    if (line->instead)
      g_string_append_printf (out, "      %s\n", line->instead);
  }
  if (!call->json) {
    print_figures (out, _ ("Before"), &plan->before);
    print_figures (out, _ ("After"), &plan->after);
  }
  return tsu_call_write (out, error);
}

gboolean
tsu_cmd_match (TsuCall *call, GError **error)
{
  gboolean all = FALSE;
  int limit = DEFAULT_LIMIT;
  const GOptionEntry entries[] = {
    { "all", 0, 0, G_OPTION_ARG_NONE, &all, N_ ("A plan for all open needs at once"), NULL },
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_ ("How many suggestions (10)"), N_ ("N") },
    { NULL },
  };
  g_autoptr (TsuLedger) ledger = NULL;
  g_autoptr (TsuMarket) market = NULL;

  if (!tsu_call_parse (call, entries, _ ("NEED | OFFER | --all"), 0, 1, error))
    return FALSE;
  if (all == (call->argc == 1)) {
    g_set_error_literal (error, TSU_USAGE_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         _ ("Name one need or offer, or give --all."));
    return FALSE;
  }
  if (limit < 1 || limit > MOST) {
    g_set_error (error, TSU_USAGE_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("The limit is a number from 1 to %d."), MOST);
    return FALSE;
  }
  ledger = tsu_call_open (call, TSU_LEDGER_MUST_EXIST | TSU_LEDGER_READ_ONLY, error);
  if (!ledger)
    return FALSE;
  tsu_call_catch_interrupt (call);
  market = tsu_market_new ();
  tsu_market_set_date_style (market, TSU_DATE_WAREKI);
  return all ? match_all (call, ledger, market, error)
             : match_one (call, ledger, market, call->argv[0], limit, error);
}

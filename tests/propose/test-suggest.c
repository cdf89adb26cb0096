/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Suggestions from a ledger: what follows from actors and resources, who never comes, what pins,
 * bans, refusals and asks do, and that a market brought up to date is one read anew.
 */

#include "config.h"

#include "propose-test.h"
#include "tsu-hints.h"
#include "tsu-step.h"
#include "tsu-weights.h"

#include "tsu-error.h"

#define ADD(path, test) g_test_add (path, Desk, NULL, desk_set_up, test, desk_tear_down)
#define ADD_WARD(path, test) g_test_add (path, Desk, NULL, desk_set_up_ward, test, desk_tear_down)

enum {
  ALL = 100000,
};

/* Whatever the ward holds: the sum, the order, and nobody who must not come. */
static void
test_rules (Desk *desk, gconstpointer data)
{
  g_autoptr (GPtrArray) needs = list_ids (desk, "need");

  g_assert_cmpuint (needs->len, >, 50);
  for (guint n = 0; n < needs->len; n++) {
    const char *need = g_ptr_array_index (needs, n);
    g_autoptr (TsuSuggestions) found = suggest (desk, need, 25);
    g_autofree char *actor = get (desk, need, "actor");
    guint counted = 0;
    int before = 1000;

    for (int filter = 0; filter < TSU_FILTER_N; filter++)
      counted += found->filtered[filter];
    g_assert_cmpuint (counted, ==, tsu_market_get_n_candidates (desk->market));
    for (guint k = 0; k < found->best->len; k++) {
      const TsuSuggestion *one = g_ptr_array_index (found->best, k);
      g_autofree char *consents = one->actor ? get (desk, one->actor, "consents") : NULL;
      int sum = 0;

      for (int part = 0; part < TSU_SCORE_N_PARTS; part++)
        sum += one->why->parts[part].points;
      g_assert_cmpint (sum, ==, one->why->score);
      /* Those of another kind of help stand behind those that fit, three at most. */
      g_assert_true (one->beside == (k >= found->n_fit));
      g_assert_cmpuint (k, <, found->n_fit + 3);
      if (k != found->n_fit)
        g_assert_cmpint (one->why->score, <=, before);
      before = one->why->score;
      g_assert_cmpuint (one->why->reasons->len, >, 0);
      g_assert_cmpstr (one->actor, !=, actor);
      g_assert_true (!consents || !strstr (consents, "never"));
    }
  }
}

/* What is told of each pair agrees with what tsu_suggest_pair() tells of it alone, and the list of
 * those left out with the counts. */
static void
test_left_out (Desk *desk, gconstpointer data)
{
  g_autoptr (GPtrArray) needs = list_ids (desk, "need");

  for (guint n = 0; n < needs->len; n += 7) {
    const char *need = g_ptr_array_index (needs, n);
    g_autoptr (TsuSuggestions) found = suggest (desk, need, 3);
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) out =
      tsu_suggest_left_out (desk->market, desk->ledger, need, TSU_FILTER_NONE, ALL, NULL, &error);
    g_autofree char *told = tsu_suggestions_describe_left_out (found);

    g_assert_no_error (error);
    g_assert_cmpuint (out->len, ==, found->n_left_out);
    g_assert_true ((told != NULL) == (out->len > 0));
    for (guint k = 0; k < out->len; k++) {
      const TsuLeftOut *one = g_ptr_array_index (out, k);
      g_autoptr (GError) refused = NULL;

      g_assert_cmpint (one->filter, !=, TSU_FILTER_NONE);
      g_assert_cmpstr (one->reason, !=, "");
      /* Whoever merely does not fit can still be chosen by name. */
      if (one->filter == TSU_FILTER_MATTER)
        continue;
      g_assert_null (tsu_suggest_pair (desk->market, desk->ledger, need, one->id, &refused));
      g_assert_error (refused, TSU_ERROR, TSU_ERROR_INVALID);
    }
    for (guint k = 0; k < found->best->len; k++) {
      const TsuSuggestion *one = g_ptr_array_index (found->best, k);
      g_autoptr (TsuSuggestion) alone =
        tsu_suggest_pair (desk->market, desk->ledger, need, one->id, &error);

      g_assert_no_error (error);
      g_assert_cmpint (alone->why->score, ==, one->why->score);
    }
  }
}

/* What needs no second entry. */
static void
test_derived (Desk *desk, gconstpointer data)
{
  static const struct {
    const char *type;
    const char *kind;
    const char *help;
    gboolean comes;
  } cases[] = {
    { "resource", "place", "place", TRUE },
    { "resource", "place", "things", FALSE },
    { "resource", "equipment", "things", TRUE },
    { "resource", "fund", "funds", TRUE },
    { "resource", "skill", "skill", TRUE },
    { "resource", "channel", "publicity", TRUE },
    { "resource", "support-menu", "support", TRUE },
    { "resource", "hiroba", "partner", TRUE },
    { "actor", "npo", "support", TRUE },
    { "actor", "npo", "funds", FALSE },
    { "actor", "company", "partner", TRUE },
    { "actor", "intermediary", "information", TRUE },
    { "actor", "person", "people", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *id = add (desk, cases[i].type, "name", "俳句", "kind", cases[i].kind, NULL);
    g_autofree char *need = add (desk, "need", "name", "俳句", "kinds", cases[i].help, NULL);
    g_autoptr (TsuSuggestions) found = suggest (desk, need, ALL);

    g_test_message ("%s %s for %s", cases[i].type, cases[i].kind, cases[i].help);
    g_assert_cmpint (find_place (found, id) >= 0 && !find_suggestion (found, id)->beside, ==,
                     cases[i].comes);
    change (desk, id, "status", cases[i].type[0] == 'a' ? "ended" : "closed", NULL);
  }
}

static void
test_persons (Desk *desk, gconstpointer data)
{
  g_autofree char *need = add (desk, "need", "name", "手話の通訳", "kinds", "skill", NULL);
  g_autofree char *signer = add (desk, "actor", "name", "霧垣", "kind", "person", "skills", "手話",
                                 "consents", "introduce", NULL);
  g_autofree char *cook = add (desk, "actor", "name", "樋見", "kind", "person", "skills", "料理",
                               "consents", "introduce", NULL);
  g_autofree char *interpreter = add (desk, "actor", "name", "麦守", "kind", "person", "skills",
                                      "通訳", "consents", "ask-first", NULL);
  g_autofree char *silent =
    add (desk, "actor", "name", "虹沢", "kind", "person", "skills", "手話", NULL);
  g_autofree char *hidden = add (desk, "actor", "name", "朝霧", "kind", "person", "skills", "手話",
                                 "consents", "introduce", "protected", "true", NULL);
  g_autoptr (TsuSuggestions) found = suggest (desk, need, ALL);
  const TsuSuggestion *best = find_suggestion (found, signer);

  g_assert_cmpint (find_place (found, signer), >=, 0);
  g_assert_cmpint (find_place (found, cook), ==, -1);
  g_assert_true (says (best->why->reasons, "手話"));
  g_assert_true (says (find_suggestion (found, interpreter)->why->doubts, "asked before"));
  g_assert_true (says (find_suggestion (found, silent)->why->doubts, "introductions"));
  g_assert_cmpint (find_place (found, hidden), ==, -1);
  g_assert_cmpuint (found->filtered[TSU_FILTER_CONSENT], ==, 1);
}

static void
test_own_words_first (Desk *desk, gconstpointer data)
{
  g_autofree char *need = add (desk, "need", "name", "部屋", "kinds", "place", NULL);
  g_autofree char *owner = add (desk, "actor", "name", "桜会", "kind", "civic-group", NULL);
  g_autofree char *hall = add (desk, "resource", "name", "桜会館", "kind", "place", "owner", owner,
                               "capacity", "30", "features", "wheelchair", NULL);
  g_autofree char *offer = add (desk, "offer", "name", "会館をどうぞ", "kinds", "place", "actor",
                                owner, "resource", hall, "status", "available", NULL);
  g_autoptr (TsuSuggestions) found = suggest (desk, need, ALL);
  g_autoptr (TsuSuggestions) after = NULL;

  g_assert_cmpuint (found->best->len, ==, 1);
  g_assert_cmpint (find_place (found, offer), ==, 0);
  change (desk, need, "features", "wheelchair", "quantity", "40", NULL);
  after = suggest (desk, need, ALL);
  g_assert_cmpuint (after->best->len, ==, 0);
  g_assert_cmpuint (after->filtered[TSU_FILTER_CAPACITY], ==, 1);
}

/* Whoever offers something of a kind is not thought of for that kind as well. */
static void
test_once_each (Desk *desk, gconstpointer data)
{
  g_autofree char *partner = add (desk, "need", "name", "俳句の相手", "kinds", "partner", NULL);
  g_autofree char *support = add (desk, "need", "name", "俳句の相談", "kinds", "support", NULL);
  g_autofree char *group = add (desk, "actor", "name", "桜俳句会", "kind", "civic-group", NULL);
  g_autofree char *offer =
    add (desk, "offer", "name", "俳句で組みましょう", "kinds", "partner", "actor", group, NULL);
  g_autoptr (TsuSuggestions) partners = suggest (desk, partner, ALL);
  g_autoptr (TsuSuggestions) supporters = suggest (desk, support, ALL);

  g_assert_cmpuint (partners->best->len, ==, 1);
  g_assert_cmpint (find_place (partners, offer), ==, 0);
  g_assert_cmpint (find_place (supporters, group), ==, 0);
}

static void
take (Desk *desk, TsuStep *step)
{
  g_autoptr (GError) error = NULL;

  tsu_step_set_today (step, TODAY);
  tsu_step_run (step, desk->ledger, NULL, &error);
  g_assert_no_error (error);
  tsu_step_free (step);
}

static void
test_marks (Desk *desk, gconstpointer data)
{
  g_autoptr (GPtrArray) needs = list_ids (desk, "need");
  const char *need = g_ptr_array_index (needs, 0);
  g_autoptr (TsuSuggestions) found = suggest (desk, need, ALL);
  const TsuSuggestion *last = g_ptr_array_index (found->best, found->n_fit - 1);
  const TsuSuggestion *first = g_ptr_array_index (found->best, 0);
  g_autoptr (TsuSuggestions) marked = NULL;
  g_autoptr (TsuSuggestions) unmarked = NULL;

  take (desk, tsu_step_new_mark (need, last->id, TSU_MARK_PINNED));
  take (desk, tsu_step_new_mark (need, first->id, TSU_MARK_BANNED));
  marked = suggest (desk, need, ALL);
  g_assert_cmpint (find_place (marked, last->id), ==, 0);
  g_assert_true (find_suggestion (marked, last->id)->pinned);
  g_assert_cmpint (find_suggestion (marked, last->id)->why->score, ==, last->why->score);
  g_assert_cmpint (find_place (marked, first->id), ==, -1);
  g_assert_cmpuint (marked->filtered[TSU_FILTER_BANNED], ==,
                    found->filtered[TSU_FILTER_BANNED] + 1);
  take (desk, tsu_step_new_mark (need, last->id, TSU_MARK_NONE));
  take (desk, tsu_step_new_mark (need, first->id, TSU_MARK_NONE));
  unmarked = suggest (desk, need, ALL);
  for (guint k = 0; k < found->best->len; k++)
    g_assert_cmpint (find_place (unmarked,
                                 ((TsuSuggestion *) g_ptr_array_index (found->best, k))->id),
                     ==, k);
}

/* @reason decides whether the two are kept apart, or come with a doubt and fewer points. */
static void
test_refusals (Desk *desk, gconstpointer data)
{
  static const char *const reasons[] = { "too-far", "no-time", "other-content", "relation" };

  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++) {
    g_autofree char *one = add (desk, "actor", "name", "椿", "kind", "civic-group", NULL);
    g_autofree char *other = add (desk, "actor", "name", "萩", "kind", "other", NULL);
    g_autofree char *need =
      add (desk, "need", "name", "机", "kinds", "things", "actor", one, "status", "open", NULL);
    g_autofree char *next =
      add (desk, "need", "name", "机", "kinds", "things", "actor", one, "status", "open", NULL);
    g_autofree char *offer =
      add (desk, "offer", "name", "机", "kinds", "things", "actor", other, NULL);
    g_autofree char *match = add (desk, "match", "need", need, "offer", offer, "actor", other,
                                  "status", "proposed", "starts", "2026-08-01", NULL);
    g_autoptr (TsuSuggestions) proposed = suggest (desk, need, ALL);
    g_autoptr (TsuSuggestions) before = suggest (desk, next, ALL);
    g_autoptr (TsuSuggestions) after = NULL;
    g_autoptr (TsuSuggestions) again = NULL;
    gboolean apart = g_str_equal (reasons[i], "relation");

    g_assert_cmpint (find_place (proposed, offer), ==, -1);
    take (desk, tsu_step_new_refuse (match, TSU_SIDE_OFFER, reasons[i], "今回は"));
    after = suggest (desk, need, ALL);
    again = suggest (desk, next, ALL);
    g_assert_cmpint (find_place (after, offer) < 0, ==, apart);
    g_assert_cmpint (find_place (again, offer) < 0, ==, apart);
    if (!apart) {
      const TsuSuggestion *told = find_suggestion (after, offer);

      g_assert_true (says (told->why->doubts, "not made"));
      g_assert_cmpint (told->why->score, <, find_suggestion (before, offer)->why->score);
      g_assert_cmpint (told->why->parts[TSU_SCORE_REFUSAL].points, <, 0);
    }
    change (desk, offer, "status", "ended", NULL);
  }
}

static int
score_on (Desk *desk, const char *day, const char *need, const char *offer)
{
  g_autoptr (TsuSuggestions) found = NULL;

  tsu_market_set_today (desk->market, day);
  found = suggest (desk, need, ALL);
  return find_place (found, offer) < 0 ? -1 : find_suggestion (found, offer)->why->score;
}

/* Each ask in four weeks weighs more than the one before; asked in the last days, one is spared;
 * after some weeks it is forgotten; whoever said how often is never asked more. */
static void
test_cool_down (Desk *desk, gconstpointer data)
{
  g_autofree char *actor =
    add (desk, "actor", "name", "萩", "kind", "person", "consents", "introduce", NULL);
  g_autofree char *need = add (desk, "need", "name", "机", "kinds", "things", NULL);
  g_autofree char *offer = add (desk, "offer", "name", "机", "kinds", "things", "actor", actor,
                                "starts", "2025-01-01", NULL);
  g_autofree char *lately = NULL;
  int score[5] = { score_on (desk, TODAY, need, offer) };

  for (int asks = 1; asks <= 3; asks++) {
    g_autofree char *match = add (desk, "match", "actor", actor, "starts", "2026-11-05", NULL);

    score[asks] = score_on (desk, TODAY, need, offer);
    g_assert_cmpint (score[asks], <, score[asks - 1]);
  }
  g_assert_cmpint (score[2] - score[3], >, score[1] - score[2]);
  g_assert_cmpint (score_on (desk, "2026-12-04", need, offer), >=, score[0] - 5);
  lately = add (desk, "match", "actor", actor, "starts", "2026-12-01", NULL);
  g_assert_cmpint (score_on (desk, "2026-12-04", need, offer), <, score[1]);
  change (desk, offer, "monthly_limit", "1", NULL);
  g_assert_cmpint (score_on (desk, "2026-12-04", need, offer), ==, -1);
  change (desk, offer, "monthly_limit", "2", NULL);
  g_assert_cmpint (score_on (desk, "2026-12-04", need, offer), >, 0);
}

static void
test_acquaintances (Desk *desk, gconstpointer data)
{
  g_autofree char *one = add (desk, "actor", "name", "椿", "kind", "civic-group", NULL);
  g_autofree char *middle = add (desk, "actor", "name", "樋見", "kind", "person", NULL);
  g_autofree char *other = add (desk, "actor", "name", "俳句の萩", "kind", "npo", NULL);
  g_autofree char *need =
    add (desk, "need", "name", "俳句の相談", "kinds", "support", "actor", one, NULL);
  g_autofree char *a = add (desk, "tie", "actor", one, "other", middle, NULL);
  g_autofree char *b = add (desk, "tie", "actor", middle, "other", other, NULL);
  g_autofree char *again = add (desk, "tie", "actor", other, "other", middle, NULL);
  g_autoptr (TsuSuggestions) found = suggest (desk, need, ALL);
  g_autoptr (TsuSuggestions) after = NULL;

  g_assert_true (says (find_suggestion (found, other)->why->reasons, "Both know 樋見"));
  change (desk, a, "ends", "2026-01-01", NULL);
  after = suggest (desk, need, ALL);
  g_assert_false (says (find_suggestion (after, other)->why->reasons, "樋見"));
}

static char *
tell_all (Desk *desk, TsuMarket *market, GPtrArray *needs)
{
  GString *told = g_string_new (NULL);

  for (guint n = 0; n < needs->len; n += 5) {
    g_autoptr (GError) error = NULL;
    g_autoptr (TsuSuggestions) found =
      tsu_suggest_for_need (market, desk->ledger, g_ptr_array_index (needs, n), 12, NULL, &error);

    g_assert_no_error (error);
    for (guint k = 0; k < found->best->len; k++) {
      const TsuSuggestion *one = g_ptr_array_index (found->best, k);
      g_autofree char *reasons = tsu_suggestion_dup_reasons (one);

      g_string_append_printf (told, "%s %d %s\n", one->id, one->why->score, reasons);
    }
    for (int filter = 0; filter < TSU_FILTER_N; filter++)
      g_string_append_printf (told, "%u ", found->filtered[filter]);
  }
  return g_string_free (told, FALSE);
}

/* The words that meet are told; with too few that fit, whoever names the same stands behind. */
static void
test_matter (Desk *desk, gconstpointer data)
{
  g_autofree char *need =
    add (desk, "need", "name", "子どもと畑を借りたい", "kinds", "place", NULL);
  g_autofree char *hall = add (desk, "resource", "name", "桜会館", "kind", "place", NULL);
  g_autofree char *field = add (desk, "offer", "name", "裏の菜園", "kinds", "place", NULL);
  g_autofree char *farm =
    add (desk, "actor", "name", "萩農の会", "kind", "npo", "activity", "市民農園の世話", NULL);
  g_autoptr (TsuSuggestions) found = suggest (desk, need, ALL);

  g_assert_cmpuint (found->n_fit, ==, 1);
  g_assert_cmpint (find_place (found, field), ==, 0);
  g_assert_true (says (find_suggestion (found, field)->why->reasons, "畑 (菜園)"));
  g_assert_cmpint (find_place (found, farm), ==, 1);
  g_assert_true (find_suggestion (found, farm)->beside);
  g_assert_true (says (find_suggestion (found, farm)->why->doubts, "another kind of help"));
  g_assert_cmpint (find_place (found, hall), ==, -1);
  g_assert_cmpuint (found->filtered[TSU_FILTER_MATTER], ==, 1);
}

/* Who helped with the like before fits, whatever their own words are. */
static void
test_proven (Desk *desk, gconstpointer data)
{
  g_autofree char *helper = add (desk, "actor", "name", "萩", "kind", "person", "skills", "傾聴",
                                 "consents", "introduce", NULL);
  g_autofree char *earlier = add (desk, "need", "name", "網戸の張りかえ", "kinds", "people", NULL);
  g_autofree char *need = add (desk, "need", "name", "網戸がやぶれた", "kinds", "people", NULL);
  g_autofree char *match = add (desk, "match", "need", earlier, "actor", helper, "status", "done",
                                "starts", "2026-05-01", NULL);
  g_autoptr (TsuSuggestions) before = suggest (desk, need, ALL);
  g_autoptr (TsuSuggestions) after = NULL;

  g_assert_cmpint (find_place (before, helper), ==, -1);
  change (desk, match, "went_well", "true", NULL);
  after = suggest (desk, need, ALL);
  g_assert_cmpint (find_place (after, helper), ==, 0);
  g_assert_true (says (find_suggestion (after, helper)->why->reasons, "the like before"));
}

/* What somebody has to give is told from their words. */
static void
test_gifts (void)
{
  static const struct {
    const char *text;
    const char *kind;
  } gifts[] = {
    { "商店街の空き店舗を、放課後の居場所に使ってほしい。週に二日なら貸せる。", "place" },
    { "テント三張りを貸せる。会場まで運ぶ。", "things" },
    { "大工仕事なら手伝える。", "people" },
    { "使ってください。", "things" },
    { NULL, "things" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (gifts); i++)
    g_assert_cmpstr (tsu_hints_find_gift (gifts[i].text), ==, gifts[i].kind);
}

/* Any change at all, of anything that a suggestion rests on; or of @only. */
static void
disturb (Desk *desk, GRand *rand, const char *only)
{
  static const struct {
    const char *type;
    const char *field;
    const char *value;
  } changes[] = {
    { "actor", "consents", "never" },    { "actor", "skills", "手話 大工" },
    { "offer", "status", "ended" },      { "offer", "kinds", "people skill" },
    { "resource", "status", "closed" },  { "resource", "lendable", "true" },
    { "need", "kinds", "things place" }, { "need", "weekdays", "sat sun" },
    { "match", "status", "not-made" },   { "match", "starts", TODAY },
    { "tie", "ends", "2025-01-01" },     { "district", "latitude", "355000000" },
    { "theme", "broader", "town" },      { "participation", "role", "helper" },
    { "need", "name", "手話とテント" },  { "need", "latitude", "355100000" },
  };

  for (int k = 0; k < 6; k++) {
    int which = g_rand_int_range (rand, 0, G_N_ELEMENTS (changes));
    g_autoptr (GPtrArray) ids = list_ids (desk, changes[which].type);
    const char *id = g_ptr_array_index (ids, g_rand_int_range (rand, 0, (int) ids->len));

    if (only && !g_str_equal (changes[which].type, only))
      continue;

    change (desk, id, changes[which].field, changes[which].value, NULL);
  }
}

static void
test_brought_up_to_date (Desk *desk, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (42);
  g_autoptr (GPtrArray) needs = list_ids (desk, "need");
  g_autofree char *first = tell_all (desk, desk->market, needs);

  for (int round = 0; round < 12; round++) {
    g_autoptr (TsuMarket) anew = tsu_market_new ();
    g_autofree char *kept = NULL;
    g_autofree char *read = NULL;

    tsu_market_set_today (anew, TODAY);
    disturb (desk, rand, round % 3 == 0 ? "need" : NULL);
    kept = tell_all (desk, desk->market, needs);
    read = tell_all (desk, anew, needs);
    g_assert_cmpstr (kept, ==, read);
  }
  {
    g_autofree char *last = tell_all (desk, desk->market, needs);

    g_assert_cmpstr (first, !=, last);
  }
}

static void
test_offers_find_needs (Desk *desk, gconstpointer data)
{
  g_autoptr (GPtrArray) offers = list_ids (desk, "offer");
  guint n_found = 0;

  for (guint n = 0; n < offers->len; n += 9) {
    const char *offer = g_ptr_array_index (offers, n);
    g_autoptr (GError) error = NULL;
    g_autoptr (TsuSuggestions) found =
      tsu_suggest_for_offer (desk->market, desk->ledger, offer, 5, NULL, &error);

    g_assert_no_error (error);
    for (guint k = 0; k < found->best->len; k++) {
      const TsuSuggestion *one = g_ptr_array_index (found->best, k);
      g_autoptr (TsuSuggestion) pair =
        tsu_suggest_pair (desk->market, desk->ledger, one->id, offer, &error);

      g_assert_no_error (error);
      g_assert_cmpint (pair->why->score, ==, one->why->score);
      g_assert_cmpstr (one->type->name, ==, "need");
      g_assert_cmpstr (one->candidate, ==, offer);
      n_found++;
    }
  }
  g_assert_cmpuint (n_found, >, 10);
}

/* A need that an offer found is proposed to that offer. */
static void
test_offer_proposes (Desk *desk, gconstpointer data)
{
  g_autofree char *need = add (desk, "need", "name", "机を借りたい", "kinds", "things", NULL);
  g_autofree char *offer = add (desk, "offer", "name", "机", "kinds", "things", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (TsuSuggestions) found =
    tsu_suggest_for_offer (desk->market, desk->ledger, offer, 5, NULL, &error);
  g_autoptr (GPtrArray) matches = NULL;
  g_autofree char *proposed = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (found->best->len, ==, 1);
  take (desk, tsu_step_new_propose (g_ptr_array_index (found->best, 0)));
  matches = list_ids (desk, "match");
  g_assert_cmpuint (matches->len, ==, 1);
  proposed = get (desk, g_ptr_array_index (matches, 0), "offer");
  g_assert_cmpstr (proposed, ==, offer);
  g_free (proposed);
  proposed = get (desk, g_ptr_array_index (matches, 0), "need");
  g_assert_cmpstr (proposed, ==, need);
}

static void
test_weights (Desk *desk, gconstpointer data)
{
  g_autofree char *near_by = add (desk, "resource", "name", "近", "kind", "place", "themes", "work",
                                  "latitude", "355500000", "longitude", "1395000000", NULL);
  g_autofree char *themed = add (desk, "resource", "name", "遠", "kind", "place", "latitude",
                                 "356500000", "longitude", "1395000000", "themes", "town", NULL);
  g_autofree char *need = add (desk, "need", "name", "場", "kinds", "place", "themes", "town",
                               "latitude", "355500000", "longitude", "1395000000", NULL);
  g_autoptr (TsuSuggestions) usual = suggest (desk, need, ALL);
  g_autoptr (TsuSuggestions) near_first = NULL;
  g_autoptr (GError) error = NULL;
  TsuScoreWeights weights;

  g_assert_cmpint (find_place (usual, themed), ==, 0);
  g_assert_true (tsu_weights_parse ("theme=0 distance=50", &weights, &error));
  g_assert_true (tsu_weights_save (desk->ledger, &weights, &error));
  near_first = suggest (desk, need, ALL);
  g_assert_cmpint (find_place (near_first, near_by), ==, 0);
  g_assert_false (tsu_weights_parse ("theme=-3", &weights, &error));
  g_assert_error (error, TSU_ERROR, TSU_ERROR_INVALID);
  g_assert_cmpuint (weights.weight[TSU_SCORE_THEME], ==,
                    tsu_score_default_weights.weight[TSU_SCORE_THEME]);
}

static void
test_no_need (Desk *desk, gconstpointer data)
{
  g_autofree char *actor = add (desk, "actor", "name", "椿", "kind", "npo", NULL);
  const char *const ids[] = { actor, "no-such-id", "" };

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (tsu_suggest_for_need (desk->market, desk->ledger, ids[i], 5, NULL, &error));
    g_assert_error (error, TSU_ERROR, TSU_ERROR_NOT_FOUND);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_WARD ("/propose/suggest/rules", test_rules);
  ADD_WARD ("/propose/suggest/left-out", test_left_out);
  ADD ("/propose/suggest/derived", test_derived);
  ADD ("/propose/suggest/persons", test_persons);
  ADD ("/propose/suggest/own-words-first", test_own_words_first);
  ADD ("/propose/suggest/once-each", test_once_each);
  ADD_WARD ("/propose/suggest/marks", test_marks);
  ADD ("/propose/suggest/refusals", test_refusals);
  ADD ("/propose/suggest/cool-down", test_cool_down);
  ADD ("/propose/suggest/acquaintances", test_acquaintances);
  ADD ("/propose/suggest/matter", test_matter);
  ADD ("/propose/suggest/proven", test_proven);
  g_test_add_func ("/propose/suggest/gifts", test_gifts);
  ADD_WARD ("/propose/suggest/brought-up-to-date", test_brought_up_to_date);
  ADD_WARD ("/propose/suggest/offers-find-needs", test_offers_find_needs);
  ADD ("/propose/suggest/offer-proposes", test_offer_proposes);
  ADD ("/propose/suggest/weights", test_weights);
  ADD ("/propose/suggest/no-need", test_no_need);
  return g_test_run ();
}

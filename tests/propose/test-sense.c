/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a reader who knows the ward would shake the head at, and what would be missed.
 */

#include "config.h"

#include "propose-test.h"

#define ADD(path, test) g_test_add (path, Desk, NULL, desk_set_up, test, desk_tear_down)

enum {
  SOME = 20,
};

/* A need, and who is there. Each with one that comes and one that does not. */
static const struct {
  const char *kinds;
  const char *wanted;
  const char *themes;
  const char *type;
  const char *comes[3]; /* kind, field, its text */
  const char *stays[3];
} cases[] = {
  { "people",
    "町内会の役員のなり手がいない。掲示や回覧だけでも手伝ってほしい。",
    "town",
    "actor",
    { "intermediary", "activity", "役員の仕事を分ける工夫を広める。" },
    { "condominium-association", "activity", "築四十五年。理事のなり手が課題。" } },
  { "people",
    "掲示や回覧を手伝ってほしい。",
    "town",
    "actor",
    { "person", "skills", "掲示" },
    { "neighbourhood-association", "activity", "回覧と清掃、夏まつり。" } },
  { "things",
    "食器と鍋をしまう棚",
    NULL,
    "resource",
    { "equipment", "name", "収納棚" },
    { "equipment", "name", "かまどベンチ" } },
  { "partner",
    "マンションの防災訓練を初めて開く。経験のある団体の話を聞きたい。",
    "disaster town",
    "actor",
    { "npo", "activity", "防災講座、避難所運営ゲーム。" },
    { "neighbourhood-association", "activity", "花壇の手入れ、もちつき。" } },
  { "partner",
    "防災訓練を開く。経験のある団体の話を聞きたい。",
    "disaster",
    "actor",
    { "civic-group", "activity", "親子の避難訓練。" },
    { "civic-group", "activity", "一人暮らしの方を訪ね、話を聞く。" } },
  { "support",
    "高齢の母の見守りを続けてくれる会",
    "welfare",
    "actor",
    { "civic-group", "activity", "一人暮らしの方の見守り。" },
    { "civic-group", "activity", "校庭キャンプ、通学路の見守り。" } },
  { "publicity",
    "認知症カフェのチラシを配る",
    NULL,
    "resource",
    { "channel", "name", "町内会掲示板の一括配布" },
    { "channel", "name", "学校だよりの折りこみ" } },
  { "funds information",
    "活動を続けるお金。会場代と保険で年に八万円",
    NULL,
    "resource",
    { "fund", "name", "はじめの一歩" },
    { "support-menu", "name", "保険の手つづき" } },
  { "place",
    "調理のできる場所",
    "children",
    "resource",
    { "place", "name", "家庭科室" },
    { "place", "name", "第三会議室" } },
  { "place",
    "畑を貸してくれる人を探している。",
    "rural",
    "actor",
    { "npo", "activity", "市民農園の手入れ。" },
    { "person", "skills", "畑仕事" } },
};

static char *
add_one (Desk *desk, guint i, const char *const *who)
{
  char *id = add (desk, cases[i].type, "name", "桜", "kind", who[0], who[1], who[2], NULL);

  if (cases[i].themes)
    change (desk, id, "themes", cases[i].themes, NULL);
  if (g_str_equal (cases[i].type, "actor"))
    change (desk, id, "consents", "introduce", NULL);
  return id;
}

static void
test_who_comes (Desk *desk, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *need =
      add (desk, "need", "name", cases[i].wanted, "kinds", cases[i].kinds, "status", "open", NULL);
    g_autofree char *comes = add_one (desk, i, cases[i].comes);
    g_autofree char *stays = add_one (desk, i, cases[i].stays);
    g_autoptr (TsuSuggestions) found = NULL;

    if (cases[i].themes)
      change (desk, need, "themes", cases[i].themes, NULL);
    found = suggest (desk, need, SOME);
    if (find_place (found, comes) < 0 || find_place (found, stays) >= 0)
      g_error ("case %u: %d %d", i, find_place (found, comes), find_place (found, stays));
  }
}

/* The ward's own theme says what somebody does, where the text does not; the law's says in which
 * drawer it lies. */
static void
test_own_theme (Desk *desk, gconstpointer data)
{
  g_autofree char *theme = add (desk, "theme", "name", "見守り", "broader", "welfare", NULL);
  g_autofree char *need = add (desk, "need", "name", "母の見守りを続けてくれる会", "kinds",
                               "support", "themes", "welfare", NULL);
  g_autofree char *own = add (desk, "resource", "name", "朝の立ち話", "kind", "hiroba", "status",
                              "running", "themes", theme, NULL);
  g_autofree char *law = add (desk, "resource", "name", "夜の立ち話", "kind", "hiroba", "status",
                              "running", "themes", "welfare", NULL);
  g_autoptr (TsuSuggestions) found = suggest (desk, need, SOME);

  g_assert_cmpint (find_place (found, own), ==, 0);
  g_assert_cmpint (find_place (found, law), ==, -1);
}

/* A room of which nobody knows whether one gets in stands behind one where one does, and says so.
 */
static void
test_access (Desk *desk, gconstpointer data)
{
  g_autofree char *need =
    add (desk, "need", "name", "車いすで入れる会議室を使いたい", "kinds", "place", NULL);
  g_autofree char *unknown = add (desk, "resource", "name", "第一会議室", "kind", "place", NULL);
  g_autofree char *known =
    add (desk, "resource", "name", "第二会議室", "kind", "place", "features", "wheelchair", NULL);
  g_autoptr (TsuSuggestions) found = suggest (desk, need, SOME);
  const TsuSuggestion *first = find_suggestion (found, known);
  const TsuSuggestion *second = find_suggestion (found, unknown);

  g_assert_nonnull (first);
  g_assert_nonnull (second);
  g_assert_cmpint (find_place (found, known), ==, 0);
  g_assert_false (says (first->why->doubts, "車いすで入れる"));
  g_assert_true (says (second->why->doubts, "車いすで入れる"));
}

/* Of a cook who plays chess as well, the cooking is told. */
static void
test_what_for (Desk *desk, gconstpointer data)
{
  g_autofree char *need =
    add (desk, "need", "name", "調理を手伝ってほしい", "kinds", "people", NULL);
  g_autofree char *cook = add (desk, "actor", "name", "桜", "kind", "person", "skills", "囲碁",
                               "occupation", "調理師", "consents", "introduce", NULL);
  g_autoptr (TsuSuggestions) found = suggest (desk, need, SOME);
  const TsuSuggestion *one = find_suggestion (found, cook);

  g_assert_nonnull (one);
  g_assert_true (says (one->why->reasons, "調理師"));
  g_assert_false (says (one->why->reasons, "囲碁"));
}

/* Hands that say nothing of what they can do are not offered for what has to be learnt. */
static void
test_hands (Desk *desk, gconstpointer data)
{
  g_autofree char *hands = add (desk, "offer", "name", "月に一回手伝える", "kinds", "people",
                                "status", "available", "starts", TODAY, NULL);
  g_autofree char *water =
    add (desk, "need", "name", "花壇の水やり当番", "kinds", "people", "status", "open", NULL);
  g_autofree char *speak =
    add (desk, "need", "name", "面談での通訳", "kinds", "people skill", "status", "open", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (TsuSuggestions) found =
    tsu_suggest_for_offer (desk->market, desk->ledger, hands, SOME, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (find_place (found, water), ==, 0);
  /* That the offer is new is no reason for the need. */
  g_assert_cmpuint (find_suggestion (found, water)->why->reasons->len, ==, 1);
  g_assert_cmpint (find_place (found, speak), ==, -1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/propose/sense/who-comes", test_who_comes);
  ADD ("/propose/sense/own-theme", test_own_theme);
  ADD ("/propose/sense/access", test_access);
  ADD ("/propose/sense/what-for", test_what_for);
  ADD ("/propose/sense/hands", test_hands);
  return g_test_run ();
}

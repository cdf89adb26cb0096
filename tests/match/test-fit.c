/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What texts name, which words are told as meeting, and what makes a candidate fit: never
 * nearness, acquaintance or free time alone.
 */

#include "config.h"

#include "tsu-filter.h"
#include "tsu-fit.h"
#include "tsu-topic.h"

#define N 4000

static const struct {
  const char *wanted;
  const char *offered;
  guint sorts; /* that have to meet */
  const char *told;
} pairs[] = {
  { "夏祭りのテントと机が足りない", "イベント用テント", TSU_TOPIC_THING, "テント" },
  { "夏祭りのテントと机が足りない", "かまどと大鍋", TSU_TOPIC_THING, "" },
  { "日よけを借りたい", "テント（大）", TSU_TOPIC_THING, "日よけ (テント)" },
  { "将棋の相手がほしい", "囲碁、将棋", TSU_TOPIC_WORK, "将棋" },
  { "食事作りを手伝う人", "元調理師", TSU_TOPIC_WORK, "食事作り (調理師)" },
  { "団地の集会所で開きたい", "案山子町会館", TSU_TOPIC_PLACE, "集会所 (会館)" },
  { "畑を貸してほしい", "案山子町会館", TSU_TOPIC_PLACE, "" },
  { "AEDの使い方", "救命講習", TSU_TOPIC_WORK, "AED (救命)" },
  { "俳句の会", "俳句と短歌", TSU_TOPIC_USUAL, "俳句" },
  /* A part of another word is not the word, and the commonplace brings nobody together. */
  { "パンを焼きたい", "パンフレットの印刷", TSU_TOPIC_USUAL, "" },
  { "日本語を習いたい", "日本舞踊の会", TSU_TOPIC_USUAL, "" },
  { "絵を習いたい", "絵本の文庫", TSU_TOPIC_USUAL, "" },
  { "車いすを借りたい", "折りたたみいす", TSU_TOPIC_THING, "" },
  { "地域の活動を手伝いたい", "地域の活動の支援", TSU_TOPIC_USUAL, "" },
  { "第二土曜に三人ほど", "第二土曜の三人", TSU_TOPIC_USUAL, "" },
  { NULL, "テント", TSU_TOPIC_USUAL, "" },
  /* What a thing is for is not wanted itself. */
  { "食器の棚がほしい", "かまどと鍋", TSU_TOPIC_THING, "" },
  { "食器の棚がほしい", "大皿と茶わん", TSU_TOPIC_THING, "" },
  { "食器と鍋をしまう棚", "かまどベンチ", TSU_TOPIC_THING, "" },
  { "食器と鍋をしまう棚", "戸棚", TSU_TOPIC_THING, "棚" },
  { "食器と鍋がほしい", "大鍋", TSU_TOPIC_THING, "鍋" },
  { "車いすを運ぶ車", "貸出用車いす", TSU_TOPIC_THING, "" },
  /* Who wants to hear of something wants no listener, and the words most alike are told. */
  { "団体の話を聞きたい", "話を聞く会", TSU_TOPIC_WORK, "" },
  { "助成金の書き方", "お金を結ぶ。助成、相談", TSU_TOPIC_WORK, "助成金" },
  { "催しの知らせを作る", "取材し、広報に役立つ", TSU_TOPIC_WORK, "知らせ (広報)" },
  { "続けるお金がない", "助成の手伝い", TSU_TOPIC_WORK, "お金 (助成)" },
  { "役員のなり手がいない", "うちの町内会の工夫を話します", TSU_TOPIC_WORK, "役員 (町内会の工夫)" },
};

static void
test_topics (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++) {
    g_autoptr (GArray) a = tsu_topic_find (pairs[i].wanted);
    g_autoptr (GArray) b = tsu_topic_find (pairs[i].offered);
    const guint32 *topics = (guint32 *) (gpointer) a->data;
    gboolean share =
      tsu_topic_share (topics, a->len, (guint32 *) (gpointer) b->data, b->len, pairs[i].sorts);
    g_autoptr (GPtrArray) words =
      tsu_topic_tell (pairs[i].wanted, pairs[i].offered, topics, a->len, 3);
    g_autofree char *told = NULL;

    g_ptr_array_add (words, NULL);
    told = g_strjoinv (" ", (GStrv) words->pdata);
    if (share != (*pairs[i].told != '\0'))
      g_error ("%u: “%s” and “%s” meet: %d", (guint) i, pairs[i].wanted, pairs[i].offered, share);
    if (share)
      g_assert_cmpstr (told, ==, pairs[i].told);
    for (guint k = 1; k < a->len; k++)
      g_assert_cmpuint (topics[k - 1], <, topics[k]);
  }
}

static gboolean
names (GArray *topics, guint32 topic)
{
  return tsu_topic_share (&topic, 1, (guint32 *) (gpointer) topics->data, topics->len,
                          TSU_TOPIC_ANY);
}

/* Any place is a room only where nothing more is said. */
static void
test_any_place (void)
{
  static const struct {
    const char *wanted;
    gboolean room;
  } places[] = {
    { "調理のできる場所", FALSE }, { "集まりの場所", TRUE },   { "畑を貸してくれる場所", FALSE },
    { "台所のある集会室", TRUE },  { "料理を出す場所", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++) {
    g_autoptr (GArray) wanted = tsu_topic_find_wanted (places[i].wanted);
    g_autoptr (GArray) found = tsu_topic_find (places[i].wanted);

    if (names (wanted, TSU_TOPIC_ROOM) != places[i].room)
      g_error ("“%s” names a room: %d", places[i].wanted, !places[i].room);
    g_assert_true (names (found, TSU_TOPIC_ROOM));
  }
}

static void
test_what_is_given (void)
{
  static const struct {
    const char *text;
    const char *given;
  } texts[] = {
    { "築四十五年。理事のなり手が課題。", "築四十五年。" },
    { "車を探しています\n清掃と回覧", "清掃と回覧" },
    { "鍋が足りない\n", "" },
    { "足りない鍋を貸す。困りごとを聞く", "足りない鍋を貸す。困りごとを聞く" },
    { "居場所がほしい人を訪ねる。", "居場所がほしい人を訪ねる。" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *given = tsu_topic_dup_given (texts[i].text);

    g_assert_cmpstr (given, ==, texts[i].given);
  }
}

/* One bit for each circle, and none for what names nobody. */
static void
test_whom (void)
{
  static const char *const circles[] = { "障がい", "外国人", "小学生", "乳幼児", "一人暮らし" };
  guint32 all = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (circles); i++) {
    g_autoptr (GArray) topics = tsu_topic_find (circles[i]);
    guint32 whom = tsu_topic_whom ((guint32 *) (gpointer) topics->data, topics->len);

    g_assert_cmpint (__builtin_popcount (whom), ==, 1);
    g_assert_cmpuint (all & whom, ==, 0);
    all |= whom;
  }
  g_assert_cmpuint (tsu_topic_whom (NULL, 0), ==, 0);
}

static TsuNeedProfile
make_need (void)
{
  static const guint32 topics[] = { 5, 9, TSU_TOPIC_ROOM };
  static const guint16 themes[] = { 1, 2 };
  static const guint16 rarity[] = { 10, 100, 100, 10 };

  return (TsuNeedProfile){
    .traits = { .kinds = 0x6,
                .topics = topics,
                .n_topics = 3,
                .themes = themes,
                .n_themes = 2,
                .place = { 355309000, 1396970000 },
                .cluster = 3 },
    .theme_rarity = rarity,
  };
}

static TsuCandidate
make_candidate (void)
{
  return (TsuCandidate){
    .traits = { .kinds = 0x2, .place = { 355309000, 1396970000 }, .cluster = 4 },
    .actor = 9,
    .active = TRUE,
    .consents = TRUE,
    .knows = TRUE,
    .common_contacts = 5,
    .n_matches = 9,
    .n_good = 9,
    .asked_days = TSU_UNKNOWN,
  };
}

/* Everything that speaks for somebody but the matter itself is not enough. */
static void
test_nearness_is_not_enough (void)
{
  TsuNeedProfile need = make_need ();
  TsuCandidate candidate = make_candidate ();

  g_assert_cmpint (tsu_filter_apply (&need, &candidate), ==, TSU_FILTER_MATTER);
  candidate.pinned = TRUE;
  g_assert_cmpint (tsu_filter_apply (&need, &candidate), ==, TSU_FILTER_NONE);
  candidate.pinned = FALSE;
  candidate.proven = TRUE;
  g_assert_cmpint (tsu_filter_apply (&need, &candidate), ==, TSU_FILTER_NONE);
}

static void
test_what_fits (void)
{
  static const guint32 same[] = { 9 };
  static const guint32 room[] = { TSU_TOPIC_ROOM };
  static const guint16 one_theme[] = { 2 };
  TsuNeedProfile need = make_need ();
  TsuCandidate candidate = make_candidate ();

  candidate.traits.topics = same;
  candidate.traits.n_topics = 1;
  g_assert_true (tsu_fit_is_meant (&need, &candidate));
  /* Where a sort of thing is named, that has to meet. */
  need.traits.sorts = TSU_TOPIC_PLACE;
  candidate.traits.sorts = TSU_TOPIC_PLACE | TSU_TOPIC_THING;
  g_assert_false (tsu_fit_is_meant (&need, &candidate));
  candidate.traits.topics = room;
  g_assert_true (tsu_fit_is_meant (&need, &candidate));

  candidate.traits.n_topics = 0;
  candidate.traits.themes = one_theme;
  candidate.traits.n_themes = 1;
  g_assert_false (tsu_fit_is_meant (&need, &candidate));
  need.traits.sorts = 0;
  g_assert_true (tsu_fit_is_meant (&need, &candidate));
  need.by_matter = 0x2;
  g_assert_false (tsu_fit_is_meant (&need, &candidate));

  need.by_kind = 0x2;
  g_assert_true (tsu_fit_is_meant (&need, &candidate));
  candidate.vague = TRUE;
  g_assert_false (tsu_fit_is_meant (&need, &candidate));
}

/* Whoever is only thought of has to be known for what is named; a theme does for one who said so.
 */
static void
test_thought_of (void)
{
  static const guint16 themes[] = { 2 };
  TsuNeedProfile need = make_need ();
  TsuCandidate candidate = make_candidate ();

  candidate.traits.themes = themes;
  candidate.traits.n_themes = 1;
  g_assert_true (tsu_fit_is_meant (&need, &candidate));
  candidate.vague = TRUE;
  g_assert_false (tsu_fit_is_meant (&need, &candidate));
  need.traits.n_topics = 0;
  g_assert_true (tsu_fit_is_meant (&need, &candidate));
}

/* A group that watches over children is none for the aged; a cook may cook for both. */
static void
test_for_others (void)
{
  static const guint32 same[] = { 9 };
  TsuNeedProfile need = make_need ();
  TsuCandidate candidate = make_candidate ();

  candidate.traits.topics = same;
  candidate.traits.n_topics = 1;
  candidate.traits.whom = 1;
  need.traits.whom = 2;
  g_assert_true (tsu_fit_is_meant (&need, &candidate));
  need.by_circle = 0x2;
  g_assert_false (tsu_fit_is_meant (&need, &candidate));
  candidate.traits.whom = 3;
  g_assert_true (tsu_fit_is_meant (&need, &candidate));
  candidate.traits.whom = 0;
  g_assert_true (tsu_fit_is_meant (&need, &candidate));
}

/* Neither a notice board nor an association that seeks hands itself is a pair of hands. */
static void
test_hands_beside (void)
{
  static const guint32 work[] = { TSU_TOPIC_CONCEPT | (guint32) TSU_TOPIC_WORK << 16 | 80 };
  TsuNeedProfile need = make_need ();
  TsuCandidate candidate = make_candidate ();

  need.traits.topics = candidate.traits.topics = work;
  need.traits.n_topics = candidate.traits.n_topics = 1;
  need.traits.sorts = TSU_TOPIC_WORK;
  candidate.traits.kinds = 0x10;
  need.by_kind = 0x10;
  g_assert_true (tsu_fit_beside (&need, &candidate));
  need.by_hand = 0x2;
  g_assert_false (tsu_fit_beside (&need, &candidate));
  need.by_kind = 0;
  candidate.self_help = TRUE;
  g_assert_false (tsu_fit_beside (&need, &candidate));
  candidate.offered = TRUE;
  g_assert_true (tsu_fit_beside (&need, &candidate));
}

static int
pick (GRand *rand, int n)
{
  return g_rand_int_range (rand, 0, n);
}

/* Whether one fits does not hang on where, when, how loaded or how well known it is. */
static void
test_order_does_not_make_fit (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (16);
  static const guint32 topics[] = { 3, 5, 7, 9, TSU_TOPIC_ROOM };
  static const guint16 themes[] = { 0, 1, 2, 3 };

  for (int round = 0; round < N; round++) {
    TsuNeedProfile need = make_need ();
    TsuCandidate candidate = make_candidate ();
    gboolean fits;

    need.traits.sorts = pick (rand, 2) ? TSU_TOPIC_PLACE : 0;
    need.by_matter = pick (rand, 8);
    candidate.traits.sorts = pick (rand, 2) ? TSU_TOPIC_PLACE : 0;
    candidate.traits.topics = topics + pick (rand, 5);
    candidate.traits.n_topics = pick (rand, 2);
    candidate.traits.themes = themes + pick (rand, 4);
    candidate.traits.n_themes = pick (rand, 2);
    fits = tsu_fit_is_meant (&need, &candidate);
    candidate.traits.place.latitude = 355000000 + pick (rand, 1000000);
    candidate.traits.slots = g_rand_int (rand);
    candidate.traits.cluster = pick (rand, 5);
    candidate.asks = pick (rand, 9);
    candidate.knows = pick (rand, 2);
    candidate.common_contacts = pick (rand, 4);
    candidate.n_good = pick (rand, 9);
    candidate.joined_days = pick (rand, 900);
    g_assert_cmpint (tsu_fit_is_meant (&need, &candidate), ==, fits);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/match/fit/topics", test_topics);
  g_test_add_func ("/match/fit/any-place", test_any_place);
  g_test_add_func ("/match/fit/what-is-given", test_what_is_given);
  g_test_add_func ("/match/fit/whom", test_whom);
  g_test_add_func ("/match/fit/thought-of", test_thought_of);
  g_test_add_func ("/match/fit/for-others", test_for_others);
  g_test_add_func ("/match/fit/hands-beside", test_hands_beside);
  g_test_add_func ("/match/fit/nearness-is-not-enough", test_nearness_is_not_enough);
  g_test_add_func ("/match/fit/what-fits", test_what_fits);
  g_test_add_func ("/match/fit/order-does-not-make-fit", test_order_does_not_make_fit);
  return g_test_run ();
}

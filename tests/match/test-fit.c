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
      g_error ("“%s” and “%s” meet: %d", pairs[i].wanted, pairs[i].offered, share);
    if (share)
      g_assert_cmpstr (told, ==, pairs[i].told);
    for (guint k = 1; k < a->len; k++)
      g_assert_cmpuint (topics[k - 1], <, topics[k]);
  }
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
  g_test_add_func ("/match/fit/nearness-is-not-enough", test_nearness_is_not_enough);
  g_test_add_func ("/match/fit/what-fits", test_what_fits);
  g_test_add_func ("/match/fit/order-does-not-make-fit", test_order_does_not_make_fit);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a post is about: the words of its texts, and what they name.
 */

#include "config.h"

#include "tsu-market-private.h"
#include "tsu-post-kinds.h"

#include "tsu-topic.h"
#include "tsu-vocabulary.h"
#include "tsu-word-set.h"

/* What a text names, without the names of the ward's own towns, which are in many names. */
static void
add_topics (TsuMarket *self, GArray *all, const GArray *topics, guint sorts)
{
  for (guint k = 0; k < topics->len; k++) {
    guint32 topic = g_array_index (topics, guint32, k);

    if ((tsu_topic_get_sort (topic) & sorts) != 0 &&
        !g_hash_table_contains (self->towns, GUINT_TO_POINTER (topic)))
      g_array_append_val (all, topic);
  }
}

static void
take_topics (TsuPost *post, GArray *topics)
{
  tsu_word_set_settle (topics);
  /* One more may follow, see tsu_post_set_sorts(). */
  post->topics = g_new (guint32, topics->len + 1);
  post->n_topics = topics->len;
  for (guint k = 0; k < topics->len; k++)
    post->topics[k] = g_array_index (topics, guint32, k);
}

static void
set_words (TsuPost *post, const char *text)
{
  GArray *words = tsu_word_set_hash (text);
  gsize n;

  post->words = g_array_steal (words, &n);
  post->n_words = (guint) n;
  g_array_unref (words);
}

/* Words and topics of a wish, in somebody's own words. */
void
tsu_post_set_wish (TsuMarket *self, TsuPost *post, const char *text, gboolean need)
{
  g_autoptr (GArray) topics = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) named = need ? tsu_topic_find_wanted (text) : tsu_topic_find (text);

  set_words (post, text);
  add_topics (self, topics, named, TSU_TOPIC_ANY);
  take_topics (post, topics);
}

/* Words and topics of whoever has or does something. The ward's own themes are words that it chose;
 * those of the law are drawers. */
void
tsu_post_set_means (TsuMarket *self, TsuPost *post, const char *text, GStrv themes)
{
  g_autoptr (GArray) topics = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autofree char *given = tsu_topic_dup_given (text);
  g_autoptr (GArray) named = tsu_topic_find (given);

  set_words (post, text);
  add_topics (self, topics, named, TSU_TOPIC_ANY);
  for (guint k = 0; themes && themes[k]; k++) {
    guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->themes, themes[k]));
    g_autoptr (GArray) own = NULL;

    if (number == 0 || tsu_vocabulary_find (&tsu_themes, themes[k]))
      continue;
    own = tsu_topic_find (g_ptr_array_index (self->theme_names, number - 1));
    add_topics (self, topics, own, TSU_TOPIC_USUAL);
  }
  take_topics (post, topics);
}

static gboolean
names (const TsuPost *post, TsuTopicSort sort)
{
  for (guint k = 0; k < post->n_topics; k++)
    if (tsu_topic_get_sort (post->topics[k]) == sort)
      return TRUE;
  return FALSE;
}

/* What its kinds of help are told apart by. A place that does not say what it is, is a room. */
void
tsu_post_set_sorts (TsuPost *post)
{
  guint k;

  post->hands =
    (post->kinds & tsu_help_of_code ("people")) && !(post->kinds & tsu_help_of_code ("skill"));
  post->kinds = tsu_help_with_work (post->kinds, names (post, TSU_TOPIC_WORK));
  post->sorts = tsu_help_sorts (post->kinds);
  if (!(post->sorts & TSU_TOPIC_PLACE) || names (post, TSU_TOPIC_PLACE))
    return;
  for (k = post->n_topics++; k > 0 && post->topics[k - 1] > TSU_TOPIC_ROOM; k--)
    post->topics[k] = post->topics[k - 1];
  post->topics[k] = TSU_TOPIC_ROOM;
}

/**
 * tsu_post_append_features:
 * @text: a text whose words are compared
 * @features: (nullable): codes of tsu_access_features
 *
 * Appends what a wish would call them.
 */
void
tsu_post_append_features (GString *text, const char *const *features)
{
  static const struct {
    const char *feature;
    const char *words;
  } words[] = {
    { "kitchen", "台所" },
    { "projector", "プロジェクター" },
    { "wheelchair", "車いすで入れる" },
    { "sound", "音を出せる" },
    { "nursing-room", "授乳室" },
    { "tatami", "和室" },
  };

  for (gsize i = 0; features && i < G_N_ELEMENTS (words); i++)
    if (g_strv_contains (features, words[i].feature))
      g_string_append_printf (text, "\n%s", words[i].words);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a text names: places, things, work, matters, and for whom. Unlike the likeness of texts,
 * which goes by degrees, two texts share a topic or do not, and a reader sees at once which.
 */

#include "config.h"

#include "tsu-topic-private.h"

#include "tsu-word-set.h"

#include <glib/gi18n.h>
#include <string.h>

static GArray *
take_topics (const GArray *spans)
{
  GArray *topics = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint k = 0; k < spans->len; k++)
    g_array_append_val (topics, g_array_index (spans, TsuTopicSpan, k).topic);
  tsu_word_set_settle (topics);
  return topics;
}

/**
 * tsu_topic_find:
 * @text: (nullable): any text
 *
 * Returns: (transfer full) (element-type guint32): what it names, for #TsuTraits: ascending, none
 *   twice
 */
GArray *
tsu_topic_find (const char *text)
{
  glong length;
  g_autofree gunichar *letters = tsu_word_set_fold (text, &length, NULL);
  g_autoptr (GArray) spans = tsu_topic_scan (letters, length);

  return take_topics (spans);
}

/* Whether the words of the span are said of any place and not of a room alone. */
static gboolean
is_any_place (const TsuTopicSpan *span, const gunichar *letters)
{
  g_auto (GStrv) words = g_strsplit (tsu_topic_any_place, " ", -1);
  g_autofree char *word =
    g_ucs4_to_utf8 (letters + span->first, span->end - span->first, NULL, NULL, NULL);

  return span->topic == TSU_TOPIC_ROOM && g_strv_contains ((const char *const *) words, word);
}

/**
 * tsu_topic_find_wanted:
 * @text: (nullable): what somebody wants
 *
 * Returns: (transfer full) (element-type guint32): as tsu_topic_find(), but "a place to cook" names
 *   a kitchen and no room besides
 */
GArray *
tsu_topic_find_wanted (const char *text)
{
  glong length;
  g_autofree gunichar *letters = tsu_word_set_fold (text, &length, NULL);
  g_autoptr (GArray) spans = tsu_topic_scan (letters, length);
  gboolean told = FALSE;

  for (guint k = 0; k < spans->len; k++) {
    guint32 topic = g_array_index (spans, TsuTopicSpan, k).topic;

    told = told || (tsu_topic_get_sort (topic) == TSU_TOPIC_PLACE && topic != TSU_TOPIC_ROOM);
  }
  for (guint k = spans->len; told && k > 0; k--)
    if (is_any_place (&g_array_index (spans, TsuTopicSpan, k - 1), letters))
      g_array_remove_index (spans, k - 1);
  return take_topics (spans);
}

/* What sort a topic is of. */
TsuTopicSort
tsu_topic_get_sort (guint32 topic)
{
  return topic & TSU_TOPIC_CONCEPT ? (TsuTopicSort) (topic >> 16 & TSU_TOPIC_ANY)
                                   : TSU_TOPIC_MATTER;
}

/**
 * tsu_topic_whom:
 * @topics: (array length=n_topics): topics, ascending
 * @n_topics: how many
 *
 * Returns: for whom a text is that names them, one bit for each circle; 0 if it does not say
 */
guint32
tsu_topic_whom (const guint32 *topics, guint n_topics)
{
  guint32 circles = 0;

  for (guint k = 0; k < n_topics; k++)
    if (tsu_topic_get_sort (topics[k]) == TSU_TOPIC_WHOM)
      circles |= 1u << (topics[k] & 0x1f);
  return circles;
}

/**
 * tsu_topic_share:
 * @a: (array length=n_a): topics, ascending
 * @n_a: how many
 * @b: (array length=n_b): topics, ascending
 * @n_b: how many
 * @sorts: sorts that count, as bits
 *
 * Returns: whether both name something of these sorts
 */
gboolean
tsu_topic_share (const guint32 *a, guint n_a, const guint32 *b, guint n_b, guint sorts)
{
  guint i = 0;
  guint j = 0;

  while (i < n_a && j < n_b) {
    if (a[i] < b[j])
      i++;
    else if (a[i] > b[j])
      j++;
    else if (tsu_topic_get_sort (a[i]) & sorts)
      return TRUE;
    else {
      i++;
      j++;
    }
  }
  return FALSE;
}

/* How many letters both begin with. */
static glong
count_alike (const gunichar *a,
             const TsuTopicSpan *in_a,
             const gunichar *b,
             const TsuTopicSpan *in_b)
{
  glong most = MIN (in_a->end - in_a->first, in_b->end - in_b->first);
  glong n = 0;

  while (n < most && a[in_a->first + n] == b[in_b->first + n])
    n++;
  return n;
}

/* Where the topic stands in both texts, in words as alike as there are. */
static gboolean
find_spans (const GArray *spans_a,
            const gunichar *a,
            const GArray *spans_b,
            const gunichar *b,
            guint32 topic,
            const TsuTopicSpan **in_a,
            const TsuTopicSpan **in_b)
{
  glong best = -1;

  *in_a = *in_b = NULL;
  for (guint i = 0; i < spans_a->len; i++) {
    const TsuTopicSpan *one = &g_array_index (spans_a, TsuTopicSpan, i);

    for (guint j = 0; one->topic == topic && j < spans_b->len; j++) {
      const TsuTopicSpan *other = &g_array_index (spans_b, TsuTopicSpan, j);
      glong alike = other->topic == topic ? count_alike (a, one, b, other) : -1;

      if (alike <= best)
        continue;
      best = alike;
      *in_a = one;
      *in_b = other;
    }
  }
  return best >= 0;
}

static char *
dup_letters (const gunichar *written, glong first, glong end)
{
  return g_ucs4_to_utf8 (written + first, end - first, NULL, NULL, NULL);
}

/* A word of two kanji goes on as long as the other text goes along. */
static glong
extend (const gunichar *a,
        glong length_a,
        const TsuTopicSpan *in_a,
        const gunichar *b,
        glong length_b,
        const TsuTopicSpan *in_b)
{
  glong n = in_a->end - in_a->first;

  while (!(in_a->topic & TSU_TOPIC_CONCEPT) && in_a->first + n < length_a &&
         in_b->first + n < length_b && tsu_word_set_is_kanji (a[in_a->first + n]) &&
         a[in_a->first + n] == b[in_b->first + n])
    n++;
  return in_a->first + n;
}

/* Unless it is told already, as itself or as a part of something longer. */
static void
add_told (GPtrArray *told, char *word)
{
  for (guint k = 0; k < told->len; k++) {
    if (strstr (g_ptr_array_index (told, k), word)) {
      g_free (word);
      return;
    }
  }
  g_ptr_array_add (told, word);
}

/**
 * tsu_topic_tell:
 * @a: (nullable): a text
 * @b: (nullable): another
 * @topics: (array length=n_topics): topics that both have
 * @n_topics: how many
 * @limit: how many words at most
 *
 * Returns: (transfer full) (element-type utf8): the words that meet, as @a has them; where @b has
 *   another one, that follows in brackets
 */
GPtrArray *
tsu_topic_tell (const char *a, const char *b, const guint32 *topics, guint n_topics, guint limit)
{
  GPtrArray *told = g_ptr_array_new_with_free_func (g_free);
  glong length_a, length_b;
  g_autofree gunichar *written_a = NULL;
  g_autofree gunichar *written_b = NULL;
  g_autofree gunichar *letters_a = tsu_word_set_fold (a, &length_a, &written_a);
  g_autofree gunichar *letters_b = tsu_word_set_fold (b, &length_b, &written_b);
  g_autoptr (GArray) spans_a = tsu_topic_scan (letters_a, length_a);
  g_autoptr (GArray) spans_b = tsu_topic_scan (letters_b, length_b);

  /* The greatest first: concepts before other words, work and things before matters. */
  for (guint k = n_topics; k > 0 && told->len < limit; k--) {
    const TsuTopicSpan *in_a;
    const TsuTopicSpan *in_b;
    g_autofree char *one = NULL;
    g_autofree char *other = NULL;

    if (!find_spans (spans_a, letters_a, spans_b, letters_b, topics[k - 1], &in_a, &in_b))
      continue;
    one = dup_letters (written_a, in_a->first,
                       extend (letters_a, length_a, in_a, letters_b, length_b, in_b));
    other = dup_letters (written_b, in_b->first, in_b->end);
    if (!(topics[k - 1] & TSU_TOPIC_CONCEPT) || strstr (other, one) || strstr (one, other))
      add_told (told, g_steal_pointer (&one));
    else
      /* Translators: a word of what is wanted, and what it meets: "canopy (tent)" */
      add_told (told, g_strdup_printf (_ ("%s (%s)"), one, other));
  }
  return told;
}

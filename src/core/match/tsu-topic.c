/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a text names: places, things, work and matters. Unlike the likeness of texts, which goes by
 * degrees, two texts share a topic or do not, and a reader sees at once which. Known words and
 * their neighbours in meaning come from the table of concepts; of what no concept covers, pairs of
 * kanji and whole words in katakana and Latin letters count, the commonplace left out.
 */

#include "config.h"

#include "tsu-topic-private.h"

#include "tsu-word-set.h"

#include <glib/gi18n.h>
#include <string.h>

#define LEAST_RUN 2      /* letters of a word in katakana or Latin letters */
#define LEAST_KATAKANA 3 /* letters of one that may be part of a longer one */

/* A word of the table. */
typedef struct {
  gunichar *letters;
  glong n;
  guint32 topic;
} Word;

/* Where a topic stands in a text. */
typedef struct {
  guint32 topic;
  glong first;
  glong end;
} Span;

static gboolean
is_katakana (gunichar letter)
{
  return (letter >= 0x30a1 && letter <= 0x30fa) || letter == 0x30fc;
}

static gboolean
is_latin (gunichar letter)
{
  return letter != 0 && letter < 0x250;
}

/* Counts are in every text: the second Saturday, three persons. */
static gboolean
is_numeral (gunichar letter)
{
  static const gunichar numerals[] = { 0x4e00, 0x4e8c, 0x4e09, 0x56db, 0x4e94, 0x516d,
                                       0x4e03, 0x516b, 0x4e5d, 0x5341, 0x767e, 0x5343,
                                       0x4e07, 0x534a, 0x6570, 0x4f55, 0x6bce };

  for (gsize i = 0; i < G_N_ELEMENTS (numerals); i++)
    if (letter == numerals[i])
      return TRUE;
  return FALSE;
}

static void
free_words (gpointer words)
{
  g_array_unref (words);
}

static void
add_line (GHashTable *index, guint line)
{
  g_auto (GStrv) words = g_strsplit (tsu_topic_lines[line].words, " ", -1);

  for (char **one = words; *one; one++) {
    Word word = { NULL, 0, TSU_TOPIC_CONCEPT | (guint32) tsu_topic_lines[line].sort << 16 | line };
    GArray *same;

    word.letters = tsu_word_set_fold (*one, &word.n, NULL);
    if (word.n == 0)
      continue;
    same = g_hash_table_lookup (index, GUINT_TO_POINTER (word.letters[0]));
    if (!same) {
      same = g_array_new (FALSE, FALSE, sizeof (Word));
      g_hash_table_insert (index, GUINT_TO_POINTER (word.letters[0]), same);
    }
    g_array_append_val (same, word);
  }
}

/* The words of the table by their first letter; made once, kept. */
static GHashTable *
get_index (void)
{
  static gsize made = 0;

  if (g_once_init_enter (&made)) {
    GHashTable *index = g_hash_table_new_full (NULL, NULL, NULL, free_words);

    for (guint line = 0; line < tsu_topic_n_lines; line++)
      add_line (index, line);
    g_once_init_leave (&made, (gsize) index);
  }
  return (GHashTable *) made;
}

static GHashTable *
get_commonplace (void)
{
  static gsize made = 0;

  if (g_once_init_enter (&made)) {
    GHashTable *set = g_hash_table_new (NULL, NULL);
    g_auto (GStrv) words = g_strsplit (tsu_topic_commonplace, " ", -1);

    for (char **one = words; *one; one++) {
      glong n;
      g_autofree gunichar *letters = tsu_word_set_fold (*one, &n, NULL);

      g_hash_table_add (set, GUINT_TO_POINTER (tsu_word_set_hash_letters (letters, n)));
    }
    g_once_init_leave (&made, (gsize) set);
  }
  return (GHashTable *) made;
}

/* Particles after which a word in hiragana may begin. */
static gboolean
begins_after (gunichar letter)
{
  return letter == 0x3068 || letter == 0x306e || letter == 0x3084 || letter == 0x3092 ||
         letter == 0x306b || letter == 0x306f || letter == 0x304a;
}

/* Whether what stands at @at is the word and not a part of another one. */
static gboolean
is_by_itself (const gunichar *letters, glong length, glong at, glong n)
{
  gunichar first = letters[at];
  gunichar last = letters[at + n - 1];
  gunichar before = at > 0 ? letters[at - 1] : 0;
  gunichar after = at + n < length ? letters[at + n] : 0;

  if (n == 1)
    return !tsu_word_set_is_kanji (before) && !tsu_word_set_is_kanji (after);
  if (is_latin (first))
    return !is_latin (before) && !is_latin (after);
  if (is_katakana (first) && is_katakana (last))
    return n < LEAST_KATAKANA ? !is_katakana (before) && !is_katakana (after)
                              : !is_katakana (before) || !is_katakana (after);
  if (tsu_word_set_is_hiragana (first))
    return !tsu_word_set_is_hiragana (before) || begins_after (before);
  return TRUE;
}

/* The longest word of the table that stands at @at; every concept that has it is added to @spans,
 * where there are any. */
static glong
find_concepts (GArray *spans, const gunichar *letters, glong length, glong at)
{
  const GArray *words = g_hash_table_lookup (get_index (), GUINT_TO_POINTER (letters[at]));
  glong longest = 0;

  for (guint k = 0; words && k < words->len; k++) {
    const Word *word = &g_array_index (words, Word, k);

    if (word->n > longest && at + word->n <= length &&
        memcmp (word->letters, letters + at, sizeof (gunichar) * (gsize) word->n) == 0 &&
        is_by_itself (letters, length, at, word->n))
      longest = word->n;
  }
  for (guint k = 0; spans && longest > 0 && k < words->len; k++) {
    const Word *word = &g_array_index (words, Word, k);
    Span span = { word->topic, at, at + longest };

    if (word->n == longest &&
        memcmp (word->letters, letters + at, sizeof (gunichar) * (gsize) longest) == 0)
      g_array_append_val (spans, span);
  }
  return longest;
}

static void
add_word (GArray *spans, const gunichar *letters, glong first, glong end)
{
  guint32 hash = tsu_word_set_hash_letters (letters + first, end - first);
  Span span = { hash & ~TSU_TOPIC_CONCEPT, first, end };

  if (!g_hash_table_contains (get_commonplace (), GUINT_TO_POINTER (hash)))
    g_array_append_val (spans, span);
}

/* The word that begins at @at where no concept does; gives where to go on. */
static glong
find_word (GArray *spans, const gunichar *letters, glong length, glong at)
{
  gboolean (*belongs) (gunichar) = is_katakana (letters[at]) ? is_katakana : is_latin;
  glong end = at + 1;
  gboolean digits = g_unichar_isdigit (letters[at]);

  if (tsu_word_set_is_kanji (letters[at])) {
    if (end < length && tsu_word_set_is_kanji (letters[end]) && !is_numeral (letters[at]) &&
        !is_numeral (letters[end]))
      add_word (spans, letters, at, at + 2);
    return end;
  }
  if (!belongs (letters[at]))
    return end;
  while (end < length && belongs (letters[end]))
    digits = g_unichar_isdigit (letters[end++]) && digits;
  if (end - at >= LEAST_RUN && !digits)
    add_word (spans, letters, at, end);
  return end;
}

static GArray *
scan (const gunichar *letters, glong length)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (Span));
  glong at = 0;

  while (at < length) {
    glong longest = find_concepts (spans, letters, length, at);
    guint before = spans->len;

    if (longest > 0) {
      at += longest;
      continue;
    }
    longest = find_word (spans, letters, length, at);
    /* A pair whose second half begins a concept is no word. */
    if (spans->len > before && longest == at + 1 &&
        find_concepts (NULL, letters, length, longest) > 0)
      g_array_set_size (spans, before);
    at = longest;
  }
  return spans;
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
  GArray *topics = g_array_new (FALSE, FALSE, sizeof (guint32));
  glong length;
  g_autofree gunichar *letters = tsu_word_set_fold (text, &length, NULL);
  g_autoptr (GArray) spans = scan (letters, length);

  for (guint k = 0; k < spans->len; k++)
    g_array_append_val (topics, g_array_index (spans, Span, k).topic);
  tsu_word_set_settle (topics);
  return topics;
}

/* What sort a topic is of. */
TsuTopicSort
tsu_topic_get_sort (guint32 topic)
{
  return topic & TSU_TOPIC_CONCEPT ? (TsuTopicSort) (topic >> 16 & 0xf) : TSU_TOPIC_MATTER;
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

/* Where the topic stands in both texts, in the same words if there are such. */
static gboolean
find_spans (const GArray *spans_a,
            const gunichar *a,
            const GArray *spans_b,
            const gunichar *b,
            guint32 topic,
            const Span **in_a,
            const Span **in_b)
{
  *in_a = *in_b = NULL;
  for (guint i = 0; i < spans_a->len; i++) {
    const Span *one = &g_array_index (spans_a, Span, i);

    for (guint j = 0; one->topic == topic && j < spans_b->len; j++) {
      const Span *other = &g_array_index (spans_b, Span, j);
      gboolean same = other->topic == topic && other->end - other->first == one->end - one->first &&
                      memcmp (a + one->first, b + other->first,
                              sizeof (gunichar) * (gsize) (one->end - one->first)) == 0;

      if (other->topic != topic || (*in_a && !same))
        continue;
      *in_a = one;
      *in_b = other;
      if (same)
        return TRUE;
    }
  }
  return *in_a != NULL;
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
        const Span *in_a,
        const gunichar *b,
        glong length_b,
        const Span *in_b)
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
  g_autoptr (GArray) spans_a = scan (letters_a, length_a);
  g_autoptr (GArray) spans_b = scan (letters_b, length_b);

  /* The greatest first: concepts before other words, work and things before matters. */
  for (guint k = n_topics; k > 0 && told->len < limit; k--) {
    const Span *in_a;
    const Span *in_b;
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

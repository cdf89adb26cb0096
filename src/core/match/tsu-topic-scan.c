/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a text names something. Known words and their neighbours in meaning come from the table of
 * concepts; of what no concept covers, pairs of kanji and whole words in katakana and Latin letters
 * count, the commonplace left out. A thing that only says what another is for is not named.
 */

#include "config.h"

#include "tsu-topic-private.h"

#include "tsu-word-set.h"

#include <string.h>

#define LEAST_RUN 2      /* letters of a word in katakana or Latin letters */
#define LEAST_KATAKANA 3 /* letters of one that may be part of a longer one */

/* A word of the table. */
typedef struct {
  gunichar *letters;
  glong n;
  guint32 topic;
} Word;

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

/* The letter that politeness puts before a word. */
#define POLITE 0x304a

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
    return !tsu_word_set_is_hiragana (before) || begins_after (before) ||
           (first == POLITE && tsu_word_set_is_kanji (letters[at + 1]));
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
    TsuTopicSpan span = { word->topic, at, at + longest };

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
  TsuTopicSpan span = { hash & ~TSU_TOPIC_CONCEPT, first, end };

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

/* What stands between a thing and another that is there for it: a shelf for dishes. */
static const char *const for_which[] = {
  "の",         "を",       "用",       "用の",     "のための", "をしまう", "をしまっておく",
  "を入れる",   "をいれる", "を載せる", "をのせる", "を運ぶ",   "をはこぶ", "を並べる",
  "をならべる",
};

/* What joins two of a list; a comma is no letter. */
static const char *const joins[] = { "と", "や", "" };

/* Whether the text from @first to @end is one of @phrases, around which is no letter. */
static gboolean
is_one_of (const char *const *phrases, gsize n, const gunichar *letters, glong first, glong end)
{
  g_autofree char *between = NULL;

  while (first < end && letters[first] == 0)
    first++;
  while (first < end && letters[end - 1] == 0)
    end--;
  between = g_ucs4_to_utf8 (letters + first, end - first, NULL, NULL, NULL);
  for (gsize i = 0; between && i < n; i++)
    if (g_str_equal (between, phrases[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_thing (const TsuTopicSpan *span)
{
  return tsu_topic_get_sort (span->topic) == TSU_TOPIC_THING;
}

/* Whether the thing only says what a later one is for, or is named in one breath with such a one.
 */
static gboolean
is_for_another (const GArray *spans, guint at, const gunichar *letters, const guint8 *drop)
{
  const TsuTopicSpan *one = &g_array_index (spans, TsuTopicSpan, at);

  for (guint k = at + 1; is_thing (one) && k < spans->len; k++) {
    const TsuTopicSpan *next = &g_array_index (spans, TsuTopicSpan, k);

    if (next->first < one->end || !is_thing (next) || next->topic == one->topic)
      continue;
    return is_one_of (for_which, G_N_ELEMENTS (for_which), letters, one->end, next->first) ||
           (drop[k] && is_one_of (joins, G_N_ELEMENTS (joins), letters, one->end, next->first));
  }
  return FALSE;
}

static void
drop_what_is_for_another (GArray *spans, const gunichar *letters)
{
  g_autofree guint8 *drop = g_new0 (guint8, spans->len + 1);

  for (guint k = spans->len; k > 0; k--)
    drop[k - 1] = is_for_another (spans, k - 1, letters, drop);
  for (guint k = spans->len; k > 0; k--)
    if (drop[k - 1])
      g_array_remove_index (spans, k - 1);
}

/**
 * tsu_topic_scan:
 * @letters: (array length=length): see tsu_word_set_fold()
 * @length: how many
 *
 * Returns: (transfer full) (element-type TsuTopicSpan): what is named, in the order of the text
 */
GArray *
tsu_topic_scan (const gunichar *letters, glong length)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (TsuTopicSpan));
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
  drop_what_is_for_another (spans, letters);
  return spans;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From latin letters to kana, and from kana to kanji.
 */

#include "config.h"

#include "tsu-romaji.h"

#include <locale.h>
#include <string.h>

#include "tsu-kana.h"
#include "tsu-normalize.h"
#include "tsu-reading.h"

/* What a spelling must give among others, the sound shortened. */
static const struct {
  const char *romaji;
  const char *kana;
} SPELLINGS[] = {
  { "takatsu", "たかつ" },
  { "takatu", "たかつ" },
  { "TAKATSU", "たかつ" },
  { "ｔａｋａｔｓｕ", "たかつ" },
  { "ohno", "おおの" },
  { "oono", "おおの" },
  { "ono", "おおの" },
  { "Ōno", "おおの" },
  { "shinjuku", "しんじゅく" },
  { "sinjuku", "しんじゅく" },
  { "sinzyuku", "しんじゅく" },
  { "jo", "じょ" },
  { "zyo", "じょ" },
  { "jyo", "じょ" },
  { "shin'ichi", "しんいち" },
  { "shinichi", "しんいち" },
  { "shinichi", "しにち" },
  { "sinniti", "しんいち" },
  { "konna", "こんな" },
  { "honnya", "ほんや" },
  { "kannon", "かんのん" },
  { "kannnonn", "かんのん" },
  { "shimbashi", "しんばし" },
  { "gumma", "ぐんま" },
  { "kitte", "きって" },
  { "matcha", "まっちゃ" },
  { "maccha", "まっちゃ" },
  { "zasshi", "ざっし" },
  { "satoh", "さとう" },
  { "itou", "いとう" },
  { "ko-hi-", "こーひー" },
  { "cafe", "かふぇ" },
  { "tyounaikai", "ちょうないかい" },
  { "chonaikai", "ちょうないかい" },
  { "jitikai", "じちかい" },
  { "kuyakusyo", "くやくしょ" },
  { "dhizuni-", "でぃずにー" },
  { "huji", "ふじ" },
  { "fuji", "ふじ" },
  { "xtu", "っ" },
  { "takats", "たかつ" },
  { "takat", "たかつ" },
  { "takat", "たかと" },
  { "kury", "くり" },
  { "k", "か" },
  { "k", "こ" },
  { "n", "ん" },
  { "shin", "しん" },
  { "shin", "しな" },
  { "matc", "まっち" },
  { "hyaku", "ひゃく" },
  { "wo", "を" },
};

static const char *const NO_ROMAJI[] = { "",   "-",  "高津", "たかつ",   "abc1",
                                         "qx", "bk", "a b",  "takatu区", "'" };

static const struct {
  const char *kana;
  const char *kanji;
} KANJI[] = {
  { "たかつ", "高津" },
  { "たかつく", "高津区" },
  { "たかつくやくしょ", "高津区役所" },
  { "かわさきしやくしょ", "川崎市役所" },
  { "たかはし", "高橋" },
  { "おおの", "大野" },
  { "おーの", "大野" },
  { "おの", "小野" },
  { "みぞのくち", "溝口" },
  { "みぞのくちちょうないかい", "溝の口町内会" },
  { "こどもしょくどう", "子ども食堂" },
  { "さいとう", "斉藤" },
  { "わたなべ", "渡辺" },
  { "しんゆりがおか", "新百合が丘" },
  { "たかつくや", "高津区役所" },
  { "みなみかせしょうがっこう", "南加瀬小学校" },
};

static gboolean
has (GPtrArray *candidates, const char *kana)
{
  g_autofree char *wanted = tsu_normalize_sound (kana);

  for (guint i = 0; i < candidates->len; i++) {
    g_autofree char *sound = tsu_shorten_sound (g_ptr_array_index (candidates, i));

    if (strcmp (sound, wanted) == 0)
      return TRUE;
  }
  return FALSE;
}

static void
test_spellings (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (SPELLINGS); i++) {
    g_autoptr (GPtrArray) candidates = tsu_romaji_to_kana (SPELLINGS[i].romaji);

    if (!has (candidates, SPELLINGS[i].kana))
      g_error ("'%s' does not give %s (%s …)", SPELLINGS[i].romaji, SPELLINGS[i].kana,
               candidates->len ? (char *) g_ptr_array_index (candidates, 0) : "nothing");
    g_assert_cmpuint (candidates->len, <=, 12);
  }
}

static void
test_first (void)
{
  g_autoptr (GPtrArray) candidates = tsu_romaji_to_kana ("takatsu");

  g_assert_cmpuint (candidates->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (candidates, 0), ==, "たかつ");
}

static void
test_no_romaji (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (NO_ROMAJI); i++) {
    g_autoptr (GPtrArray) candidates = tsu_romaji_to_kana (NO_ROMAJI[i]);

    if (candidates->len > 0)
      g_error ("'%s' gives %s", NO_ROMAJI[i], (char *) g_ptr_array_index (candidates, 0));
  }
}

static void
test_random_letters (void)
{
  for (int i = 0; i < 20000; i++) {
    char text[20];
    int n = g_test_rand_int_range (1, 20);

    for (int k = 0; k < n; k++)
      text[k] = "aiueonnnhhktsmywgzjcpbdfrx-'"[g_test_rand_int_range (0, 28)];
    text[n - 1] = '\0';
    {
      g_autoptr (GPtrArray) candidates = tsu_romaji_to_kana (text);

      for (guint k = 0; k < candidates->len; k++) {
        const char *kana = g_ptr_array_index (candidates, k);

        for (const char *p = kana; *p; p = g_utf8_next_char (p))
          g_assert_true (tsu_kana_is_hiragana (g_utf8_get_char (p)) ||
                         g_utf8_get_char (p) == TSU_KANA_LONG);
      }
    }
  }
}

static void
test_kanji (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (KANJI); i++) {
    g_autofree char *kana = tsu_normalize (KANJI[i].kana);
    g_autoptr (GPtrArray) spellings = tsu_reading_to_kanji (kana);
    gboolean found = FALSE;

    /* A spelling stands for all that begin with it. */
    for (guint k = 0; k < spellings->len; k++)
      found = found || g_str_has_prefix (KANJI[i].kanji, g_ptr_array_index (spellings, k));
    if (!found)
      g_error ("%s does not give %s (%u spellings)", KANJI[i].kana, KANJI[i].kanji, spellings->len);
  }
}

/* A list that nobody can read back is of no use: every entry is kana, and finds its kanji. */
static void
test_list (void)
{
  GPtrArray *entries = tsu_reading_get_entries ();

  g_assert_cmpuint (entries->len, >, 800);
  for (guint i = 0; i < entries->len; i++) {
    TsuReading *entry = g_ptr_array_index (entries, i);
    g_autoptr (GPtrArray) spellings = tsu_reading_to_kanji (entry->sound);

    for (const char *p = entry->sound; *p; p = g_utf8_next_char (p))
      g_assert_true (tsu_kana_is_hiragana (g_utf8_get_char (p)));
    if (spellings->len == 0)
      g_assert_cmpuint (strlen (entry->sound), ==, 3);
  }
}

static const struct {
  const char *word;
  const char *other;
} RESPELT[] = {
  { "溝口", "溝の口" },           { "溝の口駅", "溝口駅" },         { "子供食堂", "こども食堂" },
  { "こども食堂", "子ども食堂" }, { "障がい者支援", "障害者支援" }, { "百合丘", "百合が丘" },
};

static void
test_respell (void)
{
  g_autoptr (GPtrArray) none = tsu_reading_respell ("ウクレレ");

  g_assert_cmpuint (none->len, ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (RESPELT); i++) {
    g_autoptr (GPtrArray) result = tsu_reading_respell (RESPELT[i].word);

    if (!g_ptr_array_find_with_equal_func (result, RESPELT[i].other, g_str_equal, NULL))
      g_error ("%s is not respelt %s", RESPELT[i].word, RESPELT[i].other);
  }
}

static void
test_nothing (void)
{
  static const char *const KANA[] = { "", "ん", "高津", "abc", "ぬるぽぬるぽ" };

  for (gsize i = 0; i < G_N_ELEMENTS (KANA); i++) {
    g_autoptr (GPtrArray) spellings = tsu_reading_to_kanji (KANA[i]);

    g_assert_cmpuint (spellings->len, ==, 0);
  }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/search/romaji/spellings", test_spellings);
  g_test_add_func ("/search/romaji/first", test_first);
  g_test_add_func ("/search/romaji/no-romaji", test_no_romaji);
  g_test_add_func ("/search/romaji/random-letters", test_random_letters);
  g_test_add_func ("/search/reading/kanji", test_kanji);
  g_test_add_func ("/search/reading/list", test_list);
  g_test_add_func ("/search/reading/respell", test_respell);
  g_test_add_func ("/search/reading/nothing", test_nothing);
  return g_test_run ();
}

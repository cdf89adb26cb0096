/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Random texts for the properties: words of the field, single characters that the folding treats
 * specially, and separators, put together by GLib's seeded test generator.
 */

#include "config.h"

#include "search-samples.h"

static const char *const WORDS[] = {
  "高津",   "区役所",  "髙橋",     "町内会",   "こども食堂", "まちのひろば", "溝口",   "梶ヶ谷",
  "梶が谷", "二丁目",  "おおの",   "カフェ",   "ｶﾅ",         "みんなのうた", "川崎市", "NPO",
  "hanako", "example", "044",      "1182",     "2130001",    "渡邉",         "花",     "子",
  "の",     "ひろば",  "コーヒー", "ウクレレ", "あそぼう",
};

static const char *const ODDITIES[] = {
  " ",
  "　",
  "-",
  "－",
  "ー",
  "、",
  "。",
  "・",
  "（",
  "）",
  "\n",
  "ケ",
  "ヶ",
  "か",
  "が",
  "ｹ",
  "カ",
  "一",
  "二",
  "十",
  "〇",
  "丁目",
  "丁",
  "ﾞ",
  "゛",
  "\xe3\x82\x99",
  "㈱",
  "①",
  "½",
  "é",
  "e\xcc\x81",
  "🎌",
  "👨\xe2\x80\x8d👩",
  "ß",
  "İ",
  "+",
  "'",
  "@",
  "1",
  "2",
  "A",
  "っ",
  "う",
  "お",
  "い",
  "谷",
  "\xc2\xad",
  "\xef\xb8\x8f",
  "~",
  "々",
  "𠮷",
  "\x01",
  "\x02",
  "|",
  "\"",
};

static const char *
pick (const char *const *from, int n)
{
  return from[g_test_rand_int_range (0, n)];
}

/* Words and oddities in any order. */
char *
sample_text (int n_pieces)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < n_pieces; i++)
    g_string_append (text, g_test_rand_bit () ? pick (WORDS, G_N_ELEMENTS (WORDS))
                                              : pick (ODDITIES, G_N_ELEMENTS (ODDITIES)));
  return g_string_free (text, FALSE);
}

/* Words, now and then with a space or a comma between them, as people write. */
char *
sample_plain_text (int n_pieces)
{
  static const char *const BETWEEN[] = { " ", "　", "、", "-", "（", "\n" };
  GString *text = g_string_new (NULL);

  for (int i = 0; i < n_pieces; i++) {
    g_string_append (text, pick (WORDS, G_N_ELEMENTS (WORDS)));
    if (g_test_rand_int_range (0, 5) == 0)
      g_string_append (text, pick (BETWEEN, G_N_ELEMENTS (BETWEEN)));
  }
  return g_string_free (text, FALSE);
}

/* Some characters of @text that follow one another, at least one. */
char *
sample_substring (const char *text)
{
  glong n = g_utf8_strlen (text, -1);
  glong from = g_test_rand_int_range (0, n);
  glong to = g_test_rand_int_range (from + 1, MIN (n, from + 12) + 1);

  return g_utf8_substring (text, from, to);
}

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

/* Surnames with reading, roughly as frequent as they stand early in the list. */
static const char *const SURNAMES[][2] = {
  { "佐藤", "さとう" },     { "鈴木", "すずき" },       { "高橋", "たかはし" },
  { "田中", "たなか" },     { "伊藤", "いとう" },       { "渡邉", "わたなべ" },
  { "山本", "やまもと" },   { "中村", "なかむら" },     { "小林", "こばやし" },
  { "加藤", "かとう" },     { "吉田", "よしだ" },       { "山田", "やまだ" },
  { "佐々木", "ささき" },   { "山口", "やまぐち" },     { "松本", "まつもと" },
  { "井上", "いのうえ" },   { "木村", "きむら" },       { "林", "はやし" },
  { "齋藤", "さいとう" },   { "清水", "しみず" },       { "山﨑", "やまざき" },
  { "森", "もり" },         { "池田", "いけだ" },       { "橋本", "はしもと" },
  { "阿部", "あべ" },       { "石川", "いしかわ" },     { "大野", "おおの" },
  { "小野", "おの" },       { "髙橋", "たかはし" },     { "川崎", "かわさき" },
  { "長谷川", "はせがわ" }, { "小笠原", "おがさわら" }, { "五十嵐", "いがらし" },
};

static const char *const GIVEN[][2] = {
  { "花子", "はなこ" }, { "太郎", "たろう" },   { "美咲", "みさき" },   { "翔", "しょう" },
  { "陽子", "ようこ" }, { "健一", "けんいち" }, { "結衣", "ゆい" },     { "大輔", "だいすけ" },
  { "久美", "くみ" },   { "誠", "まこと" },     { "さくら", "さくら" }, { "隆", "たかし" },
  { "和子", "かずこ" }, { "悠真", "ゆうま" },   { "恵", "めぐみ" },     { "平和", "ひらかず" },
};

static const char *const WARDS[] = {
  "高津区", "川崎区", "幸区", "中原区", "宮前区", "多摩区", "麻生区",
};

static const char *const TOWNS[][2] = {
  { "溝口", "みぞのくち" },
  { "鷺沼", "さぎぬま" },
  { "下作延", "しもさくのべ" },
  { "梶ヶ谷", "かじがや" },
  { "子母口", "しぼくち" },
  { "登戸", "のぼりと" },
  { "新百合丘", "しんゆりがおか" },
  { "小杉町", "こすぎちょう" },
  { "二子", "ふたご" },
  { "久地", "くじ" },
  { "菅生", "すがお" },
  { "野川", "のがわ" },
  { "大師町", "だいしちょう" },
  { "富士見", "ふじみ" },
  { "千年", "ちとせ" },
};

static const char *const BODIES[][2] = {
  { "町内会", "ちょうないかい" },
  { "自治会", "じちかい" },
  { "こども食堂", "こどもしょくどう" },
  { "商店会", "しょうてんかい" },
  { "公園", "こうえん" },
  { "小学校", "しょうがっこう" },
  { "ウクレレの会", "うくれれのかい" },
  { "子育てサロン", "こそだてさろん" },
  { "を守る会", "をまもるかい" },
  { "老人クラブ", "ろうじんくらぶ" },
  { "カフェ", "かふぇ" },
};

static const char *const NOTES[] = {
  "毎月第二土曜に公園の清掃をしている。",
  "子ども向けのウクレレ教室を開ける。",
  "会館の鍵を持っている。",
  "平日の夜なら会える。",
  "高津区役所の紹介。",
  "車いすで参加できる。",
  "備品のテントと机を貸し出せる。",
  "麻生区のまちのひろばに出ている。",
  "後継ぎを探している。",
  "川崎市の助成を受けた。",
  "コーヒーの入れ方を教えられる。",
  "NPO法人の理事。",
};

/* Early ones more often, as in life. */
static int
pick_skewed (int n)
{
  double x = g_test_rand_double_range (0, 1);

  return (int) (n * x * x);
}

static char *
sample_contact (const char *ward, const char *town)
{
  return g_strdup_printf ("044-%03d-%04d 0%d0-%04d-%04d 213-%04d 川崎市%s%s%d-%d-%d "
                          "%s%d@example.jp",
                          g_test_rand_int_range (0, 1000), g_test_rand_int_range (0, 10000),
                          g_test_rand_int_range (7, 10), g_test_rand_int_range (0, 10000),
                          g_test_rand_int_range (0, 10000), g_test_rand_int_range (0, 100), ward,
                          town, g_test_rand_int_range (1, 6), g_test_rand_int_range (1, 30),
                          g_test_rand_int_range (1, 20), g_test_rand_bit () ? "hanako" : "taro",
                          g_test_rand_int_range (0, 10000));
}

/* An actor as the search sees it: name, reading, contact, text. Three in four are people. */
char **
sample_actor (void)
{
  const char *const *town = TOWNS[g_test_rand_int_range (0, G_N_ELEMENTS (TOWNS))];
  const char *ward = WARDS[g_test_rand_int_range (0, G_N_ELEMENTS (WARDS))];
  char **texts = g_new0 (char *, 5);

  if (g_test_rand_int_range (0, 4) > 0) {
    const char *const *surname = SURNAMES[pick_skewed (G_N_ELEMENTS (SURNAMES))];
    const char *const *given = GIVEN[g_test_rand_int_range (0, G_N_ELEMENTS (GIVEN))];

    texts[0] = g_strdup_printf ("%s %s", surname[0], given[0]);
    texts[1] = g_strdup_printf ("%s %s", surname[1], given[1]);
  } else {
    const char *const *body = BODIES[pick_skewed (G_N_ELEMENTS (BODIES))];

    texts[0] = g_strdup_printf ("%s%d丁目%s", town[0], g_test_rand_int_range (1, 30), body[0]);
    texts[1] = g_strdup_printf ("%s%s", town[1], body[1]);
  }
  texts[2] = sample_contact (ward, town[0]);
  texts[3] =
    g_strconcat (pick (NOTES, G_N_ELEMENTS (NOTES)), pick (NOTES, G_N_ELEMENTS (NOTES)), NULL);
  return texts;
}

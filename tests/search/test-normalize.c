/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The folding: by tables, and by the properties that searching leans on.
 */

#include "config.h"

#include "tsu-normalize.h"

#include <locale.h>
#include <string.h>

#include "search-samples.h"
#include "tsu-search-words.h"

static const struct {
  const char *text;
  const char *expected;
} FOLDS[] = {
  { "", "" },
  { "ＡＢＣ　abc", "abc abc" },
  { "Café Ωmega ＆ Straße", "cafe ωmega strasse" },
  { "カタカナ ｶﾀｶﾅ かたかな", "かたかなかたかなかたかな" },
  { "ｶﾞｷﾞﾊﾟﾋﾟｳﾞ", "がぎぱぴゔ" },
  { "か\xe3\x82\x99は\xe3\x82\x9a", "がぱ" },
  { "きゃっちぁゎ", "きやつちあわ" },
  { "みづきぢ", "みずきじ" },
  { "髙橋 﨑山 嵜 德川 渡邉 渡邊 濵田 濱田", "高橋崎山崎徳川渡辺渡辺浜田浜田" },
  { "齋藤 齊藤 斎藤 斉藤 𠮷田", "斉藤斉藤斉藤斉藤吉田" },
  { "葛\xf3\xa0\x84\x80飾", "葛飾" },
  { "廣澤 國學院 櫻井 澁谷 眞壁 鷗外 驒", "広沢国学院桜井渋谷真壁鴎外騨" },
  { "梶ヶ谷", "梶が谷" },
  { "梶ケ谷", "梶が谷" },
  { "梶が谷", "梶が谷" },
  { "梶ｹ谷", "梶が谷" },
  { "つつじケ丘 つつじヶ丘 つつじが丘", "つつじが丘つつじが丘つつじが丘" },
  { "3ヵ所 3か所 ３カ所 3ヶ所 三箇所", "3が所3が所3が所3が所三箇所" },
  { "サケ缶 高津カフェ 静かな町か", "さけ缶高津かふえ静かな町か" },
  { "二子二丁目", "二子2丁目" },
  { "十二丁目 十丁目 二十丁目 二十一丁目 2丁目 ２丁目", "12丁目10丁目20丁目21丁目2丁目2丁目" },
  { "一二丁目 十十丁目 三二丁目", "12丁目十十丁目32丁目" },
  { "3二丁目、A、二丁目", "32丁目,a 2丁目" },
  { "044-000-1182", "0440001182" },
  { "０４４（０００）１１８２", "0440001182" },
  { "044‐000−1182", "0440001182" },
  { "044 000 1182\n044-000-1183", "0440001182,0440001183" },
  { "〒213-0001 高津区", "2130001高津区" },
  { "1、2・3", "1,23" },
  { "10:00～12:00", "10,00,12,00" },
  { "まちづくり・カフェ", "まちずくりかふえ" },
  { "高津、溝口 (川崎)", "高津,溝口,川崎" },
  { "e-mail E‐Mail hanako@example.jp", "email email hanako example jp" },
  { "オ－ノ オーノ ｵｰﾉ オ-ノ", "おーのおーのおーのおーの" },
  { "㈱タカツ ㌔ ㍻ ①", "株,たかつきろ平成1" },
  { "O'Brien 2-A", "obrien 2a" },
  { "★祭り🎌2024☆", "祭り🎌2024" },
  { "\xff\xfe高\xe9\xab津", "高,津" },
  { "  、。", "" },
};

static const struct {
  const char *text;
  const char *expected;
} SOUNDS[] = {
  { "おおの", "おの" }, { "おうの", "おの" }, { "おーの", "おの" }, { "オオノ", "おの" },
  { "ｵｰﾉ", "おの" },    { "えいこ", "えこ" }, { "ゆうき", "ゆき" }, { "しょうぞう", "しよぞ" },
  { "いいだ", "いだ" }, { "まあい", "まい" }, { "うた", "うた" },   { "思う", "思う" },
  { "はな", "はな" },   { "んー", "んー" },   { "ー", "" },         { "こーひー", "こひ" },
};

/* Every form of a line must meet every other. */
static const char *const MEETINGS[][5] = {
  { "髙橋", "高橋" },
  { "渡邉", "渡邊", "渡辺" },
  { "二丁目", "2丁目", "２丁目" },
  { "梶ヶ谷", "梶が谷", "梶ケ谷", "梶ｹ谷" },
  { "044-000-1182", "0440001182", "０４４（０００）１１８２", "044 000 1182", "044ー000ー1182" },
  { "213-0001", "2130001", "〒２１３－０００１" },
  { "タカツ", "たかつ", "ﾀｶﾂ" },
  { "高橋 花子", "高橋　花子", "高橋花子" },
};

static void
test_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (FOLDS); i++) {
    g_autofree char *got = tsu_normalize (FOLDS[i].text);

    g_assert_cmpstr (got, ==, FOLDS[i].expected);
  }
}

static void
test_sound (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (SOUNDS); i++) {
    g_autofree char *got = tsu_normalize_sound (SOUNDS[i].text);
    g_autofree char *again = tsu_shorten_sound (got);

    g_assert_cmpstr (got, ==, SOUNDS[i].expected);
    g_assert_cmpstr (again, ==, got);
  }
}

static void
test_meetings (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (MEETINGS); i++) {
    g_autofree char *first = tsu_normalize (MEETINGS[i][0]);

    for (gsize k = 1; k < 5 && MEETINGS[i][k]; k++) {
      g_autofree char *other = tsu_normalize (MEETINGS[i][k]);

      g_assert_cmpstr (other, ==, first);
    }
  }
}

static void
assert_map (const char *text, gsize length)
{
  g_autoptr (TsuNormalized) map = tsu_normalized_new (text, length);
  g_autofree char *plain = tsu_normalize_length (text, length);

  g_assert_cmpstr (map->text, ==, plain);
  g_assert_cmpuint (map->length, ==, strlen (plain));
  for (gsize i = 0; i < map->length; i++) {
    g_assert_cmpuint (map->starts[i], <=, map->ends[i]);
    g_assert_cmpuint (map->ends[i], <=, length);
    if (i > 0) {
      g_assert_cmpuint (map->starts[i - 1], <=, map->starts[i]);
      g_assert_cmpuint (map->ends[i - 1], <=, map->ends[i]);
    }
  }
}

static void
test_map (void)
{
  const char *text = "〒213-0001 ｶﾞ㈱二十一丁目";
  g_autoptr (TsuNormalized) map = tsu_normalized_new (text, -1);
  const char *hit;

  g_assert_cmpstr (map->text, ==, "2130001が,株,21丁目");
  hit = strstr (map->text, "が");
  g_assert_cmpuint (map->starts[hit - map->text], ==, strstr (text, "ｶ") - text);
  g_assert_cmpuint (map->ends[hit - map->text], ==, strstr (text, "㈱") - text);
  for (gsize i = 0; i < G_N_ELEMENTS (FOLDS); i++)
    assert_map (FOLDS[i].text, strlen (FOLDS[i].text));
}

static void
assert_idempotent (const char *text)
{
  g_autofree char *once = tsu_normalize (text);
  g_autofree char *twice = tsu_normalize (once);

  g_assert_true (g_utf8_validate (once, -1, NULL));
  if (strcmp (once, twice) != 0)
    g_error ("not idempotent: '%s' '%s' '%s'", text, once, twice);
}

static void
test_idempotent (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (FOLDS); i++)
    assert_idempotent (FOLDS[i].text);
  for (int i = 0; i < 20000; i++) {
    g_autofree char *text = sample_text (g_test_rand_int_range (0, 24));

    assert_idempotent (text);
    assert_map (text, strlen (text));
  }
}

/* Every character by itself, too: the tables are made of them. */
static void
test_every_character (void)
{
  for (gunichar c = 1; c < 0x110000; c++) {
    char text[8] = { 0 };

    if (c >= 0x40000 && c < 0xe0000)
      continue;
    if (c >= 0xd800 && c < 0xe000)
      continue;
    g_unichar_to_utf8 (c, text);
    assert_idempotent (text);
  }
}

static gboolean
is_found (const char *part, const char *whole)
{
  g_autoptr (TsuSearchWord) word = tsu_search_word_new (part);

  for (guint i = 0; word && i < word->typed->len; i++)
    if (strstr (whole, g_ptr_array_index (word->typed, i)))
      return TRUE;
  return !word;
}

static void
test_substring (void)
{
  for (int i = 0; i < 20000; i++) {
    g_autofree char *text = sample_plain_text (g_test_rand_int_range (1, 24));
    g_autofree char *whole = tsu_normalize (text);
    g_autofree char *part = sample_substring (text);

    if (!is_found (part, whole))
      g_error ("'%s' not found in '%s' (%s)", part, text, whole);
  }
}

static void
test_bytes (void)
{
  g_autofree char *big = g_malloc (65536);

  for (int round = 0; round < 20; round++) {
    for (int i = 0; i < 65536; i++)
      big[i] = round % 2 ? (char) g_test_rand_int () : "\xe3\x82\xab\xe3\x83\xbc\x00-"[i % 8];
    {
      g_autofree char *folded = tsu_normalize_length (big, 65536);

      g_assert_true (g_utf8_validate (folded, -1, NULL));
    }
    assert_map (big, 65536);
  }
  {
    g_autofree char *folded = tsu_normalize_length ("高\0津", 7);

    g_assert_cmpstr (folded, ==, "高,津");
  }
}

static void
test_speed (void)
{
  g_autofree char *text = sample_plain_text (100);
  gsize bytes = 0;
  gint64 start = g_get_monotonic_time ();
  double seconds;

  for (int i = 0; i < 5000; i++) {
    g_autofree char *folded = tsu_normalize (text);

    bytes += strlen (text);
  }
  seconds = (g_get_monotonic_time () - start) / 1e6;
  g_test_message ("%.0f MB/s", bytes / 1e6 / seconds);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/search/normalize/table", test_table);
  g_test_add_func ("/search/normalize/sound", test_sound);
  g_test_add_func ("/search/normalize/meetings", test_meetings);
  g_test_add_func ("/search/normalize/map", test_map);
  g_test_add_func ("/search/normalize/idempotent", test_idempotent);
  g_test_add_func ("/search/normalize/every-character", test_every_character);
  g_test_add_func ("/search/normalize/substring", test_substring);
  g_test_add_func ("/search/normalize/bytes", test_bytes);
  g_test_add_func ("/search/normalize/speed", test_speed);
  return g_test_run ();
}

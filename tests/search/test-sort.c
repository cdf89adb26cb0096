/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The order of names, and the rows of the index.
 */

#include "config.h"

#include "tsu-sort.h"

#include <locale.h>
#include <string.h>

#include "search-samples.h"

/* In order: reading and name. Each key must be less than the next. */
static const char *const ORDERED[][2] = {
  { "あ", NULL },          { "ああ", NULL },
  { "あい", NULL },        { "あおき", "青木" },
  { "アオキ", "青木" },    { "あがつま", NULL },
  { "あかつめ", NULL },    { "いとう", "伊東" },
  { "いとう", "伊藤" },    { "いとうや", NULL },
  { "おおの", "大野" },    { "かーと", NULL },
  { "かあと", NULL },      { "がーと", NULL },
  { "かき", NULL },        { "かぎ", NULL },
  { "がき", NULL },        { "がぎ", NULL },
  { "きゃ", NULL },        { "きや", NULL },
  { "こゝ", NULL },        { "ここ", NULL },
  { "たかつ", "高津" },    { "たかっは", NULL },
  { "たかつは", NULL },    { "たかつやま", NULL },
  { "つっつ", NULL },      { "つつつ", NULL },
  { "つづつ", NULL },      { "はち", NULL },
  { "ばち", NULL },        { "ぱち", NULL },
  { "はら たかし", NULL }, { "はらだ あい", NULL },
  { "びょういん", NULL },  { "びよういん", NULL },
  { "わたなべ", "渡辺" },  { "を", NULL },
  { "ん", NULL },          { "123", NULL },
  { "abc", NULL },         { "ABC", NULL },
  { "abd", NULL },         { NULL, "佐藤" },
  { NULL, "高橋" },        { "", "" },
};

static const struct {
  const char *text;
  int row;
} ROWS[] = {
  { "あべ", TSU_SORT_ROW_A },         { "ぉ", TSU_SORT_ROW_A },
  { "ヴァイオリン", TSU_SORT_ROW_A }, { "かとう", TSU_SORT_ROW_KA },
  { "ゴトウ", TSU_SORT_ROW_KA },      { "ｶﾄｳ", TSU_SORT_ROW_KA },
  { "ざま", TSU_SORT_ROW_SA },        { "たかつ", TSU_SORT_ROW_TA },
  { "づか", TSU_SORT_ROW_TA },        { "なか", TSU_SORT_ROW_NA },
  { "ぱん", TSU_SORT_ROW_HA },        { "ほし", TSU_SORT_ROW_HA },
  { "まえだ", TSU_SORT_ROW_MA },      { "ゃ", TSU_SORT_ROW_YA },
  { "よしだ", TSU_SORT_ROW_YA },      { "りか", TSU_SORT_ROW_RA },
  { "わだ", TSU_SORT_ROW_WA },        { "んだ", TSU_SORT_ROW_WA },
  { "NPO", TSU_SORT_ROW_LATIN },      { "１２３", TSU_SORT_ROW_LATIN },
  { "Ｅ", TSU_SORT_ROW_LATIN },       { "高津", TSU_SORT_ROW_OTHER },
  { "", TSU_SORT_ROW_OTHER },         { "。", TSU_SORT_ROW_OTHER },
  { "「さくら」", TSU_SORT_ROW_SA },  { "🎌", TSU_SORT_ROW_OTHER },
};

static void
test_order (void)
{
  for (gsize i = 0; i + 1 < G_N_ELEMENTS (ORDERED); i++) {
    g_autofree char *key = tsu_sort_key (ORDERED[i][0], ORDERED[i][1]);
    g_autofree char *next = tsu_sort_key (ORDERED[i + 1][0], ORDERED[i + 1][1]);

    if (strcmp (key, next) >= 0)
      g_error ("%s %s is not before %s %s", ORDERED[i][0], ORDERED[i][1], ORDERED[i + 1][0],
               ORDERED[i + 1][1]);
  }
}

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (ROWS); i++) {
    g_autofree char *key = tsu_sort_key (NULL, ROWS[i].text);

    if (tsu_sort_row (key) != ROWS[i].row)
      g_error ("%s is in row %s", ROWS[i].text, tsu_sort_row_label (tsu_sort_row (key)));
  }
  g_assert_cmpint (tsu_sort_row (NULL), ==, TSU_SORT_ROW_OTHER);
  g_assert_cmpint (tsu_sort_row (""), ==, TSU_SORT_ROW_OTHER);
  g_assert_cmpstr (tsu_sort_row_label (TSU_SORT_ROW_A), ==, "あ");
  g_assert_cmpstr (tsu_sort_row_label (TSU_SORT_ROW_OTHER), ==, "他");
}

/* The bounds say the same as tsu_sort_row(), for any text at all. */
static void
test_bounds (void)
{
  char *lower;
  char *upper;

  g_assert_false (tsu_sort_row_bounds (-1, &lower, &upper));
  g_assert_false (tsu_sort_row_bounds (TSU_N_SORT_ROWS, &lower, &upper));
  for (int i = 0; i < 5000; i++) {
    g_autofree char *text = sample_text (g_test_rand_int_range (0, 5));
    g_autofree char *key = tsu_sort_key (text, text);
    int row = tsu_sort_row (key);

    g_assert_true (g_utf8_validate (key, -1, NULL));
    g_assert_cmpint (*key, !=, '\0');
    for (int r = 0; r < TSU_N_SORT_ROWS; r++) {
      g_autofree char *from = NULL;
      g_autofree char *to = NULL;
      gboolean within;

      g_assert_true (tsu_sort_row_bounds (r, &from, &to));
      within = strcmp (key, from) >= 0 && strcmp (key, to) < 0;
      g_assert_cmpint (within, ==, r == row);
    }
  }
}

/* A reading of spaces only is no reading. */
static void
test_blank_reading (void)
{
  g_autofree char *with = tsu_sort_key ("　", "さくら会");
  g_autofree char *without = tsu_sort_key (NULL, "さくら会");

  g_assert_cmpstr (with, ==, without);
}

static void
test_bytes (void)
{
  for (int i = 0; i < 2000; i++) {
    char text[40];
    int n = g_test_rand_int_range (0, 40);

    for (int k = 0; k < n; k++)
      text[k] = (char) g_test_rand_int_range (1, 256);
    text[MAX (n - 1, 0)] = '\0';
    {
      g_autofree char *key = tsu_sort_key (text, text);

      g_assert_true (g_utf8_validate (key, -1, NULL));
    }
  }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/search/sort/order", test_order);
  g_test_add_func ("/search/sort/rows", test_rows);
  g_test_add_func ("/search/sort/bounds", test_bounds);
  g_test_add_func ("/search/sort/blank-reading", test_blank_reading);
  g_test_add_func ("/search/sort/bytes", test_bytes);
  return g_test_run ();
}

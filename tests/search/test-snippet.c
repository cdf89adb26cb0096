/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The line that shows why a record was found.
 */

#include "config.h"

#include "tsu-snippet.h"

#include <locale.h>
#include <string.h>

#include "search-samples.h"
#include "tsu-normalize.h"

static const struct {
  const char *text;
  const char *words;
  const char *markup;
} MARKUPS[] = {
  { "高津区役所", "高津", "<b>高津</b>区役所" },
  { "髙津区役所", "高津", "<b>髙津</b>区役所" },
  { "高津区役所", "takatu", "<b>高津</b>区役所" },
  { "高津区役所", "たかつ 役所", "<b>高津</b>区<b>役所</b>" },
  { "電話 044-000-1182 まで", "0001182", "電話 044-<b>000-1182</b> まで" },
  { "電話 044-000-1182 まで", "1182", "電話 044-000-<b>1182</b> まで" },
  { "ｶﾞﾗｽ", "がら", "<b>ｶﾞﾗ</b>ｽ" },
  { "おーの工務店", "おおの", "<b>おーの</b>工務店" },
  { "オオノ", "ono", "<b>オオノ</b>" },
  { "A<B>&C", "b", "A&lt;<b>B</b>&gt;&amp;C" },
  { "無い", "有る", "無い" },
  { "二十一丁目", "21丁目", "<b>二十一丁目</b>" },
  { "一行目\n二行目", "二行", "一行目 <b>二行</b>目" },
  { "ああああ", "ああ", "<b>ああああ</b>" },
  { "", "高津", "" },
  { NULL, NULL, "" },
  { "高津", NULL, "高津" },
  { "高津", "、", "高津" },
};

static void
test_markup (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (MARKUPS); i++) {
    g_autofree char *markup = tsu_snippet_markup (MARKUPS[i].text, MARKUPS[i].words);

    g_assert_cmpstr (markup, ==, MARKUPS[i].markup);
  }
}

static void
test_long (void)
{
  GString *text = g_string_new (NULL);
  g_autoptr (TsuSnippet) snippet = NULL;
  TsuSnippetHit hit;

  for (int i = 0; i < 1000; i++)
    g_string_append (text, i == 500 ? "鷺沼" : "川");
  snippet = tsu_snippet_new (text->str, "さぎぬま");
  g_assert_cmpuint (snippet->hits->len, ==, 1);
  hit = g_array_index (snippet->hits_in_original, TsuSnippetHit, 0);
  g_assert_cmpuint (hit.start, ==, 1500);
  g_assert_cmpuint (hit.end, ==, 1506);
  hit = g_array_index (snippet->hits, TsuSnippetHit, 0);
  g_assert_cmpint (memcmp (snippet->text + hit.start, "鷺沼", 6), ==, 0);
  g_assert_cmpint (g_utf8_strlen (snippet->text, -1), ==, 42);
  g_assert_true (g_str_has_prefix (snippet->text, "…川"));
  g_assert_true (g_str_has_suffix (snippet->text, "川…"));
  g_string_free (text, TRUE);
}

/* Near the end the window moves back rather than become short. */
static void
test_at_the_end (void)
{
  GString *text = g_string_new (NULL);
  g_autoptr (TsuSnippet) snippet = NULL;

  for (int i = 0; i < 100; i++)
    g_string_append (text, "川");
  g_string_append (text, "鷺沼");
  snippet = tsu_snippet_new (text->str, "鷺沼");
  g_assert_cmpint (g_utf8_strlen (snippet->text, -1), ==, 41);
  g_assert_true (g_str_has_suffix (snippet->text, "鷺沼"));
  g_assert_cmpuint (snippet->hits->len, ==, 1);
  g_string_free (text, TRUE);
}

/* Whatever is found has a hit, and what a hit encloses folds to something. */
static void
test_random (void)
{
  for (int i = 0; i < 5000; i++) {
    g_autofree char *text = sample_plain_text (g_test_rand_int_range (1, 30));
    g_autofree char *part = sample_substring (text);
    g_autofree char *folded = tsu_normalize (part);
    g_autoptr (TsuSnippet) snippet = tsu_snippet_new (text, part);
    gsize last = 0;

    g_assert_true (g_utf8_validate (snippet->text, -1, NULL));
    if (*folded && !strpbrk (part, " \n") && !strstr (part, "　"))
      g_assert_cmpuint (snippet->hits->len, >, 0);
    for (guint k = 0; k < snippet->hits->len; k++) {
      TsuSnippetHit hit = g_array_index (snippet->hits, TsuSnippetHit, k);

      g_assert_cmpuint (hit.start, >=, last);
      g_assert_cmpuint (hit.start, <, hit.end);
      g_assert_cmpuint (hit.end, <=, strlen (snippet->text));
      g_assert_true (g_utf8_validate_len (snippet->text + hit.start, hit.end - hit.start, NULL));
      last = hit.end;
    }
  }
}

static void
test_bytes (void)
{
  g_autofree char *big = g_malloc (65537);
  g_autofree char *markup = NULL;

  for (int i = 0; i < 65536; i++)
    big[i] = (char) g_test_rand_int_range (1, 256);
  big[65536] = '\0';
  memcpy (big + 60000, "。鷺沼。", strlen ("。鷺沼。"));
  markup = tsu_snippet_markup (big, "鷺沼");
  g_assert_nonnull (strstr (markup, "<b>鷺沼</b>"));
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/search/snippet/markup", test_markup);
  g_test_add_func ("/search/snippet/long", test_long);
  g_test_add_func ("/search/snippet/at-the-end", test_at_the_end);
  g_test_add_func ("/search/snippet/random", test_random);
  g_test_add_func ("/search/snippet/bytes", test_bytes);
  return g_test_run ();
}

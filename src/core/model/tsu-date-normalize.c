/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Brings the many ways to write a date in Japanese to one spelling. Compatibility composition
 * (NFKC) makes ８ and ㋿ into 8 and 令和; numbers in kanji become digits here, and English
 * months Japanese ones.
 */

#include "config.h"

#include "tsu-date-normalize.h"

#include <string.h>

/* Bytes; no date is longer, and an import may bring any text. */
#define MAX_TEXT 256

static int
kanji_digit (gunichar c)
{
  static const gunichar digits[] = { 0x3007, 0x4e00, 0x4e8c, 0x4e09, 0x56db,
                                     0x4e94, 0x516d, 0x4e03, 0x516b, 0x4e5d };

  for (int i = 0; i < (int) G_N_ELEMENTS (digits); i++) {
    if (digits[i] == c)
      return i;
  }
  return -1;
}

static int
kanji_unit (gunichar c)
{
  return c == 0x5341 ? 10 : c == 0x767e ? 100 : c == 0x5343 ? 1000 : 0;
}

/* Writes a run of kanji as digits: 二〇二六 by place, 二千二十六 by unit. Gives what follows. */
static const char *
append_kanji_number (GString *out, const char *at)
{
  gint64 sum = 0;
  gint64 pending = 0;
  gboolean any_digit = FALSE;
  gunichar c;

  for (; (c = g_utf8_get_char (at)) != 0; at = g_utf8_next_char (at)) {
    int digit = kanji_digit (c);
    int unit = kanji_unit (c);

    if (digit < 0 && unit == 0)
      break;
    if (unit > 0) {
      sum += (any_digit ? pending : 1) * unit;
      pending = 0;
      any_digit = FALSE;
    } else {
      /* Longer runs are no date; the bound only keeps the number from overflowing. */
      pending = MIN (pending, 99999999) * 10 + digit;
      any_digit = TRUE;
    }
  }
  g_string_append_printf (out, "%" G_GINT64_FORMAT, sum + pending);
  return at;
}

static gboolean
is_dash (gunichar c)
{
  return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x30fc;
}

static const char *const english[][2] = {
  { "JANUARY", "1月" },   { "FEBRUARY", "2月" }, { "MARCH", "3月" },     { "APRIL", "4月" },
  { "MAY", "5月" },       { "JUNE", "6月" },     { "JULY", "7月" },      { "AUGUST", "8月" },
  { "SEPTEMBER", "9月" }, { "OCTOBER", "10月" }, { "NOVEMBER", "11月" }, { "DECEMBER", "12月" },
  { "REIWA", "令和" },    { "HEISEI", "平成" },  { "SHOWA", "昭和" },    { "TAISHO", "大正" },
  { "MEIJI", "明治" },
};

/* Writes an English month, also shortened, or era in Japanese, and other words as they are. */
static const char *
append_word (GString *out, const char *at)
{
  char word[16] = "";
  gsize length = 0;
  const char *end = at;

  for (; length < sizeof word - 1; length++) {
    gunichar c = g_utf8_get_char (end);

    /* The long vowel of Shōwa and Taishō. */
    if (c == 0x14c || c == 0x14d)
      c = 'O';
    if (c >= 0x80 || !g_ascii_isalpha ((char) c))
      break;
    word[length] = g_ascii_toupper ((char) c);
    end = g_utf8_next_char (end);
  }
  for (guint i = 0; length >= 3 && i < G_N_ELEMENTS (english); i++) {
    if (strncmp (english[i][0], word, length) == 0) {
      g_string_append (out, english[i][1]);
      return end;
    }
  }
  g_string_append (out, word);
  return end;
}

/**
 * tsu_date_normalize:
 * @text: (nullable): what somebody wrote
 *
 * Returns: (transfer full) (nullable): the same in one spelling: narrow, in capitals, with digits
 *   for numbers in kanji and 11月 for November, one sort of hyphen and space; %NULL if it is too
 * long or not UTF-8
 */
char *
tsu_date_normalize (const char *text)
{
  g_autofree char *composed = NULL;
  GString *out;

  /* g_utf8_normalize() itself runs past the end of a text that breaks off within a character. */
  if (text == NULL || strnlen (text, MAX_TEXT + 1) > MAX_TEXT || !g_utf8_validate (text, -1, NULL))
    return NULL;
  composed = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);
  if (composed == NULL)
    return NULL;

  g_strstrip (composed);
  out = g_string_new (NULL);
  for (const char *at = composed; *at != '\0';) {
    gunichar c = g_utf8_get_char (at);

    if (kanji_digit (c) >= 0 || kanji_unit (c) > 0) {
      at = append_kanji_number (out, at);
      continue;
    }
    if (c < 0x80 && g_ascii_isalpha ((char) c)) {
      at = append_word (out, at);
      continue;
    }
    if (is_dash (c))
      c = '-';
    else if (g_unichar_isspace (c))
      c = ' ';
    g_string_append_unichar (out, c);
    at = g_utf8_next_char (at);
  }
  return g_string_free (out, FALSE);
}

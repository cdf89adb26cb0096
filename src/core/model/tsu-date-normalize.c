/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Brings the many ways to write a date in Japanese to one spelling. Compatibility composition
 * (NFKC) makes ８ and ㋿ into 8 and 令和; numbers in kanji become digits here.
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

/**
 * tsu_date_normalize:
 * @text: (nullable): what somebody wrote
 *
 * Returns: (transfer full) (nullable): the same in one spelling: narrow, in capitals, with digits
 *   for numbers in kanji, one sort of hyphen and space; %NULL if it is too long or not UTF-8
 */
char *
tsu_date_normalize (const char *text)
{
  g_autofree char *composed = NULL;
  GString *out;

  if (text == NULL || strnlen (text, MAX_TEXT + 1) > MAX_TEXT)
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
    if (is_dash (c))
      c = '-';
    else if (g_unichar_isspace (c))
      c = ' ';
    else if (c < 0x80)
      c = (gunichar) g_ascii_toupper ((char) c);
    g_string_append_unichar (out, c);
    at = g_utf8_next_char (at);
  }
  return g_string_free (out, FALSE);
}

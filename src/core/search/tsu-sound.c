/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How long a vowel is sounds much the same and is spelt in many ways: おおの, おうの, おーの, Ono.
 * The shortened form joins them. It is kept apart from tsu_normalize() because it must not be
 * applied to whole texts: みんなのうた would lose its うた.
 */

#include "config.h"

#include <string.h>

#include "tsu-kana.h"
#include "tsu-normalize.h"

static gboolean
is_vowel (gunichar c)
{
  return c == 0x3042 || c == 0x3044 || c == 0x3046 || c == 0x3048 || c == 0x304a;
}

/* Whether @c only lengthens what stands before it; @vowel is that sound's vowel, kept from one call
 * to the next. */
static gboolean
is_lengthening (gunichar c, char *vowel)
{
  char next = tsu_kana_vowel (c);

  if (*vowel &&
      (c == TSU_KANA_LONG || (is_vowel (c) && (next == *vowel || (*vowel == 'o' && next == 'u') ||
                                               (*vowel == 'e' && next == 'i')))))
    return TRUE;
  *vowel = next == 'n' ? 0 : next;
  return FALSE;
}

/**
 * tsu_shorten_sound:
 * @normalized: a text from tsu_normalize()
 *
 * Drops what only lengthens a vowel, so that おおの, おうの, おーの and おの meet: ー, and a vowel
 * after a kana of the same vowel (as well う after お, い after え).
 *
 * Returns: (transfer full): the shortened text; the same text where nothing is long
 */
char *
tsu_shorten_sound (const char *normalized)
{
  GString *result = g_string_sized_new (strlen (normalized));
  char vowel = 0;

  for (const char *p = normalized; *p; p = g_utf8_next_char (p)) {
    const char *next = g_utf8_next_char (p);

    if (!is_lengthening (g_utf8_get_char (p), &vowel))
      g_string_append_len (result, p, next - p);
  }
  return g_string_free (result, FALSE);
}

/**
 * tsu_normalize_sound:
 * @text: (nullable): any text
 *
 * tsu_normalize() and tsu_shorten_sound(): for comparing readings.
 *
 * Returns: (transfer full): the folded reading
 */
char *
tsu_normalize_sound (const char *text)
{
  g_autofree char *normalized = tsu_normalize (text);

  return tsu_shorten_sound (normalized);
}

/**
 * tsu_normalized_shorten:
 * @self: a normalised text with its map
 *
 * Returns: (transfer full): what tsu_shorten_sound() makes of it, with its map; what was dropped
 *   belongs to the character before it
 */
TsuNormalized *
tsu_normalized_shorten (const TsuNormalized *self)
{
  TsuNormalized *result = g_new0 (TsuNormalized, 1);
  gsize last = 0; /* where the last character of the result begins */
  char vowel = 0;

  result->text = g_malloc (self->length + 1);
  result->starts = g_new (guint32, self->length + 1);
  result->ends = g_new (guint32, self->length + 1);
  for (gsize at = 0; at < self->length;) {
    const char *p = self->text + at;
    gsize n = g_utf8_next_char (p) - p;

    if (is_lengthening (g_utf8_get_char (p), &vowel)) {
      for (gsize i = last; i < result->length; i++)
        result->ends[i] = self->ends[at];
    } else {
      last = result->length;
      memcpy (result->text + last, p, n);
      memcpy (result->starts + last, self->starts + at, n * sizeof (guint32));
      memcpy (result->ends + last, self->ends + at, n * sizeof (guint32));
      result->length += n;
    }
    at += n;
  }
  result->text[result->length] = '\0';
  return result;
}

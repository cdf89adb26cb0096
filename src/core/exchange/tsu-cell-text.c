/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What every text read from outside goes through: no NUL, composed characters (NFC). One
 * exception is deliberate: NFC would turn the compatibility ideographs of people's names
 * (U+FA10 and its like, all in CP932) into other characters for good, so those stay as written.
 * Search folds them.
 */

#include "config.h"

#include "tsu-cell-text.h"

#include <string.h>

static inline gboolean
is_compatibility_ideograph (gunichar c)
{
  return (c >= 0xf900 && c <= 0xfaff) || (c >= 0x2f800 && c <= 0x2fa1f);
}

/* Whether the character that starts at @p may change under NFC. Japanese text proper passes
 * without a call: only the lone marks U+3099 and U+309A among the kana can. */
static inline gboolean
may_compose (const guint8 *p)
{
  if (*p < 0xcc || (*p >= 0xe4 && *p <= 0xe9) || *p == 0xef)
    return FALSE;
  if (*p == 0xe3)
    return p[1] == 0x82 && (p[2] == 0x99 || p[2] == 0x9a);
  return TRUE;
}

/**
 * tsu_cell_text_needs_cleaning:
 * @text: valid UTF-8, NUL allowed
 *
 * Returns: whether tsu_cell_text_clean() could change anything in it
 */
gboolean
tsu_cell_text_needs_cleaning (const char *text, gsize length)
{
  const guint8 *p = (const guint8 *) text;
  const guint8 *end = p + length;

  while (p < end) {
    if (*p == 0 || may_compose (p))
      return TRUE;
    p += g_utf8_skip[*p];
  }
  return FALSE;
}

/**
 * tsu_cell_text_clean:
 * @text: valid UTF-8, NUL allowed
 * @length: its bytes
 *
 * Composes the text (see the head of this file for the exception) and leaves out NULs.
 *
 * Returns: (transfer full) (nullable): the clean text, or %NULL when @text already is
 */
char *
tsu_cell_text_clean (const char *text, gsize length)
{
  g_autoptr (GString) result = NULL;
  const char *end = text + length;
  const char *run = text;

  if (!tsu_cell_text_needs_cleaning (text, length))
    return NULL;
  result = g_string_sized_new (length);
  for (const char *p = text; p <= end; p = p < end ? g_utf8_next_char (p) : p + 1) {
    gboolean kept = p < end && *p != '\0' && !is_compatibility_ideograph (g_utf8_get_char (p));
    g_autofree char *composed = NULL;

    if (kept)
      continue;
    composed = g_utf8_normalize (run, p - run, G_NORMALIZE_DEFAULT_COMPOSE);
    if (composed != NULL)
      g_string_append (result, composed);
    if (p < end && *p != '\0')
      g_string_append_len (result, p, g_utf8_next_char (p) - p);
    run = p < end ? g_utf8_next_char (p) : p;
  }
  return g_string_free (g_steal_pointer (&result), FALSE);
}

/**
 * tsu_cell_text_is_blank:
 *
 * Returns: whether there is nothing but white space, the full-width space included
 */
gboolean
tsu_cell_text_is_blank (const char *text)
{
  while (*text != '\0') {
    if (g_ascii_isspace (*text))
      text++;
    else if (strncmp (text, "\xe3\x80\x80", 3) == 0 || strncmp (text, "\xef\xbb\xbf", 3) == 0)
      text += 3;
    else if (strncmp (text, "\xc2\xa0", 2) == 0)
      text += 2;
    else
      return FALSE;
  }
  return TRUE;
}

/**
 * tsu_cell_text_is_dash:
 * @c: of a text that tsu_cell_text_simplify() gave
 *
 * Returns: whether between numbers it is meant as a hyphen: one of the many dashes, the minus sign
 *   or the long vowel mark
 */
gboolean
tsu_cell_text_is_dash (gunichar c)
{
  return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x30fc;
}

/**
 * tsu_cell_text_simplify:
 * @text: valid UTF-8
 *
 * Returns: (transfer full): the text half width, composed and trimmed
 */
char *
tsu_cell_text_simplify (const char *text)
{
  char *plain =
    g_str_is_ascii (text) ? g_strdup (text) : g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);

  return g_strstrip (plain != NULL ? plain : g_strdup (""));
}

/**
 * tsu_cell_text_cut_remark:
 *
 * Returns: (transfer full) (nullable): what stands before a remark: "22：00\n※日曜は17：00まで",
 * "21:30（祝日は17:00）", or %NULL where there is none
 */
char *
tsu_cell_text_cut_remark (const char *text)
{
  static const char *const marks[] = { "※", "\n", "＊", "（注", "(注" };
  static const char *const brackets[] = { "（", "(", "【", "［" };
  const char *end = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++) {
    const char *mark = strstr (text, marks[i]);

    if (mark != NULL && mark > text && (end == NULL || mark < end))
      end = mark;
  }
  /* Of brackets the last: those before it may hold weekdays. */
  for (guint i = 0; end == NULL && i < G_N_ELEMENTS (brackets); i++) {
    const char *bracket = g_strrstr (text, brackets[i]);

    if (bracket != NULL && bracket > text)
      end = bracket;
  }
  if (end == NULL)
    return NULL;
  {
    g_autofree char *before = g_strstrip (g_strndup (text, end - text));

    return *before != '\0' ? g_steal_pointer (&before) : NULL;
  }
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Japanese telephone numbers in one spelling: half width, hyphens between area, exchange and
 * number. Where the groups are not written they are added only if the number plan leaves no
 * choice (総務省, 市外局番の一覧): 044 is Kawasaki, but 046 may be 046, 0463, 0465…
 */

#include "config.h"

#include "tsu-phone.h"

#include <string.h>

#include "tsu-cell-text.h"

/* Prefixes of numbers written without hyphens, and the lengths of their first two groups. */
static const struct {
  const char *prefix;
  guint digits;
  guint first, second;
} plans[] = {
  { "0120", 10, 4, 3 }, { "0800", 11, 4, 3 }, { "0570", 10, 4, 2 }, { "090", 11, 3, 4 },
  { "080", 11, 3, 4 },  { "070", 11, 3, 4 },  { "050", 11, 3, 4 },  { "03", 10, 2, 4 },
  { "06", 10, 2, 4 },   { "044", 10, 3, 3 },  { "045", 10, 3, 3 },  { "011", 10, 3, 3 },
  { "022", 10, 3, 3 },  { "052", 10, 3, 3 },  { "092", 10, 3, 3 },  { "078", 10, 3, 3 },
};

/* "(044)811-1234" and "044(811)1234" are 044-811-1234. */
static gboolean
collect (const char *plain, GString *out, guint *digits)
{
  for (const char *p = plain; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (g_ascii_isdigit (*p)) {
      g_string_append_c (out, *p);
      ++*digits;
    } else if (tsu_cell_text_is_dash (c) || c == '(' || c == ')' || c == ' ') {
      if (out->len > 0 && out->str[out->len - 1] != '-' && p[1] != '\0')
        g_string_append_c (out, '-');
    } else {
      return FALSE;
    }
  }
  while (out->len > 0 && out->str[out->len - 1] == '-')
    g_string_truncate (out, out->len - 1);
  return TRUE;
}

static void
add_hyphens (GString *out)
{
  for (guint i = 0; i < G_N_ELEMENTS (plans); i++) {
    if (out->len != plans[i].digits || !g_str_has_prefix (out->str, plans[i].prefix))
      continue;
    g_string_insert_c (out, plans[i].first + plans[i].second, '-');
    g_string_insert_c (out, plans[i].first, '-');
    return;
  }
}

/**
 * tsu_phone_normalize:
 * @text: one telephone number as written
 *
 * Returns: (transfer full) (nullable): the number in its one spelling, or %NULL for what is not
 * surely one number (two numbers, an extension, words)
 */
char *
tsu_phone_normalize (const char *text)
{
  g_autofree char *plain = tsu_cell_text_simplify (text);
  g_autoptr (GString) out = g_string_sized_new (16);
  const char *start = plain;
  guint digits = 0;

  if (g_ascii_strncasecmp (start, "TEL", 3) == 0)
    start += 3 + strspn (start + 3, ".: ");
  if (g_str_has_prefix (start, "+81"))
    g_string_append_c (out, '0'), digits++, start += 3 + strspn (start + 3, "- ");
  if (!collect (start, out, &digits))
    return NULL;
  /* Ten digits are a number with its area, eleven a mobile, six to eight one within the area. */
  if (digits < 6 || digits > 11 || digits == 9 || (digits >= 10 && out->str[0] != '0'))
    return NULL;
  if (strchr (out->str, '-') == NULL)
    add_hyphens (out);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/**
 * tsu_phone_find:
 *
 * Returns: (transfer full) (nullable): the first telephone number with its area among words:
 * "平日:0761-72-0000;土日:0761-72-0001"
 */
char *
tsu_phone_find (const char *text)
{
  g_autofree char *plain = tsu_cell_text_simplify (text);

  for (const char *p = plain; *p != '\0';) {
    gsize length = strspn (p, "0123456789-");
    g_autofree char *run = g_strndup (p, length);
    g_autofree char *phone = length >= 10 && *p == '0' ? tsu_phone_normalize (run) : NULL;

    if (phone != NULL)
      return g_steal_pointer (&phone);
    p = length > 0 ? p + length : g_utf8_next_char (p);
  }
  return NULL;
}

/**
 * tsu_phone_add_zero:
 *
 * "441234567", "9012345678": a spreadsheet took the number for a quantity and its zero away.
 *
 * Returns: (transfer full) (nullable): the number with its zero, or %NULL where none is missing
 */
char *
tsu_phone_add_zero (const char *text)
{
  g_autofree char *plain = tsu_cell_text_simplify (text);
  gsize digits = strspn (plain, "0123456789");
  g_autofree char *whole = g_strconcat ("0", plain, NULL);
  gboolean mobile = digits == 10 && strchr ("5789", *plain) != NULL && plain[1] == '0';

  if (plain[digits] != '\0' || *plain == '0' || (digits != 9 && !mobile))
    return NULL;
  return tsu_phone_normalize (whole);
}

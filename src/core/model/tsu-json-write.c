/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writes JSON as the strict reader takes it and always in the same spelling: no spaces, the fewest
 * escapes, UTF-8 as it is. Equal values give equal bytes, so digests can be taken of them.
 */

#include "config.h"

#include "tsu-json.h"

#include <string.h>

static void
append_escaped (GString *out, guchar c)
{
  static const char from[] = "\b\f\n\r\t\"\\";
  static const char to[] = "bfnrt\"\\";
  const char *found = strchr (from, c);

  if (found != NULL) {
    g_string_append_c (out, '\\');
    g_string_append_c (out, to[found - from]);
  } else {
    g_string_append_printf (out, "\\u%04x", c);
  }
}

/**
 * tsu_json_append_separator:
 * @out: JSON under way
 *
 * Writes the comma before an element, unless it is the first.
 */
void
tsu_json_append_separator (GString *out)
{
  char last = out->len > 0 ? out->str[out->len - 1] : '[';

  /* No finished value ends with an opening bracket, so the last byte tells enough. */
  if (last != '[' && last != '{' && last != '\n')
    g_string_append_c (out, ',');
}

/**
 * tsu_json_append_key:
 * @out: JSON under way, within an object
 * @key: the key
 *
 * Writes a member's key with the comma it may need and the colon.
 */
void
tsu_json_append_key (GString *out, const char *key)
{
  tsu_json_append_separator (out);
  tsu_json_append_string (out, key);
  g_string_append_c (out, ':');
}

/**
 * tsu_json_append_string:
 * @out: JSON under way
 * @text: UTF-8; bytes that are not are written as U+FFFD
 */
void
tsu_json_append_string (GString *out, const char *text)
{
  g_autofree char *repaired = NULL;
  const char *run;

  if (!g_utf8_validate (text, -1, NULL))
    text = repaired = g_utf8_make_valid (text, -1);

  g_string_append_c (out, '"');
  for (run = text; *text != '\0'; text++) {
    if ((guchar) *text >= 0x20 && *text != '"' && *text != '\\')
      continue;
    g_string_append_len (out, run, text - run);
    append_escaped (out, (guchar) *text);
    run = text + 1;
  }
  g_string_append_len (out, run, text - run);
  g_string_append_c (out, '"');
}

/**
 * tsu_json_append_int:
 * @out: JSON under way
 * @value: a number within ±%TSU_JSON_INT_MAX
 */
void
tsu_json_append_int (GString *out, gint64 value)
{
  char digits[24];
  char *at = digits + sizeof digits;
  guint64 rest = value < 0 ? -(guint64) value : (guint64) value;

  g_return_if_fail (rest <= TSU_JSON_INT_MAX);

  do
    *--at = (char) ('0' + rest % 10);
  while ((rest /= 10) > 0);
  if (value < 0)
    *--at = '-';
  g_string_append_len (out, at, digits + sizeof digits - at);
}

/**
 * tsu_json_append_bool:
 * @out: JSON under way
 * @value: the truth value
 */
void
tsu_json_append_bool (GString *out, gboolean value)
{
  g_string_append (out, value ? "true" : "false");
}

/**
 * tsu_json_append_null:
 * @out: JSON under way
 */
void
tsu_json_append_null (GString *out)
{
  g_string_append (out, "null");
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The strict JSON reader's strings and keys: checking, resolving escapes, finding a key's second
 * coming.
 */

#include "config.h"

#include "tsu-json-private.h"

#include <glib/gi18n.h>
#include <string.h>

#define ESCAPE_DIGITS 4

/* Reads four hexadecimal digits at @at; the caller knows they lie within the buffer. */
static int
hex_unit (const char *at)
{
  int unit = 0;

  for (int i = 0; i < ESCAPE_DIGITS; i++) {
    if (!g_ascii_isxdigit (at[i]))
      return -1;
    unit = unit << 4 | g_ascii_xdigit_value (at[i]);
  }
  return unit;
}

/* Reads what follows the "\u" at @at: one unit, or a surrogate pair. Gives the bytes used, or 0. */
static gsize
unicode_escape (const char *at, const char *end, gunichar *c)
{
  int high, low;

  if (end - at < ESCAPE_DIGITS || (high = hex_unit (at)) <= 0)
    return 0;
  *c = (gunichar) high;
  if (high < 0xd800 || high > 0xdfff)
    return ESCAPE_DIGITS;

  if (high > 0xdbff || end - at < 2 * ESCAPE_DIGITS + 2 || at[4] != '\\' || at[5] != 'u')
    return 0;
  low = hex_unit (at + ESCAPE_DIGITS + 2);
  if (low < 0xdc00 || low > 0xdfff)
    return 0;
  *c = 0x10000 + (((gunichar) high - 0xd800) << 10) + ((gunichar) low - 0xdc00);
  return 2 * ESCAPE_DIGITS + 2;
}

/* Reads what follows a backslash at @at. Gives the bytes used, or 0 if that is no escape. */
static gsize
escape (const char *at, const char *end, gunichar *c)
{
  static const char from[] = "\"\\/bfnrt";
  static const char to[] = "\"\\/\b\f\n\r\t";
  const char *found;
  gsize used;

  if (at == end || *at == '\0')
    return 0;
  if (*at == 'u') {
    used = unicode_escape (at + 1, end, c);
    return used == 0 ? 0 : used + 1;
  }
  found = strchr (from, *at);
  if (found == NULL)
    return 0;
  *c = (gunichar) to[found - from];
  return 1;
}

/* Passes over a string, checks all of it and gives what lies between the quotes. */
gboolean
tsu_json_scan_string (TsuJsonReader *r, const char **start, gsize *length)
{
  const char *at = r->at + 1;
  const char *invalid;

  *start = at;
  while (at < r->end && *at != '"') {
    gunichar c;
    gsize used;

    if ((guchar) *at < 0x20)
      return tsu_json_fail_at (r, at, _ ("a control character stands in a text"));
    if (*at++ != '\\')
      continue;
    used = escape (at, r->end, &c);
    if (used == 0)
      return tsu_json_fail_at (r, at - 1, _ ("this is not a permitted escape"));
    at += used;
  }
  if (at == r->end)
    return tsu_json_fail_at (r, at, _ ("it breaks off"));

  *length = at - *start;
  if (*length > r->max_string)
    return tsu_json_fail_at (r, r->at, _ ("a text is too long"));
  if (!g_utf8_validate_len (*start, *length, &invalid))
    return tsu_json_fail_at (r, invalid, _ ("a text is not UTF-8"));
  r->at = at + 1;
  return TRUE;
}

/* Resolves a checked string's escapes; the result is never longer than what it came from. */
void
tsu_json_decode_string (const char *at, gsize length, char *out)
{
  const char *end = at + length;

  while (at < end) {
    gunichar c = 0;

    if (*at != '\\') {
      *out++ = *at++;
      continue;
    }
    at += 1 + escape (at + 1, end, &c);
    out += g_unichar_to_utf8 (c, out);
  }
  *out = '\0';
}

/* Keys are compared as they read, not as they are spelled: "a" and "\u0061" are one key. */
gboolean
tsu_json_remember_key (TsuJsonReader *r, const char *start, gsize length)
{
  guint first = r->frames[r->depth - 1].first_key;
  guint32 hash;

  if (length > TSU_JSON_MAX_KEY)
    return tsu_json_fail_at (r, start, _ ("a key is too long"));
  if (r->n_keys - first == TSU_JSON_MAX_KEYS)
    return tsu_json_fail_at (r, start, _ ("an object has too many keys"));
  tsu_json_decode_string (start, length, r->key);

  hash = g_str_hash (r->key);
  for (guint i = first; i < r->n_keys; i++) {
    char other[TSU_JSON_MAX_KEY + 1];
    const char *from = r->start + r->keys[i].offset;
    const char *to = from;

    if (r->keys[i].hash != hash)
      continue;
    while (*to != '"')
      to += *to == '\\' ? 2 : 1;
    tsu_json_decode_string (from, to - from, other);
    if (g_str_equal (other, r->key))
      return tsu_json_fail_at (r, start, _ ("a key stands there twice"));
  }
  r->keys[r->n_keys].offset = (guint32) (start - r->start);
  r->keys[r->n_keys].hash = hash;
  r->n_keys++;
  return TRUE;
}

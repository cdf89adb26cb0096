/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Values of fields as people write and read them. Reading is generous (full-width digits, any
 * Japanese way to write a date, yen with commas); what cannot be read is said in a sentence, and
 * the caller keeps what was typed.
 */

#include "config.h"

#include "tsu-field-text.h"

#include "tsu-date.h"
#include "tsu-error.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define DEGREE 10000000.0 /* coordinates are whole 1e-7 degrees */
#define MAX_INTEGER 9007199254740992.0

static char *
format_coordinate (gint64 units)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup (g_ascii_formatd (text, sizeof text, "%.10g", (double) units / DEGREE));
}

static char *
format_number (const TsuField *field, gint64 number)
{
  g_autofree char *digits = g_strdup_printf ("%'" G_GINT64_FORMAT, number);

  if (field->kind != TSU_FIELD_MONEY)
    return g_steal_pointer (&digits);
  /* Translators: an amount of yen. */
  return g_strdup_printf (_ ("¥%s"), digits);
}

static char *
format_list (const TsuField *field, TsuValue *value)
{
  const char *const *items = tsu_value_get_list (value);
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; items && items[i]; i++) {
    if (i > 0)
      g_string_append (line, _ (", "));
    g_string_append (line, field->vocabulary ? tsu_vocabulary_label (field->vocabulary, items[i])
                                             : items[i]);
  }
  return g_string_free (g_steal_pointer (&line), FALSE);
}

/**
 * tsu_field_text_format:
 * @value: (nullable): a value of @field
 * @date_style: TsuDateStyle
 *
 * Returns: (transfer full): the value as it is read; references stay ids, their names are not
 *   known here
 */
char *
tsu_field_text_format (const TsuField *field, TsuValue *value, int date_style)
{
  if (!value)
    return g_strdup ("");

  switch (tsu_value_get_kind (value)) {
  case TSU_VALUE_BOOLEAN:
    return g_strdup (tsu_value_get_boolean (value) ? _ ("Yes") : _ ("No"));
  case TSU_VALUE_INTEGER:
    if (field->kind == TSU_FIELD_COORDINATE)
      return format_coordinate (tsu_value_get_integer (value));
    return format_number (field, tsu_value_get_integer (value));
  case TSU_VALUE_LIST:
    return format_list (field, value);
  case TSU_VALUE_TEXT:
  default:
    break;
  }

  if (field->kind == TSU_FIELD_DATE || field->kind == TSU_FIELD_MOMENT)
    return tsu_date_format (tsu_value_get_text (value), date_style, TRUE);
  if (field->vocabulary)
    return g_strdup (tsu_vocabulary_label (field->vocabulary, tsu_value_get_text (value)));
  return g_strdup (tsu_value_get_text (value));
}

/* Half-width, composed and without blanks at the ends: what an input method leaves behind. */
static char *
fold_width (const char *text)
{
  char *folded = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);

  return folded ? g_strstrip (folded) : g_strdup ("");
}

static TsuValue *
parse_number (const TsuField *field, const char *text, GError **error)
{
  g_autofree char *folded = fold_width (text);
  g_autoptr (GString) digits = g_string_new (NULL);
  gboolean degrees = field->kind == TSU_FIELD_COORDINATE;
  double limit = degrees ? 180 * DEGREE : MAX_INTEGER;
  double number;
  char *end;

  for (const char *at = folded; *at; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    if (c == ',' || c == ' ' || c == 0xA5 /* ¥ */ || c == 0x5186 /* 円 */)
      continue;
    g_string_append_unichar (digits, c == 0x2212 /* − */ ? '-' : c);
  }
  number = g_ascii_strtod (digits->str, &end) * (degrees ? DEGREE : 1);
  if (end == digits->str || *end || !isfinite (number) || fabs (number) > limit ||
      (!degrees && number != floor (number))) {
    g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID,
                 degrees ? _ ("“%s” is no coordinate. Write degrees, such as 35.5995.")
                         : _ ("“%s” is no whole number. Write digits only, such as 120."), text);
    return NULL;
  }
  return tsu_value_new_integer ((gint64) llround (number));
}

static TsuValue *
parse_date (const TsuField *field, const char *text, GError **error)
{
  g_autofree char *today = tsu_date_today (g_get_real_time () / 1000);
  TsuDateHints hints = { 0 };
  TsuDateReading reading;
  TsuDateParts parts;
  gboolean fits;

  if (tsu_date_split (today, &parts))
    hints.year = parts.year;
  fits = tsu_date_parse (text, &hints, &reading) && reading.kind != TSU_DATE_NONE &&
         (field->kind == TSU_FIELD_TIME) == (reading.kind == TSU_DATE_TIME) &&
         (field->kind != TSU_FIELD_DATE || reading.kind != TSU_DATE_DATETIME);
  if (fits)
    return tsu_value_new_text (reading.iso);

  g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID,
               field->kind == TSU_FIELD_TIME
               ? _ ("“%s” is no time. Write it as 13:30.")
               : _ ("“%s” is no date. Write it as 2026-11-22, R8.11.22 or 11/22."), text);
  return NULL;
}

static TsuValue *
parse_postal (const char *text, GError **error)
{
  g_autofree char *folded = fold_width (text);
  g_autoptr (GString) digits = g_string_new (NULL);

  for (const char *at = folded; *at; at++) {
    if (g_ascii_isdigit (*at))
      g_string_append_c (digits, *at);
  }
  if (digits->len != 7) {
    g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID,
                 _ ("“%s” is no postal code. It has seven digits, such as 213-0001."), text);
    return NULL;
  }
  g_string_insert_c (digits, 3, '-');
  return tsu_value_new_text (digits->str);
}

static TsuValue *
parse_phone (const char *text, GError **error)
{
  g_autofree char *folded = fold_width (text);
  guint digits = 0;

  for (const char *at = folded; *at; at++)
    digits += g_ascii_isdigit (*at) ? 1 : 0;
  if (digits < 3) {
    g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID,
                 _ ("“%s” is no telephone number. Write its digits, such as 044-000-0000."), text);
    return NULL;
  }
  return tsu_value_new_text (folded);
}

static TsuValue *
parse_email (const char *text, GError **error)
{
  g_autofree char *folded = fold_width (text);
  const char *at = strchr (folded, '@');

  if (!at || at == folded || !at[1] || strchr (at + 1, '@') || strpbrk (folded, " \t,;")) {
    g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID,
                 _ ("“%s” is no e-mail address. Write one, such as name@example.jp."), text);
    return NULL;
  }
  return tsu_value_new_text (folded);
}

static TsuValue *
parse_url (const char *text, GError **error)
{
  g_autofree char *folded = fold_width (text);
  g_autofree char *full =
    strstr (folded, "://") ? g_strdup (folded) : g_strconcat ("https://", folded, NULL);

  if (!strchr (folded, '.') || strpbrk (folded, " \t") ||
      !g_uri_is_valid (full, G_URI_FLAGS_PARSE_RELAXED, NULL)) {
    g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID,
                 _ ("“%s” is no web address. Write one, such as https://example.jp."), text);
    return NULL;
  }
  return tsu_value_new_text (full);
}

/**
 * tsu_field_text_parse:
 * @text: as typed
 * @value: (out) (nullable) (transfer full): the value; NULL where @text is blank
 *
 * Returns: FALSE with a sentence in @error where @text is nothing that @field can hold
 */
gboolean
tsu_field_text_parse (const TsuField *field, const char *text, TsuValue **value, GError **error)
{
  g_autofree char *bare = g_strstrip (g_strdup (text));

  *value = NULL;
  if (!*bare)
    return TRUE;

  if (tsu_field_is_integer (field))
    *value = parse_number (field, bare, error);
  else if (field->kind == TSU_FIELD_DATE || field->kind == TSU_FIELD_MOMENT ||
           field->kind == TSU_FIELD_TIME)
    *value = parse_date (field, bare, error);
  else if (field->kind == TSU_FIELD_POSTAL)
    *value = parse_postal (bare, error);
  else if (field->kind == TSU_FIELD_PHONE)
    *value = parse_phone (bare, error);
  else if (field->kind == TSU_FIELD_EMAIL)
    *value = parse_email (bare, error);
  else if (field->kind == TSU_FIELD_URL)
    *value = parse_url (bare, error);
  else
    *value = tsu_value_new_text (bare);
  return *value != NULL;
}

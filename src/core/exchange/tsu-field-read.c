/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Between what stands in a cell and what a field holds. Reading is generous about spelling (full
 * width, units, commas, 令和) and strict about meaning: a text that is not surely the value is
 * refused, and the caller keeps it as written.
 */

#include "config.h"

#include "tsu-field-read.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "tsu-aliases.h"
#include "tsu-cell-text.h"
#include "tsu-phone.h"

/* What stands behind a number without changing it. */
static const char *const units[] = { "人",   "名",   "世帯", "円", "台",   "戸", "個", "件", "階",
                                     "か所", "箇所", "人分", "組", "班",   "年", "歳", "%",  "枚",
                                     "席",   "m2",   "部",   "回", "団体", "棟", "室", "本", "脚" };

static const char *const truths[] = { "○",   "◯",  "〇", "有", "あり", "有り", "はい", "true",
                                      "yes", "可", "1",  "✓",  "済",   "する", "●" };
static const char *const falsehoods[] = { "×",     "✕",  "無",   "なし", "無し",   "いいえ",
                                          "false", "no", "不可", "0",    "しない", "未" };

static const struct {
  const char *letter;
  const char *code;
} weekdays[] = { { "月", "mon" }, { "火", "tue" }, { "水", "wed" }, { "木", "thu" },
                 { "金", "fri" }, { "土", "sat" }, { "日", "sun" }, { "祝", "holiday" } };

/* Half width, composed, trimmed. */
static char *
simplify (const char *text)
{
  char *plain =
    g_str_is_ascii (text) ? g_strdup (text) : g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);

  return g_strstrip (plain != NULL ? plain : g_strdup (""));
}

/* The text without white space around it, full-width spaces included. */
static const char *
trim (const char *text, gsize *length)
{
  gsize n;

  for (;;) {
    if (g_ascii_isspace (*text))
      text++;
    else if (strncmp (text, "\xe3\x80\x80", 3) == 0)
      text += 3;
    else
      break;
  }
  for (n = strlen (text); n > 0;) {
    if (g_ascii_isspace (text[n - 1]))
      n--;
    else if (n >= 3 && strncmp (text + n - 3, "\xe3\x80\x80", 3) == 0)
      n -= 3;
    else
      break;
  }
  *length = n;
  return text;
}

static gboolean
is_among (const char *const *list, guint n, const char *text)
{
  for (guint i = 0; i < n; i++)
    if (g_ascii_strcasecmp (list[i], text) == 0)
      return TRUE;
  return FALSE;
}

/* Line ends of one kind; in a field of one line they become spaces. */
static TsuValue *
read_text (const char *text, gboolean one_line)
{
  gsize length;
  const char *start = trim (text, &length);
  g_autofree char *copy = NULL;
  char *to;

  if (memchr (start, '\n', length) == NULL && memchr (start, '\r', length) == NULL)
    return tsu_value_new_text_len (start, (gssize) length);
  copy = g_strndup (start, length);
  to = copy;
  for (const char *from = copy; *from != '\0'; from++) {
    if (*from == '\r' && from[1] == '\n')
      continue;
    *to++ = *from == '\r' || *from == '\n' ? (one_line ? ' ' : '\n') : *from;
  }
  *to = '\0';
  return tsu_value_new_text (copy);
}

static TsuFieldReading
read_date (const TsuField *field,
           const char *text,
           const TsuDateHints *hints,
           TsuValue **value,
           char **doubt)
{
  TsuDateReading reading;
  gboolean fits;

  if (!tsu_date_parse (text, hints, &reading))
    return TSU_READING_FAILED;
  if (field->kind == TSU_FIELD_TIME)
    fits = reading.kind == TSU_DATE_TIME;
  else if (field->kind == TSU_FIELD_DATE)
    fits = reading.kind == TSU_DATE_DAY || reading.kind == TSU_DATE_MONTH ||
           reading.kind == TSU_DATE_YEAR;
  else
    fits = reading.kind != TSU_DATE_TIME;
  if (!fits)
    return TSU_READING_FAILED;
  *value = tsu_value_new_text (reading.iso);
  if ((reading.warnings & ~TSU_DATE_WARNING_YEAR) == 0)
    return TSU_READING_VALUE;
  *doubt = tsu_date_describe_warnings (reading.warnings);
  return TSU_READING_DOUBTFUL;
}

static TsuFieldReading
read_coordinate (const TsuField *field, const char *text, TsuValue **value)
{
  gboolean latitude = g_str_equal (field->name, "latitude");
  gint64 degrees;

  if (!tsu_field_read_degrees (text, &degrees))
    return TSU_READING_FAILED;
  /* Zero is what programs write where they know nothing. */
  if (degrees == 0)
    return TSU_READING_NOTHING;
  if (ABS (degrees) > (latitude ? 90 : 180) * G_GINT64_CONSTANT (10000000))
    return TSU_READING_FAILED;
  *value = tsu_value_new_integer (degrees);
  return TSU_READING_VALUE;
}

static TsuFieldReading
read_boolean (const char *text, TsuValue **value)
{
  g_autofree char *plain = simplify (text);

  if (is_among (truths, G_N_ELEMENTS (truths), plain))
    *value = tsu_value_new_boolean (TRUE);
  else if (is_among (falsehoods, G_N_ELEMENTS (falsehoods), plain))
    *value = tsu_value_new_boolean (FALSE);
  else
    return TSU_READING_FAILED;
  return TSU_READING_VALUE;
}

static TsuFieldReading
read_postal (const char *text, TsuValue **value)
{
  g_autofree char *plain = simplify (text);
  char digits[7];
  char postal[9];
  guint n = 0;

  for (const char *p = plain; *p != '\0'; p = g_utf8_next_char (p)) {
    if (g_ascii_isdigit (*p) && n < 7)
      digits[n++] = *p;
    else if (g_ascii_isdigit (*p) || strchr ("- ", *p) == NULL) {
      gunichar c = g_utf8_get_char (p);

      if (c != 0x3012 && c != 0x30fc && c != 0x2010 && c != 0x2212 && c != 0x2015)
        return TSU_READING_FAILED;
    }
  }
  if (n != 7)
    return TSU_READING_FAILED;
  g_snprintf (postal, sizeof postal, "%.3s-%.4s", digits, digits + 3);
  *value = tsu_value_new_text (postal);
  return TSU_READING_VALUE;
}

static TsuFieldReading
read_address_of_net (const TsuField *field, const char *text, TsuValue **value)
{
  g_autofree char *plain = simplify (text);
  const char *at = strchr (plain, '@');
  gboolean ok;

  if (strpbrk (plain, " \n\t") != NULL || *plain == '\0')
    return TSU_READING_FAILED;
  if (field->kind == TSU_FIELD_EMAIL)
    ok = at != NULL && at > plain && strchr (at, '.') != NULL && strchr (at + 1, '@') == NULL;
  else
    ok = g_ascii_strncasecmp (plain, "http://", 7) == 0 ||
         g_ascii_strncasecmp (plain, "https://", 8) == 0;
  if (!ok)
    return TSU_READING_FAILED;
  *value = tsu_value_new_text (plain);
  return TSU_READING_VALUE;
}

/* "月火水木金", "月～金", "毎日" */
static gboolean
read_weekdays (const char *plain, GPtrArray *codes)
{
  int previous = -1;
  gboolean range = FALSE;

  if (strcmp (plain, "毎日") == 0)
    plain = "月火水木金土日";
  for (const char *p = plain; *p != '\0'; p = g_utf8_next_char (p)) {
    int found = -1;

    for (guint i = 0; i < G_N_ELEMENTS (weekdays); i++)
      if (g_str_has_prefix (p, weekdays[i].letter))
        found = (int) i;
    if (found >= 0) {
      for (int i = range && previous >= 0 ? previous + 1 : found; i <= found; i++)
        g_ptr_array_add (codes, (gpointer) weekdays[i].code);
      previous = found;
      range = FALSE;
    } else if (*p == '~' || *p == '-' || g_str_has_prefix (p, "〜") || g_str_has_prefix (p, "ー")) {
      range = TRUE;
    } else if (strchr (" ,;/", *p) == NULL && !g_str_has_prefix (p, "・") &&
               !g_str_has_prefix (p, "、") && !g_str_has_prefix (p, "曜")) {
      return FALSE;
    } else if (g_str_has_prefix (p, "曜") && g_str_has_prefix (p + 3, "日")) {
      p += 3;
    }
  }
  return codes->len > 0;
}

/* By code or label; dashes and width may differ, as after a way through CP932. */
static const TsuTerm *
match_term (const TsuVocabulary *vocabulary, const char *text)
{
  const TsuTerm *term = vocabulary != NULL ? tsu_vocabulary_match (vocabulary, text) : NULL;
  g_autofree char *folded = NULL;

  if (term != NULL || vocabulary == NULL)
    return term;
  folded = tsu_aliases_fold (text);
  for (guint i = 0; i < vocabulary->n_terms && *folded != '\0'; i++) {
    g_autofree char *label =
      tsu_aliases_fold (tsu_vocabulary_label (vocabulary, vocabulary->terms[i].code));

    if (g_str_equal (label, folded))
      return &vocabulary->terms[i];
  }
  return NULL;
}

static TsuFieldReading
read_set (const TsuField *field, const char *text, TsuValue **value)
{
  g_autofree char *plain = simplify (text);
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  g_auto (GStrv) words = NULL;

  if (field->vocabulary == &tsu_weekdays) {
    char *remark = strchr (plain, '\n');

    if (remark != NULL)
      *remark = '\0';
    if (read_weekdays (plain, items)) {
      g_ptr_array_add (items, NULL);
      *value = tsu_value_new_list ((const char *const *) items->pdata);
      return remark != NULL ? TSU_READING_PARTLY : TSU_READING_VALUE;
    }
  }
  g_ptr_array_set_size (items, 0);
  words = g_regex_split_simple ("\\s*[、,;；，\\n]\\s*", text, 0, 0);
  for (guint i = 0; words[i] != NULL; i++) {
    const TsuTerm *term = match_term (field->vocabulary, g_strstrip (words[i]));

    if (*words[i] == '\0')
      continue;
    if (field->kind == TSU_FIELD_TAGS)
      g_ptr_array_add (items, words[i]);
    else if (term != NULL)
      g_ptr_array_add (items, (gpointer) term->code);
    else
      return TSU_READING_FAILED;
  }
  g_ptr_array_add (items, NULL);
  *value = tsu_value_new_list ((const char *const *) items->pdata);
  return TSU_READING_VALUE;
}

static TsuFieldReading
read_choice (const TsuField *field, const char *text, TsuValue **value)
{
  g_autofree char *plain = simplify (text);
  const TsuTerm *term = match_term (field->vocabulary, plain);

  if (term == NULL)
    return TSU_READING_FAILED;
  *value = tsu_value_new_text (term->code);
  return TSU_READING_VALUE;
}

/* The number of "先着60名程度": the only one there, and one of persons. */
static gboolean
find_persons (const char *text, gint64 *number)
{
  g_autofree char *plain = simplify (text);
  const char *start = strpbrk (plain, "0123456789");
  const char *end = start;

  while (end != NULL && (g_ascii_isdigit (*end) || (*end == ',' && g_ascii_isdigit (end[1]))))
    end++;
  if (end == NULL || !(g_str_has_prefix (end, "人") || g_str_has_prefix (end, "名")) ||
      strpbrk (end, "0123456789") != NULL)
    return FALSE;
  {
    g_autofree char *digits = g_strndup (start, end - start);

    return tsu_field_read_number (digits, number);
  }
}

static TsuFieldReading
read_integer (const char *text, TsuValue **value)
{
  TsuFieldReading result = TSU_READING_VALUE;
  gint64 number;

  if (!tsu_field_read_number (text, &number)) {
    if (!find_persons (text, &number))
      return TSU_READING_FAILED;
    result = TSU_READING_PARTLY;
  }
  *value = tsu_value_new_integer (number);
  return result;
}

/* "087-864-6812/090-0000-0000": the first number is the one to call. */
static TsuFieldReading
read_phone (const char *text, TsuValue **value)
{
  static const char *const separators[] = { "/",  "／",   "、",  ",",  "\n",
                                            "（", "内線", "(内", "・", ";" };
  g_autofree char *phone = tsu_phone_normalize (text);
  TsuFieldReading result = TSU_READING_VALUE;
  const char *end = NULL;

  for (guint i = 0; phone == NULL && i < G_N_ELEMENTS (separators); i++) {
    const char *found = strstr (text, separators[i]);

    if (found != NULL && found > text && (end == NULL || found < end))
      end = found;
  }
  if (phone == NULL && end != NULL) {
    g_autofree char *first = g_strndup (text, end - text);

    phone = tsu_phone_normalize (first);
    result = TSU_READING_PARTLY;
  }
  if (phone == NULL)
    return TSU_READING_FAILED;
  *value = tsu_value_new_text (phone);
  return result;
}

/**
 * tsu_field_is_nothing:
 *
 * Returns: whether the text is a dash or a word for "none"
 */
gboolean
tsu_field_is_nothing (const char *text)
{
  static const char *const nothings[] = { "-",   "－",  "ー",   "―",    "‐",
                                          "−",   "—",   "無し", "なし", "無",
                                          "ー ", "N/A", "#N/A", "未定", "特になし" };
  gsize length;
  const char *start = trim (text, &length);

  if (length == 0 || length > 12)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (nothings); i++)
    if (strlen (nothings[i]) == length && memcmp (nothings[i], start, length) == 0)
      return TRUE;
  return FALSE;
}

/**
 * tsu_field_read_degrees:
 * @text: decimal degrees
 * @degrees: (out): in 1e-7 degree
 */
gboolean
tsu_field_read_degrees (const char *text, gint64 *degrees)
{
  g_autofree char *plain = simplify (text);
  char *end;
  double number = g_ascii_strtod (plain, &end);

  if (end == plain || *end != '\0' || !isfinite (number) || fabs (number) > 180)
    return FALSE;
  *degrees = (gint64) llround (number * 1e7);
  return TRUE;
}

/**
 * tsu_field_read_number:
 * @text: "4,315 ", "３８人", "１，５３０"
 * @number: (out): a whole number
 */
gboolean
tsu_field_read_number (const char *text, gint64 *number)
{
  g_autofree char *plain = simplify (text);
  char digits[20];
  guint n = 0;
  const char *p = plain;

  if (*p == '-')
    digits[n++] = *p++;
  for (; *p != '\0' && n < sizeof digits - 1; p++) {
    if (g_ascii_isdigit (*p))
      digits[n++] = *p;
    else if (*p != ',' || n == 0 || !g_ascii_isdigit (p[1]))
      break;
  }
  digits[n] = '\0';
  if (n == 0 || n > 15 || g_str_equal (digits, "-"))
    return FALSE;
  if (p[0] == '.' && p[1] == '0' && p[2] == '\0')
    p += 2;
  while (*p == ' ')
    p++;
  if (*p != '\0' && !is_among (units, G_N_ELEMENTS (units), p))
    return FALSE;
  *number = g_ascii_strtoll (digits, NULL, 10);
  return TRUE;
}

/**
 * tsu_field_read:
 * @field: the field
 * @text: what stands in the cell, not blank
 * @hints: (nullable): what is known of dates without a year
 * @value: (out): the value, %NULL unless one was read
 * @doubt: (out): a sentence for %TSU_READING_DOUBTFUL, else %NULL
 */
TsuFieldReading
tsu_field_read (const TsuField *field,
                const char *text,
                const TsuDateHints *hints,
                TsuValue **value,
                char **doubt)
{
  *value = NULL;
  *doubt = NULL;
  if (field->kind == TSU_FIELD_TEXT || field->kind == TSU_FIELD_NOTE) {
    *value = read_text (text, field->kind == TSU_FIELD_TEXT);
    return *value != NULL ? TSU_READING_VALUE : TSU_READING_NOTHING;
  }
  if (field->kind != TSU_FIELD_BOOLEAN && tsu_field_is_nothing (text))
    return TSU_READING_NOTHING;
  switch (field->kind) {
  case TSU_FIELD_INTEGER:
  case TSU_FIELD_MONEY:
    return read_integer (text, value);
  case TSU_FIELD_COORDINATE:
    return read_coordinate (field, text, value);
  case TSU_FIELD_BOOLEAN:
    return read_boolean (text, value);
  case TSU_FIELD_DATE:
  case TSU_FIELD_MOMENT:
  case TSU_FIELD_TIME:
    return read_date (field, text, hints, value, doubt);
  case TSU_FIELD_PHONE:
    return read_phone (text, value);
  case TSU_FIELD_EMAIL:
  case TSU_FIELD_URL:
    return read_address_of_net (field, text, value);
  case TSU_FIELD_POSTAL:
    return read_postal (text, value);
  case TSU_FIELD_CHOICE:
    return read_choice (field, text, value);
  case TSU_FIELD_CHOICES:
  case TSU_FIELD_TAGS:
    return read_set (field, text, value);
  case TSU_FIELD_TEXT:
  case TSU_FIELD_NOTE:
  case TSU_FIELD_REFERENCE:
  case TSU_FIELD_REFERENCES:
  case TSU_FIELD_PAIRS:
  default:
    return TSU_READING_FAILED;
  }
}

static char *
write_degrees (gint64 degrees)
{
  char *text =
    g_strdup_printf ("%s%" G_GINT64_FORMAT ".%07" G_GINT64_FORMAT, degrees < 0 ? "-" : "",
                     ABS (degrees) / 10000000, ABS (degrees) % 10000000);

  for (char *end = text + strlen (text) - 1; *end == '0' && end[-1] != '.'; end--)
    *end = '\0';
  return text;
}

static char *
write_list (const TsuField *field, const char *const *items)
{
  GString *out = g_string_new (NULL);

  for (; *items != NULL; items++) {
    if (out->len > 0)
      g_string_append (out, "、");
    g_string_append (out, field->vocabulary != NULL
                            ? tsu_vocabulary_label (field->vocabulary, *items)
                            : *items);
  }
  return g_string_free (out, FALSE);
}

/**
 * tsu_field_write:
 * @value: (nullable): a value of @field
 *
 * Returns: (transfer full): the text for a cell, which tsu_field_read() reads back
 */
char *
tsu_field_write (const TsuField *field, const TsuValue *value)
{
  if (value == NULL)
    return g_strdup ("");
  switch (tsu_value_get_kind (value)) {
  case TSU_VALUE_BOOLEAN:
    return g_strdup (tsu_value_get_boolean (value) ? "○" : "×");
  case TSU_VALUE_INTEGER:
    if (field->kind == TSU_FIELD_COORDINATE)
      return write_degrees (tsu_value_get_integer (value));
    return g_strdup_printf ("%" G_GINT64_FORMAT, tsu_value_get_integer (value));
  case TSU_VALUE_LIST:
    return write_list (field, tsu_value_get_list (value));
  case TSU_VALUE_TEXT:
  default:
    if (field->kind == TSU_FIELD_CHOICE && field->vocabulary != NULL)
      return g_strdup (tsu_vocabulary_label (field->vocabulary, tsu_value_get_text (value)));
    return g_strdup (tsu_value_get_text (value));
  }
}

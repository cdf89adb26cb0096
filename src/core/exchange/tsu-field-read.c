/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Between what stands in a cell and what a field holds. Reading is generous about spelling (full
 * width, units, commas, 令和) and strict about meaning: a text that is not surely the value is
 * refused, and the caller keeps it as written.
 */

#include "config.h"

#include "tsu-field-read.h"

#include <glib/gi18n.h>
#include <string.h>

#include "tsu-aliases.h"
#include "tsu-cell-text.h"
#include "tsu-phone.h"
#include "tsu-weekdays.h"

static const char *const truths[] = { "○",   "◯",  "〇", "有", "あり", "有り", "はい", "true",
                                      "yes", "可", "1",  "✓",  "済",   "する", "●" };
static const char *const falsehoods[] = { "×",     "✕",  "無",   "なし", "無し",   "いいえ",
                                          "false", "no", "不可", "0",    "しない", "未" };

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

/* "4.00E+12", what is left of a long number in a column that was too narrow when it was saved. */
static gboolean
is_shortened (const char *text)
{
  gsize digits = strspn (text, "0123456789.");

  return digits > 0 && digits < 8 && g_str_has_prefix (text + digits, "E+") &&
         text[digits + 2 + strspn (text + digits + 2, "0123456789")] == '\0';
}

static TsuFieldReading
read_whole_date (const TsuField *field,
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

/* "1700", as a spreadsheet leaves a time whose colon nobody typed. */
static char *
add_colon (const char *text)
{
  g_autofree char *plain = tsu_cell_text_simplify (text);

  if (strlen (plain) != 4 || strspn (plain, "0123456789") != 4)
    return NULL;
  return g_strdup_printf ("%.2s:%s", plain, plain + 2);
}

/* The time that a period "9:00～17:00" begins or ends with, as the field asks. */
static gboolean
read_end_of_period (const TsuField *field, const char *text, TsuValue **value)
{
  TsuDateRange range;
  const TsuDateReading *side;

  if (!tsu_date_parse_range (text, NULL, &range))
    return FALSE;
  side = g_str_equal (field->name, "closes") ? &range.end : &range.start;
  if (side->kind != TSU_DATE_TIME)
    return FALSE;
  *value = tsu_value_new_text (side->iso);
  return TRUE;
}

/* The whole text as a date or time, else what stands before a remark in it. */
static TsuFieldReading
read_date (const TsuField *field,
           const char *text,
           const TsuDateHints *hints,
           TsuValue **value,
           char **doubt)
{
  gboolean clock = field->kind == TSU_FIELD_TIME;
  g_autofree char *timed = clock ? add_colon (text) : NULL;
  TsuFieldReading reading =
    read_whole_date (field, timed != NULL ? timed : text, hints, value, doubt);
  g_autofree char *part = NULL;

  if (reading != TSU_READING_FAILED)
    return reading;
  if (clock && read_end_of_period (field, text, value))
    return TSU_READING_PARTLY;
  part = tsu_cell_text_cut_remark (text);
  if (part == NULL || read_whole_date (field, part, hints, value, doubt) == TSU_READING_FAILED)
    return TSU_READING_FAILED;
  g_clear_pointer (doubt, g_free);
  return TSU_READING_PARTLY;
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
  g_autofree char *plain = tsu_cell_text_simplify (text);

  if (is_among (truths, G_N_ELEMENTS (truths), plain))
    *value = tsu_value_new_boolean (TRUE);
  else if (is_among (falsehoods, G_N_ELEMENTS (falsehoods), plain))
    *value = tsu_value_new_boolean (FALSE);
  else
    return TSU_READING_FAILED;
  return TSU_READING_VALUE;
}

static TsuFieldReading
read_postal (const char *text, TsuValue **value, char **doubt)
{
  g_autofree char *plain = tsu_cell_text_simplify (text);
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
  /* 060-0001 as a quantity is 600001. */
  if (n == 6 && strlen (plain) == 6) {
    memmove (digits + 1, digits, 6);
    digits[0] = '0';
    n = 7;
    *doubt = g_strdup (_ ("The zero that a spreadsheet had taken away was put before it."));
  }
  if (n != 7)
    return TSU_READING_FAILED;
  g_snprintf (postal, sizeof postal, "%.3s-%.4s", digits, digits + 3);
  *value = tsu_value_new_text (postal);
  return *doubt != NULL ? TSU_READING_DOUBTFUL : TSU_READING_VALUE;
}

static gboolean
is_address_of_net (const TsuField *field, const char *word)
{
  const char *at = strchr (word, '@');

  if (field->kind == TSU_FIELD_EMAIL)
    return at != NULL && at > word && strchr (at, '.') != NULL && strchr (at + 1, '@') == NULL;
  return g_ascii_strncasecmp (word, "http://", 7) == 0 ||
         g_ascii_strncasecmp (word, "https://", 8) == 0;
}

/* The one address of the cell, or the first of several among words. */
static TsuFieldReading
read_address_of_net (const TsuField *field, const char *text, TsuValue **value)
{
  g_autofree char *plain = tsu_cell_text_simplify (text);
  g_auto (GStrv) words = g_regex_split_simple ("[\\s、]+", plain, 0, 0);

  for (guint i = 0; words[i] != NULL; i++) {
    if (!is_address_of_net (field, words[i]))
      continue;
    *value = tsu_value_new_text (words[i]);
    return i == 0 && words[1] == NULL ? TSU_READING_VALUE : TSU_READING_PARTLY;
  }
  return TSU_READING_FAILED;
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

/* The term that the items from @first on make up: an English label may hold commas itself. Gives
 * the number of items it takes, 0 for none. */
static guint
match_items (const TsuVocabulary *vocabulary, char *const *items, guint first, const TsuTerm **term)
{
  guint last = first;

  while (items[last] != NULL && last - first < 4)
    last++;
  for (; last > first; last--) {
    g_autoptr (GString) label = g_string_new (items[first]);

    for (guint i = first + 1; i < last; i++)
      g_string_append_printf (label, ", %s", items[i]);
    *term = match_term (vocabulary, label->str);
    if (*term != NULL)
      return last - first;
  }
  return 0;
}

/* Words of a vocabulary, or any words for tags. */
static TsuFieldReading
read_words (const TsuField *field, const char *text, TsuValue **value)
{
  g_auto (GStrv) words = g_regex_split_simple ("\\s*[、､，,;；\\n]\\s*", text, 0, 0);
  g_autoptr (GPtrArray) items = g_ptr_array_new ();

  for (guint i = 0; words[i] != NULL;) {
    const TsuTerm *term;
    guint taken = 1;

    if (*g_strstrip (words[i]) == '\0') {
      i++;
      continue;
    }
    if (field->kind == TSU_FIELD_TAGS)
      g_ptr_array_add (items, words[i]);
    else if ((taken = match_items (field->vocabulary, words, i, &term)) > 0)
      g_ptr_array_add (items, (gpointer) term->code);
    else
      return TSU_READING_FAILED;
    i += taken;
  }
  g_ptr_array_add (items, NULL);
  *value = tsu_value_new_list ((const char *const *) items->pdata);
  return TSU_READING_VALUE;
}

static TsuFieldReading
read_set (const TsuField *field, const char *text, TsuValue **value)
{
  g_autofree char *plain = tsu_cell_text_simplify (text);
  g_autoptr (GPtrArray) days = g_ptr_array_new ();
  char *remark = strchr (plain, '\n');

  if (remark != NULL)
    *remark = '\0';
  if (field->vocabulary != &tsu_weekdays || !tsu_weekdays_read (g_strstrip (plain), days))
    return read_words (field, text, value);
  g_ptr_array_add (days, NULL);
  *value = tsu_value_new_list ((const char *const *) days->pdata);
  return remark != NULL ? TSU_READING_PARTLY : TSU_READING_VALUE;
}

static TsuFieldReading
read_choice (const TsuField *field, const char *text, TsuValue **value)
{
  g_autofree char *plain = tsu_cell_text_simplify (text);
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
  g_autofree char *plain = tsu_cell_text_simplify (text);
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
    g_autofree char *part = tsu_cell_text_cut_remark (text);

    if ((part == NULL || !tsu_field_read_number (part, &number)) && !find_persons (text, &number))
      return TSU_READING_FAILED;
    result = TSU_READING_PARTLY;
  }
  *value = tsu_value_new_integer (number);
  return result;
}

static TsuFieldReading
read_without_zero (const char *text, TsuValue **value, char **doubt)
{
  g_autofree char *phone = tsu_phone_add_zero (text);

  if (phone == NULL)
    return TSU_READING_FAILED;
  *value = tsu_value_new_text (phone);
  *doubt = g_strdup (_ ("The zero that a spreadsheet had taken away was put before it."));
  return TSU_READING_DOUBTFUL;
}

/* "087-864-6812/090-0000-0000": the first number is the one to call. */
static TsuFieldReading
read_phone (const char *text, TsuValue **value, char **doubt)
{
  static const char *const separators[] = { "/",  "／",   "、",  ",",  "\n",
                                            "（", "内線", "(内", "・", ";" };
  g_autofree char *phone = tsu_phone_normalize (text);
  TsuFieldReading result = phone != NULL ? TSU_READING_VALUE : TSU_READING_PARTLY;
  const char *end = NULL;

  for (guint i = 0; phone == NULL && i < G_N_ELEMENTS (separators); i++) {
    const char *found = strstr (text, separators[i]);

    if (found != NULL && found > text && (end == NULL || found < end))
      end = found;
  }
  if (phone == NULL && end != NULL) {
    g_autofree char *first = g_strndup (text, end - text);

    phone = tsu_phone_normalize (first);
  }
  if (phone == NULL)
    phone = tsu_phone_find (text);
  if (phone == NULL)
    return read_without_zero (text, value, doubt);
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
  static const char *const nothings[] = { "-",    "－",   "ー", "―",   "‐",    "−",    "—",
                                          "無し", "なし", "無", "N/A", "#N/A", "未定", "特になし" };
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
    if (is_shortened (text)) {
      *doubt = g_strdup (_ ("A spreadsheet has shortened this number; its last digits are lost."));
      return TSU_READING_DOUBTFUL;
    }
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
    return read_phone (text, value, doubt);
  case TSU_FIELD_EMAIL:
  case TSU_FIELD_URL:
    return read_address_of_net (field, text, value);
  case TSU_FIELD_POSTAL:
    return read_postal (text, value, doubt);
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

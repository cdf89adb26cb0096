/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a header means. Columns are known by name, never by position: by the table of spellings,
 * by our own labels, and, where both are silent, by what is left when the words around the name
 * are taken away.
 */

#include "config.h"

#include "tsu-aliases.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "tsu-alias-table.h"

static const struct {
  const char *target;
  const char *label;
} pseudo_targets[] = {
  { TSU_TARGET_ID, N_ ("Number in the source") },
  { TSU_TARGET_RECORD_ID, N_ ("Tsunagi ID") },
  { TSU_TARGET_CODE, N_ ("Municipality code") },
  { TSU_TARGET_LATLON, N_ ("Latitude and longitude") },
  { TSU_TARGET_ADDRESS_1, N_ ("Address: prefecture") },
  { TSU_TARGET_ADDRESS_2, N_ ("Address: city and ward") },
  { TSU_TARGET_ADDRESS_3, N_ ("Address: town") },
  { TSU_TARGET_ADDRESS_4, N_ ("Address: block and number") },
  { TSU_TARGET_START_DATE, N_ ("Date or period") },
  { TSU_TARGET_START_TIME, N_ ("Time it begins") },
  { TSU_TARGET_END_DATE, N_ ("Last day") },
  { TSU_TARGET_END_TIME, N_ ("Time it ends") },
  { TSU_TARGET_REGISTER_DATE, N_ ("Register until (day)") },
  { TSU_TARGET_REGISTER_TIME, N_ ("Register until (time)") },
  { TSU_TARGET_FAMILY, N_ ("Family name") },
  { TSU_TARGET_GIVEN, N_ ("Given name") },
  { TSU_TARGET_FAMILY_READING, N_ ("Reading of the family name") },
  { TSU_TARGET_GIVEN_READING, N_ ("Reading of the given name") },
  { TSU_TARGET_READING, N_ ("Reading of the name before it") },
  { TSU_TARGET_LEAVE_OUT, N_ ("Leave out") },
};

static guint
get_bit (const TsuType *type)
{
  static const char *const names[] = { "actor", "resource", "event", "statistic" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (type->name, names[i]))
      return 1u << i;
  return 0;
}

/* Which pseudo targets make sense for a type. */
static gboolean
is_offered (const TsuType *type, const char *target)
{
  guint bit = get_bit (type);

  for (guint i = 0; i < tsu_alias_table_length; i++)
    if ((tsu_alias_table[i].types & bit) && g_str_equal (tsu_alias_table[i].target, target))
      return TRUE;
  return FALSE;
}

/* "bit:folded name" → the TsuAlias. */
static GHashTable *
build_table (void)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < tsu_alias_table_length; i++) {
    g_auto (GStrv) names = g_strsplit (tsu_alias_table[i].names, " ", -1);

    for (guint j = 0; names[j] != NULL; j++) {
      g_autofree char *folded = tsu_aliases_fold (names[j]);

      for (guint bit = 1; bit <= TSU_ALIAS_STATISTIC; bit <<= 1) {
        char *key = g_strdup_printf ("%u:%s", bit, folded);

        if ((tsu_alias_table[i].types & bit) && !g_hash_table_contains (table, key))
          g_hash_table_insert (table, key, (gpointer) &tsu_alias_table[i]);
        else
          g_free (key);
      }
    }
  }
  return table;
}

static GHashTable *
get_table (void)
{
  static gsize table;

  if (g_once_init_enter (&table))
    g_once_init_leave (&table, (gsize) build_table ());
  return (GHashTable *) table;
}

/* Dashes, the long vowel mark (typed as a dash as often as not), brackets, dots and spaces carry
 * no meaning in a header. */
static gboolean
is_filler (gunichar c)
{
  static const guint types = 1u << G_UNICODE_DASH_PUNCTUATION | 1u << G_UNICODE_OPEN_PUNCTUATION |
                             1u << G_UNICODE_CLOSE_PUNCTUATION |
                             1u << G_UNICODE_CONNECT_PUNCTUATION | 1u << G_UNICODE_SPACE_SEPARATOR |
                             1u << G_UNICODE_CONTROL | 1u << G_UNICODE_FORMAT |
                             1u << G_UNICODE_NON_SPACING_MARK;
  static const gunichar others[] = { 0x30fc, 0x2212, 0x203b, 0x30fb, 0x3001, '.',
                                     ':',    '*',    '/',    ',',    '~' };

  if (types & 1u << g_unichar_type (c))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (others[i] == c)
      return TRUE;
  return FALSE;
}

/* The age at @p: "85" of "85歳以上". Moves @p behind it. */
static gboolean
read_age (const char **p, guint *age)
{
  guint digits = 0;

  *age = 0;
  while (**p != '\0' && !g_ascii_isdigit (**p))
    ++*p;
  for (; g_ascii_isdigit (**p) && digits < 4; ++*p, digits++)
    *age = *age * 10 + (guint) (**p - '0');
  return digits > 0 && digits < 4;
}

/* The bands of 高松市 are numbered: man1 is 0-4, man18 is 85 and over. */
static const TsuTerm *
find_numbered_band (const char *folded)
{
  const char *digits = NULL;
  const char *sex = NULL;
  guint64 number;
  char code[32];

  if (g_str_has_prefix (folded, "woman"))
    digits = folded + 5, sex = "female";
  else if (g_str_has_prefix (folded, "man"))
    digits = folded + 3, sex = "male";
  if (sex == NULL || !g_ascii_string_to_unsigned (digits, 10, 1, 18, &number, NULL))
    return NULL;
  if (number == 18)
    g_snprintf (code, sizeof code, "age-85-plus-%s", sex);
  else
    g_snprintf (code, sizeof code, "age-%u-%u-%s", (guint) number * 5 - 5, (guint) number * 5 - 1,
                sex);
  return tsu_vocabulary_find (&tsu_indicators, code);
}

static const TsuTerm *
find_band (const char *plain)
{
  const char *p = plain;
  gboolean female = strstr (plain, "女") != NULL;
  gboolean male = strstr (plain, "男") != NULL;
  guint from, to;
  char code[32];

  if (male == female)
    return NULL;
  if (strstr (plain, "不詳") != NULL)
    return tsu_vocabulary_find (&tsu_indicators,
                                female ? "age-unknown-female" : "age-unknown-male");
  if (!read_age (&p, &from))
    return NULL;
  if (strstr (plain, "以上") != NULL)
    g_snprintf (code, sizeof code, "age-%u-plus-%s", from, female ? "female" : "male");
  else if (read_age (&p, &to))
    g_snprintf (code, sizeof code, "age-%u-%u-%s", from, to, female ? "female" : "male");
  else
    return NULL;
  return tsu_vocabulary_find (&tsu_indicators, code);
}

/**
 * tsu_aliases_fold:
 *
 * Returns: (transfer full): the header without what varies: width and compatibility forms, case,
 * dashes (ー ― － -), spaces and line ends, brackets, underscores
 */
char *
tsu_aliases_fold (const char *header)
{
  g_autofree char *compatible = g_utf8_normalize (header, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *lower = compatible != NULL ? g_utf8_strdown (compatible, -1) : g_strdup ("");
  GString *out = g_string_new (NULL);

  for (const char *p = lower; *p != '\0'; p = g_utf8_next_char (p))
    if (!is_filler (g_utf8_get_char (p)))
      g_string_append_unichar (out, g_utf8_get_char (p));
  /* "#" alone is a header; before a word it is decoration. */
  if (out->len > 1 && out->str[0] == '#')
    g_string_erase (out, 0, 1);
  return g_string_free (out, FALSE);
}

/**
 * tsu_aliases_find_indicator:
 * @header: the header of a column of figures
 *
 * Reads "0-4歳の男性", "85歳以上_女", "man1", "世帯数" and their like.
 *
 * Returns: (transfer none) (nullable): the indicator
 */
const TsuTerm *
tsu_aliases_find_indicator (const char *header)
{
  g_autofree char *folded = tsu_aliases_fold (header);
  g_autofree char *plain = g_utf8_normalize (header, -1, G_NORMALIZE_ALL_COMPOSE);
  const TsuTerm *term = find_numbered_band (folded);

  if (term == NULL && plain != NULL)
    term = find_band (plain);
  for (guint i = 0; term == NULL && i < tsu_indicator_aliases_length; i++) {
    g_auto (GStrv) names = g_strsplit (tsu_indicator_aliases[i].names, " ", -1);

    for (guint j = 0; term == NULL && names[j] != NULL; j++) {
      g_autofree char *name = tsu_aliases_fold (names[j]);

      if (g_str_equal (name, folded))
        term = tsu_vocabulary_find (&tsu_indicators, tsu_indicator_aliases[i].code);
    }
  }
  return term;
}

/**
 * tsu_aliases_find_label:
 * @header: a header as written
 *
 * Our own headings come back as what they were: labels in the source language or the user's.
 *
 * Returns: (transfer none) (nullable): the field that is called so on the screen
 */
const TsuField *
tsu_aliases_find_label (const TsuType *type, const char *header)
{
  g_autofree char *folded = tsu_aliases_fold (header);

  for (guint i = 0; i < type->n_fields; i++) {
    const TsuField *field = &type->fields[i];
    g_autofree char *label = tsu_aliases_fold (g_dpgettext2 (NULL, "field", field->label));
    g_autofree char *source = tsu_aliases_fold (field->label);
    g_autofree char *name = tsu_aliases_fold (field->name);

    if (field->kind == TSU_FIELD_PAIRS)
      continue;
    if (g_str_equal (label, folded) || g_str_equal (source, folded) || g_str_equal (name, folded))
      return field;
  }
  return NULL;
}

/**
 * tsu_aliases_find:
 * @type: what the file is a list of
 * @header: a header as written
 * @weight: (out) (optional): how much the column speaks for @type
 *
 * Returns: (transfer none) (nullable): the name of a field of @type or a pseudo target
 */
const char *
tsu_aliases_find (const TsuType *type, const char *header, guint *weight)
{
  g_autofree char *folded = tsu_aliases_fold (header);
  g_autofree char *key = g_strdup_printf ("%u:%s", get_bit (type), folded);
  const TsuAlias *alias = g_hash_table_lookup (get_table (), key);
  const TsuField *field;
  const char *target;

  if (weight != NULL)
    *weight = 0;
  if (*folded == '\0')
    return NULL;
  if (alias != NULL &&
      (*alias->target == '@' || tsu_type_find_field (type, alias->target) != NULL)) {
    if (weight != NULL)
      *weight = alias->weight;
    return alias->target;
  }
  field = tsu_aliases_find_label (type, header);
  target = field != NULL ? field->name : NULL;
  if (target != NULL && weight != NULL)
    *weight = TSU_ALIAS_FAINT;
  return target;
}

/* Words around what a column is: "施設電話番号", "USER_施設名称", "電話番号（必須）", "住所1". */
static const char *const prefixes[] = {
  "user",     "施設",       "事業所",       "会場",           "開催",     "団体",     "法人",
  "店舗",     "学校",       "設置場所",     "設置",           "事務局",   "事務所",   "連絡先",
  "問合せ先", "お問合せ先", "問い合わせ先", "お問い合わせ先", "イベント", "行事",     "避難所",
  "避難場所", "医療機関",   "会の",         "主たる",         "登録",     "サークル", "グループ",
};
static const char *const suffixes[] = { "必須", "任意", "西暦", "和暦", "全角", "半角",
                                        "代表", "人",   "円",   "hhmm", "1",    "欄" };

static const char *
find_stripped (const TsuType *type, const char *folded, guint depth)
{
  const char *target = depth > 0 ? tsu_aliases_find (type, folded, NULL) : NULL;

  if (target != NULL || depth > 2)
    return target;
  for (guint i = 0; target == NULL && i < G_N_ELEMENTS (suffixes); i++) {
    if (!g_str_has_suffix (folded, suffixes[i]) || strlen (folded) == strlen (suffixes[i]))
      continue;
    g_autofree char *rest = g_strndup (folded, strlen (folded) - strlen (suffixes[i]));

    target = find_stripped (type, rest, depth + 1);
  }
  for (guint i = 0; target == NULL && i < G_N_ELEMENTS (prefixes); i++) {
    g_autofree char *prefix = tsu_aliases_fold (prefixes[i]);

    if (g_str_has_prefix (folded, prefix) && strlen (folded) > strlen (prefix))
      target = find_stripped (type, folded + strlen (prefix), depth + 1);
  }
  return target;
}

/**
 * tsu_aliases_find_loosely:
 * @header: a header that tsu_aliases_find() does not know
 *
 * Returns: (transfer none) (nullable): what the header means without the words around it; a guess
 */
const char *
tsu_aliases_find_loosely (const TsuType *type, const char *header)
{
  g_autofree char *folded = tsu_aliases_fold (header);

  return find_stripped (type, folded, 0);
}

/**
 * tsu_aliases_describe:
 * @target: the name of a field or a pseudo target
 *
 * Returns: (transfer none): what to call it on the screen
 */
const char *
tsu_aliases_describe (const TsuType *type, const char *target)
{
  const TsuField *field = tsu_type_find_field (type, target);

  if (field != NULL)
    return g_dpgettext2 (NULL, "field", field->label);
  for (guint i = 0; i < G_N_ELEMENTS (pseudo_targets); i++)
    if (g_str_equal (pseudo_targets[i].target, target))
      return _ (pseudo_targets[i].label);
  if (*target == '#')
    return tsu_vocabulary_label (&tsu_indicators, target + 1);
  return target;
}

/**
 * tsu_aliases_list_targets:
 *
 * Returns: (transfer container) (array zero-terminated=1): what a column of a file of @type can be
 * mapped to, in the order in which to offer it; free the array, not the texts
 */
const char *const *
tsu_aliases_list_targets (const TsuType *type)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < type->n_fields; i++)
    if (type->fields[i].kind != TSU_FIELD_PAIRS)
      g_ptr_array_add (list, (gpointer) type->fields[i].name);
  for (guint i = 0; i < G_N_ELEMENTS (pseudo_targets); i++)
    if (is_offered (type, pseudo_targets[i].target))
      g_ptr_array_add (list, (gpointer) pseudo_targets[i].target);
  for (guint i = 0; get_bit (type) == TSU_ALIAS_STATISTIC && i < tsu_indicators.n_terms; i++) {
    g_autofree char *target = g_strconcat ("#", tsu_indicators.terms[i].code, NULL);

    g_ptr_array_add (list, (gpointer) g_intern_string (target));
  }
  g_ptr_array_add (list, NULL);
  return (const char *const *) g_ptr_array_free (list, FALSE);
}

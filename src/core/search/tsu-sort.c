/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keys whose byte order is the order of a Japanese name list, in the spirit of JIS X 4061: first
 * the letters with all marks taken off, kana before latin before kanji; then voicing (清 濁 半濁);
 * then the shape (ー, small, ゝ, plain); then hiragana before katakana. The four levels follow one
 * another in the key, parted by a byte below all others, and the name comes last so that equal
 * readings have a fixed order.
 *
 * A kana is one byte from '0' (あ) on, so that keys are short and each row of the syllabary is one
 * range of keys.
 */

#include "config.h"

#include "tsu-sort.h"

#include <string.h>

#include "tsu-fold-table.h"
#include "tsu-kana.h"
#include "tsu-normalize.h"

#define LEVEL_END '\x01'
#define SPACE '!' /* below all letters: はら たかし comes before はらだ */
#define KANA_ZERO '0'
#define LATIN '`'
#define NO_LETTER "\xf4\x8f\xbf\xbd" /* after everything else */

/* Shapes, in their order. The end mark sorts after all, as plain letters do. */
#define SHAPE_LONG '0'
#define SHAPE_SMALL '1'
#define SHAPE_REPEAT '2'
#define SHAPE_PLAIN '3'
#define SHAPE_END '~'

static const char *const ORDER = "あいうえおかきくけこさしすせそたちつてとなにぬねの"
                                 "はひふへほまみむめもやゆよらりるれろわゐゑをん";

static const struct {
  const char *label;
  const char *lower;
} ROWS[TSU_N_SORT_ROWS] = {
  { "あ", "0" }, { "か", "5" }, { "さ", ":" }, { "た", "?" }, { "な", "D" }, { "は", "I" },
  { "ま", "N" }, { "や", "S" }, { "ら", "V" }, { "わ", "[" }, { "英", "`" }, { "他", "a" },
};

typedef struct {
  GString *letters;
  GString *voices;
  GString *shapes;
  GString *scripts;
  gunichar last_kana; /* the last hiragana, small or voiced as it was */
  gboolean space;
} Key;

static int
get_order (gunichar base)
{
  static gint8 orders[TSU_KANA_LAST - TSU_KANA_FIRST + 1];
  static gsize once;

  if (g_once_init_enter (&once)) {
    int i = 1;

    for (const char *p = ORDER; *p; p = g_utf8_next_char (p))
      orders[g_utf8_get_char (p) - TSU_KANA_FIRST] = i++;
    g_once_init_leave (&once, 1);
  }
  return orders[base - TSU_KANA_FIRST] - 1;
}

static void
begin_letter (Key *self)
{
  if (self->space && self->letters->len > 0) {
    g_string_append_c (self->letters, SPACE);
    g_string_append_c (self->voices, '0');
    g_string_append_c (self->shapes, SHAPE_PLAIN);
    g_string_append_c (self->scripts, '0');
  }
  self->space = FALSE;
}

static void
add_kana (Key *self, gunichar hiragana, gboolean katakana, char shape)
{
  int variant;
  gunichar base = tsu_kana_base (hiragana, &variant);
  int order = get_order (base);

  if (order < 0)
    return;
  begin_letter (self);
  g_string_append_c (self->letters, KANA_ZERO + order);
  g_string_append_c (self->voices, '0' + (variant & 3));
  g_string_append_c (self->shapes, shape == SHAPE_PLAIN && variant & 4 ? SHAPE_SMALL : shape);
  g_string_append_c (self->scripts, katakana ? '1' : '0');
  self->last_kana = hiragana;
}

/* The vowel that a ー stands for. */
static gunichar
get_long_vowel (gunichar hiragana)
{
  switch (tsu_kana_vowel (hiragana)) {
  case 'a':
    return 0x3042;
  case 'i':
    return 0x3044;
  case 'u':
    return 0x3046;
  case 'e':
    return 0x3048;
  case 'o':
    return 0x304a;
  default:
    return 0x3093;
  }
}

/* ゝ ゞ ヽ ヾ repeat the kana before, without and with a voice. */
static gboolean
add_repeated (Key *self, gunichar c)
{
  gboolean katakana = c == 0x30fd || c == 0x30fe;
  gboolean voiced = c == 0x309e || c == 0x30fe;
  gunichar base;
  gunichar repeated;
  int variant;

  if (!self->last_kana || (!katakana && c != 0x309d && c != 0x309e))
    return FALSE;
  base = tsu_kana_base (self->last_kana, &variant);
  repeated = voiced ? tsu_kana_compose (base, FALSE) : base;
  add_kana (self, repeated ? repeated : base, katakana, SHAPE_REPEAT);
  return TRUE;
}

static void
add_other (Key *self, gunichar c)
{
  guint32 entry = tsu_fold_entry (c);
  TsuFoldClass class = TSU_FOLD_GET_CLASS (entry);

  self->last_kana = 0;
  if (TSU_FOLD_GET_KIND (entry) == TSU_FOLD_SPACE)
    self->space = TRUE;
  if (TSU_FOLD_GET_KIND (entry) != TSU_FOLD_CHAR)
    return;
  begin_letter (self);
  if (class == TSU_CLASS_LETTER || class == TSU_CLASS_DIGIT)
    g_string_append_c (self->letters, LATIN);
  g_string_append_unichar (self->letters, TSU_FOLD_GET_CHAR (entry));
  g_string_append_c (self->voices, '0');
  g_string_append_c (self->shapes, SHAPE_PLAIN);
  g_string_append_c (self->scripts, g_unichar_isupper (c) ? '1' : '0');
}

static void
add_char (Key *self, gunichar c)
{
  gunichar hiragana = tsu_kana_to_hiragana (c);

  if (tsu_kana_is_hiragana (hiragana))
    add_kana (self, hiragana, hiragana != c, SHAPE_PLAIN);
  else if (c == TSU_KANA_LONG && self->last_kana)
    add_kana (self, get_long_vowel (self->last_kana), TRUE, SHAPE_LONG);
  else if (!add_repeated (self, c))
    add_other (self, c);
}

/* Levels without their last default letters: most names have nothing but defaults there. */
static void
append_level (GString *key, GString *level, char plain)
{
  while (level->len > 0 && level->str[level->len - 1] == plain)
    g_string_truncate (level, level->len - 1);
  g_string_append_c (key, LEVEL_END);
  g_string_append_len (key, level->str, level->len);
}

static gboolean
is_blank (const char *text)
{
  g_autofree char *normalized = tsu_normalize (text);

  return !*normalized;
}

/**
 * tsu_sort_key:
 * @reading: (nullable): the reading, in any kana
 * @name: (nullable): the name, which stands in where there is no reading
 *
 * Returns: (transfer full): valid UTF-8 without NUL, to be stored as TEXT with the collation BINARY
 */
char *
tsu_sort_key (const char *reading, const char *name)
{
  g_autofree char *valid =
    g_utf8_make_valid (is_blank (reading) ? (name ? name : "") : reading, -1);
  g_autofree char *composed = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *folded_name = tsu_normalize (name);
  Key key = { g_string_new (NULL), g_string_new (NULL), g_string_new (NULL), g_string_new (NULL) };

  for (const char *p = composed; *p; p = g_utf8_next_char (p))
    add_char (&key, g_utf8_get_char (p));
  if (key.letters->len == 0)
    g_string_append (key.letters, NO_LETTER);
  append_level (key.letters, key.voices, '0');
  append_level (key.letters, key.shapes, SHAPE_PLAIN);
  g_string_append_c (key.letters, SHAPE_END);
  append_level (key.letters, key.scripts, '0');
  g_string_append_c (key.letters, LEVEL_END);
  g_string_append (key.letters, folded_name);
  g_string_free (key.voices, TRUE);
  g_string_free (key.shapes, TRUE);
  g_string_free (key.scripts, TRUE);
  return g_string_free (key.letters, FALSE);
}

/**
 * tsu_sort_row:
 * @key: (nullable): a key from tsu_sort_key()
 *
 * Returns: the row of the index that it belongs to, a #TsuSortRow
 */
int
tsu_sort_row (const char *key)
{
  int row = TSU_SORT_ROW_OTHER;

  if (!key || !*key)
    return TSU_SORT_ROW_OTHER;
  while (row > 0 && (guchar) key[0] < (guchar) ROWS[row].lower[0])
    row--;
  return row;
}

/**
 * tsu_sort_row_bounds:
 * @row: a #TsuSortRow
 * @lower: (out) (transfer full): no key of the row is less
 * @upper: (out) (transfer full): every key of the row is less
 *
 * Returns: FALSE, and sets nothing, where there is no such row
 */
gboolean
tsu_sort_row_bounds (int row, char **lower, char **upper)
{
  if (row < 0 || row >= TSU_N_SORT_ROWS)
    return FALSE;
  *lower = g_strdup (ROWS[row].lower);
  *upper = g_strdup (row + 1 < TSU_N_SORT_ROWS ? ROWS[row + 1].lower : "\xf4\x8f\xbf\xbf");
  return TRUE;
}

/**
 * tsu_sort_row_label:
 * @row: a #TsuSortRow
 *
 * Returns: the sign of the row, one character: あ … わ, 英, 他
 */
const char *
tsu_sort_row_label (int row)
{
  g_return_val_if_fail (row >= 0 && row < TSU_N_SORT_ROWS, "");

  return ROWS[row].label;
}

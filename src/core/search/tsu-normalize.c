/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one folding that index and query share: two spellings that a Japanese reader takes for the
 * same text normalise to the same bytes.
 *
 * First each character is folded by itself (tsu-fold-table.c) and separators are joined or kept,
 * then the two rules that look at neighbours are applied: ケ between kanji is が (梶ケ谷, 梶が谷),
 * and kanji numerals before 丁目 become digits. Of separators only a space (between latin words)
 * and a comma (a border that no word runs across) remain, so that normalising twice changes
 * nothing.
 */

#include "config.h"

#include "tsu-normalize.h"

#include <string.h>

#include "tsu-fold-table.h"
#include "tsu-kana.h"

#define N_INLINE 256

typedef struct {
  guint32 entry; /* character, class and katakana flag, as in the fold table */
  guint32 start; /* byte offsets in the original */
  guint32 end;
} Unit;

/* Separators seen since the last character. */
enum {
  SEEN_SPACE = 1 << 0,
  SEEN_HYPHEN = 1 << 1,
  SEEN_PAREN = 1 << 2,
  SEEN_BREAK = 1 << 3,
};

typedef struct {
  Unit *units;
  gsize n_units;
  gsize n_allocated;
  guint seen;
  guint32 seen_start; /* where the first of the separators begins */
  Unit inline_units[N_INLINE];
} Folding;

static void
add_unit (Folding *self, guint32 entry, guint32 start, guint32 end)
{
  if (self->n_units == self->n_allocated) {
    self->n_allocated *= 2;
    if (self->units == self->inline_units) {
      self->units = g_new (Unit, self->n_allocated);
      memcpy (self->units, self->inline_units, sizeof self->inline_units);
    } else {
      self->units = g_renew (Unit, self->units, self->n_allocated);
    }
  }
  self->units[self->n_units++] = (Unit){ entry, start, end };
}

static gboolean
is_wide (TsuFoldClass class)
{
  return class == TSU_CLASS_KANA || class == TSU_CLASS_KANJI;
}

/* What stays of separators between two characters: nothing, a space, or a border. */
static guint32
choose_separator (guint seen, TsuFoldClass before, TsuFoldClass after)
{
  gboolean wide = is_wide (before) || is_wide (after);
  gboolean digits = before == TSU_CLASS_DIGIT && after == TSU_CLASS_DIGIT;

  if (wide && seen == SEEN_SPACE)
    return 0;
  if (digits && !(seen & SEEN_BREAK))
    return 0;
  if (!wide && seen == SEEN_HYPHEN)
    return 0;
  return wide || digits ? ',' : ' ';
}

static void
add_char (Folding *self, guint32 entry, guint32 start, guint32 end)
{
  if (self->seen && self->n_units > 0) {
    Unit last = self->units[self->n_units - 1];
    guint32 separator =
      choose_separator (self->seen, TSU_FOLD_GET_CLASS (last.entry), TSU_FOLD_GET_CLASS (entry));

    /* Of ½ all three characters come from the same place. */
    if (separator)
      add_unit (self, separator, self->seen_start, MAX (start, last.end));
  }
  self->seen = 0;
  add_unit (self, entry, start, end);
}

static void
add_separator (Folding *self, guint what, guint32 start)
{
  if (!self->seen)
    self->seen_start = start;
  self->seen |= what;
}

static Unit *
get_last_kana (Folding *self)
{
  Unit *last;

  if (self->seen || self->n_units == 0)
    return NULL;
  last = &self->units[self->n_units - 1];
  return TSU_FOLD_GET_CLASS (last->entry) == TSU_CLASS_KANA ? last : NULL;
}

static void
voice_last (Folding *self, gboolean half, guint32 end)
{
  Unit *last = get_last_kana (self);
  gunichar voiced;

  if (!last)
    return;
  voiced = tsu_kana_compose (TSU_FOLD_GET_CHAR (last->entry), half);
  if (!voiced)
    return;
  last->entry = (last->entry & ~0x1fffffu) | tsu_kana_fold (voiced);
  last->end = end;
}

/* ー with nothing to lengthen is somebody's hyphen: ０４４ー０００. */
static gboolean
is_false_long (Folding *self, guint32 entry)
{
  return TSU_FOLD_GET_CHAR (entry) == TSU_KANA_LONG &&
         (self->seen || self->n_units == 0 ||
          TSU_FOLD_GET_CLASS (self->units[self->n_units - 1].entry) == TSU_CLASS_DIGIT);
}

static void
add_entry (Folding *self, guint32 entry, guint32 start, guint32 end)
{
  switch (TSU_FOLD_GET_KIND (entry)) {
  case TSU_FOLD_CHAR:
    if (is_false_long (self, entry))
      add_separator (self, SEEN_HYPHEN, start);
    else
      add_char (self, entry, start, end);
    break;
  case TSU_FOLD_SPACE:
    add_separator (self, SEEN_SPACE, start);
    break;
  case TSU_FOLD_HYPHEN:
    /* People write オ－ノ with whatever dash their keyboard gives. */
    if (get_last_kana (self))
      add_char (self, tsu_fold_entry (TSU_KANA_LONG), start, end);
    else
      add_separator (self, SEEN_HYPHEN, start);
    break;
  case TSU_FOLD_PAREN:
    add_separator (self, SEEN_PAREN, start);
    break;
  case TSU_FOLD_DAKUTEN:
  case TSU_FOLD_HANDAKUTEN:
    voice_last (self, TSU_FOLD_GET_KIND (entry) == TSU_FOLD_HANDAKUTEN, end);
    break;
  case TSU_FOLD_BREAK:
  case TSU_FOLD_SEVERAL:
    add_separator (self, SEEN_BREAK, start);
    break;
  case TSU_FOLD_DROP:
  case TSU_FOLD_UNSET:
  default:
    break;
  }
}

static void
add_several (Folding *self, guint32 entry, guint32 start, guint32 end)
{
  gunichar chars[32];
  int n = tsu_fold_several (TSU_FOLD_GET_CHAR (entry), chars, G_N_ELEMENTS (chars));

  for (int i = 0; i < n; i++)
    add_entry (self, tsu_fold_entry (chars[i]), start, end);
}

/* Steps over one character; a byte that is no UTF-8 counts as a border by itself. */
static gunichar
read_char (const guchar **p, const guchar *end)
{
  gunichar c = **p;

  if (c < 0x80) {
    (*p)++;
    return c;
  }
  if (c >= 0xe1 && c <= 0xec && end - *p >= 3 && ((*p)[1] & 0xc0) == 0x80 &&
      ((*p)[2] & 0xc0) == 0x80) {
    c = (c & 0xf) << 12 | ((*p)[1] & 0x3f) << 6 | ((*p)[2] & 0x3f);
    *p += 3;
    return c;
  }
  c = g_utf8_get_char_validated ((const char *) *p, end - *p);
  if (c == (gunichar) -1 || c == (gunichar) -2 || c == 0) {
    (*p)++;
    return 0;
  }
  *p = (const guchar *) g_utf8_next_char (*p);
  return c;
}

static void
fold_chars (Folding *self, const char *text, gsize length)
{
  const guchar *begin = (const guchar *) text;
  const guchar *end = begin + length;

  for (const guchar *p = begin; p < end;) {
    guint32 start = p - begin;
    guint32 entry = tsu_fold_entry (read_char (&p, end));

    if (TSU_FOLD_GET_KIND (entry) == TSU_FOLD_SEVERAL)
      add_several (self, entry, start, p - begin);
    else
      add_entry (self, entry, start, p - begin);
  }
}

static gboolean
is_kanji_or_digit (guint32 entry)
{
  TsuFoldClass class = TSU_FOLD_GET_CLASS (entry);

  return class == TSU_CLASS_KANJI || class == TSU_CLASS_DIGIT;
}

/* Names of places and counters write one sound as ケ, ヶ, カ, ヵ, か or が: 梶ケ谷, 3か所. The
 * small ones need no context and are が since the fold table. */
static void
fold_ke (Folding *self)
{
  for (gsize i = 1; i + 1 < self->n_units; i++) {
    guint32 entry = self->units[i].entry;
    guint32 before = self->units[i - 1].entry;
    gunichar c = TSU_FOLD_GET_CHAR (entry);
    gboolean katakana_ke = c == 0x3051 && entry & TSU_FOLD_KATAKANA;

    if (c != 0x304b && !katakana_ke)
      continue;
    if (TSU_FOLD_GET_CLASS (self->units[i + 1].entry) != TSU_CLASS_KANJI)
      continue;
    /* つつじケ丘: but not サケ缶. */
    if (is_kanji_or_digit (before) ||
        (katakana_ke && TSU_FOLD_GET_CLASS (before) == TSU_CLASS_KANA &&
         !(before & TSU_FOLD_KATAKANA)))
      self->units[i].entry = (entry & ~0x1fffffu) | 0x304c;
  }
}

static int
get_numeral (guint32 entry)
{
  static const gunichar2 NUMERALS[] = u"〇一二三四五六七八九十";

  for (int i = 0; i <= 10; i++)
    if (TSU_FOLD_GET_CHAR (entry) == NUMERALS[i])
      return i;
  return -1;
}

/* 二 2, 十二 12, 二十一 21, and positional 一二 12; -1 for anything else or over 99. */
static int
read_numerals (const Unit *units, gsize n)
{
  int value = 0;

  if (n > 3)
    return -1;
  for (gsize i = 0; i < n; i++) {
    int digit = get_numeral (units[i].entry);

    if (digit < 10)
      value = value % 10 == 0 && i > 0 ? value + digit : value * 10 + digit;
    else if (value >= 10 || i >= 2 || (i == 1 && value == 0))
      return -1;
    else
      value = (i == 0 ? 1 : value) * 10;
  }
  return value > 0 && value < 100 ? value : -1;
}

static gboolean
is_chome (const Folding *self, gsize at)
{
  return at + 1 < self->n_units && TSU_FOLD_GET_CHAR (self->units[at].entry) == 0x4e01 &&
         TSU_FOLD_GET_CHAR (self->units[at + 1].entry) == 0x76ee;
}

/* Writes @value over the numerals [from, to); a digit stands at the place of a numeral, so that
 * offsets stay in order. There are never fewer numerals than digits but for 十. */
static void
replace_numerals (Folding *self, gsize from, gsize to, int value)
{
  guint32 digit = tsu_fold_entry ('0');
  guint n_digits = value < 10 ? 1 : 2;
  Unit first = self->units[from];
  Unit last = self->units[to - 1];

  if (to - from < n_digits)
    add_unit (self, 0, 0, 0);
  memmove (self->units + from + n_digits, self->units + to,
           (self->n_units - MAX (to, from + n_digits)) * sizeof (Unit));
  if (to - from > n_digits)
    self->n_units -= to - from - n_digits;
  if (n_digits == 2)
    self->units[from] = (Unit){ digit + value / 10, first.start, first.end };
  self->units[from + n_digits - 1] = (Unit){ digit + value % 10, last.start, last.end };
  if (n_digits == 1)
    self->units[from].start = first.start;
}

static void
fold_chome (Folding *self)
{
  for (gsize i = 1; i < self->n_units; i++) {
    gsize from = i;
    int value;

    if (!is_chome (self, i))
      continue;
    while (from > 0 && get_numeral (self->units[from - 1].entry) >= 0)
      from--;
    if (from == i)
      continue;
    value = read_numerals (self->units + from, i - from);
    if (value > 0) {
      /* What parts a letter from a digit is a space, from a kanji a comma. */
      if (from >= 2 && TSU_FOLD_GET_CHAR (self->units[from - 1].entry) == ',' &&
          TSU_FOLD_GET_CLASS (self->units[from - 2].entry) == TSU_CLASS_LETTER)
        self->units[from - 1].entry = ' ';
      replace_numerals (self, from, i, value);
      i = from + 1;
    }
  }
}

static void
fold_text (Folding *self, const char *text, gsize length)
{
  self->units = self->inline_units;
  self->n_units = 0;
  self->n_allocated = N_INLINE;
  self->seen = 0;
  fold_chars (self, text, length);
  fold_ke (self);
  fold_chome (self);
}

static void
clear_folding (Folding *self)
{
  if (self->units != self->inline_units)
    g_free (self->units);
}

static gsize
put_char (char *out, gunichar c)
{
  if (c < 0x80) {
    out[0] = (char) c;
    return 1;
  }
  if (c >= 0x800 && c < 0x10000) {
    out[0] = (char) (0xe0 | c >> 12);
    out[1] = (char) (0x80 | (c >> 6 & 0x3f));
    out[2] = (char) (0x80 | (c & 0x3f));
    return 3;
  }
  return g_unichar_to_utf8 (c, out);
}

/**
 * tsu_normalize_length:
 * @text: (nullable): any bytes
 * @length: how many; -1 for a text that ends in NUL
 *
 * As tsu_normalize(), for bytes that may hold NUL, which counts as punctuation.
 *
 * Returns: (transfer full): valid UTF-8 without NUL
 */
char *
tsu_normalize_length (const char *text, gssize length)
{
  Folding folding;
  char *result;
  gsize n = 0;

  if (!text)
    return g_strdup ("");
  fold_text (&folding, text, length < 0 ? strlen (text) : (gsize) length);
  result = g_malloc (folding.n_units * 4 + 1);
  for (gsize i = 0; i < folding.n_units; i++)
    n += put_char (result + n, TSU_FOLD_GET_CHAR (folding.units[i].entry));
  result[n] = '\0';
  clear_folding (&folding);
  return result;
}

/**
 * tsu_normalize:
 * @text: (nullable): any text
 *
 * Folds a text for comparing and searching: width, case, accents, katakana and small kana, kanji
 * variants, ケ in names of places, numerals of 丁目, hyphens and spaces within numbers, spaces
 * beside Japanese, all punctuation. Idempotent; never fails; bytes that are no UTF-8 count as
 * punctuation. The length of vowels is kept: see tsu_normalize_sound().
 *
 * Returns: (transfer full): the normalised text, empty where nothing but punctuation was there
 */
char *
tsu_normalize (const char *text)
{
  return tsu_normalize_length (text, -1);
}

/**
 * tsu_normalized_new:
 * @text: any bytes
 * @length: how many; -1 for a text that ends in NUL
 *
 * Normalises as tsu_normalize() and keeps where everything came from.
 *
 * Returns: (transfer full): the text and its map
 */
TsuNormalized *
tsu_normalized_new (const char *text, gssize length)
{
  TsuNormalized *self = g_new0 (TsuNormalized, 1);
  Folding folding;

  fold_text (&folding, text, length < 0 ? strlen (text) : (gsize) length);
  self->text = g_malloc (folding.n_units * 4 + 1);
  self->starts = g_new (guint32, folding.n_units * 4 + 1);
  self->ends = g_new (guint32, folding.n_units * 4 + 1);
  for (gsize i = 0; i < folding.n_units; i++) {
    const Unit *unit = &folding.units[i];
    gsize n = put_char (self->text + self->length, TSU_FOLD_GET_CHAR (unit->entry));

    for (gsize k = 0; k < n; k++) {
      self->starts[self->length + k] = unit->start;
      self->ends[self->length + k] = unit->end;
    }
    self->length += n;
  }
  self->text[self->length] = '\0';
  clear_folding (&folding);
  return self;
}

void
tsu_normalized_free (TsuNormalized *self)
{
  g_free (self->text);
  g_free (self->starts);
  g_free (self->ends);
  g_free (self);
}

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
#include "tsu-folding.h"
#include "tsu-kana.h"

/* Separators seen since the last character. */
enum {
  SEEN_SPACE = 1 << 0,
  SEEN_HYPHEN = 1 << 1,
  SEEN_PAREN = 1 << 2,
  SEEN_BREAK = 1 << 3,
};

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
add_char (TsuFolding *self, guint32 entry, guint32 start, guint32 end)
{
  if (self->seen && self->n_units > 0) {
    TsuFoldingUnit last = self->units[self->n_units - 1];
    guint32 separator =
      choose_separator (self->seen, TSU_FOLD_GET_CLASS (last.entry), TSU_FOLD_GET_CLASS (entry));

    /* Of ½ all three characters come from the same place. */
    if (separator)
      tsu_folding_add (self, separator, self->seen_start, MAX (start, last.end));
  }
  self->seen = 0;
  tsu_folding_add (self, entry, start, end);
}

static void
add_separator (TsuFolding *self, guint what, guint32 start)
{
  if (!self->seen)
    self->seen_start = start;
  self->seen |= what;
}

static TsuFoldingUnit *
get_last_kana (TsuFolding *self)
{
  TsuFoldingUnit *last;

  if (self->seen || self->n_units == 0)
    return NULL;
  last = &self->units[self->n_units - 1];
  return TSU_FOLD_GET_CLASS (last->entry) == TSU_CLASS_KANA ? last : NULL;
}

static void
voice_last (TsuFolding *self, gboolean half, guint32 end)
{
  TsuFoldingUnit *last = get_last_kana (self);
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
is_false_long (TsuFolding *self, guint32 entry)
{
  return TSU_FOLD_GET_CHAR (entry) == TSU_KANA_LONG &&
         (self->seen || self->n_units == 0 ||
          TSU_FOLD_GET_CLASS (self->units[self->n_units - 1].entry) == TSU_CLASS_DIGIT);
}

static void
add_entry (TsuFolding *self, guint32 entry, guint32 start, guint32 end)
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
add_several (TsuFolding *self, guint32 entry, guint32 start, guint32 end)
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
fold_chars (TsuFolding *self, const char *text, gsize length)
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

static void
fold_text (TsuFolding *self, const char *text, gsize length)
{
  self->units = self->inline_units;
  self->n_units = 0;
  self->n_allocated = TSU_FOLDING_INLINE;
  self->seen = 0;
  fold_chars (self, text, length);
  tsu_folding_fold_ke (self);
  tsu_folding_fold_chome (self);
}

static void
clear_folding (TsuFolding *self)
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
  TsuFolding folding;
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
  TsuFolding folding;

  fold_text (&folding, text, length < 0 ? strlen (text) : (gsize) length);
  self->text = g_malloc (folding.n_units * 4 + 1);
  self->starts = g_new (guint32, folding.n_units * 4 + 1);
  self->ends = g_new (guint32, folding.n_units * 4 + 1);
  for (gsize i = 0; i < folding.n_units; i++) {
    const TsuFoldingUnit *unit = &folding.units[i];
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

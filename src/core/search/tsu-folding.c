/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The row of characters that a text is folded in, and the two rules that look at a character's
 * neighbours.
 */

#include "config.h"

#include "tsu-folding.h"

#include <string.h>

#include "tsu-fold-table.h"

void
tsu_folding_add (TsuFolding *self, guint32 entry, guint32 start, guint32 end)
{
  g_assert (self->n_allocated > 0);
  if (self->n_units == self->n_allocated) {
    self->n_allocated *= 2;
    if (self->units == self->inline_units) {
      self->units = g_new (TsuFoldingUnit, self->n_allocated);
      memcpy (self->units, self->inline_units, sizeof self->inline_units);
    } else {
      self->units = g_renew (TsuFoldingUnit, self->units, self->n_allocated);
    }
  }
  self->units[self->n_units++] = (TsuFoldingUnit){ entry, start, end };
}

static gboolean
is_kanji_or_digit (guint32 entry)
{
  TsuFoldClass class = TSU_FOLD_GET_CLASS (entry);

  return class == TSU_CLASS_KANJI || class == TSU_CLASS_DIGIT;
}

/* Names of places and counters write one sound as ケ, ヶ, カ, ヵ, か or が: 梶ケ谷, 3か所. The
 * small ones need no context and are が since the fold table. */
void
tsu_folding_fold_ke (TsuFolding *self)
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

/* 二 2, 十二 12, 二十一 21, and positional 一二 12; -1 for none, anything else, or over 99. */
static int
read_numerals (const TsuFoldingUnit *units, gsize n)
{
  int value = 0;

  if (n == 0 || n > 3)
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
is_chome (const TsuFoldingUnit *units, gsize n)
{
  return n >= 2 && TSU_FOLD_GET_CHAR (units[0].entry) == 0x4e01 &&
         TSU_FOLD_GET_CHAR (units[1].entry) == 0x76ee;
}

/* Writes a number in place of the numerals at the end; the first digit stands at the place of the
 * first numeral and the last at that of the last, so that offsets stay in order. */
static void
replace_last_numerals (TsuFolding *self)
{
  guint32 zero = tsu_fold_entry ('0');
  gsize from = self->n_units;
  TsuFoldingUnit first;
  TsuFoldingUnit last;
  int value;

  while (from > 0 && get_numeral (self->units[from - 1].entry) >= 0)
    from--;
  value = read_numerals (self->units + from, self->n_units - from);
  if (value < 0)
    return;
  first = self->units[from];
  last = self->units[self->n_units - 1];
  self->n_units = from;
  /* What parts a letter from a digit is a space, from a kanji a comma. */
  if (from >= 2 && TSU_FOLD_GET_CHAR (self->units[from - 1].entry) == ',' &&
      TSU_FOLD_GET_CLASS (self->units[from - 2].entry) == TSU_CLASS_LETTER)
    self->units[from - 1].entry = ' ';
  if (value >= 10)
    tsu_folding_add (self, zero + value / 10, first.start, first.end);
  tsu_folding_add (self, zero + value % 10, value >= 10 ? last.start : first.start, last.end);
}

/* 二丁目 becomes 2丁目, and 十丁目 10丁目: the row is written anew from the first 丁目 on. */
void
tsu_folding_fold_chome (TsuFolding *self)
{
  g_autofree TsuFoldingUnit *source = NULL;
  gsize n = self->n_units;
  gsize from = 0;

  while (from < n && !is_chome (self->units + from, n - from))
    from++;
  if (from == n)
    return;
  source = g_memdup2 (self->units, n * sizeof *source);
  self->n_units = from;
  for (gsize i = from; i < n; i++) {
    if (is_chome (source + i, n - i))
      replace_last_numerals (self);
    tsu_folding_add (self, source[i].entry, source[i].start, source[i].end);
  }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What becomes of a character of the original text. */
typedef enum {
  TSU_FOLD_UNSET,
  TSU_FOLD_CHAR,       /* another character, of a class */
  TSU_FOLD_SEVERAL,    /* several characters: see tsu_fold_several() */
  TSU_FOLD_DROP,       /* nothing */
  TSU_FOLD_SPACE,      /* a space, which may vanish between two characters */
  TSU_FOLD_HYPHEN,     /* any dash, which vanishes within numbers and words */
  TSU_FOLD_PAREN,      /* a bracket, which vanishes within numbers */
  TSU_FOLD_BREAK,      /* other punctuation: words never run across it */
  TSU_FOLD_DAKUTEN,    /* voices the kana before it */
  TSU_FOLD_HANDAKUTEN, /* half-voices the kana before it */
} TsuFoldKind;

typedef enum {
  TSU_CLASS_LETTER,
  TSU_CLASS_DIGIT,
  TSU_CLASS_KANA,
  TSU_CLASS_KANJI,
} TsuFoldClass;

/* An entry holds the resulting character in the low 21 bits, then these. */
#define TSU_FOLD_KATAKANA (1u << 21)
#define TSU_FOLD_GET_CHAR(entry) ((entry) &0x1fffff)
#define TSU_FOLD_GET_CLASS(entry) ((TsuFoldClass) (((entry) >> 24) & 0xf))
#define TSU_FOLD_GET_KIND(entry) ((TsuFoldKind) ((entry) >> 28))

guint32 tsu_fold_entry (gunichar c);
int tsu_fold_several (gunichar c, gunichar *chars, int max);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is to be known about single kana: their vowel, their large and unvoiced forms. All tables
 * run over the hiragana from ぁ (U+3041) to ゖ (U+3096).
 */

#include "config.h"

#include "tsu-kana.h"

#define N_KANA (TSU_KANA_LAST - TSU_KANA_FIRST + 1)

/* n stands for ん, which has no vowel. */
static const char VOWELS[] = "aaiiuueeoo"
                             "aaiiuueeoo"
                             "aaiiuueeoo"
                             "aaiiuuueeoo"
                             "aiueo"
                             "aaaiiiuuueeeooo"
                             "aiueo"
                             "aauuoo"
                             "aiueo"
                             "aaieon"
                             "uae";

G_STATIC_ASSERT (sizeof VOWELS == N_KANA + 1);

/* For searching: small kana are large; ぢづゐゑ are spelt じずいえ, as names are heard; ゕゖ are
 * read が where they stand in a name of a place. */
static const gunichar2 FOLDED[N_KANA] = {
  u'あ', u'あ', u'い', u'い', u'う', u'う', u'え', u'え', u'お', u'お', u'か', u'が', u'き',
  u'ぎ', u'く', u'ぐ', u'け', u'げ', u'こ', u'ご', u'さ', u'ざ', u'し', u'じ', u'す', u'ず',
  u'せ', u'ぜ', u'そ', u'ぞ', u'た', u'だ', u'ち', u'じ', u'つ', u'つ', u'ず', u'て', u'で',
  u'と', u'ど', u'な', u'に', u'ぬ', u'ね', u'の', u'は', u'ば', u'ぱ', u'ひ', u'び', u'ぴ',
  u'ふ', u'ぶ', u'ぷ', u'へ', u'べ', u'ぺ', u'ほ', u'ぼ', u'ぽ', u'ま', u'み', u'む', u'め',
  u'も', u'や', u'や', u'ゆ', u'ゆ', u'よ', u'よ', u'ら', u'り', u'る', u'れ', u'ろ', u'わ',
  u'わ', u'い', u'え', u'を', u'ん', u'ゔ', u'が', u'が',
};

/**
 * tsu_kana_is_hiragana:
 * @c: a character
 *
 * Returns: whether @c is one of the hiragana ぁ to ゖ
 */
gboolean
tsu_kana_is_hiragana (gunichar c)
{
  return c >= TSU_KANA_FIRST && c <= TSU_KANA_LAST;
}

/**
 * tsu_kana_to_hiragana:
 * @c: a character
 *
 * Returns: the hiragana of a full-width katakana ァ to ヶ; @c itself for anything else
 */
gunichar
tsu_kana_to_hiragana (gunichar c)
{
  return c >= 0x30a1 && c <= 0x30f6 ? c - 0x60 : c;
}

/**
 * tsu_kana_vowel:
 * @hiragana: a character
 *
 * Returns: one of a, i, u, e, o; n for ん; 0 for anything that is no hiragana
 */
char
tsu_kana_vowel (gunichar hiragana)
{
  return tsu_kana_is_hiragana (hiragana) ? VOWELS[hiragana - TSU_KANA_FIRST] : 0;
}

/**
 * tsu_kana_fold:
 * @hiragana: a hiragana
 *
 * Returns: the kana that stands for it in the search index
 */
gunichar
tsu_kana_fold (gunichar hiragana)
{
  return tsu_kana_is_hiragana (hiragana) ? FOLDED[hiragana - TSU_KANA_FIRST] : hiragana;
}

/**
 * tsu_kana_compose:
 * @hiragana: a hiragana that stands before a mark
 * @half: whether the mark is a handakuten (゜), not a dakuten (゛)
 *
 * Returns: the voiced kana, or 0 where the two make none
 */
gunichar
tsu_kana_compose (gunichar hiragana, gboolean half)
{
  if (hiragana >= 0x306f && hiragana <= 0x307d)
    return (hiragana - 0x306f) % 3 == 0 ? hiragana + (half ? 2 : 1) : 0;
  if (half)
    return 0;
  if (hiragana == 0x3046)
    return 0x3094;
  if (hiragana >= 0x304b && hiragana <= 0x3062)
    return (hiragana - 0x304b) % 2 == 0 ? hiragana + 1 : 0;
  if (hiragana == 0x3064 || hiragana == 0x3066 || hiragana == 0x3068)
    return hiragana + 1;
  return 0;
}

/**
 * tsu_kana_base:
 * @hiragana: a hiragana
 * @variant: (out): 0 plain, 1 voiced (゛), 2 half voiced (゜), and 4 added where it is small
 *
 * The inverse of tsu_kana_compose(), small forms included.
 *
 * Returns: the large, unvoiced kana
 */
gunichar
tsu_kana_base (gunichar hiragana, int *variant)
{
  *variant = 0;
  if (hiragana >= 0x306f && hiragana <= 0x307d) {
    *variant = (hiragana - 0x306f) % 3;
    return hiragana - *variant;
  }
  if (hiragana == 0x3094) {
    *variant = 1;
    return 0x3046;
  }
  if (hiragana == 0x3095 || hiragana == 0x3096) {
    *variant = 4;
    return hiragana == 0x3095 ? 0x304b : 0x3051;
  }
  if (tsu_kana_compose (hiragana - 1, FALSE) == hiragana) {
    *variant = 1;
    return hiragana - 1;
  }
  if ((hiragana <= 0x3049 && hiragana % 2 == 1) || hiragana == 0x3063 || hiragana == 0x3083 ||
      hiragana == 0x3085 || hiragana == 0x3087 || hiragana == 0x308e) {
    *variant = 4;
    return hiragana + 1;
  }
  return hiragana;
}

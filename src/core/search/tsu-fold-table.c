/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What each single character becomes in the search index. ICU's NFKC_Casefold does the Unicode
 * part; the answers are kept in pages of 256, made when a page is first touched, so that folding a
 * text costs one look-up a character.
 */

#include "config.h"

#include "tsu-fold-table.h"

#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "tsu-kana.h"
#include "tsu-kanji-variants.h"

#define N_PAGES (0x110000 >> 8)
#define MAX_EXPANSION 32

static guint32 *pages[N_PAGES];

static guint32
make_entry (TsuFoldKind kind, TsuFoldClass class, guint32 c)
{
  return (guint32) kind << 28 | (guint32) class << 24 | c;
}

static gboolean
is_kanji (gunichar c)
{
  return (c >= 0x3400 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) ||
         (c >= 0x20000 && c <= 0x3ffff) || (c >= 0x3005 && c <= 0x3007);
}

static gboolean
is_dash (gunichar c)
{
  return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x2043 || c == 0xfe63 ||
         c == 0x2500 || c == 0x2501 || c == 0xad;
}

static gboolean
is_latin_mark (gunichar c)
{
  return (c >= 0x300 && c <= 0x36f) || (c >= 0x1ab0 && c <= 0x1aff) ||
         (c >= 0x1dc0 && c <= 0x1dff) || (c >= 0x20d0 && c <= 0x20ff);
}

/* A letter without its accents, so that cafe finds café; the voicing marks of kana stay. */
static gunichar
strip_accents (gunichar c)
{
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *nfd;
  UChar buffer[MAX_EXPANSION];
  gunichar first;
  int length;
  int at = 0;

  if (c < 0xc0 || c > 0x1fff || (c > 0x52f && c < 0x1e00))
    return c;
  nfd = unorm2_getNFDInstance (&status);
  if (U_FAILURE (status))
    return c;
  length = unorm2_getDecomposition (nfd, (UChar32) c, buffer, MAX_EXPANSION, &status);
  if (U_FAILURE (status) || length <= 0)
    return c;
  U16_NEXT (buffer, at, length, first);
  return first;
}

static guint32
classify_symbol (gunichar c)
{
  switch ((int) g_unichar_type (c)) {
  case G_UNICODE_SPACE_SEPARATOR:
    return make_entry (TSU_FOLD_SPACE, 0, 0);
  case G_UNICODE_OPEN_PUNCTUATION:
  case G_UNICODE_CLOSE_PUNCTUATION:
    return make_entry (TSU_FOLD_PAREN, 0, 0);
  case G_UNICODE_FORMAT:
    return make_entry (TSU_FOLD_DROP, 0, 0);
  case G_UNICODE_PRIVATE_USE:
    /* Gaiji of old systems stand for kanji. */
    return make_entry (TSU_FOLD_CHAR, TSU_CLASS_KANJI, c);
  case G_UNICODE_OTHER_SYMBOL:
    if (c >= 0x1f000)
      return make_entry (TSU_FOLD_CHAR, TSU_CLASS_KANJI, c);
    return make_entry (TSU_FOLD_BREAK, 0, 0);
  case G_UNICODE_NON_SPACING_MARK:
  case G_UNICODE_SPACING_MARK:
    return make_entry (TSU_FOLD_CHAR, TSU_CLASS_LETTER, c);
  default:
    return make_entry (TSU_FOLD_BREAK, 0, 0);
  }
}

/* @c has gone through NFKC_Casefold. */
static guint32
classify (gunichar c)
{
  gunichar hiragana = tsu_kana_to_hiragana (c);

  if (c == TSU_KANA_LONG)
    return make_entry (TSU_FOLD_CHAR, TSU_CLASS_KANA, c);
  if (tsu_kana_is_hiragana (hiragana))
    return make_entry (TSU_FOLD_CHAR, TSU_CLASS_KANA,
                       tsu_kana_fold (hiragana) |
                         (hiragana == c || c > 0x30f4 ? 0 : TSU_FOLD_KATAKANA));
  if (c == 0x3099 || c == 0x309a)
    return make_entry (c == 0x3099 ? TSU_FOLD_DAKUTEN : TSU_FOLD_HANDAKUTEN, 0, 0);
  if ((c >= 0x3097 && c <= 0x309f) || (c >= 0x30f7 && c <= 0x30ff && c != 0x30fb))
    return make_entry (TSU_FOLD_CHAR, TSU_CLASS_KANA, c);
  if (is_kanji (c))
    return make_entry (TSU_FOLD_CHAR, TSU_CLASS_KANJI, tsu_kanji_variant_fold (c));
  if (is_dash (c))
    return make_entry (TSU_FOLD_HYPHEN, 0, 0);
  if (c == 0x30fb)
    return make_entry (TSU_FOLD_SPACE, 0, 0);
  if (is_latin_mark (c) || c == '\'' || c == 0x2019)
    return make_entry (TSU_FOLD_DROP, 0, 0);
  if (g_unichar_isdigit (c))
    return make_entry (TSU_FOLD_CHAR, TSU_CLASS_DIGIT, c);
  if (g_unichar_isalpha (c))
    return make_entry (TSU_FOLD_CHAR, TSU_CLASS_LETTER, strip_accents (c));
  return classify_symbol (c);
}

/* NFKC_Casefold of one character, as UTF-16. */
static int
casefold (gunichar c, UChar *folded, int max)
{
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *nfkc_cf = unorm2_getNFKCCasefoldInstance (&status);
  UChar original[2];
  int length = 0;
  int n;

  U16_APPEND_UNSAFE (original, length, c);
  n = unorm2_normalize (nfkc_cf, original, length, folded, max, &status);
  return U_FAILURE (status) ? -1 : n;
}

static guint32
compute_entry (gunichar c)
{
  UChar folded[MAX_EXPANSION];
  gunichar first;
  int length;
  int at = 0;

  if (c >= 0xd800 && c <= 0xdfff)
    return make_entry (TSU_FOLD_BREAK, 0, 0);
  /* NFKC would make a space and a mark of these two. */
  if (c == 0x309b || c == 0x309c)
    return make_entry (c == 0x309b ? TSU_FOLD_DAKUTEN : TSU_FOLD_HANDAKUTEN, 0, 0);
  length = casefold (c, folded, MAX_EXPANSION);
  if (length == 0)
    return make_entry (c == 0xad ? TSU_FOLD_HYPHEN : TSU_FOLD_DROP, 0, 0);
  if (length < 0)
    return classify (c);
  U16_NEXT (folded, at, length, first);
  return at == length ? classify (first) : make_entry (TSU_FOLD_SEVERAL, 0, c);
}

static guint32 *
make_page (guint number)
{
  guint32 *page = g_new (guint32, 256);

  for (guint i = 0; i < 256; i++)
    page[i] = compute_entry (number << 8 | i);
  /* Another thread may have been faster; both pages are equal. */
  if (!g_atomic_pointer_compare_and_exchange (&pages[number], NULL, page)) {
    g_free (page);
    page = g_atomic_pointer_get (&pages[number]);
  }
  return page;
}

/**
 * tsu_fold_entry:
 * @c: a character
 *
 * Returns: what becomes of @c: kind, class and character in one number
 */
guint32
tsu_fold_entry (gunichar c)
{
  guint32 *page;

  if (c >= 0x110000)
    return make_entry (TSU_FOLD_BREAK, 0, 0);
  page = g_atomic_pointer_get (&pages[c >> 8]);
  if (!page)
    page = make_page (c >> 8);
  return page[c & 0xff];
}

/**
 * tsu_fold_several:
 * @c: a character whose kind is %TSU_FOLD_SEVERAL
 * @chars: (out): the characters it is made of
 * @max: room in @chars
 *
 * For ㈱, ㌔, ㍻ and their like. None of @chars is of that kind itself.
 *
 * Returns: how many there are
 */
int
tsu_fold_several (gunichar c, gunichar *chars, int max)
{
  UChar folded[MAX_EXPANSION];
  int length = casefold (c, folded, MAX_EXPANSION);
  int at = 0;
  int n = 0;

  for (; at < length && n < max; n++)
    U16_NEXT (folded, at, length, chars[n]);
  return n;
}

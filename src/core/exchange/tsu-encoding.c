/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which encoding a text file is in, and its way to UTF-8. The order is: byte order mark, UTF-16
 * by its NULs, strict UTF-8, CP932. It is "CP932" and never "SHIFT_JIS": glibc's SHIFT_JIS does
 * not know 髙, ①, ㈱ and maps ～ elsewhere. Bytes without a meaning become U+FFFD, and the
 * reader above lists the cells that hold one.
 */

#include "config.h"

#include "tsu-encoding.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <iconv.h>
#include <string.h>

#include "tsu-error.h"

#define BLOCK_SIZE 16384
#define REPLACEMENT "\xef\xbf\xbd"

static const struct {
  TsuEncoding encoding;
  const char *name;  /* shown and accepted */
  const char *iconv; /* for iconv_open */
} encodings[] = {
  { TSU_ENCODING_UTF8, "UTF-8", "UTF-8" },
  { TSU_ENCODING_CP932, "CP932", "CP932" },
  { TSU_ENCODING_UTF16LE, "UTF-16LE", "UTF-16LE" },
  { TSU_ENCODING_UTF16BE, "UTF-16BE", "UTF-16BE" },
  { TSU_ENCODING_UTF32LE, "UTF-32LE", "UTF-32LE" },
  { TSU_ENCODING_UTF32BE, "UTF-32BE", "UTF-32BE" },
  { TSU_ENCODING_EUC_JP, "EUC-JP", "EUC-JP-MS" },
};

static const struct {
  TsuEncoding encoding;
  guint length;
  char bytes[5];
} marks[] = {
  /* The mark of UTF-32LE begins like that of UTF-16LE: longer ones first. */
  { TSU_ENCODING_UTF32LE, 4, "\xff\xfe\0\0" }, { TSU_ENCODING_UTF32BE, 4, "\0\0\xfe\xff" },
  { TSU_ENCODING_UTF8, 3, "\xef\xbb\xbf" },    { TSU_ENCODING_UTF16LE, 2, "\xff\xfe" },
  { TSU_ENCODING_UTF16BE, 2, "\xfe\xff" },
};

static inline gboolean
is_cp932_lead (guint8 byte)
{
  return (byte >= 0x81 && byte <= 0x9f) || (byte >= 0xe0 && byte <= 0xfc);
}

static inline gboolean
is_cp932_trail (guint8 byte)
{
  return (byte >= 0x40 && byte <= 0x7e) || (byte >= 0x80 && byte <= 0xfc);
}

/* Counts multi-byte characters and bytes that are none, as if the data were UTF-8. */
static void
weigh_utf8 (const char *data, gsize length, gsize *good, gsize *bad)
{
  const char *end = data + length;

  *good = *bad = 0;
  /* A thousand wrong bytes and hardly a right one: it is something else. */
  while (data < end && (*bad < 1000 || *good > *bad)) {
    gunichar c;

    if ((guint8) *data < 0x80) {
      data++;
      continue;
    }
    c = g_utf8_get_char_validated (data, end - data);
    if (c < 0x110000) {
      ++*good;
      data = g_utf8_next_char (data);
    } else {
      ++*bad;
      data++;
    }
  }
}

static void
weigh_cp932 (const char *data, gsize length, gsize *good, gsize *bad)
{
  *good = *bad = 0;
  for (gsize i = 0; i < length; i++) {
    guint8 byte = data[i];

    if (byte < 0x80 || (byte >= 0xa1 && byte <= 0xdf))
      continue;
    if (is_cp932_lead (byte) && i + 1 < length && is_cp932_trail (data[i + 1])) {
      ++*good;
      i++;
    } else {
      ++*bad;
    }
  }
}

/* UTF-16 without a mark shows by its tabs, commas and line ends: each is a byte beside a NUL, and
 * always on the same side. One stray NUL in an 8-bit file does not look like this. */
static gboolean
looks_like_utf16 (const char *data, gsize length, gboolean big_endian)
{
  gsize separators = 0;
  gsize bytes = 0;

  if (length < 4 || memchr (data, 0, length) == NULL)
    return FALSE;
  for (gsize i = 0; i + 1 < length; i += 2) {
    guint8 high = data[i + (big_endian ? 0 : 1)];
    guint8 low = data[i + (big_endian ? 1 : 0)];

    if (high == 0 && strchr ("\t\n\r,", low) != NULL && low != 0)
      separators++;
    for (guint j = 0; j < 2; j++)
      if (data[i + j] != 0 && strchr ("\t\n\r,", data[i + j]) != NULL)
        bytes++;
  }
  return separators > 0 && separators * 2 >= bytes;
}

static gboolean
find_mark (const char *data, gsize length, TsuEncodingGuess *guess)
{
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++) {
    if (length < marks[i].length || memcmp (data, marks[i].bytes, marks[i].length) != 0)
      continue;
    guess->bom_length = marks[i].length;
    guess->encoding = marks[i].encoding;
    guess->confidence = 100;
    /* Wide text without a single NUL would have no comma and no line end. */
    guess->false_bom = guess->encoding != TSU_ENCODING_UTF8 && length > marks[i].length &&
                       memchr (data + marks[i].length, 0, length - marks[i].length) == NULL;
    return TRUE;
  }
  return FALSE;
}

static gsize
put_bad (GString *out, const char *data, gsize length, TsuEncoding encoding)
{
  g_string_append (out, REPLACEMENT);
  switch (encoding) {
  case TSU_ENCODING_UTF32LE:
  case TSU_ENCODING_UTF32BE:
    return MIN (length, 4);
  case TSU_ENCODING_UTF16LE:
  case TSU_ENCODING_UTF16BE:
    return MIN (length, 2);
  case TSU_ENCODING_CP932:
    /* Two bytes that form a pair without a character: never a comma, a quote or a line end. */
    if (length > 1 && is_cp932_lead (data[0]) && is_cp932_trail (data[1]))
      return 2;
    return 1;
  case TSU_ENCODING_AUTO:
  case TSU_ENCODING_UTF8:
  case TSU_ENCODING_EUC_JP:
  default:
    return 1;
  }
}

/* iconv is lenient with some sequences that are no UTF-8. */
static char *
repair_utf8 (const char *data, gsize length, gsize *decoded_length, gsize *n_bad)
{
  GString *out = g_string_sized_new (length + 16);
  const char *end = data + length;

  while (data < end) {
    gunichar c =
      (guint8) *data < 0x80 ? (guint8) *data : g_utf8_get_char_validated (data, end - data);
    gsize used = c < 0x110000 ? (gsize) g_utf8_skip[(guint8) *data] : 1;

    if (c < 0x110000) {
      g_string_append_len (out, data, used);
    } else {
      g_string_append (out, REPLACEMENT);
      ++*n_bad;
    }
    data += used;
  }
  *decoded_length = out->len;
  return g_string_free (out, FALSE);
}

/**
 * tsu_encoding_get_name:
 *
 * Returns: (transfer none): "UTF-8", "CP932", …
 */
const char *
tsu_encoding_get_name (TsuEncoding encoding)
{
  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    if (encodings[i].encoding == encoding)
      return encodings[i].name;
  return "auto";
}

/**
 * tsu_encoding_from_name:
 * @name: a name as shown, "auto", or one of the names people use for CP932
 * @encoding: (out): the encoding
 *
 * Returns: whether the name is known
 */
gboolean
tsu_encoding_from_name (const char *name, TsuEncoding *encoding)
{
  static const char *const cp932[] = { "shift_jis", "shift-jis",   "sjis", "ms932",
                                       "cp932",     "windows-31j", NULL };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  if (g_str_equal (lower, "auto")) {
    *encoding = TSU_ENCODING_AUTO;
    return TRUE;
  }
  if (g_strv_contains (cp932, lower)) {
    *encoding = TSU_ENCODING_CP932;
    return TRUE;
  }
  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++) {
    if (g_ascii_strcasecmp (encodings[i].name, name) == 0) {
      *encoding = encodings[i].encoding;
      return TRUE;
    }
  }
  return FALSE;
}

/**
 * tsu_encoding_guess:
 * @data: the whole file; a guess from its beginning would miss the one name on line 900
 *
 * Returns: the guess, also for an empty file
 */
TsuEncodingGuess
tsu_encoding_guess (const char *data, gsize length)
{
  TsuEncodingGuess guess = { TSU_ENCODING_UTF8, 0, FALSE, 100 };
  gsize utf8_good, utf8_bad, cp932_good, cp932_bad;

  if (find_mark (data, length, &guess)) {
    if (!guess.false_bom)
      return guess;
    data += guess.bom_length;
    length -= guess.bom_length;
    guess.confidence = 30;
  } else if (looks_like_utf16 (data, length, FALSE)) {
    guess.encoding = TSU_ENCODING_UTF16LE;
    guess.confidence = 80;
    return guess;
  } else if (looks_like_utf16 (data, length, TRUE)) {
    guess.encoding = TSU_ENCODING_UTF16BE;
    guess.confidence = 80;
    return guess;
  }
  weigh_utf8 (data, length, &utf8_good, &utf8_bad);
  guess.encoding = TSU_ENCODING_UTF8;
  if (utf8_bad == 0)
    return guess;
  weigh_cp932 (data, length, &cp932_good, &cp932_bad);
  /* A UTF-8 file with a broken byte here and there stays UTF-8: kanji of CP932 hardly ever form
   * valid UTF-8, so valid sequences speak for themselves. */
  if (utf8_good > utf8_bad * 4) {
    guess.confidence = MIN (guess.confidence, 70);
    return guess;
  }
  guess.encoding = TSU_ENCODING_CP932;
  if (cp932_bad > 0)
    guess.confidence = cp932_good > cp932_bad * 10 ? 60 : 20;
  else
    guess.confidence = MIN (guess.confidence, cp932_good >= 8 ? 95 : 75);
  return guess;
}

/* What @converter makes of the bytes, or NULL with @error set when it was cancelled. */
static GString *
convert (iconv_t converter,
         const char *data,
         gsize length,
         TsuEncoding encoding,
         gsize *n_bad,
         GCancellable *cancellable,
         GError **error)
{
  g_autoptr (GString) out = g_string_sized_new (length + length / 2 + 16);

  while (length > 0) {
    char buffer[BLOCK_SIZE];
    char *to = buffer;
    char *from = (char *) data;
    gsize left = length;
    gsize room = sizeof buffer;
    gsize result = iconv (converter, &from, &left, &to, &room);

    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return NULL;
    g_string_append_len (out, buffer, to - buffer);
    data = from;
    length = left;
    if (result == (gsize) -1 && errno != E2BIG) {
      gsize skipped = put_bad (out, data, length, encoding);

      ++*n_bad;
      data += skipped;
      length -= skipped;
      iconv (converter, NULL, NULL, NULL, NULL);
    }
  }
  return g_steal_pointer (&out);
}

/**
 * tsu_encoding_decode:
 * @data: the bytes after the byte order mark
 * @encoding: not %TSU_ENCODING_AUTO
 * @decoded_length: (out): bytes of the result, which may hold NULs
 * @n_bad: (out): how many places could not be decoded and are U+FFFD now
 *
 * Returns: (transfer full): valid UTF-8, or %NULL when it was cancelled or the C library lacks the
 * encoding
 */
char *
tsu_encoding_decode (const char *data,
                     gsize length,
                     TsuEncoding encoding,
                     gsize *decoded_length,
                     gsize *n_bad,
                     GCancellable *cancellable,
                     GError **error)
{
  GString *out;
  const char *name = NULL;
  iconv_t converter;

  *n_bad = 0;
  if (encoding == TSU_ENCODING_UTF8)
    return repair_utf8 (data, length, decoded_length, n_bad);
  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    if (encodings[i].encoding == encoding)
      name = encodings[i].iconv;
  converter = name != NULL ? iconv_open ("UTF-8", name) : (iconv_t) -1;
  if (converter == (iconv_t) -1) {
    g_set_error (error, TSU_ERROR, TSU_ERROR_FAILED,
                 _ ("This computer cannot read the character encoding %s."),
                    tsu_encoding_get_name (encoding));
    return NULL;
  }
  out = convert (converter, data, length, encoding, n_bad, cancellable, error);
  iconv_close (converter);
  if (out == NULL)
    return NULL;
  *decoded_length = out->len;
  return g_string_free (out, FALSE);
}

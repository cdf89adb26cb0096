/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writing CP932, character by character, so that what has no code is known before a byte is
 * written. Codes come from the C library; two of its choices are mended here: it writes the IBM
 * kanji (髙, 﨑…) in the NEC rows while Windows writes FA40-FC4B, and it turns ¥ and ‾ into a
 * backslash and a tilde without a word.
 */

#include "config.h"

#include "tsu-cp932.h"

#include <glib/gi18n.h>
#include <iconv.h>
#include <string.h>

#include "tsu-error.h"

#define GETA "\xe3\x80\x93" /* 〓, what printers set where a type is missing */

enum {
  UNKNOWN = 0,
  NONE = 0xffff
};

struct _TsuCp932 {
  guint16 codes[0x10000]; /* UNKNOWN, NONE or the code; one byte codes as they are */
  iconv_t to;
  iconv_t from;
};

/* Substitutes that keep the sense. Letters with accents and full forms of ligatures are derived
 * from Unicode; here stands what is not, above all variants of kanji in names. */
static const struct {
  gunichar c;
  const char *substitute;
} substitutes[] = {
  { 0x20bb7, "吉" }, { 0x20b9f, "叱" }, { 0x2123d, "土" }, { 0x6ff5, "濱" },  { 0x5653, "嘘" },
  { 0x525d, "剥" },  { 0x5861, "填" },  { 0x9830, "頬" },  { 0x9e7c, "鹸" },  { 0x7e6b, "繋" },
  { 0x87ec, "蝉" },  { 0x91ac, "醤" },  { 0x79b1, "祷" },  { 0x6451, "掴" },  { 0x7626, "痩" },
  { 0x4fe0, "侠" },  { 0x5c5b, "屏" },  { 0x5002, "併" },  { 0x3094, "ヴ" },  { 0x3099, "゛" },
  { 0x309a, "゜" },  { 0x301c, "～" },  { 0x2212, "－" },  { 0x2016, "∥" },   { 0x00a5, "￥" },
  { 0x203e, "￣" },  { 0x00a2, "￠" },  { 0x00a3, "￡" },  { 0x00ac, "￢" },  { 0x2014, "―" },
  { 0x2013, "‐" },   { 0x2011, "‐" },   { 0x2012, "‐" },   { 0x00a0, " " },   { 0x2002, " " },
  { 0x2003, "　" },  { 0x2009, " " },   { 0x2022, "・" },  { 0x00b7, "・" },  { 0x00ab, "《" },
  { 0x00bb, "》" },  { 0x00a9, "(C)" }, { 0x00ae, "(R)" }, { 0x20ac, "EUR" }, { 0x2713, "○" },
  { 0x2714, "○" },   { 0x2b55, "○" },   { 0x2715, "×" },   { 0x274c, "×" },   { 0x26a0, "※" },
  { 0x200b, "" },    { 0x200c, "" },    { 0x200d, "" },    { 0xfeff, "" },    { 0x00ad, "" },
  { 0x2060, "" },
};

/* The character of a code, 0 for none. */
static gunichar
decode (TsuCp932 *self, const char *bytes, gsize n)
{
  char utf8[8] = "";
  char *in = (char *) bytes;
  char *out = utf8;
  gsize room = sizeof utf8 - 1;

  if (iconv (self->from, &in, &n, &out, &room) == (gsize) -1) {
    iconv (self->from, NULL, NULL, NULL, NULL);
    return 0;
  }
  return g_utf8_get_char (utf8);
}

/* The IBM kanji as Windows writes them. */
static void
load_ibm_rows (TsuCp932 *self)
{
  for (guint lead = 0xfa; lead <= 0xfc; lead++) {
    for (guint trail = 0x40; trail <= 0xfc; trail++) {
      char bytes[2] = { (char) lead, (char) trail };
      gunichar c = decode (self, bytes, sizeof bytes);

      /* Kanji only: Windows writes ㈱, № and the Roman numerals from row 13. */
      if (c >= 0x4e00 && c < 0x10000 && self->codes[c] == UNKNOWN)
        self->codes[c] = (guint16) (lead << 8 | trail);
    }
  }
}

static guint16
look_up (TsuCp932 *self, gunichar c)
{
  char utf8[8] = "";
  char bytes[4];
  char *in = utf8;
  char *out = bytes;
  gsize left = (gsize) g_unichar_to_utf8 (c, utf8);
  gsize room = sizeof bytes;

  if (iconv (self->to, &in, &left, &out, &room) != 0 || out == bytes) {
    iconv (self->to, NULL, NULL, NULL, NULL);
    return NONE;
  }
  /* 〜, − and ¥ have codes that read back as ～, － and a backslash. */
  if (decode (self, bytes, out - bytes) != c)
    return NONE;
  if (out - bytes == 1)
    return (guint8) bytes[0];
  return (guint16) ((guint8) bytes[0] << 8 | (guint8) bytes[1]);
}

static gboolean
is_variation_selector (gunichar c)
{
  return (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef);
}

/**
 * tsu_cp932_new:
 *
 * Returns: (transfer full): an encoder, or %NULL when the C library does not know CP932
 */
TsuCp932 *
tsu_cp932_new (GError **error)
{
  TsuCp932 *self = g_new0 (TsuCp932, 1);

  self->to = iconv_open ("CP932", "UTF-8");
  self->from = iconv_open ("UTF-8", "CP932");
  if (self->to == (iconv_t) -1 || self->from == (iconv_t) -1) {
    g_set_error (error, TSU_ERROR, TSU_ERROR_FAILED,
                 _("This computer cannot write the character encoding %s."), "CP932");
    tsu_cp932_free (self);
    return NULL;
  }
  load_ibm_rows (self);
  return self;
}

void
tsu_cp932_free (TsuCp932 *self)
{
  if (self->to != (iconv_t) -1)
    iconv_close (self->to);
  if (self->from != (iconv_t) -1)
    iconv_close (self->from);
  g_free (self);
}

/**
 * tsu_cp932_encode:
 * @bytes: (out): room for two bytes
 *
 * Returns: the number of bytes, 0 when CP932 has no code that would read back as @c
 */
guint
tsu_cp932_encode (TsuCp932 *self, gunichar c, char bytes[2])
{
  guint16 code;

  if (c < 0x80) {
    bytes[0] = (char) c;
    return 1;
  }
  if (c > 0xffff)
    return 0;
  if (self->codes[c] == UNKNOWN)
    self->codes[c] = look_up (self, c);
  code = self->codes[c];
  if (code == NONE)
    return 0;
  if (code < 0x100) {
    bytes[0] = (char) code;
    return 1;
  }
  bytes[0] = (char) (code >> 8);
  bytes[1] = (char) (code & 0xff);
  return 2;
}

/**
 * tsu_cp932_dup_substitute:
 * @c: a character without a code
 *
 * Returns: (transfer full): what to write instead: a variant of the kanji, the letter without its
 * accent, or 〓 where there is none. Every character of it has a code.
 */
char *
tsu_cp932_dup_substitute (TsuCp932 *self, gunichar c)
{
  char utf8[8] = "";
  g_autofree char *decomposed = NULL;
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (substitutes); i++)
    if (substitutes[i].c == c)
      return g_strdup (substitutes[i].substitute);
  /* Without the selector the kanji keeps its common form. */
  if (is_variation_selector (c))
    return g_strdup ("");
  g_unichar_to_utf8 (c, utf8);
  decomposed = g_utf8_normalize (utf8, -1, G_NORMALIZE_ALL);
  for (const char *p = decomposed; p != NULL && *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar part = g_utf8_get_char (p);
    char bytes[2];

    if (g_unichar_ismark (part))
      continue;
    if (tsu_cp932_encode (self, part, bytes) == 0)
      return g_strdup (GETA);
    g_string_append_unichar (out, part);
  }
  return out->len > 0 ? g_string_free (g_steal_pointer (&out), FALSE) : g_strdup (GETA);
}

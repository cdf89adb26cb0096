/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  TSU_ENCODING_AUTO,
  TSU_ENCODING_UTF8,
  TSU_ENCODING_CP932,
  TSU_ENCODING_UTF16LE,
  TSU_ENCODING_UTF16BE,
  TSU_ENCODING_UTF32LE,
  TSU_ENCODING_UTF32BE,
  TSU_ENCODING_EUC_JP,
} TsuEncoding;

/**
 * TsuEncodingGuess:
 * @encoding: the encoding, never %TSU_ENCODING_AUTO
 * @bom_length: bytes of the byte order mark to skip
 * @false_bom: the mark is there, but what follows contradicts it
 * @confidence: how sure the guess is, 0 to 100
 */
typedef struct {
  TsuEncoding encoding;
  guint bom_length;
  gboolean false_bom;
  guint confidence;
} TsuEncodingGuess;

const char *tsu_encoding_get_name (TsuEncoding encoding);
gboolean tsu_encoding_from_name (const char *name, TsuEncoding *encoding);
TsuEncodingGuess tsu_encoding_guess (const char *data, gsize length);
char *tsu_encoding_decode (const char *data,
                           gsize length,
                           TsuEncoding encoding,
                           gsize *decoded_length,
                           gsize *n_bad,
                           GCancellable *cancellable,
                           GError **error);

G_END_DECLS

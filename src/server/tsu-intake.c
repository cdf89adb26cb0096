/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bodies on their way in. A packed body of a few kilobytes may unpack to gigabytes: so it is
 * unpacked as it comes, and refused at the first byte over the limit or the ratio.
 */

#include "config.h"

#include "tsu-intake.h"

#define PIECE (64 * 1024)
/* Small bodies of repeated lines pack better than the ratio; they do no harm. */
#define ALWAYS_ALLOWED (64 * 1024)

struct _TsuIntake {
  GByteArray *bytes;
  gsize max_bytes;
  gsize arrived;
  GConverter *unpacker; /* (nullable) */
  GByteArray *rest;     /* packed bytes that the unpacker has not taken yet */
  gboolean ended;       /* the packed stream said that it is complete */
  TsuIntakeResult result;
};

/**
 * tsu_intake_new:
 * @packed: whether the body comes as gzip
 * @max_bytes: the most it may have, unpacked
 */
TsuIntake *
tsu_intake_new (gboolean packed, gsize max_bytes)
{
  TsuIntake *self = g_new0 (TsuIntake, 1);

  self->bytes = g_byte_array_new ();
  self->rest = g_byte_array_new ();
  self->max_bytes = max_bytes;
  if (packed)
    self->unpacker = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  return self;
}

void
tsu_intake_free (TsuIntake *self)
{
  if (!self)
    return;
  g_clear_pointer (&self->bytes, g_byte_array_unref);
  g_byte_array_unref (self->rest);
  g_clear_object (&self->unpacker);
  g_free (self);
}

static TsuIntakeResult
append (TsuIntake *self, const guint8 *bytes, gsize length)
{
  gsize total = self->bytes->len + length;

  if (total > self->max_bytes)
    return TSU_INTAKE_TOO_LARGE;
  if (self->unpacker && total > ALWAYS_ALLOWED && total / TSU_INTAKE_RATIO > self->arrived)
    return TSU_INTAKE_TOO_LARGE;
  g_byte_array_append (self->bytes, bytes, length);
  return TSU_INTAKE_GOOD;
}

/* Unpacks what has come so far. */
static TsuIntakeResult
unpack (TsuIntake *self)
{
  guint8 piece[PIECE];
  gsize at = 0;
  TsuIntakeResult result = TSU_INTAKE_GOOD;

  while (result == TSU_INTAKE_GOOD && !self->ended) {
    g_autoptr (GError) error = NULL;
    gsize n_read = 0;
    gsize n_written = 0;
    GConverterResult step =
      g_converter_convert (self->unpacker, self->rest->data + at, self->rest->len - at, piece,
                           sizeof piece, G_CONVERTER_NO_FLAGS, &n_read, &n_written, &error);

    if (step == G_CONVERTER_ERROR) {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
        result = TSU_INTAKE_BAD;
      break;
    }
    at += n_read;
    self->ended = step == G_CONVERTER_FINISHED;
    result = append (self, piece, n_written);
  }
  g_byte_array_remove_range (self->rest, 0, at);
  /* Nothing may follow: a second stream would be a second body. */
  return result == TSU_INTAKE_GOOD && self->ended && self->rest->len > 0 ? TSU_INTAKE_BAD : result;
}

/**
 * tsu_intake_add:
 *
 * Takes the next piece as it came over the network.
 */
TsuIntakeResult
tsu_intake_add (TsuIntake *self, const char *bytes, gsize length)
{
  if (self->result != TSU_INTAKE_GOOD)
    return self->result;

  self->arrived += length;
  if (self->unpacker) {
    g_byte_array_append (self->rest, (const guint8 *) bytes, length);
    self->result = unpack (self);
  } else {
    self->result = append (self, (const guint8 *) bytes, length);
  }
  return self->result;
}

/**
 * tsu_intake_finish:
 * @result: (out): why there is none
 *
 * Returns: (transfer full) (nullable): the whole body, unpacked
 */
GBytes *
tsu_intake_finish (TsuIntake *self, TsuIntakeResult *result)
{
  if (self->result == TSU_INTAKE_GOOD && self->unpacker && !self->ended)
    self->result = TSU_INTAKE_BAD;
  *result = self->result;
  if (self->result != TSU_INTAKE_GOOD)
    return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&self->bytes));
}

/**
 * tsu_intake_pack:
 *
 * Returns: (transfer full) (nullable): @bytes as gzip, as a body that goes out
 */
GBytes *
tsu_intake_pack (GBytes *bytes)
{
  /* Level 1: over a local network time is dearer than the last tenth of the size. */
  g_autoptr (GConverter) packer =
    G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 1));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, packer);
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);

  if (!g_output_stream_write_all (stream, data, length, NULL, NULL, NULL) ||
      !g_output_stream_close (stream, NULL, NULL))
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TsuFrameWriter:
 *
 * Writes a body of the wire: lines of JSON, and a last line that counts them and carries the
 * SHA-256 of all bytes before it, so that a body which was cut can never pass for a whole one.
 */
typedef struct {
  GString *body;
  GChecksum *checksum;
  gint64 lines;
} TsuFrameWriter;

void tsu_frame_writer_init (TsuFrameWriter *self);
/* Appends one line; @json holds no line end. */
void tsu_frame_writer_add (TsuFrameWriter *self, const char *json, gsize length);
GBytes *tsu_frame_writer_finish (TsuFrameWriter *self);
void tsu_frame_writer_clear (TsuFrameWriter *self);

/**
 * TsuFrameReader:
 *
 * Goes over the lines of a body that was verified as a whole. Borrows the bytes.
 */
typedef struct {
  const char *at;
  const char *end;
} TsuFrameReader;

gboolean tsu_frame_reader_init (
  TsuFrameReader *self, const char *bytes, gsize length, gsize max_length, GError **error);
gboolean tsu_frame_reader_next (TsuFrameReader *self, const char **line, gsize *length);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TsuFrameWriter, tsu_frame_writer_clear)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the fuzzers of the wire's bodies have in common.
 */

#include "config.h"

#include "fuzz-frame.h"

#include "tsu-frame.h"

#include <string.h>

GBytes *
fuzz_add_frame (const char *text, gsize size)
{
  g_auto (TsuFrameWriter) writer = { NULL };

  tsu_frame_writer_init (&writer);
  while (size > 0) {
    const char *end = memchr (text, '\n', size);
    gsize length = end ? (gsize) (end - text) : size;

    tsu_frame_writer_add (&writer, text, length);
    text += MIN (length + 1, size);
    size -= MIN (length + 1, size);
  }
  return tsu_frame_writer_finish (&writer);
}

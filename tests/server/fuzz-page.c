/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Feeds what a client reads of a server whatever libFuzzer thinks of: pages, receipts, errors,
 * sessions and snapshots. The first byte says which.
 */

#include "config.h"

#include "fuzz-frame.h"

#include "tsu-wire-answer.h"
#include "tsu-wire-snapshot.h"

/* A page that is accepted must survive being written anew. */
static void
read_page (const char *bytes, gsize length)
{
  g_autoptr (TsuPage) page = tsu_wire_decode_page (bytes, length, NULL);
  g_autoptr (TsuPage) again = NULL;
  g_autoptr (GBytes) written = NULL;

  if (!page)
    return;
  written = tsu_wire_encode_page (page);
  again = tsu_wire_decode_page (g_bytes_get_data (written, NULL), g_bytes_get_size (written), NULL);
  g_assert_nonnull (again);
  g_assert_cmpuint (again->txns->len, ==, page->txns->len);
}

static void
read_receipts (const char *bytes, gsize length)
{
  g_autofree char *epoch = NULL;
  gint64 now;
  g_autoptr (GPtrArray) receipts = tsu_wire_decode_receipts (bytes, length, &epoch, &now, NULL);

  g_assert_true (!receipts || epoch);
}

static void
read_snapshot (const char *bytes, gsize length)
{
  g_autoptr (TsuSnapshotIndex) index = tsu_wire_decode_snapshot_index (bytes, length, NULL);
  g_autoptr (GPtrArray) changes = tsu_wire_decode_chunk (bytes, length, NULL);

  g_assert_cmpuint (tsu_wire_find_chunk (bytes, length), <=, length);
}

static void
read_plain (const char *bytes, gsize length)
{
  g_auto (TsuWireError) error = { 0 };
  g_auto (TsuLogin) login = { NULL };
  g_auto (TsuSession) session = { 0 };

  tsu_wire_decode_error (bytes, length, &error);
  tsu_wire_decode_login (bytes, length, &login, NULL);
  tsu_wire_decode_session (bytes, length, &session, NULL);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) framed = NULL;
  const char *bytes;
  gsize length;

  if (size < 1)
    return 0;
  framed = fuzz_add_frame ((const char *) data + 1, size - 1);
  bytes = g_bytes_get_data (framed, &length);
  switch (data[0] % 4) {
  case 0:
    read_page (bytes, length);
    break;
  case 1:
    read_receipts (bytes, length);
    break;
  case 2:
    read_snapshot (bytes, length);
    break;
  default:
    read_plain ((const char *) data + 1, size - 1);
    break;
  }
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Feeds the reader of pushes whatever libFuzzer thinks of: as it is, to try the frame, and with
 * the right end line, because no fuzzer guesses a SHA-256. What is accepted must survive being
 * written anew.
 */

#include "config.h"

#include "fuzz-frame.h"

#include "tsu-wire.h"

static GPtrArray *
decode (GBytes *body, TsuHello *hello)
{
  gsize length;
  const char *bytes = g_bytes_get_data (body, &length);
  g_autoptr (GError) error = NULL;
  GPtrArray *txns = tsu_wire_decode_push (bytes, length, hello, &error);

  g_assert_true ((txns != NULL) == (error == NULL));
  return txns;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const char *text = (const char *) data;
  g_autoptr (GBytes) framed = fuzz_add_frame (text, size);
  g_autoptr (GBytes) written = NULL;
  g_autoptr (GPtrArray) bare = NULL;
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  g_auto (TsuHello) bare_hello = { 0 };
  g_auto (TsuHello) hello = { 0 };
  g_auto (TsuHello) hello_again = { 0 };

  bare = tsu_wire_decode_push (text, size, &bare_hello, NULL);
  first = decode (framed, &hello);
  if (!first)
    return 0;

  written = tsu_wire_encode_push (&hello, first);
  second = decode (written, &hello_again);
  g_assert_nonnull (second);
  g_assert_cmpstr (hello.device, ==, hello_again.device);
  g_assert_cmpint (hello.ward, ==, hello_again.ward);
  g_assert_cmpuint (first->len, ==, second->len);
  for (guint i = 0; i < first->len; i++) {
    g_autofree char *before = tsu_txn_digest (g_ptr_array_index (first, i));
    g_autofree char *after = tsu_txn_digest (g_ptr_array_index (second, i));

    g_assert_cmpstr (before, ==, after);
  }
  return 0;
}

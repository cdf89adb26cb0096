/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bodies taken in: whole, in pieces, packed, cut, bombs.
 */

#include "tsu-intake.h"

#include <string.h>

#define MEBIBYTE (1024 * 1024)

static GBytes *
take (GBytes *bytes, gsize piece, gboolean packed, gsize max_bytes, TsuIntakeResult *result)
{
  g_autoptr (TsuIntake) intake = tsu_intake_new (packed, max_bytes);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  for (gsize at = 0; at < size; at += piece)
    tsu_intake_add (intake, data + at, MIN (piece, size - at));
  return tsu_intake_finish (intake, result);
}

static GBytes *
make_text (gsize size)
{
  char *text = g_malloc (size);
  guint32 state = 1;

  for (gsize i = 0; i < size; i++) {
    state = state * 1664525 + 1013904223;
    text[i] = (char) ('a' + (state >> 24) % 16);
  }
  return g_bytes_new_take (text, size);
}

static void
test_comes_through (void)
{
  g_autoptr (GBytes) text = make_text (300000);
  g_autoptr (GBytes) packed = tsu_intake_pack (text);
  const gsize pieces[] = { 1, 7, 1000, 65536, 1000000 };

  g_assert_cmpuint (g_bytes_get_size (packed), <, g_bytes_get_size (text));
  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++) {
    TsuIntakeResult result;
    g_autoptr (GBytes) plain = take (text, pieces[i], FALSE, MEBIBYTE, &result);
    g_autoptr (GBytes) unpacked = take (packed, pieces[i], TRUE, MEBIBYTE, &result);

    g_assert_true (g_bytes_equal (plain, text));
    g_assert_true (g_bytes_equal (unpacked, text));
  }
}

static void
test_empty (void)
{
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  TsuIntakeResult result;
  g_autoptr (GBytes) plain = take (nothing, 1, FALSE, 10, &result);

  g_assert_cmpuint (g_bytes_get_size (plain), ==, 0);
  g_assert_null (take (nothing, 1, TRUE, 10, &result));
  g_assert_cmpint (result, ==, TSU_INTAKE_BAD);
}

static void
test_limit (void)
{
  g_autoptr (GBytes) text = make_text (1000);
  TsuIntakeResult result;
  g_autoptr (GBytes) just = take (text, 10, FALSE, 1000, &result);

  g_assert_nonnull (just);
  g_assert_null (take (text, 10, FALSE, 999, &result));
  g_assert_cmpint (result, ==, TSU_INTAKE_TOO_LARGE);
}

static void
test_bomb (void)
{
  g_autoptr (GBytes) zeros = g_bytes_new_take (g_malloc0 (32 * MEBIBYTE), 32 * MEBIBYTE);
  g_autoptr (GBytes) bomb = tsu_intake_pack (zeros);
  TsuIntakeResult result;

  g_assert_null (take (bomb, 4096, TRUE, 64 * MEBIBYTE, &result));
  g_assert_cmpint (result, ==, TSU_INTAKE_TOO_LARGE);
}

/* What was cut, changed or followed by more is not a body. */
static void
test_spoilt (void)
{
  g_autoptr (GBytes) text = make_text (10000);
  g_autoptr (GBytes) packed = tsu_intake_pack (text);
  gsize size;
  const char *data = g_bytes_get_data (packed, &size);

  for (gsize cut = 0; cut < size; cut += 97) {
    g_autoptr (GBytes) part = g_bytes_new (data, cut);
    TsuIntakeResult result;

    g_assert_null (take (part, 100, TRUE, MEBIBYTE, &result));
    g_assert_cmpint (result, ==, TSU_INTAKE_BAD);
  }
  for (gsize at = 20; at < size; at += 97) {
    g_autofree char *changed = g_memdup2 (data, size);
    g_autoptr (GBytes) bytes = NULL;
    TsuIntakeResult result;

    changed[at] ^= 1;
    bytes = g_bytes_new (changed, size);
    g_assert_null (take (bytes, 100, TRUE, MEBIBYTE, &result));
    g_assert_cmpint (result, ==, TSU_INTAKE_BAD);
  }
}

static void
test_followed (void)
{
  g_autoptr (GBytes) text = make_text (100);
  g_autoptr (GBytes) packed = tsu_intake_pack (text);
  g_autoptr (GByteArray) twice = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  TsuIntakeResult result;

  for (int i = 0; i < 2; i++)
    g_byte_array_append (twice, g_bytes_get_data (packed, NULL), (guint) g_bytes_get_size (packed));
  bytes = g_bytes_new (twice->data, twice->len);
  g_assert_null (take (bytes, 1000, TRUE, MEBIBYTE, &result));
  g_assert_cmpint (result, ==, TSU_INTAKE_BAD);
  g_assert_null (take (bytes, 1, TRUE, MEBIBYTE, &result));
  g_assert_cmpint (result, ==, TSU_INTAKE_BAD);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intake/comes-through", test_comes_through);
  g_test_add_func ("/intake/empty", test_empty);
  g_test_add_func ("/intake/limit", test_limit);
  g_test_add_func ("/intake/bomb", test_bomb);
  g_test_add_func ("/intake/spoilt", test_spoilt);
  g_test_add_func ("/intake/followed", test_followed);
  return g_test_run ();
}

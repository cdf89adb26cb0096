/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Feeds the intake of bodies whatever libFuzzer thinks of, whole and piece by piece: both must come
 * to the same, and nothing may pass the limit.
 */

#include "config.h"

#include "tsu-intake.h"

#define MAX_BYTES (256 * 1024)

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static GBytes *
take (const guint8 *data, gsize size, gsize piece, gboolean packed, TsuIntakeResult *result)
{
  g_autoptr (TsuIntake) intake = tsu_intake_new (packed, MAX_BYTES);

  for (gsize at = 0; at < size; at += piece)
    tsu_intake_add (intake, (const char *) data + at, MIN (piece, size - at));
  return tsu_intake_finish (intake, result);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  gsize piece = size > 0 ? 1 + data[0] % 64 : 1;

  for (int packed = 0; packed < 2; packed++) {
    TsuIntakeResult whole_result;
    TsuIntakeResult pieces_result;
    g_autoptr (GBytes) whole = take (data, size, MAX (size, 1), packed, &whole_result);
    g_autoptr (GBytes) pieces = take (data, size, piece, packed, &pieces_result);

    g_assert_true ((whole != NULL) == (whole_result == TSU_INTAKE_GOOD));
    if (whole && pieces)
      g_assert_true (g_bytes_equal (whole, pieces));
    g_assert_true (!whole || g_bytes_get_size (whole) <= MAX_BYTES);
    g_assert_true (!packed || !whole ||
                   g_bytes_get_size (whole) <= MAX (64 * 1024, TSU_INTAKE_RATIO * (size + 1)));
  }
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The hybrid logical clock that stamps changes: milliseconds in the upper 48 bits, a counter in the
 * lower 16. After Kulkarni, Demirbas and others, "Logical Physical Clocks" (2014). Pure: the last
 * stamp and the wall clock come from the caller.
 */

#include "config.h"

#include "tsu-clock.h"

#include "tsu-plant.h"

#define COUNTER_BITS 16

/* The store keeps stamps as signed 64-bit integers, so the highest bit stays clear (year 6429). */
#define HLC_MAX ((guint64) G_MAXINT64)
#define HLC_DIGITS 16

/**
 * tsu_hlc_next:
 * @last: the last stamp given or seen, 0 for none
 * @wall_ms: the wall clock, milliseconds since 1970
 *
 * The stamp for a change made now. It is always above @last, whatever the wall clock does; when a
 * millisecond's 65 536 stamps are used up it runs into the next one.
 *
 * Returns: the new stamp
 */
guint64
tsu_hlc_next (guint64 last, gint64 wall_ms)
{
  guint64 now = (guint64) CLAMP (wall_ms, 0, (gint64) (HLC_MAX >> COUNTER_BITS)) << COUNTER_BITS;

  if (now > last || TSU_PLANT (clock_goes_back))
    return now;
  /* The very end of time stands still rather than starting over. */
  return MIN (last, HLC_MAX - 1) + 1;
}

/**
 * tsu_hlc_observe:
 * @last: the last stamp given or seen
 * @seen: a stamp received from elsewhere
 * @wall_ms: the wall clock, milliseconds since 1970
 *
 * The clock's stamp after a message: above both stamps, so that whatever is made next is seen to be
 * later than what was read.
 *
 * Returns: the new stamp
 */
guint64
tsu_hlc_observe (guint64 last, guint64 seen, gint64 wall_ms)
{
  return tsu_hlc_next (MAX (last, seen), wall_ms);
}

/**
 * tsu_hlc_ms:
 * @hlc: a stamp
 *
 * Returns: its time, milliseconds since 1970
 */
gint64
tsu_hlc_ms (guint64 hlc)
{
  return (gint64) (hlc >> COUNTER_BITS);
}

/**
 * tsu_hlc_to_string:
 * @hlc: a stamp
 *
 * A stamp does not fit the integers of JSON (2^53), so it travels as 16 hexadecimal digits, which
 * sort as the stamps do.
 *
 * Returns: (transfer full): the text
 */
char *
tsu_hlc_to_string (guint64 hlc)
{
  return g_strdup_printf ("%016" G_GINT64_MODIFIER "x", hlc);
}

/**
 * tsu_hlc_parse:
 * @text: (nullable): what tsu_hlc_to_string() wrote
 * @hlc: (out): the stamp
 *
 * Returns: whether @text is a stamp
 */
gboolean
tsu_hlc_parse (const char *text, guint64 *hlc)
{
  guint64 value = 0;

  if (text == NULL)
    return FALSE;
  for (int i = 0; i < HLC_DIGITS; i++) {
    if (!g_ascii_isxdigit (text[i]) || g_ascii_isupper (text[i]))
      return FALSE;
    value = value << 4 | (guint64) g_ascii_xdigit_value (text[i]);
  }
  if (text[HLC_DIGITS] != '\0' || value > HLC_MAX)
    return FALSE;
  *hlc = value;
  return TRUE;
}

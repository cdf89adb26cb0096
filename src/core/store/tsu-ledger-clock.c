/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * This computer's clock beside the server's. A wrong one is corrected for what is written and told
 * to its user; it never keeps anybody from working.
 */

#include "config.h"

#include "tsu-ledger-private.h"
#include "tsu-outbox.h"

#include <glib/gi18n.h>

/* Answers differ by as much; a smaller step is not worth a write. */
#define WORTH_KEEPING_MS 1000
/* Below that nobody notices. */
#define WORTH_TELLING_MS (2 * 60 * 1000)

gboolean
tsu_ledger_set_clock_offset (TsuLedger *self, gint64 offset, GError **error)
{
  if (ABS (offset - self->clock_offset) < WORTH_KEEPING_MS)
    return TRUE;
  if (!tsu_ledger_require_write (self, error) ||
      !tsu_ledger_set_number (self, "clock-offset", offset, error))
    return FALSE;
  self->clock_offset = offset;
  return TRUE;
}

/* Three hours less the moment that an answer takes are three hours. */
static gint64
divide_to_nearest (gint64 span, gint64 unit)
{
  return (span + unit / 2) / unit;
}

static char *
word_span (gint64 ms)
{
  gint64 minutes = divide_to_nearest (ms, 60 * 1000);
  gint64 hours = divide_to_nearest (minutes, 60);
  gint64 days = MIN (divide_to_nearest (hours, 24), G_MAXINT);

  if (minutes < 60)
    return g_strdup_printf (ngettext ("%d minute", "%d minutes", (gulong) minutes), (int) minutes);
  if (hours < 48)
    return g_strdup_printf (ngettext ("%d hour", "%d hours", (gulong) hours), (int) hours);
  return g_strdup_printf (ngettext ("%d day", "%d days", (gulong) days), (int) days);
}

char *
tsu_ledger_get_clock_warning (TsuLedger *self)
{
  gint64 offset = self->clock_offset;
  g_autofree char *span = NULL;

  if (ABS (offset) < WORTH_TELLING_MS)
    return NULL;
  span = word_span (ABS (offset));
  /* Translators: %s is a span such as "3 hours". */
  return g_strdup_printf (offset < 0 ? _ ("This computer's clock is %s fast. Times are corrected; "
                                          "please set the clock.")
                                     : _ ("This computer's clock is %s slow. Times are corrected; "
                                          "please set the clock."),
                                          span);
}

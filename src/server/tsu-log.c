/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The server's log: key=value lines on stderr, where systemd and containers expect them. It says
 * what happened and never to whom: no names, no addresses, no values.
 */

#include "config.h"

#include "tsu-log.h"

#include <stdio.h>

static void
write_line (const char *event, const char *pairs)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");

  /* One call writes one line, so lines of several threads do not mix. */
  fprintf (stderr, "time=%s event=%s%s%s\n", time, event, *pairs ? " " : "", pairs);
}

void
tsu_log (const char *event, const char *format, ...)
{
  g_autofree char *pairs = NULL;
  va_list arguments;

  va_start (arguments, format);
  pairs = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  write_line (event, pairs);
}

/**
 * tsu_log_error:
 *
 * Logs what went wrong in the server itself.
 */
void
tsu_log_error (const char *event, const GError *error)
{
  g_autofree char *message = g_strescape (error->message, NULL);

  tsu_log (event, "domain=%s code=%d message=\"%s\"", g_quark_to_string (error->domain),
           error->code, message);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One line on stderr: time=… event=… and what @format makes, which is KEY=VALUE pairs without
 * spaces in them. Nothing in it may name a person or come from a record. */
void tsu_log (const char *event, const char *format, ...) G_GNUC_PRINTF (2, 3);
void tsu_log_error (const char *event, const GError *error);

G_END_DECLS

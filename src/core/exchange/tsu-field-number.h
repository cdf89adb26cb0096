/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean tsu_field_read_degrees (const char *text, gint64 *degrees);
gboolean tsu_field_read_number (const char *text, gint64 *number);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean tsu_weekdays_read (const char *text, GPtrArray *codes);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *tsu_phone_normalize (const char *text);
char *tsu_phone_find (const char *text);
char *tsu_phone_add_zero (const char *text);

G_END_DECLS

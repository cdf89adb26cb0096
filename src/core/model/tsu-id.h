/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** TSU_ID_SIZE: bytes of an id's text with its closing NUL */
#define TSU_ID_SIZE 37

void tsu_id_new (char out[TSU_ID_SIZE], gint64 now_ms, const guint8 random[10]);
char *tsu_id_generate (void);
char *tsu_id_derive (const char *namespace_name, ...) G_GNUC_NULL_TERMINATED;
gboolean tsu_id_is_valid (const char *id);

G_END_DECLS

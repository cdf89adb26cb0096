/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _TsuCp932 TsuCp932;

TsuCp932 *tsu_cp932_new (GError **error);
void tsu_cp932_free (TsuCp932 *self);
guint tsu_cp932_encode (TsuCp932 *self, gunichar c, char bytes[2]);
char *tsu_cp932_dup_substitute (TsuCp932 *self, gunichar c);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuCp932, tsu_cp932_free)

G_END_DECLS

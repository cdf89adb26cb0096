/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _TsuNameOrder TsuNameOrder;

TsuNameOrder *tsu_name_order_new (guint most);
void tsu_name_order_free (TsuNameOrder *self);
void tsu_name_order_add (TsuNameOrder *self, const char *const *names, guint step);
GPtrArray *tsu_name_order_settle (TsuNameOrder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuNameOrder, tsu_name_order_free)

G_END_DECLS

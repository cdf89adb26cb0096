/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void tsu_list_diff (GArray *old, GArray *now, guint *position, guint *removed, guint *added);
gboolean
tsu_list_diff_is_move (GArray *old, GArray *now, guint position, guint removed, guint added);

G_END_DECLS

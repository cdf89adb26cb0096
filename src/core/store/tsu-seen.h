/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-change-table.h"
#include "tsu-edit-private.h"

G_BEGIN_DECLS

GPtrArray *tsu_seen_compare (const TsuEdit *edit, const TsuTarget *target, GError **error);
GPtrArray *tsu_seen_all_heads (const TsuView *view);

G_END_DECLS

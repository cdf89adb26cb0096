/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-write.h"

G_BEGIN_DECLS

gboolean tsu_undo_change (
  TsuWrite *write, TsuTarget *target, gint64 change_key, int *left_alone, GError **error);

G_END_DECLS

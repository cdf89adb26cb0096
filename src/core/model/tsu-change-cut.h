/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-change.h"

G_BEGIN_DECLS

gboolean tsu_change_cut (
  TsuChange *change, const TsuType *type, const char *kind, int level, GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-mapping.h"
#include "tsu-problems.h"

G_BEGIN_DECLS

gboolean
tsu_row_skip (TsuSheet *sheet, const TsuMapping *mapping, guint row, TsuProblems *problems);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-mapping.h"

G_BEGIN_DECLS

/* What the second and further columns of one heading are called. */
#define TSU_MAPPING_REPEATED "%s (%u)"

void tsu_mapping_read_hints (TsuMapping *self, TsuSheet *sheet, const char *titles);

G_END_DECLS

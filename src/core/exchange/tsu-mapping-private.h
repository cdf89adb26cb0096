/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-mapping.h"

G_BEGIN_DECLS

void tsu_mapping_read_hints (TsuMapping *self, TsuSheet *sheet, const char *titles);

G_END_DECLS

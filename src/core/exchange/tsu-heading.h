/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-sheet.h"

G_BEGIN_DECLS

void tsu_heading_find (TsuSheet *sheet);
void tsu_heading_set_row (TsuSheet *sheet, guint row);
char *tsu_heading_dup_name (TsuSheet *sheet, guint column);

G_END_DECLS

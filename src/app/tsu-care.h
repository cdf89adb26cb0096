/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "tsu-window.h"

G_BEGIN_DECLS

void tsu_care_backup (TsuWindow *window);
void tsu_care_restore (TsuWindow *window);
void tsu_care_check (TsuWindow *window);

G_END_DECLS

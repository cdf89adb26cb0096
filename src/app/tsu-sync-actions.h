/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-window.h"

G_BEGIN_DECLS

void tsu_sync_actions_install (TsuWindow *window);
void tsu_sync_actions_update (TsuWindow *window);

G_END_DECLS

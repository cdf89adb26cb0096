/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-command.h"

G_BEGIN_DECLS

gboolean
tsu_command_find_ward (const TsuCommand *command, TsuDepot *depot, int *ward, GError **error);
gboolean
tsu_command_make_ward (const TsuCommand *command, TsuDepot *depot, int *ward, GError **error);

G_END_DECLS

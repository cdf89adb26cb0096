/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-command.h"

G_BEGIN_DECLS

gboolean tsu_command_note_closed (
  const TsuCommand *command, gboolean account, const char *name, gboolean closed, GError **error);
gboolean
tsu_command_close_again (const TsuCommand *command, TsuDepot *depot, gint64 now, GError **error);

G_END_DECLS

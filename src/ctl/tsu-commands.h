/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-call.h"

G_BEGIN_DECLS

/* Each command has a file of its own, cmd-NAME.c. It prints what it has to say, or leaves @error.
 */

gboolean tsu_cmd_backup (TsuCall *call, GError **error);
gboolean tsu_cmd_check (TsuCall *call, GError **error);
gboolean tsu_cmd_delete (TsuCall *call, GError **error);
gboolean tsu_cmd_demo (TsuCall *call, GError **error);
gboolean tsu_cmd_export (TsuCall *call, GError **error);
gboolean tsu_cmd_fields (TsuCall *call, GError **error);
gboolean tsu_cmd_history (TsuCall *call, GError **error);
gboolean tsu_cmd_import (TsuCall *call, GError **error);
gboolean tsu_cmd_list (TsuCall *call, GError **error);
gboolean tsu_cmd_login (TsuCall *call, GError **error);
gboolean tsu_cmd_logout (TsuCall *call, GError **error);
gboolean tsu_cmd_match (TsuCall *call, GError **error);
gboolean tsu_cmd_put (TsuCall *call, GError **error);
gboolean tsu_cmd_rebuild (TsuCall *call, GError **error);
gboolean tsu_cmd_redo (TsuCall *call, GError **error);
gboolean tsu_cmd_report (TsuCall *call, GError **error);
gboolean tsu_cmd_restore (TsuCall *call, GError **error);
gboolean tsu_cmd_restore_backup (TsuCall *call, GError **error);
gboolean tsu_cmd_search (TsuCall *call, GError **error);
gboolean tsu_cmd_show (TsuCall *call, GError **error);
gboolean tsu_cmd_sync (TsuCall *call, GError **error);
gboolean tsu_cmd_undo (TsuCall *call, GError **error);

G_END_DECLS

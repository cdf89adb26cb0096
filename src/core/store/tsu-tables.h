/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-ledger-private.h"

G_BEGIN_DECLS

#define TSU_LEDGER_APPLICATION_ID 0x5473756e /* "Tsun" */

gboolean tsu_tables_inspect (const char *path, gboolean *is_new, GError **error);
gboolean tsu_tables_require_present (TsuDb *db, GError **error);
gboolean tsu_tables_migrate (TsuDb *db, gboolean is_new, GError **error);
gboolean tsu_tables_ensure (TsuLedger *ledger, GError **error);
gboolean tsu_tables_rebuild (TsuLedger *ledger, GError **error);

G_END_DECLS

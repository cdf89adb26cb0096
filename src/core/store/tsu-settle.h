/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-ledger.h"

G_BEGIN_DECLS

gboolean tsu_ledger_settle (TsuLedger *self, gboolean all, gboolean *more, GError **error);

G_END_DECLS

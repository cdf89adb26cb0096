/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-ledger.h"

G_BEGIN_DECLS

GPtrArray *tsu_colleagues_read (TsuLedger *ledger, guint limit, GError **error);

G_END_DECLS

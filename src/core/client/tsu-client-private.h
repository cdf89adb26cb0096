/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-client.h"

G_BEGIN_DECLS

TsuStore *tsu_client_get_store (TsuClient *self);
const char *tsu_client_get_token (TsuClient *self);
/* Begins anew with what the ledger and the keyring say now. */
void tsu_client_reload (TsuClient *self);
void tsu_client_halt (TsuClient *self);

G_END_DECLS

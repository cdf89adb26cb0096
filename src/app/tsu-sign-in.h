/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "tsu-desk.h"

G_BEGIN_DECLS

#define TSU_TYPE_SIGN_IN (tsu_sign_in_get_type ())

/**
 * TsuSignIn:
 *
 * Signing in to the server with which the ledger is shared.
 */
G_DECLARE_FINAL_TYPE (TsuSignIn, tsu_sign_in, TSU, SIGN_IN, AdwWindow)

GtkWindow *tsu_sign_in_new (TsuDesk *desk, GtkWindow *parent);

G_END_DECLS

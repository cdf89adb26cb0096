/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define TSU_TYPE_OVERSIGHT (tsu_oversight_get_type ())

/**
 * TsuOversight:
 *
 * What others of the ward wrote and the server held back, for who looks after the ward. Not visible
 * where there is nothing, or for anybody else.
 */
G_DECLARE_FINAL_TYPE (TsuOversight, tsu_oversight, TSU, OVERSIGHT, AdwPreferencesGroup)

GtkWidget *tsu_oversight_new (TsuDesk *desk);
void tsu_oversight_look (TsuOversight *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define TSU_TYPE_HAND_OVER (tsu_hand_over_get_type ())

G_DECLARE_FINAL_TYPE (TsuHandOver, tsu_hand_over, TSU, HAND_OVER, AdwActionRow)

GtkWidget *tsu_hand_over_new (TsuDesk *desk);
void tsu_hand_over_show (TsuHandOver *self, TsuRecord *record);

G_END_DECLS

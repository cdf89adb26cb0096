/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "tsu-desk.h"

G_BEGIN_DECLS

#define TSU_TYPE_FILTER_CHIP (tsu_filter_chip_get_type ())

/**
 * TsuFilterChip:
 *
 * "All kinds ▾" above a list: narrows it to records that hold one value in one field. Signal
 * "changed".
 */
G_DECLARE_FINAL_TYPE (TsuFilterChip, tsu_filter_chip, TSU, FILTER_CHIP, GtkWidget)

GtkWidget *tsu_filter_chip_new (TsuDesk *desk, const TsuField *field);
const TsuField *tsu_filter_chip_get_field (TsuFilterChip *self);
const char *tsu_filter_chip_get_code (TsuFilterChip *self);
void tsu_filter_chip_set_code (TsuFilterChip *self, const char *code, const char *label);

G_END_DECLS

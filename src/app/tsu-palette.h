/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "tsu-desk.h"

G_BEGIN_DECLS

#define TSU_TYPE_PALETTE (tsu_palette_get_type ())

/**
 * TsuPalette:
 *
 * Ctrl+K: one entry that finds any record and any command, by keyboard alone.
 */
G_DECLARE_FINAL_TYPE (TsuPalette, tsu_palette, TSU, PALETTE, AdwWindow)

GtkWindow *tsu_palette_new (TsuDesk *desk, GtkWindow *parent);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "tsu-desk.h"

G_BEGIN_DECLS

#define TSU_TYPE_CHOOSER (tsu_chooser_get_type ())

/**
 * TsuChooser:
 *
 * A popover to choose from what a field can hold: terms of its vocabulary, records of its target,
 * or both; typing narrows them. Keyboard: arrows and Enter, the entry keeps the focus.
 *
 * Signals: "chosen" (code or id, label), "cleared", "create" (words typed).
 */
G_DECLARE_FINAL_TYPE (TsuChooser, tsu_chooser, TSU, CHOOSER, GtkPopover)

typedef enum {
  TSU_CHOOSER_PLAIN = 0,
  TSU_CHOOSER_CLEAR = 1 << 0,  /* offers "none" */
  TSU_CHOOSER_CREATE = 1 << 1, /* offers to make what was typed */
  TSU_CHOOSER_STAY = 1 << 2,   /* stays open: several are chosen */
} TsuChooserFlags;

TsuChooser *tsu_chooser_new (TsuDesk *desk, const TsuField *field, TsuChooserFlags flags);
void tsu_chooser_set_clear_label (TsuChooser *self, const char *label);
void tsu_chooser_set_chosen (TsuChooser *self, const char *const *codes);

G_END_DECLS

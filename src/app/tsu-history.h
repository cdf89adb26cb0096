/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "tsu-desk.h"

G_BEGIN_DECLS

#define TSU_TYPE_HISTORY (tsu_history_get_type ())

/**
 * TsuHistory:
 *
 * Who changed what in a record, and when; every earlier value can be put back.
 */
G_DECLARE_FINAL_TYPE (TsuHistory, tsu_history, TSU, HISTORY, GtkPopover)

TsuHistory *tsu_history_new (TsuDesk *desk);
void tsu_history_set_record (TsuHistory *self, const TsuType *type, const char *id);

G_END_DECLS

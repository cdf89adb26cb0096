/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-desk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TSU_TYPE_SHARE_MARK (tsu_share_mark_get_type ())

/**
 * TsuShareMark:
 *
 * A small mark with words: whether what was saved of one record is on this computer only, on its
 * way, or shared. It follows the ledger and the sharing.
 */
G_DECLARE_FINAL_TYPE (TsuShareMark, tsu_share_mark, TSU, SHARE_MARK, GtkWidget)

GtkWidget *tsu_share_mark_new (TsuDesk *desk);
void tsu_share_mark_set_record (TsuShareMark *self, const char *record);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "tsu-desk.h"
#include "tsu-slip-form.h"

G_BEGIN_DECLS

#define TSU_TYPE_SLIP_DONE (tsu_slip_done_get_type ())

/**
 * TsuSlipDone:
 *
 * What a saved slip has become, and the best ties for it.
 */
G_DECLARE_FINAL_TYPE (TsuSlipDone, tsu_slip_done, TSU, SLIP_DONE, GtkWidget)

GtkWidget *tsu_slip_done_new (TsuDesk *desk);
void tsu_slip_done_show (TsuSlipDone *self, const TsuSlipForm *form, GPtrArray *made);

G_END_DECLS

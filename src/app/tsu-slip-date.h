/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "tsu-desk.h"

G_BEGIN_DECLS

#define TSU_TYPE_SLIP_DATE (tsu_slip_date_get_type ())

/**
 * TsuSlipDate:
 *
 * The day of the next contact: by one key so many days ahead, by + and - a day later or earlier,
 * or written down.
 *
 * Signals: "changed"; "done" when the user is through with it.
 */
G_DECLARE_FINAL_TYPE (TsuSlipDate, tsu_slip_date, TSU, SLIP_DATE, GtkWidget)

GtkWidget *tsu_slip_date_new (TsuDesk *desk);
void tsu_slip_date_set (TsuSlipDate *self, const char *iso);
const char *tsu_slip_date_get (TsuSlipDate *self);

G_END_DECLS

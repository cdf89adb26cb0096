/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "tsu-desk.h"

G_BEGIN_DECLS

#define TSU_TYPE_SLIP (tsu_slip_get_type ())

/**
 * TsuSlip:
 *
 * The counter slip: a consultation written down while the person is still speaking, and then what
 * came of it with the ties that could be made. What is written is kept as it is typed.
 *
 * Signal: "closed" when the user goes back to where they were.
 */
G_DECLARE_FINAL_TYPE (TsuSlip, tsu_slip, TSU, SLIP, GtkWidget)

GtkWidget *tsu_slip_new (TsuDesk *desk);
void tsu_slip_begin (TsuSlip *self);

G_END_DECLS

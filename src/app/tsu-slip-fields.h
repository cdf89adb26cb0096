/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "tsu-desk.h"
#include "tsu-slip-form.h"

G_BEGIN_DECLS

#define TSU_TYPE_SLIP_FIELDS (tsu_slip_fields_get_type ())

/**
 * TsuSlipFields:
 *
 * The fields of a counter slip, on one screen, in the order in which a conversation fills them.
 *
 * Signal: "changed" when something was written or chosen.
 */
G_DECLARE_FINAL_TYPE (TsuSlipFields, tsu_slip_fields, TSU, SLIP_FIELDS, GtkWidget)

GtkWidget *tsu_slip_fields_new (TsuDesk *desk);
void tsu_slip_fields_take_form (TsuSlipFields *self, TsuSlipForm *form);
const TsuSlipForm *tsu_slip_fields_get_form (TsuSlipFields *self);
void tsu_slip_fields_focus_what (TsuSlipFields *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "tsu-desk.h"

G_BEGIN_DECLS

#define TSU_TYPE_SLIP_WHO (tsu_slip_who_get_type ())

/**
 * TsuSlipWho:
 *
 * Who has come: found after two letters, or taken as new, or left open.
 *
 * Signals: "changed" when somebody else is named than before; "done" with Enter.
 */
G_DECLARE_FINAL_TYPE (TsuSlipWho, tsu_slip_who, TSU, SLIP_WHO, GtkWidget)

GtkWidget *tsu_slip_who_new (TsuDesk *desk);
void tsu_slip_who_set (TsuSlipWho *self, const char *id, const char *name);
const char *tsu_slip_who_get_actor (TsuSlipWho *self);
const char *tsu_slip_who_get_name (TsuSlipWho *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "tsu-desk.h"
#include "tsu-slip-form.h"

G_BEGIN_DECLS

#define TSU_TYPE_SLIP_GUESS (tsu_slip_guess_get_type ())

/**
 * TsuSlipGuess:
 *
 * District and themes, guessed from what is written until a person chooses them.
 *
 * Signals: "changed" when they are others than before; "done" with Enter.
 */
G_DECLARE_FINAL_TYPE (TsuSlipGuess, tsu_slip_guess, TSU, SLIP_GUESS, GtkWidget)

GtkWidget *tsu_slip_guess_new (TsuDesk *desk);
void tsu_slip_guess_ask (TsuSlipGuess *self, const char *text, const char *actor);
void tsu_slip_guess_show (TsuSlipGuess *self, const TsuSlipForm *form);
void tsu_slip_guess_read (TsuSlipGuess *self, TsuSlipForm *form);

G_END_DECLS

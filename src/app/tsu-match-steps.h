/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "tsu-desk.h"
#include "tsu-dossier.h"

G_BEGIN_DECLS

#define TSU_TYPE_MATCH_STEPS (tsu_match_steps_get_type ())

/**
 * TsuMatchSteps:
 *
 * How far a match has come, what each side said, and the steps that can follow.
 * Actions: match.accept, match.begin, match.close, match.refuse.
 */
G_DECLARE_FINAL_TYPE (TsuMatchSteps, tsu_match_steps, TSU, MATCH_STEPS, AdwPreferencesGroup)

GtkWidget *tsu_match_steps_new (TsuDesk *desk);
void tsu_match_steps_show (TsuMatchSteps *self, TsuDossier *dossier);

G_END_DECLS

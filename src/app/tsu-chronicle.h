/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "tsu-desk.h"

G_BEGIN_DECLS

#define TSU_TYPE_CHRONICLE (tsu_chronicle_get_type ())

/**
 * TsuChronicle:
 *
 * What happened, by date. Of an actor: everything with it, latest first. Of anything else: the
 * story it belongs to, from the wish to what came of it.
 */
G_DECLARE_FINAL_TYPE (TsuChronicle, tsu_chronicle, TSU, CHRONICLE, AdwPreferencesGroup)

GtkWidget *tsu_chronicle_new (TsuDesk *desk);
void tsu_chronicle_show (TsuChronicle *self, const TsuType *type, const char *id);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "tsu-client.h"
#include "tsu-step.h"

G_BEGIN_DECLS

#define TSU_TYPE_DESK (tsu_desk_get_type ())

/**
 * TsuDesk:
 *
 * What the widgets of a window share: the open ledger and how it is shared, the settings, and three
 * doors to the window: say something, report an error, open a record. Widgets hold a desk and never
 * one another.
 *
 * Signals: "said" (text, with_undo), "failed" (GError), "open" (id, type name), and "visited" (id,
 * type name) once a record is on a page.
 */
G_DECLARE_FINAL_TYPE (TsuDesk, tsu_desk, TSU, DESK, GObject)

TsuDesk *tsu_desk_new (TsuStore *store, GSettings *settings);
TsuStore *tsu_desk_get_store (TsuDesk *self);
TsuClient *tsu_desk_get_client (TsuDesk *self);
GSettings *tsu_desk_get_settings (TsuDesk *self);
TsuMarket *tsu_desk_get_market (TsuDesk *self);
void tsu_desk_say (TsuDesk *self, const char *text, gboolean with_undo);
void tsu_desk_fail (TsuDesk *self, const GError *error);
void tsu_desk_open (TsuDesk *self, const TsuType *type, const char *id);
void tsu_desk_visit (TsuDesk *self, const TsuType *type, const char *id);
void tsu_desk_apply (TsuDesk *self, TsuEdit *edit, const char *label, const char *said);
void tsu_desk_take_step (TsuDesk *self, TsuStep *step, const char *said);

G_END_DECLS

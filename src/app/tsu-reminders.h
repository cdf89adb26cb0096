/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "tsu-store.h"

G_BEGIN_DECLS

#define TSU_TYPE_REMINDERS (tsu_reminders_get_type ())

/**
 * TsuReminders:
 *
 * Tells the desktop once a day how many contacts are due. Only the number: a notification is read
 * by whoever stands before the screen.
 */
G_DECLARE_FINAL_TYPE (TsuReminders, tsu_reminders, TSU, REMINDERS, GObject)

TsuReminders *tsu_reminders_new (GApplication *app, TsuStore *store, GSettings *settings);

G_END_DECLS

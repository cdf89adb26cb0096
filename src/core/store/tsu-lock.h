/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TsuLock:
 *
 * Who has a ledger open, told through the file LEDGER.lock beside it. Every writing connection
 * shares the place "present"; whoever replaces the file needs it alone. One application at a time
 * holds the place "window". Locks of the kernel: they end with their process, so nothing is left
 * behind by a crash.
 */
typedef struct _TsuLock TsuLock;

TsuLock *tsu_lock_new (const char *path, GError **error);
gboolean tsu_lock_is_alone (TsuLock *self);
gboolean tsu_lock_share (TsuLock *self, GError **error);
gboolean tsu_lock_take_alone (TsuLock *self, GError **error);
gboolean tsu_lock_take_window (TsuLock *self, GError **error);
void tsu_lock_free (TsuLock *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuLock, tsu_lock_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TsuHeldWork:
 * @user: who wrote it
 * @time: when it came to the server, Unix milliseconds
 * @reason: (nullable): why it was held back: a word for programs, as in a receipt
 * @changes: (element-type TsuChange): what it says of the ward that was asked for
 *
 * A transaction of somebody that the server has kept and not applied.
 */
typedef struct {
  char *user;
  gint64 time;
  char *reason;
  GPtrArray *changes;
} TsuHeldWork;

void tsu_held_work_free (TsuHeldWork *work);
GPtrArray *tsu_wire_decode_held (const char *bytes, gsize length, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuHeldWork, tsu_held_work_free)

G_END_DECLS

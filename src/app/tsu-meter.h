/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TsuMeter:
 *
 * How far a long job has come: told by the thread that works, looked at by the window whenever it
 * draws. Atomically counted, so that neither has to outlive the other.
 */
typedef struct _TsuMeter TsuMeter;

TsuMeter *tsu_meter_new (void);
TsuMeter *tsu_meter_ref (TsuMeter *self);
void tsu_meter_unref (TsuMeter *self);
void tsu_meter_tell (TsuMeter *self, gint64 done, gint64 total);
void tsu_meter_tell_cb (gint64 done, gint64 total, gpointer meter);
double tsu_meter_read (TsuMeter *self, gint64 *done, gint64 *total);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuMeter, tsu_meter_unref)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two numbers between a worker and a progress bar. The window asks for them at its own pace, so a
 * job that counts every row does not flood the main loop.
 */

#include "config.h"

#include "tsu-meter.h"

struct _TsuMeter {
  gatomicrefcount count;
  GMutex lock; /* the two numbers belong together */
  gint64 done;
  gint64 total;
};

/**
 * tsu_meter_new:
 *
 * Returns: (transfer full): a meter that has not been told anything
 */
TsuMeter *
tsu_meter_new (void)
{
  TsuMeter *self = g_new0 (TsuMeter, 1);

  g_atomic_ref_count_init (&self->count);
  g_mutex_init (&self->lock);
  return self;
}

TsuMeter *
tsu_meter_ref (TsuMeter *self)
{
  g_atomic_ref_count_inc (&self->count);
  return self;
}

void
tsu_meter_unref (TsuMeter *self)
{
  if (!g_atomic_ref_count_dec (&self->count))
    return;
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * tsu_meter_tell:
 * @total: units in all, 0 where that is not known
 *
 * From any thread.
 */
void
tsu_meter_tell (TsuMeter *self, gint64 done, gint64 total)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->done = done;
  self->total = total;
}

/**
 * tsu_meter_tell_cb:
 *
 * tsu_meter_tell() in the shape in which the ledger reports its progress.
 */
void
tsu_meter_tell_cb (gint64 done, gint64 total, gpointer meter)
{
  tsu_meter_tell (meter, done, total);
}

/**
 * tsu_meter_read:
 * @done: (out) (optional): units done
 * @total: (out) (optional): units in all
 *
 * Returns: the part done, 0 to 1; negative while that is not known
 */
double
tsu_meter_read (TsuMeter *self, gint64 *done, gint64 *total)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (done)
    *done = self->done;
  if (total)
    *total = self->total;
  return self->total > 0 ? CLAMP ((double) self->done / self->total, 0, 1) : -1;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TsuLane:
 *
 * Threads that work off a queue, each with something of its own that no other thread touches: a
 * connection to the database. The queue is bounded, so that a crowd is told to come back instead of
 * being kept waiting.
 */
typedef struct _TsuLane TsuLane;

/**
 * TsuLaneFunc:
 * @own: what this thread alone uses
 * @jobs: (element-type gpointer): at least one, in the order in which they came
 */
typedef void (*TsuLaneFunc) (gpointer own, GPtrArray *jobs, gpointer data);

TsuLane *tsu_lane_new (const char *name,
                       GPtrArray *owned,
                       guint max_group,
                       guint max_queued,
                       TsuLaneFunc func,
                       gpointer data);
void tsu_lane_free (TsuLane *self);

gboolean tsu_lane_push (TsuLane *self, gpointer job);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuLane, tsu_lane_free)

G_END_DECLS

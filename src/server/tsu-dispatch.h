/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-visit.h"

G_BEGIN_DECLS

/**
 * TsuDispatch:
 *
 * Who works on what: several readers, one writer that gathers what is queued, few that check
 * passwords, and a place where pulls wait for news without holding a thread. To be used from the
 * main thread.
 */
typedef struct _TsuDispatch TsuDispatch;

/**
 * TsuDispatchFunc:
 * @visit: has its answer
 *
 * Called on the main thread.
 */
typedef void (*TsuDispatchFunc) (TsuVisit *visit, gpointer data);

/* How many depots tsu_dispatch_new() takes. */
guint tsu_dispatch_count_depots (void);

TsuDispatch *tsu_dispatch_new (
  TsuService *service, GPtrArray *depots, TsuDispatchFunc answered, gpointer data, GError **error);
void tsu_dispatch_free (TsuDispatch *self);

void tsu_dispatch_take (TsuDispatch *self, TsuVisit *visit);
void tsu_dispatch_sweep (TsuDispatch *self, gint64 now);
void tsu_dispatch_stop_waiting (TsuDispatch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuDispatch, tsu_dispatch_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TsuLimiter:
 *
 * How often somebody may do something: each key has a bucket that holds so many goes and fills up
 * again with time. Safe from any thread.
 */
typedef struct _TsuLimiter TsuLimiter;

TsuLimiter *tsu_limiter_new (guint burst, double per_second);
void tsu_limiter_free (TsuLimiter *self);

gboolean tsu_limiter_take (TsuLimiter *self, const char *key, gint64 now, int *retry_after);
void tsu_limiter_give_back (TsuLimiter *self, const char *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuLimiter, tsu_limiter_free)

G_END_DECLS

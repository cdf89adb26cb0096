/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TsuCounter:
 *
 * What is counted, beside requests.
 */
typedef enum {
  TSU_COUNTER_BYTES_IN,
  TSU_COUNTER_BYTES_OUT,
  TSU_COUNTER_TXNS_OK,
  TSU_COUNTER_TXNS_DUP,
  TSU_COUNTER_TXNS_HELD,
  TSU_COUNTER_COMMITS,
  TSU_COUNTER_LOGINS,
  TSU_COUNTER_LOGINS_REFUSED,
  TSU_COUNTER_CONNECTIONS, /* now open */
  TSU_COUNTER_WAITING,     /* pulls held until something is new */
  TSU_COUNTER_DROPPED,     /* senders that were too slow */
  TSU_N_COUNTERS,
} TsuCounter;

/**
 * TsuMetrics:
 *
 * The server's figures, for Prometheus. Safe from any thread.
 */
typedef struct _TsuMetrics TsuMetrics;

TsuMetrics *tsu_metrics_new (void);
void tsu_metrics_free (TsuMetrics *self);

void tsu_metrics_add (TsuMetrics *self, TsuCounter counter, gint64 amount);
void tsu_metrics_add_request (TsuMetrics *self, const char *route, int status, double seconds);
char *tsu_metrics_print (TsuMetrics *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuMetrics, tsu_metrics_free)

G_END_DECLS

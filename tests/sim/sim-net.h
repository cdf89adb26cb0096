/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sim-server.h"

G_BEGIN_DECLS

/* The desk's engine does what it wants to do for at most @span of time and @n_max requests, over a
 * network as bad as the world's plan says. */
void sim_net_share (SimDesk *desk, gint64 span, int n_max);
/* What was sent once arrives once more, now. */
void sim_net_deliver_late (SimWorld *world);

void sim_late_free (gpointer late);

G_END_DECLS

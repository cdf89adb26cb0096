/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sim-world.h"

G_BEGIN_DECLS

/* What holds at any time, and costs little to look at. */
void sim_check_during (SimWorld *world);
/* What holds when the world has healed and nobody does anything any more. */
void sim_check_end (SimWorld *world);
/* Whoever puts another file in the place of a desk's gives up what is nowhere else; where the
 * server was restored meanwhile that may be what it had confirmed. */
void sim_check_give_up (SimDesk *desk);
/* The server is about to be restored: what a desk has now it can give back. */
void sim_check_restore (SimWorld *world);
/* All invariants with a line each on what they say. */
void sim_check_list (void);

G_END_DECLS

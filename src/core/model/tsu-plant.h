/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TSU_PLANT:
 * @name: a fault, as it stands in the list of tests/sim/sim-planted.c
 *
 * A place where the simulator can plant a fault, to see that its invariants find it. In the program
 * it is 0 and the compiler leaves nothing of it; only the simulator's second build, with
 * TSU_PLANTED, has the faults, and even there none is on unless it was named.
 */
#ifdef TSU_PLANTED
extern const char *tsu_planted;
#define TSU_PLANT(name) (tsu_planted != NULL && g_str_equal (tsu_planted, #name))
#else
#define TSU_PLANT(name) 0
#endif

G_END_DECLS

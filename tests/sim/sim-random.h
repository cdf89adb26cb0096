/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SimRandom:
 *
 * SplitMix64: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators" (OOPSLA
 * 2014), with the constants of Stafford's variant 13. One word of state, so that every part of a
 * world can have a stream of its own that the others cannot disturb.
 */
typedef struct {
  guint64 state;
} SimRandom;

SimRandom sim_random_new (guint64 seed);
/* A stream that depends on @self's seed and @name and on nothing that was drawn since. */
SimRandom sim_random_split (SimRandom *self, const char *name);
guint64 sim_random_next (SimRandom *self);
/* At least @low and less than @high. */
int sim_random_range (SimRandom *self, int low, int high);
gboolean sim_random_percent (SimRandom *self, int percent);
void sim_random_fill (SimRandom *self, gpointer bytes, gsize length);

G_END_DECLS

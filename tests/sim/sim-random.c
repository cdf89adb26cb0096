/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one source of chance in a simulated world.
 */

#include "config.h"

#include "sim-random.h"

#include <string.h>

SimRandom
sim_random_new (guint64 seed)
{
  SimRandom self = { seed * G_GUINT64_CONSTANT (0xd1342543de82ef95) + 1 };

  sim_random_next (&self);
  return self;
}

SimRandom
sim_random_split (SimRandom *self, const char *name)
{
  return sim_random_new (self->state ^ ((guint64) g_str_hash (name) << 21));
}

guint64
sim_random_next (SimRandom *self)
{
  guint64 z = self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

int
sim_random_range (SimRandom *self, int low, int high)
{
  guint64 span = (guint64) (high - low);

  g_assert (high > low);
  /* The upper half of a product maps 32 bits to the span without a division (Lemire, 2019); what
   * it is uneven by is of no account at spans this small. */
  return low + (int) (((sim_random_next (self) >> 32) * span) >> 32);
}

gboolean
sim_random_percent (SimRandom *self, int percent)
{
  return sim_random_range (self, 0, 100) < percent;
}

void
sim_random_fill (SimRandom *self, gpointer bytes, gsize length)
{
  guint8 *at = bytes;

  while (length > 0) {
    guint64 word = sim_random_next (self);
    gsize n = MIN (length, sizeof word);

    memcpy (at, &word, n);
    at += n;
    length -= n;
  }
}

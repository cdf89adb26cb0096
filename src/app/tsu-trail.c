/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The way back and forth.
 */

#include "config.h"

#include "tsu-trail.h"

#define LONGEST 200 /* steps kept */

struct _TsuTrail {
  GPtrArray *steps; /* TsuTrailStep */
  int at;           /* the one looked at, -1 before the first */
};

static void
step_free (gpointer data)
{
  TsuTrailStep *step = data;

  g_free (step->id);
  g_free (step);
}

TsuTrail *
tsu_trail_new (void)
{
  TsuTrail *self = g_new0 (TsuTrail, 1);

  self->steps = g_ptr_array_new_with_free_func (step_free);
  self->at = -1;
  return self;
}

void
tsu_trail_free (TsuTrail *self)
{
  g_ptr_array_unref (self->steps);
  g_free (self);
}

/**
 * tsu_trail_visit:
 *
 * Adds a step after the present one; what lay ahead is forgotten. Coming to where one is already,
 * as after moving along the trail, changes nothing.
 */
void
tsu_trail_visit (TsuTrail *self, const TsuType *type, const char *id)
{
  TsuTrailStep *step = self->at >= 0 ? self->steps->pdata[self->at] : NULL;

  if (step && g_str_equal (step->id, id))
    return;
  g_ptr_array_set_size (self->steps, self->at + 1);
  if (self->steps->len >= LONGEST)
    g_ptr_array_remove_index (self->steps, 0);
  step = g_new0 (TsuTrailStep, 1);
  step->type = type;
  step->id = g_strdup (id);
  g_ptr_array_add (self->steps, step);
  self->at = (int) self->steps->len - 1;
}

gboolean
tsu_trail_can_move (TsuTrail *self, int by)
{
  return self->at + by >= 0 && self->at + by < (int) self->steps->len;
}

/**
 * tsu_trail_move:
 * @by: -1 for back, 1 for forth
 *
 * Returns: (nullable) (transfer none): where one is then; NULL at the end of the trail
 */
const TsuTrailStep *
tsu_trail_move (TsuTrail *self, int by)
{
  if (!tsu_trail_can_move (self, by))
    return NULL;
  self->at += by;
  return self->steps->pdata[self->at];
}

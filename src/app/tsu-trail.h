/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-schema.h"

G_BEGIN_DECLS

/**
 * TsuTrail:
 *
 * The records that were looked at, to go back and forth between them.
 */
typedef struct _TsuTrail TsuTrail;

typedef struct {
  const TsuType *type;
  char *id;
} TsuTrailStep;

TsuTrail *tsu_trail_new (void);
void tsu_trail_free (TsuTrail *self);
void tsu_trail_visit (TsuTrail *self, const TsuType *type, const char *id);
const TsuTrailStep *tsu_trail_move (TsuTrail *self, int by);
gboolean tsu_trail_can_move (TsuTrail *self, int by);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuTrail, tsu_trail_free)

G_END_DECLS

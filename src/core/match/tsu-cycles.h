/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Longer rings fail in practice: one who drops out leaves all the others without. */
#define TSU_CYCLE_MAX 4

/**
 * TsuCycleGift:
 * @giver: index of the actor that offers
 * @taker: index of the actor that needs it
 * @score: how well it fits, 0 or more, larger is better
 *
 * "@giver offers what @taker needs".
 */
typedef struct {
  guint giver;
  guint taker;
  gint64 score;
} TsuCycleGift;

/**
 * TsuCycle:
 * @n_members: 2 to %TSU_CYCLE_MAX
 * @members: each gives to the next, the last to the first; begins with the smallest index
 * @score: sum of the gifts' scores
 */
typedef struct {
  guint n_members;
  guint members[TSU_CYCLE_MAX];
  gint64 score;
} TsuCycle;

GArray *tsu_cycles_find (guint n_actors,
                         const TsuCycleGift *gifts,
                         gsize n_gifts,
                         guint max_length,
                         guint max_cycles,
                         gboolean *complete,
                         GCancellable *cancellable,
                         GError **error);
GArray *tsu_cycles_select (guint n_actors,
                           const TsuCycle *cycles,
                           guint n_cycles,
                           guint max_steps,
                           gboolean *proved,
                           GCancellable *cancellable,
                           GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The network the assignment solvers share: needs on one side, offers on the other, costs being
 * negated scores, and the flow and prices found so far.
 *
 * A need's places are filled by offers or stay empty; an empty place costs fill_bonus, a need's
 * last empty place cover_bonus. With u a need's price and v an offer's, an edge's reduced cost is
 * cost + v - u: >= 0 where the edge is not used, <= 0 where it is.
 */

#pragma once

#include "tsu-assign.h"

G_BEGIN_DECLS

#define TSU_NET_NONE G_MAXUINT32

typedef struct {
  guint32 need;
  guint32 edge;
} TsuNetSlot;

typedef struct {
  guint n_needs;
  guint n_offers;
  gsize *row;    /* n_needs + 1: a need's edges, ascending by cost, then by offer */
  guint32 *col;  /* per edge: offer */
  gint64 *cost;  /* per edge */
  guint8 *held;  /* per edge: used by the flow */
  guint *places; /* per need: places it has */
  guint *cap;    /* per offer: needs it can serve */
  const guint *prior;
  gint64 penalty;
  gint64 fill_bonus;
  gint64 cover_bonus;

  gint64 *u;
  gint64 *v;
  guint *empty;   /* per need: places settled as empty */
  guint *open;    /* per need: places not settled yet */
  guint *load;    /* per offer: needs served */
  guint *phantom; /* per offer: uses its price pretends to have, see tsu-assign-flow.c */
  gsize *slot;    /* n_offers + 1: an offer's slots, cap of them, the first load in use */
  TsuNetSlot *slots;

  TsuAssignProgress progress;
  gpointer user_data;
  GCancellable *cancellable;
} TsuNet;

TsuNet *tsu_net_new (const TsuAssignProblem *problem, GError **error);
void tsu_net_free (TsuNet *self);
void tsu_net_hold (TsuNet *self, guint need, guint32 edge);
void tsu_net_release (TsuNet *self, guint need, guint32 edge);
void tsu_net_release_all (TsuNet *self);
gboolean tsu_net_tick (TsuNet *self, guint done, GError **error);

/* What the next use of an offer costs when it serves load needs already. */
static inline gint64
tsu_net_use_cost (const TsuNet *self, guint offer, guint load)
{
  return self->penalty * ((gint64) load + (self->prior ? self->prior[offer] : 0));
}

/* What leaving the nth place of a need empty costs, counted from 1. */
static inline gint64
tsu_net_empty_cost (const TsuNet *self, guint need, guint nth)
{
  return nth == self->places[need] ? self->cover_bonus : self->fill_bonus;
}

gboolean tsu_net_auction (TsuNet *self, GError **error);
gboolean tsu_net_flow (TsuNet *self, GError **error);

gint64 tsu_assign_cover_bonus (
  guint n_needs, guint n_offers, gint64 max_score, gint64 max_penalty, gint64 fill_bonus);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuNet, tsu_net_free)

G_END_DECLS

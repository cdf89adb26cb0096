/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The plan in the making: needs, the best candidates of each as edges, and actors as columns,
 * because it is people who are asked, whichever of their offers it is for.
 */

#pragma once

#include "tsu-plan.h"
#include "tsu-suggest-private.h"

G_BEGIN_DECLS

/**
 * TsuPlanEdge:
 * @place: place of the candidate in the market
 * @column: its actor's column
 * @score: thousandths
 */
typedef struct {
  guint place;
  guint column;
  int score;
} TsuPlanEdge;

/**
 * TsuPlanWork:
 * @needs: (element-type guint): numbers of the needs that look for partners
 * @partners: (element-type guint): of each, how many it still wants
 * @first: (element-type guint): of each, its first edge; one more at the end
 * @edges: (element-type TsuPlanEdge): of a need the best first
 * @limits: (element-type guint): of each column, how many needs it may serve
 * @asks: (element-type guint): of each column, how often it was asked lately
 * @why_none: (element-type utf8): of each need without an edge, why
 */
typedef struct {
  TsuMarket *market;
  TsuLedger *ledger;
  GArray *needs;
  GArray *partners;
  GArray *first;
  GArray *edges;
  GArray *limits;
  GArray *asks;
  GPtrArray *why_none;
  TsuAssignment *answer;
} TsuPlanWork;

void tsu_plan_work_init (TsuPlanWork *self, TsuMarket *market, TsuLedger *ledger);
void tsu_plan_work_clear (TsuPlanWork *self);
gboolean tsu_plan_work_collect (TsuPlanWork *self,
                                const TsuPlanOptions *options,
                                TsuAssignProgress progress,
                                gpointer user_data,
                                GCancellable *cancellable,
                                GError **error);
gboolean tsu_plan_work_solve (TsuPlanWork *self,
                              const TsuPlanOptions *options,
                              GCancellable *cancellable,
                              GError **error);
void tsu_plan_work_solve_greedily (const TsuPlanWork *self, TsuPlan *plan);
const TsuPlanEdge *tsu_plan_work_find_edge (const TsuPlanWork *self, guint row, guint column);

gboolean tsu_plan_tell (TsuPlan *self, TsuPlanWork *work, GError **error);
gboolean
tsu_plan_find_rings (TsuPlan *self, TsuPlanWork *work, GCancellable *cancellable, GError **error);
void tsu_plan_measure (TsuPlan *self, TsuPlanWork *work);
void tsu_plan_ring_free (TsuPlanRing *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TsuPlanWork, tsu_plan_work_clear)

G_END_DECLS

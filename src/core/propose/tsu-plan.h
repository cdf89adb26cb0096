/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-assign.h"
#include "tsu-suggest.h"

G_BEGIN_DECLS

/**
 * TsuPlanOptions:
 * @candidates: how many of the best candidates of each need are considered; 0 for 20
 * @load_limit: how many needs of the plan one candidate may serve; 0 for its own limit, else 2
 * @load_penalty: thousandths that each further use costs, rising with each; -1 for 120
 */
typedef struct {
  guint candidates;
  guint load_limit;
  int load_penalty;
} TsuPlanOptions;

/**
 * TsuPlanLine:
 * @need: id of the need
 * @need_title: its name
 * @need_actor: (nullable): name of whoever needs
 * @suggestion: whom the plan gives it, and why
 * @rank: place among the need's own suggestions, from 1
 * @instead: (nullable): where its best suggestion went to another: the sentence that says so
 */
typedef struct {
  char *need;
  char *need_title;
  char *need_actor;
  TsuSuggestion *suggestion;
  guint rank;
  char *instead;
} TsuPlanLine;

/**
 * TsuPlanGap:
 * @need: id of a need without a partner in the plan
 * @need_title: its name
 * @why: why, in words
 */
typedef struct {
  char *need;
  char *need_title;
  char *why;
} TsuPlanGap;

/**
 * TsuPlanFigures:
 * @n_needs: needs that want a partner or have one
 * @n_with_partner: of these, those with at least one
 * @worst_score: lowest score among those with a partner, thousandths; -1 if none
 * @worst_need: (nullable): its id
 * @worst_title: (nullable): its name
 * @most_asks: how often the most asked actor is asked in these four weeks
 * @most_asked: (nullable): id of that actor
 * @most_asked_name: (nullable): their name
 */
typedef struct {
  guint n_needs;
  guint n_with_partner;
  int worst_score;
  char *worst_need;
  char *worst_title;
  guint most_asks;
  char *most_asked;
  char *most_asked_name;
} TsuPlanFigures;

/**
 * TsuPlanRing:
 * @names: (element-type utf8): the actors, each gives to the next, the last to the first
 * @gifts: (element-type TsuSuggestion): what each gives; @need of each is the next one's need
 * @sentence: the ring in words
 *
 * An exchange of two to four.
 */
typedef struct {
  GPtrArray *names;
  GPtrArray *gifts;
  char *sentence;
} TsuPlanRing;

/**
 * TsuPlan:
 * @lines: (element-type TsuPlanLine): best score first
 * @gaps: (element-type TsuPlanGap): needs for which there is nobody
 * @rings: (element-type TsuPlanRing): exchanges, best first
 * @before: figures as the ledger is
 * @after: figures if every line is accepted
 * @total: sum of the lines' scores
 * @greedy_total: what choosing each need's best in turn would have given
 * @greedy_covered: needs with a partner that way
 * @greedy_most_uses: how often it would use the same actor
 */
typedef struct {
  GPtrArray *lines;
  GPtrArray *gaps;
  GPtrArray *rings;
  TsuPlanFigures before;
  TsuPlanFigures after;
  gint64 total;
  gint64 greedy_total;
  guint greedy_covered;
  guint greedy_most_uses;
} TsuPlan;

/* Called in the thread that makes the plan, with needs done of all. */
TsuPlan *tsu_plan_make (TsuMarket *market,
                        TsuLedger *ledger,
                        const TsuPlanOptions *options,
                        TsuAssignProgress progress,
                        gpointer user_data,
                        GCancellable *cancellable,
                        GError **error);
void tsu_plan_free (TsuPlan *self);

/* Makes a match "proposed" of each accepted line, as one step to undo. @accepted: (nullable)
 * (element-type TsuPlanLine): NULL for all lines. Lines whose need has been served meanwhile are
 * left; *n_made tells how many became matches. Fits a write job. */
gboolean tsu_plan_accept (const TsuPlan *self,
                          GPtrArray *accepted,
                          TsuLedger *ledger,
                          const char *staff,
                          guint *n_made,
                          GArray **changed,
                          GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuPlan, tsu_plan_free)

G_END_DECLS

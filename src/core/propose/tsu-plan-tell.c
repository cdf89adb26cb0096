/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The plan in words: its lines, the needs it leaves, and why the best was not always chosen.
 */

#include "config.h"

#include "tsu-plan-private.h"

#include <glib/gi18n.h>

static char *
dup_title (TsuPlanWork *work, TsuPostKind kind, guint post)
{
  g_autoptr (TsuRecord) record =
    tsu_ledger_get (work->ledger, tsu_market_post (work->market, kind, post)->id, NULL);

  return record ? tsu_record_dup_title (record) : g_strdup ("");
}

static char *
dup_candidate_title (TsuPlanWork *work, guint place)
{
  const TsuSource *source = &g_array_index (work->market->sources, TsuSource, place);

  return dup_title (work, source->kind, source->post);
}

/* A need that got the actor of @column, (guint) -1 for none. */
static guint
find_row_with (const TsuPlanWork *work, guint column, guint but)
{
  for (guint row = 0; row < work->needs->len; row++)
    for (guint k = work->answer->first[row]; k < work->answer->first[row + 1]; k++)
      if (row != but && work->answer->partner[k] == column)
        return row;
  return (guint) -1;
}

/* Why the need's own best was not chosen for it. */
static char *
tell_instead (TsuPlanWork *work, guint row, const TsuPlanEdge *chosen)
{
  const TsuPlanEdge *best =
    &g_array_index (work->edges, TsuPlanEdge, g_array_index (work->first, guint, row));
  g_autofree char *title = NULL;
  guint other;

  if (best == chosen || best->score <= chosen->score)
    return NULL;
  for (guint k = work->answer->first[row]; k < work->answer->first[row + 1]; k++)
    if (work->answer->partner[k] == best->column)
      return NULL;
  title = dup_candidate_title (work, best->place);
  other = find_row_with (work, best->column, row);
  if (other != (guint) -1) {
    guint number = g_array_index (work->needs, guint, other);
    guint actor = tsu_market_post (work->market, TSU_POST_NEED, number)->actor;
    g_autofree char *need = dup_title (work, TSU_POST_NEED, number);
    g_autofree char *name = tsu_market_dup_name (work->market, work->ledger, actor);

    if (!name)
      return g_strdup_printf (_ ("“%s” would fit better, but is needed more for “%s”."), title,
                                 need);
    return g_strdup_printf (_ ("“%s” would fit better, but is needed more for “%s” (%s)."), title,
                               need, name);
  }
  return g_strdup_printf (_ ("“%s” would fit better, but was asked often enough."), title);
}

static TsuPlanLine *
tell_line (TsuPlanWork *work,
           guint row,
           const TsuPlanEdge *edge,
           const TsuNeedProfile *profile,
           GError **error)
{
  guint need = g_array_index (work->needs, guint, row);
  const TsuPost *post = tsu_market_post (work->market, TSU_POST_NEED, need);
  TsuSuggestion *suggestion =
    tsu_market_tell (work->market, work->ledger, need, profile, edge->place, error);
  TsuPlanLine *line;

  if (!suggestion)
    return NULL;
  line = g_new0 (TsuPlanLine, 1);
  line->need = g_strdup (post->id);
  line->need_title = dup_title (work, TSU_POST_NEED, need);
  line->need_actor = tsu_market_dup_name (work->market, work->ledger, post->actor);
  line->suggestion = suggestion;
  line->rank = (guint) (edge - &g_array_index (work->edges, TsuPlanEdge,
                                               g_array_index (work->first, guint, row))) +
               1;
  line->instead = tell_instead (work, row, edge);
  return line;
}

static gboolean
tell_row (TsuPlan *self, TsuPlanWork *work, guint row, GError **error)
{
  const TsuAssignment *answer = work->answer;
  g_autofree guint16 *words = NULL;
  TsuNeedProfile profile;
  gboolean done = TRUE;

  tsu_market_begin_need (work->market, g_array_index (work->needs, guint, row), &profile, &words);
  for (guint k = answer->first[row]; done && k < answer->first[row + 1]; k++) {
    const TsuPlanEdge *edge = tsu_plan_work_find_edge (work, row, answer->partner[k]);
    TsuPlanLine *line = tell_line (work, row, edge, &profile, error);

    done = line != NULL;
    if (done) {
      g_ptr_array_add (self->lines, line);
      self->total += edge->score;
    }
  }
  tsu_market_end_need (work->market);
  return done;
}

static void
tell_gap (TsuPlan *self, TsuPlanWork *work, guint row)
{
  guint need = g_array_index (work->needs, guint, row);
  const char *why = g_ptr_array_index (work->why_none, row);
  gboolean had_edges =
    g_array_index (work->first, guint, row) < g_array_index (work->first, guint, row + 1);
  TsuPlanGap *gap = g_new0 (TsuPlanGap, 1);

  gap->need = g_strdup (tsu_market_post (work->market, TSU_POST_NEED, need)->id);
  gap->need_title = dup_title (work, TSU_POST_NEED, need);
  if (had_edges)
    gap->why = g_strdup (_ ("All who could help are needed more elsewhere"));
  else
    gap->why = g_strdup (why ? why : _ ("Nobody offers this so far"));
  g_ptr_array_add (self->gaps, gap);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const TsuPlanLine *left = *(const TsuPlanLine *const *) a;
  const TsuPlanLine *right = *(const TsuPlanLine *const *) b;

  if (left->suggestion->why->score != right->suggestion->why->score)
    return right->suggestion->why->score - left->suggestion->why->score;
  return g_strcmp0 (left->need, right->need);
}

/**
 * tsu_plan_tell:
 * @self: an empty plan
 * @work: solved
 * @error: what went wrong
 *
 * Writes lines and gaps.
 *
 * Returns: whether it was done
 */
gboolean
tsu_plan_tell (TsuPlan *self, TsuPlanWork *work, GError **error)
{
  for (guint row = 0; row < work->needs->len; row++) {
    if (work->answer->first[row] == work->answer->first[row + 1])
      tell_gap (self, work, row);
    else if (!tell_row (self, work, row, error))
      return FALSE;
  }
  g_ptr_array_sort (self->lines, compare_lines);
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One to one assignment on a full matrix: R. Jonker and A. Volgenant, "A shortest augmenting path
 * algorithm for dense and sparse linear assignment problems", Computing 38 (1987). Column
 * reduction and reduction transfer are for square matrices without forbidden cells only, where
 * every column ends up used; elsewhere prices begin at 0, and every row may also stay uncovered
 * at the price of the cover bonus, which replaces the paper's dummy columns.
 *
 * Costs are kept as 32 bits, half the memory to read; wider scores take the sparse way.
 */

#include "config.h"

#include "tsu-assign-private.h"

#include "tsu-error.h"

#include <glib/gi18n.h>

#define FORBIDDEN G_MAXINT32
#define FREE (-1)
#define UNCOVERED (-2)
#define FAR G_MAXINT64

typedef struct {
  int n;
  int m;
  gint32 *cost;
  gint64 bonus; /* what an uncovered row costs, in the terms of cost */
  gint64 *v;    /* per column: offer price, may be negative until the end when all are used */
  int *x;       /* per row: column, FREE or UNCOVERED */
  int *y;       /* per column: row or FREE */
  gint64 *dist;
  int *pred;
  int *list; /* columns: settled, then as near as can be, then the rest */
  int *free_rows;
  int n_free;
} Matrix;

static void
matrix_clear (Matrix *self)
{
  g_free (self->cost);
  g_free (self->v);
  g_free (self->x);
  g_free (self->y);
  g_free (self->dist);
  g_free (self->pred);
  g_free (self->list);
  g_free (self->free_rows);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Matrix, matrix_clear)

static inline const gint32 *
row_of (const Matrix *self, int i)
{
  return self->cost + (gsize) i * self->m;
}

/* The price a row pays: its column's reduced cost, or the bonus when it is uncovered. */
static inline gint64
row_price (const Matrix *self, int i)
{
  if (self->x[i] < 0)
    return self->bonus;
  return row_of (self, i)[self->x[i]] + self->v[self->x[i]];
}

static void
reduce_columns (Matrix *self)
{
  g_autofree int *times = g_new0 (int, self->n);

  for (int j = 0; j < self->m; j++)
    self->v[j] = -FAR;
  for (int i = 0; i < self->n; i++) {
    const gint32 *row = row_of (self, i);

    for (int j = 0; j < self->m; j++)
      if (-row[j] > self->v[j]) {
        self->v[j] = -row[j];
        self->pred[j] = i;
      }
  }
  for (int j = self->m - 1; j >= 0; j--) {
    int i = self->pred[j];

    if (times[i]++ == 0) {
      self->x[i] = j;
      self->y[j] = i;
    }
  }
  /* Reduction transfer: a row that won one column only can leave the others dearer by nothing. */
  for (int i = 0; i < self->n; i++) {
    const gint32 *row = row_of (self, i);
    gint64 least = FAR;

    if (times[i] != 1)
      continue;
    for (int j = 0; j < self->m; j++)
      if (j != self->x[i] && row[j] + self->v[j] < least)
        least = row[j] + self->v[j];
    if (least != FAR)
      self->v[self->x[i]] += least;
  }
}

/* The two cheapest columns of a row. */
static inline void
find_two (const Matrix *self, int i, gint64 *first, int *j1, gint64 *second, int *j2)
{
  const gint32 *row = row_of (self, i);

  *first = *second = FAR;
  *j1 = *j2 = FREE;
  for (int j = 0; j < self->m; j++) {
    gint64 reduced = row[j] + self->v[j];

    if (reduced >= *second || row[j] == FORBIDDEN)
      continue;
    if (reduced < *first) {
      *second = *first;
      *j2 = *j1;
      *first = reduced;
      *j1 = j;
    } else {
      *second = reduced;
      *j2 = j;
    }
  }
}

/* Augmenting row reduction: each free row takes its cheapest column and makes it as dear as the
 * row can bear; whom it drives out tries again, for a while. */
static void
reduce_rows (Matrix *self)
{
  int n_before = self->n_free;
  gint64 tries = 4 * (gint64) self->n;
  int k = 0;

  self->n_free = 0;
  while (k < n_before) {
    int i = self->free_rows[k++];
    gint64 first, second;
    int j1, j2, other;

    find_two (self, i, &first, &j1, &second, &j2);
    if (j1 == FREE || first >= self->bonus) {
      self->x[i] = UNCOVERED;
      continue;
    }
    if (second > self->bonus) {
      second = self->bonus;
      j2 = FREE;
    }
    other = self->y[j1];
    if (first < second) {
      self->v[j1] += second - first;
    } else if (other != FREE && j2 != FREE) {
      j1 = j2;
      other = self->y[j1];
    }
    self->x[i] = j1;
    self->y[j1] = i;
    if (other == FREE)
      continue;
    self->x[other] = FREE;
    if (first < second && --tries > 0)
      self->free_rows[--k] = other;
    else
      self->free_rows[self->n_free++] = other;
  }
}

typedef struct {
  int low;  /* list[0 .. low): settled */
  int high; /* list[low .. high): as near as can be, not scanned */
  gint64 near;
  gint64 best; /* nearest way out */
  int end_col; /* a free column, or FREE when the way out is a row that becomes uncovered */
  int end_row;
} Path;

static void
offer_uncovered (const Matrix *self, Path *path, int row)
{
  gint64 dist = path->near + self->bonus - row_price (self, row);

  if (dist < path->best) {
    path->best = dist;
    path->end_col = FREE;
    path->end_row = row;
  }
}

/* Moves the nearest of the columns not settled to the front; FALSE if the way out is nearer. */
static gboolean
gather_nearest (Matrix *self, Path *path)
{
  gint64 least = FAR;

  for (int k = path->low; k < self->m; k++) {
    int j = self->list[k];

    if (self->dist[j] > least)
      continue;
    if (self->dist[j] < least) {
      path->high = path->low;
      least = self->dist[j];
    }
    self->list[k] = self->list[path->high];
    self->list[path->high++] = j;
  }
  if (least == FAR || least > path->best)
    return FALSE;
  path->near = least;
  for (int k = path->low; k < path->high; k++)
    if (self->y[self->list[k]] == FREE) {
      path->best = least;
      path->end_col = self->list[k];
      return FALSE;
    }
  return TRUE;
}

/* Settles the next column and reaches on from its row; TRUE when a free column is as near. */
static gboolean
scan_next (Matrix *self, Path *path)
{
  int j1 = self->list[path->low++];
  int i = self->y[j1];
  const gint32 *row = row_of (self, i);
  gint64 base = path->near - (row[j1] + self->v[j1]);

  offer_uncovered (self, path, i);
  for (int k = path->high; k < self->m; k++) {
    int j = self->list[k];
    gint64 dist = base + row[j] + self->v[j];

    if (dist >= self->dist[j] || row[j] == FORBIDDEN)
      continue;
    self->pred[j] = i;
    self->dist[j] = dist;
    if (dist > path->near)
      continue;
    if (self->y[j] == FREE) {
      path->best = dist;
      path->end_col = j;
      return TRUE;
    }
    self->list[k] = self->list[path->high];
    self->list[path->high++] = j;
  }
  return FALSE;
}

static void
find_path (Matrix *self, int start, Path *path)
{
  const gint32 *row = row_of (self, start);

  *path = (Path){ .best = self->bonus, .end_col = FREE, .end_row = start };
  for (int j = 0; j < self->m; j++) {
    self->dist[j] = row[j] == FORBIDDEN ? FAR : row[j] + self->v[j];
    self->pred[j] = start;
    self->list[j] = j;
  }
  while (gather_nearest (self, path))
    while (path->low < path->high)
      if (scan_next (self, path))
        return;
}

static void
augment (Matrix *self, int start)
{
  Path path;
  int i, j;

  self->x[start] = FREE;
  find_path (self, start, &path);
  for (int k = 0; k < path.low; k++) {
    int col = self->list[k];

    if (self->dist[col] < path.best)
      self->v[col] += path.best - self->dist[col];
  }
  j = path.end_col;
  if (j == FREE) {
    /* The row at the end gives its column back along the path and stays uncovered. */
    i = path.end_row;
    j = self->x[i];
    self->x[i] = UNCOVERED;
    if (i == start)
      return;
  }
  do {
    int next;

    i = self->pred[j];
    next = self->x[i];
    self->y[j] = i;
    self->x[i] = j;
    j = next;
  } while (i != start);
}

static gboolean
solve_matrix (Matrix *self,
              gboolean complete,
              TsuAssignProgress progress,
              gpointer user_data,
              GCancellable *cancellable,
              GError **error)
{
  if (complete)
    reduce_columns (self);
  for (int i = 0; i < self->n; i++)
    if (self->x[i] == FREE)
      self->free_rows[self->n_free++] = i;
  for (int k = 0; k < 2; k++)
    reduce_rows (self);
  for (int k = 0; k < self->n_free; k++) {
    if (k % 16 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    if (k % 16 == 0 && progress)
      progress (self->n - self->n_free + k, self->n, user_data);
    augment (self, self->free_rows[k]);
  }
  return TRUE;
}

static void
matrix_init (Matrix *self, guint n, guint m, gint64 bonus)
{
  *self = (Matrix){ .n = n, .m = m, .bonus = bonus };
  self->cost = g_new (gint32, (gsize) n * m);
  self->v = g_new0 (gint64, m);
  self->dist = g_new (gint64, m);
  self->pred = g_new (int, m);
  self->list = g_new (int, m);
  self->x = g_new (int, n);
  self->y = g_new (int, m);
  self->free_rows = g_new (int, n);
  for (guint i = 0; i < n; i++)
    self->x[i] = FREE;
  for (guint j = 0; j < m; j++)
    self->y[j] = FREE;
}

/* Copies negated scores, lifted to begin at 0; with more needs than offers the sides change. */
static gboolean
fill_matrix (Matrix *self, gboolean turned, const gint64 *scores, gint64 best)
{
  gboolean complete = TRUE;

  for (int i = 0; i < self->n; i++)
    for (int j = 0; j < self->m; j++) {
      gint64 score = turned ? scores[(gsize) j * self->n + i] : scores[(gsize) i * self->m + j];

      complete = complete && score != TSU_ASSIGN_NO_PAIR;
      self->cost[(gsize) i * self->m + j] =
        score == TSU_ASSIGN_NO_PAIR ? FORBIDDEN : (gint32) (best - score);
    }
  return complete;
}

/* Lifts the prices of a full assignment so that none is negative: all rows pay the lift too. */
static void
lift_prices (Matrix *self)
{
  gint64 least = FAR;

  for (int j = 0; j < self->m; j++)
    least = MIN (least, self->v[j]);
  for (int j = 0; j < self->m; j++)
    self->v[j] -= least;
}

static TsuAssignment *
read_matrix (Matrix *self, gboolean turned, gint64 best, const gint64 *scores, gint64 cover)
{
  TsuAssignment *answer = g_new0 (TsuAssignment, 1);
  guint n = turned ? self->m : self->n;
  guint m = turned ? self->n : self->m;
  const int *partner = turned ? self->y : self->x;

  answer->n_needs = n;
  answer->n_offers = m;
  answer->first = g_new0 (guint, (gsize) n + 1);
  answer->partner = g_new (guint, MIN (n, m));
  answer->score = g_new (gint64, MIN (n, m));
  answer->load = g_new0 (guint, m);
  answer->need_price = g_new (gint64, n);
  answer->offer_price = g_new (gint64, m);
  answer->cover_bonus = cover;
  for (guint i = 0; i < n; i++) {
    /* Seen from the other side, a price is what is left of the bonus. */
    answer->need_price[i] = turned ? cover - self->v[i] : row_price (self, i) - best;
    if (partner[i] >= 0) {
      answer->partner[answer->n_pairs] = partner[i];
      answer->score[answer->n_pairs] = scores[(gsize) i * m + partner[i]];
      answer->total_score += answer->score[answer->n_pairs++];
      answer->load[partner[i]] = 1;
    }
    answer->first[i + 1] = answer->n_pairs;
  }
  for (guint j = 0; j < m; j++)
    answer->offer_price[j] = turned ? cover + best - row_price (self, j) : self->v[j];
  answer->covered = answer->n_pairs;
  return answer;
}

/* The general way, for scores too wide for 32 bits. */
static TsuAssignment *
solve_as_edges (guint n,
                guint m,
                const gint64 *scores,
                TsuAssignProgress progress,
                gpointer user_data,
                GCancellable *cancellable,
                GError **error)
{
  g_autofree TsuAssignEdge *edges = g_new (TsuAssignEdge, MAX ((gsize) n * m, 1));
  TsuAssignProblem problem = { .n_needs = n, .n_offers = m, .edges = edges };

  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < m; j++)
      if (scores[(gsize) i * m + j] != TSU_ASSIGN_NO_PAIR)
        edges[problem.n_edges++] = (TsuAssignEdge){ i, j, scores[(gsize) i * m + j] };
  return tsu_assign_solve (&problem, progress, user_data, cancellable, error);
}

/**
 * tsu_assign_solve_dense:
 * @n_needs: rows
 * @n_offers: columns
 * @scores: (array): row by row, larger is better, %TSU_ASSIGN_NO_PAIR for pairs not allowed
 * @progress: (nullable) (scope call): told now and then how far it is
 * @user_data: for @progress
 * @cancellable: (nullable): obeyed now and then
 * @error: as tsu_assign_solve()
 *
 * tsu_assign_solve() for one partner each and an offer used once, faster on full matrices.
 *
 * Returns: (transfer full): the choice and the prices that prove it, or %NULL
 */
TsuAssignment *
tsu_assign_solve_dense (guint n_needs,
                        guint n_offers,
                        const gint64 *scores,
                        TsuAssignProgress progress,
                        gpointer user_data,
                        GCancellable *cancellable,
                        GError **error)
{
  g_auto (Matrix) matrix = { 0 };
  gsize n_cells = (gsize) n_needs * n_offers;
  gboolean turned = n_needs > n_offers;
  gint64 best = 0;
  gint64 worst = 0;
  gint64 cover;
  gboolean complete;

  for (gsize k = 0; k < n_cells; k++) {
    if (scores[k] == TSU_ASSIGN_NO_PAIR)
      continue;
    best = MAX (best, scores[k]);
    worst = MIN (worst, scores[k]);
  }
  if (n_cells == 0 || n_needs > G_MAXINT32 || n_offers > G_MAXINT32 || best > G_MAXINT32 / 4 ||
      worst < -G_MAXINT32 / 4)
    return solve_as_edges (n_needs, n_offers, scores, progress, user_data, cancellable, error);

  cover = tsu_assign_cover_bonus (n_needs, n_offers, best - worst, 0, 0);
  matrix_init (&matrix, MIN (n_needs, n_offers), MAX (n_needs, n_offers), cover + best);
  complete = fill_matrix (&matrix, turned, scores, best) && n_needs == n_offers;
  if (!solve_matrix (&matrix, complete, progress, user_data, cancellable, error))
    return NULL;
  if (complete)
    lift_prices (&matrix);
  return read_matrix (&matrix, turned, best, scores, cover);
}

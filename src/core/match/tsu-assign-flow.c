/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Exact minimum-cost flow by successive shortest paths with prices (Edmonds and Karp 1972,
 * Tomizawa 1971), begun from any prices at all: good ones only make it faster.
 *
 * Three steps. seed_needs() uses what is free at the given prices. settle_need() finds, for each
 * place still open, the cheapest exchange that ends at a free use of an offer or at an empty
 * place. An offer whose price is higher than its load justifies is treated as serving phantoms;
 * drop_phantom() looks for who would take such a use, or lowers the price, by the same search
 * run backwards. Ties are met in index order, so the same problem always gets the same answer.
 */

#include "config.h"

#include "tsu-assign-private.h"

#define FAR G_MAXINT64

typedef struct {
  gint64 key;
  guint32 node;
} HeapItem;

/* Nodes: needs first, then offers. A node's distance counts only if stamp says it is of today. */
typedef struct {
  TsuNet *net;
  gint64 *dist;
  guint32 *stamp;
  guint32 *via_edge;
  guint32 *via_node;
  guint8 *done;
  guint32 today;

  GArray *heap;  /* HeapItem, binary, with stale items left in */
  GArray *ready; /* guint32: nodes as near as the one in hand */
  GArray *seen;  /* guint32: nodes settled in this search */

  gint64 best;      /* length of the best way out so far */
  guint32 best_end; /* where it leaves */

  /* the offers' side, built when drop_phantom() first needs it */
  gsize *in_start;
  TsuNetSlot *in;
} Search;

static void
search_clear (Search *self)
{
  g_free (self->dist);
  g_free (self->stamp);
  g_free (self->via_edge);
  g_free (self->via_node);
  g_free (self->done);
  g_free (self->in_start);
  g_free (self->in);
  g_array_unref (self->heap);
  g_array_unref (self->ready);
  g_array_unref (self->seen);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

static void
search_init (Search *self, TsuNet *net)
{
  gsize n_nodes = (gsize) net->n_needs + net->n_offers + 1;

  *self = (Search){ .net = net };
  self->dist = g_new (gint64, n_nodes);
  self->stamp = g_new0 (guint32, n_nodes);
  self->via_edge = g_new0 (guint32, n_nodes);
  self->via_node = g_new0 (guint32, n_nodes);
  self->done = g_new (guint8, n_nodes);
  self->heap = g_array_new (FALSE, FALSE, sizeof (HeapItem));
  self->ready = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->seen = g_array_new (FALSE, FALSE, sizeof (guint32));
}

static inline gboolean
comes_before (const HeapItem *a, const HeapItem *b)
{
  return a->key != b->key ? a->key < b->key : a->node < b->node;
}

static void
heap_push (GArray *heap, gint64 key, guint32 node)
{
  HeapItem item = { key, node };
  HeapItem *items;
  guint at = heap->len;

  g_array_append_val (heap, item);
  items = (HeapItem *) heap->data;
  while (at > 0 && comes_before (&item, &items[(at - 1) / 2])) {
    items[at] = items[(at - 1) / 2];
    at = (at - 1) / 2;
  }
  items[at] = item;
}

static HeapItem
heap_pop (GArray *heap)
{
  HeapItem *items = (HeapItem *) heap->data;
  HeapItem top = items[0];
  HeapItem last = items[heap->len - 1];
  guint n = heap->len - 1;
  guint at = 0;

  g_array_set_size (heap, n);
  for (guint child = 1; child < n; child = 2 * at + 1) {
    if (child + 1 < n && comes_before (&items[child + 1], &items[child]))
      child++;
    if (!comes_before (&items[child], &last))
      break;
    items[at] = items[child];
    at = child;
  }
  if (n > 0)
    items[at] = last;
  return top;
}

static void
begin (Search *self, guint32 node)
{
  self->today++;
  g_array_set_size (self->heap, 0);
  g_array_set_size (self->ready, 0);
  g_array_set_size (self->seen, 0);
  self->best = FAR;
  self->best_end = TSU_NET_NONE;
  self->dist[node] = 0;
  self->stamp[node] = self->today;
  self->done[node] = 0;
  self->via_edge[node] = TSU_NET_NONE;
  self->via_node[node] = TSU_NET_NONE;
  g_array_append_val (self->ready, node);
}

static inline void
reach (Search *self, guint32 node, gint64 dist, gint64 now, guint32 edge, guint32 from)
{
  if (dist > self->best || (self->stamp[node] == self->today && dist >= self->dist[node]))
    return;
  self->stamp[node] = self->today;
  self->dist[node] = dist;
  self->done[node] = 0;
  self->via_edge[node] = edge;
  self->via_node[node] = from;
  if (dist == now)
    g_array_append_val (self->ready, node);
  else
    heap_push (self->heap, dist, node);
}

/* Takes the nearest node not settled yet; FALSE when a way out is at least as near. A way out
 * through an empty place does not win ties: a tie that costs nothing is better made. */
static gboolean
take_nearest (Search *self, guint32 *node)
{
  while (TRUE) {
    if (self->ready->len > 0) {
      *node = g_array_index (self->ready, guint32, self->ready->len - 1);
      g_array_set_size (self->ready, self->ready->len - 1);
    } else if (self->heap->len > 0) {
      HeapItem item = heap_pop (self->heap);

      if (item.key > self->dist[item.node])
        continue;
      *node = item.node;
    } else {
      return FALSE;
    }
    if (self->done[*node])
      continue;
    if (self->dist[*node] > self->best ||
        (self->dist[*node] == self->best && self->best_end >= self->net->n_needs))
      return FALSE;
    self->done[*node] = 1;
    g_array_append_val (self->seen, *node);
    return TRUE;
  }
}

static inline void
offer_way_out (Search *self, guint32 node, gint64 dist)
{
  if (dist < self->best ||
      (dist == self->best && self->best_end < self->net->n_needs && node >= self->net->n_needs)) {
    self->best = dist;
    self->best_end = node;
  }
}

static void
scan_need_forward (Search *self, guint32 need)
{
  TsuNet *net = self->net;
  gint64 now = self->dist[need];
  gint64 base = now - net->u[need];

  offer_way_out (self, need, base + tsu_net_empty_cost (net, need, net->empty[need] + 1));
  for (gsize e = net->row[need]; e < net->row[need + 1]; e++) {
    /* Prices are never negative and the row ascends: nothing nearer follows. */
    if (base + net->cost[e] > self->best)
      break;
    if (!net->held[e])
      reach (self, net->n_needs + net->col[e], base + net->cost[e] + net->v[net->col[e]], now, e,
             need);
  }
}

static void
scan_offer_forward (Search *self, guint32 offer)
{
  TsuNet *net = self->net;
  guint32 node = net->n_needs + offer;
  gint64 now = self->dist[node];
  const TsuNetSlot *slots = net->slots + net->slot[offer];

  if (net->phantom[offer] > 0)
    offer_way_out (self, node, now);
  else if (net->load[offer] < net->cap[offer])
    offer_way_out (self, node,
                   now + tsu_net_use_cost (net, offer, net->load[offer]) - net->v[offer]);
  for (guint s = 0; s < net->load[offer]; s++) {
    guint32 need = slots[s].need;
    gint64 reduced = net->cost[slots[s].edge] + net->v[offer] - net->u[need];

    reach (self, need, now - reduced, now, slots[s].edge, node);
  }
}

/* Raises (sign 1) or lowers (sign -1) the prices of all that is nearer than the way out. */
static void
move_prices (Search *self, int sign)
{
  TsuNet *net = self->net;

  for (guint k = 0; k < self->seen->len; k++) {
    guint32 node = g_array_index (self->seen, guint32, k);
    gint64 by = self->best - self->dist[node];

    if (by <= 0)
      continue;
    if (node < net->n_needs)
      net->u[node] += sign * by;
    else
      net->v[node - net->n_needs] += sign * by;
  }
}

static void
settle_need (Search *self, guint32 start)
{
  TsuNet *net = self->net;
  guint32 node;

  begin (self, start);
  while (take_nearest (self, &node)) {
    if (node < net->n_needs)
      scan_need_forward (self, node);
    else
      scan_offer_forward (self, node - net->n_needs);
  }
  move_prices (self, 1);

  node = self->best_end;
  net->open[start]--;
  if (node < net->n_needs)
    net->empty[node]++;
  else if (net->phantom[node - net->n_needs] > 0)
    net->phantom[node - net->n_needs]--;
  while (node != start) {
    guint32 from = self->via_node[node];

    if (node < net->n_needs)
      tsu_net_release (net, node, self->via_edge[node]);
    else
      tsu_net_hold (net, from, self->via_edge[node]);
    node = from;
  }
}

static void
index_offers (Search *self)
{
  TsuNet *net = self->net;
  gsize n_edges = net->row[net->n_needs];
  g_autofree gsize *next = NULL;

  self->in_start = g_new0 (gsize, (gsize) net->n_offers + 1);
  self->in = g_new (TsuNetSlot, MAX (n_edges, 1));
  for (gsize e = 0; e < n_edges; e++)
    self->in_start[net->col[e] + 1]++;
  for (guint j = 0; j < net->n_offers; j++)
    self->in_start[j + 1] += self->in_start[j];
  next = g_memdup2 (self->in_start, sizeof (gsize) * ((gsize) net->n_offers + 1));
  for (guint i = 0; i < net->n_needs; i++)
    for (gsize e = net->row[i]; e < net->row[i + 1]; e++)
      self->in[next[net->col[e]]++] = (TsuNetSlot){ i, e };
}

static void
scan_offer_backward (Search *self, guint32 offer)
{
  TsuNet *net = self->net;
  guint32 node = net->n_needs + offer;
  gint64 now = self->dist[node];
  guint load = net->load[offer] + net->phantom[offer];

  offer_way_out (self, node, now + net->v[offer] - tsu_net_use_cost (net, offer, load - 1));
  for (gsize k = self->in_start[offer]; k < self->in_start[offer + 1]; k++) {
    guint32 need = self->in[k].need;
    guint32 e = self->in[k].edge;

    /* A need without places takes nothing: its price gives way at no cost. */
    if (!net->held[e] && net->places[need] > 0)
      reach (self, need, now + net->cost[e] + net->v[offer] - net->u[need], now, e, node);
  }
}

static void
scan_need_backward (Search *self, guint32 need)
{
  TsuNet *net = self->net;
  gint64 now = self->dist[need];

  if (net->empty[need] > 0)
    offer_way_out (self, need,
                   now + net->u[need] - tsu_net_empty_cost (net, need, net->empty[need]));
  for (gsize e = net->row[need]; e < net->row[need + 1]; e++)
    if (net->held[e])
      reach (self, net->n_needs + net->col[e],
             now - (net->cost[e] + net->v[net->col[e]] - net->u[need]), now, e, need);
}

static void
drop_phantom (Search *self, guint32 offer)
{
  TsuNet *net = self->net;
  guint32 start = net->n_needs + offer;
  guint32 node;

  if (!self->in)
    index_offers (self);
  begin (self, start);
  while (take_nearest (self, &node)) {
    if (node < net->n_needs)
      scan_need_backward (self, node);
    else
      scan_offer_backward (self, node - net->n_needs);
  }
  move_prices (self, -1);

  node = self->best_end;
  net->phantom[offer]--;
  if (node < net->n_needs)
    net->empty[node]--;
  if (node >= net->n_needs && node != start) {
    tsu_net_release (net, self->via_node[node], self->via_edge[node]);
    node = self->via_node[node];
  }
  /* Walking back, each use is freed before its offer is given the next one. */
  while (node != start) {
    guint32 from = self->via_node[node];

    if (from != start)
      tsu_net_release (net, self->via_node[from], self->via_edge[from]);
    tsu_net_hold (net, node, self->via_edge[node]);
    node = from == start ? start : self->via_node[from];
  }
}

/* Whether one more use of the offer costs nothing at its price. */
static gboolean
has_room (const TsuNet *net, guint32 offer)
{
  return net->load[offer] < net->cap[offer] &&
         net->v[offer] >= tsu_net_use_cost (net, offer, net->load[offer]);
}

/* The cheapest edge not used at the current prices; among equals the one of the auction, then
 * one with room. */
static gboolean
find_cheapest (const TsuNet *net, guint32 need, const guint8 *wanted, gint64 *key, guint32 *edge)
{
  int rank = -1;

  *key = FAR;
  for (gsize e = net->row[need]; e < net->row[need + 1] && net->cost[e] <= *key; e++) {
    gint64 reduced = net->cost[e] + net->v[net->col[e]];
    int standing;

    if (net->held[e] || reduced > *key)
      continue;
    standing = has_room (net, net->col[e]) ? 1 + (wanted[e] != 0) : 0;
    if (reduced < *key || standing > rank) {
      *key = reduced;
      *edge = e;
      rank = standing;
    }
  }
  return rank > 0;
}

/* Sets each need's price for the offers' prices and uses what is free at them. */
static void
seed_needs (TsuNet *net, const guint8 *wanted)
{
  for (guint32 i = 0; i < net->n_needs; i++) {
    gint64 key;
    guint32 edge = 0;
    gboolean free_use = find_cheapest (net, i, wanted, &key, &edge);

    if (net->places[i] == 0)
      net->u[i] = key == FAR ? 0 : key;
    while (net->open[i] > 0) {
      gint64 empty = tsu_net_empty_cost (net, i, net->empty[i] + 1);

      net->u[i] = MIN (key, empty);
      if (key > empty)
        net->empty[i]++;
      else if (free_use)
        tsu_net_hold (net, i, edge);
      else
        break;
      net->open[i]--;
      if (key <= empty)
        free_use = find_cheapest (net, i, wanted, &key, &edge);
    }
  }
}

static gsize
count_phantoms (TsuNet *net)
{
  gsize sum = 0;

  for (guint j = 0; j < net->n_offers; j++) {
    guint load = net->load[j];

    while (load < net->cap[j] && net->v[j] > tsu_net_use_cost (net, j, load))
      load++;
    net->phantom[j] = load - net->load[j];
    sum += net->phantom[j];
  }
  return sum;
}

/* Free the auction's choice but remember it: wanted marks what is worth trying first. */
static guint8 *
take_choice (TsuNet *net)
{
  guint8 *wanted = g_memdup2 (net->held, MAX (net->row[net->n_needs], 1));

  tsu_net_release_all (net);
  return wanted;
}

/*
 * tsu_net_flow:
 *
 * Makes the network's flow and prices optimal, starting from its prices.
 */
gboolean
tsu_net_flow (TsuNet *net, GError **error)
{
  g_auto (Search) search = { 0 };
  g_autofree guint8 *wanted = take_choice (net);
  guint steps = 0;

  search_init (&search, net);
  seed_needs (net, wanted);
  count_phantoms (net);
  for (guint32 i = 0; i < net->n_needs; i++)
    while (net->open[i] > 0) {
      if (++steps % 64 == 0 && !tsu_net_tick (net, i, error))
        return FALSE;
      settle_need (&search, i);
    }
  for (guint32 j = 0; j < net->n_offers; j++)
    while (net->phantom[j] > 0) {
      if (++steps % 64 == 0 && !tsu_net_tick (net, net->n_needs, error))
        return FALSE;
      drop_phantom (&search, j);
    }
  return tsu_net_tick (net, net->n_needs, error);
}

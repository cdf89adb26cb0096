/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Good prices to begin with, by an auction with falling bid steps (Bertsekas 1979, 1988; the
 * "double push" of Goldberg and Kennedy 1995 is the same move). Each need bids for its cheapest
 * offer as much as the second cheapest lets it; an offer serves its highest bidders.
 *
 * Nothing here has to be right: whatever prices come out, tsu_net_flow() makes them exact. So the
 * auction may stop at a step somewhat below one unit and gives up wars that take too long.
 */

#include "config.h"

#include "tsu-assign-private.h"

/* Prices are kept in 1/SCALE units; the last bid step is one of them. */
#define SCALE 64
#define STEP_RATIO 7
#define BIDS_PER_PLACE 40
#define LIMIT_SPREADS 4
#define FEW_UNCOVERED 16

typedef struct {
  TsuNet *net;
  gint64 *price; /* per offer: what the next bidder has to beat */
  gint64 *floor; /* per offer: price the round began with */
  gint64 *bid;   /* per slot, as net->slots */
  guint *taken;  /* per need: places filled or given up */
  guint *given_up;
  GArray *queue; /* guint32: needs with places to fill, last first */
  gint64 step;
  gint64 limit; /* no need bids when it would pay more than this */
  gint64 n_bids;
} Auction;

static void
auction_clear (Auction *self)
{
  g_free (self->price);
  g_free (self->floor);
  g_free (self->bid);
  g_free (self->taken);
  g_free (self->given_up);
  g_array_unref (self->queue);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Auction, auction_clear)

static guint
find_lowest_bid (const Auction *self, guint32 offer)
{
  const gint64 *bid = self->bid + self->net->slot[offer];
  guint lowest = 0;

  for (guint s = 1; s < self->net->load[offer]; s++)
    if (bid[s] < bid[lowest])
      lowest = s;
  return lowest;
}

/* The next bidder either outbids the lowest or, below the cap, pays for one more use. */
static void
update_price (Auction *self, guint32 offer)
{
  TsuNet *net = self->net;
  /* More than any need can pay, for an offer that serves nobody. */
  gint64 price = 2 * net->cover_bonus * SCALE;

  if (net->load[offer] < net->cap[offer])
    price = tsu_net_use_cost (net, offer, net->load[offer]) * SCALE;
  if (net->load[offer] > 0)
    price = MIN (price, self->bid[net->slot[offer] + find_lowest_bid (self, offer)]);
  self->price[offer] = MAX (price, self->floor[offer]);
}

static void
evict_lowest (Auction *self, guint32 offer)
{
  TsuNet *net = self->net;
  guint s = find_lowest_bid (self, offer);
  TsuNetSlot *slots = net->slots + net->slot[offer];
  gint64 *bid = self->bid + net->slot[offer];
  guint32 need = slots[s].need;
  guint last = --net->load[offer];

  net->held[slots[s].edge] = 0;
  slots[s] = slots[last];
  bid[s] = bid[last];
  self->taken[need]--;
  g_array_append_val (self->queue, need);
}

static void
place_bid (Auction *self, guint32 need, guint32 edge, gint64 bid)
{
  TsuNet *net = self->net;
  guint32 offer = net->col[edge];
  gsize slot = net->slot[offer];

  if (net->load[offer] > 0) {
    gint64 lowest = self->bid[slot + find_lowest_bid (self, offer)];

    if (net->load[offer] == net->cap[offer] ||
        lowest < tsu_net_use_cost (net, offer, net->load[offer]) * SCALE)
      evict_lowest (self, offer);
  }
  self->bid[slot + net->load[offer]] = bid;
  tsu_net_hold (net, need, edge);
  self->taken[need]++;
  self->n_bids++;
  update_price (self, offer);
}

/* Lets the need bid for one place; when leaving it empty is cheaper it gives the place up. */
static void
bid_once (Auction *self, guint32 need)
{
  TsuNet *net = self->net;
  gint64 none = self->taken[need] == self->given_up[need] ? net->cover_bonus : net->fill_bonus;
  gint64 first = G_MAXINT64;
  gint64 second;
  guint32 edge = 0;

  second = MIN (none, self->limit) * SCALE;
  for (gsize e = net->row[need]; e < net->row[need + 1]; e++) {
    gint64 cost = net->cost[e] * SCALE;
    gint64 reduced;

    if (cost >= second)
      break;
    reduced = cost + self->price[net->col[e]];
    if (reduced >= second || net->held[e])
      continue;
    if (reduced < first) {
      second = MIN (second, first);
      first = reduced;
      edge = e;
    } else {
      second = reduced;
    }
  }
  if (first == G_MAXINT64) {
    self->taken[need]++;
    self->given_up[need]++;
    return;
  }
  place_bid (self, need, edge, self->price[net->col[edge]] + (second - first) + self->step);
}

static gboolean
run_round (Auction *self, gint64 max_bids, GError **error)
{
  TsuNet *net = self->net;
  gint64 stop = self->n_bids + max_bids;
  guint turns = 0;

  tsu_net_release_all (net);
  memset (self->taken, 0, sizeof (guint) * net->n_needs);
  memset (self->given_up, 0, sizeof (guint) * net->n_needs);
  g_array_set_size (self->queue, 0);
  for (guint32 j = 0; j < net->n_offers; j++) {
    self->floor[j] = self->price[j];
    update_price (self, j);
  }
  for (guint32 i = net->n_needs; i-- > 0;)
    g_array_append_val (self->queue, i);

  while (self->queue->len > 0 && self->n_bids < stop) {
    guint32 need = g_array_index (self->queue, guint32, self->queue->len - 1);

    if (++turns % 65536 == 0 && !tsu_net_tick (net, 0, error))
      return FALSE;
    g_array_set_size (self->queue, self->queue->len - 1);
    if (self->taken[need] >= net->places[need])
      continue;
    if (self->taken[need] + 1 < net->places[need])
      g_array_append_val (self->queue, need);
    bid_once (self, need);
  }
  return TRUE;
}

/* What an offer with room asks more than one more use of it costs: nobody pays it. */
static gint64
find_excess (const Auction *self, guint32 offer)
{
  const TsuNet *net = self->net;

  if (net->load[offer] == net->cap[offer])
    return 0;
  return MAX (self->price[offer] - tsu_net_use_cost (net, offer, net->load[offer]) * SCALE, 0);
}

/* Whether offers are scarce: needs that went without, times so many, outnumber offers with room. */
static gboolean
are_scarce (const Auction *self, guint times)
{
  const TsuNet *net = self->net;
  guint uncovered = 0;
  guint with_room = 0;

  for (guint32 i = 0; i < net->n_needs; i++)
    uncovered += net->places[i] > 0 && self->given_up[i] == net->places[i];
  for (guint32 j = 0; j < net->n_offers; j++)
    with_room += net->load[j] < net->cap[j];
  return (guint64) uncovered * times > with_room;
}

/* A price nobody paid was too high. Only differences between prices matter to the needs, so all
 * prices come down together until none is unpaid: the next, finer round begins from below and can
 * mend by bidding what became uneven at the bottom. */
static void
lower_prices (Auction *self)
{
  TsuNet *net = self->net;
  gint64 most = G_MAXINT64;
  gint64 shift = 0;

  /* Where needs go without, if only in places, prices are high for a reason: they may be too high
   * by what the last steps overshot, and bringing all of them down would start the war anew. */
  if (are_scarce (self, FEW_UNCOVERED))
    most = 2 * STEP_RATIO * self->step;
  else
    for (guint32 j = 0; j < net->n_offers; j++)
      shift = MAX (shift, find_excess (self, j));
  for (guint32 j = 0; j < net->n_offers; j++) {
    self->price[j] = MAX (self->price[j] - shift, tsu_net_use_cost (net, j, 0) * SCALE);
    self->price[j] -= MIN (find_excess (self, j), most);
  }
}

/* When needs are many and offers few, being covered is what is scarce, and the offers' prices
 * belong as high as the cover bonus; the auction went no higher than its limit. */
static void
raise_scarce (Auction *self)
{
  TsuNet *net = self->net;

  for (guint32 j = 0; j < net->n_offers; j++)
    if (net->load[j] == net->cap[j])
      self->price[j] += MAX (net->cover_bonus - self->limit, 0) * SCALE;
}

/* Prices as whole units. Rounding breaks a bid only where a price crosses a whole unit that its
 * need's other prices do not; so we cut where the fewest prices lie. */
static void
round_prices (Auction *self)
{
  TsuNet *net = self->net;
  gsize count[SCALE] = { 0 };
  gint64 cut = 1;

  for (guint32 j = 0; j < net->n_offers; j++)
    count[self->price[j] % SCALE]++;
  for (gint64 r = 2; r < SCALE; r++)
    if (count[r] < count[cut])
      cut = r;
  for (guint32 j = 0; j < net->n_offers; j++)
    net->v[j] = MAX ((self->price[j] + SCALE - cut) / SCALE, tsu_net_use_cost (net, j, 0));
}

/*
 * tsu_net_auction:
 *
 * Leaves prices in @net and marks in it the pairs the auction ended with.
 */
gboolean
tsu_net_auction (TsuNet *net, GError **error)
{
  g_auto (Auction) self = { .net = net };
  gint64 spread = 1;
  gint64 dearest = 0;
  gint64 n_places = 0;

  self.price = g_new0 (gint64, MAX (net->n_offers, 1));
  self.floor = g_new0 (gint64, MAX (net->n_offers, 1));
  self.bid = g_new0 (gint64, MAX (net->slot[net->n_offers], 1));
  self.taken = g_new0 (guint, MAX (net->n_needs, 1));
  self.given_up = g_new0 (guint, MAX (net->n_needs, 1));
  self.queue = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint i = 0; i < net->n_needs; i++) {
    n_places += net->places[i];
    if (net->row[i + 1] > net->row[i]) {
      spread = MAX (spread, net->cost[net->row[i + 1] - 1] - net->cost[net->row[i]]);
      dearest = MAX (dearest, net->cost[net->row[i + 1] - 1]);
    }
  }
  self.limit = dearest + spread * LIMIT_SPREADS;
  for (self.step = MAX (spread * SCALE / STEP_RATIO, 1);;
       self.step = MAX (self.step / STEP_RATIO, 1)) {
    if (!run_round (&self, n_places * BIDS_PER_PLACE, error))
      return FALSE;
    if (self.step == 1)
      break;
    lower_prices (&self);
  }
  if (are_scarce (&self, 1))
    raise_scarce (&self);
  round_prices (&self);
  return TRUE;
}

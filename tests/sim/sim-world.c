/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A world from its seed to its end: people, faults, rights, healing, and the judgement.
 */

#include "config.h"

#include "sim-world.h"

#include "sim-check.h"
#include "sim-net.h"
#include "sim-people.h"
#include "sim-stranger.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#define BEGIN_MS G_GINT64_CONSTANT (1800000000000)
#define YEAR_MS (365 * SIM_DAY_MS)
#define ROUNDS_MAX 20
/* The world is looked at every so many steps. */
#define CHECKED 4

gboolean sim_world_is_loud;

void
sim_world_fail (SimWorld *self, const char *invariant, const char *format, ...)
{
  va_list args;

  if (self->failed != NULL)
    return;
  va_start (args, format);
  self->failed = invariant;
  self->failure = g_strdup_vprintf (format, args);
  va_end (args);
}

void
sim_world_tell (SimWorld *self, const char *format, ...)
{
  g_autofree char *line = NULL;
  va_list args;

  va_start (args, format);
  line = g_strdup_vprintf (format, args);
  va_end (args);
  self->trace = self->trace * G_GUINT64_CONSTANT (1099511628211) ^ g_str_hash (line);
  if (sim_world_is_loud)
    printf ("# %" G_GINT64_FORMAT " %s\n", self->clock - BEGIN_MS, line);
}

gboolean
sim_world_is_well (const SimWorld *self)
{
  return self->failed == NULL;
}

/* As the program makes them for offices with hundreds of thousands of records. */
gboolean
sim_world_has_large_pages (const SimWorld *self)
{
  return self->seed % 8 == 0;
}

static int
draw (SimWorld *self, int low, int high)
{
  return sim_random_range (&self->random, low, high);
}

/* Most worlds are small and bad in some ways only, so that what breaks can be understood; one
 * in 24 is large and bad in all. */
static void
make_plan (SimWorld *self)
{
  SimPlan *plan = &self->plan;
  gboolean large = draw (self, 0, 24) == 0;

#define SOMETIMES(max) (large || draw (self, 0, 3) == 0 ? draw (self, 0, (max) + 1) : 0)
  plan->n_desks = large ? draw (self, 3, SIM_DESKS_MAX + 1) : draw (self, 2, 4);
  plan->n_wards = draw (self, 2, SIM_WARDS_MAX + 1);
  plan->days = draw (self, 1, 61);
  plan->n_steps = large ? draw (self, 40, 110) : draw (self, 8, 24);
  plan->loss = SOMETIMES (30);
  plan->replay = SOMETIMES (50);
  plan->lost_answers = SOMETIMES (30);
  plan->cuts = SOMETIMES (15);
  plan->slow = SOMETIMES (10);
  plan->crashes = SOMETIMES (12);
  plan->full_disks = SOMETIMES (8);
  plan->clock_jumps = SOMETIMES (10);
  plan->copies = SOMETIMES (6);
  plan->server_crashes = SOMETIMES (10);
  plan->server_restores = SOMETIMES (6);
  plan->grant_changes = SOMETIMES (10);
  plan->strangers = SOMETIMES (8);
#undef SOMETIMES
  /* Who loses a right while the server loses what he wrote: see README.md. */
  if (plan->server_restores > 0)
    plan->grant_changes = 0;
}

/* Rights as an office gives them: a role in the own ward, sometimes another in a second. */
static void
grant_rights (SimWorld *self, int desk)
{
  static const TsuRole roles[] = { TSU_ROLE_VIEWER, TSU_ROLE_STAFF, TSU_ROLE_COORDINATOR };
  g_autoptr (GArray) grants = g_array_new (FALSE, FALSE, sizeof (TsuPolicyGrant));
  int luck = draw (self, 0, 10);
  TsuPolicyGrant grant = { self->desks[desk].ward, roles[luck == 0 ? 0 : luck < 5 ? 1 : 2] };

  g_array_append_val (grants, grant);
  if (draw (self, 0, 3) == 0) {
    grant.ward = 1 + draw (self, 0, self->plan.n_wards);
    grant.role = roles[draw (self, 0, 3)];
    if (grant.ward != self->desks[desk].ward)
      g_array_append_val (grants, grant);
  }
  sim_server_grant (self->server, self->desks[desk].who, grants);
}

static void
begin (SimWorld *self)
{
  self->clock = BEGIN_MS;
  self->random = sim_random_new (self->seed);
  make_plan (self);
  self->network = sim_random_split (&self->random, "network");
  self->book = sim_book_new ();
  self->late = g_ptr_array_new_with_free_func (sim_late_free);
  sqlite3_randomness (0, NULL);
  self->server = sim_server_new (self);
  for (int i = 0; i < self->plan.n_desks && sim_world_is_well (self); i++) {
    SimDesk *desk = &self->desks[i];

    sim_desk_init (desk, self, i);
    /* Half of the desks share the first ward, so that they meet. */
    desk->ward = draw (self, 0, 2) ? 1 : 1 + draw (self, 0, self->plan.n_wards);
    sim_desk_start (desk);
    sim_desk_set_ward (desk);
    grant_rights (self, i);
    sim_server_login (self->server, desk);
  }
}

static void
jump_clock (SimWorld *self, SimDesk *desk)
{
  desk->clock_error = draw (self, 0, 3) == 0 ? 0 : (gint64) draw (self, -3650, 3651) * SIM_DAY_MS;
  sim_world_tell (self, "the clock of desk %d goes wrong by %" G_GINT64_FORMAT, desk->number,
                  desk->clock_error);
}

static void
copy_desk (SimWorld *self, SimDesk *desk)
{
  SimDesk *from = &self->desks[draw (self, 0, self->plan.n_desks)];

  if (from == desk || from->ledger == NULL)
    return;
  /* Nobody throws away what was typed: the one that is replaced has shared everything. */
  if (desk->ledger == NULL || tsu_ledger_count_outbox (desk->ledger, NULL) != 0)
    return;
  sim_check_give_up (desk);
  sim_desk_copy (desk, from);
  desk->ward = from->ward;
  desk->who = from->who;
  sim_desk_start (desk);
  sim_server_login (self->server, desk);
}

/* What goes wrong beside the network, if anything does, before somebody sits down at the desk. */
static void
bring_trouble (SimWorld *self, SimDesk *desk)
{
  const SimPlan *plan = &self->plan;

  if (draw (self, 0, 100) < plan->crashes) {
    if (draw (self, 0, 2))
      desk->disk->ops_to_death = draw (self, 1, 40);
    else
      sim_desk_crash (desk, draw (self, 0, 2) ? SIM_CRASH_POWER : SIM_CRASH_KILL);
  }
  if (draw (self, 0, 100) < plan->full_disks) {
    desk->disk->writes_to_full = draw (self, 0, 20);
    desk->disk->refusal = draw (self, 0, 3) ? SQLITE_FULL : SQLITE_IOERR_WRITE;
  }
  if (draw (self, 0, 100) < plan->clock_jumps)
    jump_clock (self, desk);
  if (draw (self, 0, 100) < plan->copies)
    copy_desk (self, desk);
  if (draw (self, 0, 100) < plan->server_crashes)
    self->server->disk->ops_to_death = draw (self, 1, 30);
  if (draw (self, 0, 100) < plan->server_restores * 2)
    sim_server_back_up (self->server);
  if (draw (self, 0, 100) < plan->server_restores) {
    sim_check_restore (self);
    sim_server_restore (self->server);
  }
  if (draw (self, 0, 100) < plan->grant_changes)
    grant_rights (self, desk->number);
  if (draw (self, 0, 100) < plan->strangers && self->server->n_restored == 0)
    sim_stranger_share (self);
  if (draw (self, 0, 100) < plan->loss)
    desk->cut_off = self->clock + draw (self, 0, 24) * SIM_HOUR_MS;
}

/* Somebody sits down, does some things and goes away again; the network is there or not. */
static void
sit (SimWorld *self, SimDesk *desk)
{
  int n_works = draw (self, 0, 4);

  desk->disk->writes_to_full = desk->disk->ops_to_death < 0 ? desk->disk->writes_to_full : -1;
  sim_desk_recover (desk);
  for (int i = 0; i < n_works && desk->ledger != NULL && sim_world_is_well (self); i++) {
    self->clock += draw (self, 1000, 120000);
    sim_desk_enter (desk);
    sim_people_work (desk);
    if (desk->disk->dead)
      return;
  }
  if (desk->ledger != NULL && desk->engine != NULL && draw (self, 0, 3) > 0) {
    tsu_engine_wake (desk->engine, self->clock);
    sim_net_share (desk, draw (self, 1000, 600000), 60);
  }
}

static void
step (SimWorld *self)
{
  SimDesk *desk = &self->desks[draw (self, 0, self->plan.n_desks)];
  gint64 day = SIM_DAY_MS * self->plan.days / self->plan.n_steps;

  self->clock += draw (self, 0, 2000) * (day / 1000);
  sim_server_recover (self->server);
  bring_trouble (self, desk);
  sim_server_recover (self->server);
  sit (self, desk);
  desk->disk->writes_to_full = -1;
  sim_desk_recover (desk);
  if (draw (self, 0, 100) < self->plan.replay)
    sim_net_deliver_late (self);
}

static gboolean
is_quiet (SimWorld *self)
{
  char epoch[TSU_DEPOT_EPOCH_SIZE];
  gint64 head;

  if (!tsu_depot_get_head (self->server->depot, epoch, &head, NULL))
    return FALSE;
  for (int i = 0; i < self->plan.n_desks; i++) {
    SimDesk *desk = &self->desks[i];
    g_auto (TsuShared) shared = { NULL };
    g_autofree char *scope = sim_server_get_scope (self->server, self->desks[i].who);

    tsu_ledger_get_shared (desk->ledger, &shared, NULL);
    if (tsu_ledger_count_outbox (desk->ledger, NULL) != 0 || shared.cursor < head ||
        g_strcmp0 (shared.epoch, epoch) != 0 || g_strcmp0 (shared.scope, scope) != 0)
      return FALSE;
  }
  return TRUE;
}

/* Everything works again; within a few rounds everybody must have everything. */
static void
heal (SimWorld *self)
{
  self->healed = TRUE;
  self->server->disk->ops_to_death = -1;
  sim_server_recover (self->server);
  for (int i = 0; i < self->plan.n_desks; i++) {
    self->desks[i].disk->ops_to_death = self->desks[i].disk->writes_to_full = -1;
    self->desks[i].clock_error = 0;
    sim_desk_recover (&self->desks[i]);
  }
  for (int round = 0; round < ROUNDS_MAX && sim_world_is_well (self); round++) {
    self->clock += 400 * 1000;
    for (int i = 0; i < self->plan.n_desks; i++)
      sim_net_share (&self->desks[i], 60 * 1000, 60);
    if (sim_world_is_well (self) && is_quiet (self))
      return;
  }
  if (sim_world_is_well (self))
    sim_world_fail (self, "I26", "not everybody has everything after %d rounds", ROUNDS_MAX);
}

static void
end (SimWorld *self)
{
  for (int i = 0; i < self->plan.n_desks; i++)
    sim_desk_clear (&self->desks[i]);
  sim_server_free (self->server);
  g_ptr_array_unref (self->late);
  sim_book_free (self->book);
}

void
sim_world_run (guint64 seed, SimResult *result)
{
  SimWorld self = { .seed = seed };

  begin (&self);
  for (int i = 0; i < self.plan.n_steps && sim_world_is_well (&self); i++) {
    step (&self);
    if (sim_world_is_well (&self) && i % CHECKED == 0)
      sim_check_during (&self);
  }
  if (sim_world_is_well (&self))
    heal (&self);
  if (sim_world_is_well (&self))
    sim_check_end (&self);
  sim_world_tell (&self, "%u changes, %d requests", self.book->saved->len, self.server->n_requests);
  *result = (SimResult){ self.failed, self.failure, self.trace, (int) self.book->saved->len,
                         self.server->n_requests };
  end (&self);
}

void
sim_result_clear (SimResult *result)
{
  g_clear_pointer (&result->story, g_free);
}

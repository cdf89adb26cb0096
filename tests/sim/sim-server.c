/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The real depot and the real service on a machine of their own: starting, crashing, being backed
 * up and restored from a backup. Only sockets and passwords are left out.
 */

#include "config.h"

#include "sim-server.h"

#include "sim-desk.h"
#include "sim-vfs.h"

#include "tsu-depot-accounts.h"
#include "tsu-inbox.h"
#include "tsu-secret.h"

#include <string.h>

#define DATABASE "depot.db"
#define YEAR_MS (365 * SIM_DAY_MS)
#define ALL_READER (SIM_ACCOUNTS - 1)
#define PAGE 5000

static SimDisk *template;
static SimDisk *small_template;
static char *template_guard;

static gboolean
load_guard (gpointer data, char **text, GError **error)
{
  *text = g_strdup (((SimServer *) data)->guard);
  return TRUE;
}

/* As durable as the file it stands for: replaced whole or not at all. */
static gboolean
save_guard (gpointer data, const char *text, GError **error)
{
  SimServer *self = data;

  if (self->disk->dead) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the power is gone");
    return FALSE;
  }
  g_free (self->guard);
  self->guard = g_strdup (text);
  return TRUE;
}

static const TsuGuardFunctions guard_functions = { load_guard, save_guard };

static TsuDepot *
open_depot (SimServer *self, gboolean accept_restore, GError **error)
{
  g_autofree char *path = sim_disk_path (self->disk, DATABASE);
  TsuDepotOptions options = {
    .database = path,
    .vfs = "sim",
    .guard = &guard_functions,
    .guard_data = self,
    .accept_restore = accept_restore,
    .now = self->machine.clock,
  };

  sim_random_fill (&self->machine.random, options.random, sizeof options.random);
  return tsu_depot_open (&options, error);
}

static void
enter (SimServer *self)
{
  self->machine.clock = self->world != NULL ? self->world->clock : 1600000000000;
  sim_os_enter (&self->machine);
}

/* Accounts and wards are made once: they are the same everywhere. */
void
sim_server_prepare (void)
{
  SimServer self = { .disk = sim_disk_new (), .machine.random = sim_random_new (2) };
  g_autoptr (GError) error = NULL;

  enter (&self);
  g_assert_true (tsu_secret_init (NULL));
  self.depot = open_depot (&self, FALSE, &error);
  g_assert_no_error (error);
  for (int i = 0; i < SIM_ACCOUNTS; i++) {
    g_autofree char *name = g_strdup_printf ("account%d", i);
    gint64 account;

    tsu_depot_add_account (self.depot, name, "none", self.machine.clock, &account, &error);
    g_assert_no_error (error);
    g_assert_cmpint (account, ==, i + 1);
  }
  for (int ward = 0; ward <= SIM_WARDS_MAX; ward++) {
    TsuGrantRow row = { .account = SIM_ACCOUNTS, .ward = ward, .role = (char *) "coordinator" };

    tsu_depot_set_ward (self.depot, ward, "ward", &error);
    tsu_depot_add_grant (self.depot, &row, &error);
  }
  g_assert_no_error (error);
  tsu_depot_close (self.depot);
  template = self.disk;
  small_template = sim_disk_new ();
  sim_disk_copy (small_template, template);
  sim_vfs_make_pages_small (small_template, DATABASE);
  template_guard = self.guard;
}

void
sim_server_finish (void)
{
  g_clear_pointer (&template, sim_disk_free);
  g_clear_pointer (&small_template, sim_disk_free);
  g_clear_pointer (&template_guard, g_free);
}

gboolean
sim_server_start (SimServer *self, gboolean accept_restore)
{
  g_autoptr (GError) error = NULL;

  enter (self);
  self->depot = open_depot (self, accept_restore, &error);
  if (self->depot == NULL) {
    if (!self->disk->dead)
      sim_world_fail (self->world, "I22", "the server cannot open its database: %s",
                      error->message);
    return FALSE;
  }
  return TRUE;
}

SimServer *
sim_server_new (SimWorld *world)
{
  SimServer *self = g_new0 (SimServer, 1);
  TsuServiceOptions options = tsu_service_defaults;

  self->world = world;
  self->disk = sim_disk_new ();
  self->machine.random = sim_random_split (&world->random, "server");
  self->images = g_ptr_array_new_with_free_func ((GDestroyNotify) sim_disk_free);
  self->guard = g_strdup (template_guard);
  options.session_days = 36500;
  options.requests_per_second = 1000;
  self->service = tsu_service_new (&options);
  for (int i = 0; i < SIM_ACCOUNTS; i++)
    self->grants[i] = g_array_new (FALSE, FALSE, sizeof (TsuPolicyGrant));
  for (int ward = 0; ward <= SIM_WARDS_MAX; ward++) {
    TsuPolicyGrant grant = { ward, TSU_ROLE_COORDINATOR };

    g_array_append_val (self->grants[ALL_READER], grant);
  }
  sim_disk_copy (self->disk, sim_world_has_large_pages (world) ? template : small_template);
  sim_server_start (self, FALSE);
  return self;
}

void
sim_server_free (SimServer *self)
{
  enter (self);
  self->disk->dead = TRUE;
  g_clear_pointer (&self->depot, tsu_depot_close);
  g_clear_pointer (&self->truth, sim_truth_free);
  tsu_service_free (self->service);
  sim_disk_free (self->disk);
  g_ptr_array_unref (self->images);
  for (int i = 0; i < SIM_ACCOUNTS; i++)
    g_array_unref (self->grants[i]);
  g_free (self->stranger);
  g_free (self->guard);
  g_free (self);
}

void
sim_server_crash (SimServer *self, SimCrash how)
{
  enter (self);
  g_clear_pointer (&self->truth, sim_truth_free);
  self->disk->dead = TRUE;
  g_clear_pointer (&self->depot, tsu_depot_close);
  sim_disk_crash (self->disk, how, &self->machine.random);
  sim_world_tell (self->world, "the server %s",
                  how == SIM_CRASH_POWER ? "loses its power" : "is killed");
  sim_server_start (self, FALSE);
}

void
sim_server_recover (SimServer *self)
{
  if (self->disk->dead || self->depot == NULL)
    sim_server_crash (self, sim_random_percent (&self->machine.random, 60) ? SIM_CRASH_POWER
                                                                           : SIM_CRASH_KILL);
}

void
sim_server_back_up (SimServer *self)
{
  SimDisk *image = sim_disk_new ();

  sim_disk_copy (image, self->disk);
  g_ptr_array_add (self->images, image);
  sim_world_tell (self->world, "the server is backed up");
}

/* A row for each grant that there is now; rights are the office's and come back at once. */
static void
write_grants (SimServer *self, int account)
{
  gboolean done = TRUE;
  gint64 removed;

  /* Whoever looks after the server sees that it is done. */
  self->disk->ops_to_death = -1;
  for (int ward = 0; done && ward <= SIM_WARDS_MAX; ward++)
    done = tsu_depot_remove_grant (self->depot, account + 1, ward, NULL, &removed, NULL);
  for (guint i = 0; done && i < self->grants[account]->len; i++) {
    const TsuPolicyGrant *grant = &g_array_index (self->grants[account], TsuPolicyGrant, i);
    TsuGrantRow row = { .account = account + 1,
                        .ward = grant->ward,
                        .role = (char *) tsu_role_get_name (grant->role) };

    done = tsu_depot_add_grant (self->depot, &row, NULL);
  }
  if (!done)
    sim_world_fail (self->world, "I14", "grants cannot be written");
}

void
sim_server_restore (SimServer *self)
{
  g_autoptr (TsuDepot) unasked = NULL;
  SimDisk *image;
  int n_desks = self->world->plan.n_desks;

  if (self->images->len == 0)
    return;
  enter (self);
  image = self->images->pdata[sim_random_range (&self->machine.random, 0, (int) self->images->len)];
  g_clear_pointer (&self->truth, sim_truth_free);
  self->disk->dead = TRUE;
  g_clear_pointer (&self->depot, tsu_depot_close);
  sim_disk_crash (self->disk, SIM_CRASH_KILL, &self->machine.random);
  sim_disk_copy (self->disk, image);
  self->n_restored++;
  g_clear_pointer (&self->stranger, g_free);
  sim_world_tell (self->world, "the server is restored from a backup");
  unasked = open_depot (self, FALSE, NULL);
  if (unasked == NULL) {
    sim_server_start (self, TRUE);
  } else {
    /* Nothing was written since: the copy is no older than the database was. */
    self->depot = g_steal_pointer (&unasked);
  }
  for (int i = 0; i < n_desks && self->depot != NULL; i++) {
    write_grants (self, i);
    sim_server_login (self, &self->world->desks[i]);
  }
}

/* As the program does: who could not keep what he may read has not signed in. */
static gboolean
keep_scope (SimServer *self, SimDesk *desk)
{
  g_autofree char *scope = sim_server_get_scope (self, desk->who);
  gboolean kept;

  sim_desk_enter (desk);
  kept = tsu_ledger_note_scope (desk->ledger, scope, NULL);
  enter (self);
  if (!kept)
    g_clear_pointer (&desk->token, g_free);
  return kept;
}

gboolean
sim_server_login (SimServer *self, SimDesk *desk)
{
  g_autofree char *hash = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (TsuShared) shared = { NULL };

  if (desk->ledger == NULL)
    return FALSE;
  tsu_ledger_get_shared (desk->ledger, &shared, NULL);
  enter (self);
  g_free (desk->token);
  desk->token = tsu_token_new ();
  hash = tsu_token_hash (desk->token);
  if (tsu_depot_register_device (self->depot, desk->who + 1, shared.device, NULL,
                                 self->machine.clock, &error) &&
      tsu_depot_add_session (self->depot, hash, desk->who + 1, shared.device, self->machine.clock,
                             self->machine.clock + 100 * YEAR_MS, &error))
    return keep_scope (self, desk);
  if (!self->disk->dead)
    sim_world_tell (self->world, "desk %d cannot sign in: %s", desk->number, error->message);
  return FALSE;
}

void
sim_server_grant (SimServer *self, int account, GArray *grants)
{
  /* A request that came late may have killed it; who changes rights needs it running. */
  sim_server_recover (self);
  enter (self);
  self->altered[account] = self->grants[account]->len > 0;
  g_array_set_size (self->grants[account], 0);
  g_array_append_vals (self->grants[account], grants->data, grants->len);
  write_grants (self, account);
}

void
sim_server_answer (SimServer *self, TsuRequest *request, TsuAnswer *answer)
{
  enter (self);
  self->n_requests++;
  if (g_str_equal (request->method, "POST"))
    g_clear_pointer (&self->truth, sim_truth_free);
  request->now = self->machine.clock;
  tsu_service_answer (self->service, self->depot, request, answer);
}

static void
read_as (SimServer *self, int account, TsuPrincipal *who)
{
  *who = (TsuPrincipal){ .account = account + 1,
                         .user = (char *) "all",
                         .device = (char *) "all",
                         .grants = (TsuPolicyGrant *) (gpointer) self->grants[account]->data,
                         .n_grants = self->grants[account]->len };
}

SimTruth *
sim_server_tell (SimServer *self)
{
  g_autoptr (GPtrArray) txns = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_txn_free);
  g_autofree char *scope = sim_server_get_scope (self, ALL_READER);
  TsuPrincipal who;
  gboolean more = TRUE;
  gint64 seq = 0;

  if (self->truth != NULL)
    return self->truth;
  enter (self);
  read_as (self, ALL_READER, &who);
  while (more) {
    g_auto (TsuPull) pull = { .who = &who, .seq = seq, .scope = scope, .limit = PAGE };
    g_autoptr (GError) error = NULL;

    if (!tsu_depot_pull (self->depot, &pull, self->machine.clock, &error) || pull.page == NULL) {
      sim_world_fail (self->world, "I2", "the server does not tell what it has: %s",
                      error != NULL ? error->message : tsu_refusal_get_name (pull.refusal.code));
      return NULL;
    }
    seq = pull.page->next;
    more = pull.page->more;
    g_ptr_array_extend_and_steal (txns, g_steal_pointer (&pull.page->txns));
    pull.page->txns = g_ptr_array_new ();
  }
  self->truth = sim_truth_new (g_steal_pointer (&txns));
  return self->truth;
}

gboolean
sim_server_took_in_disorder (const SimServer *self, const SimRecord *record, int level)
{
  const TsuChange *first = record->changes->pdata[0];

  return level == 0 && self->n_restored > 0 && g_str_equal (record->type, "actor") &&
         (first->op != TSU_OP_SET || strstr (first->fields, "\"kind\"") == NULL);
}

char *
sim_server_get_scope (SimServer *self, int account)
{
  TsuPrincipal who;

  read_as (self, account, &who);
  return tsu_principal_get_scope (&who);
}

char *
sim_server_why_held (SimServer *self, const char *change, char **body)
{
  for (int account = 1; account < SIM_ACCOUNTS; account++) {
    g_autoptr (GPtrArray) held = tsu_depot_list_held (self->depot, account, 0, PAGE, NULL);

    for (guint i = 0; held != NULL && i < held->len; i++) {
      const TsuDepotHeld *one = g_ptr_array_index (held, i);

      if (strstr (one->body, change) == NULL)
        continue;
      *body = g_strdup (one->body);
      return g_strdup (one->reason);
    }
  }
  return NULL;
}

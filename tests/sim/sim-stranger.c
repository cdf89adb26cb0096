/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A program newer than ours: types and fields that nobody here knows, spelled as our own writer
 * would not spell them. They have to come through everywhere byte for byte.
 */

#include "config.h"

#include "sim-stranger.h"

#include "tsu-depot-accounts.h"
#include "tsu-id.h"
#include "tsu-secret.h"

#define DEVICE "57a26e57a26e57a2"
#define NEWER 99

static TsuChange *
make_change (SimWorld *world, const char *type)
{
  TsuChange *change = tsu_change_new ();
  const char *mark;

  change->id = tsu_id_generate ();
  change->record = tsu_id_generate ();
  change->type = g_strdup (type);
  mark = sim_book_make_mark (world->book, change->record, TSU_POLICY_EVERYTHING, -1);
  change->fields =
    g_strdup_printf ("{ \"zz later\" : [ 1,{\"deep\":\"\\u3042%s\"} ],\"kind\":\"npo\"}", mark);
  change->seen = g_strdup ("[ ]");
  change->hlc = change->ohlc = (guint64) world->clock << 16;
  change->device = g_strdup (DEVICE);
  change->user = g_strdup ("newer");
  change->schema = NEWER;
  return change;
}

static gboolean
log_in (SimWorld *world)
{
  SimServer *server = world->server;
  g_autofree char *hash = NULL;

  if (server->stranger != NULL)
    return TRUE;
  server->stranger = tsu_token_new ();
  hash = tsu_token_hash (server->stranger);
  return tsu_depot_register_device (server->depot, SIM_ACCOUNTS, DEVICE, NULL, world->clock,
                                    NULL) &&
         tsu_depot_add_session (server->depot, hash, SIM_ACCOUNTS, DEVICE, world->clock,
                                world->clock + 36500 * SIM_DAY_MS, NULL);
}

void
sim_stranger_share (SimWorld *world)
{
  SimServer *server = world->server;
  g_autoptr (GPtrArray) txns = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_txn_free);
  g_auto (TsuRequest) request = { 0 };
  g_auto (TsuAnswer) answer = { 0 };
  TsuHello hello = { .protocol = TSU_WIRE_PROTOCOL,
                     .schema = NEWER,
                     .device = (char *) DEVICE,
                     .incarnation = 1,
                     .now = world->clock,
                     .ward = 1 };
  TsuTxn *txn = tsu_txn_new ();

  sim_server_recover (server);
  if (server->depot == NULL)
    return;
  sim_os_enter (&server->machine);
  if (!log_in (world))
    return;
  txn->id = tsu_id_generate ();
  txn->dseq = server->stranger_dseq + 1;
  txn->device = g_strdup (DEVICE);
  txn->label = g_strdup ("Later");
  txn->time = world->clock;
  g_ptr_array_add (txn->changes, make_change (world, "actor"));
  g_ptr_array_add (txn->changes, make_change (world, "later"));
  g_ptr_array_add (txns, txn);
  request.method = g_strdup ("POST");
  request.path = g_strdup ("/v1/push");
  request.token = g_strdup (server->stranger);
  request.peer = g_strdup ("stranger");
  request.body = tsu_wire_encode_push (&hello, txns);
  sim_server_answer (server, &request, &answer);
  sim_world_tell (world, "a newer program shares something: %d", answer.status);
  if (answer.status != 200 || server->disk->dead)
    return;
  server->stranger_dseq++;
  for (guint i = 0; i < txn->changes->len; i++)
    sim_book_add (world->book, tsu_change_copy (txn->changes->pdata[i]), txn->id, 2, -1);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The network between a desk and the server: requests that do not arrive, arrive cut, arrive again
 * much later or out of order; answers that are lost after the server has committed, or are cut, or
 * come too late.
 */

#include "config.h"

#include "sim-net.h"

#include "sim-desk.h"
#include "sim-view.h"

#include "tsu-wire-answer.h"

#include <string.h>

/* Longer than an engine waits for an answer. */
#define LONG_MS (120 * 1000)
#define LATE_MAX 24
/* How often one may ask in vain in ten minutes: waits double from one second on. */
#define FAILURES_MAX 25

/* A request that will arrive once more, of whoever sent it. */
typedef struct {
  int desk;
  char *token;
  char *method;
  char *target;
  GBytes *body;
} Late;

void
sim_late_free (gpointer data)
{
  Late *late = data;

  g_free (late->token);
  g_free (late->method);
  g_free (late->target);
  g_clear_pointer (&late->body, g_bytes_unref);
  g_free (late);
}

static gboolean
happens (SimWorld *world, int percent)
{
  return !world->healed && sim_random_percent (&world->network, percent);
}

static GBytes *
cut (SimWorld *world, GBytes *body)
{
  gsize length = g_bytes_get_size (body);

  return length == 0
           ? g_bytes_ref (body)
           : g_bytes_new_from_bytes (body, 0,
                                     (gsize) sim_random_range (&world->network, 0, (int) length));
}

static GHashTable *
read_query (const char *target, char **path)
{
  const char *mark = strchr (target, '?');
  GHashTable *query = NULL;

  *path = mark != NULL ? g_strndup (target, (gsize) (mark - target)) : g_strdup (target);
  if (mark != NULL)
    query = g_uri_parse_params (mark + 1, -1, "&", G_URI_PARAMS_NONE, NULL);
  return query != NULL ? query : g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/* Nothing may reach a desk that its account may not read: every mark in the answer is looked up.
 * What the account itself wrote it knows already. */
static void
search_answer (SimWorld *world, int account, const TsuAnswer *answer)
{
  GArray *grants = world->server->grants[account];
  const char *at;
  const char *end;
  const SimMark *mark;
  gsize length;

  if (answer->body == NULL)
    return;
  at = g_bytes_get_data (answer->body, &length);
  end = at + length;
  while ((mark = sim_book_next_mark (world->book, &at, end)) != NULL) {
    SimTruth *truth = sim_server_tell (world->server);
    SimRecord *record;

    record = truth != NULL ? g_hash_table_lookup (truth->records, mark->record) : NULL;
    if (record == NULL || sim_truth_level (record, (TsuPolicyGrant *) (gpointer) grants->data,
                                           grants->len) < mark->level) {
      sim_world_fail (world, "I14", "account %d is sent %s of record %s, of level %d", account,
                      mark->text, mark->record, mark->level);
      return;
    }
  }
}

/* The request arrives. Whoever is waiting for its answer gets that in @answer. */
static void
deliver (SimWorld *world,
         int desk,
         const char *token,
         const char *method,
         const TsuAction *action,
         const char *target,
         GBytes *body,
         TsuAnswer *answer)
{
  g_auto (TsuRequest) request = { 0 };

  sim_server_recover (world->server);
  if (world->server->depot == NULL)
    return;
  request.method = g_strdup (method);
  request.query = read_query (target, &request.path);
  request.token = g_strdup (token);
  request.body = body != NULL ? g_bytes_ref (body) : NULL;
  request.peer = g_strdup_printf ("desk %d", desk);
  if (action != NULL && action->kind == TSU_ACTION_SNAPSHOT_FILE) {
    request.range = g_strdup_printf ("bytes=%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, action->offset,
                                     action->offset + action->length - 1);
    request.if_range = g_strdup (action->etag);
  }
  sim_server_answer (world->server, &request, answer);
  if (world->server->disk->dead) {
    tsu_answer_clear (answer);
    *answer = (TsuAnswer){ 0 };
    return;
  }
  search_answer (world, desk, answer);
}

static void
keep_for_later (SimDesk *desk, const char *method, const char *target, GBytes *body)
{
  Late *late = g_new0 (Late, 1);

  late->desk = desk->who;
  late->token = g_strdup (desk->token);
  late->method = g_strdup (method);
  late->target = g_strdup (target);
  late->body = body != NULL ? g_bytes_ref (body) : NULL;
  g_ptr_array_add (desk->world->late, late);
  if (desk->world->late->len > LATE_MAX)
    g_ptr_array_remove_index (desk->world->late, 0);
}

void
sim_net_deliver_late (SimWorld *world)
{
  g_auto (TsuAnswer) answer = { 0 };
  Late *late;
  guint i;

  if (world->late->len == 0)
    return;
  i = (guint) sim_random_range (&world->network, 0, (int) world->late->len);
  late = g_ptr_array_steal_index (world->late, i);
  sim_world_tell (world, "%s %s of desk %d arrives once more", late->method, late->target,
                  late->desk);
  deliver (world, late->desk, late->token, late->method, NULL, late->target, late->body, &answer);
  sim_late_free (late);
}

/* One request on its way there and back. FALSE where nothing comes back. */
static gboolean
carry (SimDesk *desk, const TsuAction *action, TsuAnswer *answer)
{
  SimWorld *world = desk->world;
  const char *method = action->kind == TSU_ACTION_PUSH ? "POST" : "GET";
  g_autoptr (GBytes) body = action->body != NULL ? g_bytes_ref (action->body) : NULL;

  if (desk->cut_off > world->clock && !world->healed)
    return FALSE;
  if (happens (world, world->plan.replay))
    keep_for_later (desk, method, action->path, body);
  if (happens (world, world->plan.loss))
    return FALSE;
  if (body != NULL && happens (world, world->plan.cuts)) {
    GBytes *part = cut (world, body);

    g_bytes_unref (body);
    body = part;
  }
  deliver (world, desk->who, desk->token, method, action, action->path, body, answer);
  if (answer->status == 0 || happens (world, world->plan.lost_answers))
    return FALSE;
  if (answer->body != NULL && happens (world, world->plan.cuts)) {
    GBytes *part = cut (world, answer->body);

    g_bytes_unref (answer->body);
    answer->body = part;
  }
  return TRUE;
}

/* A person signs in again where the program asks for it. */
static void
help (SimDesk *desk)
{
  TsuEngineReason reason = tsu_engine_get_reason (desk->engine);

  if (tsu_engine_get_state (desk->engine) != TSU_ENGINE_STOPPED)
    return;
  if (reason != TSU_ENGINE_LOGIN && reason != TSU_ENGINE_REVOKED)
    sim_world_fail (desk->world, "I26", "desk %d stands still and nobody can help: reason %d",
                    desk->number, (int) reason);
  sim_server_recover (desk->world->server);
  if (!sim_server_login (desk->world->server, desk))
    return;
  sim_desk_enter (desk);
  tsu_engine_resume (desk->engine, desk->world->clock);
}

/* How often a request failed lately; nobody may be asked without pause. */
static void
count_failures (SimDesk *desk, gboolean failed)
{
  if (!failed || desk->world->clock - desk->failing_since > 10 * 60 * 1000) {
    desk->n_failed_requests = 0;
    desk->failing_since = desk->world->clock;
  }
  if (failed && ++desk->n_failed_requests > FAILURES_MAX)
    sim_world_fail (desk->world, "I21", "desk %d has asked in vain %d times in ten minutes",
                    desk->number, desk->n_failed_requests);
}

/* A page that was taken is taken once more, as after a crash in an awkward moment. */
static void
take_again (SimDesk *desk, GBytes *body)
{
  guint64 before;
  g_autoptr (TsuPage) page =
    tsu_wire_decode_page (g_bytes_get_data (body, NULL), g_bytes_get_size (body), NULL);

  if (page == NULL)
    return;
  before = sim_view_digest (desk);
  if (tsu_ledger_host_functions.apply (&desk->host, page) && sim_view_digest (desk) != before)
    sim_world_fail (desk->world, "I5", "desk %d shows something else when a page comes twice",
                    desk->number);
}

static void
tell_answer (SimDesk *desk, const TsuAction *action, const TsuAnswer *answer)
{
  g_auto (TsuWireError) said = { NULL };

  if (answer != NULL && answer->status >= 400 && answer->body != NULL)
    tsu_wire_decode_error (g_bytes_get_data (answer->body, NULL), g_bytes_get_size (answer->body),
                           &said);
  sim_world_tell (desk->world, "desk %d %s: %d %s %" G_GINT64_FORMAT, desk->number, action->path,
                  answer != NULL ? answer->status : 0, said.code != NULL ? said.code : "",
                  said.expected);
}

static void
request (SimDesk *desk, const TsuAction *action)
{
  gboolean is_pull = action->kind == TSU_ACTION_PULL;
  SimWorld *world = desk->world;
  g_auto (TsuAnswer) answer = { 0 };
  gboolean came = carry (desk, action, &answer);

  tell_answer (desk, action, came ? &answer : NULL);
  world->clock += happens (world, world->plan.slow)
                    ? LONG_MS
                    : sim_random_range (&world->network, 5, came ? 400 : 30000);
  count_failures (desk, !came || (answer.status != 200 && answer.status != 206));
  sim_desk_enter (desk);
  /* A late answer: the engine has given it up by then. */
  tsu_engine_next (desk->engine, world->clock);
  tsu_engine_answer (desk->engine, world->clock, came ? answer.status : 0, NULL, answer.retry_after,
                     answer.body);
  if (is_pull && came && answer.status == 200 &&
      tsu_engine_get_state (desk->engine) != TSU_ENGINE_BACKOFF &&
      happens (world, world->plan.replay / 4))
    take_again (desk, answer.body);
}

static void
check_timer (SimDesk *desk, const TsuAction *action)
{
  if (action->until == G_MAXINT64 && tsu_engine_get_state (desk->engine) != TSU_ENGINE_STOPPED)
    sim_world_fail (desk->world, "I26", "desk %d waits for ever in state %d", desk->number,
                    (int) tsu_engine_get_state (desk->engine));
}

/* Everything known is shared. Now and then the program is left open until it asks again. */
static gboolean
is_done (SimDesk *desk)
{
  return tsu_engine_get_state (desk->engine) == TSU_ENGINE_IDLE &&
         !sim_random_percent (&desk->world->network, 10);
}

void
sim_net_share (SimDesk *desk, gint64 span, int n_max)
{
  SimWorld *world = desk->world;
  gint64 end = world->clock + span;

  for (int n = 0; n < n_max && desk->engine != NULL && sim_world_is_well (world); n++) {
    TsuAction action;

    sim_desk_enter (desk);
    action = tsu_engine_next (desk->engine, world->clock);
    check_timer (desk, &action);
    if (action.kind == TSU_ACTION_WAIT) {
      if (tsu_engine_get_state (desk->engine) == TSU_ENGINE_STOPPED)
        help (desk);
      else if (action.until > end || is_done (desk))
        return;
      else
        world->clock = MAX (world->clock, action.until);
      continue;
    }
    request (desk, &action);
    if (desk->disk->dead)
      return;
  }
}

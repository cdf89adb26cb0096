/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The door of the service: who is let in, how often, and where each request goes. Nothing of a
 * request is looked at before its token was found good.
 */

#include "config.h"

#include "tsu-service-private.h"

#include "tsu-depot-accounts.h"
#include "tsu-error.h"
#include "tsu-json.h"
#include "tsu-log.h"
#include "tsu-secret.h"
#include "tsu-wire-answer.h"

#define TYPE_JSON "application/json"
#define TYPE_METRICS "text/plain; version=0.0.4"

const TsuServiceOptions tsu_service_defaults = {
  .session_days = 30,
  .requests_per_second = 50,
  .oldest_schema = 1,
};

TsuService *
tsu_service_new (const TsuServiceOptions *options)
{
  TsuService *self = g_new0 (TsuService, 1);
  int rate = options->requests_per_second;

  self->options = *options;
  self->metrics = tsu_metrics_new ();
  self->by_token = tsu_limiter_new (rate * 6, rate);
  self->by_address = tsu_limiter_new (rate * 60, rate * 10);
  /* Ten wrong passwords at once, then one every half minute. */
  self->logins_by_account = tsu_limiter_new (10, 1.0 / 30);
  self->logins_by_address = tsu_limiter_new (50, 0.5);
  return self;
}

void
tsu_service_free (TsuService *self)
{
  if (!self)
    return;
  tsu_metrics_free (self->metrics);
  tsu_limiter_free (self->by_token);
  tsu_limiter_free (self->by_address);
  tsu_limiter_free (self->logins_by_account);
  tsu_limiter_free (self->logins_by_address);
  g_free (self);
}

TsuMetrics *
tsu_service_get_metrics (TsuService *self)
{
  return self->metrics;
}

void
tsu_service_succeed (TsuAnswer *answer, const char *type, GBytes *body)
{
  answer->status = 200;
  answer->type = type;
  answer->body = body;
}

void
tsu_service_refuse_busy (TsuAnswer *answer, int seconds)
{
  tsu_answer_set_error (answer, 429, TSU_ANSWER_BUSY, "Too many requests; wait a little.");
  answer->retry_after = seconds;
}

/* The database did not do it. Nothing is lost: the client sends the same again. */
void
tsu_service_fail (const GError *error, TsuAnswer *answer)
{
  tsu_log_error ("failure", error);
  tsu_answer_set_error (answer, 503, TSU_ANSWER_BUSY, "The server cannot do this now.");
  answer->retry_after = 2;
}

void
tsu_service_refuse (const TsuRefusal *refusal, TsuAnswer *answer)
{
  static const struct {
    int status;
    const char *message;
  } refusals[] = {
    [TSU_REFUSAL_NONE] = { 500, "" },
    [TSU_REFUSAL_BAD_FRAME] = { 400, "The body is not understood." },
    [TSU_REFUSAL_REVOKED] = { 403, "This device or account is closed." },
    [TSU_REFUSAL_DEVICE_FORK] = { 409, "Another body was sent under this number." },
    [TSU_REFUSAL_DSEQ_GAP] = { 409, "Transactions are missing before this one." },
    [TSU_REFUSAL_EPOCH] = { 409, "The server was restored." },
    [TSU_REFUSAL_LOGIN] = { 401, "Sign in on this device." },
    [TSU_REFUSAL_RESNAPSHOT] = { 410, "The cursor is too old." },
  };
  TsuWireError error = {
    .code = (char *) tsu_refusal_get_name (refusal->code),
    .message = (char *) refusals[refusal->code].message,
    .expected = refusal->code == TSU_REFUSAL_DSEQ_GAP ? refusal->expected : 0,
    .epoch = refusal->code == TSU_REFUSAL_EPOCH ? (char *) refusal->epoch : NULL,
    .common = refusal->code == TSU_REFUSAL_EPOCH ? refusal->common : 0,
  };

  tsu_answer_clear (answer);
  answer->status = refusals[refusal->code].status;
  answer->type = TYPE_JSON;
  answer->body = tsu_wire_encode_error (&error);
}

/* Returns: FALSE with the answer where that is too often */
static gboolean
count_request (TsuLimiter *limiter, const char *key, const TsuRequest *request, TsuAnswer *answer)
{
  int retry_after;

  if (request->again || tsu_limiter_take (limiter, key, request->now, &retry_after))
    return TRUE;
  tsu_service_refuse_busy (answer, retry_after);
  return FALSE;
}

static void
refuse_login (TsuAnswer *answer)
{
  tsu_answer_set_error (answer, 401, TSU_ANSWER_LOGIN, "Sign in.");
}

/**
 * tsu_service_admit:
 * @who: (out caller-allocates): who asks
 *
 * Finds out who asks, and whether that is too often.
 *
 * Returns: whether the request may go on; FALSE with its answer
 */
gboolean
tsu_service_admit (TsuService *self,
                   TsuDepot *depot,
                   const TsuRequest *request,
                   TsuPrincipal *who,
                   TsuAnswer *answer)
{
  g_autofree char *hash = request->token ? tsu_token_hash (request->token) : NULL;
  g_autoptr (GError) error = NULL;
  TsuRefusal refusal = { TSU_REFUSAL_NONE };

  if (!count_request (self->by_address, request->peer, request, answer))
    return FALSE;
  if (!hash) {
    refuse_login (answer);
    return FALSE;
  }
  if (!tsu_depot_find_session (depot, hash, request->now, who, &refusal, &error)) {
    if (g_error_matches (error, TSU_ERROR, TSU_ERROR_UNAUTHORIZED))
      refuse_login (answer);
    else
      tsu_service_fail (error, answer);
    return FALSE;
  }
  if (refusal.code != TSU_REFUSAL_NONE) {
    tsu_service_refuse (&refusal, answer);
    return FALSE;
  }
  return count_request (self->by_token, hash, request, answer);
}

static void
answer_health (TsuService *self, TsuDepot *depot, const TsuRequest *request, TsuAnswer *answer)
{
  char epoch[TSU_DEPOT_EPOCH_SIZE];
  gint64 seq;
  g_autoptr (GError) error = NULL;

  if (tsu_depot_get_head (depot, epoch, &seq, &error))
    tsu_service_succeed (answer, TYPE_JSON, g_bytes_new_static ("{\"ok\":true}\n", 12));
  else
    tsu_service_fail (error, answer);
}

/* Figures tell nothing about persons, but they are nobody's business beyond this machine either,
 * save for who looks after it. */
static void
answer_metrics (TsuService *self, TsuDepot *depot, const TsuRequest *request, TsuAnswer *answer)
{
  g_auto (TsuPrincipal) who = { 0 };
  char *text;

  if (!request->local && !tsu_service_admit (self, depot, request, &who, answer))
    return;
  if (!request->local && !tsu_policy_may_administer (who.grants, who.n_grants)) {
    tsu_answer_set_error (answer, 403, "not_allowed", "This is for administrators.");
    return;
  }
  text = tsu_metrics_print (self->metrics);
  tsu_service_succeed (answer, TYPE_METRICS, g_bytes_new_take (text, strlen (text)));
}

static void
append_int (GString *json, const char *key, gint64 value)
{
  tsu_json_append_key (json, key);
  tsu_json_append_int (json, value);
}

static void
answer_config (TsuService *self, TsuDepot *depot, const TsuRequest *request, TsuAnswer *answer)
{
  g_auto (TsuPrincipal) who = { 0 };
  g_autoptr (GPtrArray) wards = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) json = g_string_new ("{");

  if (!tsu_service_admit (self, depot, request, &who, answer))
    return;
  wards = tsu_depot_list_wards (depot, &error);
  if (!wards) {
    tsu_service_fail (error, answer);
    return;
  }

  append_int (json, "protocol", TSU_WIRE_PROTOCOL);
  append_int (json, "schema", TSU_SCHEMA_VERSION);
  append_int (json, "push_changes", TSU_WIRE_PUSH_CHANGES);
  append_int (json, "push_bytes", TSU_WIRE_PUSH_BYTES);
  append_int (json, "body_bytes", TSU_WIRE_BODY_MAX);
  append_int (json, "wait", TSU_SERVICE_WAIT_MAX);
  tsu_json_append_key (json, "wards");
  g_string_append_c (json, '[');
  for (guint i = 0; i < wards->len; i++) {
    const TsuWardRow *ward = g_ptr_array_index (wards, i);

    g_string_append (json, i > 0 ? ",{" : "{");
    append_int (json, "ward", ward->ward);
    tsu_json_append_key (json, "name");
    tsu_json_append_string (json, ward->name);
    g_string_append_c (json, '}');
  }
  g_string_append (json, "]}\n");
  tsu_service_succeed (answer, TYPE_JSON, g_string_free_to_bytes (g_steal_pointer (&json)));
}

/* A push by itself, for whoever has no writer that gathers several. */
static void
answer_push (TsuService *self, TsuDepot *depot, const TsuRequest *request, TsuAnswer *answer)
{
  g_autoptr (TsuPushWork) work = tsu_service_prepare_push (self, depot, request, answer);

  if (work)
    tsu_service_commit_pushes (self, depot, &work, &answer, 1, request->now);
}

/**
 * tsu_service_answer:
 * @depot: used by this thread alone until the function returns
 * @answer: (out caller-allocates): zeroed
 *
 * Does what the request asks for.
 */
void
tsu_service_answer (TsuService *self, TsuDepot *depot, const TsuRequest *request, TsuAnswer *answer)
{
  static void (*const functions[]) (TsuService *, TsuDepot *, const TsuRequest *, TsuAnswer *) = {
    [TSU_ENDPOINT_HEALTH] = answer_health,
    [TSU_ENDPOINT_METRICS] = answer_metrics,
    [TSU_ENDPOINT_CONFIG] = answer_config,
    [TSU_ENDPOINT_LOGIN] = tsu_service_login,
    [TSU_ENDPOINT_LOGOUT] = tsu_service_logout,
    [TSU_ENDPOINT_PUSH] = answer_push,
    [TSU_ENDPOINT_PULL] = tsu_service_pull,
    [TSU_ENDPOINT_HELD] = tsu_service_held,
    [TSU_ENDPOINT_SNAPSHOT] = tsu_service_snapshot,
    [TSU_ENDPOINT_SNAPSHOT_FILE] = tsu_service_snapshot_file,
  };
  gboolean path_known;
  const TsuRoute *route = tsu_route_find (request->method, request->path, &path_known);

  if (route)
    functions[route->endpoint](self, depot, request, answer);
  else if (path_known)
    tsu_answer_set_error (answer, 405, "method", "This can not be done here.");
  else
    tsu_answer_set_error (answer, 404, "not_found", "There is nothing here.");
}

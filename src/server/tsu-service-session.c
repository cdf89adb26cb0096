/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Signing in and out. Whoever asks learns nothing from an answer or from its time but whether the
 * account and password together were right.
 */

#include "config.h"

#include "tsu-service-private.h"

#include "tsu-depot-accounts.h"
#include "tsu-error.h"
#include "tsu-secret.h"
#include "tsu-wire-answer.h"

#include <string.h>

#define DAY_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))
#define PASSWORD_MAX 1024
#define TEXT_MAX 200

static gboolean
may_try (TsuService *self, const TsuRequest *request, const char *user, TsuAnswer *answer)
{
  int retry_after;

  if (tsu_limiter_take (self->logins_by_address, request->peer, request->now, &retry_after) &&
      tsu_limiter_take (self->logins_by_account, user, request->now, &retry_after))
    return TRUE;
  tsu_service_refuse_busy (answer, retry_after);
  return FALSE;
}

static void
refuse (TsuService *self, TsuDepot *depot, const TsuRequest *request, TsuAnswer *answer)
{
  g_autoptr (GError) error = NULL;

  /* The name is not kept: people type their password into the wrong row. */
  tsu_metrics_add (self->metrics, TSU_COUNTER_LOGINS_REFUSED, 1);
  if (!tsu_depot_audit (depot, request->now, 0, "login_refused", "", &error)) {
    tsu_service_fail (error, answer);
    return;
  }
  tsu_answer_set_error (answer, 401, TSU_ANSWER_LOGIN, "The name or the password is not right.");
}

static const char *
find_ward_name (GPtrArray *wards, int ward)
{
  for (guint i = 0; i < wards->len; i++) {
    const TsuWardRow *row = g_ptr_array_index (wards, i);

    if (row->ward == ward)
      return row->name;
  }
  return NULL;
}

/* New records belong to the ward where the account may write; the first, if there are several. */
static int
choose_ward (const TsuPrincipal *who)
{
  for (gsize i = 0; i < who->n_grants; i++) {
    if (tsu_policy_allows (who->grants[i].role, TSU_VERB_WRITE, 0))
      return who->grants[i].ward;
  }
  return who->n_grants > 0 ? who->grants[0].ward : TSU_WARD_CITY;
}

static gboolean
fill_session (TsuDepot *depot, const TsuPrincipal *who, TsuSession *session, GError **error)
{
  g_autoptr (GPtrArray) wards = tsu_depot_list_wards (depot, error);

  if (!wards)
    return FALSE;
  session->user = g_strdup (who->user);
  session->ward = choose_ward (who);
  session->scope = tsu_principal_get_scope (who);
  session->grants = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_session_grant_free);
  for (gsize i = 0; i < who->n_grants; i++) {
    TsuSessionGrant *grant = g_new0 (TsuSessionGrant, 1);

    grant->ward = who->grants[i].ward;
    grant->name = g_strdup (find_ward_name (wards, grant->ward));
    grant->role = g_strdup (tsu_role_get_name (who->grants[i].role));
    g_ptr_array_add (session->grants, grant);
  }
  return TRUE;
}

/* The password was right: binds the device and opens the session. */
static gboolean
open_session (TsuService *self,
              TsuDepot *depot,
              const TsuRequest *request,
              const TsuLogin *login,
              gint64 account,
              TsuAnswer *answer,
              GError **error)
{
  g_auto (TsuSession) session = {
    .token = tsu_token_new (),
    .expires = request->now + self->options.session_days * DAY_MS,
  };
  g_autofree char *hash = tsu_token_hash (session.token);
  g_auto (TsuPrincipal) who = { 0 };
  TsuRefusal refusal = { TSU_REFUSAL_NONE };

  if (!tsu_depot_register_device (depot, account, login->device, login->label ? login->label : "",
                                  request->now, error)) {
    if (!g_error_matches (*error, TSU_ERROR, TSU_ERROR_UNAUTHORIZED))
      return FALSE;
    g_clear_error (error);
    refusal.code = TSU_REFUSAL_REVOKED;
    tsu_service_refuse (&refusal, answer);
    return tsu_depot_audit (depot, request->now, account, "login_revoked", login->device, error);
  }
  if (!tsu_depot_purge_sessions (depot, request->now, error) ||
      !tsu_depot_add_session (depot, hash, account, login->device, request->now, session.expires,
                              error) ||
      !tsu_depot_find_session (depot, hash, request->now, &who, &refusal, error) ||
      !fill_session (depot, &who, &session, error) ||
      !tsu_depot_audit (depot, request->now, account, "login", login->device, error))
    return FALSE;
  tsu_metrics_add (self->metrics, TSU_COUNTER_LOGINS, 1);
  tsu_service_succeed (answer, "application/json", tsu_wire_encode_session (&session));
  return TRUE;
}

static gboolean
is_plausible (const TsuLogin *login)
{
  return login->user && login->password && login->device && *login->device &&
         strlen (login->user) <= TEXT_MAX && strlen (login->password) <= PASSWORD_MAX &&
         strlen (login->device) <= TEXT_MAX && (!login->label || strlen (login->label) <= TEXT_MAX);
}

/**
 * tsu_service_login:
 *
 * POST /v1/session.
 */
void
tsu_service_login (TsuService *self, TsuDepot *depot, const TsuRequest *request, TsuAnswer *answer)
{
  g_auto (TsuLogin) login = { NULL };
  g_autoptr (TsuAccount) account = NULL;
  g_autoptr (GError) error = NULL;
  gsize length = 0;
  gboolean known;
  const char *bytes = request->body ? g_bytes_get_data (request->body, &length) : "";

  if (!tsu_wire_decode_login (bytes, length, &login, NULL) || !is_plausible (&login)) {
    tsu_answer_set_error (answer, 400, TSU_ANSWER_BAD_FRAME, "The body is not understood.");
    return;
  }
  if (!may_try (self, request, login.user, answer))
    return;

  account = tsu_depot_find_account (depot, login.user, &error);
  if (error) {
    tsu_service_fail (error, answer);
    return;
  }
  /* Checked for nobody as well, which takes as long. */
  known =
    tsu_password_check (account && !account->closed ? account->password : NULL, login.password);
  if (!account || !known) {
    refuse (self, depot, request, answer);
    return;
  }

  tsu_limiter_give_back (self->logins_by_address, request->peer);
  tsu_limiter_give_back (self->logins_by_account, login.user);
  if (!open_session (self, depot, request, &login, account->key, answer, &error))
    tsu_service_fail (error, answer);
}

/**
 * tsu_service_logout:
 *
 * DELETE /v1/session.
 */
void
tsu_service_logout (TsuService *self, TsuDepot *depot, const TsuRequest *request, TsuAnswer *answer)
{
  g_auto (TsuPrincipal) who = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = NULL;

  if (!tsu_service_admit (self, depot, request, &who, answer))
    return;
  hash = tsu_token_hash (request->token);
  if (tsu_depot_end_session (depot, hash, &error) &&
      tsu_depot_audit (depot, request->now, who.account, "logout", who.device, &error))
    tsu_service_succeed (answer, "application/json", g_bytes_new_static ("{}\n", 3));
  else
    tsu_service_fail (error, answer);
}

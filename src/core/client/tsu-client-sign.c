/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Signing in and out from a window: ask the server, keep the token, keep in the ledger with whom it
 * is shared, begin. A step that fails leaves what was before.
 */

#include "config.h"

#include "tsu-client-private.h"

#include "tsu-admission.h"
#include "tsu-token.h"

#define LOGOUT_SECONDS 10
#define LOGOUT_MAX 4096

/* A sign-in under way. */
typedef struct {
  TsuAccount *account;
  char *token;
  char *ward_name; /* nullable */
} SignIn;

static void
sign_in_free (gpointer data)
{
  SignIn *sign_in = data;

  tsu_account_free (sign_in->account);
  g_free (sign_in->token);
  g_free (sign_in->ward_name);
  g_free (sign_in);
}

static void
finish (GTask *task, GError *error)
{
  TsuClient *self = g_task_get_source_object (task);

  if (error) {
    g_task_return_error (task, error);
  } else {
    tsu_client_reload (self);
    g_task_return_boolean (task, TRUE);
  }
  g_object_unref (task);
}

/* --- in --- */

static gpointer
save_job (TsuLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  const SignIn *sign_in = data;

  if (!tsu_account_save (sign_in->account, ledger, sign_in->ward_name, error))
    return NULL;
  tsu_store_note_changed (ledger, NULL);
  return GINT_TO_POINTER (TRUE);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;

  tsu_store_call_finish (TSU_STORE (source), result, &error);
  finish (data, error);
}

static void
keep_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const SignIn *sign_in = data;
  GError *error = NULL;

  if (tsu_token_keep (sign_in->account->address, sign_in->account->device, sign_in->token,
                      &error) == TSU_TOKEN_NOWHERE)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  TsuClient *self = TSU_CLIENT (source);
  GTask *task = data;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error) || !tsu_client_get_store (self)) {
    finish (task, error ? error : g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, ""));
    return;
  }
  tsu_store_write_async (tsu_client_get_store (self), save_job, g_task_get_task_data (task), NULL,
                         NULL, NULL, saved_cb, task);
}

static void
admitted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  SignIn *sign_in = g_task_get_task_data (task);
  g_auto (TsuSession) session = { NULL };
  GError *error = NULL;
  g_autoptr (TsuReply) reply = tsu_remote_send_finish (TSU_REMOTE (source), result, &error);
  g_autoptr (GTask) keep = NULL;

  if (!reply || !tsu_admission_read (reply, &session, &error)) {
    finish (task, error);
    return;
  }
  tsu_admission_note (&session, sign_in->account);
  sign_in->account->ward = session.ward;
  sign_in->ward_name = g_strdup (tsu_admission_name_ward (&session, session.ward));
  sign_in->token = g_strdup (session.token);
  keep = g_task_new (g_task_get_source_object (task), NULL, kept_cb, task);
  g_task_set_task_data (keep, sign_in, NULL);
  g_task_run_in_thread (keep, keep_thread);
}

/**
 * tsu_client_sign_in_async:
 * @account: server, user and certificate; the rest is settled here
 * @password: goes to the server and nowhere else
 *
 * Signs in, and shares the ledger from then on.
 */
void
tsu_client_sign_in_async (TsuClient *self,
                          const TsuAccount *account,
                          const char *password,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  SignIn *sign_in = g_new0 (SignIn, 1);
  g_autoptr (TsuRemote) remote = NULL;
  TsuRequest request;
  GError *error = NULL;

  g_task_set_source_tag (task, tsu_client_sign_in_async);
  g_task_set_task_data (task, sign_in, sign_in_free);
  sign_in->account = tsu_account_copy (account);
  g_free (sign_in->account->device);
  sign_in->account->device = g_strdup (tsu_client_get_account (self)->device);
  remote = tsu_remote_new (account->address, account->certificate, &error);
  if (!remote) {
    finish (task, error);
    return;
  }
  tsu_admission_prepare (&request, account->user, password, sign_in->account->device);
  tsu_remote_send_async (remote, &request, cancellable, admitted_cb, task);
  g_bytes_unref (request.body);
}

gboolean
tsu_client_sign_in_finish (TsuClient *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- out --- */

typedef struct {
  TsuAccount *account;
  gboolean leave;
} SignOut;

static void
sign_out_free (gpointer data)
{
  SignOut *sign_out = data;

  tsu_account_free (sign_out->account);
  g_free (sign_out);
}

static gpointer
leave_job (TsuLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  const TsuAccount nobody = { NULL };

  return GINT_TO_POINTER (tsu_account_save (&nobody, ledger, NULL, error));
}

/* The server is told where it can be reached; the token ends by itself in any case. */
static void
forget_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const TsuAccount *account = ((SignOut *) data)->account;
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autofree char *token = tsu_token_find (account->address, account->device, NULL);
  const TsuRequest request = {
    .method = "DELETE",
    .path = "/v1/session",
    .token = token,
    .seconds = LOGOUT_SECONDS,
    .max = LOGOUT_MAX,
  };
  g_autoptr (TsuRemote) remote = tsu_remote_new (account->address, account->certificate, NULL);
  g_autoptr (TsuReply) reply = NULL;
  GError *error = NULL;

  g_main_context_push_thread_default (context);
  if (token && remote)
    reply = tsu_remote_send (remote, &request, NULL, NULL);
  g_clear_object (&remote);
  g_main_context_pop_thread_default (context);
  if (tsu_token_forget (account->address, account->device, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
forgotten_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  TsuClient *self = TSU_CLIENT (source);
  GTask *task = data;
  const SignOut *sign_out = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error) || !tsu_client_get_store (self))
    finish (task, error ? error : g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, ""));
  else if (sign_out->leave)
    tsu_store_write_async (tsu_client_get_store (self), leave_job, NULL, NULL, NULL, NULL, saved_cb,
                           task);
  else
    finish (task, NULL);
}

/**
 * tsu_client_sign_out_async:
 * @leave: whether the ledger forgets the server as well
 *
 * Signs out. The ledger stays as it is, with what was not shared yet.
 */
void
tsu_client_sign_out_async (TsuClient *self,
                           gboolean leave,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  SignOut *sign_out = g_new0 (SignOut, 1);
  g_autoptr (GTask) forget = NULL;

  g_task_set_source_tag (task, tsu_client_sign_out_async);
  g_task_set_task_data (task, sign_out, sign_out_free);
  sign_out->account = tsu_account_copy (tsu_client_get_account (self));
  sign_out->leave = leave;
  tsu_client_halt (self);
  forget = g_task_new (self, NULL, forgotten_cb, task);
  g_task_set_task_data (forget, sign_out, NULL);
  g_task_run_in_thread (forget, forget_thread);
}

gboolean
tsu_client_sign_out_finish (TsuClient *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

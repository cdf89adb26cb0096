/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The client against a server that says what no server should: how it then stands, that what was
 * saved is kept, and that it neither hangs nor asks without end.
 */

#include "config.h"

#include "client-server.h"
#include "tsu-client-run.h"
#include "tsu-client.h"
#include "tsu-error.h"
#include "tsu-outbox.h"
#include "tsu-token.h"

#include <glib/gstdio.h>

#define PATIENCE_SECONDS 60
/* More requests than this in one run is a storm. */
#define REQUESTS_MAX 40

typedef struct {
  char *folder;
  char *path;
  ClientServer *server;
} Fixture;

static void
add_actor (TsuLedger *ledger, const char *name)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_edit_free);
  TsuEdit *edit = tsu_edit_new_create (tsu_schema_find_type ("actor"), NULL);
  const TsuApply how = { .label = "Edit" };
  g_autoptr (GError) error = NULL;

  tsu_edit_set_text (edit, "name", name);
  g_ptr_array_add (edits, edit);
  tsu_ledger_apply (ledger, edits, &how, NULL, &error);
  g_assert_no_error (error);
}

static TsuLedger *
open_ledger (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  TsuLedger *ledger = tsu_ledger_open (fixture->path, TSU_LEDGER_READ_WRITE, &error);

  g_assert_no_error (error);
  return ledger;
}

/* A ledger with one thing to share, signed in to the server of the test. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TsuLedger) ledger = NULL;
  g_autoptr (TsuAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("tsu-client-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "ledger.db", NULL);
  fixture->server = client_server_new (NULL);
  ledger = open_ledger (fixture);
  add_actor (ledger, "虹沢");
  account = tsu_account_load (ledger, &error);
  g_assert_no_error (error);
  tsu_account_set_server (account, fixture->server->address, FALSE, &error);
  g_assert_no_error (error);
  tsu_account_set_user (account, "hana");
  tsu_account_save (account, ledger, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (tsu_token_keep (account->address, account->device, "geheim", &error), ==,
                   TSU_TOKEN_FILE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);

  for (const char *name; (name = g_dir_read_name (dir));) {
    g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

    g_unlink (path);
  }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
  g_clear_pointer (&fixture->server, client_server_free);
}

/* --- what a server might say --- */

typedef struct {
  const char *name;
  guint status;
  const char *body;
  int code;             /* TsuErrorCode of the command line */
  TsuClientState state; /* of the window */
} Case;

static const Case cases[] = {
  { "login", 401, "{\"error\":\"login\"}\n", TSU_ERROR_UNAUTHORIZED, TSU_CLIENT_SIGNED_OUT },
  { "revoked", 403, "{\"error\":\"revoked\"}\n", TSU_ERROR_UNAUTHORIZED, TSU_CLIENT_SIGNED_OUT },
  { "empty", 200, "", TSU_ERROR_INVALID, TSU_CLIENT_STUCK },
  { "garbage", 200, "<html>welcome to the hotel</html>\n", TSU_ERROR_INVALID, TSU_CLIENT_STUCK },
  { "no-end", 200, "{\"receipts\":1}\n", TSU_ERROR_INVALID, TSU_CLIENT_STUCK },
  { "wrong-sum", 200,
    "{\"receipts\":1}\n{\"end\":1,\"sha256\":\"00000000000000000000000000000000000000000000000000"
    "00000000000000\"}\n",
    TSU_ERROR_INVALID, TSU_CLIENT_STUCK },
  { "nothing", 204, NULL, TSU_ERROR_FAILED, TSU_CLIENT_STUCK },
  { "not-found", 404, NULL, TSU_ERROR_FAILED, TSU_CLIENT_STUCK },
  { "broken", 500, "{}", TSU_ERROR_FAILED, TSU_CLIENT_STUCK },
};

static void
answer_case (ClientServer *server, SoupServerMessage *message, gpointer data)
{
  const Case *said = data;

  client_server_reply (message, said->status, said->body);
}

static void
check_is_kept (Fixture *fixture)
{
  g_autoptr (TsuLedger) ledger = open_ledger (fixture);

  g_assert_cmpint (tsu_ledger_count_outbox (ledger, NULL), ==, 1);
}

static gboolean
too_long_cb (gpointer data)
{
  g_error ("nothing happened for too long");
  return G_SOURCE_REMOVE;
}

static void
wait_for_state (TsuClient *client, TsuClientState state)
{
  guint patience = g_timeout_add_seconds (PATIENCE_SECONDS, too_long_cb, NULL);

  while (tsu_client_get_status (client)->state != state)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (patience);
}

static void
leave (TsuStore *store, TsuClient *client)
{
  tsu_client_stop (client);
  g_object_unref (client);
  while (((GObject *) store)->ref_count > 1)
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (store);
}

static void
test_window (Fixture *fixture, gconstpointer data)
{
  const Case *said = data;
  g_autoptr (GError) error = NULL;
  TsuStore *store = tsu_store_open (fixture->path, &error);
  TsuClient *client;

  g_assert_no_error (error);
  fixture->server->answer = answer_case;
  fixture->server->data = (gpointer) said;
  client = tsu_client_new (store);
  wait_for_state (client, said->state);
  g_assert_nonnull (tsu_client_get_status (client)->trouble);
  g_assert_cmpint (tsu_client_get_status (client)->pending, ==, 1);
  g_assert_cmpint (fixture->server->requests, <, REQUESTS_MAX);
  g_assert_cmpstr (fixture->server->authorization, ==, "Bearer geheim");
  leave (store, client);
  check_is_kept (fixture);
}

static void
test_command_line (Fixture *fixture, gconstpointer data)
{
  const Case *said = data;
  g_autoptr (TsuLedger) ledger = open_ledger (fixture);
  g_autoptr (TsuAccount) account = tsu_account_load (ledger, NULL);
  g_auto (TsuOutcome) outcome = { 0 };
  g_autoptr (GError) error = NULL;

  fixture->server->answer = answer_case;
  fixture->server->data = (gpointer) said;
  g_assert_false (tsu_client_run_once (ledger, account, "geheim", &outcome, NULL, &error));
  g_assert_error (error, TSU_ERROR, said->code);
  g_assert_cmpint (outcome.pushed, ==, 0);
  g_assert_cmpint (outcome.pending, ==, 1);
  g_assert_cmpint (fixture->server->requests, <, REQUESTS_MAX);
  g_clear_pointer (&ledger, tsu_ledger_close);
  check_is_kept (fixture);
}

/* A server that never agrees: neither side may be worn out by it. */
static void
test_never_agrees (Fixture *fixture, gconstpointer data)
{
  static const Case said = { "epoch", 409,
                             "{\"error\":\"epoch\",\"epoch\":\"e2\",\"common\":0}\n" };
  g_autoptr (TsuLedger) ledger = open_ledger (fixture);
  g_autoptr (TsuAccount) account = tsu_account_load (ledger, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (TsuOutcome) outcome = { 0 };
  g_autoptr (GError) error = NULL;

  fixture->server->answer = answer_case;
  fixture->server->data = (gpointer) &said;
  g_assert_false (tsu_client_run_once (ledger, account, "geheim", &outcome, cancellable, &error));
  g_assert_error (error, TSU_ERROR, TSU_ERROR_CONFLICT);
  g_assert_cmpint (fixture->server->requests, <, REQUESTS_MAX);
  g_assert_cmpint (outcome.pending, ==, 1);
}

static void
test_offline (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  TsuStore *store = tsu_store_open (fixture->path, &error);
  TsuClient *client;
  const TsuClientStatus *status;

  g_clear_pointer (&fixture->server, client_server_free);
  client = tsu_client_new (store);
  wait_for_state (client, TSU_CLIENT_OFFLINE);
  status = tsu_client_get_status (client);
  g_assert_cmpint (status->since, >, 0);
  g_assert_cmpint (status->next, >=, status->since);
  g_assert_error (status->trouble, TSU_ERROR, TSU_ERROR_OFFLINE);
  leave (store, client);
}

/* --- what happened is told until somebody has read it --- */

static gboolean
is_told (const TsuClientStatus *status)
{
  return status->notes != NULL;
}

static gboolean
is_in_trouble (const TsuClientStatus *status)
{
  return status->trouble != NULL;
}

/* The program begins, and stands as @wanted says. */
static TsuClient *
begin_until (TsuStore *store, gboolean (*wanted) (const TsuClientStatus *status))
{
  TsuClient *client = tsu_client_new (store);
  guint patience = g_timeout_add_seconds (PATIENCE_SECONDS, too_long_cb, NULL);

  while (!wanted (tsu_client_get_status (client)))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (patience);
  return client;
}

static void
test_tells_until_read (Fixture *fixture, gconstpointer data)
{
  static const Case restored = { "epoch", 409,
                                 "{\"error\":\"epoch\",\"epoch\":\"e2\",\"common\":0}\n" };
  static const Case busy = { "busy", 503, "{\"error\":\"busy\"}\n" };
  g_autofree char *said = NULL;
  TsuStore *store = tsu_store_open (fixture->path, NULL);
  TsuClient *client;

  fixture->server->answer = answer_case;
  fixture->server->data = (gpointer) &restored;
  client = begin_until (store, is_told);
  said = g_strdup (tsu_client_get_status (client)->notes);
  leave (store, client);

  /* The program has ended before anybody read it. */
  fixture->server->data = (gpointer) &busy;
  store = tsu_store_open (fixture->path, NULL);
  client = begin_until (store, is_in_trouble);
  g_assert_cmpstr (tsu_client_get_status (client)->notes, ==, said);
  tsu_client_forget_notes (client);
  g_assert_null (tsu_client_get_status (client)->notes);
  leave (store, client);

  store = tsu_store_open (fixture->path, NULL);
  client = begin_until (store, is_in_trouble);
  g_assert_null (tsu_client_get_status (client)->notes);
  leave (store, client);
}

/* --- what was held back of others --- */

typedef struct {
  gboolean done;
  GPtrArray *list;
  GError *error;
} Held;

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Held *held = data;

  held->list = tsu_client_list_held_finish (TSU_CLIENT (source), result, &held->error);
  held->done = TRUE;
}

static void
answer_held (ClientServer *server, SoupServerMessage *message, gpointer data)
{
  const Case *said = data;
  const char *path = g_uri_get_path (soup_server_message_get_uri (message));
  gboolean asked = g_str_equal (path, "/v1/held");

  client_server_reply (message, asked ? said->status : 503, asked ? said->body : "");
}

/* Nothing for others than a ward lead, and no list where it cannot be believed. */
static void
test_held (Fixture *fixture, gconstpointer data)
{
  static const struct {
    Case said;
    int code;
  } cases_held[] = {
    { { NULL, 403, "{\"error\":\"not_allowed\"}\n" }, 0 },
    { { NULL, 401, "{\"error\":\"login\"}\n" }, 0 },
    { { NULL, 200, "{\"held\":1}\n" }, TSU_ERROR_INVALID },
    { { NULL, 500, "" }, TSU_ERROR_OFFLINE },
    { { NULL, 502, "" }, TSU_ERROR_OFFLINE },
  };
  TsuStore *store = tsu_store_open (fixture->path, NULL);
  TsuClient *client;

  fixture->server->answer = answer_held;
  fixture->server->data = (gpointer) &cases_held[0].said;
  client = begin_until (store, is_in_trouble);
  for (gsize i = 0; i < G_N_ELEMENTS (cases_held); i++) {
    Held held = { FALSE };

    fixture->server->data = (gpointer) &cases_held[i].said;
    tsu_client_list_held_async (client, 20, NULL, listed_cb, &held);
    while (!held.done)
      g_main_context_iteration (NULL, TRUE);
    if (cases_held[i].code != 0)
      g_assert_error (held.error, TSU_ERROR, cases_held[i].code);
    else
      g_assert_cmpuint (held.list->len, ==, 0);
    g_clear_error (&held.error);
    g_clear_pointer (&held.list, g_ptr_array_unref);
  }
  leave (store, client);
}

/* --- signing in --- */

static void
signed_in_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  tsu_client_sign_in_finish (TSU_CLIENT (source), result, data);
}

static char *
dup_scope (const char *path)
{
  g_autoptr (TsuLedger) ledger = tsu_ledger_open (path, TSU_LEDGER_READ_ONLY, NULL);
  g_auto (TsuShared) shared = { NULL };

  tsu_ledger_get_shared (ledger, &shared, NULL);
  return g_steal_pointer (&shared.scope);
}

/* What one may read is kept before anything is shared. */
static void
test_admitted (Fixture *fixture, gconstpointer data)
{
  const Case said = { NULL, 200,
                      "{\"token\":\"t\",\"expires\":1,\"user\":\"hana\",\"ward\":1,"
                      "\"scope\":\"1.2-s0\",\"grants\":[]}\n" };
  TsuStore *store = tsu_store_open (fixture->path, NULL);
  TsuClient *client = tsu_client_new (store);
  g_autoptr (TsuAccount) account = tsu_account_new ();
  g_autofree char *scope = NULL;
  g_autoptr (GError) error = NULL;

  tsu_account_set_server (account, fixture->server->address, FALSE, NULL);
  tsu_account_set_user (account, "hana");
  fixture->server->answer = answer_case;
  fixture->server->data = (gpointer) &said;
  while (!tsu_client_get_account (client)->device)
    g_main_context_iteration (NULL, TRUE);
  tsu_client_sign_in_async (client, account, "wort", NULL, signed_in_cb, &error);
  while (!error && !(scope = dup_scope (fixture->path)))
    g_main_context_iteration (NULL, FALSE);
  g_assert_no_error (error);
  g_assert_cmpstr (scope, ==, "1.2-s0");
  leave (store, client);
}

static void
test_sign_in (Fixture *fixture, gconstpointer data)
{
  static const struct {
    guint status;
    const char *body;
    int code; /* TsuErrorCode */
  } refusals[] = {
    { 401, "{\"error\":\"login\"}\n", TSU_ERROR_UNAUTHORIZED },
    { 403, "{\"error\":\"revoked\"}\n", TSU_ERROR_UNAUTHORIZED },
    { 429, "{\"error\":\"busy\"}\n", TSU_ERROR_BUSY },
    { 500, "", TSU_ERROR_OFFLINE },
    { 404, "<html></html>", TSU_ERROR_INVALID },
    { 307, "", TSU_ERROR_INVALID },
    { 200, "<html></html>", TSU_ERROR_INVALID },
    { 200,
      "{\"token\":\"with\\r\\nHeader: x\",\"expires\":1,\"user\":\"h\",\"ward\":1,\"grants\":"
      "[]}\n",
      TSU_ERROR_INVALID },
  };
  TsuStore *store = tsu_store_open (fixture->path, NULL);
  TsuClient *client = tsu_client_new (store);
  g_autoptr (TsuAccount) account = tsu_account_new ();

  tsu_account_set_server (account, fixture->server->address, FALSE, NULL);
  tsu_account_set_user (account, "hana");
  fixture->server->answer = answer_case;
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++) {
    const Case said = { NULL, refusals[i].status, refusals[i].body };
    g_autoptr (GError) error = NULL;

    fixture->server->data = (gpointer) &said;
    tsu_client_sign_in_async (client, account, "wort", NULL, signed_in_cb, &error);
    while (!error)
      g_main_context_iteration (NULL, TRUE);
    g_assert_error (error, TSU_ERROR, refusals[i].code);
    g_assert_null (strstr (error->message, "wort"));
  }
  leave (store, client);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *window = g_strconcat ("/client/window/", cases[i].name, NULL);
    g_autofree char *line = g_strconcat ("/client/command-line/", cases[i].name, NULL);

    g_test_add (window, Fixture, &cases[i], set_up, test_window, tear_down);
    g_test_add (line, Fixture, &cases[i], set_up, test_command_line, tear_down);
  }
  g_test_add ("/client/never-agrees", Fixture, NULL, set_up, test_never_agrees, tear_down);
  g_test_add ("/client/offline", Fixture, NULL, set_up, test_offline, tear_down);
  g_test_add ("/client/tells-until-read", Fixture, NULL, set_up, test_tells_until_read, tear_down);
  g_test_add ("/client/held", Fixture, NULL, set_up, test_held, tear_down);
  g_test_add ("/client/admitted", Fixture, NULL, set_up, test_admitted, tear_down);
  g_test_add ("/client/sign-in", Fixture, NULL, set_up, test_sign_in, tear_down);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tsunagictl login and logout: with whom the ledger is shared.
 */

#include "config.h"

#include "tsu-commands.h"

#include "tsu-account.h"
#include "tsu-address.h"
#include "tsu-admission.h"
#include "tsu-error.h"
#include "tsu-json.h"
#include "tsu-token.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#define LOGOUT_SECONDS 10
#define PASSWORD_MAX 1024

typedef struct {
  char *user;
  char *ward;
  char *certificate;
  gboolean from_stdin;
  gboolean plain;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->user);
  g_free (options->ward);
  g_free (options->certificate);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse (TsuCall *call, Options *options, GError **error)
{
  const GOptionEntry entries[] = {
    { "user", 'u', 0, G_OPTION_ARG_FILENAME, &options->user, N_ ("Name of the account"),
      N_ ("NAME") },
    { "password-stdin", 0, 0, G_OPTION_ARG_NONE, &options->from_stdin,
      N_ ("Read the password from standard input"), NULL },
    { "ward", 'w', 0, G_OPTION_ARG_FILENAME, &options->ward,
      N_ ("Ward to which new records belong (default: the account's own)"), N_ ("WARD") },
    { "certificate", 0, 0, G_OPTION_ARG_FILENAME, &options->certificate,
      N_ ("Trust this certificate and no other"), N_ ("FILE") },
    { "allow-plain", 0, 0, G_OPTION_ARG_NONE, &options->plain,
      N_ ("Allow an address that is not encrypted, in a closed network"), NULL },
    { NULL },
  };

  if (!tsu_call_parse (call, entries, _ ("URL"), 1, 1, error))
    return FALSE;
  if (options->user && options->from_stdin)
    return TRUE;
  g_set_error (error, TSU_USAGE_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("login needs --user NAME and --password-stdin"));
  return FALSE;
}

/* Never an argument: those can be seen by everybody on the computer. */
static gboolean
read_password (char *password, gsize size, GError **error)
{
  if (fgets (password, (int) size, stdin)) {
    password[strcspn (password, "\r\n")] = '\0';
    if (*password && g_utf8_validate (password, -1, NULL))
      return TRUE;
  }
  g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID, _ ("There was no password on standard input."));
  return FALSE;
}

static gboolean
ask (TsuRemote *remote,
     const TsuAccount *account,
     const char *password,
     TsuSession *session,
     GCancellable *cancellable,
     GError **error)
{
  TsuRequest request;
  g_autoptr (TsuReply) reply = NULL;

  tsu_admission_prepare (&request, account->user, password, account->device);
  reply = tsu_remote_send (remote, &request, cancellable, error);
  g_bytes_unref (request.body);
  return reply && tsu_admission_read (reply, session, error);
}

static gboolean
print (TsuCall *call, const TsuAccount *account, TsuTokenPlace place, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (call->json) {
    g_string_append (out, "{\"server\":");
    tsu_json_append_string (out, account->address);
    g_string_append (out, ",\"user\":");
    tsu_json_append_string (out, account->user);
    g_string_append_printf (out, ",\"ward\":%d,\"kept\":\"%s\"}\n", account->ward,
                            place == TSU_TOKEN_KEYRING ? "keyring" : "file");
    return tsu_call_write (out, error);
  }
  g_string_append_printf (out, _ ("Signed in to %s as %s."), account->address, account->user);
  g_string_append_c (out, '\n');
  if (place == TSU_TOKEN_FILE)
    g_string_append_printf (out, "%s\n",
                            _ ("There is no keyring here: the sign-in is kept in a file that only "
                               "you can read."));
  return tsu_call_write (out, error);
}

static gboolean
sign_in (TsuCall *call, TsuLedger *ledger, const Options *options, GError **error)
{
  g_autoptr (TsuAccount) account = tsu_account_load (ledger, error);
  g_autoptr (TsuRemote) remote = NULL;
  g_auto (TsuSession) session = { NULL };
  char password[PASSWORD_MAX];
  TsuTokenPlace place;
  gboolean good;

  if (!account || !tsu_account_set_server (account, call->argv[0], options->plain, error))
    return FALSE;
  tsu_account_set_user (account, options->user);
  tsu_account_set_certificate (account, options->certificate);
  remote = tsu_remote_new (account->address, account->certificate, error);
  if (!remote || !read_password (password, sizeof password, error))
    return FALSE;
  good = ask (remote, account, password, &session, call->cancellable, error);
  explicit_bzero (password, sizeof password);
  if (!good || !tsu_admission_choose_ward (&session, options->ward, &account->ward, error))
    return FALSE;

  tsu_admission_note (&session, account);
  place = tsu_token_keep (account->address, account->device, session.token, error);
  return place != TSU_TOKEN_NOWHERE &&
         tsu_account_save (account, ledger, tsu_admission_name_ward (&session, account->ward),
                           error) &&
         print (call, account, place, error);
}

gboolean
tsu_cmd_login (TsuCall *call, GError **error)
{
  g_auto (Options) options = { NULL };
  g_autoptr (TsuLedger) ledger = NULL;

  if (!parse (call, &options, error))
    return FALSE;
  tsu_call_catch_interrupt (call);
  ledger = tsu_call_open (call, TSU_LEDGER_READ_WRITE, error);
  return ledger && sign_in (call, ledger, &options, error);
}

/* The server is told where it can be reached; the token ends by itself in any case. */
static void
tell_server (const TsuAccount *account, const char *token, GCancellable *cancellable)
{
  g_autoptr (TsuRemote) remote = tsu_remote_new (account->address, account->certificate, NULL);
  const TsuRequest request = {
    .method = "DELETE",
    .path = "/v1/session",
    .token = token,
    .seconds = LOGOUT_SECONDS,
    .max = PASSWORD_MAX,
  };
  g_autoptr (TsuReply) reply =
    remote ? tsu_remote_send (remote, &request, cancellable, NULL) : NULL;
}

gboolean
tsu_cmd_logout (TsuCall *call, GError **error)
{
  g_autoptr (TsuLedger) ledger = NULL;
  g_autoptr (TsuAccount) account = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *token = NULL;

  if (!tsu_call_parse (call, NULL, "", 0, 0, error))
    return FALSE;
  tsu_call_catch_interrupt (call);
  ledger = tsu_call_open (call, TSU_LEDGER_MUST_EXIST, error);
  account = ledger ? tsu_account_load (ledger, error) : NULL;
  if (!account)
    return FALSE;
  if (!account->address) {
    g_set_error (error, TSU_ERROR, TSU_ERROR_NOT_FOUND,
                 _ ("This ledger is not shared with any server."));
    return FALSE;
  }
  token = tsu_token_find (account->address, account->device, NULL);
  if (token)
    tell_server (account, token, call->cancellable);
  if (!tsu_token_forget (account->address, account->device, error))
    return FALSE;
  if (call->json)
    g_string_append (out, "{\"signed_out\":true}\n");
  else
    g_string_append_printf (out, "%s\n", _ ("Signed out. The ledger stays as it is."));
  return tsu_call_write (out, error);
}

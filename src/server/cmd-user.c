/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tsunagi-server user: accounts and what they may do. Whoever may open the database may do all of
 * this, so no password is asked for; what was done stands in the audit.
 */

#include "config.h"

#include "tsu-command.h"

#include "tsu-command-closed.h"
#include "tsu-command-ward.h"
#include "tsu-depot-accounts.h"
#include "tsu-error.h"
#include "tsu-secret.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#define PASSWORD_MAX 1024
#define PASSWORD_SHORT 10
#define ACCOUNT_MAX 200

static gint64
get_now (void)
{
  return g_get_real_time () / 1000;
}

static gboolean
fail_usage (const char *message, GError **error)
{
  g_set_error_literal (error, TSU_USAGE_ERROR, G_OPTION_ERROR_BAD_VALUE, message);
  return FALSE;
}

/* Returns: (transfer full): hash of the password on standard input */
static char *
read_password (const TsuCommand *command, GError **error)
{
  char line[PASSWORD_MAX + 2];
  g_autofree char *hash = NULL;

  if (!command->password_stdin) {
    fail_usage (_ ("Give --password-stdin and the password on standard input."), error);
    return NULL;
  }
  if (!fgets (line, sizeof line, stdin))
    line[0] = '\0';
  line[strcspn (line, "\r\n")] = '\0';
  if (line[0] == '\0' || strlen (line) > PASSWORD_MAX || !g_utf8_validate (line, -1, NULL)) {
    g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID,
                 _ ("The password is empty, too long or not text; nothing was changed."));
    return NULL;
  }
  if (g_utf8_strlen (line, -1) < PASSWORD_SHORT)
    fprintf (stderr, "tsunagi-server: %s\n",
             _ ("This password is short; take ten characters or more."));
  hash = tsu_password_hash (line, error);
  tsu_secret_forget (line, sizeof line);
  return g_steal_pointer (&hash);
}

static TsuAccount *
find_account (TsuDepot *depot, const char *name, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  TsuAccount *account = tsu_depot_find_account (depot, name, &local_error);

  if (local_error)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (!account)
    g_set_error (error, TSU_ERROR, TSU_ERROR_NOT_FOUND, _ ("There is no account “%s”."), name);
  return account;
}

static gboolean
read_role (const TsuCommand *command, TsuRole *role, GError **error)
{
  if (tsu_role_find (command->role, role))
    return TRUE;
  return fail_usage (_ ("Give --role with one of the roles that “tsunagi-server --help” lists."),
                        error);
}

/* Takes @name for @account in the audit: its number, never the name. */
static gboolean
audit (TsuDepot *depot, const char *action, gint64 account, const char *what, GError **error)
{
  g_autofree char *subject =
    g_strdup_printf ("account=%" G_GINT64_FORMAT "%s%s", account, *what ? " " : "", what);

  return tsu_depot_audit (depot, get_now (), 0, action, subject, error);
}

/* It holds from the beginning, because a clock that was fast by then and is put right would take it
 * away again until that hour comes. When it was given stands in the audit. */
static gboolean
grant (TsuDepot *depot, const TsuCommand *command, gint64 account, int ward, GError **error)
{
  const TsuGrantRow row = {
    .account = account,
    .ward = ward,
    .role = command->role,
  };
  g_autofree char *what = g_strdup_printf ("ward=%d role=%s", ward, command->role);

  return tsu_depot_add_grant (depot, &row, error) && audit (depot, "grant", account, what, error);
}

gboolean
tsu_command_user_add (const TsuCommand *command, GError **error)
{
  const char *name = command->arguments[0];
  g_autoptr (TsuDepot) depot = NULL;
  g_autofree char *hash = NULL;
  gint64 account;
  TsuRole role;
  int ward;

  if (!command->ward)
    return fail_usage (_ ("Give --ward."), error);
  if (!read_role (command, &role, error))
    return FALSE;
  if (!*name || strlen (name) > ACCOUNT_MAX || !g_utf8_validate (name, -1, NULL))
    return fail_usage (_ ("This is no name for an account."), error);
  hash = read_password (command, error);
  if (!hash)
    return FALSE;

  depot = tsu_command_open_depot (command, error);
  if (!depot || !tsu_command_make_ward (command, depot, &ward, error) ||
      !tsu_depot_add_account (depot, name, hash, get_now (), &account, error) ||
      !audit (depot, "account_add", account, "", error) ||
      !grant (depot, command, account, ward, error))
    return FALSE;
  printf (_ ("Account made: %s"), name);
  printf ("\n");
  return TRUE;
}

gboolean
tsu_command_user_passwd (const TsuCommand *command, GError **error)
{
  g_autofree char *hash = read_password (command, error);
  g_autoptr (TsuDepot) depot = NULL;
  g_autoptr (TsuAccount) account = NULL;

  if (!hash)
    return FALSE;
  depot = tsu_command_open_depot (command, error);
  account = depot ? find_account (depot, command->arguments[0], error) : NULL;
  return account && tsu_depot_set_password (depot, account->key, hash, error) &&
         audit (depot, "password", account->key, "", error);
}

gboolean
tsu_command_user_grant (const TsuCommand *command, GError **error)
{
  g_autoptr (TsuDepot) depot = NULL;
  g_autoptr (TsuAccount) account = NULL;
  TsuRole role;
  int ward;

  if (!command->ward)
    return fail_usage (_ ("Give --ward."), error);
  if (!read_role (command, &role, error))
    return FALSE;
  depot = tsu_command_open_depot (command, error);
  account = depot ? find_account (depot, command->arguments[0], error) : NULL;
  return account && tsu_command_make_ward (command, depot, &ward, error) &&
         grant (depot, command, account->key, ward, error);
}

gboolean
tsu_command_user_revoke (const TsuCommand *command, GError **error)
{
  g_autoptr (TsuDepot) depot = NULL;
  g_autoptr (TsuAccount) account = NULL;
  g_autofree char *what = NULL;
  gint64 removed;
  TsuRole role;
  int ward;

  if (!command->ward)
    return fail_usage (_ ("Give --ward."), error);
  if (command->role && !read_role (command, &role, error))
    return FALSE;
  depot = tsu_command_open_depot (command, error);
  account = depot ? find_account (depot, command->arguments[0], error) : NULL;
  if (!account || !tsu_command_find_ward (command, depot, &ward, error) ||
      !tsu_depot_remove_grant (depot, account->key, ward, command->role, &removed, error))
    return FALSE;
  if (removed == 0) {
    g_set_error (error, TSU_ERROR, TSU_ERROR_NOT_FOUND,
                 _ ("This account has no such role there; nothing was changed."));
    return FALSE;
  }
  what = g_strdup_printf ("ward=%d role=%s", ward, command->role ? command->role : "all");
  return audit (depot, "revoke", account->key, what, error);
}

static gboolean
set_closed (const TsuCommand *command, gint64 closed, GError **error)
{
  g_autoptr (TsuDepot) depot = tsu_command_open_depot (command, error);
  g_autoptr (TsuAccount) account =
    depot ? find_account (depot, command->arguments[0], error) : NULL;

  return account && tsu_depot_close_account (depot, account->key, closed, error) &&
         audit (depot, closed ? "account_close" : "account_open", account->key, "", error) &&
         tsu_command_note_closed (command, TRUE, account->name, closed != 0, error);
}

gboolean
tsu_command_user_close (const TsuCommand *command, GError **error)
{
  return set_closed (command, get_now (), error);
}

gboolean
tsu_command_user_open (const TsuCommand *command, GError **error)
{
  return set_closed (command, 0, error);
}

gboolean
tsu_command_user_list (const TsuCommand *command, GError **error)
{
  g_autoptr (TsuDepot) depot = tsu_command_open_depot (command, error);
  g_autoptr (GPtrArray) accounts = depot ? tsu_depot_list_accounts (depot, error) : NULL;

  if (!accounts)
    return FALSE;
  for (guint i = 0; i < accounts->len; i++) {
    const TsuAccount *account = g_ptr_array_index (accounts, i);
    g_autoptr (GPtrArray) grants = tsu_depot_list_grants (depot, account->key, error);

    if (!grants)
      return FALSE;
    printf ("%s%s%s", account->name, account->closed ? "\t" : "",
            account->closed ? _ ("closed") : "");
    for (guint j = 0; j < grants->len; j++) {
      const TsuGrantRow *row = g_ptr_array_index (grants, j);

      printf ("\t%d:%s", row->ward, row->role);
    }
    printf ("\n");
  }
  return TRUE;
}

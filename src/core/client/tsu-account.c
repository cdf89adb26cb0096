/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * With whom a ledger is shared, as its settings say.
 */

#include "config.h"

#include "tsu-account.h"

#include "tsu-address.h"
#include "tsu-inbox.h"
#include "tsu-outbox.h"

TsuAccount *
tsu_account_new (void)
{
  return g_new0 (TsuAccount, 1);
}

TsuAccount *
tsu_account_copy (const TsuAccount *account)
{
  TsuAccount *copy = tsu_account_new ();

  copy->address = g_strdup (account->address);
  copy->user = g_strdup (account->user);
  copy->ward = account->ward;
  copy->certificate = g_strdup (account->certificate);
  copy->device = g_strdup (account->device);
  copy->scope = g_strdup (account->scope);
  return copy;
}

void
tsu_account_free (TsuAccount *account)
{
  if (!account)
    return;
  g_free (account->address);
  g_free (account->user);
  g_free (account->certificate);
  g_free (account->device);
  g_free (account->scope);
  g_free (account);
}

/**
 * tsu_account_set_server:
 * @address: as it was typed
 * @allow_plain: as of tsu_address_parse()
 *
 * Returns: whether it is the address of a server
 */
gboolean
tsu_account_set_server (TsuAccount *account,
                        const char *address,
                        gboolean allow_plain,
                        GError **error)
{
  char *parsed = tsu_address_parse (address, allow_plain, error);

  if (!parsed)
    return FALSE;
  g_free (account->address);
  account->address = parsed;
  return TRUE;
}

void
tsu_account_set_user (TsuAccount *account, const char *user)
{
  char *copy = g_strdup (user);

  g_free (account->user);
  account->user = copy;
}

/**
 * tsu_account_set_certificate:
 * @path: (nullable): kept as a whole path, whatever folder one works in later
 */
void
tsu_account_set_certificate (TsuAccount *account, const char *path)
{
  g_free (account->certificate);
  account->certificate = path ? g_canonicalize_filename (path, NULL) : NULL;
}

static char *
get_setting (TsuLedger *ledger, const char *name)
{
  g_autofree char *value = tsu_ledger_get_setting (ledger, name);

  return value && *value ? g_steal_pointer (&value) : NULL;
}

/**
 * tsu_account_load:
 *
 * Returns: (transfer full): what the ledger says; without an address where it is not shared
 */
TsuAccount *
tsu_account_load (TsuLedger *ledger, GError **error)
{
  g_autoptr (TsuAccount) account = tsu_account_new ();
  g_auto (TsuShared) shared = { NULL };

  if (!tsu_ledger_get_shared (ledger, &shared, error))
    return NULL;
  account->device = g_steal_pointer (&shared.device);
  account->address = get_setting (ledger, "server");
  account->user = get_setting (ledger, "server-user");
  account->ward = shared.ward;
  account->certificate = get_setting (ledger, "server-certificate");
  return g_steal_pointer (&account);
}

/* Only where it has none of its own. */
static gboolean
propose_setting (TsuLedger *ledger, const char *name, const char *value, GError **error)
{
  g_autofree char *own = get_setting (ledger, name);

  return own || !value || tsu_ledger_set_setting (ledger, name, value, error);
}

/**
 * tsu_account_save:
 * @ward_name: (nullable): what the server calls the ward
 *
 * Keeps with whom the ledger is shared. A ledger in which nobody has written down a name yet takes
 * those of the account and of the ward.
 *
 * Returns: whether the ledger keeps it now
 */
gboolean
tsu_account_save (const TsuAccount *account,
                  TsuLedger *ledger,
                  const char *ward_name,
                  GError **error)
{
  /* First what may be read: with a server it may begin to share. */
  return tsu_ledger_note_scope (ledger, account->scope, error) &&
         tsu_ledger_set_setting (ledger, "server", account->address, error) &&
         tsu_ledger_set_setting (ledger, "server-user", account->user, error) &&
         tsu_ledger_set_setting (ledger, "server-certificate", account->certificate, error) &&
         propose_setting (ledger, "user", account->user, error) &&
         propose_setting (ledger, "ward", ward_name, error) &&
         (!account->address || tsu_ledger_set_ward (ledger, account->ward, error));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-ledger.h"

G_BEGIN_DECLS

/**
 * TsuAccount:
 * @address: (nullable): the server; NULL for a ledger that is shared with nobody
 * @user: (nullable): who signed in
 * @ward: number of the ward to which new records belong; 0 for the city
 * @certificate: (nullable): file with the one certificate that is trusted
 * @device: id of the device whose sign-in it is
 * @scope: (nullable): what the user may read, as the server said at the sign-in
 *
 * With whom a ledger is shared. All but the token lies in the ledger's settings.
 */
typedef struct {
  char *address;
  char *user;
  int ward;
  char *certificate;
  char *device;
  char *scope;
} TsuAccount;

TsuAccount *tsu_account_new (void);
TsuAccount *tsu_account_copy (const TsuAccount *account);
void tsu_account_free (TsuAccount *account);
gboolean tsu_account_set_server (TsuAccount *account,
                                 const char *address,
                                 gboolean allow_plain,
                                 GError **error);
void tsu_account_set_user (TsuAccount *account, const char *user);
void tsu_account_set_certificate (TsuAccount *account, const char *path);
TsuAccount *tsu_account_load (TsuLedger *ledger, GError **error);
gboolean tsu_account_save (const TsuAccount *account,
                           TsuLedger *ledger,
                           const char *ward_name,
                           GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuAccount, tsu_account_free)

G_END_DECLS

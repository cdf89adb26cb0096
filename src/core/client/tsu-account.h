/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-ledger.h"
#include "tsu-remote.h"

G_BEGIN_DECLS

/**
 * TsuAccount:
 * @address: (nullable): the server; NULL for a ledger that is shared with nobody
 * @user: (nullable): who signed in
 * @ward: number of the ward to which new records belong; 0 for the city
 * @certificate: (nullable): file with the one certificate that is trusted
 * @device: id of the device whose sign-in it is
 *
 * With whom a ledger is shared. All but the token lies in the ledger's settings.
 */
typedef struct {
  char *address;
  char *user;
  int ward;
  char *certificate;
  char *device;
} TsuAccount;

TsuAccount *tsu_account_new (void);
TsuAccount *tsu_account_copy (const TsuAccount *account);
void tsu_account_free (TsuAccount *account);
TsuAccount *tsu_account_load (TsuLedger *ledger, GError **error);
gboolean tsu_account_save (const TsuAccount *account, TsuLedger *ledger, GError **error);

/**
 * TsuMembership:
 * @ward: number of the ward
 * @name: (nullable): what it is called
 * @role: what the account may do there
 */
typedef struct {
  int ward;
  char *name;
  char *role;
} TsuMembership;

/**
 * TsuSession:
 * @token: what is shown from now on instead of the password
 * @expires: until when, Unix milliseconds; 0 where the server does not say
 * @user: the account's name as the server writes it
 * @ward: the account's own ward
 * @grants: (element-type TsuMembership): where it may do what
 *
 * What the server says to a sign-in.
 */
typedef struct {
  char *token;
  gint64 expires;
  char *user;
  int ward;
  GPtrArray *grants;
} TsuSession;

void tsu_session_free (TsuSession *session);
GBytes *tsu_session_ask (const char *user, const char *password, const char *device);
TsuSession *tsu_session_read (const TsuReply *reply, GError **error);
gboolean
tsu_session_choose_ward (const TsuSession *session, const char *wish, int *ward, GError **error);
const char *tsu_session_name_ward (const TsuSession *session, int ward);

#define TSU_SESSION_PATH "/v1/session"
#define TSU_SESSION_SECONDS 30
#define TSU_SESSION_MAX (1024 * 1024)

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuAccount, tsu_account_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuSession, tsu_session_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-depot.h"

G_BEGIN_DECLS

/**
 * TsuAccount:
 * @password: hash of the password; never the password
 * @closed: when it was closed, Unix milliseconds; 0 while it is open
 */
typedef struct {
  gint64 key;
  char *name;
  char *password;
  gint64 created;
  gint64 closed;
} TsuAccount;

/**
 * TsuGrantRow:
 * @role: name of the role
 * @from: from when it holds, Unix milliseconds
 * @to: until when; 0 for no end
 */
typedef struct {
  gint64 account;
  int ward;
  char *role;
  gint64 from;
  gint64 to;
} TsuGrantRow;

/**
 * TsuDeviceRow:
 * @seen: when it last asked, Unix milliseconds
 * @revoked: when it was closed; 0 while it is not
 */
typedef struct {
  char *device;
  gint64 account;
  char *user;
  char *label;
  gint64 created;
  gint64 seen;
  gint64 revoked;
} TsuDeviceRow;

/**
 * TsuWardRow:
 *
 * A ward and its name; 0 is the city.
 */
typedef struct {
  int ward;
  char *name;
} TsuWardRow;

void tsu_account_free (TsuAccount *account);
void tsu_grant_row_free (TsuGrantRow *row);
void tsu_device_row_free (TsuDeviceRow *row);
void tsu_ward_row_free (TsuWardRow *row);

/* Accounts. A name is used once: TSU_ERROR_CONFLICT. NULL without error: no such account. */
gboolean tsu_depot_add_account (TsuDepot *self,
                                const char *name,
                                const char *password,
                                gint64 now,
                                gint64 *account,
                                GError **error);
TsuAccount *tsu_depot_find_account (TsuDepot *self, const char *name, GError **error);
GPtrArray *tsu_depot_list_accounts (TsuDepot *self, GError **error);
gboolean
tsu_depot_set_password (TsuDepot *self, gint64 account, const char *password, GError **error);
/* Closes the account, or opens it again with @closed 0, which ends its former sessions. */
gboolean tsu_depot_close_account (TsuDepot *self, gint64 account, gint64 closed, GError **error);

/* Wards. Adding one that is there renames it. */
gboolean tsu_depot_set_ward (TsuDepot *self, int ward, const char *name, GError **error);
GPtrArray *tsu_depot_list_wards (TsuDepot *self, GError **error);

/* Grants. One (account, ward, role) stands once; granting again sets its times anew. */
gboolean tsu_depot_add_grant (TsuDepot *self, const TsuGrantRow *grant, GError **error);
/* (nullable) role: NULL for all of the account in the ward. @removed: how many there were. */
gboolean tsu_depot_remove_grant (
  TsuDepot *self, gint64 account, int ward, const char *role, gint64 *removed, GError **error);
GPtrArray *tsu_depot_list_grants (TsuDepot *self, gint64 account, GError **error);

/* Devices. A device belongs to the account that signed in on it last; FALSE with
 * TSU_ERROR_UNAUTHORIZED while another is signed in on it, or where it was revoked. */
gboolean tsu_depot_register_device (TsuDepot *self,
                                    gint64 account,
                                    const char *device,
                                    const char *label,
                                    gint64 now,
                                    GError **error);
/* Revokes the device, or with @revoked 0 lets it in again, which ends its former sessions. */
gboolean
tsu_depot_revoke_device (TsuDepot *self, const char *device, gint64 revoked, GError **error);
/* (element-type TsuDeviceRow): of an account, or with 0 all */
GPtrArray *tsu_depot_list_devices (TsuDepot *self, gint64 account, GError **error);

/* Sessions; @token is the token's hash as text. */
gboolean tsu_depot_add_session (TsuDepot *self,
                                const char *token,
                                gint64 account,
                                const char *device,
                                gint64 now,
                                gint64 expires,
                                GError **error);
/* Fills @principal with account, device and the grants in force at @now, and marks the device as
 * seen. @refusal: TSU_REFUSAL_REVOKED where account or device was closed. FALSE with
 * TSU_ERROR_UNAUTHORIZED where there is no such session, or it is over. */
gboolean tsu_depot_find_session (TsuDepot *self,
                                 const char *token,
                                 gint64 now,
                                 TsuPrincipal *principal,
                                 TsuRefusal *refusal,
                                 GError **error);
gboolean tsu_depot_end_session (TsuDepot *self, const char *token, GError **error);
gboolean tsu_depot_purge_sessions (TsuDepot *self, gint64 now, GError **error);

/* The audit: a chain of hashes over what was done, by whom, to whom; never a value.
 * @account 0: the server or its administrator at the command line. */
gboolean tsu_depot_audit (TsuDepot *self,
                          gint64 now,
                          gint64 account,
                          const char *action,
                          const char *subject,
                          GError **error);
/* @entries: how many were good; FALSE with TSU_ERROR_CORRUPT where the chain is broken. */
gboolean tsu_depot_verify_audit (TsuDepot *self, gint64 *entries, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuAccount, tsu_account_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuGrantRow, tsu_grant_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuDeviceRow, tsu_device_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuWardRow, tsu_ward_row_free)

G_END_DECLS

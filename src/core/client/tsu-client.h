/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-account.h"
#include "tsu-client-status.h"
#include "tsu-store.h"

G_BEGIN_DECLS

/**
 * TsuClient:
 *
 * Shares the ledger of a store in the background: after what is saved, when the network comes
 * back, when the server has news, and by a timer. Requests run in the main context, steps of the
 * ledger on the store's thread; nothing here waits.
 *
 * Signal "changed": the status is another.
 */
#define TSU_TYPE_CLIENT (tsu_client_get_type ())
G_DECLARE_FINAL_TYPE (TsuClient, tsu_client, TSU, CLIENT, GObject)

TsuClient *tsu_client_new (TsuStore *store);
void tsu_client_stop (TsuClient *self);
const TsuClientStatus *tsu_client_get_status (TsuClient *self);
const TsuAccount *tsu_client_get_account (TsuClient *self);
void tsu_client_share_now (TsuClient *self);
void tsu_client_forget_notes (TsuClient *self);

void tsu_client_list_held_async (TsuClient *self,
                                 int most,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GPtrArray *tsu_client_list_held_finish (TsuClient *self, GAsyncResult *result, GError **error);

void tsu_client_sign_in_async (TsuClient *self,
                               const TsuAccount *account,
                               const char *password,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean tsu_client_sign_in_finish (TsuClient *self, GAsyncResult *result, GError **error);
void tsu_client_sign_out_async (TsuClient *self,
                                gboolean leave,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean tsu_client_sign_out_finish (TsuClient *self, GAsyncResult *result, GError **error);

G_END_DECLS

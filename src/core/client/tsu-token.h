/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TsuTokenPlace:
 * @TSU_TOKEN_NOWHERE: there is none
 * @TSU_TOKEN_KEYRING: in the desktop's keyring
 * @TSU_TOKEN_FILE: in a file that only the user can read, because there is no keyring
 */
typedef enum {
  TSU_TOKEN_NOWHERE,
  TSU_TOKEN_KEYRING,
  TSU_TOKEN_FILE,
} TsuTokenPlace;

TsuTokenPlace
tsu_token_keep (const char *address, const char *device, const char *token, GError **error);
char *tsu_token_find (const char *address, const char *device, TsuTokenPlace *place);
gboolean tsu_token_forget (const char *address, const char *device, GError **error);

void tsu_token_find_async (const char *address,
                           const char *device,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
char *tsu_token_find_finish (GAsyncResult *result, GError **error);

G_END_DECLS

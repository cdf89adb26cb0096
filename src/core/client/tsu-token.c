/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the token of a sign-in is kept: in the desktop's keyring, or, where there is none (a
 * server's command line, a bare window manager), in a file that only the user can read. It is one
 * computer's and never lies in the ledger, because ledgers are copied.
 */

#include "config.h"

#include "tsu-token.h"

#include "tsu-error.h"
#include "tsu-home.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <libsecret/secret.h>

static const SecretSchema schema = {
  "jp.tsunagi.Tsunagi.Token",
  SECRET_SCHEMA_NONE,
  { { "server", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "device", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, SECRET_SCHEMA_ATTRIBUTE_STRING } },
};

/* The name is a digest, so that nothing a ledger says becomes a path. */
static char *
dup_path (const char *address, const char *device, GError **error)
{
  g_autofree char *ledger = tsu_home_dup_ledger_path (error);
  g_autofree char *folder = ledger ? g_path_get_dirname (ledger) : NULL;
  g_autofree char *both = g_strconcat (address, "\n", device, NULL);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, both, -1);
  g_autofree char *name = g_strdup_printf ("token-%.32s", digest);

  return folder ? g_build_filename (folder, name, NULL) : NULL;
}

static gboolean
keep_in_file (const char *address, const char *device, const char *token, GError **error)
{
  g_autofree char *path = dup_path (address, device, error);
  g_autoptr (GError) cause = NULL;

  if (!path)
    return FALSE;
  if (g_file_set_contents_full (path, token, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &cause))
    return TRUE;
  g_set_error (error, TSU_ERROR, TSU_ERROR_FULL,
               _ ("The sign-in could not be kept: %s"), cause->message);
  return FALSE;
}

static gboolean
forget_file (const char *address, const char *device, GError **error)
{
  g_autofree char *path = dup_path (address, device, error);

  if (!path)
    return FALSE;
  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;
  g_set_error (error, TSU_ERROR, TSU_ERROR_FAILED,
               _ ("The file %s could not be removed: %s"), path, g_strerror (errno));
  return FALSE;
}

/**
 * tsu_token_keep:
 * @address: of the server
 * @device: whose sign-in it is
 * @token: what the server gave; takes the place of one kept before
 *
 * Returns: where it is kept now; TSU_TOKEN_NOWHERE with an error
 */
TsuTokenPlace
tsu_token_keep (const char *address, const char *device, const char *token, GError **error)
{
  g_autofree char *host_label = g_strdup_printf ("Tsunagi: %s", address);

  if (secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT, host_label, token, NULL, NULL,
                                  "server", address, "device", device, NULL)) {
    /* An older one that lies in a file would be found again once the keyring is closed. */
    forget_file (address, device, NULL);
    return TSU_TOKEN_KEYRING;
  }
  return keep_in_file (address, device, token, error) ? TSU_TOKEN_FILE : TSU_TOKEN_NOWHERE;
}

/**
 * tsu_token_find:
 * @place: (out) (optional): where it was found
 *
 * May ask the user to open the keyring: not for the thread of a window.
 *
 * Returns: (transfer full) (nullable): the token; NULL where nobody is signed in
 */
char *
tsu_token_find (const char *address, const char *device, TsuTokenPlace *place)
{
  char *secret =
    secret_password_lookup_sync (&schema, NULL, NULL, "server", address, "device", device, NULL);
  TsuTokenPlace found = TSU_TOKEN_KEYRING;
  char *token = g_strdup (secret);

  g_clear_pointer (&secret, secret_password_free);
  if (!token) {
    g_autofree char *path = dup_path (address, device, NULL);

    if (path && g_file_get_contents (path, &token, NULL, NULL))
      g_strchomp (token);
    found = TSU_TOKEN_FILE;
  }
  if (place)
    *place = token ? found : TSU_TOKEN_NOWHERE;
  return token;
}

/**
 * tsu_token_forget:
 *
 * Returns: whether none is left
 */
gboolean
tsu_token_forget (const char *address, const char *device, GError **error)
{
  secret_password_clear_sync (&schema, NULL, NULL, "server", address, "device", device, NULL);
  return forget_file (address, device, error);
}

static void
find_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  char **names = data;

  g_task_return_pointer (task, tsu_token_find (names[0], names[1], NULL), g_free);
}

/**
 * tsu_token_find_async:
 *
 * Looks for the token without holding up a window.
 */
void
tsu_token_find_async (const char *address,
                      const char *device,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  const char *names[] = { address, device, NULL };
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, tsu_token_find_async);
  g_task_set_task_data (task, g_strdupv ((char **) names), (GDestroyNotify) g_strfreev);
  g_task_run_in_thread (task, find_thread);
}

/**
 * tsu_token_find_finish:
 *
 * Returns: (transfer full) (nullable): the token; NULL without an error where nobody is signed in
 */
char *
tsu_token_find_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

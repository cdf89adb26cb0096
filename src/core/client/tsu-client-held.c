/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the server held back of others, for who looks after the ward. It is asked for when somebody
 * looks, and not kept: it belongs to its authors.
 */

#include "config.h"

#include "tsu-client-private.h"

#include "tsu-error.h"
#include "tsu-wire-held.h"

#include <glib/gi18n.h>

#define SECONDS 30
#define BYTES_MAX (8 * 1024 * 1024)

static GPtrArray *
read_reply (const TsuReply *reply, GError **error)
{
  gsize length;
  const char *bytes;

  if (reply->error) {
    g_propagate_error (error, g_error_copy (reply->error));
    return NULL;
  }
  /* Others than a ward lead have nothing to see here, nor has who is signed out. */
  if (reply->status >= 400 && reply->status < 500)
    return g_ptr_array_new ();
  if (reply->status != 200) {
    g_set_error (error, TSU_ERROR, TSU_ERROR_OFFLINE,
                 _ ("The server did not say what it held back. It is asked again the next time."));
    return NULL;
  }
  bytes = g_bytes_get_data (reply->body, &length);
  return tsu_wire_decode_held (bytes, length, error);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (TsuReply) reply = tsu_remote_send_finish (TSU_REMOTE (source), result, &error);
  GPtrArray *list = reply ? read_reply (reply, &error) : NULL;

  if (list)
    g_task_return_pointer (task, list, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * tsu_client_list_held_async:
 * @most: how many at most
 *
 * Asks what was held back in the ward of this ledger.
 */
void
tsu_client_list_held_async (TsuClient *self,
                            int most,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  const TsuAccount *account = tsu_client_get_account (self);
  g_autofree char *path = g_strdup_printf ("/v1/held?ward=%d&limit=%d", account->ward, most);
  const TsuRequest request = {
    .method = "GET",
    .path = path,
    .token = tsu_client_get_token (self),
    .seconds = SECONDS,
    .max = BYTES_MAX,
  };
  g_autoptr (TsuRemote) remote = NULL;
  GError *error = NULL;

  g_task_set_source_tag (task, tsu_client_list_held_async);
  if (!account->address || !request.token) {
    g_task_return_pointer (task, g_ptr_array_new (), (GDestroyNotify) g_ptr_array_unref);
    return;
  }
  remote = tsu_remote_new (account->address, account->certificate, &error);
  if (remote)
    tsu_remote_send_async (remote, &request, cancellable, answered_cb, g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

/**
 * tsu_client_list_held_finish:
 *
 * Returns: (transfer full) (element-type TsuHeldWork): what was held back, the newest first; empty
 *   for who does not look after the ward
 */
GPtrArray *
tsu_client_list_held_finish (TsuClient *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

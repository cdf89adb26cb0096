/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TsuRequest:
 * @method: "GET", "POST" or "DELETE"
 * @path: from the server's root, with its query: "/v1/push"
 * @token: (nullable): who asks; never written anywhere
 * @body: (nullable): is compressed where that helps
 * @from: first byte wanted of a file
 * @length: how many bytes of it; 0 for all there is, as one answer
 * @etag: (nullable): the version of the file that they must be of
 * @seconds: how long the whole exchange may take
 * @max: more bytes than this are not read
 *
 * One question to the server.
 */
typedef struct {
  const char *method;
  const char *path;
  const char *token;
  GBytes *body;
  gint64 from;
  gint64 length;
  const char *etag;
  int seconds;
  gsize max;
} TsuRequest;

/**
 * TsuReply:
 * @status: of HTTP; 0 where no answer came or none can be believed
 * @code: (nullable): the server's word for an error
 * @retry_after: seconds the server asks to wait; 0 where it does not say
 * @body: (nullable): what came, unpacked. Nothing says that it is whole but its own frame.
 * @error: (nullable): with @status 0, what happened, as a sentence
 */
typedef struct {
  int status;
  char *code;
  gint64 retry_after;
  GBytes *body;
  GError *error;
} TsuReply;

void tsu_reply_free (TsuReply *reply);

/**
 * TsuRemote:
 *
 * The line to one server. Everything that comes over it is taken for hostile: it is read with a
 * limit and a deadline, no redirection is followed, and no answer is believed for having ended.
 */
#define TSU_TYPE_REMOTE (tsu_remote_get_type ())
G_DECLARE_FINAL_TYPE (TsuRemote, tsu_remote, TSU, REMOTE, GObject)

TsuRemote *tsu_remote_new (const char *address, const char *certificate, GError **error);
const char *tsu_remote_get_address (TsuRemote *self);
void tsu_remote_send_async (TsuRemote *self,
                            const TsuRequest *request,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
TsuReply *tsu_remote_send_finish (TsuRemote *self, GAsyncResult *result, GError **error);
TsuReply *tsu_remote_send (TsuRemote *self,
                           const TsuRequest *request,
                           GCancellable *cancellable,
                           GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuReply, tsu_reply_free)

G_END_DECLS

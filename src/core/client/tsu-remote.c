/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One exchange with the server over libsoup. Asynchronous in the context it is called in; the
 * blocking form turns that context until the answer is there, so that there is one way to speak.
 */

#include "config.h"

#include "tsu-remote.h"

#include "tsu-address.h"
#include "tsu-error.h"
#include "tsu-remote-trouble.h"
#include "tsu-wire-answer.h"

#include <glib/gi18n.h>
#include <libsoup/soup.h>

#define BLOCK (64 * 1024)
/* A smaller body gains nothing by being compressed. */
#define COMPRESS_FROM 1024
/* No part of an exchange may stand still for longer; a pull that waits is answered within 25 s. */
#define STILL_SECONDS 40
/* What the server says about an error is a line, not a book. */
#define ERROR_MAX (64 * 1024)
#define RETRY_AFTER_MAX 3600
/* How long a line takes at most to be closed. */
#define RELEASE_MS 1000

struct _TsuRemote {
  GObject parent_instance;

  char *address;
  GTlsDatabase *trusted; /* nullable: those of the system */
  SoupSession *session;
};

G_DEFINE_FINAL_TYPE (TsuRemote, tsu_remote, G_TYPE_OBJECT)

/* An exchange under way. */
typedef struct {
  SoupMessage *message;
  GInputStream *stream;
  GByteArray *body;
  gsize max;
  GCancellable *cancellable; /* the caller's, or our deadline */
  GCancellable *callers;     /* nullable */
  gulong callers_id;
  GSource *deadline;
  GSource *let_go;
  SoupSession *left; /* nullable: the session it was let go of in */
  gboolean late;
  gboolean told; /* the caller has his answer; what comes now is nobody's */
} Exchange;

static void
drop_source (GSource *source)
{
  g_source_destroy (source);
  g_source_unref (source);
}

static gboolean
release_cb (gpointer session)
{
  return G_SOURCE_REMOVE;
}

/* A moment later, for it complains of a line that is just being closed. */
static void
release_session (SoupSession *session)
{
  g_autoptr (GSource) source = g_timeout_source_new (RELEASE_MS);

  g_source_set_callback (source, release_cb, session, g_object_unref);
  g_source_attach (source, g_main_context_get_thread_default ());
}

static void
exchange_free (gpointer data)
{
  Exchange *exchange = data;

  g_clear_pointer (&exchange->deadline, drop_source);
  g_clear_pointer (&exchange->let_go, drop_source);
  if (exchange->callers)
    g_cancellable_disconnect (exchange->callers, exchange->callers_id);
  g_clear_object (&exchange->callers);
  g_clear_object (&exchange->cancellable);
  g_clear_object (&exchange->message);
  g_clear_object (&exchange->stream);
  g_clear_pointer (&exchange->left, release_session);
  g_clear_pointer (&exchange->body, g_byte_array_unref);
  g_free (exchange);
}

/**
 * tsu_reply_free:
 * @reply: (nullable): an answer
 */
void
tsu_reply_free (TsuReply *reply)
{
  if (!reply)
    return;
  g_free (reply->code);
  g_clear_pointer (&reply->body, g_bytes_unref);
  g_clear_error (&reply->error);
  g_free (reply);
}

/* --- what is sent --- */

static GBytes *
compress (GBytes *body)
{
  g_autoptr (GZlibCompressor) gzip = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, G_CONVERTER (gzip));

  if (!g_output_stream_write_all (stream, g_bytes_get_data (body, NULL), g_bytes_get_size (body),
                                  NULL, NULL, NULL) ||
      !g_output_stream_close (stream, NULL, NULL))
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static void
set_body (SoupMessage *message, GBytes *body)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autoptr (GBytes) packed = g_bytes_get_size (body) >= COMPRESS_FROM ? compress (body) : NULL;

  if (packed)
    soup_message_headers_replace (headers, "Content-Encoding", "gzip");
  soup_message_set_request_body_from_bytes (message, "application/x-ndjson",
                                            packed ? packed : body);
}

static SoupMessage *
make_message (TsuRemote *self, const TsuRequest *request)
{
  g_autofree char *uri = g_strconcat (self->address, request->path, NULL);
  SoupMessage *message = soup_message_new (request->method, uri);
  SoupMessageHeaders *headers;

  if (!message)
    return NULL;

  /* A redirection would carry the token to somewhere nobody has agreed to. Everything that is
   * asked may be asked twice. */
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_IDEMPOTENT);
  soup_message_disable_feature (message, SOUP_TYPE_AUTH_MANAGER);
  headers = soup_message_get_request_headers (message);
  if (request->token) {
    g_autofree char *bearer = g_strconcat ("Bearer ", request->token, NULL);

    soup_message_headers_replace (headers, "Authorization", bearer);
  }
  if (request->length > 0) {
    /* Counted in bytes of the file, not of a packing of it. */
    soup_message_disable_feature (message, SOUP_TYPE_CONTENT_DECODER);
    soup_message_headers_set_range (headers, request->from, request->from + request->length - 1);
    if (request->etag) {
      g_autofree char *quoted = g_strdup_printf ("\"%s\"", request->etag);

      soup_message_headers_replace (headers, "If-Range", quoted);
    }
  }
  if (request->body)
    set_body (message, request->body);
  return message;
}

/* --- what comes --- */

static char *
find_code (GBytes *body)
{
  g_auto (TsuWireError) answer = { NULL };

  if (!tsu_wire_decode_error (g_bytes_get_data (body, NULL), g_bytes_get_size (body), &answer))
    return NULL;
  return g_steal_pointer (&answer.code);
}

static TsuReply *
make_reply (Exchange *exchange)
{
  TsuReply *reply = g_new0 (TsuReply, 1);
  SoupMessageHeaders *headers = soup_message_get_response_headers (exchange->message);
  const char *retry = soup_message_headers_get_one (headers, "Retry-After");

  reply->status = (int) soup_message_get_status (exchange->message);
  reply->retry_after = retry ? CLAMP (g_ascii_strtoll (retry, NULL, 10), 0, RETRY_AFTER_MAX) : 0;
  reply->body = g_byte_array_free_to_bytes (g_steal_pointer (&exchange->body));
  if (reply->status >= 400)
    reply->code = find_code (reply->body);
  return reply;
}

/* A page of a proxy that stands before a server which does not run, or does not answer it. */
static gboolean
is_of_proxy_alone (const TsuReply *reply)
{
  return (reply->status == SOUP_STATUS_BAD_GATEWAY ||
          reply->status == SOUP_STATUS_GATEWAY_TIMEOUT) &&
         !reply->code;
}

/* No answer. @error: (transfer full) */
static TsuReply *
reply_new_failed (GError *error)
{
  TsuReply *reply = g_new0 (TsuReply, 1);

  reply->error = error;
  return reply;
}

/* Takes @reply. Where the caller has let go, it is told him that and nothing else. */
static void
tell (GTask *task, TsuReply *reply)
{
  Exchange *exchange = g_task_get_task_data (task);

  if (exchange->told) {
    tsu_reply_free (reply);
    return;
  }
  exchange->told = TRUE;
  g_task_return_pointer (task, reply, (GDestroyNotify) tsu_reply_free);
}

static void
finish (GTask *task)
{
  TsuRemote *self = g_task_get_source_object (task);
  TsuReply *reply = make_reply (g_task_get_task_data (task));

  if (is_of_proxy_alone (reply)) {
    tsu_reply_free (reply);
    reply = reply_new_failed (tsu_remote_trouble_new_behind (self->address));
  }
  tell (task, reply);
  g_object_unref (task);
}

static TsuReply *
make_failure (GTask *task, const GError *cause)
{
  TsuRemote *self = g_task_get_source_object (task);
  Exchange *exchange = g_task_get_task_data (task);

  return reply_new_failed (
    tsu_remote_trouble_new (self->address, exchange->late ? NULL : cause,
                            soup_message_get_tls_peer_certificate_errors (exchange->message)));
}

static void
fail (GTask *task, const GError *cause)
{
  tell (task, make_failure (task, cause));
  g_object_unref (task);
}

static void
fail_too_large (GTask *task)
{
  tell (task, reply_new_failed (
                g_error_new (TSU_ERROR, TSU_ERROR_INVALID,
                             _ ("The server sent more than can be right. Nothing of it was "
                   "taken, and what is waiting here is kept."))));
  g_object_unref (task);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Exchange *exchange = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) block =
    g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  gsize length = block ? g_bytes_get_size (block) : 0;

  if (!block)
    fail (task, error);
  else if (length == 0)
    finish (task);
  else if (exchange->body->len + length > exchange->max)
    fail_too_large (task);
  else {
    g_byte_array_append (exchange->body, g_bytes_get_data (block, NULL), (guint) length);
    g_input_stream_read_bytes_async (exchange->stream, BLOCK, G_PRIORITY_DEFAULT,
                                     exchange->cancellable, read_cb, task);
  }
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Exchange *exchange = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  exchange->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (!exchange->stream) {
    fail (task, error);
    return;
  }
  if (soup_message_get_status (exchange->message) >= 400)
    exchange->max = MIN (exchange->max, ERROR_MAX);
  g_input_stream_read_bytes_async (exchange->stream, BLOCK, G_PRIORITY_DEFAULT,
                                   exchange->cancellable, read_cb, task);
}

/* --- the ends of patience --- */

static gboolean
late_cb (gpointer data)
{
  Exchange *exchange = data;

  exchange->late = TRUE;
  g_cancellable_cancel (exchange->cancellable);
  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *callers, gpointer data)
{
  g_cancellable_cancel (data);
}

static SoupSession *
make_session (GTlsDatabase *trusted)
{
  SoupSession *session =
    soup_session_new_with_options ("user-agent", "Tsunagi/" PACKAGE_VERSION, "timeout",
                                   STILL_SECONDS, "idle-timeout", 60, NULL);

  if (trusted)
    soup_session_set_tls_database (session, trusted);
  return session;
}

/* On a line of HTTP/2 libsoup 3.2 notices that somebody let go, or waited too long, only when
 * something else comes on it. The caller is told at once, and what he asks next goes another way;
 * the old line ends by itself. */
static gboolean
let_go_cb (GCancellable *cancellable, gpointer data)
{
  GTask *task = data;
  Exchange *exchange = g_task_get_task_data (task);
  TsuRemote *self = g_task_get_source_object (task);

  if (!exchange->told) {
    exchange->left = self->session;
    self->session = make_session (self->trusted);
    tell (task, make_failure (task, NULL));
  }
  return G_SOURCE_REMOVE;
}

static Exchange *
exchange_new (GTask *task, SoupMessage *message, const TsuRequest *request)
{
  Exchange *exchange = g_new0 (Exchange, 1);
  GCancellable *callers = g_task_get_cancellable (task);

  exchange->message = message;
  exchange->body = g_byte_array_new ();
  exchange->max = request->max;
  exchange->cancellable = g_cancellable_new ();
  exchange->deadline = g_timeout_source_new ((guint) request->seconds * 1000);
  g_source_set_callback (exchange->deadline, late_cb, exchange, NULL);
  g_source_attach (exchange->deadline, g_main_context_get_thread_default ());
  exchange->let_go = g_cancellable_source_new (exchange->cancellable);
  g_source_set_callback (exchange->let_go, G_SOURCE_FUNC (let_go_cb), task, NULL);
  g_source_attach (exchange->let_go, g_main_context_get_thread_default ());
  if (callers) {
    exchange->callers = g_object_ref (callers);
    exchange->callers_id =
      g_cancellable_connect (callers, G_CALLBACK (cancelled_cb),
                             g_object_ref (exchange->cancellable), g_object_unref);
  }
  return exchange;
}

/* --- the class --- */

static void
tsu_remote_finalize (GObject *object)
{
  TsuRemote *self = TSU_REMOTE (object);

  if (self->session)
    soup_session_abort (self->session);
  g_clear_pointer (&self->session, release_session);
  g_clear_object (&self->trusted);
  g_free (self->address);
  G_OBJECT_CLASS (tsu_remote_parent_class)->finalize (object);
}

static void
tsu_remote_class_init (TsuRemoteClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tsu_remote_finalize;
}

static void
tsu_remote_init (TsuRemote *self)
{
}

/**
 * tsu_remote_new:
 * @address: as tsu_address_parse() gave it
 * @certificate: (nullable): file with the one certificate that is trusted, instead of those the
 *   system trusts: for a server of one's own
 *
 * Nothing is connected yet.
 *
 * Returns: (transfer full): the line; NULL where @certificate cannot be read
 */
TsuRemote *
tsu_remote_new (const char *address, const char *certificate, GError **error)
{
  g_autoptr (TsuRemote) self = g_object_new (TSU_TYPE_REMOTE, NULL);

  self->address = g_strdup (address);
  if (certificate) {
    /* A path that is not absolute is refused without a word. */
    g_autofree char *path = g_canonicalize_filename (certificate, NULL);

    self->trusted = g_tls_file_database_new (path, error);
    if (!self->trusted)
      return NULL;
  }
  self->session = make_session (self->trusted);
  return g_steal_pointer (&self);
}

const char *
tsu_remote_get_address (TsuRemote *self)
{
  return self->address;
}

/**
 * tsu_remote_send_async:
 * @cancellable: (nullable): lets go of the exchange; the server may have heard of it or not
 *
 * Asks the server. Completes in the caller's context.
 */
void
tsu_remote_send_async (TsuRemote *self,
                       const TsuRequest *request,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  SoupMessage *message = make_message (self, request);
  Exchange *exchange;

  g_task_set_source_tag (task, tsu_remote_send_async);
  if (!message) {
    g_task_return_new_error (task, TSU_ERROR, TSU_ERROR_INVALID,
                             _ ("“%s” is not the address of a server."), self->address);
    g_object_unref (task);
    return;
  }
  exchange = exchange_new (task, message, request);
  g_task_set_task_data (task, exchange, exchange_free);
  soup_session_send_async (self->session, message, G_PRIORITY_DEFAULT, exchange->cancellable,
                           sent_cb, task);
}

/**
 * tsu_remote_send_finish:
 *
 * Returns: (transfer full): what came, be it nothing; NULL only where it was cancelled
 */
TsuReply *
tsu_remote_send_finish (TsuRemote *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

/**
 * tsu_remote_send:
 *
 * The same, blocking: turns the thread's default context until it is answered.
 *
 * Returns: (transfer full): as tsu_remote_send_finish()
 */
TsuReply *
tsu_remote_send (TsuRemote *self,
                 const TsuRequest *request,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();
  g_autoptr (GAsyncResult) result = NULL;

  tsu_remote_send_async (self, request, cancellable, keep_result_cb, &result);
  while (!result)
    g_main_context_iteration (context, TRUE);
  return tsu_remote_send_finish (self, result, error);
}

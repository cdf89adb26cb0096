/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The server on the network, by libsoup, on the main thread. Its own documentation advises against
 * showing it to strangers: it listens on this machine, behind a proxy, unless it has a certificate.
 * A connection serves one request: libsoup 3.2 does not notice when a client closes one that was
 * kept, and would hold it for ever.
 */

#include "config.h"

#include "tsu-http.h"

#include "tsu-dispatch.h"
#include "tsu-error.h"
#include "tsu-log.h"
#include "tsu-wire-answer.h"

#include <glib/gi18n.h>
#include <string.h>

/* So many may knock at once, as when fifty desks open in the morning. GLib's own ten are few:
 * whoever finds no place has to knock again a second later. */
#define BACKLOG 1024

struct _TsuHttp {
  TsuService *service;
  TsuMetrics *metrics;
  TsuDispatch *dispatch;
  SoupServer *server;
  char *address;
  gint64 patience;
  guint max_connections;
  guint sweep_source;
  GHashTable *visits; /* SoupServerMessage → TsuVisit */
  gboolean stopping;
};

static void
log_visit (TsuHttp *self, const TsuVisit *visit)
{
  const char *route = visit->route ? visit->route->path : "none";
  const char *method = visit->route ? visit->route->method : "none";
  double seconds = (double) (g_get_monotonic_time () - visit->began) / G_USEC_PER_SEC;
  GBytes *body = visit->packed ? visit->packed : visit->answer.body;
  gsize sent = body ? g_bytes_get_size (body) : 0;
  int status = visit->gone ? 0 : visit->answer.status;

  tsu_metrics_add (self->metrics, TSU_COUNTER_BYTES_IN, visit->arrived);
  tsu_metrics_add (self->metrics, TSU_COUNTER_BYTES_OUT, sent);
  tsu_metrics_add_request (self->metrics, route, status, seconds);
  tsu_log ("request",
           "method=%s route=%s status=%d ms=%.1f in=%" G_GSIZE_FORMAT " out=%" G_GSIZE_FORMAT,
           method, route, status, seconds * 1000, visit->arrived, sent);
}

static void
answered_cb (TsuVisit *visit, gpointer data)
{
  if (visit->gone)
    return;
  tsu_visit_respond (visit);
  soup_server_message_unpause (visit->message);
}

static void
got_chunk_cb (SoupServerMessage *message, GBytes *chunk, TsuVisit *visit)
{
  tsu_visit_read_body (visit, chunk);
}

static void
forget (TsuHttp *self, SoupServerMessage *message, gboolean gone)
{
  g_autoptr (TsuVisit) visit = g_hash_table_lookup (self->visits, message);

  if (!visit)
    return;
  g_hash_table_steal (self->visits, message);
  tsu_metrics_add (self->metrics, TSU_COUNTER_CONNECTIONS, -1);
  g_signal_handlers_disconnect_by_data (message, visit);
  visit->gone = gone;
  if (visit->begun)
    log_visit (self, visit);
  visit->gone = TRUE;
}

/* Where a connection ends before its headers came, libsoup tells nothing else. */
static void
disconnected_cb (SoupServerMessage *message, TsuHttp *self)
{
  forget (self, message, TRUE);
}

static void
request_started_cb (SoupServer *server, SoupServerMessage *message, TsuHttp *self)
{
  TsuVisit *visit = tsu_visit_new (message, self->patience);

  g_hash_table_insert (self->visits, message, visit);
  g_signal_connect (message, "got-chunk", G_CALLBACK (got_chunk_cb), visit);
  g_signal_connect (message, "disconnected", G_CALLBACK (disconnected_cb), self);
  tsu_metrics_add (self->metrics, TSU_COUNTER_CONNECTIONS, 1);
  if (g_hash_table_size (self->visits) > self->max_connections)
    tsu_visit_drop (visit);
}

static void
request_finished_cb (SoupServer *server, SoupServerMessage *message, TsuHttp *self)
{
  forget (self, message, FALSE);
}

static void
request_aborted_cb (SoupServer *server, SoupServerMessage *message, TsuHttp *self)
{
  forget (self, message, TRUE);
}

static void
headers_cb (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer data)
{
  TsuHttp *self = data;
  TsuVisit *visit = g_hash_table_lookup (self->visits, message);

  if (visit)
    tsu_visit_read_headers (visit);
}

static void
body_cb (SoupServer *server,
         SoupServerMessage *message,
         const char *path,
         GHashTable *query,
         gpointer data)
{
  TsuHttp *self = data;
  TsuVisit *visit = g_hash_table_lookup (self->visits, message);

  if (!visit)
    return;
  soup_server_message_pause (message);
  if (self->stopping) {
    tsu_answer_set_error (&visit->answer, 503, TSU_ANSWER_BUSY, "The server is about to end.");
    visit->answer.retry_after = 2;
  }
  if (tsu_visit_finish_request (visit, g_get_real_time () / 1000))
    tsu_dispatch_take (self->dispatch, visit);
  else
    answered_cb (visit, self);
}

static gboolean
sweep_cb (gpointer data)
{
  TsuHttp *self = data;
  gint64 now = g_get_monotonic_time ();
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->visits);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    TsuVisit *visit = value;

    if (visit->deadline > now)
      continue;
    tsu_metrics_add (self->metrics, TSU_COUNTER_DROPPED, visit->begun);
    tsu_visit_drop (visit);
  }
  tsu_dispatch_sweep (self->dispatch, now);
  return G_SOURCE_CONTINUE;
}

/* Returns: (transfer full) (nullable): "ADDRESS:PORT" or "[ADDRESS]:PORT" as an address */
static GSocketAddress *
parse_address (const char *text, GError **error)
{
  const char *colon = strrchr (text, ':');
  g_autofree char *host = NULL;
  guint64 port;
  GSocketAddress *address = NULL;

  if (colon && g_ascii_string_to_unsigned (colon + 1, 10, 0, G_MAXUINT16, &port, NULL)) {
    host = g_strndup (text, colon - text);
    if (*host == '[' && g_str_has_suffix (host, "]")) {
      memmove (host, host + 1, strlen (host));
      host[strlen (host) - 1] = '\0';
    }
    address =
      g_inet_socket_address_new_from_string (g_str_equal (host, "localhost") ? "127.0.0.1" : host,
                                             (guint) port);
  }
  if (!address)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("“%s” is no address to listen on; one is 127.0.0.1:8470."), text);
  return address;
}

static gboolean
check_address (GSocketAddress *address, const TsuHttpOptions *options, GError **error)
{
  GInetAddress *host = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address));

  if (g_inet_address_get_is_loopback (host) || options->certificate)
    return TRUE;
  g_set_error (
    error, TSU_ERROR, TSU_ERROR_INVALID,
    _ ("Without a certificate the server listens on this machine only, because passwords "
                  "would cross the network in the open. Give --certificate, or put a proxy before it."));
  return FALSE;
}

static gboolean
take_certificate (TsuHttp *self, const TsuHttpOptions *options, GError **error)
{
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (GError) local_error = NULL;

  if (!options->certificate)
    return TRUE;
  certificate =
    g_tls_certificate_new_from_files (options->certificate,
                                      options->key ? options->key : options->certificate,
                                      &local_error);
  if (!certificate) {
    g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID,
                 _ ("The certificate could not be read: %s"), local_error->message);
    return FALSE;
  }
  soup_server_set_tls_certificate (self->server, certificate);
  return TRUE;
}

/* Where it listens now that the system has chosen a port. Not by soup_server_get_uris(), which
 * before 3.4 leaks. */
static char *
describe_address (TsuHttp *self)
{
  g_autoptr (GSList) listeners = soup_server_get_listeners (self->server);
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (listeners->data, NULL);

  return g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (address));
}

static gboolean
open_door (TsuHttp *self, GSocketAddress *address, gboolean tls, GError **error)
{
  g_autoptr (GSocket) socket = g_socket_new (g_socket_address_get_family (address),
                                             G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);

  if (!socket || !g_socket_bind (socket, address, TRUE, error))
    return FALSE;
  g_socket_set_listen_backlog (socket, BACKLOG);
  return g_socket_listen (socket, error) &&
         soup_server_listen_socket (self->server, socket, tls ? SOUP_SERVER_LISTEN_HTTPS : 0,
                                    error);
}

static gboolean
listen_on (TsuHttp *self, const TsuHttpOptions *options, GError **error)
{
  g_autoptr (GSocketAddress) address = parse_address (options->listen, error);
  g_autoptr (GError) local_error = NULL;

  if (!address || !check_address (address, options, error) ||
      !take_certificate (self, options, error))
    return FALSE;
  if (!open_door (self, address, options->certificate != NULL, &local_error)) {
    g_set_error (error, TSU_ERROR, TSU_ERROR_FAILED,
                 _ ("The address %s can not be listened on: %s"), options->listen,
                    local_error->message);
    return FALSE;
  }
  self->address = describe_address (self);
  return TRUE;
}

/**
 * tsu_http_new:
 * @depots: (element-type TsuDepot): as many as tsu_dispatch_count_depots() says
 *
 * Begins to listen. Requests are served while the default main context is iterated.
 *
 * Returns: (transfer full): the server; NULL with a sentence
 */
TsuHttp *
tsu_http_new (TsuService *service, GPtrArray *depots, const TsuHttpOptions *options, GError **error)
{
  g_autoptr (TsuHttp) self = g_new0 (TsuHttp, 1);

  self->service = service;
  self->metrics = tsu_service_get_metrics (service);
  self->patience = options->patience * G_USEC_PER_SEC;
  self->max_connections = options->max_connections;
  self->visits = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) tsu_visit_unref);
  self->server = soup_server_new ("server-header", "tsunagi", NULL);
  self->dispatch = tsu_dispatch_new (service, depots, answered_cb, self, error);
  if (!self->dispatch)
    return NULL;

  g_signal_connect (self->server, "request-started", G_CALLBACK (request_started_cb), self);
  g_signal_connect (self->server, "request-finished", G_CALLBACK (request_finished_cb), self);
  g_signal_connect (self->server, "request-aborted", G_CALLBACK (request_aborted_cb), self);
  soup_server_add_early_handler (self->server, NULL, headers_cb, self, NULL);
  soup_server_add_handler (self->server, NULL, body_cb, self, NULL);
  if (!listen_on (self, options, error))
    return NULL;
  self->sweep_source = g_timeout_add_seconds (1, sweep_cb, self);
  return g_steal_pointer (&self);
}

void
tsu_http_free (TsuHttp *self)
{
  if (!self)
    return;
  g_clear_handle_id (&self->sweep_source, g_source_remove);
  g_clear_pointer (&self->dispatch, tsu_dispatch_free);
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_hash_table_unref (self->visits);
  g_free (self->address);
  g_free (self);
}

/**
 * tsu_http_get_address:
 *
 * Returns: (transfer none): "ADDRESS:PORT" that is listened on
 */
const char *
tsu_http_get_address (TsuHttp *self)
{
  return self->address;
}

/**
 * tsu_http_stop:
 *
 * Takes nothing new; what is in flight goes on. See tsu_http_is_idle().
 */
void
tsu_http_stop (TsuHttp *self)
{
  self->stopping = TRUE;
  tsu_dispatch_stop_waiting (self->dispatch);
}

/**
 * tsu_http_is_idle:
 *
 * Returns: whether no request is being worked on
 */
gboolean
tsu_http_is_idle (TsuHttp *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->visits);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    if (((TsuVisit *) value)->begun)
      return FALSE;
  }
  return TRUE;
}

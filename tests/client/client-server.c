/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A server on a free port of the loopback, in the context of the test.
 */

#include "config.h"

#include "client-server.h"

static void
take_request (
  SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  ClientServer *self = data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  self->requests++;
  g_free (self->method);
  g_free (self->uri);
  g_free (self->authorization);
  g_free (self->encoding);
  g_clear_pointer (&self->body, g_bytes_unref);
  self->method = g_strdup (soup_server_message_get_method (message));
  self->uri = g_uri_to_string (soup_server_message_get_uri (message));
  self->authorization = g_strdup (soup_message_headers_get_one (headers, "Authorization"));
  self->encoding = g_strdup (soup_message_headers_get_one (headers, "Content-Encoding"));
  self->body = soup_message_body_flatten (body);
  self->answer (self, message, self->data);
}

ClientServer *
client_server_new (GTlsCertificate *certificate)
{
  ClientServer *self = g_new0 (ClientServer, 1);
  GSList *uris;
  g_autoptr (GError) error = NULL;

  self->soup = soup_server_new ("server-header", "test", NULL);
  if (certificate)
    soup_server_set_tls_certificate (self->soup, certificate);
  soup_server_add_handler (self->soup, NULL, take_request, self, NULL);
  soup_server_listen_local (self->soup, 0,
                            SOUP_SERVER_LISTEN_IPV4_ONLY |
                              (certificate ? SOUP_SERVER_LISTEN_HTTPS : 0),
                            &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->soup);
  self->address = g_uri_to_string (uris->data);
  if (g_str_has_suffix (self->address, "/"))
    self->address[strlen (self->address) - 1] = '\0';
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return self;
}

void
client_server_free (ClientServer *self)
{
  soup_server_disconnect (self->soup);
  g_object_unref (self->soup);
  g_free (self->address);
  g_free (self->method);
  g_free (self->uri);
  g_free (self->authorization);
  g_free (self->encoding);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

void
client_server_reply (SoupServerMessage *message, guint status, const char *body)
{
  soup_server_message_set_status (message, status, NULL);
  if (body)
    soup_server_message_set_response (message, "application/x-ndjson", SOUP_MEMORY_COPY, body,
                                      strlen (body));
}

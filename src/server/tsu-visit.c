/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Between libsoup's messages and the service's values. The body is taken piece by piece, so that
 * a limit is kept while it arrives and libsoup never gathers it.
 */

#include "config.h"

#include "tsu-visit.h"

#include "tsu-wire-answer.h"

#include <string.h>

/* After its first patience a sender or receiver must keep up at least this many bytes a second. */
#define SLOWEST 4096
/* Smaller answers are not worth packing. */
#define PACK_FROM 1024
/* A body over its limit is read on to its end, so that its sender hears of it, but not for ever. */
#define IGNORED_MAX (4 * 1024 * 1024)

TsuVisit *
tsu_visit_new (SoupServerMessage *message, gint64 patience)
{
  TsuVisit *self = g_atomic_rc_box_new0 (TsuVisit);

  self->message = g_object_ref (message);
  self->patience = patience;
  self->began = g_get_monotonic_time ();
  self->deadline = self->began + patience;
  return self;
}

TsuVisit *
tsu_visit_ref (TsuVisit *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  TsuVisit *self = data;

  g_clear_object (&self->message);
  g_clear_pointer (&self->intake, tsu_intake_free);
  g_clear_pointer (&self->packed, g_bytes_unref);
  g_clear_pointer (&self->work, tsu_push_work_free);
  tsu_request_clear (&self->request);
  tsu_answer_clear (&self->answer);
}

void
tsu_visit_unref (TsuVisit *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

static void
extend (TsuVisit *self, gint64 from, gsize bytes)
{
  self->deadline = from + self->patience + (gint64) bytes * G_USEC_PER_SEC / SLOWEST;
}

/* Who asks. A proxy on this machine says for whom. */
static void
read_peer (TsuVisit *self, SoupMessageHeaders *headers)
{
  GSocketAddress *remote = soup_server_message_get_remote_address (self->message);
  const char *forwarded = soup_message_headers_get_one (headers, "X-Real-IP");
  GInetAddress *address = G_IS_INET_SOCKET_ADDRESS (remote)
                            ? g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote))
                            : NULL;
  gboolean loopback = address && g_inet_address_get_is_loopback (address);

  self->request.local = loopback && !forwarded;
  if (loopback && forwarded && strlen (forwarded) <= 64)
    self->request.peer = g_strdup (forwarded);
  else
    self->request.peer = address ? g_inet_address_to_string (address) : g_strdup ("");
}

static char *
read_token (SoupMessageHeaders *headers)
{
  const char *text = soup_message_headers_get_one (headers, "Authorization");

  if (!text || g_ascii_strncasecmp (text, "Bearer ", 7) != 0 || strlen (text) > 256)
    return NULL;
  return g_strstrip (g_strdup (text + 7));
}

/* A pull may ask to be held until something is new. */
static gint64
read_wait (TsuVisit *self)
{
  gint64 seconds = 0;

  if (!self->route || self->route->endpoint != TSU_ENDPOINT_PULL ||
      !tsu_request_get_number (&self->request, "wait", 0, G_MAXINT32, &seconds) || seconds == 0)
    return 0;
  return self->began + MIN (seconds, TSU_SERVICE_WAIT_MAX) * G_USEC_PER_SEC;
}

static gboolean
accepts_gzip (SoupMessageHeaders *headers)
{
  const char *accept = soup_message_headers_get_list (headers, "Accept-Encoding");
  g_autoptr (GSList) wanted = accept ? soup_header_parse_quality_list (accept, NULL) : NULL;
  gboolean found = FALSE;

  for (GSList *l = wanted; l; l = l->next)
    found = found || g_ascii_strcasecmp (l->data, "gzip") == 0;
  g_slist_free_full (g_steal_pointer (&wanted), g_free);
  return found;
}

/**
 * tsu_visit_read_headers:
 *
 * Takes what the headers say, and opens the intake for the body. What cannot be served gets its
 * answer here.
 */
void
tsu_visit_read_headers (TsuVisit *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);
  GUri *uri = soup_server_message_get_uri (self->message);
  const char *encoding = soup_message_headers_get_one (headers, "Content-Encoding");
  const char *query = g_uri_get_query (uri);
  gboolean path_known;

  self->begun = TRUE;
  self->began = g_get_monotonic_time ();
  extend (self, self->began, 0);
  self->request.method = g_strdup (soup_server_message_get_method (self->message));
  self->request.path = g_strdup (g_uri_get_path (uri));
  self->request.query = query ? soup_form_decode (query) : NULL;
  self->request.token = read_token (headers);
  self->request.range = g_strdup (soup_message_headers_get_one (headers, "Range"));
  self->request.if_range = g_strdup (soup_message_headers_get_one (headers, "If-Range"));
  self->request.if_none_match = g_strdup (soup_message_headers_get_one (headers, "If-None-Match"));
  self->accepts_gzip = accepts_gzip (headers);
  read_peer (self, headers);

  self->route = tsu_route_find (self->request.method, self->request.path, &path_known);
  self->until = read_wait (self);
  soup_message_body_set_accumulate (soup_server_message_get_request_body (self->message), FALSE);
  if (!self->route)
    tsu_answer_set_error (&self->answer, path_known ? 405 : 404,
                          path_known ? "method" : "not_found", "There is nothing here.");
  else if (encoding && g_ascii_strcasecmp (encoding, "gzip") != 0 &&
           g_ascii_strcasecmp (encoding, "identity") != 0)
    tsu_answer_set_error (&self->answer, 415, "encoding", "Only gzip is unpacked.");
  else if (soup_message_headers_get_content_length (headers) > (goffset) self->route->max_body)
    tsu_answer_set_error (&self->answer, 413, TSU_ANSWER_TOO_LARGE, "The body is too large.");
  else
    self->intake = tsu_intake_new (encoding && g_ascii_strcasecmp (encoding, "gzip") == 0,
                                   self->route->max_body);
}

/**
 * tsu_visit_read_body:
 *
 * Takes the next piece of the body.
 */
void
tsu_visit_read_body (TsuVisit *self, GBytes *chunk)
{
  gsize length;
  const char *bytes = g_bytes_get_data (chunk, &length);
  TsuIntakeResult result = TSU_INTAKE_GOOD;

  self->arrived += length;
  extend (self, self->began, self->arrived);
  if (self->intake)
    result = tsu_intake_add (self->intake, bytes, length);
  if (result != TSU_INTAKE_GOOD)
    tsu_answer_set_error (&self->answer, result == TSU_INTAKE_BAD ? 400 : 413,
                          result == TSU_INTAKE_BAD ? TSU_ANSWER_BAD_FRAME : TSU_ANSWER_TOO_LARGE,
                          result == TSU_INTAKE_BAD ? "The body did not arrive whole."
                                                   : "The body is too large.");
  if (self->answer.status != 0) {
    g_clear_pointer (&self->intake, tsu_intake_free);
    if (self->arrived > (self->route ? self->route->max_body : 0) + IGNORED_MAX)
      tsu_visit_drop (self);
  }
}

/**
 * tsu_visit_finish_request:
 * @now: Unix milliseconds
 *
 * The body has ended: makes the request ready.
 *
 * Returns: whether it is to be worked on; FALSE where it has its answer already
 */
gboolean
tsu_visit_finish_request (TsuVisit *self, gint64 now)
{
  TsuIntakeResult result;

  self->request.now = now;
  self->deadline = G_MAXINT64;
  if (self->answer.status != 0)
    return FALSE;

  self->request.body = tsu_intake_finish (self->intake, &result);
  g_clear_pointer (&self->intake, tsu_intake_free);
  if (self->request.body)
    return TRUE;
  tsu_answer_set_error (&self->answer, 400, TSU_ANSWER_BAD_FRAME, "The body did not arrive whole.");
  return FALSE;
}

/**
 * tsu_visit_pack:
 *
 * Packs the answer where that is wanted and worth it. Parts of files go as they are: their place is
 * counted in plain bytes.
 */
void
tsu_visit_pack (TsuVisit *self)
{
  if (self->accepts_gzip && self->answer.body && !self->answer.etag && !self->answer.held &&
      g_bytes_get_size (self->answer.body) >= PACK_FROM)
    self->packed = tsu_intake_pack (self->answer.body);
}

static void
set_headers (TsuVisit *self, SoupMessageHeaders *headers)
{
  soup_message_headers_replace (headers, "Connection", "close");
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  if (self->answer.type)
    soup_message_headers_replace (headers, "Content-Type", self->answer.type);
  if (self->answer.etag) {
    soup_message_headers_replace (headers, "ETag", self->answer.etag);
    soup_message_headers_replace (headers, "Accept-Ranges", "bytes");
  }
  if (self->answer.content_range)
    soup_message_headers_replace (headers, "Content-Range", self->answer.content_range);
  if (self->packed)
    soup_message_headers_replace (headers, "Content-Encoding", "gzip");
  if (self->answer.retry_after > 0) {
    g_autofree char *seconds = g_strdup_printf ("%d", self->answer.retry_after);

    soup_message_headers_replace (headers, "Retry-After", seconds);
  }
}

/**
 * tsu_visit_respond:
 *
 * Hands the answer to libsoup.
 */
void
tsu_visit_respond (TsuVisit *self)
{
  GBytes *body = self->packed ? self->packed : self->answer.body;

  /* Parts were cut already; libsoup would cut once more, and does not know If-Range. */
  soup_message_headers_remove (soup_server_message_get_request_headers (self->message), "Range");
  soup_server_message_set_status (self->message, self->answer.status, NULL);
  set_headers (self, soup_server_message_get_response_headers (self->message));
  if (body)
    soup_message_body_append_bytes (soup_server_message_get_response_body (self->message), body);
  extend (self, g_get_monotonic_time (), body ? g_bytes_get_size (body) : 0);
}

/**
 * tsu_visit_drop:
 *
 * Ends the connection without a word.
 */
void
tsu_visit_drop (TsuVisit *self)
{
  GSocket *socket = soup_server_message_get_socket (self->message);

  self->deadline = G_MAXINT64;
  if (socket)
    g_socket_shutdown (socket, TRUE, TRUE, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The line to a server that is slow, cut, too large, elsewhere, unknown or not there.
 */

#include "config.h"

#include "client-server.h"
#include "tsu-address.h"
#include "tsu-error.h"
#include "tsu-frame.h"
#include "tsu-remote.h"

#define LARGE (512 * 1024)

static TsuReply *
ask (const char *address, const char *certificate, const TsuRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TsuRemote) remote = tsu_remote_new (address, certificate, &error);
  TsuReply *reply;

  g_assert_no_error (error);
  reply = tsu_remote_send (remote, request, NULL, &error);
  g_assert_no_error (error);
  return reply;
}

static TsuRequest
make_request (void)
{
  return (TsuRequest){
    .method = "GET", .path = "/v1/pull?seq=0", .token = "geheim", .seconds = 20, .max = LARGE
  };
}

/* --- addresses --- */

static void
test_addresses (void)
{
  static const struct {
    const char *typed;
    gboolean allow_plain;
    const char *wanted; /* NULL: refused */
  } cases[] = {
    { "https://server.example.jp", FALSE, "https://server.example.jp" },
    { "https://server.example.jp/", FALSE, "https://server.example.jp" },
    { " server.example.jp ", FALSE, "https://server.example.jp" },
    { "https://server.example.jp:8443/tsunagi/", FALSE, "https://server.example.jp:8443/tsunagi" },
    { "http://127.0.0.1:8470", FALSE, "http://127.0.0.1:8470" },
    { "http://localhost:8470/", FALSE, "http://localhost:8470" },
    { "http://[::1]:8470", FALSE, "http://[::1]:8470" },
    { "http://192.168.1.5:8470", FALSE, NULL },
    { "http://192.168.1.5:8470", TRUE, "http://192.168.1.5:8470" },
    { "http://127.0.0.1.example.com", FALSE, NULL },
    { "http://localhost.example.com", FALSE, NULL },
    { "ftp://server.example.jp", TRUE, NULL },
    { "file:///etc/passwd", TRUE, NULL },
    { "https://user:word@server.example.jp", TRUE, NULL },
    { "https://server.example.jp/?a=b", TRUE, NULL },
    { "https://", TRUE, NULL },
    { "", TRUE, NULL },
    { "two words", TRUE, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *address = tsu_address_parse (cases[i].typed, cases[i].allow_plain, &error);

    g_test_message ("%s", cases[i].typed);
    g_assert_cmpstr (address, ==, cases[i].wanted);
    if (!cases[i].wanted)
      g_assert_error (error, TSU_ERROR, TSU_ERROR_INVALID);
  }
  g_assert_true (tsu_address_is_plain ("http://192.168.1.5"));
  g_assert_false (tsu_address_is_plain ("http://127.0.0.1:8470"));
  g_assert_false (tsu_address_is_plain ("https://192.168.1.5"));
}

/* --- answers --- */

static void
answer_well (ClientServer *server, SoupServerMessage *message, gpointer data)
{
  client_server_reply (message, 200, "gut\n");
}

static void
answer_range (ClientServer *server, SoupServerMessage *message, gpointer data)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  g_assert_cmpstr (soup_message_headers_get_one (headers, "Range"), ==, "bytes=10-29");
  g_assert_cmpstr (soup_message_headers_get_one (headers, "If-Range"), ==, "\"tag\"");
  client_server_reply (message, 206, "part\n");
}

static void
test_asks_for_a_part (void)
{
  g_autoptr (ClientServer) server = client_server_new (NULL);
  g_autoptr (TsuReply) reply = NULL;
  TsuRequest request = make_request ();

  server->answer = answer_range;
  request.from = 10;
  request.length = 20;
  request.etag = "tag";
  reply = ask (server->address, NULL, &request);
  g_assert_cmpint (reply->status, ==, 206);
}

static void
test_asks_with_token_and_packs_what_is_long (void)
{
  g_autoptr (ClientServer) server = client_server_new (NULL);
  g_autofree char *text = g_strnfill (20000, 'a');
  g_autoptr (GBytes) body = g_bytes_new (text, 20000);
  g_autoptr (TsuReply) reply = NULL;
  TsuRequest request = make_request ();

  server->answer = answer_well;
  request.method = "POST";
  request.body = body;
  reply = ask (server->address, NULL, &request);
  g_assert_cmpint (reply->status, ==, 200);
  g_assert_no_error (reply->error);
  g_assert_cmpstr (server->authorization, ==, "Bearer geheim");
  g_assert_cmpstr (server->encoding, ==, "gzip");
  g_assert_cmpuint (g_bytes_get_size (server->body), <, 1000);
  g_assert_cmpmem (g_bytes_get_data (reply->body, NULL), g_bytes_get_size (reply->body), "gut\n",
                   4);
}

static void
answer_error (ClientServer *server, SoupServerMessage *message, gpointer data)
{
  const char *const *what = data;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  if (what[2])
    soup_message_headers_replace (headers, "Retry-After", what[2]);
  client_server_reply (message, (guint) atoi (what[0]), what[1]);
}

static void
test_errors_are_read (void)
{
  static const struct {
    const char *answer[3]; /* status, body, Retry-After */
    int status;
    const char *code;
    gint64 retry_after;
  } cases[] = {
    { { "401", "{\"error\":\"login\",\"message\":\"x\"}\n" }, 401, "login", 0 },
    { { "409", "{\"error\":\"epoch\",\"epoch\":\"e2\",\"common\":7}\n" }, 409, "epoch", 0 },
    { { "409", "{\"error\":\"dseq_gap\",\"expected\":3}\n" }, 409, "dseq_gap", 0 },
    { { "429", "{\"error\":\"busy\"}\n", "17" }, 429, "busy", 17 },
    { { "503", "<html>busy</html>", "99999999" }, 503, NULL, 3600 },
    { { "503", "", "-5" }, 503, NULL, 0 },
    { { "500", "<html>nobody there</html>" }, 500, NULL, 0 },
    { { "502", "{\"error\":\"busy\"}\n" }, 502, "busy", 0 },
    { { "400", "{\"error\":\"bad_frame\"" }, 400, NULL, 0 },
    { { "400", "{\"error\":17}\n" }, 400, NULL, 0 },
    { { "400", "[[[[[[[[[[[[[[[[[[[[" }, 400, NULL, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (ClientServer) server = client_server_new (NULL);
    const TsuRequest request = make_request ();
    g_autoptr (TsuReply) reply = NULL;

    server->answer = answer_error;
    server->data = (gpointer) cases[i].answer;
    reply = ask (server->address, NULL, &request);
    g_assert_cmpint (reply->status, ==, cases[i].status);
    g_assert_cmpstr (reply->code, ==, cases[i].code);
    g_assert_cmpint (reply->retry_after, ==, cases[i].retry_after);
  }
}

/* The page of a proxy whose server does not run is no answer. */
static void
test_a_proxy_alone (void)
{
  static const char *const answers[][3] = {
    { "502", "<html>Bad Gateway</html>" },
    { "504", "<html>Gateway Time-out</html>" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++) {
    g_autoptr (ClientServer) server = client_server_new (NULL);
    const TsuRequest request = make_request ();
    g_autoptr (TsuReply) reply = NULL;

    server->answer = answer_error;
    server->data = (gpointer) answers[i];
    reply = ask (server->address, NULL, &request);
    g_assert_cmpint (reply->status, ==, 0);
    g_assert_error (reply->error, TSU_ERROR, TSU_ERROR_OFFLINE);
  }
}

/* --- hostile --- */

static void
answer_redirect (ClientServer *server, SoupServerMessage *message, gpointer data)
{
  soup_server_message_set_redirect (message, 307, data);
}

/* The token must not travel on to where the answer points. */
static void
test_goes_nowhere_else (void)
{
  g_autoptr (ClientServer) other = client_server_new (NULL);
  g_autoptr (ClientServer) server = client_server_new (NULL);
  const TsuRequest request = make_request ();
  g_autoptr (TsuReply) reply = NULL;

  other->answer = answer_well;
  server->answer = answer_redirect;
  server->data = other->address;
  reply = ask (server->address, NULL, &request);
  g_assert_cmpint (reply->status, ==, 307);
  g_assert_cmpint (other->requests, ==, 0);
}

static void
answer_too_much (ClientServer *server, SoupServerMessage *message, gpointer data)
{
  g_autofree char *text = g_strnfill (LARGE + 1, 'a');

  client_server_reply (message, 200, text);
}

static void
test_reads_no_more_than_it_wants (void)
{
  g_autoptr (ClientServer) server = client_server_new (NULL);
  const TsuRequest request = make_request ();
  g_autoptr (TsuReply) reply = NULL;

  server->answer = answer_too_much;
  reply = ask (server->address, NULL, &request);
  g_assert_cmpint (reply->status, ==, 0);
  g_assert_error (reply->error, TSU_ERROR, TSU_ERROR_INVALID);
}

/* 32 MiB of nothing, packed to a few kilobytes. */
static void
answer_bomb (ClientServer *server, SoupServerMessage *message, gpointer data)
{
  g_autoptr (GZlibCompressor) gzip = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, G_CONVERTER (gzip));
  g_autofree char *zeros = g_malloc0 (1024 * 1024);
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  for (int i = 0; i < 32; i++)
    g_output_stream_write_all (stream, zeros, 1024 * 1024, NULL, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);
  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_replace (headers, "Content-Encoding", "gzip");
  soup_server_message_set_response (message, "application/x-ndjson", SOUP_MEMORY_COPY,
                                    g_memory_output_stream_get_data (
                                      G_MEMORY_OUTPUT_STREAM (memory)),
                                    g_memory_output_stream_get_data_size (
                                      G_MEMORY_OUTPUT_STREAM (memory)));
}

static void
test_unpacks_no_more_than_it_wants (void)
{
  g_autoptr (ClientServer) server = client_server_new (NULL);
  const TsuRequest request = make_request ();
  g_autoptr (TsuReply) reply = NULL;

  server->answer = answer_bomb;
  reply = ask (server->address, NULL, &request);
  g_assert_cmpint (reply->status, ==, 0);
  g_assert_error (reply->error, TSU_ERROR, TSU_ERROR_INVALID);
}

static void
answer_never (ClientServer *server, SoupServerMessage *message, gpointer data)
{
  soup_server_message_pause (message);
}

static void
test_does_not_wait_for_ever (void)
{
  g_autoptr (ClientServer) server = client_server_new (NULL);
  TsuRequest request = make_request ();
  g_autoptr (TsuReply) reply = NULL;
  gint64 begin = g_get_monotonic_time ();

  server->answer = answer_never;
  request.seconds = 1;
  reply = ask (server->address, NULL, &request);
  g_assert_cmpint (reply->status, ==, 0);
  g_assert_error (reply->error, TSU_ERROR, TSU_ERROR_OFFLINE);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 15 * G_USEC_PER_SEC);
}

static gboolean
drip_cb (gpointer data)
{
  SoupServerMessage *message = data;

  soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_COPY, "a",
                            1);
  soup_server_message_unpause (message);
  return G_SOURCE_CONTINUE;
}

static void
answer_drop_by_drop (ClientServer *server, SoupServerMessage *message, gpointer data)
{
  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message),
                                     SOUP_ENCODING_CHUNKED);
  *(guint *) data =
    g_timeout_add_full (G_PRIORITY_DEFAULT, 50, drip_cb, g_object_ref (message), g_object_unref);
}

/* Each drop comes in time; all of them together do not. */
static void
test_does_not_wait_drop_by_drop (void)
{
  g_autoptr (ClientServer) server = client_server_new (NULL);
  TsuRequest request = make_request ();
  g_autoptr (TsuReply) reply = NULL;
  guint dripping = 0;

  server->answer = answer_drop_by_drop;
  server->data = &dripping;
  request.seconds = 1;
  reply = ask (server->address, NULL, &request);
  g_source_remove (dripping);
  g_assert_cmpint (reply->status, ==, 0);
  g_assert_error (reply->error, TSU_ERROR, TSU_ERROR_OFFLINE);
}

static void
wrote_cb (SoupServerMessage *message, guint size, gpointer data)
{
  GSocket *socket = soup_server_message_get_socket (message);

  g_socket_shutdown (socket, TRUE, TRUE, NULL);
}

/* One chunk of a frame, and then the line is dead. */
static void
answer_cut (ClientServer *server, SoupServerMessage *message, gpointer data)
{
  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message),
                                     SOUP_ENCODING_CHUNKED);
  soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_COPY,
                            "{\"page\":1}\n", 11);
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (wrote_cb), NULL);
}

/* libsoup may take it for whole; the frame does not. */
static void
test_what_was_cut_is_not_believed (void)
{
  g_autoptr (ClientServer) server = client_server_new (NULL);
  const TsuRequest request = make_request ();
  g_autoptr (TsuReply) reply = NULL;
  TsuFrameReader frame;

  server->answer = answer_cut;
  reply = ask (server->address, NULL, &request);
  if (reply->status == 200)
    g_assert_false (tsu_frame_reader_init (&frame, g_bytes_get_data (reply->body, NULL),
                                           g_bytes_get_size (reply->body), LARGE, NULL));
  else
    g_assert_error (reply->error, TSU_ERROR, TSU_ERROR_OFFLINE);
}

static void
test_nobody_there (void)
{
  g_autoptr (ClientServer) server = client_server_new (NULL);
  g_autofree char *address = g_strdup (server->address);
  const TsuRequest request = make_request ();
  g_autoptr (TsuReply) reply = NULL;

  g_clear_pointer (&server, client_server_free);
  reply = ask (address, NULL, &request);
  g_assert_cmpint (reply->status, ==, 0);
  g_assert_error (reply->error, TSU_ERROR, TSU_ERROR_OFFLINE);
}

static gboolean
cancel_cb (gpointer data)
{
  g_cancellable_cancel (data);
  return G_SOURCE_REMOVE;
}

static void
test_lets_go (void)
{
  g_autoptr (ClientServer) server = client_server_new (NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (TsuRemote) remote = tsu_remote_new (server->address, NULL, NULL);
  const TsuRequest request = make_request ();
  g_autoptr (GError) error = NULL;

  server->answer = answer_never;
  g_timeout_add (50, cancel_cb, cancellable);
  g_assert_null (tsu_remote_send (remote, &request, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* --- certificates --- */

static GTlsCertificate *
load_certificate (char **path)
{
  g_autoptr (GError) error = NULL;
  GTlsCertificate *certificate;

  *path = g_test_build_filename (G_TEST_DIST, "server.pem", NULL);
  certificate = g_tls_certificate_new_from_file (*path, &error);
  g_assert_no_error (error);
  return certificate;
}

/* Once it is with the server, it is let go of. */
static void
answer_never_in_two (ClientServer *server, SoupServerMessage *message, gpointer data)
{
  g_assert_cmpint (soup_server_message_get_http_version (message), ==, SOUP_HTTP_2_0);
  soup_server_message_pause (message);
  if (data)
    g_timeout_add (50, cancel_cb, data);
}

/* Of several questions on one line, libsoup 3.2 notices that one was let go of, or took too long,
 * only when something else comes. */
static void
test_lets_go_in_two (void)
{
  g_autofree char *path = NULL;
  g_autoptr (GTlsCertificate) certificate = load_certificate (&path);
  g_autoptr (ClientServer) server = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (TsuRemote) remote = NULL;
  TsuRequest request = make_request ();
  g_autoptr (TsuReply) late = NULL;
  g_autoptr (TsuReply) next = NULL;
  g_autoptr (GError) error = NULL;
  gint64 begin = g_get_monotonic_time ();

  g_setenv ("SOUP_SERVER_HTTP2", "1", TRUE);
  server = client_server_new (certificate);
  g_unsetenv ("SOUP_SERVER_HTTP2");
  remote = tsu_remote_new (server->address, path, NULL);
  server->answer = answer_never_in_two;
  server->data = cancellable;
  g_assert_null (tsu_remote_send (remote, &request, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  server->data = NULL;
  request.seconds = 1;
  late = tsu_remote_send (remote, &request, NULL, NULL);
  g_assert_error (late->error, TSU_ERROR, TSU_ERROR_OFFLINE);
  server->answer = answer_well;
  next = tsu_remote_send (remote, &request, NULL, NULL);
  g_assert_cmpint (next->status, ==, 200);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 15 * G_USEC_PER_SEC);
}

static void
test_certificates (void)
{
  g_autofree char *path = NULL;
  g_autoptr (GTlsCertificate) certificate = load_certificate (&path);
  g_autoptr (ClientServer) server = client_server_new (certificate);
  const TsuRequest request = make_request ();
  g_autoptr (TsuReply) stranger = NULL;
  g_autoptr (TsuReply) known = NULL;

  server->answer = answer_well;
  stranger = ask (server->address, NULL, &request);
  g_assert_cmpint (stranger->status, ==, 0);
  g_assert_error (stranger->error, TSU_ERROR, TSU_ERROR_FAILED);
  g_assert_cmpint (server->requests, ==, 0);
  known = ask (server->address, path, &request);
  g_assert_no_error (known->error);
  g_assert_cmpint (known->status, ==, 200);
}

static void
test_certificate_that_is_none (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (tsu_remote_new ("https://127.0.0.1:1", "/dev/null/none.pem", &error));
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/remote/addresses", test_addresses);
  g_test_add_func ("/remote/asks-for-a-part", test_asks_for_a_part);
  g_test_add_func ("/remote/token-and-packing", test_asks_with_token_and_packs_what_is_long);
  g_test_add_func ("/remote/errors", test_errors_are_read);
  g_test_add_func ("/remote/a-proxy-alone", test_a_proxy_alone);
  g_test_add_func ("/remote/redirect", test_goes_nowhere_else);
  g_test_add_func ("/remote/too-much", test_reads_no_more_than_it_wants);
  g_test_add_func ("/remote/bomb", test_unpacks_no_more_than_it_wants);
  g_test_add_func ("/remote/never", test_does_not_wait_for_ever);
  g_test_add_func ("/remote/drop-by-drop", test_does_not_wait_drop_by_drop);
  g_test_add_func ("/remote/cut", test_what_was_cut_is_not_believed);
  g_test_add_func ("/remote/nobody", test_nobody_there);
  g_test_add_func ("/remote/cancel", test_lets_go);
  g_test_add_func ("/remote/cancel-in-two", test_lets_go_in_two);
  g_test_add_func ("/remote/certificates", test_certificates);
  g_test_add_func ("/remote/no-certificate", test_certificate_that_is_none);
  return g_test_run ();
}

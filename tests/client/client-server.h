/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * ClientServer:
 * @answer: called for every request; may do whatever a server might
 * @requests: how many came
 * @headers: the request line and what it said, of the last one, for a look at what was sent
 *
 * A server in the test's own process that says what the test wants it to say.
 */
typedef struct _ClientServer ClientServer;
struct _ClientServer {
  SoupServer *soup;
  char *address;
  int requests;
  char *method;
  char *uri;
  char *authorization;
  char *encoding;
  GBytes *body;
  void (*answer) (ClientServer *self, SoupServerMessage *message, gpointer data);
  gpointer data;
};

ClientServer *client_server_new (GTlsCertificate *certificate);
void client_server_free (ClientServer *self);
void client_server_reply (SoupServerMessage *message, guint status, const char *body);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ClientServer, client_server_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-service.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TsuHttpOptions:
 * @listen: "ADDRESS:PORT"; port 0 for any that is free
 * @certificate: (nullable): PEM file; with it the server speaks TLS
 * @key: (nullable): PEM file of the certificate's key, where it is not in the same file
 * @patience: seconds that a sender or receiver may take before it has to keep a pace
 * @max_connections: how many may be open at once
 */
typedef struct {
  const char *listen;
  const char *certificate;
  const char *key;
  int patience;
  int max_connections;
} TsuHttpOptions;

/**
 * TsuHttp:
 *
 * The service on the network: connections, threads, waiting pulls, limits of time.
 */
typedef struct _TsuHttp TsuHttp;

TsuHttp *tsu_http_new (TsuService *service,
                       GPtrArray *depots,
                       const TsuHttpOptions *options,
                       GError **error);
void tsu_http_free (TsuHttp *self);

const char *tsu_http_get_address (TsuHttp *self);
void tsu_http_stop (TsuHttp *self);
gboolean tsu_http_is_idle (TsuHttp *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuHttp, tsu_http_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TsuRouteKind:
 * @TSU_ROUTE_PLAIN: says how the server is
 * @TSU_ROUTE_READ: reads the depot
 * @TSU_ROUTE_PUSH: goes through the one writer
 * @TSU_ROUTE_LOGIN: checks a password, which is slow on purpose
 */
typedef enum {
  TSU_ROUTE_PLAIN,
  TSU_ROUTE_READ,
  TSU_ROUTE_PUSH,
  TSU_ROUTE_LOGIN,
} TsuRouteKind;

typedef enum {
  TSU_ENDPOINT_HEALTH,
  TSU_ENDPOINT_METRICS,
  TSU_ENDPOINT_CONFIG,
  TSU_ENDPOINT_LOGIN,
  TSU_ENDPOINT_LOGOUT,
  TSU_ENDPOINT_PUSH,
  TSU_ENDPOINT_PULL,
  TSU_ENDPOINT_HELD,
  TSU_ENDPOINT_SNAPSHOT,
  TSU_ENDPOINT_SNAPSHOT_FILE,
} TsuEndpoint;

/**
 * TsuRoute:
 * @path: the whole path, or one that ends in "/" and stands for all below it
 * @max_body: the most bytes that a body may have, unpacked; 0 for none at all
 */
typedef struct {
  const char *method;
  const char *path;
  TsuEndpoint endpoint;
  TsuRouteKind kind;
  gsize max_body;
} TsuRoute;

const TsuRoute *tsu_route_find (const char *method, const char *path, gboolean *path_known);

G_END_DECLS

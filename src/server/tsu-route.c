/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of what can be asked for. A dozen rows: looking through them costs nothing.
 */

#include "config.h"

#include "tsu-route.h"

#include "tsu-wire.h"

#include <string.h>

#define LOGIN_MAX 4096
/* A push may hold one transaction over the limit of a body; what it can be at most is the frame's
 * matter, but nobody needs more than this. */
#define PUSH_MAX TSU_WIRE_BODY_MAX

static const TsuRoute routes[] = {
  { "GET", "/healthz", TSU_ENDPOINT_HEALTH, TSU_ROUTE_READ, 0 },
  { "GET", "/metrics", TSU_ENDPOINT_METRICS, TSU_ROUTE_READ, 0 },
  { "GET", "/v1/config", TSU_ENDPOINT_CONFIG, TSU_ROUTE_READ, 0 },
  { "POST", "/v1/session", TSU_ENDPOINT_LOGIN, TSU_ROUTE_LOGIN, LOGIN_MAX },
  { "DELETE", "/v1/session", TSU_ENDPOINT_LOGOUT, TSU_ROUTE_READ, 0 },
  { "POST", "/v1/push", TSU_ENDPOINT_PUSH, TSU_ROUTE_PUSH, PUSH_MAX },
  { "GET", "/v1/pull", TSU_ENDPOINT_PULL, TSU_ROUTE_READ, 0 },
  { "GET", "/v1/held", TSU_ENDPOINT_HELD, TSU_ROUTE_READ, 0 },
  { "GET", "/v1/snapshot", TSU_ENDPOINT_SNAPSHOT, TSU_ROUTE_READ, 0 },
  { "GET", "/v1/snapshot/", TSU_ENDPOINT_SNAPSHOT_FILE, TSU_ROUTE_READ, 0 },
};

static gboolean
matches (const TsuRoute *route, const char *path)
{
  gsize length = strlen (route->path);

  if (route->path[length - 1] == '/')
    return strncmp (path, route->path, length) == 0 && path[length] != '\0';
  return g_str_equal (path, route->path);
}

/**
 * tsu_route_find:
 * @path_known: (out): whether the path can be asked for by some other method
 *
 * Returns: (transfer none) (nullable): the route
 */
const TsuRoute *
tsu_route_find (const char *method, const char *path, gboolean *path_known)
{
  *path_known = FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++) {
    if (!matches (&routes[i], path))
      continue;
    *path_known = TRUE;
    if (g_str_equal (routes[i].method, method))
      return &routes[i];
  }
  return NULL;
}

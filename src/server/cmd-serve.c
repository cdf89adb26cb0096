/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tsunagi-server without a command: serves until it is told to end, then finishes what it has
 * begun.
 */

#include "config.h"

#include "tsu-command-closed.h"

#include "tsu-depot-accounts.h"
#include "tsu-dispatch.h"
#include "tsu-error.h"
#include "tsu-http.h"
#include "tsu-log.h"
#include "tsu-secret.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <malloc.h>
#include <stdio.h>
#include <sys/stat.h>

#define DEFAULT_LISTEN "127.0.0.1:8470"
/* What has not ended by then is cut off; its client sends it again. */
#define STOP_SECONDS 20
#define STOP_LOOK_MS 20

typedef struct {
  GMainLoop *loop;
  TsuHttp *http;
  gint64 stopping_since;
} Run;

/* What has to outlive the program lies here, under @name. */
static char *
find_state (const char *name, GError **error)
{
  const char *state = g_getenv ("STATE_DIRECTORY");
  g_autofree char *folder =
    state ? g_strdup (state) : g_build_filename (g_get_user_data_dir (), "tsunagi", NULL);

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return g_build_filename (folder, name, NULL);
  g_set_error (error, TSU_ERROR, TSU_ERROR_FAILED,
               _ ("The folder %s could not be made: %s"), folder, g_strerror (errno));
  return NULL;
}

static char *
find_database (const TsuCommand *command, GError **error)
{
  return command->database ? g_strdup (command->database) : find_state ("server.db", error);
}

static gboolean
is_postgres (const char *database)
{
  return g_str_has_prefix (database, "postgres");
}

/* A name for what belongs to a PostgreSQL database. */
static char *
name_after (const char *database)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, database, -1);

  return g_strdup_printf ("tsunagi-server-%.16s", sum);
}

/* What shows an older copy of the database for what it is: not in PostgreSQL's own folder, because
 * it would be restored together with the copy. */
static char *
find_beside (const char *database, const char *ending, GError **error)
{
  g_autofree char *name = name_after (database);
  g_autofree char *file = g_strconcat (name, ending, NULL);

  return is_postgres (database) ? find_state (file, error) : g_strconcat (database, ending, NULL);
}

char *
tsu_command_find_beside (const TsuCommand *command, const char *ending, GError **error)
{
  g_autofree char *database = find_database (command, error);

  return database ? find_beside (database, ending, error) : NULL;
}

/* Files of first syncs, which all threads must find: beside an SQLite file, otherwise in the cache,
 * under a name that several processes on one database share. */
static char *
find_cache (const TsuCommand *command, const char *database)
{
  const char *cache = command->cache ? command->cache : g_getenv ("CACHE_DIRECTORY");
  g_autofree char *name = name_after (database);

  if (cache)
    return g_strdup (cache);
  if (!is_postgres (database))
    return g_strconcat (database, ".snapshots", NULL);
  return g_build_filename (g_get_user_cache_dir (), name, NULL);
}

/**
 * tsu_command_open_depot:
 *
 * Opens the database named by --database, or the server's own.
 *
 * Returns: (transfer full): the depot
 */
TsuDepot *
tsu_command_open_depot (const TsuCommand *command, GError **error)
{
  g_autofree char *database = find_database (command, error);
  g_autofree char *cache = database ? find_cache (command, database) : NULL;
  g_autofree char *guard = database ? find_beside (database, ".guard", error) : NULL;
  TsuDepotOptions options = {
    .database = database,
    .cache = cache,
    .guard_path = guard,
    .accept_restore = command->accept_restore,
    .now = g_get_real_time () / 1000,
  };

  if (!guard)
    return NULL;
  tsu_secret_fill (options.random, sizeof options.random);
  return tsu_depot_open (&options, error);
}

/* Who may come in is what the backup says, but for those who were turned out since. */
static gboolean
accept_restore (const TsuCommand *command, TsuDepot *depot, GError **error)
{
  gint64 now = g_get_real_time () / 1000;

  fprintf (stderr, "tsunagi-server: %s\n",
           _ ("The database was put back. Devices and accounts that are closed stay closed, but "
              "passwords and roles are those of the backup: please go over “tsunagi-server user "
              "list”."));
  return tsu_depot_audit (depot, now, 0, "accept_restore", "", error) &&
         tsu_command_close_again (command, depot, now, error);
}

/* One connection for every thread. Only the first may begin a new epoch. */
static GPtrArray *
open_depots (const TsuCommand *command, GError **error)
{
  g_autoptr (GPtrArray) depots = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_depot_close);
  TsuCommand again = *command;

  for (guint i = 0; i < tsu_dispatch_count_depots (); i++) {
    TsuDepot *depot = tsu_command_open_depot (&again, error);

    if (!depot)
      return NULL;
    g_ptr_array_add (depots, depot);
    if (again.accept_restore && !accept_restore (command, depot, error))
      return NULL;
    again.accept_restore = FALSE;
  }
  return g_steal_pointer (&depots);
}

static gboolean
look_idle_cb (gpointer data)
{
  Run *run = data;

  if (!tsu_http_is_idle (run->http) &&
      g_get_monotonic_time () - run->stopping_since < STOP_SECONDS * G_USEC_PER_SEC)
    return G_SOURCE_CONTINUE;
  g_main_loop_quit (run->loop);
  return G_SOURCE_REMOVE;
}

static gboolean
stop_cb (gpointer data)
{
  Run *run = data;

  if (run->stopping_since > 0)
    return G_SOURCE_CONTINUE;
  tsu_log ("stop", "reason=signal");
  run->stopping_since = g_get_monotonic_time ();
  tsu_http_stop (run->http);
  g_timeout_add (STOP_LOOK_MS, look_idle_cb, run);
  return G_SOURCE_CONTINUE;
}

static void
warn (const TsuCommand *command)
{
  if (command->certificate)
    fprintf (stderr, "tsunagi-server: %s\n",
             _ ("This server faces the network itself. That is for a hall or a trial; for "
                "anything longer put a proxy such as nginx before it."));
}

/**
 * tsu_command_serve:
 *
 * Serves until SIGTERM or SIGINT.
 */
gboolean
tsu_command_serve (const TsuCommand *command, GError **error)
{
  const TsuServiceOptions service_options = {
    .session_days = command->session_days,
    .requests_per_second = command->requests_per_second,
    .oldest_schema = command->oldest_schema,
  };
  const TsuHttpOptions http_options = {
    .listen = command->listen ? command->listen : DEFAULT_LISTEN,
    .certificate = command->certificate,
    .key = command->key,
    .patience = command->patience,
    .max_connections = command->max_connections,
  };
  g_autoptr (GPtrArray) depots = open_depots (command, error);
  g_autoptr (TsuService) service = tsu_service_new (&service_options);
  g_autoptr (TsuHttp) http = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Run run = { .loop = loop };

  if (!depots)
    return FALSE;
  /* Large bodies go from thread to thread: with an arena for each, every one would keep its share.
   */
  mallopt (M_ARENA_MAX, 2);
  http = tsu_http_new (service, depots, &http_options, error);
  if (!http)
    return FALSE;
  run.http = http;

  warn (command);
  g_unix_signal_add (SIGTERM, stop_cb, &run);
  g_unix_signal_add (SIGINT, stop_cb, &run);
  printf ("listening on %s\n", tsu_http_get_address (http));
  fflush (stdout);
  tsu_log ("start", "version=%s", PACKAGE_VERSION);
  g_main_loop_run (loop);
  return TRUE;
}

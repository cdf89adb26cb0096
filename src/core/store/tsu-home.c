/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the user's own ledger lies, and the demonstration ward: the application and the command
 * line must mean the same file.
 */

#include "config.h"

#include "tsu-home.h"

#include "tsu-error.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

/* Only the user may look into the folder: a ledger holds what people said in confidence. */
static char *
dup_path (const char *base, const char *name, GError **error)
{
  g_autofree char *folder = g_build_filename (base, "tsunagi", NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0) {
    g_set_error (error, TSU_ERROR, TSU_ERROR_FAILED,
                 _ ("The folder %s could not be made: %s"), folder, g_strerror (errno));
    return NULL;
  }
  return g_build_filename (folder, name, NULL);
}

/**
 * tsu_home_dup_ledger_path:
 *
 * Makes the folder where it is missing; the file may be absent.
 *
 * Returns: (transfer full): path of the user's ledger, NULL where the folder cannot be made
 */
char *
tsu_home_dup_ledger_path (GError **error)
{
  return dup_path (g_get_user_data_dir (), "ledger.db", error);
}

/**
 * tsu_home_dup_demo_path:
 *
 * Likewise for the demonstration ward, which may be thrown away at any time.
 *
 * Returns: (transfer full): path of its ledger, NULL where the folder cannot be made
 */
char *
tsu_home_dup_demo_path (GError **error)
{
  return dup_path (g_get_user_cache_dir (), "demo.db", error);
}

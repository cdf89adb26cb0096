/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tsunagi-server backup and audit verify: a copy for bad days, and proof that nothing was touched.
 */

#include "config.h"

#include "tsu-command.h"

#include "tsu-depot-accounts.h"

#include <glib/gi18n.h>
#include <stdio.h>

gboolean
tsu_command_backup (const TsuCommand *command, GError **error)
{
  g_autoptr (TsuDepot) depot = tsu_command_open_depot (command, error);
  const char *path = command->arguments[0];

  if (!depot || !tsu_depot_backup (depot, path, error) ||
      !tsu_depot_audit (depot, g_get_real_time () / 1000, 0, "backup", "", error))
    return FALSE;
  printf (_ ("Backup written: %s"), path);
  printf ("\n");
  return TRUE;
}

gboolean
tsu_command_audit_verify (const TsuCommand *command, GError **error)
{
  g_autoptr (TsuDepot) depot = tsu_command_open_depot (command, error);
  gint64 n_entries;

  if (!depot || !tsu_depot_verify (depot, error) ||
      !tsu_depot_verify_audit (depot, &n_entries, error))
    return FALSE;
  /* Translators: the number of entries of the audit. */
  printf (_ ("The changes are whole, and so is the audit with %d entries."), (int) n_entries);
  printf ("\n");
  return TRUE;
}

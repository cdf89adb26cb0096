/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tsunagi-server device: what signed in, locking out what was lost, and letting in what was
 * found.
 */

#include "config.h"

#include "tsu-command-closed.h"

#include "tsu-depot-accounts.h"
#include "tsu-error.h"

#include <glib/gi18n.h>
#include <stdio.h>

static void
print_device (const TsuDeviceRow *device)
{
  g_autoptr (GDateTime) seen = g_date_time_new_from_unix_local (device->seen / 1000);
  g_autofree char *time = seen ? g_date_time_format (seen, "%Y-%m-%d %H:%M") : g_strdup ("");

  printf ("%s\t%s\t%s\t%s\t%s\n", device->device, device->user, device->label, time,
          device->revoked ? _ ("locked out") : "");
}

gboolean
tsu_command_device_list (const TsuCommand *command, GError **error)
{
  g_autoptr (TsuDepot) depot = tsu_command_open_depot (command, error);
  g_autoptr (GPtrArray) devices = depot ? tsu_depot_list_devices (depot, 0, error) : NULL;

  if (!devices)
    return FALSE;
  for (guint i = 0; i < devices->len; i++)
    print_device (g_ptr_array_index (devices, i));
  return TRUE;
}

static gboolean
is_known (GPtrArray *devices, const char *id)
{
  for (guint i = 0; i < devices->len; i++) {
    const TsuDeviceRow *device = g_ptr_array_index (devices, i);

    if (g_str_equal (device->device, id))
      return TRUE;
  }
  return FALSE;
}

static gboolean
change (const TsuCommand *command, gboolean lock, GError **error)
{
  const char *id = command->arguments[0];
  gint64 now = g_get_real_time () / 1000;
  g_autoptr (TsuDepot) depot = tsu_command_open_depot (command, error);
  g_autoptr (GPtrArray) devices = depot ? tsu_depot_list_devices (depot, 0, error) : NULL;

  if (!devices)
    return FALSE;
  if (!is_known (devices, id)) {
    g_set_error (error, TSU_ERROR, TSU_ERROR_NOT_FOUND,
                 _ ("There is no device “%s”; “tsunagi-server device list” names them."), id);
    return FALSE;
  }
  return tsu_depot_revoke_device (depot, id, lock ? now : 0, error) &&
         tsu_depot_audit (depot, now, 0, lock ? "device_revoke" : "device_open", id, error) &&
         tsu_command_note_closed (command, FALSE, id, lock, error);
}

gboolean
tsu_command_device_revoke (const TsuCommand *command, GError **error)
{
  return change (command, TRUE, error);
}

/* A laptop that was found again: what was written on it meanwhile can go out after a sign-in. */
gboolean
tsu_command_device_open (const TsuCommand *command, GError **error)
{
  return change (command, FALSE, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which devices and accounts are closed, kept beside the database as its guard is: a backup that is
 * put back knows nothing of a laptop that was stolen since, and would let it in again without a
 * word.
 */

#include "config.h"

#include "tsu-command-closed.h"

#include "tsu-depot-accounts.h"
#include "tsu-error.h"

#include <glib/gi18n.h>
#include <string.h>

#define DEVICE "device "
#define ACCOUNT "account "

/* (element-type utf8): "device ID" or "account NAME", a line each */
static GPtrArray *
load (const char *path)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return list;
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line; line++) {
    if (**line)
      g_ptr_array_add (list, g_strdup (*line));
  }
  return list;
}

static gboolean
save (const char *path, GPtrArray *list, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) local_error = NULL;

  for (guint i = 0; i < list->len; i++)
    g_string_append_printf (text, "%s\n", (const char *) g_ptr_array_index (list, i));
  if (g_file_set_contents_full (path, text->str, (gssize) text->len,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                &local_error))
    return TRUE;
  g_set_error (error, TSU_ERROR, TSU_ERROR_FULL,
               _ ("It is done, but not noted in “%s” (%s): after a backup was put back it has to be "
                  "done again."),
                 path, local_error->message);
  return FALSE;
}

/**
 * tsu_command_note_closed:
 * @account: whether @name is an account; otherwise a device
 * @closed: whether it is closed from now on
 *
 * Keeps it beside the database.
 */
gboolean
tsu_command_note_closed (
  const TsuCommand *command, gboolean account, const char *name, gboolean closed, GError **error)
{
  g_autofree char *path = tsu_command_find_beside (command, ".closed", error);
  g_autoptr (GPtrArray) list = path ? load (path) : NULL;
  g_autofree char *line = g_strconcat (account ? ACCOUNT : DEVICE, name, NULL);
  guint at;

  if (!path)
    return FALSE;
  if (g_ptr_array_find_with_equal_func (list, line, g_str_equal, &at) == closed)
    return TRUE;
  if (closed)
    g_ptr_array_add (list, g_steal_pointer (&line));
  else
    g_ptr_array_remove_index (list, at);
  return save (path, list, error);
}

static gboolean
close_device (TsuDepot *depot, const char *id, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) devices = tsu_depot_list_devices (depot, 0, error);
  gboolean known = FALSE;

  for (guint i = 0; devices && i < devices->len; i++)
    known = known || g_str_equal (((TsuDeviceRow *) devices->pdata[i])->device, id);
  /* One that signed in since the backup was made is nobody's by now. */
  return devices && (known || tsu_depot_register_device (depot, 0, id, NULL, now, error)) &&
         tsu_depot_revoke_device (depot, id, now, error) &&
         tsu_depot_audit (depot, now, 0, "device_revoke", id, error);
}

/* One that was made since the backup is not here, and nobody can sign in with it. */
static gboolean
close_account (TsuDepot *depot, const char *name, gint64 now, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TsuAccount) account = tsu_depot_find_account (depot, name, &local_error);
  g_autofree char *subject = NULL;

  if (local_error) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  if (!account)
    return TRUE;
  subject = g_strdup_printf ("account=%" G_GINT64_FORMAT, account->key);
  return tsu_depot_close_account (depot, account->key, now, error) &&
         tsu_depot_audit (depot, now, 0, "account_close", subject, error);
}

/**
 * tsu_command_close_again:
 *
 * After a backup was put back: closes whatever was closed before.
 */
gboolean
tsu_command_close_again (const TsuCommand *command, TsuDepot *depot, gint64 now, GError **error)
{
  g_autofree char *path = tsu_command_find_beside (command, ".closed", error);
  g_autoptr (GPtrArray) list = path ? load (path) : NULL;

  for (guint i = 0; list && i < list->len; i++) {
    const char *line = g_ptr_array_index (list, i);

    if (g_str_has_prefix (line, DEVICE) &&
        !close_device (depot, line + strlen (DEVICE), now, error))
      return FALSE;
    if (g_str_has_prefix (line, ACCOUNT) &&
        !close_account (depot, line + strlen (ACCOUNT), now, error))
      return FALSE;
  }
  return list != NULL;
}

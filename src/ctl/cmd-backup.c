/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tsunagictl backup and restore-backup: a whole ledger out to a file and back.
 */

#include "config.h"

#include "tsu-commands.h"

#include "tsu-json.h"

#include <glib/gi18n.h>

static gboolean
report (TsuCall *call, const char *member, const char *path, const char *words, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *name = g_filename_display_name (path);

  if (call->json) {
    g_string_append_printf (out, "{\"%s\":", member);
    tsu_json_append_string (out, name);
    g_string_append (out, "}\n");
  } else {
    g_string_append_printf (out, "%s %s\n", words, name);
  }
  return tsu_call_write (out, error);
}

gboolean
tsu_cmd_backup (TsuCall *call, GError **error)
{
  g_autoptr (TsuLedger) ledger = NULL;

  if (!tsu_call_parse (call, NULL, _ ("FILE"), 1, 1, error))
    return FALSE;
  tsu_call_catch_interrupt (call);
  ledger = tsu_call_open (call, TSU_LEDGER_MUST_EXIST | TSU_LEDGER_READ_ONLY, error);
  return ledger &&
         tsu_ledger_backup (ledger, call->argv[0], NULL, NULL, call->cancellable, error) &&
         report (call, "backup", call->argv[0], _ ("Backup written:"), error);
}

gboolean
tsu_cmd_restore_backup (TsuCall *call, GError **error)
{
  if (!tsu_call_parse (call, NULL, _ ("FILE"), 1, 1, error))
    return FALSE;
  return tsu_call_find_database (call, error) &&
         tsu_ledger_restore_backup (call->argv[0], call->database, error) &&
         report (call, "restored", call->argv[0], _ ("Ledger put back from:"), error);
}

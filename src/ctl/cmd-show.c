/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tsunagictl show: one record, or several.
 */

#include "config.h"

#include "tsu-commands.h"
#include "tsu-print.h"

#include <glib/gi18n.h>

gboolean
tsu_cmd_show (TsuCall *call, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (TsuLedger) ledger = NULL;

  if (!tsu_call_parse (call, NULL, _ ("ID…"), 1, -1, error))
    return FALSE;
  ledger = tsu_call_open (call, TSU_LEDGER_MUST_EXIST | TSU_LEDGER_READ_ONLY, error);
  if (!ledger)
    return FALSE;
  for (int i = 0; i < call->argc; i++) {
    g_autoptr (TsuRecord) record = tsu_call_get_record (ledger, call->argv[i], error);

    if (!record)
      return FALSE;
    if (call->json)
      tsu_print_json (out, record);
    else
      tsu_print_record (out, ledger, record);
  }
  return tsu_call_write (out, error);
}

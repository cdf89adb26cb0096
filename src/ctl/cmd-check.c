/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tsunagictl check and rebuild: whether the ledger is sound, and making everything that derives
 * from the changes again.
 */

#include "config.h"

#include "tsu-commands.h"

#include "tsu-error.h"
#include "tsu-json.h"

#include <glib/gi18n.h>

static void
append_json (GPtrArray *problems, GString *out)
{
  g_string_append_printf (out, "{\"ok\":%s,\"problems\":[", problems->len == 0 ? "true" : "false");
  for (guint i = 0; i < problems->len; i++) {
    if (i > 0)
      g_string_append_c (out, ',');
    tsu_json_append_string (out, g_ptr_array_index (problems, i));
  }
  g_string_append (out, "]}\n");
}

static void
append_lines (GPtrArray *problems, GString *out)
{
  for (guint i = 0; i < problems->len; i++)
    g_string_append_printf (out, "%s\n", (const char *) g_ptr_array_index (problems, i));
  if (problems->len == 0)
    g_string_append_printf (out, "%s\n", _ ("The ledger is sound."));
}

gboolean
tsu_cmd_check (TsuCall *call, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (TsuLedger) ledger = NULL;
  g_autoptr (GPtrArray) problems = NULL;

  if (!tsu_call_parse (call, NULL, "", 0, 0, error))
    return FALSE;
  tsu_call_catch_interrupt (call);
  ledger = tsu_call_open (call, TSU_LEDGER_MUST_EXIST, error);
  if (!ledger || !tsu_ledger_check (ledger, &problems, NULL, NULL, call->cancellable, error))
    return FALSE;
  if (call->json)
    append_json (problems, out);
  else
    append_lines (problems, out);
  if (!tsu_call_write (out, error))
    return FALSE;
  if (problems->len == 0)
    return TRUE;
  g_set_error (error, TSU_ERROR, TSU_ERROR_CORRUPT,
               ngettext ("The ledger has %d fault; nothing was changed.",
                         "The ledger has %d faults; nothing was changed.", problems->len),
               problems->len);
  return FALSE;
}

gboolean
tsu_cmd_rebuild (TsuCall *call, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (TsuLedger) ledger = NULL;

  if (!tsu_call_parse (call, NULL, "", 0, 0, error))
    return FALSE;
  ledger = tsu_call_open (call, TSU_LEDGER_MUST_EXIST, error);
  if (!ledger || !tsu_ledger_rebuild (ledger, error))
    return FALSE;
  if (call->json)
    g_string_append (out, "{\"rebuilt\":true}\n");
  else
    g_string_append_printf (out, "%s\n", _ ("Tables and search index were made again."));
  return tsu_call_write (out, error);
}

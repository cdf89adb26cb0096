/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tsunagictl list: the records of a type, filtered and in order. Keys first and records in blocks,
 * so that a ward of a million prints in little memory.
 */

#include "config.h"

#include "tsu-choice.h"
#include "tsu-commands.h"
#include "tsu-print.h"

#include <glib/gi18n.h>

enum {
  BLOCK = 256,
};

static gboolean
print_keys (TsuCall *call, TsuLedger *ledger, const TsuType *type, GArray *keys, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint start = 0; start < keys->len; start += BLOCK) {
    g_autoptr (GPtrArray) records =
      tsu_ledger_get_many (ledger, type, &g_array_index (keys, gint64, start),
                           MIN (BLOCK, keys->len - start), error);

    if (!records)
      return FALSE;
    for (guint i = 0; i < records->len; i++) {
      TsuRecord *record = g_ptr_array_index (records, i);

      if (call->json)
        tsu_print_json (out, record);
      else
        tsu_print_line (out, record);
    }
    if (!tsu_call_write (out, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
tsu_cmd_list (TsuCall *call, GError **error)
{
  g_auto (TsuChoice) choice = { NULL };
  GOptionEntry entries[TSU_CHOICE_N_OPTIONS];
  g_autoptr (TsuListQuery) query = NULL;
  g_autoptr (TsuLedger) ledger = NULL;
  g_autoptr (GArray) keys = NULL;

  tsu_choice_get_options (&choice, entries);
  if (!tsu_call_parse (call, entries, _ ("TYPE [WORDS…]"), 1, -1, error))
    return FALSE;
  query = tsu_choice_make_query (&choice, call, error);
  if (!query)
    return FALSE;
  ledger = tsu_call_open (call, TSU_LEDGER_MUST_EXIST | TSU_LEDGER_READ_ONLY, error);
  if (!ledger)
    return FALSE;
  keys = tsu_ledger_list (ledger, query, call->cancellable, error);
  return keys && print_keys (call, ledger, tsu_list_query_get_type_of (query), keys, error);
}

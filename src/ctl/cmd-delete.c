/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tsunagictl delete and restore: the same but for the direction.
 */

#include "config.h"

#include "tsu-commands.h"
#include "tsu-print.h"

#include "tsu-error.h"

#include <glib/gi18n.h>

static gboolean
check_count (TsuCall *call, GError **error)
{
  if (call->argc <= TSU_TRANSACTION_MAX)
    return TRUE;
  g_set_error (error, TSU_USAGE_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("At most %d records at a time."), TSU_TRANSACTION_MAX);
  return FALSE;
}

static GPtrArray *
make_edits (TsuCall *call, TsuLedger *ledger, TsuOp op, GError **error)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_edit_free);

  for (int i = 0; i < call->argc; i++) {
    g_autoptr (TsuRecord) record = tsu_call_get_record (ledger, call->argv[i], error);
    const TsuType *type;

    if (!record)
      return NULL;
    type = tsu_record_get_type_of (record);
    if (op == TSU_OP_DELETE)
      g_ptr_array_add (edits, tsu_edit_new_delete (type, call->argv[i]));
    else
      g_ptr_array_add (edits, tsu_edit_new_restore (type, call->argv[i]));
  }
  return g_steal_pointer (&edits);
}

static gboolean
print_records (TsuCall *call, TsuLedger *ledger, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (int i = 0; i < call->argc; i++) {
    g_autoptr (TsuRecord) record = tsu_call_get_record (ledger, call->argv[i], error);

    if (!record)
      return FALSE;
    if (call->json)
      tsu_print_json (out, record);
    else
      tsu_print_line (out, record);
  }
  return tsu_call_write (out, error);
}

static gboolean
run (TsuCall *call, TsuOp op, const char *label, GError **error)
{
  const TsuApply how = { .label = label };
  g_autoptr (TsuLedger) ledger = NULL;
  g_autoptr (GPtrArray) edits = NULL;

  if (!tsu_call_parse (call, NULL, _ ("ID…"), 1, -1, error) || !check_count (call, error))
    return FALSE;
  ledger = tsu_call_open (call, TSU_LEDGER_MUST_EXIST, error);
  if (!ledger)
    return FALSE;
  edits = make_edits (call, ledger, op, error);
  return edits && tsu_ledger_apply (ledger, edits, &how, NULL, error) &&
         print_records (call, ledger, error);
}

gboolean
tsu_cmd_delete (TsuCall *call, GError **error)
{
  return run (call, TSU_OP_DELETE, N_ ("Delete"), error);
}

gboolean
tsu_cmd_restore (TsuCall *call, GError **error)
{
  return run (call, TSU_OP_RESTORE, N_ ("Restore"), error);
}

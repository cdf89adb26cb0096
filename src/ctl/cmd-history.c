/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tsunagictl history: who changed what in a record, and what stood there before.
 */

#include "config.h"

#include "tsu-commands.h"
#include "tsu-print.h"

#include "tsu-date.h"
#include "tsu-json.h"

#include <glib/gi18n.h>

static const char *
name_op (TsuOp op)
{
  switch (op) {
  case TSU_OP_DELETE:
    return "delete";
  case TSU_OP_RESTORE:
    return "restore";
  case TSU_OP_SET:
  default:
    return "set";
  }
}

static void
append_value (TsuValue *value, GString *out)
{
  if (value)
    tsu_value_append_json (value, out);
  else
    g_string_append (out, "null");
}

static void
append_edit (const TsuFieldEdit *edit, TsuValue *before, GString *out)
{
  g_string_append (out, "{\"field\":");
  tsu_json_append_string (out, edit->field);
  if (edit->is_set) {
    g_string_append (out, ",\"add\":");
    append_value (edit->add, out);
    g_string_append (out, ",\"remove\":");
    append_value (edit->remove, out);
  } else {
    g_string_append (out, ",\"value\":");
    append_value (edit->value, out);
  }
  g_string_append (out, ",\"before\":");
  append_value (before, out);
  g_string_append_c (out, '}');
}

static void
append_json (const TsuHistoryEntry *entry, GString *out)
{
  const TsuChange *change = entry->change;
  g_autofree char *when = tsu_date_now (entry->time);

  g_string_append_printf (out, "{\"id\":\"%s\",\"record\":\"%s\",\"op\":\"%s\",\"time\":\"%s\"",
                          change->id, change->record, name_op (change->op), when);
  g_string_append (out, ",\"label\":");
  tsu_json_append_string (out, entry->label ? entry->label : "");
  g_string_append (out, ",\"user\":");
  tsu_json_append_string (out, change->user ? change->user : "");
  g_string_append (out, ",\"device\":");
  tsu_json_append_string (out, change->device ? change->device : "");
  g_string_append (out, ",\"edits\":[");
  for (guint i = 0; entry->edits && i < entry->edits->len; i++) {
    if (i > 0)
      g_string_append_c (out, ',');
    append_edit (g_ptr_array_index (entry->edits, i), g_ptr_array_index (entry->before, i), out);
  }
  g_string_append (out, "]}\n");
}

static void
append_lines (TsuLedger *ledger, const TsuType *type, const TsuHistoryEntry *entry, GString *out)
{
  g_autofree char *iso = tsu_date_now (entry->time);
  g_autofree char *when = tsu_date_format (iso, TSU_DATE_WAREKI, FALSE);
  const char *user = entry->change->user;

  g_string_append_printf (out, "%s  %s  %s\n", when, user ? user : "",
                          entry->label ? _ (entry->label) : "");
  for (guint i = 0; entry->edits && i < entry->edits->len; i++) {
    const TsuFieldEdit *edit = g_ptr_array_index (entry->edits, i);
    const TsuField *field = tsu_type_find_field (type, edit->field);
    g_autofree char *before = NULL;
    g_autofree char *after = NULL;

    if (!field)
      continue;
    before = tsu_print_value (ledger, field, g_ptr_array_index (entry->before, i));
    after = tsu_print_value (ledger, field, edit->is_set ? edit->add : edit->value);
    g_string_append_printf (out, "    %s: %s → %s\n", g_dpgettext2 (NULL, "field", field->label),
                            before, after);
  }
}

gboolean
tsu_cmd_history (TsuCall *call, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (TsuLedger) ledger = NULL;
  g_autoptr (TsuRecord) record = NULL;
  g_autoptr (GPtrArray) entries = NULL;

  if (!tsu_call_parse (call, NULL, _ ("ID"), 1, 1, error))
    return FALSE;
  ledger = tsu_call_open (call, TSU_LEDGER_MUST_EXIST | TSU_LEDGER_READ_ONLY, error);
  if (!ledger)
    return FALSE;
  record = tsu_call_get_record (ledger, call->argv[0], error);
  if (!record)
    return FALSE;
  entries = tsu_ledger_history (ledger, call->argv[0], error);
  if (!entries)
    return FALSE;
  for (guint i = 0; i < entries->len; i++) {
    if (call->json)
      append_json (g_ptr_array_index (entries, i), out);
    else
      append_lines (ledger, tsu_record_get_type_of (record), g_ptr_array_index (entries, i), out);
  }
  return tsu_call_write (out, error);
}

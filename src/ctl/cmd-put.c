/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tsunagictl put: records as NDJSON on stdin, with an id edits, without makes new ones. Everything
 * is read and checked before anything is written, and written in one durable step: a script that
 * fails in line 900 finds the ledger as it was.
 */

#include "config.h"

#include "tsu-commands.h"
#include "tsu-print.h"

#include "tsu-error.h"
#include "tsu-id.h"
#include "tsu-record-json.h"

#include <glib/gi18n.h>
#include <stdio.h>

static GString *
read_input (GError **error)
{
  g_autoptr (GString) input = g_string_new (NULL);
  char block[65536];
  gsize n;

  while ((n = fread (block, 1, sizeof block, stdin)) > 0)
    g_string_append_len (input, block, n);
  if (ferror (stdin)) {
    g_set_error_literal (error, TSU_ERROR, TSU_ERROR_FAILED,
                         _ ("Standard input could not be read; nothing was stored."));
    return NULL;
  }
  return g_steal_pointer (&input);
}

static gboolean
check_reference (TsuLedger *ledger, const TsuField *field, const char *id, GError **error)
{
  g_autoptr (TsuRecord) record = NULL;

  /* The choice of a vocabulary stands beside the ids of records there. */
  if (!tsu_id_is_valid (id))
    return TRUE;
  record = tsu_ledger_get (ledger, id, NULL);
  if (record && g_str_equal (tsu_record_get_type_of (record)->name, field->target))
    return TRUE;
  g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID,
               _ ("%s: there is no record of type “%s” with the id %s"), field->name, field->target,
                  id);
  return FALSE;
}

static gboolean
check_references (TsuLedger *ledger, const TsuRecordJson *line, GError **error)
{
  for (guint i = 0; i < tsu_record_json_get_n_fields (line); i++) {
    TsuValue *value;
    const TsuField *field = tsu_record_json_get_field (line, i, &value);
    const char *text = tsu_value_get_text (value);

    if (!field->target)
      continue;
    if (text && !check_reference (ledger, field, text, error))
      return FALSE;
    for (const char *const *item = tsu_value_get_list (value); *item; item++) {
      if (!check_reference (ledger, field, *item, error))
        return FALSE;
    }
  }
  return TRUE;
}

static gboolean
check_edited (TsuLedger *ledger, const TsuRecordJson *line, GError **error)
{
  const TsuType *type = tsu_record_json_get_type_of (line);
  g_autoptr (TsuRecord) record = tsu_call_get_record (ledger, tsu_record_json_get_id (line), error);

  if (!record)
    return FALSE;
  if (tsu_record_get_type_of (record) != type) {
    g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID,
                 _ ("the record is of another type: “%s”"), tsu_record_get_type_of (record)->name);
    return FALSE;
  }
  if (tsu_record_is_deleted (record)) {
    g_set_error_literal (error, TSU_ERROR, TSU_ERROR_INVALID,
                         _ ("the record is deleted; restore it first"));
    return FALSE;
  }
  return TRUE;
}

static TsuEdit *
read_line (TsuLedger *ledger, const TsuType *type, const char *json, gsize length, GError **error)
{
  g_autoptr (TsuRecordJson) line = tsu_record_json_parse (type, json, length, error);

  if (!line)
    return NULL;
  if (tsu_record_json_get_id (line)) {
    if (!check_edited (ledger, line, error))
      return NULL;
  } else if (tsu_record_json_get_n_fields (line) == 0) {
    g_set_error_literal (error, TSU_ERROR, TSU_ERROR_INVALID,
                         _ ("a new record needs at least one field"));
    return NULL;
  }
  if (!check_references (ledger, line, error))
    return NULL;
  return tsu_record_json_make_edit (line, FALSE);
}

/* Splits at line feeds; empty lines mean nothing. The first fault refuses the whole input. */
static GPtrArray *
read_edits (TsuLedger *ledger, const TsuType *type, GString *input, GError **error)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_edit_free);
  const char *at = input->str;
  const char *end = input->str + input->len;

  for (int number = 1; at < end; number++) {
    const char *stop = memchr (at, '\n', end - at);
    gsize length = (stop ? stop : end) - at;
    TsuEdit *edit;

    if (length > 0 && at[length - 1] == '\r')
      length--;
    if (length > 0) {
      edit = read_line (ledger, type, at, length, error);
      if (!edit) {
        g_prefix_error (error, _ ("Line %d was not understood and nothing was stored: "), number);
        return NULL;
      }
      g_ptr_array_add (edits, edit);
    }
    at += (stop ? stop - at : (gssize) length) + 1;
  }
  return g_steal_pointer (&edits);
}

static gboolean
apply_all (TsuLedger *ledger, GPtrArray *edits, GError **error)
{
  g_autofree char *batch = edits->len > TSU_TRANSACTION_MAX ? tsu_id_generate () : NULL;
  const TsuApply how = { .label = N_ ("Edit"), .batch = batch };

  for (guint start = 0; start < edits->len; start += TSU_TRANSACTION_MAX) {
    g_autoptr (GPtrArray) part = g_ptr_array_new ();

    for (guint i = start; i < edits->len && part->len < TSU_TRANSACTION_MAX; i++)
      g_ptr_array_add (part, g_ptr_array_index (edits, i));
    if (!tsu_ledger_apply (ledger, part, &how, NULL, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
store (TsuLedger *ledger, GPtrArray *edits, GError **error)
{
  if (edits->len <= TSU_TRANSACTION_MAX)
    return apply_all (ledger, edits, error);
  if (!tsu_ledger_begin_bulk (ledger, error))
    return FALSE;
  if (!apply_all (ledger, edits, error)) {
    tsu_ledger_end_bulk (ledger, FALSE, NULL);
    return FALSE;
  }
  return tsu_ledger_end_bulk (ledger, TRUE, error);
}

static gboolean
print_stored (TsuCall *call, TsuLedger *ledger, GPtrArray *edits, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < edits->len; i++) {
    g_autoptr (TsuRecord) record =
      tsu_call_get_record (ledger, tsu_edit_get_id (g_ptr_array_index (edits, i)), error);

    if (!record)
      return FALSE;
    if (call->json)
      tsu_print_json (out, record);
    else
      tsu_print_line (out, record);
  }
  return tsu_call_write (out, error);
}

gboolean
tsu_cmd_put (TsuCall *call, GError **error)
{
  g_autoptr (TsuLedger) ledger = NULL;
  g_autoptr (GString) input = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  const TsuType *type;

  if (!tsu_call_parse (call, NULL, _ ("TYPE < NDJSON"), 1, 1, error))
    return FALSE;
  type = tsu_call_find_type (call->argv[0], error);
  if (!type)
    return FALSE;
  input = read_input (error);
  if (!input)
    return FALSE;
  ledger = tsu_call_open (call, TSU_LEDGER_READ_WRITE, error);
  if (!ledger)
    return FALSE;
  edits = read_edits (ledger, type, input, error);
  return edits && store (ledger, edits, error) && print_stored (call, ledger, edits, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * NDJSON, as list and export print it, back into a ledger: of any types, in any order, and with
 * the ids it has, so that what moves from one ledger to another stays the same record.
 */

#include "config.h"

#include "tsu-import-report.h"

#include "tsu-error.h"
#include "tsu-id.h"
#include "tsu-record-json.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct {
  TsuLedger *ledger;
  const char *batch;
  GCancellable *cancellable;
  GPtrArray *edits; /* TsuEdit, not yet applied */
  TsuImportReport report;
  gboolean dry_run;
} Import;

static gboolean
flush (Import *self, GError **error)
{
  const TsuApply how = { .label = N_ ("Import"), .batch = self->batch };
  g_autoptr (GArray) changed = NULL;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (self->edits->len == 0)
    return TRUE;
  if (!tsu_ledger_apply (self->ledger, self->edits, &how, &changed, error))
    return FALSE;
  /* The rest said nothing that was not there already. */
  self->report.updated += changed->len;
  g_ptr_array_set_size (self->edits, 0);
  return TRUE;
}

static gboolean
add_line (Import *self, const TsuType *type, const char *json, gsize length, GError **error)
{
  g_autoptr (TsuRecordJson) line = tsu_record_json_parse (type, json, length, error);
  TsuEdit *edit;

  if (!line)
    return FALSE;
  edit = tsu_record_json_make_edit (line, TRUE);
  self->report.read++;
  if (tsu_ledger_find_key (self->ledger, tsu_edit_get_id (edit)) == 0)
    self->report.created++;
  g_ptr_array_add (self->edits, edit);
  return self->edits->len < TSU_TRANSACTION_MAX || flush (self, error);
}

static gboolean
add_lines (Import *self, const TsuType *type, const char *text, gsize size, GError **error)
{
  const char *at = text;
  const char *end = text + size;

  for (int number = 1; at < end; number++) {
    const char *stop = memchr (at, '\n', end - at);
    gsize length = (stop ? stop : end) - at;
    const char *next = at + length + 1;

    if (length > 0 && at[length - 1] == '\r')
      length--;
    if (length > 0 && !add_line (self, type, at, length, error)) {
      if (!g_cancellable_is_cancelled (self->cancellable))
        g_prefix_error (error, _ ("Line %d was not understood and nothing was stored: "), number);
      return FALSE;
    }
    at = next;
  }
  return flush (self, error);
}

/* A plan is a run that is not kept. */
static gboolean
run (Import *self, const TsuType *type, const char *text, gsize size, GError **error)
{
  gboolean good;

  if (!tsu_ledger_begin_bulk (self->ledger, error))
    return FALSE;
  good = add_lines (self, type, text, size, error);
  if (good && !self->dry_run)
    return tsu_ledger_end_bulk (self->ledger, TRUE, error);
  tsu_ledger_end_bulk (self->ledger, FALSE, NULL);
  return good;
}

/**
 * tsu_import_ndjson:
 * @type: (nullable): the type of all lines; NULL where each says its own
 * @dry_run: only count
 *
 * Puts a file of records into the ledger and prints the report. One faulty line refuses all.
 *
 * Returns: whether it is in
 */
gboolean
tsu_import_ndjson (
  TsuCall *call, const char *path, const TsuType *type, gboolean dry_run, GError **error)
{
  g_autofree char *batch = tsu_id_generate ();
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_edit_free);
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);
  g_autoptr (TsuLedger) ledger = NULL;
  Import import;

  if (!file)
    return FALSE;
  ledger = tsu_call_open (call, TSU_LEDGER_READ_WRITE, error);
  if (!ledger)
    return FALSE;
  import = (Import){
    .ledger = ledger,
    .batch = batch,
    .cancellable = call->cancellable,
    .edits = edits,
    .dry_run = dry_run,
  };
  if (!run (&import, type, g_mapped_file_get_contents (file), g_mapped_file_get_length (file),
            error))
    return FALSE;
  import.report.updated -= import.report.created;
  import.report.skipped = import.report.read - import.report.created - import.report.updated;
  import.report.batch = dry_run ? NULL : batch;
  return tsu_import_report_print (&import.report, call->json, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A sheet goes into the ledger: the same steps for the plan and for the run, so that what was
 * shown is what is done. All transactions of a run bear one batch id, and one undo takes it back.
 */

#include "config.h"

#include "tsu-import.h"

#include <glib/gi18n.h>
#include <string.h>

#include "tsu-id.h"
#include "tsu-import-feed.h"
#include "tsu-import-index.h"
#include "tsu-import-names.h"
#include "tsu-profile.h"
#include "tsu-row-reader.h"

struct _TsuImport {
  TsuBook *book; /* borrowed */
  TsuSheet *sheet;
  char *file_name;
  TsuMapping *mapping;
  TsuProblems *problems; /* of the latest plan or run */
  char *batch;
};

/* What a plan or a run goes through the rows with. */
typedef struct {
  TsuImport *import;
  TsuLedger *ledger;
  TsuImportCounts *counts;
  TsuRowReader *reader;
  TsuImportIndex *index;
  TsuImportNames *names;
  TsuImportLater *later;
  TsuTowns *towns;
  gsize problems; /* of the rows that are written */
} Walk;

static void
clear_walk (Walk *walk)
{
  g_clear_pointer (&walk->reader, tsu_row_reader_free);
  g_clear_pointer (&walk->index, tsu_import_index_free);
  g_clear_pointer (&walk->names, tsu_import_names_free);
  g_clear_pointer (&walk->later, tsu_import_later_free);
  g_clear_pointer (&walk->towns, tsu_towns_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Walk, clear_walk)

/* Whether the numbers of the source are those of things: all there, all different, not running.
 * Events and figures are known by what they are and when. */
static gboolean
do_numbers_identify (TsuImport *self)
{
  int column = tsu_mapping_find (self->mapping, TSU_TARGET_ID);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  if (column < 0 || g_str_equal (self->mapping->type->name, "event") ||
      g_str_equal (self->mapping->type->name, "statistic") ||
      tsu_profile_is_running (self->sheet, (guint) column))
    return FALSE;
  for (guint i = 0; i < tsu_sheet_get_n_rows (self->sheet); i++) {
    const char *text = tsu_sheet_get_text (self->sheet, i, (guint) column);

    if (tsu_sheet_get_role (self->sheet, i) != TSU_ROW_DATA)
      continue;
    if (*text == '\0' || !g_hash_table_add (seen, (gpointer) text))
      return FALSE;
  }
  return TRUE;
}

static gboolean
start_walk (TsuImport *self,
            TsuLedger *ledger,
            TsuImportCounts *counts,
            Walk *walk,
            GCancellable *cancellable,
            GError **error)
{
  g_autofree char *fingerprint = tsu_mapping_dup_fingerprint (self->mapping);

  memset (counts, 0, sizeof *counts);
  g_clear_pointer (&self->problems, tsu_problems_free);
  self->problems = tsu_problems_new ();
  walk->import = self;
  walk->ledger = ledger;
  walk->counts = counts;
  walk->names = tsu_import_names_new (ledger, self->sheet, self->mapping);
  walk->reader = tsu_row_reader_new (self->sheet, self->mapping, self->problems);
  tsu_row_reader_set_resolver (walk->reader, tsu_import_names_find, walk->names);
  walk->later = tsu_import_later_new ();
  walk->towns = tsu_towns_new (ledger, self->sheet, self->mapping);
  tsu_row_reader_set_towns (walk->reader, walk->towns);
  walk->index = tsu_import_index_new (ledger, self->mapping->type, fingerprint,
                                      do_numbers_identify (self), cancellable, error);
  return walk->index != NULL;
}

static gboolean
write_batch (Walk *walk, const TsuImportBatch *batch, const TsuApply *how, GError **error)
{
  TsuImportCounts *counts = walk->counts;
  g_autoptr (GArray) changed = NULL;
  guint present = batch->edits->len - batch->n_created;
  guint updated;

  if (!tsu_ledger_apply (walk->ledger, batch->edits, how, &changed, error))
    return FALSE;
  updated =
    changed != NULL && changed->len > batch->n_created ? changed->len - batch->n_created : 0;
  counts->read += batch->n_rows;
  counts->records += batch->n_records;
  counts->flagged += batch->n_flagged;
  counts->created += batch->n_created;
  counts->updated += updated;
  counts->unchanged += present - MIN (present, updated);
  return TRUE;
}

static gboolean
write_rows (Walk *walk,
            const TsuApply *how,
            TsuProgressFunc progress,
            gpointer progress_data,
            GCancellable *cancellable,
            GError **error)
{
  TsuImport *import = walk->import;
  g_autoptr (TsuImportFeed) feed =
    tsu_import_feed_new (import->sheet, walk->reader, walk->index, import->problems, walk->later);
  guint n_rows = tsu_sheet_get_n_rows (import->sheet);
  TsuImportBatch *batch;

  while ((batch = tsu_import_feed_pop (feed)) != NULL) {
    if (g_cancellable_is_cancelled (cancellable)) {
      walk->counts->cancelled = TRUE;
      break;
    }
    if (!write_batch (walk, batch, how, error))
      return FALSE;
    walk->problems = batch->problems;
    if (progress != NULL)
      progress (batch->row, n_rows, progress_data);
    tsu_import_feed_give_back (feed, batch);
  }
  return TRUE;
}

/* After a cancel some of what waits for its names is not in the ledger; another import of the file
 * finds them. */
static gboolean
write_later (Walk *walk, const TsuApply *how, GError **error)
{
  TsuImport *import = walk->import;

  return walk->counts->cancelled ||
         tsu_import_later_apply (walk->later, walk->ledger, import->sheet, import->mapping, how,
                                 error);
}

/**
 * tsu_import_new:
 * @book: what was read; it must outlive the import
 * @sheet: the index of one of its sheets
 * @type: (nullable): what the rows are records of, or %NULL to find out
 * @file_name: (nullable): where it came from
 *
 * Returns: (transfer full): an import with a proposed mapping
 */
TsuImport *
tsu_import_new (TsuBook *book, guint sheet, const TsuType *type, const char *file_name)
{
  TsuImport *self = g_new0 (TsuImport, 1);

  self->book = book;
  self->sheet = tsu_book_get_sheet (book, sheet);
  self->file_name = g_strdup (file_name);
  self->problems = tsu_problems_new ();
  self->batch = tsu_id_generate ();
  self->mapping = tsu_mapping_guess (self->sheet, type, file_name);
  return self;
}

void
tsu_import_free (TsuImport *self)
{
  tsu_mapping_free (self->mapping);
  tsu_problems_free (self->problems);
  g_free (self->file_name);
  g_free (self->batch);
  g_free (self);
}

/**
 * tsu_import_choose_sheet:
 *
 * Returns: the index of the visible sheet with the most rows, the one to propose
 */
guint
tsu_import_choose_sheet (TsuBook *book)
{
  guint best = 0;
  guint most = 0;

  for (guint i = 0; i < tsu_book_get_n_sheets (book); i++) {
    TsuSheet *sheet = tsu_book_get_sheet (book, i);
    guint rows = tsu_sheet_count_rows (sheet, TSU_ROW_DATA);

    if (!tsu_sheet_get_hidden (sheet) && rows > most) {
      most = rows;
      best = i;
    }
  }
  return best;
}

TsuSheet *
tsu_import_get_sheet (TsuImport *self)
{
  return self->sheet;
}

/**
 * tsu_import_get_mapping:
 *
 * Returns: (transfer none): what the columns mean; may be corrected with tsu_mapping_set_target()
 */
TsuMapping *
tsu_import_get_mapping (TsuImport *self)
{
  return self->mapping;
}

/**
 * tsu_import_set_type:
 *
 * Takes the rows as records of @type and proposes the mapping anew.
 */
void
tsu_import_set_type (TsuImport *self, const TsuType *type)
{
  tsu_mapping_free (self->mapping);
  self->mapping = tsu_mapping_guess (self->sheet, type, self->file_name);
}

static char *
make_setting_name (TsuImport *self)
{
  g_autofree char *fingerprint = tsu_mapping_dup_fingerprint (self->mapping);

  return g_strconcat ("mapping:", fingerprint, NULL);
}

/* Rows with an id of ours are of the type that the ledger knows them to be of, whichever few
 * columns were filled. */
static void
take_type_of_records (TsuImport *self, TsuLedger *ledger)
{
  int column = tsu_mapping_find (self->mapping, TSU_TARGET_RECORD_ID);

  for (guint i = 0; column >= 0 && i < tsu_sheet_get_n_rows (self->sheet); i++) {
    const char *id = tsu_sheet_get_text (self->sheet, i, (guint) column);
    g_autoptr (TsuRecord) record = NULL;

    if (tsu_sheet_get_role (self->sheet, i) != TSU_ROW_DATA || !tsu_id_is_valid (id))
      continue;
    record = tsu_ledger_get (ledger, id, NULL);
    if (record != NULL && tsu_record_get_type_of (record) != self->mapping->type)
      tsu_import_set_type (self, tsu_record_get_type_of (record));
    return;
  }
}

/**
 * tsu_import_recall:
 *
 * Takes the mapping that was remembered for a file with the same headers, and of our own export
 * the type of its records.
 *
 * Returns: whether there was one
 */
gboolean
tsu_import_recall (TsuImport *self, TsuLedger *ledger)
{
  g_autofree char *name = NULL;
  g_autofree char *json = NULL;

  take_type_of_records (self, ledger);
  name = make_setting_name (self);
  json = tsu_ledger_get_setting (ledger, name);
  return json != NULL && tsu_mapping_from_json (self->mapping, json);
}

/**
 * tsu_import_remember:
 *
 * Remembers the mapping for the next file with the same headers.
 */
gboolean
tsu_import_remember (TsuImport *self, TsuLedger *ledger, GError **error)
{
  g_autofree char *name = make_setting_name (self);
  g_autofree char *json = tsu_mapping_to_json (self->mapping);

  return tsu_ledger_set_setting (ledger, name, json, error);
}

/**
 * tsu_import_preview:
 * @max_rows: how many rows to read
 *
 * Returns: (transfer full) (element-type TsuDraft): what the first rows would become; of a row of
 * figures the first figure
 */
GPtrArray *
tsu_import_preview (TsuImport *self, guint max_rows)
{
  g_autoptr (TsuProblems) problems = tsu_problems_new ();
  g_autoptr (TsuRowReader) reader = tsu_row_reader_new (self->sheet, self->mapping, problems);
  GPtrArray *result = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_draft_free);

  for (guint i = 0; i < tsu_sheet_get_n_rows (self->sheet) && result->len < max_rows; i++) {
    g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_draft_free);

    if (tsu_sheet_get_role (self->sheet, i) != TSU_ROW_DATA)
      continue;
    tsu_row_reader_read (reader, i, drafts);
    if (drafts->len > 0)
      g_ptr_array_add (result, g_ptr_array_steal_index (drafts, 0));
  }
  return result;
}

/* Reads one row into @drafts and counts it. */
static void
read_row (Walk *walk, guint row, GPtrArray *drafts)
{
  TsuProblems *problems = walk->import->problems;
  gsize before = tsu_problems_get_total (problems);

  g_ptr_array_set_size (drafts, 0);
  tsu_row_reader_read (walk->reader, row, drafts);
  walk->counts->read++;
  walk->counts->records += drafts->len;
  walk->counts->flagged += tsu_problems_get_total (problems) > before;
}

/**
 * tsu_import_plan:
 * @counts: (out): how many records would be made and how many are there already
 *
 * Goes through all rows without writing. The list of problems is that of a run.
 */
gboolean
tsu_import_plan (TsuImport *self,
                 TsuLedger *ledger,
                 TsuImportCounts *counts,
                 GCancellable *cancellable,
                 GError **error)
{
  g_auto (Walk) walk = { 0 };
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_draft_free);

  if (!start_walk (self, ledger, counts, &walk, cancellable, error))
    return FALSE;
  for (guint i = 0; i < tsu_sheet_get_n_rows (self->sheet); i++) {
    if (tsu_sheet_get_role (self->sheet, i) != TSU_ROW_DATA)
      continue;
    read_row (&walk, i, drafts);
    for (guint j = 0; j < drafts->len; j++) {
      gboolean exists;
      g_autofree char *id =
        tsu_import_index_match (walk.index, g_ptr_array_index (drafts, j), &exists);

      counts->created += !exists;
      counts->updated += exists;
    }
    if (i % 512 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * tsu_import_run:
 * @counts: (out): what became of the rows
 * @progress: (nullable): told the rows done, in the calling thread
 * @cancellable: (nullable): ends the run between two transactions; what is in by then stays and
 *   @counts says so
 *
 * Puts all rows into the ledger. After an error nothing of the run is left. To take a run back,
 * give tsu_import_get_batch() to tsu_ledger_undo_batch().
 */
gboolean
tsu_import_run (TsuImport *self,
                TsuLedger *ledger,
                TsuImportCounts *counts,
                TsuProgressFunc progress,
                gpointer progress_data,
                GCancellable *cancellable,
                GError **error)
{
  g_auto (Walk) walk = { 0 };
  const TsuApply how = { .label = N_ ("Import"), .batch = self->batch };

  if (!start_walk (self, ledger, counts, &walk, cancellable, error) ||
      !tsu_ledger_begin_bulk (ledger, error))
    return FALSE;
  if (!write_rows (&walk, &how, progress, progress_data, cancellable, error) ||
      !write_later (&walk, &how, error)) {
    tsu_ledger_end_bulk (ledger, FALSE, NULL);
    return FALSE;
  }
  /* Rows that were read and, after a cancel, not written are no part of the run. */
  tsu_problems_truncate (self->problems, walk.problems);
  return tsu_ledger_end_bulk (ledger, TRUE, error);
}

/**
 * tsu_import_get_problems:
 *
 * Returns: (transfer none): what the latest plan or run could not read; problems of the file
 * itself are tsu_book_get_problems()
 */
TsuProblems *
tsu_import_get_problems (TsuImport *self)
{
  return self->problems;
}

/**
 * tsu_import_get_batch:
 *
 * Returns: (transfer none): what ties the transactions of a run together
 */
const char *
tsu_import_get_batch (TsuImport *self)
{
  return self->batch;
}

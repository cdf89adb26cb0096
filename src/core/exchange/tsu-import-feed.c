/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An import is two halves of work: what a row says, down to the words that it will be found by,
 * and what the ledger does with it. The first needs no ledger and runs ahead here. A few batches go
 * round, full to the ledger and emptied back; so the thread never runs further ahead, and frees
 * what it has made.
 */

#include "config.h"

#include "tsu-import-feed.h"

#define N_BATCHES 4

struct _TsuImportFeed {
  TsuSheet *sheet;
  TsuRowReader *reader;
  TsuImportIndex *index;
  TsuProblems *problems;
  TsuImportLater *later;
  TsuImportBatch batches[N_BATCHES];
  TsuImportBatch end; /* among the full ones after the last; among the emptied ones to stop */
  GAsyncQueue *full;
  GAsyncQueue *emptied;
  GThread *thread;
};

static TsuImportBatch *
take_emptied (TsuImportFeed *self)
{
  TsuImportBatch *batch = g_async_queue_pop (self->emptied);

  if (batch == &self->end)
    return NULL;
  g_ptr_array_set_size (batch->edits, 0);
  batch->n_created = 0;
  batch->n_rows = 0;
  batch->n_records = 0;
  batch->n_flagged = 0;
  return batch;
}

/* Moves the values of @draft into an edit. */
static TsuEdit *
make_edit (TsuDraft *draft, const char *id, gboolean exists)
{
  TsuEdit *edit = tsu_edit_new_create (draft->type, id);
  gboolean all_read = tsu_draft_get (draft, "unread") == NULL;

  if (!exists)
    tsu_draft_move_in (draft);
  for (guint i = 0; i < draft->type->n_fields; i++)
    if (draft->values[i] != NULL)
      tsu_edit_set_at (edit, i, g_steal_pointer (&draft->values[i]));
  /* A cell that could not be read last time and can now must not stay behind. */
  if (exists && all_read && tsu_draft_has_field (draft, "unread"))
    tsu_edit_clear (edit, "unread");
  if (!exists)
    tsu_edit_prepare (edit);
  return edit;
}

static void
add_record (TsuImportFeed *self, TsuImportBatch *batch, TsuDraft *draft)
{
  gboolean exists;
  g_autofree char *id = tsu_import_index_match (self->index, draft, &exists);

  g_ptr_array_add (batch->edits, make_edit (draft, id, exists));
  tsu_import_later_add (self->later, id, draft);
  batch->n_created += !exists;
  batch->n_records++;
}

/* Adds what a row says to @batch, and to those after it where that is full. Rows stay whole unless
 * one alone is more than a transaction holds. Returns the batch to go on with, %NULL to stop. */
static TsuImportBatch *
add_row (TsuImportFeed *self, TsuImportBatch *batch, guint row, GPtrArray *drafts)
{
  gsize problems = tsu_problems_get_total (self->problems);

  g_ptr_array_set_size (drafts, 0);
  tsu_row_reader_read (self->reader, row, drafts);
  for (guint i = 0; i < drafts->len; i++) {
    if (batch->edits->len == TSU_TRANSACTION_MAX ||
        (i == 0 && batch->edits->len > 0 &&
         batch->edits->len + drafts->len > TSU_TRANSACTION_MAX)) {
      g_async_queue_push (self->full, batch);
      batch = take_emptied (self);
      if (batch == NULL)
        return NULL;
    }
    if (i == 0) {
      batch->n_rows++;
      batch->n_flagged += tsu_problems_get_total (self->problems) > problems;
    }
    add_record (self, batch, g_ptr_array_index (drafts, i));
    batch->row = row + 1;
    batch->problems = tsu_problems_get_total (self->problems);
  }
  return batch;
}

static gpointer
read_ahead (gpointer data)
{
  TsuImportFeed *self = data;
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_draft_free);
  TsuImportBatch *batch = take_emptied (self);
  guint n_rows = tsu_sheet_get_n_rows (self->sheet);

  for (guint i = 0; i < n_rows && batch != NULL; i++)
    if (tsu_sheet_get_role (self->sheet, i) == TSU_ROW_DATA)
      batch = add_row (self, batch, i, drafts);
  if (batch != NULL && batch->edits->len > 0)
    g_async_queue_push (self->full, batch);
  g_async_queue_push (self->full, &self->end);
  return NULL;
}

/**
 * tsu_import_feed_new:
 * @sheet: what is read
 * @reader: reads its rows; with whatever it resolves names by it has to do without the ledger
 * @index: finds the records that the rows speak of
 * @problems: where @reader puts what it could not read
 * @later: told what rows name in vain
 *
 * All of them are the feed's until it is freed.
 *
 * Returns: (transfer full): a feed that has begun to read
 */
TsuImportFeed *
tsu_import_feed_new (TsuSheet *sheet,
                     TsuRowReader *reader,
                     TsuImportIndex *index,
                     TsuProblems *problems,
                     TsuImportLater *later)
{
  TsuImportFeed *self = g_new0 (TsuImportFeed, 1);

  self->sheet = sheet;
  self->reader = reader;
  self->index = index;
  self->problems = problems;
  self->later = later;
  self->full = g_async_queue_new ();
  self->emptied = g_async_queue_new ();
  for (guint i = 0; i < N_BATCHES; i++) {
    self->batches[i].edits = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_edit_free);
    g_async_queue_push (self->emptied, &self->batches[i]);
  }
  self->thread = g_thread_new ("import", read_ahead, self);
  return self;
}

/* Stops reading where it has come to. */
void
tsu_import_feed_free (TsuImportFeed *self)
{
  g_async_queue_push_front (self->emptied, &self->end);
  g_thread_join (self->thread);
  for (guint i = 0; i < N_BATCHES; i++)
    g_ptr_array_unref (self->batches[i].edits);
  g_async_queue_unref (self->full);
  g_async_queue_unref (self->emptied);
  g_free (self);
}

/**
 * tsu_import_feed_pop:
 *
 * Waits until the next batch is read.
 *
 * Returns: (transfer none): the batch, to be given back; %NULL after the last
 */
TsuImportBatch *
tsu_import_feed_pop (TsuImportFeed *self)
{
  TsuImportBatch *batch = g_async_queue_pop (self->full);

  return batch != &self->end ? batch : NULL;
}

void
tsu_import_feed_give_back (TsuImportFeed *self, TsuImportBatch *batch)
{
  g_async_queue_push (self->emptied, batch);
}

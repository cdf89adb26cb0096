/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What follows from an edit that makes a record alone, without a look into the ledger.
 */

#include "config.h"

#include "tsu-ahead.h"

#include "tsu-edit-private.h"
#include "tsu-show.h"

static TsuRecord *
make_record (const TsuEdit *edit)
{
  GArray *cells = tsu_edit_get_cells (edit);
  TsuRecord *record = tsu_record_new (tsu_edit_get_type_of (edit), 0, tsu_edit_get_id (edit));

  for (guint i = 0; i < cells->len; i++) {
    const TsuEditCell *cell = &g_array_index (cells, TsuEditCell, i);

    if (cell->value != NULL)
      tsu_record_take (record, cell->field, tsu_value_ref (cell->value));
  }
  return record;
}

TsuAhead *
tsu_ahead_new (const TsuEdit *edit)
{
  TsuAhead *self = g_new0 (TsuAhead, 1);
  char *texts[TSU_SEARCH_N_COLUMNS];

  self->record = make_record (edit);
  self->json = tsu_edit_make_json (edit);
  tsu_typed_make_words (self->record, &self->words);
  tsu_show_collect_texts (self->record, texts);
  self->search = tsu_search_spell_out ((const char *const *) texts);
  tsu_show_free_texts (texts);
  return self;
}

void
tsu_ahead_free (TsuAhead *self)
{
  tsu_record_unref (self->record);
  g_free (self->json);
  tsu_typed_clear_words (&self->words);
  g_bytes_unref (self->search);
  g_free (self);
}

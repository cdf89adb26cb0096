/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What follows from an edit, or a change, that makes a record alone, without a look into the
 * ledger.
 */

#include "config.h"

#include "tsu-ahead.h"

#include "tsu-change-table.h"
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

/**
 * tsu_ahead_new_of_change:
 * @change: a change that was made elsewhere
 *
 * On any thread.
 *
 * Returns: (transfer full) (nullable): what is shown of a record that has no other change, without
 *   the words for the index; %NULL where this program does not know the type, or cannot read the
 *   change
 */
TsuAhead *
tsu_ahead_new_of_change (TsuChange *change)
{
  const TsuType *type = tsu_schema_find_type (change->type);
  g_autoptr (TsuTarget) target = NULL;
  TsuAhead *self;
  guint64 changed;

  if (type == NULL)
    return NULL;
  target = tsu_target_new (type, change->type, change->record);
  g_ptr_array_set_free_func (target->changes, NULL);
  g_ptr_array_add (target->changes, change);
  if (!tsu_target_fold (target, NULL))
    return NULL;
  self = g_new0 (TsuAhead, 1);
  self->record = tsu_show_make_record (target, &changed);
  tsu_typed_make_words (self->record, &self->words);
  return self;
}

void
tsu_ahead_free (TsuAhead *self)
{
  if (self == NULL)
    return;
  tsu_record_unref (self->record);
  g_free (self->json);
  tsu_typed_clear_words (&self->words);
  g_bytes_unref (self->search);
  g_free (self);
}

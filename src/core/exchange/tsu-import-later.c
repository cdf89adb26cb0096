/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row may name what stands further down in the same file. It goes in with the name as a word
 * among its other columns, and when all rows are in, the names are looked for once more: so the
 * order of the rows makes no difference.
 */

#include "config.h"

#include "tsu-import-later.h"

#include "tsu-import-names.h"

/* A record with references that were not found when its row was read. */
typedef struct {
  char *id;
  GPtrArray *extra; /* see TsuDraft */
  GArray *named;    /* TsuDraftName */
} Waiting;

struct _TsuImportLater {
  GPtrArray *waiting; /* Waiting */
};

static void
waiting_free (gpointer data)
{
  Waiting *waiting = data;

  g_free (waiting->id);
  g_ptr_array_unref (waiting->extra);
  g_array_unref (waiting->named);
  g_free (waiting);
}

TsuImportLater *
tsu_import_later_new (void)
{
  TsuImportLater *self = g_new0 (TsuImportLater, 1);

  self->waiting = g_ptr_array_new_with_free_func (waiting_free);
  return self;
}

void
tsu_import_later_free (TsuImportLater *self)
{
  g_ptr_array_unref (self->waiting);
  g_free (self);
}

/**
 * tsu_import_later_add:
 * @id: of the record that @draft became
 * @draft: a finished draft
 *
 * Remembers what @draft names in vain, if it does.
 */
void
tsu_import_later_add (TsuImportLater *self, const char *id, const TsuDraft *draft)
{
  Waiting *waiting;

  if (draft->named == NULL)
    return;
  waiting = g_new0 (Waiting, 1);
  waiting->id = g_strdup (id);
  waiting->extra = g_ptr_array_ref (draft->extra);
  waiting->named = g_array_ref (draft->named);
  g_ptr_array_add (self->waiting, waiting);
}

static const char *
find_id (const Waiting *waiting, guint n, const TsuType *type, TsuImportNames *names)
{
  const TsuDraftName *named = &g_array_index (waiting->named, TsuDraftName, n);
  g_autofree char *name =
    g_strstrip (g_strdup (g_ptr_array_index (waiting->extra, named->pair + 1)));

  return tsu_import_names_find (&type->fields[named->field], name, names);
}

/* The other columns without the names that were found. */
static void
set_extra (TsuEdit *edit, const Waiting *waiting, GHashTable *found)
{
  g_autoptr (GPtrArray) left = g_ptr_array_new ();

  for (guint i = 0; i < waiting->extra->len; i++)
    if (!g_hash_table_contains (found, GUINT_TO_POINTER (i & ~1u)))
      g_ptr_array_add (left, g_ptr_array_index (waiting->extra, i));
  if (left->len == 0) {
    tsu_edit_clear (edit, "extra");
    return;
  }
  g_ptr_array_add (left, NULL);
  tsu_edit_set_list (edit, "extra", (const char *const *) left->pdata);
}

/* Adds what has become known of the record to @edits. */
static void
add_edit (GPtrArray *edits, const Waiting *waiting, const TsuType *type, TsuImportNames *names)
{
  g_autoptr (GHashTable) found = g_hash_table_new (NULL, NULL); /* places of pairs */
  g_autoptr (TsuEdit) edit = tsu_edit_new_change (type, waiting->id);

  for (guint i = 0; i < waiting->named->len; i++) {
    const TsuDraftName *named = &g_array_index (waiting->named, TsuDraftName, i);
    const char *id = find_id (waiting, i, type, names);

    if (id == NULL)
      continue;
    tsu_edit_set_at (edit, named->field, tsu_value_new_text (id));
    g_hash_table_add (found, GUINT_TO_POINTER (named->pair));
  }
  if (g_hash_table_size (found) == 0)
    return;
  set_extra (edit, waiting, found);
  g_ptr_array_add (edits, g_steal_pointer (&edit));
}

static gboolean
write_edits (TsuLedger *ledger, GPtrArray *edits, const TsuApply *how, GError **error)
{
  if (edits->len > 0 && !tsu_ledger_apply (ledger, edits, how, NULL, error))
    return FALSE;
  g_ptr_array_set_size (edits, 0);
  return TRUE;
}

/**
 * tsu_import_later_apply:
 * @ledger: has all rows of the file by now
 * @sheet: what was imported
 * @mapping: what its columns mean
 * @how: as the rows were written
 *
 * Writes the references whose names are known now.
 */
gboolean
tsu_import_later_apply (TsuImportLater *self,
                        TsuLedger *ledger,
                        TsuSheet *sheet,
                        const TsuMapping *mapping,
                        const TsuApply *how,
                        GError **error)
{
  g_autoptr (TsuImportNames) names = NULL;
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_edit_free);

  if (self->waiting->len == 0)
    return TRUE;
  names = tsu_import_names_new (ledger, sheet, mapping);
  for (guint i = 0; i < self->waiting->len; i++) {
    add_edit (edits, g_ptr_array_index (self->waiting, i), mapping->type, names);
    if (edits->len == TSU_TRANSACTION_MAX && !write_edits (ledger, edits, how, error))
      return FALSE;
  }
  return write_edits (ledger, edits, how, error);
}

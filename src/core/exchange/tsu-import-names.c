/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A reference is written in a file as the name of what it points to. It is known where exactly one
 * record of the ledger is called so, as the ledger was before the import. What the file itself
 * brings is found when all of it is there, see tsu-import-later.c.
 */

#include "config.h"

#include "tsu-import-names.h"

struct _TsuImportNames {
  GHashTable *ids; /* "type\x1fname" → id, "" where there is none or several */
};

static char *
make_key (const TsuField *field, const char *name)
{
  return g_strconcat (field->target, "\x1f", name, NULL);
}

static char *
find_id (TsuLedger *ledger, const TsuType *type, const char *name)
{
  g_autoptr (GArray) keys = tsu_ledger_find_by_name (ledger, type, name, NULL);
  g_autoptr (GPtrArray) records = NULL;

  if (keys == NULL || keys->len != 1)
    return g_strdup ("");
  records = tsu_ledger_get_many (ledger, type, &g_array_index (keys, gint64, 0), 1, NULL);
  if (records == NULL || records->len != 1)
    return g_strdup ("");
  return g_strdup (tsu_record_get_id (g_ptr_array_index (records, 0)));
}

static void
add_column (
  TsuImportNames *self, TsuLedger *ledger, TsuSheet *sheet, guint column, const TsuField *field)
{
  const TsuType *type = tsu_schema_find_type (field->target);

  for (guint i = 0; type != NULL && i < tsu_sheet_get_n_rows (sheet); i++) {
    g_autofree char *name = NULL;
    g_autofree char *key = NULL;

    if (tsu_sheet_get_role (sheet, i) != TSU_ROW_DATA)
      continue;
    name = g_strstrip (g_strdup (tsu_sheet_get_text (sheet, i, column)));
    key = make_key (field, name);
    if (*name != '\0' && !g_hash_table_contains (self->ids, key))
      g_hash_table_insert (self->ids, g_steal_pointer (&key), find_id (ledger, type, name));
  }
}

/**
 * tsu_import_names_new:
 * @ledger: where the names are looked for
 * @sheet: what is imported
 * @mapping: what its columns mean
 *
 * Returns: (transfer full): what the sheet's references name; from now on without @ledger
 */
TsuImportNames *
tsu_import_names_new (TsuLedger *ledger, TsuSheet *sheet, const TsuMapping *mapping)
{
  TsuImportNames *self = g_new0 (TsuImportNames, 1);

  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < mapping->columns->len; i++) {
    const TsuColumn *column = g_ptr_array_index (mapping->columns, i);
    const TsuField *field =
      column->target != NULL ? tsu_type_find_field (mapping->type, column->target) : NULL;

    if (field != NULL && field->kind == TSU_FIELD_REFERENCE && field->target != NULL)
      add_column (self, ledger, sheet, i, field);
  }
  return self;
}

void
tsu_import_names_free (TsuImportNames *self)
{
  g_hash_table_unref (self->ids);
  g_free (self);
}

/* A TsuResolveFunc over @names, a TsuImportNames. */
const char *
tsu_import_names_find (const TsuField *field, const char *name, gpointer names)
{
  const TsuImportNames *self = names;
  g_autofree char *key = make_key (field, name);
  const char *id = g_hash_table_lookup (self->ids, key);

  return id != NULL && *id != '\0' ? id : NULL;
}

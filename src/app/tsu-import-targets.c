/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is offered to each column of a file.
 */

#include "config.h"

#include "tsu-import-targets.h"

#include "tsu-words.h"

#include <glib/gi18n.h>

struct _TsuImportTargets {
  GPtrArray *names; /* utf8; "" keeps the column as it is */
  GtkStringList *labels;
};

const char *const tsu_import_suffixes[] = { "xlsx", "csv", "tsv", "txt", NULL };

static const char *const types[] = { "actor", "resource", "event", "statistic" };

static void
add (TsuImportTargets *self, const char *name, const char *label)
{
  g_ptr_array_add (self->names, g_strdup (name));
  gtk_string_list_append (self->labels, label);
}

/**
 * tsu_import_targets_new:
 * @look: what the columns become now; all of it is offered
 */
TsuImportTargets *
tsu_import_targets_new (const TsuImportLook *look)
{
  TsuImportTargets *self = g_new0 (TsuImportTargets, 1);
  g_autofree const char *const *names = tsu_aliases_list_targets (look->type);

  self->names = g_ptr_array_new_with_free_func (g_free);
  self->labels = gtk_string_list_new (NULL);
  add (self, "", _ ("Keep as an extra column"));
  add (self, TSU_TARGET_LEAVE_OUT, _ ("Leave out"));
  for (guint i = 0; names && names[i]; i++)
    add (self, names[i], tsu_aliases_describe (look->type, names[i]));
  for (guint i = 0; i < look->columns->len; i++) {
    const TsuImportColumn *column = g_ptr_array_index (look->columns, i);

    if (column->target && tsu_import_targets_find (self, column->target) == 0)
      add (self, column->target, tsu_aliases_describe (look->type, column->target));
  }
  return self;
}

void
tsu_import_targets_free (TsuImportTargets *self)
{
  g_ptr_array_unref (self->names);
  g_object_unref (self->labels);
  g_free (self);
}

GListModel *
tsu_import_targets_get_model (TsuImportTargets *self)
{
  return G_LIST_MODEL (self->labels);
}

/**
 * tsu_import_targets_get:
 *
 * Returns: the name of the target, "" for a column that is kept as it is
 */
const char *
tsu_import_targets_get (TsuImportTargets *self, guint position)
{
  return position < self->names->len ? g_ptr_array_index (self->names, position) : "";
}

/**
 * tsu_import_targets_find:
 * @target: (nullable): NULL for a column that is kept as it is
 *
 * Returns: its position; that of "kept as it is" where it is not offered
 */
guint
tsu_import_targets_find (TsuImportTargets *self, const char *target)
{
  for (guint i = 0; target && i < self->names->len; i++)
    if (g_str_equal (self->names->pdata[i], target))
      return i;
  return 0;
}

/**
 * tsu_import_targets_list_types:
 *
 * Returns: (transfer full): what the rows of a file can be, in words
 */
GtkStringList *
tsu_import_targets_list_types (void)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (types); i++) {
    /* Translators: %s is the plural of a type of record: what the rows of a file are read as. */
    g_autofree char *label =
      g_strdup_printf (_ ("As %s"), tsu_words_types (tsu_schema_find_type (types[i])));

    gtk_string_list_append (list, label);
  }
  return list;
}

const TsuType *
tsu_import_targets_get_type_at (guint position)
{
  return position < G_N_ELEMENTS (types) ? tsu_schema_find_type (types[position]) : NULL;
}

guint
tsu_import_targets_find_type (const TsuType *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i], type->name))
      return i;
  return GTK_INVALID_LIST_POSITION;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an edit has seen. A change replaces only what its author looked at: the head that was on the
 * screen, or, when a conflict is settled, all of them. This file decides which, and drops the
 * fields whose value does not change.
 */

#include "config.h"

#include "tsu-seen.h"

#include "tsu-plant.h"

static gboolean
contains (TsuValue *list, const char *item)
{
  return list != NULL && tsu_value_contains (list, item);
}

/* The elements of @a that are in neither (@without_b ? @b : nothing) … and, with @within, only
 * those that are in it. */
static TsuValue *
subtract (TsuValue *a, TsuValue *b, TsuValue *within)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  const char *const *texts = tsu_value_get_list (a);

  for (; *texts != NULL; texts++)
    if (!contains (b, *texts) && (within == NULL || contains (within, *texts)))
      g_ptr_array_add (items, (gpointer) *texts);
  g_ptr_array_add (items, NULL);
  return tsu_value_new_list ((const char *const *) items->pdata);
}

static char **
take_ids (GPtrArray *ids)
{
  g_ptr_array_add (ids, NULL);
  return (char **) g_ptr_array_free (ids, FALSE);
}

static char **
ids_of_heads (const TsuFieldView *field, gboolean all, const TsuValue *value)
{
  GPtrArray *ids = g_ptr_array_new ();

  for (guint i = 0; field != NULL && i < field->heads->len; i++) {
    const TsuHead *head = &g_array_index (field->heads, TsuHead, i);

    if (!TSU_PLANT (edit_sees_nothing) && (all || tsu_value_equal (head->value, value)))
      g_ptr_array_add (ids, g_strdup (head->change->id));
  }
  return take_ids (ids);
}

static gboolean
sets_to (const TsuChange *change, const char *field, const TsuValue *value)
{
  g_autoptr (GPtrArray) edits = tsu_change_decode (change, NULL);

  for (guint i = 0; edits != NULL && i < edits->len; i++) {
    const TsuFieldEdit *edit = g_ptr_array_index (edits, i);

    if (g_str_equal (edit->field, field))
      return tsu_value_equal (edit->value, value);
  }
  return FALSE;
}

/* The value on the screen is no head any more: it was replaced while the user wrote. The newest
 * change that set it is what was seen; where there is none, the field was empty. */
static char **
ids_of_replaced (const TsuTarget *target, const char *field, const TsuValue *value)
{
  GPtrArray *ids = g_ptr_array_new ();

  for (guint i = target->changes->len; i > 0 && value != NULL; i--) {
    const TsuChange *change = g_ptr_array_index (target->changes, i - 1);

    if (sets_to (change, field, value)) {
      g_ptr_array_add (ids, g_strdup (change->id));
      break;
    }
  }
  return take_ids (ids);
}

static TsuFieldEdit *
compare_set (const TsuField *field, const TsuEditCell *cell, const TsuFieldView *view)
{
  TsuValue *present = view != NULL ? view->value : NULL;
  TsuValue *base = cell->has_expected ? cell->expected : present;
  g_autoptr (TsuFieldEdit) edit = tsu_field_edit_new (field->name);
  g_autoptr (TsuValue) wanted = subtract (cell->value, base, NULL);

  edit->is_set = TRUE;
  edit->add = subtract (wanted, present, NULL);
  if (base != NULL && present != NULL)
    edit->remove = subtract (base, cell->value, present);
  if (edit->add == NULL && edit->remove == NULL)
    return NULL;
  edit->seen = ids_of_heads (view, TRUE, NULL);
  return g_steal_pointer (&edit);
}

static TsuFieldEdit *
compare_register (const TsuField *field,
                  const TsuEditCell *cell,
                  const TsuTarget *target,
                  const TsuFieldView *view,
                  gboolean settle)
{
  TsuValue *shown = view != NULL ? view->value : NULL;
  gboolean conflict = view != NULL && view->conflict;
  TsuValue *base = cell->has_expected ? cell->expected : shown;
  TsuFieldEdit *edit;

  if (!(settle && conflict) &&
      (tsu_value_equal (cell->value, shown) || tsu_value_equal (cell->value, base)))
    return NULL;
  edit = tsu_field_edit_new (field->name);
  edit->value = cell->value != NULL ? tsu_value_ref (cell->value) : NULL;
  edit->seen = ids_of_heads (view, settle || TSU_PLANT (edit_settles_unseen), base);
  if (edit->seen[0] == NULL && cell->has_expected) {
    g_strfreev (edit->seen);
    edit->seen = ids_of_replaced (target, field->name, base);
  }
  return edit;
}

/**
 * tsu_seen_compare:
 * @edit: an edit that sets fields
 * @target: the record, folded unless it is new
 * @error: what went wrong
 *
 * Returns: (transfer full) (element-type TsuFieldEdit): what really changes, each with what it has
 *   seen
 */
GPtrArray *
tsu_seen_compare (const TsuEdit *edit, const TsuTarget *target, GError **error)
{
  g_autoptr (GPtrArray) edits =
    g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_field_edit_free);
  const TsuType *type = tsu_edit_get_type_of (edit);
  GArray *cells = tsu_edit_get_cells (edit);

  for (guint i = 0; i < cells->len; i++) {
    const TsuEditCell *cell = &g_array_index (cells, TsuEditCell, i);
    const TsuField *field = &type->fields[cell->field];
    const TsuFieldView *view =
      target->view != NULL ? tsu_view_find (target->view, field->name) : NULL;
    TsuFieldEdit *one;

    if (!cell->has_value)
      continue;
    if (tsu_field_is_set (field))
      one = compare_set (field, cell, view);
    else
      one = compare_register (field, cell, target, view, tsu_edit_is_settling (edit));
    if (one != NULL)
      g_ptr_array_add (edits, one);
  }
  return g_steal_pointer (&edits);
}

/* (element-type utf8): the ids of every head of every field, each once; borrowed from the view. */
GPtrArray *
tsu_seen_all_heads (const TsuView *view)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *ids = g_ptr_array_new ();

  for (guint i = 0; i < view->fields->len; i++) {
    const TsuFieldView *field = g_ptr_array_index (view->fields, i);

    for (guint j = 0; j < field->heads->len; j++) {
      char *id = g_array_index (field->heads, TsuHead, j).change->id;

      if (g_hash_table_add (known, id) && !(TSU_PLANT (delete_sees_too_little) && i > 0))
        g_ptr_array_add (ids, id);
    }
  }
  return ids;
}

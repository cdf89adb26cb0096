/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The fold: a record as a pure function of the set of its changes. Order, doubles and the path on
 * which changes came make no difference, and that is why sync can be simple everywhere else.
 *
 * A register's heads are the changes that set it and that no other change which set it names in
 * its seen. A set's element is present while some add of it is in the seen of no remove of it
 * (add-wins, as in the observed-remove set of Shapiro et al., 2011). A record is hidden while one
 * delete, which no restore has undone, has seen every head. Where the server says that a change was
 * dominated (z), it is no head; the change that dominated it may have been forgotten.
 */

#include "config.h"

#include "tsu-fold.h"

#include "tsu-plant.h"

#include <string.h>

/* One field in one change. */
typedef struct {
  const TsuChange *change;
  TsuFieldEdit *edit;
} Setting;

typedef struct {
  GHashTable *settings; /* field → GArray of Setting */
  GPtrArray *decoded;   /* arrays of TsuFieldEdit, to be freed */
  GPtrArray *deletes;   /* Removal */
  GHashTable *restored; /* ids of deletes that a restore has seen */
} Gathered;

typedef struct {
  const TsuChange *change;
  char **seen;
} Removal;

static void
removal_free (Removal *removal)
{
  g_strfreev (removal->seen);
  g_free (removal);
}

static void
gathered_clear (Gathered *self)
{
  g_hash_table_unref (self->settings);
  g_ptr_array_unref (self->decoded);
  g_ptr_array_unref (self->deletes);
  g_hash_table_unref (self->restored);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Gathered, gathered_clear)

/**
 * tsu_change_compare:
 *
 * The order in which heads are shown: by clock, then device, then id, highest last. Total, so
 * that every replica shows the same.
 */
int
tsu_change_compare (const TsuChange *a, const TsuChange *b)
{
  int order;

  if (a->ohlc != b->ohlc)
    return a->ohlc < b->ohlc ? -1 : 1;
  order = strcmp (a->device, b->device);
  return order != 0 ? order : strcmp (a->id, b->id);
}

static gboolean
gather_set (Gathered *self, const TsuChange *change, GError **error)
{
  GPtrArray *edits = tsu_change_decode (change, error);

  if (!edits)
    return FALSE;
  g_ptr_array_add (self->decoded, edits);

  for (guint i = 0; i < edits->len; i++) {
    TsuFieldEdit *edit = g_ptr_array_index (edits, i);
    GArray *settings = g_hash_table_lookup (self->settings, edit->field);
    Setting setting = { change, edit };

    if (!settings) {
      settings = g_array_new (FALSE, FALSE, sizeof (Setting));
      g_hash_table_insert (self->settings, edit->field, settings);
    }
    g_array_append_val (settings, setting);
  }
  return TRUE;
}

static gboolean
gather_removal (Gathered *self, const TsuChange *change, GError **error)
{
  g_auto (GStrv) seen = tsu_change_decode_seen (change, error);
  Removal *removal;

  if (!seen)
    return FALSE;

  if (change->op == TSU_OP_RESTORE) {
    for (char **id = seen; *id; id++)
      g_hash_table_add (self->restored, g_strdup (*id));
    return TRUE;
  }

  removal = g_new0 (Removal, 1);
  removal->change = change;
  removal->seen = g_steal_pointer (&seen);
  g_ptr_array_add (self->deletes, removal);
  return TRUE;
}

static gboolean
gather (Gathered *self, GPtrArray *changes, GError **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  self->settings =
    g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_array_unref);
  self->decoded = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->deletes = g_ptr_array_new_with_free_func ((GDestroyNotify) removal_free);
  self->restored = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < changes->len; i++) {
    const TsuChange *change = g_ptr_array_index (changes, i);

    if (!g_hash_table_add (ids, change->id))
      continue;
    if (change->op == TSU_OP_SET ? !gather_set (self, change, error)
                                 : !gather_removal (self, change, error))
      return FALSE;
  }
  return TRUE;
}

static int
compare_heads (gconstpointer a, gconstpointer b)
{
  int order = tsu_change_compare (((const TsuHead *) a)->change, ((const TsuHead *) b)->change);

  return TSU_PLANT (lowest_head_shown) ? order : -order;
}

static void
add_head (GArray *heads, const Setting *setting)
{
  TsuHead head = { setting->change, setting->edit->value };

  if (head.value)
    tsu_value_ref (head.value);
  g_array_append_val (heads, head);
}

static void
clear_head (gpointer head)
{
  g_clear_pointer (&((TsuHead *) head)->value, tsu_value_unref);
}

static void
fold_register (TsuFieldView *view, GArray *settings)
{
  g_autoptr (GHashTable) dominated = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < settings->len; i++) {
    const Setting *setting = &g_array_index (settings, Setting, i);

    for (char **id = setting->edit->seen; id && *id && !TSU_PLANT (seen_ignored); id++)
      g_hash_table_add (dominated, *id);
  }
  for (guint i = 0; i < settings->len; i++) {
    const Setting *setting = &g_array_index (settings, Setting, i);

    if (!g_hash_table_contains (dominated, setting->change->id) &&
        (TSU_PLANT (z_ignored) || !tsu_change_is_dominated (setting->change, view->field)))
      add_head (view->heads, setting);
  }
  g_array_sort (view->heads, compare_heads);

  for (guint i = 0; i < view->heads->len; i++) {
    const TsuHead *head = &g_array_index (view->heads, TsuHead, i);

    if (i == 0)
      view->value = head->value ? tsu_value_ref (head->value) : NULL;
    else if (TSU_PLANT (equal_values_conflict) || !tsu_value_equal (head->value, view->value))
      view->conflict = !TSU_PLANT (conflict_unnoticed);
  }
}

static gboolean
is_removed (GArray *settings, const char *element, const char *added_by)
{
  for (guint i = 0; i < settings->len; i++) {
    const TsuFieldEdit *edit = g_array_index (settings, Setting, i).edit;

    if (edit->seen && tsu_value_contains (edit->remove, element) &&
        (TSU_PLANT (remove_wins) || g_strv_contains ((const char *const *) edit->seen, added_by)))
      return TRUE;
  }
  return FALSE;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The elements come in byte order, so that the value does not depend on the order of the adds. */
static void
fold_set (TsuFieldView *view, GArray *settings)
{
  g_autoptr (GHashTable) present = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree const char **elements = NULL;
  guint n;

  for (guint i = 0; i < settings->len; i++) {
    const Setting *setting = &g_array_index (settings, Setting, i);
    const char *const *added = tsu_value_get_list (setting->edit->add);
    gboolean holds = FALSE;

    if (tsu_change_is_dominated (setting->change, view->field))
      continue;
    for (; *added; added++) {
      if (is_removed (settings, *added, setting->change->id))
        continue;
      g_hash_table_add (present, (gpointer) *added);
      holds = TRUE;
    }
    if (holds) {
      TsuHead head = { setting->change, NULL };

      g_array_append_val (view->heads, head);
    }
  }
  g_array_sort (view->heads, compare_heads);

  elements = (const char **) g_hash_table_get_keys_as_array (present, &n);
  qsort (elements, n, sizeof (char *), compare_texts);
  view->value = tsu_value_new_list (elements);
}

static gboolean
is_set_field (const TsuType *type, const char *name, GArray *settings)
{
  const TsuField *field = type ? tsu_type_find_field (type, name) : NULL;

  return field ? tsu_field_is_set (field) : g_array_index (settings, Setting, 0).edit->is_set;
}

static int
compare_fields (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(const TsuFieldView *const *) a)->field,
                 (*(const TsuFieldView *const *) b)->field);
}

static void
field_view_free (TsuFieldView *view)
{
  g_free (view->field);
  g_clear_pointer (&view->value, tsu_value_unref);
  g_array_unref (view->heads);
  g_free (view);
}

static void
fold_fields (TsuView *view, const TsuType *type, Gathered *gathered)
{
  GHashTableIter iter;
  gpointer name, settings;

  g_hash_table_iter_init (&iter, gathered->settings);
  while (g_hash_table_iter_next (&iter, &name, &settings)) {
    TsuFieldView *field = g_new0 (TsuFieldView, 1);

    field->field = g_strdup (name);
    field->heads = g_array_new (FALSE, FALSE, sizeof (TsuHead));
    g_array_set_clear_func (field->heads, clear_head);
    if (is_set_field (type, name, settings))
      fold_set (field, settings);
    else
      fold_register (field, settings);
    g_ptr_array_add (view->fields, field);
  }
  g_ptr_array_sort (view->fields, compare_fields);
}

static gboolean
has_seen_all_heads (const Removal *removal, const TsuView *view)
{
  for (guint i = 0; i < view->fields->len; i++) {
    const TsuFieldView *field = g_ptr_array_index (view->fields, i);

    for (guint j = 0; j < field->heads->len; j++) {
      const char *id = g_array_index (field->heads, TsuHead, j).change->id;

      if (!g_strv_contains ((const char *const *) removal->seen, id))
        return TSU_PLANT (delete_hides_unseen);
    }
  }
  return TRUE;
}

static void
fold_deletes (TsuView *view, Gathered *gathered)
{
  gboolean unseen = FALSE;

  for (guint i = 0; i < gathered->deletes->len; i++) {
    const Removal *removal = g_ptr_array_index (gathered->deletes, i);

    if ((g_hash_table_contains (gathered->restored, removal->change->id) &&
         !TSU_PLANT (restore_ignored)) ||
        tsu_change_is_dominated (removal->change, NULL))
      continue;
    g_ptr_array_add (view->deletes, g_strdup (removal->change->id));
    if (has_seen_all_heads (removal, view))
      view->deleted = TRUE;
    else
      unseen = TRUE;
  }
  view->revived = unseen && !view->deleted && !TSU_PLANT (revival_unnoticed);
  g_ptr_array_sort (view->deletes, compare_texts);
}

/**
 * tsu_fold:
 * @type: (nullable): the record's type; fields it lacks are folded by the shape of their edits
 * @changes: (element-type TsuChange): changes of one record in any order; doubles do no harm
 *
 * Returns: (transfer full): what the changes amount to; it borrows @changes. NULL with an error
 *   where a body cannot be read
 */
TsuView *
tsu_fold (const TsuType *type, GPtrArray *changes, GError **error)
{
  g_auto (Gathered) gathered = { NULL };
  g_autoptr (TsuView) view = g_new0 (TsuView, 1);

  view->fields = g_ptr_array_new_with_free_func ((GDestroyNotify) field_view_free);
  view->deletes = g_ptr_array_new_with_free_func (g_free);
  if (!gather (&gathered, changes, error))
    return NULL;

  fold_fields (view, type, &gathered);
  fold_deletes (view, &gathered);
  return g_steal_pointer (&view);
}

void
tsu_view_free (TsuView *view)
{
  if (!view)
    return;
  g_ptr_array_unref (view->fields);
  g_ptr_array_unref (view->deletes);
  g_free (view);
}

/**
 * tsu_view_find:
 *
 * Returns: (nullable) (transfer none): the field, or NULL where no change ever set it
 */
const TsuFieldView *
tsu_view_find (const TsuView *view, const char *field)
{
  for (guint i = 0; i < view->fields->len; i++) {
    const TsuFieldView *candidate = g_ptr_array_index (view->fields, i);

    if (g_str_equal (candidate->field, field))
      return candidate;
  }
  return NULL;
}

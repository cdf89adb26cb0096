/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Taking back one change: a further change that sets the earlier values back and has seen the
 * change it takes back. A field that somebody has changed since is left alone.
 */

#include "config.h"

#include "tsu-undo-plan.h"

#include "tsu-lineage.h"
#include "tsu-seen.h"
#include "tsu-show.h"

typedef struct {
  TsuWrite *write;
  TsuTarget *target;
  TsuLineage *lineage;
  int index;
  int *left_alone;
} Plan;

static const TsuChange *
change_at (const Plan *self)
{
  return g_ptr_array_index (self->target->changes, self->index);
}

static gint64
row_of (const Plan *self)
{
  return g_array_index (self->target->origins, TsuOrigin, self->index).key;
}

static int
root_of (const Plan *self)
{
  return tsu_lineage_root (self->lineage, self->index);
}

static GArray *
places_of_head (const Plan *self, const TsuFieldView *view, guint head)
{
  const char *id = g_array_index (view->heads, TsuHead, head).change->id;

  return tsu_lineage_stands_for (self->lineage, tsu_target_find_change (self->target, id),
                                 view->field);
}

/* The edit goes into the @n-th change that takes back. */
static void
add_to_step (GPtrArray *steps, guint n, TsuFieldEdit *edit)
{
  if (n == steps->len)
    g_ptr_array_add (steps, g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_field_edit_free));
  g_ptr_array_add (g_ptr_array_index (steps, n), edit);
}

/* Whether a head shows what the change left in the field. */
static gboolean
is_own_head (const Plan *self, const TsuFieldView *view, guint head)
{
  GArray *places = places_of_head (self, view, head);
  GArray *left = tsu_lineage_stands_for (self->lineage, self->index, view->field);

  for (guint i = 0; i < left->len; i++)
    if (tsu_lineage_has (places, g_array_index (left, int, i)))
      return TRUE;
  return left->len == 0 && places->len == 0;
}

/* Sorts the heads into those to be replaced, whose ids come back, and the others, whose places are
 * named in @kept. */
static char **
list_own_heads (const Plan *self, const TsuFieldView *view, GArray *kept)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; view != NULL && i < view->heads->len; i++) {
    GArray *places = places_of_head (self, view, i);

    if (is_own_head (self, view, i))
      g_strv_builder_add (ids, g_array_index (view->heads, TsuHead, i).change->id);
    else
      g_array_append_vals (kept, places->data, places->len);
  }
  return g_strv_builder_end (ids);
}

static const TsuFieldEdit *
edit_at (const Plan *self, GArray *places, guint i, const char *field)
{
  return tsu_lineage_find_edit (self->lineage, g_array_index (places, int, i), field);
}

/* The values that have to come back: of what the field shall hold, whatever the heads that stay do
 * not hold already; each once, NULL for emptiness. Where they hold it all, the one that will be
 * shown, because an edit sets something. */
static GPtrArray *
list_values (const Plan *self, GArray *wanted, GArray *kept, const char *field)
{
  GPtrArray *values = g_ptr_array_new ();
  GPtrArray *changes = self->target->changes;
  guint best = 0;

  for (guint i = 0; i < wanted->len; i++) {
    TsuValue *value = edit_at (self, wanted, i, field)->value;

    if (tsu_change_compare (changes->pdata[g_array_index (wanted, int, i)],
                            changes->pdata[g_array_index (wanted, int, best)]) > 0)
      best = i;
    if (!tsu_lineage_has (kept, g_array_index (wanted, int, i)) &&
        !g_ptr_array_find_with_equal_func (values, value, (GEqualFunc) tsu_value_equal, NULL))
      g_ptr_array_add (values, value);
  }
  if (values->len == 0)
    g_ptr_array_add (values, wanted->len > 0 ? edit_at (self, wanted, best, field)->value : NULL);
  return values;
}

/* Takes a register back: by one edit, or by several where that opens a conflict again. @steps:
 * (element-type GPtrArray): the edits of the first change, of the second, … */
static gboolean
take_back_register (const Plan *self, const char *field, GPtrArray *steps)
{
  const TsuFieldView *view = tsu_view_find (self->target->view, field);
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (int));
  g_auto (GStrv) heads = list_own_heads (self, view, kept);
  g_autoptr (GArray) wanted = NULL;
  g_autoptr (GPtrArray) values = NULL;

  if (heads[0] == NULL)
    return FALSE;
  wanted = tsu_lineage_is_undo (self->lineage, self->index)
             ? tsu_lineage_list_with (self->lineage, root_of (self), field)
             : tsu_lineage_list_without (self->lineage, root_of (self), field);
  values = list_values (self, wanted, kept, field);
  for (guint i = 0; i < values->len; i++) {
    TsuFieldEdit *edit = tsu_field_edit_new (field);

    if (values->pdata[i] != NULL)
      edit->value = tsu_value_ref (values->pdata[i]);
    edit->seen = g_strdupv (heads);
    add_to_step (steps, i, edit);
  }
  return TRUE;
}

static TsuValue *
pick (TsuValue *items, TsuValue *present, gboolean wanted)
{
  g_autoptr (GPtrArray) picked = g_ptr_array_new ();
  const char *const *texts = tsu_value_get_list (items);

  for (; *texts != NULL; texts++)
    if ((present != NULL && tsu_value_contains (present, *texts)) == wanted)
      g_ptr_array_add (picked, (gpointer) *texts);
  g_ptr_array_add (picked, NULL);
  return tsu_value_new_list ((const char *const *) picked->pdata);
}

/* The change itself, and the undos and redos of this device that brought elements back: an add by
 * anybody else is not seen, so its elements stay. */
static char **
list_own_adds (const Plan *self, const TsuFieldView *view)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  int root = tsu_lineage_root (self->lineage, self->index);

  for (guint i = 0; view != NULL && i < view->heads->len; i++) {
    const char *id = g_array_index (view->heads, TsuHead, i).change->id;
    int at = tsu_target_find_change (self->target, id);
    int own = tsu_lineage_root (self->lineage, at);

    if (own == root || own != at)
      g_strv_builder_add (ids, id);
  }
  return g_strv_builder_end (ids);
}

static TsuFieldEdit *
take_back_set (const Plan *self, const TsuFieldEdit *done)
{
  const TsuFieldView *view = tsu_view_find (self->target->view, done->field);
  TsuValue *present = view != NULL ? view->value : NULL;
  g_autoptr (TsuFieldEdit) edit = tsu_field_edit_new (done->field);

  edit->is_set = TRUE;
  edit->remove = pick (done->add, present, TRUE);
  edit->add = pick (done->remove, present, FALSE);
  if (edit->add == NULL && edit->remove == NULL)
    return NULL;
  edit->seen = list_own_adds (self, view);
  return g_steal_pointer (&edit);
}

static gboolean
take_back_fields (const Plan *self, GError **error)
{
  g_autoptr (GPtrArray) done = tsu_change_decode (change_at (self), error);
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  gint64 row = row_of (self);

  if (done == NULL)
    return FALSE;
  for (guint i = 0; i < done->len; i++) {
    const TsuFieldEdit *one = g_ptr_array_index (done, i);
    TsuFieldEdit *set = one->is_set ? take_back_set (self, one) : NULL;

    if (set != NULL)
      add_to_step (steps, 0, set);
    else if (one->is_set || !take_back_register (self, one->field, steps))
      (*self->left_alone)++;
  }
  for (guint i = 0; i < steps->len; i++)
    if (!tsu_write_set (self->write, self->target, steps->pdata[i], row, error))
      return FALSE;
  return TRUE;
}

static gboolean
share_element (const TsuValue *a, const TsuValue *b)
{
  const char *const *texts = tsu_value_get_list (a);

  for (; *texts != NULL; texts++)
    if (tsu_value_contains (b, *texts))
      return TRUE;
  return FALSE;
}

/* Whether a head of a set holds an element that somebody added after @root. An undo that brought an
 * element back stands for whoever had added it. */
static gboolean
holds_later (const Plan *self, int at, int root, const char *field)
{
  const TsuFieldEdit *edit = tsu_lineage_find_edit (self->lineage, at, field);
  int n = (int) self->target->changes->len;

  if (!tsu_lineage_is_undo (self->lineage, at))
    return tsu_lineage_root (self->lineage, at) > root;
  for (int i = root + 1; i < n; i++) {
    const TsuFieldEdit *other = tsu_lineage_find_edit (self->lineage, i, field);

    if (other != NULL && tsu_lineage_root (self->lineage, i) == i &&
        tsu_lineage_is_in_force (self->lineage, i, field, n) &&
        share_element (edit->add, other->add))
      return TRUE;
  }
  return FALSE;
}

static gboolean
stands_for_later (const Plan *self, int at, int root, const char *field)
{
  GArray *places = tsu_lineage_stands_for (self->lineage, at, field);

  for (guint i = 0; i < places->len; i++)
    if (g_array_index (places, int, i) > root)
      return TRUE;
  return FALSE;
}

/* How many fields show what somebody set after the change was first made. */
static int
count_later_fields (const Plan *self)
{
  int root = tsu_lineage_root (self->lineage, self->index);
  int n = 0;

  for (guint i = 0; i < self->target->view->fields->len; i++) {
    const TsuFieldView *view = g_ptr_array_index (self->target->view->fields, i);
    gboolean later = FALSE;

    for (guint j = 0; j < view->heads->len && !later; j++) {
      const char *id = g_array_index (view->heads, TsuHead, j).change->id;
      int at = tsu_target_find_change (self->target, id);

      if (tsu_lineage_find_edit (self->lineage, at, view->field)->is_set)
        later = holds_later (self, at, root, view->field);
      else
        later = stands_for_later (self, at, root, view->field);
    }
    n += later;
  }
  return n;
}

static gboolean
hide_again (const Plan *self, GError **error)
{
  g_autoptr (GPtrArray) heads = NULL;
  int later = count_later_fields (self);

  if (self->target->view->deleted)
    return TRUE;
  if (later > 0) {
    *self->left_alone += later;
    return TRUE;
  }
  heads = tsu_seen_all_heads (self->target->view);
  return tsu_write_hide (self->write, self->target, TSU_OP_DELETE, heads, row_of (self), error);
}

/* The deletes in force that are the change itself, or that an undo of this device made when it took
 * back a restore. Somebody else's delete stays. */
static GPtrArray *
list_own_deletes (const Plan *self)
{
  GPtrArray *deletes = self->target->view->deletes;
  GPtrArray *own = g_ptr_array_new ();

  for (guint i = 0; i < deletes->len; i++) {
    int at = tsu_target_find_change (self->target, deletes->pdata[i]);

    if (at == self->index || tsu_lineage_root (self->lineage, at) != at)
      g_ptr_array_add (own, deletes->pdata[i]);
  }
  return own;
}

static gboolean
show_again (const Plan *self, GError **error)
{
  g_autoptr (GPtrArray) seen = list_own_deletes (self);

  if (seen->len > 0)
    return tsu_write_hide (self->write, self->target, TSU_OP_RESTORE, seen, row_of (self), error);
  (*self->left_alone)++;
  return TRUE;
}

/**
 * tsu_undo_change:
 * @write: the transaction that takes back
 * @target: the record, with its changes
 * @change_key: row of the change to take back
 * @left_alone: (inout): grows by the number of fields that somebody changed since
 * @error: what went wrong
 *
 * Takes back a change of any kind: an edit by the earlier values, the making of a record by a
 * delete, a delete by a restore, and an undo by the change it took back.
 *
 * Returns: whether what could be taken back was
 */
gboolean
tsu_undo_change (
  TsuWrite *write, TsuTarget *target, gint64 change_key, int *left_alone, GError **error)
{
  g_autoptr (TsuLineage) lineage = NULL;
  Plan plan = { write, target, NULL, tsu_target_find_row (target, change_key), left_alone };
  guint n_before = target->changes->len;
  gboolean done;

  g_assert (plan.index >= 0);
  lineage = tsu_lineage_new (target, error);
  if (lineage == NULL || !tsu_target_fold (target, error))
    return FALSE;
  plan.lineage = lineage;
  if (change_at (&plan)->op == TSU_OP_DELETE)
    done = show_again (&plan, error);
  else if (change_at (&plan)->op == TSU_OP_RESTORE || plan.index == 0)
    done = hide_again (&plan, error);
  else
    done = take_back_fields (&plan, error);
  if (!done)
    return FALSE;
  return target->changes->len == n_before ||
         tsu_show_target (tsu_write_get_ledger (write), target, error);
}

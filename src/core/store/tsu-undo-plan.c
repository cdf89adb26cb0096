/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Taking back one change: a further change that sets the earlier values back and has seen the
 * change it takes back. A field that somebody has changed since is left alone.
 *
 * An undo stands for the change whose value it brought back. So that several steps can be taken
 * back one after another, and forward again, a head is compared not by itself but by what it stands
 * for: after do 1, do 2, undo of 2, the head is the undo, and it stands for do 1, which can
 * therefore be taken back next.
 */

#include "config.h"

#include "tsu-undo-plan.h"

#include <string.h>

#include "tsu-seen.h"
#include "tsu-show.h"

#define NOTHING (-1)

static const TsuChange *
change_at (const TsuTarget *target, int index)
{
  return g_ptr_array_index (target->changes, index);
}

static int
undone_by (const TsuTarget *target, int index)
{
  gint64 undoes = g_array_index (target->origins, TsuOrigin, index).undoes;

  return undoes != 0 ? tsu_target_find_row (target, undoes) : NOTHING;
}

/* The ordinary change at the bottom: a redo takes back an undo, and so is the change itself. */
static int
base_of (const TsuTarget *target, int index)
{
  int undo = undone_by (target, index);
  int before = undo != NOTHING ? undone_by (target, undo) : NOTHING;

  return before != NOTHING ? base_of (target, before) : index;
}

static gboolean
is_undo (const TsuTarget *target, int index)
{
  return undone_by (target, base_of (target, index)) != NOTHING;
}

static TsuFieldEdit *
find_edit (GPtrArray *edits, const char *field)
{
  for (guint i = 0; i < edits->len; i++) {
    TsuFieldEdit *edit = g_ptr_array_index (edits, i);

    if (g_str_equal (edit->field, field))
      return edit;
  }
  return NULL;
}

/* The change whose value a change replaced in a field: the highest that it has seen. */
static int
replaced_by (const TsuTarget *target, int index, const char *field)
{
  g_autoptr (GPtrArray) edits = tsu_change_decode (change_at (target, index), NULL);
  const TsuFieldEdit *edit = edits != NULL ? find_edit (edits, field) : NULL;
  int best = NOTHING;

  for (char **id = edit != NULL ? edit->seen : NULL; id != NULL && *id != NULL; id++) {
    int seen = tsu_target_find_change (target, *id);

    if (seen != NOTHING && (best == NOTHING || tsu_change_compare (change_at (target, seen),
                                                                   change_at (target, best)) > 0))
      best = seen;
  }
  return best;
}

/* The ordinary change that a change's value in a field comes from; NOTHING where it emptied a
 * field that had been empty at first. */
static int
stands_for (const TsuTarget *target, int index, const char *field)
{
  int base = base_of (target, index);
  int before;

  if (!is_undo (target, base))
    return base;
  before = replaced_by (target, base_of (target, undone_by (target, base)), field);
  return before != NOTHING ? stands_for (target, before, field) : NOTHING;
}

/* The head that shows what @index set in the field, or NULL where somebody has gone on. */
static const TsuHead *
find_own_head (const TsuTarget *target, int index, const char *field)
{
  const TsuFieldView *view = tsu_view_find (target->view, field);
  int wanted = stands_for (target, index, field);

  for (guint i = 0; view != NULL && i < view->heads->len; i++) {
    const TsuHead *head = &g_array_index (view->heads, TsuHead, i);
    int at = tsu_target_find_change (target, head->change->id);

    if (stands_for (target, at, field) == wanted)
      return head;
  }
  return NULL;
}

static TsuValue *
value_set_by (const TsuTarget *target, int index, const char *field)
{
  g_autoptr (GPtrArray) edits = tsu_change_decode (change_at (target, index), NULL);
  const TsuFieldEdit *edit = edits != NULL ? find_edit (edits, field) : NULL;

  return edit != NULL && edit->value != NULL ? tsu_value_ref (edit->value) : NULL;
}

static char **
single_id (const char *id)
{
  const char *ids[] = { id, NULL };

  return g_strdupv ((char **) ids);
}

static TsuFieldEdit *
take_back_register (const TsuTarget *target, int index, const TsuFieldEdit *done)
{
  const TsuHead *head = find_own_head (target, index, done->field);
  TsuFieldEdit *edit;
  int before;

  if (head == NULL)
    return NULL;
  before = replaced_by (target, base_of (target, index), done->field);
  edit = tsu_field_edit_new (done->field);
  edit->value = before != NOTHING ? value_set_by (target, before, done->field) : NULL;
  edit->seen = single_id (head->change->id);
  return edit;
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
own_adds (const TsuTarget *target, int index, const TsuFieldView *view)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; view != NULL && i < view->heads->len; i++) {
    const char *id = g_array_index (view->heads, TsuHead, i).change->id;
    int at = tsu_target_find_change (target, id);

    if (at == index || base_of (target, at) == base_of (target, index) ||
        undone_by (target, at) != NOTHING)
      g_strv_builder_add (ids, id);
  }
  return g_strv_builder_end (ids);
}

static TsuFieldEdit *
take_back_set (const TsuTarget *target, int index, const TsuFieldEdit *done)
{
  const TsuFieldView *view = tsu_view_find (target->view, done->field);
  TsuValue *present = view != NULL ? view->value : NULL;
  g_autoptr (TsuFieldEdit) edit = tsu_field_edit_new (done->field);

  edit->is_set = TRUE;
  edit->remove = pick (done->add, present, TRUE);
  edit->add = pick (done->remove, present, FALSE);
  if (edit->add == NULL && edit->remove == NULL)
    return NULL;
  edit->seen = own_adds (target, index, view);
  return g_steal_pointer (&edit);
}

static gboolean
take_back_fields (TsuWrite *write, TsuTarget *target, int index, int *left_alone, GError **error)
{
  g_autoptr (GPtrArray) done = tsu_change_decode (change_at (target, index), error);
  g_autoptr (GPtrArray) edits =
    g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_field_edit_free);

  if (done == NULL)
    return FALSE;
  for (guint i = 0; i < done->len; i++) {
    const TsuFieldEdit *one = g_ptr_array_index (done, i);
    TsuFieldEdit *edit =
      one->is_set ? take_back_set (target, index, one) : take_back_register (target, index, one);

    if (edit != NULL)
      g_ptr_array_add (edits, edit);
    else
      (*left_alone)++;
  }
  if (edits->len == 0)
    return TRUE;
  return tsu_write_set (write, target, edits, g_array_index (target->origins, TsuOrigin, index).key,
                        error);
}

/* How many fields show what somebody set after the change @index. */
static int
count_later_fields (const TsuTarget *target, int index)
{
  int n = 0;

  for (guint i = 0; i < target->view->fields->len; i++) {
    const TsuFieldView *view = g_ptr_array_index (target->view->fields, i);

    for (guint j = 0; j < view->heads->len; j++) {
      const char *id = g_array_index (view->heads, TsuHead, j).change->id;

      if (stands_for (target, tsu_target_find_change (target, id), view->field) > index) {
        n++;
        break;
      }
    }
  }
  return n;
}

static gboolean
hide_again (TsuWrite *write, TsuTarget *target, int index, int *left_alone, GError **error)
{
  g_autoptr (GPtrArray) heads = NULL;
  int later = count_later_fields (target, base_of (target, index));

  if (target->view->deleted)
    return TRUE;
  if (later > 0) {
    *left_alone += later;
    return TRUE;
  }
  heads = tsu_seen_all_heads (target->view);
  return tsu_write_hide (write, target, TSU_OP_DELETE, heads,
                         g_array_index (target->origins, TsuOrigin, index).key, error);
}

static gboolean
show_again (TsuWrite *write, TsuTarget *target, int index, int *left_alone, GError **error)
{
  g_autoptr (GPtrArray) seen = g_ptr_array_new ();
  const char *id = change_at (target, index)->id;

  if (!g_ptr_array_find_with_equal_func (target->view->deletes, id, g_str_equal, NULL)) {
    (*left_alone)++;
    return TRUE;
  }
  g_ptr_array_add (seen, (gpointer) id);
  return tsu_write_hide (write, target, TSU_OP_RESTORE, seen,
                         g_array_index (target->origins, TsuOrigin, index).key, error);
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
  int index = tsu_target_find_row (target, change_key);
  guint n_before = target->changes->len;
  gboolean done;

  g_assert (index >= 0);
  if (!tsu_target_fold (target, error))
    return FALSE;
  if (change_at (target, index)->op == TSU_OP_DELETE)
    done = show_again (write, target, index, left_alone, error);
  else if (change_at (target, index)->op == TSU_OP_RESTORE || index == 0)
    done = hide_again (write, target, index, left_alone, error);
  else
    done = take_back_fields (write, target, index, left_alone, error);
  if (!done)
    return FALSE;
  return target->changes->len == n_before ||
         tsu_show_target (tsu_write_get_ledger (write), target, error);
}

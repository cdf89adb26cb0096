/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An undo stands for the changes whose value it brought back. So that several steps can be taken
 * back one after another, and forward again, a head is compared not by itself but by what it stands
 * for: after do 1, do 2, undo of 2, the head is the undo, and it stands for do 1, which can
 * therefore be taken back next. Where two people had set the same value and a third replaced both,
 * one undo brings back both and stands for both; otherwise one of the two would be lost with the
 * next step.
 *
 * What a field shows at any moment is asked of the history: the ordinary changes that are in force
 * and that no other one in force has seen. Only earlier changes are looked at for an earlier undo,
 * so the recursion ends.
 */

#include "config.h"

#include "tsu-lineage.h"

#define NOTHING (-1)

static void
places_unref (GArray *places)
{
  if (places != NULL)
    g_array_unref (places);
}

struct _TsuLineage {
  const TsuTarget *target;
  int n;
  GPtrArray *edits;  /* for each change the array of its TsuFieldEdit */
  int *undoes;       /* for each change what it takes back, or NOTHING */
  GHashTable *known; /* field → for each change the array of what it stands for */
};

TsuLineage *
tsu_lineage_new (const TsuTarget *target, GError **error)
{
  g_autoptr (TsuLineage) self = g_new0 (TsuLineage, 1);

  self->target = target;
  self->n = (int) target->changes->len;
  self->edits = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->undoes = g_new (int, self->n);
  self->known =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  for (int i = 0; i < self->n; i++) {
    gint64 row = g_array_index (target->origins, TsuOrigin, i).undoes;
    GPtrArray *edits = tsu_change_decode (g_ptr_array_index (target->changes, i), error);

    if (edits == NULL)
      return NULL;
    g_ptr_array_add (self->edits, edits);
    self->undoes[i] = row != 0 ? tsu_target_find_row (target, row) : NOTHING;
  }
  return g_steal_pointer (&self);
}

void
tsu_lineage_free (TsuLineage *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->edits);
  g_hash_table_unref (self->known);
  g_free (self->undoes);
  g_free (self);
}

/* The ordinary change that a chain of undos and redos is about. */
int
tsu_lineage_root (TsuLineage *self, int index)
{
  while (self->undoes[index] != NOTHING)
    index = self->undoes[index];
  return index;
}

/* Whether a change takes its root back; a redo, which takes an undo back, does not. */
gboolean
tsu_lineage_is_undo (TsuLineage *self, int index)
{
  gboolean undo = FALSE;

  for (; self->undoes[index] != NOTHING; index = self->undoes[index])
    undo = !undo;
  return undo;
}

/* What a change does to a field, or NULL. */
TsuFieldEdit *
tsu_lineage_find_edit (TsuLineage *self, int index, const char *field)
{
  GPtrArray *edits = g_ptr_array_index (self->edits, (guint) index);

  for (guint i = 0; i < edits->len; i++) {
    TsuFieldEdit *edit = g_ptr_array_index (edits, i);

    if (g_str_equal (edit->field, field))
      return edit;
  }
  return NULL;
}

/* Whether an ordinary change that set the field was, before @limit, not taken back in it. */
gboolean
tsu_lineage_is_in_force (TsuLineage *self, int root, const char *field, int limit)
{
  gboolean in_force = TRUE;

  for (int i = root + 1; i < limit; i++)
    if (self->undoes[i] != NOTHING && tsu_lineage_root (self, i) == root &&
        tsu_lineage_find_edit (self, i, field) != NULL)
      in_force = !tsu_lineage_is_undo (self, i);
  return in_force;
}

gboolean
tsu_lineage_has (GArray *places, int place)
{
  for (guint i = 0; i < places->len; i++)
    if (g_array_index (places, int, i) == place)
      return TRUE;
  return FALSE;
}

static gboolean
has_seen (TsuLineage *self, int index, const char *field, int other)
{
  const TsuFieldEdit *edit = tsu_lineage_find_edit (self, index, field);

  for (char **id = edit->seen; id != NULL && *id != NULL; id++) {
    int seen = tsu_target_find_change (self->target, *id);

    if (seen != NOTHING && seen != index && tsu_lineage_find_edit (self, seen, field) != NULL &&
        tsu_lineage_has (tsu_lineage_stands_for (self, seen, field), other))
      return TRUE;
  }
  return FALSE;
}

/* The ordinary changes before @limit that have a say in the field, with @toggled in force or not
 * whatever was done since. */
static GArray *
list_in_force (TsuLineage *self, const char *field, int limit, int toggled, gboolean in_force)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (int));

  for (int i = 0; i < limit; i++)
    if (self->undoes[i] == NOTHING && tsu_lineage_find_edit (self, i, field) != NULL &&
        (i == toggled ? in_force : tsu_lineage_is_in_force (self, i, field, limit)))
      g_array_append_val (list, i);
  return list;
}

/* Whether another change in force has seen it. */
static gboolean
is_replaced (TsuLineage *self, GArray *in_force, int candidate, const char *field)
{
  for (guint i = 0; i < in_force->len; i++) {
    int other = g_array_index (in_force, int, i);

    if (other != candidate && has_seen (self, other, field, candidate))
      return TRUE;
  }
  return FALSE;
}

/* Those of them that stand beside each other. */
static GArray *
list_visible (TsuLineage *self, const char *field, int limit, int toggled, gboolean in_force)
{
  g_autoptr (GArray) list = list_in_force (self, field, limit, toggled, in_force);
  GArray *visible = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint i = 0; i < list->len; i++) {
    int candidate = g_array_index (list, int, i);

    if (!is_replaced (self, list, candidate, field))
      g_array_append_val (visible, candidate);
  }
  return visible;
}

/**
 * tsu_lineage_list_without:
 * @self: the lineage
 * @root: an ordinary change
 * @field: a field that it sets
 *
 * Returns: (transfer full) (element-type int): the ordinary changes that the field would hold
 *   beside each other without @root
 */
GArray *
tsu_lineage_list_without (TsuLineage *self, int root, const char *field)
{
  return list_visible (self, field, self->n, root, FALSE);
}

/* The same with @root in force again. */
GArray *
tsu_lineage_list_with (TsuLineage *self, int root, const char *field)
{
  return list_visible (self, field, self->n, root, TRUE);
}

static GArray **
find_known (TsuLineage *self, int index, const char *field)
{
  GPtrArray *known = g_hash_table_lookup (self->known, field);

  if (known == NULL) {
    known = g_ptr_array_new_with_free_func ((GDestroyNotify) places_unref);
    g_ptr_array_set_size (known, self->n);
    g_hash_table_insert (self->known, g_strdup (field), known);
  }
  return (GArray **) &known->pdata[index];
}

/* Of what was brought back beside each other the change holds what has its value. */
static GArray *
list_brought_back (TsuLineage *self, int index, const char *field)
{
  const TsuValue *value = tsu_lineage_find_edit (self, index, field)->value;
  g_autoptr (GArray) visible = list_visible (self, field, index, tsu_lineage_root (self, index),
                                             !tsu_lineage_is_undo (self, index));
  GArray *places = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint i = 0; i < visible->len; i++) {
    int place = g_array_index (visible, int, i);

    if (tsu_value_equal (tsu_lineage_find_edit (self, place, field)->value, value))
      g_array_append_val (places, place);
  }
  return places;
}

/**
 * tsu_lineage_stands_for:
 * @self: the lineage
 * @index: a change
 * @field: a field that it sets
 *
 * Returns: (transfer none) (element-type int): the ordinary changes whose value it is; empty where
 *   it brought back that nothing was there
 */
GArray *
tsu_lineage_stands_for (TsuLineage *self, int index, const char *field)
{
  GArray **known = find_known (self, index, field);

  if (*known == NULL) {
    GArray *places;

    /* For itself, and so also while its own places are being found out: a file put together by
     * other hands might hold a circle. */
    *known = g_array_new (FALSE, FALSE, sizeof (int));
    g_array_append_val (*known, index);
    if (self->undoes[index] == NOTHING)
      return *known;
    places = list_brought_back (self, index, field);
    known = find_known (self, index, field);
    g_array_unref (*known);
    *known = places;
  }
  return *known;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An undo stands for the change whose value it brought back. So that several steps can be taken
 * back one after another, and forward again, a head is compared not by itself but by what it stands
 * for: after do 1, do 2, undo of 2, the head is the undo, and it stands for do 1, which can
 * therefore be taken back next.
 *
 * What was there before a change is asked of the history without it: of the ordinary changes that
 * are in force and that no other one in force has seen, the highest that the change itself had
 * seen, or else the highest. Only earlier changes are looked at for an earlier undo, so the
 * recursion ends.
 */

#include "config.h"

#include "tsu-lineage.h"

#define UNKNOWN (-2)
#define NOTHING TSU_LINEAGE_NOTHING

struct _TsuLineage {
  const TsuTarget *target;
  int n;
  GPtrArray *edits;  /* for each change the array of its TsuFieldEdit */
  int *undoes;       /* for each change what it takes back, or NOTHING */
  GHashTable *known; /* field → array of what each change stands for */
};

TsuLineage *
tsu_lineage_new (const TsuTarget *target, GError **error)
{
  g_autoptr (TsuLineage) self = g_new0 (TsuLineage, 1);

  self->target = target;
  self->n = (int) target->changes->len;
  self->edits = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->undoes = g_new (int, self->n);
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
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

static gboolean
has_seen (TsuLineage *self, int index, const char *field, int other)
{
  const TsuFieldEdit *edit = tsu_lineage_find_edit (self, index, field);

  for (char **id = edit->seen; id != NULL && *id != NULL; id++) {
    int seen = tsu_target_find_change (self->target, *id);

    if (seen != NOTHING && seen != index && tsu_lineage_stands_for (self, seen, field) == other)
      return TRUE;
  }
  return FALSE;
}

/* The ordinary changes, but for @without, that had a say in the field before @limit. */
static GArray *
list_in_force (TsuLineage *self, int without, const char *field, int limit)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (int));

  for (int i = 0; i < limit; i++)
    if (i != without && self->undoes[i] == NOTHING &&
        tsu_lineage_find_edit (self, i, field) != NULL &&
        tsu_lineage_is_in_force (self, i, field, limit))
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

/**
 * tsu_lineage_before:
 * @self: the lineage
 * @root: an ordinary change
 * @field: a field that it sets
 * @limit: only changes before this place are looked at
 *
 * Where the field was in conflict, what @root replaced goes before what it left beside itself: the
 * latter is still there, and the former would be lost.
 *
 * Returns: the ordinary change whose value the field would show without @root
 */
int
tsu_lineage_before (TsuLineage *self, int root, const char *field, int limit)
{
  g_autoptr (GArray) list = list_in_force (self, root, field, limit);
  GPtrArray *changes = self->target->changes;
  int best = NOTHING;
  gboolean best_seen = FALSE;

  for (guint i = 0; i < list->len; i++) {
    int candidate = g_array_index (list, int, i);
    gboolean seen;

    if (is_replaced (self, list, candidate, field))
      continue;
    seen = has_seen (self, root, field, candidate);
    if (best == NOTHING || (seen && !best_seen) ||
        (seen == best_seen &&
         tsu_change_compare (changes->pdata[candidate], changes->pdata[best]) > 0)) {
      best = candidate;
      best_seen = seen;
    }
  }
  return best;
}

static int *
get_known (TsuLineage *self, const char *field)
{
  int *known = g_hash_table_lookup (self->known, field);

  if (known != NULL)
    return known;
  known = g_new (int, self->n);
  for (int i = 0; i < self->n; i++)
    known[i] = UNKNOWN;
  g_hash_table_insert (self->known, g_strdup (field), known);
  return known;
}

/**
 * tsu_lineage_stands_for:
 * @self: the lineage
 * @index: a change
 * @field: a field that it sets
 *
 * Returns: the ordinary change whose value it is
 */
int
tsu_lineage_stands_for (TsuLineage *self, int index, const char *field)
{
  int *known = get_known (self, field);

  if (known[index] == UNKNOWN)
    known[index] = tsu_lineage_is_undo (self, index)
                     ? tsu_lineage_before (self, tsu_lineage_root (self, index), field, index)
                     : tsu_lineage_root (self, index);
  return known[index];
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a change that was taken does to those before it, and what those that came before it do to
 * it. The same rules as the fold's, kept as marks beside each change, so that a snapshot of what is
 * live needs no fold. In doubt a change stays live: one more in a snapshot does no harm.
 */

#include "config.h"

#include "tsu-batch.h"

#include "tsu-plant.h"

static TsuFieldEdit *
find_edit (const TsuKnown *known, const char *field)
{
  for (guint i = 0; known->edits != NULL && i < known->edits->len; i++) {
    TsuFieldEdit *edit = g_ptr_array_index (known->edits, i);

    if (g_str_equal (edit->field, field))
      return edit;
  }
  return NULL;
}

static gboolean
is_live (const TsuKnown *known)
{
  if (known->op != TSU_OP_SET || known->edits == NULL || known->edits->len == 0)
    return !tsu_field_list_contains (known->dead, "");
  for (guint i = 0; i < known->edits->len; i++) {
    const TsuFieldEdit *edit = g_ptr_array_index (known->edits, i);

    if (!tsu_field_list_contains (known->dead, edit->field))
      return TRUE;
  }
  return FALSE;
}

static void
set_dead (TsuKnown *known, char *dead)
{
  g_free (known->dead);
  known->dead = dead;
  known->live = is_live (known);
  known->dirty = TRUE;
}

static gboolean
removes_all (const TsuFieldEdit *by, const TsuFieldEdit *edit)
{
  const char *const *added = tsu_value_get_list (edit->add);

  for (; *added != NULL; added++)
    if (!tsu_value_contains (by->remove, *added))
      return FALSE;
  return TRUE;
}

/* Whether @by, which has seen @edit, leaves nothing of it. An element of a set goes only when it is
 * removed; a remove stays, because it may be what keeps an older add down. */
static gboolean
outdoes (const TsuType *type, const TsuFieldEdit *by, const TsuFieldEdit *edit)
{
  const TsuField *field = type ? tsu_type_find_field (type, edit->field) : NULL;
  gboolean set = field ? tsu_field_is_set (field) : by->is_set || edit->is_set;

  if (!set || TSU_PLANT (set_outdone))
    return TRUE;
  return by->is_set && edit->is_set && edit->add != NULL && edit->remove == NULL &&
         removes_all (by, edit);
}

/* @by has seen @older in the field it edits. */
static void
dominate (const TsuType *type, TsuKnown *older, const TsuFieldEdit *by)
{
  const TsuFieldEdit *edit = older->op == TSU_OP_SET ? find_edit (older, by->field) : NULL;

  if (edit == NULL || tsu_field_list_contains (older->dead, by->field) || !outdoes (type, by, edit))
    return;
  set_dead (older, tsu_field_list_add (older->dead, by->field));
}

static void
undo_delete (TsuKnown *removal)
{
  if (removal->op == TSU_OP_DELETE)
    set_dead (removal, g_strdup ("true"));
}

static void
note_ahead (TsuBatch *self, TsuKnown *late, TsuKnown *by)
{
  GPtrArray *list = g_hash_table_lookup (self->ahead, &late->uid);

  if (list == NULL) {
    list = g_ptr_array_new ();
    g_hash_table_insert (self->ahead, tsu_key_copy (&late->uid), list);
  }
  if (!g_ptr_array_find (list, by, NULL))
    g_ptr_array_add (list, by);
}

/* What has seen this change before it came. */
static void
look_behind (TsuBatch *self, TsuItem *item, const TsuType *type)
{
  GPtrArray *list = g_hash_table_lookup (self->ahead, &item->known->uid);

  for (guint i = 0; list != NULL && i < list->len; i++) {
    const TsuKnown *by = g_ptr_array_index (list, i);

    if (by->record != item->known->record)
      continue;
    if (by->op == TSU_OP_RESTORE)
      undo_delete (item->known);
    for (guint j = 0; by->edits != NULL && j < by->edits->len; j++) {
      const TsuFieldEdit *edit = g_ptr_array_index (by->edits, j);

      if (edit->seen != NULL &&
          g_strv_contains ((const char *const *) edit->seen, item->change->id))
        dominate (type, item->known, edit);
    }
  }
  if (list != NULL)
    g_ptr_array_add (self->arrived, item->known);
  item->known->z = g_strdup (item->known->dead);
}

static void
look_ahead (TsuBatch *self, TsuItem *item, const TsuType *type)
{
  for (guint i = 0; i < item->edits->len; i++) {
    const TsuFieldEdit *edit = g_ptr_array_index (item->edits, i);

    for (char **id = edit->seen; id != NULL && *id != NULL; id++) {
      TsuKnown *older = tsu_batch_find_known (self, *id);

      if (older == NULL || older == item->known)
        continue;
      if (older->seq == 0)
        note_ahead (self, older, item->known);
      else if (older->record == item->known->record)
        dominate (type, older, edit);
    }
  }
}

static void
restore (TsuBatch *self, TsuItem *item)
{
  for (char **id = item->seen; id != NULL && *id != NULL; id++) {
    TsuKnown *older = tsu_batch_find_known (self, *id);

    if (older == NULL)
      continue;
    if (older->seq == 0)
      note_ahead (self, older, item->known);
    else if (older->record == item->known->record)
      undo_delete (older);
  }
}

/* The changes of a record that may say how it is shared; asked once for each record. */
static gboolean
load_sharing (TsuBatch *self, TsuBatchRecord *record, GError **error)
{
  g_autoptr (TsuSqlStatement) statement = NULL;
  gboolean row = !record->is_new;

  record->sharing = g_ptr_array_new ();
  if (record->is_new)
    return TRUE;
  statement = tsu_sql_prepare (self->sql,
                               "SELECT seq, record, op, fields, z, dead, live, uid FROM change"
                               " WHERE record = $1 AND live = 1 AND op = 0 ORDER BY seq",
                               error);
  if (statement == NULL)
    return FALSE;
  tsu_sql_bind_int (statement, 1, record->id);
  while (row) {
    TsuKey uid;
    TsuKnown *known;

    if (!tsu_sql_step (statement, &row, error))
      return FALSE;
    if (!row)
      break;
    tsu_key_read (statement, 7, &uid);
    known = tsu_batch_get_known (self, &uid);
    tsu_batch_read_known (statement, known);
    if (find_edit (known, "sharing") != NULL)
      g_ptr_array_add (record->sharing, known);
  }
  return TRUE;
}

/* Where two people said different things, the narrower holds until that is settled. */
static gboolean
is_shared (const TsuBatchRecord *record)
{
  gboolean any = FALSE;

  for (guint i = 0; i < record->sharing->len; i++) {
    const TsuKnown *known = g_ptr_array_index (record->sharing, i);
    const TsuFieldEdit *edit = find_edit (known, "sharing");

    if (tsu_field_list_contains (known->dead, "sharing"))
      continue;
    if (edit->value == NULL || tsu_value_get_kind (edit->value) != TSU_VALUE_TEXT ||
        !tsu_policy_is_shared (tsu_value_get_text (edit->value)))
      return FALSE;
    any = TRUE;
  }
  return any;
}

static gboolean
settle_sharing (TsuBatch *self, TsuItem *item, gboolean first, GError **error)
{
  TsuBatchRecord *record = item->record;
  const TsuShare share = { item->known->seq, record->id, !record->shared };

  if (find_edit (item->known, "sharing") == NULL)
    return TRUE;
  if (record->sharing == NULL && !load_sharing (self, record, error))
    return FALSE;
  g_ptr_array_add (record->sharing, item->known);
  if (is_shared (record) == record->shared)
    return TRUE;
  record->shared = share.shared;
  record->dirty = TRUE;
  /* A record that begins as shared was never out of sight. */
  if (!first && !TSU_PLANT (sharing_untold))
    g_array_append_val (self->shares, share);
  return TRUE;
}

gboolean
tsu_batch_settle (TsuBatch *self, TsuItem *item, GError **error)
{
  const TsuType *type = tsu_schema_find_type (item->change->type);
  TsuBatchRecord *record = item->record;
  gboolean first = record->id == 0;

  if (first) {
    record->id = ++self->clock.record;
    record->is_new = TRUE;
    record->type = g_strdup (item->change->type);
    record->ward = record->draft_ward;
  }
  if (record->kind != record->draft_kind)
    record->dirty = TRUE;
  record->kind = record->draft_kind;

  item->known->record = record->id;
  item->known->op = item->change->op;
  item->known->edits = g_ptr_array_ref (item->edits);
  item->known->seen = g_strdupv (item->seen);
  item->known->live = TRUE;
  item->known->is_new = TRUE;
  look_behind (self, item, type);
  look_ahead (self, item, type);
  if (item->change->op == TSU_OP_RESTORE)
    restore (self, item);
  return settle_sharing (self, item, first, error);
}

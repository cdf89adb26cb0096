/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A record and its surroundings, read in one job so that a page appears at once and whole.
 */

#include "config.h"

#include "tsu-dossier.h"

#include "tsu-clock.h"
#include "tsu-date.h"
#include "tsu-field-text.h"

struct _TsuDossier {
  gatomicrefcount refs;
  TsuRecord *record;
  gboolean draft;
  TsuSummary *summary;  /* NULL for a draft */
  GHashTable *names;    /* id → name of a record referred to */
  GPtrArray *relations; /* TsuRelation */
  GPtrArray *siblings;  /* TsuSibling */
};

static void
relation_free (gpointer data)
{
  TsuRelation *relation = data;

  g_ptr_array_unref (relation->summaries);
  g_free (relation);
}

static void
sibling_free (gpointer data)
{
  TsuSibling *sibling = data;

  g_clear_pointer (&sibling->value, tsu_value_unref);
  g_free (sibling->text);
  g_free (sibling->who);
  g_free (sibling->when);
  g_free (sibling);
}

/**
 * tsu_dossier_new:
 * @record: a draft, or a record whose surroundings do not matter
 */
TsuDossier *
tsu_dossier_new (TsuRecord *record)
{
  TsuDossier *self = g_new0 (TsuDossier, 1);

  g_atomic_ref_count_init (&self->refs);
  self->record = tsu_record_ref (record);
  self->draft = tsu_record_get_key (record) == 0;
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->relations = g_ptr_array_new_with_free_func (relation_free);
  self->siblings = g_ptr_array_new_with_free_func (sibling_free);
  return self;
}

static void
read_name (TsuDossier *self, TsuLedger *ledger, const TsuField *field, const char *id)
{
  if (field->vocabulary && tsu_vocabulary_find (field->vocabulary, id))
    return;
  if (!g_hash_table_contains (self->names, id))
    g_hash_table_insert (self->names, g_strdup (id), tsu_summary_dup_name (ledger, id));
}

static void
read_names (TsuDossier *self, TsuLedger *ledger)
{
  const TsuType *type = tsu_record_get_type_of (self->record);

  for (guint i = 0; i < type->n_fields; i++) {
    const TsuField *field = &type->fields[i];
    TsuValue *value = tsu_record_get_at (self->record, i);
    const char *const *items;

    if (!tsu_field_refers (field) || !value)
      continue;
    if (tsu_value_get_kind (value) == TSU_VALUE_TEXT)
      read_name (self, ledger, field, tsu_value_get_text (value));
    items = tsu_value_get_list (value);
    for (guint n = 0; items && items[n]; n++)
      read_name (self, ledger, field, items[n]);
  }
}

static gboolean
read_relation (TsuDossier *self,
               TsuLedger *ledger,
               const TsuType *type,
               const TsuField *field,
               const TsuSummaryStyle *style,
               GError **error)
{
  g_autoptr (GPtrArray) records =
    tsu_ledger_referring (ledger, type, field->name, style->about, error);
  TsuRelation *relation;

  if (!records)
    return FALSE;

  relation = g_new0 (TsuRelation, 1);
  relation->type = type;
  relation->field = field;
  relation->summaries = tsu_summary_new_many (ledger, records, style);
  g_ptr_array_add (self->relations, relation);
  return TRUE;
}

static gboolean
read_relations (TsuDossier *self, TsuLedger *ledger, const TsuSummaryStyle *style, GError **error)
{
  const TsuType *own = tsu_record_get_type_of (self->record);
  guint n_types;
  const TsuType *const *types = tsu_schema_get_types (&n_types);

  for (guint i = 0; i < n_types; i++) {
    for (guint n = 0; n < types[i]->n_fields; n++) {
      const TsuField *field = &types[i]->fields[n];

      if (field->kind == TSU_FIELD_REFERENCE && g_strcmp0 (field->target, own->name) == 0 &&
          !(field->flags & TSU_FIELD_OFF_FORM) &&
          !read_relation (self, ledger, types[i], field, style, error))
        return FALSE;
    }
  }
  return TRUE;
}

static void
add_sibling (TsuDossier *self,
             TsuLedger *ledger,
             const TsuField *field,
             const TsuHead *head,
             gboolean shown,
             int date_style)
{
  TsuSibling *sibling = g_new0 (TsuSibling, 1);
  g_autofree char *iso = tsu_date_now (tsu_hlc_ms (head->change->ohlc));

  sibling->field = field;
  sibling->value = head->value ? tsu_value_ref (head->value) : NULL;
  sibling->who = g_strdup (head->change->user);
  sibling->when = tsu_date_format (iso, date_style, FALSE);
  sibling->shown = shown;
  if (head->value && field->kind == TSU_FIELD_REFERENCE)
    sibling->text = tsu_summary_dup_name (ledger, tsu_value_get_text (head->value));
  else
    sibling->text = tsu_field_text_format (field, head->value, date_style);
  g_ptr_array_add (self->siblings, sibling);
}

/* The values that stand side by side, from the record's changes: there are few of them. */
static gboolean
read_siblings (TsuDossier *self, TsuLedger *ledger, const TsuSummaryStyle *style, GError **error)
{
  const TsuType *type = tsu_record_get_type_of (self->record);
  g_autoptr (GPtrArray) history = tsu_ledger_history (ledger, style->about, error);
  g_autoptr (GPtrArray) changes = g_ptr_array_new ();
  g_autoptr (TsuView) view = NULL;

  if (!history)
    return FALSE;
  for (guint i = 0; i < history->len; i++)
    g_ptr_array_add (changes, ((TsuHistoryEntry *) history->pdata[i])->change);
  view = tsu_fold (type, changes, error);
  if (!view)
    return FALSE;

  for (guint i = 0; i < view->fields->len; i++) {
    const TsuFieldView *shown = view->fields->pdata[i];
    const TsuField *field = tsu_type_find_field (type, shown->field);

    for (guint n = 0; field && shown->conflict && n < shown->heads->len; n++)
      add_sibling (self, ledger, field, &g_array_index (shown->heads, TsuHead, n), n == 0,
                   style->date_style);
  }
  return TRUE;
}

/**
 * tsu_dossier_read:
 * @id: id of a record
 * @date_style: TsuDateStyle for what is said of other records
 *
 * Returns: (transfer full): the record and its surroundings, or NULL with @error set
 */
TsuDossier *
tsu_dossier_read (TsuLedger *ledger, const char *id, int date_style, GError **error)
{
  TsuSummaryStyle style = { .date_style = date_style, .about = id };
  g_autoptr (TsuRecord) record = tsu_ledger_get (ledger, id, error);
  g_autoptr (TsuDossier) self = NULL;

  if (!record)
    return NULL;

  self = tsu_dossier_new (record);
  self->summary = tsu_summary_new (ledger, record, &style);
  read_names (self, ledger);
  if (tsu_record_get_conflicts (record) > 0 && !read_siblings (self, ledger, &style, error))
    return NULL;
  /* A district has half the ward referring to it; its lists are pages of their own. */
  if (!g_str_equal (tsu_record_get_type_of (record)->name, "district") &&
      !read_relations (self, ledger, &style, error))
    return NULL;
  return g_steal_pointer (&self);
}

TsuDossier *
tsu_dossier_ref (TsuDossier *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
tsu_dossier_unref (TsuDossier *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  tsu_record_unref (self->record);
  g_clear_pointer (&self->summary, tsu_summary_free);
  g_hash_table_unref (self->names);
  g_ptr_array_unref (self->relations);
  g_ptr_array_unref (self->siblings);
  g_free (self);
}

TsuRecord *
tsu_dossier_get_record (TsuDossier *self)
{
  return self->record;
}

/**
 * tsu_dossier_is_draft:
 *
 * Returns: whether the record is not in the ledger yet
 */
gboolean
tsu_dossier_is_draft (TsuDossier *self)
{
  return self->draft;
}

/**
 * tsu_dossier_set_draft:
 * @draft: FALSE as soon as a save has been begun, so that a second field does not create the
 *   record again; TRUE once more for a draft whose save has failed
 */
void
tsu_dossier_set_draft (TsuDossier *self, gboolean draft)
{
  self->draft = draft && tsu_record_get_key (self->record) == 0;
}

/**
 * tsu_dossier_get_name:
 *
 * Returns: (transfer none): what the record @id is called; @id itself where it was not read
 */
const char *
tsu_dossier_get_name (TsuDossier *self, const char *id)
{
  const char *name = g_hash_table_lookup (self->names, id);

  return name ? name : id;
}

/**
 * tsu_dossier_add_name:
 *
 * For a draft, or for a reference that was chosen and is not read yet. Main thread only.
 */
void
tsu_dossier_add_name (TsuDossier *self, const char *id, const char *name)
{
  g_hash_table_replace (self->names, g_strdup (id), g_strdup (name));
}

/**
 * tsu_dossier_get_relations:
 *
 * Returns: (transfer none) (element-type TsuRelation): one for every field of any type that can
 *   refer to the record, also where nothing does
 */
GPtrArray *
tsu_dossier_get_relations (TsuDossier *self)
{
  return self->relations;
}

/**
 * tsu_dossier_get_siblings:
 *
 * Returns: (transfer none) (element-type TsuSibling): values that wait for somebody to choose, of
 *   one field after the other, the shown one first
 */
GPtrArray *
tsu_dossier_get_siblings (TsuDossier *self)
{
  return self->siblings;
}

/**
 * tsu_dossier_get_summary:
 *
 * Returns: (nullable) (transfer none): the record in short; NULL for a draft
 */
const TsuSummary *
tsu_dossier_get_summary (TsuDossier *self)
{
  return self->summary;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rules of the model, done once more and as plainly as they are written: a change dominates
 * another in a field when both set it and the one has seen the other; what nobody dominates is a
 * head; an element of a set is there while an add of it is in the seen of no remove of it; a delete
 * hides while it has seen every head and no restore has seen it.
 */

#include "config.h"

#include "sim-truth.h"

#include "tsu-id.h"
#include "tsu-record.h"
#include "tsu-typed.h"

#include <string.h>

typedef struct {
  const TsuChange *change;
  TsuFieldEdit *edit;
} Set;

/* One field of one record. */
typedef struct {
  char *name;
  gboolean is_set;
  GArray *sets; /* Set, latest shown first where they are heads */
} Field;

typedef struct {
  GPtrArray *decoded;
  GPtrArray *fields; /* Field */
} Fields;

static void
field_free (Field *field)
{
  g_free (field->name);
  g_array_unref (field->sets);
  g_free (field);
}

static void
fields_clear (Fields *self)
{
  g_ptr_array_unref (self->fields);
  g_ptr_array_unref (self->decoded);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fields, fields_clear)

static void
record_free (SimRecord *record)
{
  g_free (record->id);
  g_free (record->type);
  g_ptr_array_unref (record->changes);
  g_free (record);
}

static Field *
find_field (Fields *self, const TsuType *type, TsuFieldEdit *edit)
{
  const TsuField *known = type != NULL ? tsu_type_find_field (type, edit->field) : NULL;
  Field *field;

  for (guint i = 0; i < self->fields->len; i++) {
    field = g_ptr_array_index (self->fields, i);
    if (g_str_equal (field->name, edit->field))
      return field;
  }
  field = g_new0 (Field, 1);
  field->name = g_strdup (edit->field);
  field->is_set = known != NULL ? tsu_field_is_set (known) : edit->is_set;
  field->sets = g_array_new (FALSE, FALSE, sizeof (Set));
  g_ptr_array_add (self->fields, field);
  return field;
}

/* The class of a person's name depends on the kind; what the server did not know when a change came
 * it took for a person's, and once a person is always one. */
static gboolean
is_of_person (GPtrArray *edits, const char **kind)
{
  for (guint i = 0; i < edits->len && g_strcmp0 (*kind, "person") != 0; i++) {
    const TsuFieldEdit *edit = g_ptr_array_index (edits, i);

    if (g_str_equal (edit->field, "kind") && edit->value != NULL)
      *kind = tsu_value_get_text (edit->value);
  }
  return *kind == NULL || g_str_equal (*kind, "person");
}

static Fields
collect (const SimRecord *record, int level)
{
  Fields self = { g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref),
                  g_ptr_array_new_with_free_func ((GDestroyNotify) field_free) };
  const TsuType *type = tsu_schema_find_type (record->type);
  const char *known = NULL;

  for (guint i = 0; i < record->changes->len; i++) {
    const TsuChange *change = g_ptr_array_index (record->changes, i);
    GPtrArray *edits = change->op == TSU_OP_SET ? tsu_change_decode (change, NULL) : NULL;
    const char *kind;

    if (edits == NULL)
      continue;
    g_ptr_array_add (self.decoded, edits);
    kind = is_of_person (edits, &known) ? NULL : "";
    for (guint j = 0; j < edits->len; j++) {
      TsuFieldEdit *edit = g_ptr_array_index (edits, j);
      Set set = { change, edit };

      if (tsu_policy_field_level (record->type, edit->field, kind) <= level)
        g_array_append_val (find_field (&self, type, edit)->sets, set);
    }
  }
  return self;
}

static gboolean
has_seen (char **seen, const char *id)
{
  return seen != NULL && g_strv_contains ((const char *const *) seen, id);
}

static gboolean
is_dominated (const Field *field, const Set *set)
{
  for (guint i = 0; i < field->sets->len; i++)
    if (has_seen (g_array_index (field->sets, Set, i).edit->seen, set->change->id))
      return TRUE;
  return FALSE;
}

static gboolean
is_taken_out (const Field *field, const Set *set, const char *element)
{
  for (guint i = 0; i < field->sets->len; i++) {
    const Set *other = &g_array_index (field->sets, Set, i);

    if (tsu_value_contains (other->edit->remove, element) &&
        has_seen (other->edit->seen, set->change->id))
      return TRUE;
  }
  return FALSE;
}

static gboolean
holds (const Field *field, const Set *set)
{
  if (!field->is_set)
    return !is_dominated (field, set);
  for (const char *const *e = tsu_value_get_list (set->edit->add); *e != NULL; e++)
    if (!is_taken_out (field, set, *e))
      return TRUE;
  return FALSE;
}

static gboolean
is_later (const TsuChange *a, const TsuChange *b)
{
  int order;

  if (a->ohlc != b->ohlc)
    return a->ohlc > b->ohlc;
  order = strcmp (a->device, b->device);
  return order != 0 ? order > 0 : strcmp (a->id, b->id) > 0;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static TsuValue *
unite (const Field *field)
{
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();

  for (guint i = 0; i < field->sets->len; i++) {
    const Set *set = &g_array_index (field->sets, Set, i);

    for (const char *const *e = tsu_value_get_list (set->edit->add); *e != NULL; e++)
      if (!is_taken_out (field, set, *e) &&
          !g_ptr_array_find_with_equal_func (elements, *e, g_str_equal, NULL))
        g_ptr_array_add (elements, (gpointer) *e);
  }
  g_ptr_array_sort (elements, compare_texts);
  g_ptr_array_add (elements, NULL);
  return tsu_value_new_list ((const char *const *) elements->pdata);
}

/* The value shown, and whether another head says otherwise. */
static TsuValue *
choose (const Field *field, gboolean *conflict)
{
  const Set *shown = NULL;

  *conflict = FALSE;
  if (field->is_set)
    return unite (field);
  for (guint i = 0; i < field->sets->len; i++) {
    const Set *set = &g_array_index (field->sets, Set, i);

    if (!is_dominated (field, set) && (shown == NULL || is_later (set->change, shown->change)))
      shown = set;
  }
  for (guint i = 0; shown && i < field->sets->len; i++) {
    const Set *set = &g_array_index (field->sets, Set, i);

    if (!is_dominated (field, set) && !tsu_value_equal (set->edit->value, shown->edit->value))
      *conflict = TRUE;
  }
  return shown != NULL && shown->edit->value != NULL ? tsu_value_ref (shown->edit->value) : NULL;
}

static gboolean
is_restored (const SimRecord *record, const TsuChange *removal)
{
  for (guint i = 0; i < record->changes->len; i++) {
    const TsuChange *change = g_ptr_array_index (record->changes, i);
    g_auto (GStrv) seen =
      change->op == TSU_OP_RESTORE ? tsu_change_decode_seen (change, NULL) : NULL;

    if (has_seen (seen, removal->id))
      return TRUE;
  }
  return FALSE;
}

static gboolean
has_seen_all (const Fields *fields, const TsuChange *removal)
{
  g_auto (GStrv) seen = tsu_change_decode_seen (removal, NULL);

  for (guint i = 0; i < fields->fields->len; i++) {
    const Field *field = g_ptr_array_index (fields->fields, i);

    for (guint j = 0; j < field->sets->len; j++) {
      const Set *set = &g_array_index (field->sets, Set, j);

      if (holds (field, set) && !has_seen (seen, set->change->id))
        return FALSE;
    }
  }
  return TRUE;
}

static void
find_removal (const SimRecord *record, const Fields *fields, gboolean *hidden, gboolean *revived)
{
  *hidden = *revived = FALSE;
  for (guint i = 0; i < record->changes->len; i++) {
    const TsuChange *change = g_ptr_array_index (record->changes, i);

    if (change->op != TSU_OP_DELETE || is_restored (record, change))
      continue;
    if (has_seen_all (fields, change))
      *hidden = TRUE;
    else
      *revived = TRUE;
  }
  *revived = *revived && !*hidden;
}

/* The record as the program shows it, made of nothing but the rules above. */
static TsuRecord *
make_shown (const SimRecord *self, const Fields *fields, GPtrArray *issues, gboolean *hidden)
{
  const TsuType *type = tsu_schema_find_type (self->type);
  TsuRecord *record = tsu_record_new (type, 0, self->id);
  gboolean revived;

  find_removal (self, fields, hidden, &revived);
  for (guint i = 0; i < fields->fields->len; i++) {
    const Field *field = g_ptr_array_index (fields->fields, i);
    int index = tsu_type_field_index (type, field->name);
    gboolean conflict;
    g_autoptr (TsuValue) value = choose (field, &conflict);

    if (conflict && !*hidden && (index < 0 || !(type->fields[index].flags & TSU_FIELD_QUIET)))
      g_ptr_array_add (issues, tsu_id_derive ("conflict", self->id, field->name, NULL));
    if (index >= 0 && value != NULL && tsu_typed_fits (&type->fields[index], value))
      tsu_record_take (record, (guint) index, g_steal_pointer (&value));
  }
  if (revived)
    g_ptr_array_add (issues, tsu_id_derive ("revived", self->id, NULL));
  tsu_record_set_deleted (record, *hidden);
  return record;
}

/* A record of which a reader may see nothing does not exist for him. */
static gboolean
is_told (const SimRecord *record, const Fields *fields)
{
  for (guint i = 0; i < record->changes->len; i++)
    if (((TsuChange *) record->changes->pdata[i])->op != TSU_OP_SET)
      return TRUE;
  return fields->fields->len > 0;
}

gboolean
sim_truth_is_open (const SimRecord *record)
{
  g_auto (Fields) fields = collect (record, 0);

  return fields.fields->len > 0;
}

char *
sim_truth_show (const SimRecord *record, int level)
{
  g_auto (Fields) fields = collect (record, level);
  g_autoptr (GPtrArray) issues = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (TsuRecord) shown = NULL;
  GString *text = g_string_new (NULL);
  gboolean hidden;

  if (tsu_schema_find_type (record->type) == NULL || !is_told (record, &fields))
    return g_string_free (text, FALSE);
  shown = make_shown (record, &fields, issues, &hidden);
  tsu_record_append_json (shown, text);
  g_string_append (text, hidden ? " hidden" : "");
  g_ptr_array_sort (issues, compare_texts);
  for (guint i = 0; i < issues->len; i++)
    g_string_append_printf (text, " %s", (char *) issues->pdata[i]);
  return g_string_free (text, FALSE);
}

gboolean
sim_truth_is_live (const SimRecord *record, const TsuChange *change, int level)
{
  g_auto (Fields) fields = collect (record, level);

  if (change->op == TSU_OP_DELETE)
    return !is_restored (record, change);
  for (guint i = 0; i < fields.fields->len; i++) {
    const Field *field = g_ptr_array_index (fields.fields, i);

    for (guint j = 0; j < field->sets->len; j++) {
      const Set *set = &g_array_index (field->sets, Set, j);

      if (set->change == change && holds (field, set))
        return TRUE;
    }
  }
  return FALSE;
}

int
sim_truth_level (const SimRecord *record, const TsuPolicyGrant *grants, gsize n_grants)
{
  return tsu_policy_read_level (grants, n_grants, record->ward, record->shared);
}

static void
add_change (SimTruth *self, TsuChange *change)
{
  SimRecord *record = g_hash_table_lookup (self->records, change->record);

  if (g_hash_table_contains (self->changes, change->id))
    return;
  g_hash_table_insert (self->changes, change->id, change);
  if (record == NULL) {
    record = g_new0 (SimRecord, 1);
    record->id = g_strdup (change->record);
    record->type = g_strdup (change->type);
    record->ward = change->ward;
    record->changes = g_ptr_array_new ();
    g_hash_table_insert (self->records, record->id, record);
  }
  g_ptr_array_add (record->changes, change);
}

/* Where people said different things of who may see it, the narrower holds. */
static gboolean
is_shared_by_all (const Field *field)
{
  gboolean any = FALSE;

  for (guint i = 0; i < field->sets->len; i++) {
    const Set *set = &g_array_index (field->sets, Set, i);
    const TsuValue *value = set->edit->value;

    if (is_dominated (field, set))
      continue;
    if (!tsu_policy_is_shared (value != NULL ? tsu_value_get_text (value) : NULL))
      return FALSE;
    any = TRUE;
  }
  return any;
}

/* What is shown of a record decides in turn who may see it. */
static void
read_scope (SimRecord *record)
{
  g_auto (Fields) fields = collect (record, TSU_POLICY_EVERYTHING);

  for (guint i = 0; i < fields.fields->len; i++) {
    const Field *field = g_ptr_array_index (fields.fields, i);
    gboolean conflict;
    g_autoptr (TsuValue) value = choose (field, &conflict);

    if (g_str_equal (field->name, "sharing"))
      record->shared = is_shared_by_all (field);
  }
}

SimTruth *
sim_truth_new (GPtrArray *txns)
{
  SimTruth *self = g_new0 (SimTruth, 1);
  GHashTableIter iter;
  gpointer record;

  self->txns = txns;
  self->records =
    g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) record_free);
  self->changes = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < txns->len; i++) {
    const TsuTxn *txn = g_ptr_array_index (txns, i);

    for (guint j = 0; j < txn->changes->len; j++)
      add_change (self, g_ptr_array_index (txn->changes, j));
  }
  g_hash_table_iter_init (&iter, self->records);
  while (g_hash_table_iter_next (&iter, NULL, &record))
    read_scope (record);
  return self;
}

void
sim_truth_free (SimTruth *self)
{
  g_hash_table_unref (self->records);
  g_hash_table_unref (self->changes);
  g_ptr_array_unref (self->txns);
  g_free (self);
}

static TsuRecord *
show_booking (SimRecord *record, const TsuPolicyGrant *grants, gsize n_grants)
{
  int level = sim_truth_level (record, grants, n_grants);
  g_autoptr (GPtrArray) issues = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (TsuRecord) shown = NULL;
  gboolean hidden;

  if (level < 0 || !g_str_equal (record->type, "booking"))
    return NULL;
  {
    g_auto (Fields) fields = collect (record, level);

    shown = make_shown (record, &fields, issues, &hidden);
  }
  if (hidden || g_strcmp0 (tsu_record_get_text (shown, "status"), "cancelled") == 0 ||
      tsu_record_get_text (shown, "resource") == NULL ||
      tsu_record_get_text (shown, "starts") == NULL)
    return NULL;
  return g_steal_pointer (&shown);
}

/* Without an end, or with one that is not after the beginning: to the end of the day. */
static char *
get_end (const TsuRecord *booking)
{
  const char *starts = tsu_record_get_text (booking, "starts");
  const char *ends = tsu_record_get_text (booking, "ends");

  return ends != NULL && strcmp (ends, starts) > 0 ? g_strdup (ends)
                                                   : g_strdup_printf ("%.10sT24", starts);
}

static gboolean
collide (const TsuRecord *a, const TsuRecord *b)
{
  g_autofree char *end_a = get_end (a);
  g_autofree char *end_b = get_end (b);

  return g_str_equal (tsu_record_get_text (a, "resource"), tsu_record_get_text (b, "resource")) &&
         strcmp (tsu_record_get_text (a, "starts"), end_b) < 0 &&
         strcmp (tsu_record_get_text (b, "starts"), end_a) < 0;
}

void
sim_truth_find_overlaps (SimTruth *self,
                         const TsuPolicyGrant *grants,
                         gsize n_grants,
                         GHashTable *ids)
{
  g_autoptr (GPtrArray) bookings =
    g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_record_unref);
  GHashTableIter iter;
  gpointer record;

  g_hash_table_iter_init (&iter, self->records);
  while (g_hash_table_iter_next (&iter, NULL, &record)) {
    TsuRecord *booking = show_booking (record, grants, n_grants);

    if (booking != NULL)
      g_ptr_array_add (bookings, booking);
  }
  for (guint i = 0; i < bookings->len; i++) {
    for (guint j = i + 1; j < bookings->len; j++) {
      TsuRecord *a = bookings->pdata[i];
      TsuRecord *b = bookings->pdata[j];
      gboolean first = strcmp (tsu_record_get_id (a), tsu_record_get_id (b)) < 0;

      if (collide (a, b))
        g_hash_table_add (ids, tsu_id_derive ("overlap", tsu_record_get_id (first ? a : b),
                                              tsu_record_get_id (first ? b : a), NULL));
    }
  }
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row becomes a draft. What each column does is settled once, so that a cell costs a switch and
 * not a search. No cell that is not blank gets lost: it goes to its field, or, where its field
 * cannot take it, to "unread", or to "extra".
 */

#include "config.h"

#include "tsu-row-reader.h"

#include <glib/gi18n.h>
#include <string.h>

#include "tsu-actor-kind.h"
#include "tsu-cell-text.h"
#include "tsu-export-columns.h"
#include "tsu-field-read.h"
#include "tsu-profile.h"
#include "tsu-row-skip.h"
#include "tsu-row-slots.h"

#define MAX_REMEMBERED 10000

typedef enum {
  DOES_EXTRA,
  DOES_FIELD,
  DOES_SLOT,
  DOES_INDICATOR,
  DOES_UNREAD,
  DOES_NOTHING,
} Does;

typedef struct {
  Does does;
  guint index; /* of the field or the slot */
  const char *indicator;
  const char *header;
  char *unread;       /* the column whose cells these are, kept as written */
  int reading;        /* the field for the reading of what stands here, or -1 */
  GHashTable *memory; /* text → TsuValue: dates and codes of a column repeat */
} Plan;

struct _TsuRowReader {
  TsuSheet *sheet;
  const TsuMapping *mapping;
  const TsuType *type;
  TsuProblems *problems;
  Plan *plans; /* one for each column */
  guint n_plans;
  TsuRowSlots slots; /* of the row being read */
  int name_field;
  int kind_field;
  gboolean are_persons; /* the header of the name says so */
  TsuResolveFunc resolve;
  gpointer resolve_data;
  const TsuTowns *towns; /* borrowed */
};

static void
report (TsuRowReader *self, guint row, guint column, const char *message)
{
  tsu_problems_add (self->problems, tsu_sheet_get_row_number (self->sheet, row), column + 1,
                    tsu_sheet_get_text (self->sheet, row, column), "%s", message);
}

/* The readings that the input method left in the cells of names, where no column gives them and
 * they are readings all through. */
static void
take_phonetics (TsuRowReader *self, TsuDraft *draft, guint row)
{
  for (guint i = 0; i < self->n_plans; i++) {
    int reading = self->plans[i].reading;
    TsuCell cell;

    if (reading < 0 || draft->values[reading] != NULL)
      continue;
    cell = tsu_sheet_get_cell (self->sheet, row, i);
    if (cell.phonetic != NULL && tsu_profile_is_kana (cell.phonetic))
      tsu_draft_take (draft, (guint) reading, tsu_value_new_text (cell.phonetic));
  }
}

/* A reference is written as the name of what it points to. What is not known stays a word among
 * the other columns. */
static void
read_reference (TsuRowReader *self, TsuDraft *draft, const Plan *plan, const char *text)
{
  const TsuField *field = &self->type->fields[plan->index];
  g_autofree char *name = g_strstrip (g_strdup (text));
  const char *id = NULL;

  if (field->kind == TSU_FIELD_REFERENCE && self->resolve != NULL)
    id = self->resolve (field, name, self->resolve_data);
  if (id != NULL)
    tsu_draft_take (draft, plan->index, tsu_value_new_text (id));
  else if (field->kind == TSU_FIELD_REFERENCE && g_str_equal (field->target, self->type->name))
    tsu_draft_add_name (draft, plan->index, plan->header, text);
  else
    tsu_draft_add_extra (draft, plan->header, text);
}

static gboolean
is_worth_remembering (const TsuField *field)
{
  return field->kind != TSU_FIELD_TEXT && field->kind != TSU_FIELD_NOTE &&
         field->kind != TSU_FIELD_PHONE && field->kind != TSU_FIELD_COORDINATE;
}

/* tsu_field_read(), with a memory for what is dear to read and comes again and again. */
static TsuFieldReading
read_value (TsuRowReader *self, Plan *plan, const char *text, TsuValue **value, char **doubt)
{
  const TsuField *field = &self->type->fields[plan->index];
  TsuFieldReading reading;

  *doubt = NULL;
  *value = plan->memory != NULL ? g_hash_table_lookup (plan->memory, text) : NULL;
  if (*value != NULL) {
    tsu_value_ref (*value);
    return TSU_READING_VALUE;
  }
  reading = tsu_field_read (field, text, &self->mapping->hints, value, doubt);
  if (reading == TSU_READING_VALUE && plan->memory != NULL &&
      g_hash_table_size (plan->memory) < MAX_REMEMBERED)
    g_hash_table_insert (plan->memory, (gpointer) text, tsu_value_ref (*value));
  return reading;
}

/* 「木」 under 「休館日」 is the day on which it is closed: the heading goes with the word. A
 * second column for the same field: a note takes both, of others the first stands. */
static gboolean
read_with_heading (TsuRowReader *self, TsuDraft *draft, const Plan *plan, const char *text)
{
  const TsuField *field = &self->type->fields[plan->index];
  gboolean taken = draft->values[plan->index] != NULL;

  if (field->kind == TSU_FIELD_NOTE && strstr (plan->header, "休") != NULL) {
    g_autofree char *headed = g_strdup_printf ("%s：%s", plan->header, text);

    tsu_draft_append_note (draft, field->name, headed);
    return TRUE;
  }
  if (taken && field->kind == TSU_FIELD_NOTE)
    tsu_draft_append_note (draft, field->name, text);
  else if (taken)
    tsu_draft_add_extra (draft, plan->header, text);
  return taken;
}

static void
read_field (TsuRowReader *self, TsuDraft *draft, guint row, guint column)
{
  Plan *plan = &self->plans[column];
  const TsuField *field = &self->type->fields[plan->index];
  TsuCell cell = tsu_sheet_get_cell (self->sheet, row, column);
  TsuValue *value;
  g_autofree char *doubt = NULL;

  if (read_with_heading (self, draft, plan, cell.text))
    return;
  if (field->target != NULL && field->kind != TSU_FIELD_CHOICES) {
    read_reference (self, draft, plan, cell.text);
    return;
  }
  switch (read_value (self, plan, cell.text, &value, &doubt)) {
  case TSU_READING_DOUBTFUL:
    report (self, row, column, doubt);
    /* fall through */
  case TSU_READING_VALUE:
    tsu_draft_take (draft, plan->index, value);
    break;
  case TSU_READING_PARTLY:
    tsu_draft_take (draft, plan->index, value);
    tsu_draft_add_unread (draft, plan->header, cell.text);
    report (self, row, column,
            _ ("Only a part of this was read; all of it was kept as written beside it."));
    break;
  case TSU_READING_FAILED:
    report (self, row, column,
            _ ("This does not fit the field it belongs to; it was kept as written."));
    /* fall through */
  case TSU_READING_NOTHING:
  default:
    tsu_draft_add_unread (draft, plan->header, cell.text);
    break;
  }
}

/* A record without a name could not be found again: the first words of the row stand in. */
static void
finish_name (TsuRowReader *self, TsuDraft *draft, guint row)
{
  /* What is there already, by our own id, keeps the name it has or has not. */
  if (self->name_field < 0 || draft->values[self->name_field] != NULL || draft->id != NULL)
    return;
  for (guint i = 0; i < self->n_plans; i++) {
    const char *text = tsu_sheet_get_text (self->sheet, row, i);

    if (tsu_cell_text_is_blank (text) || self->plans[i].does == DOES_SLOT ||
        self->plans[i].does == DOES_NOTHING)
      continue;
    tsu_draft_take (draft, (guint) self->name_field, tsu_value_new_text (text));
    tsu_problems_add (self->problems, tsu_sheet_get_row_number (self->sheet, row),
                      (guint) (tsu_mapping_find (self->mapping, "name") + 1), text,
                      _ ("The row has no name; “%s” was taken for it."), text);
    return;
  }
}

static const char *
guess_actor_kind (TsuRowReader *self, const TsuDraft *draft)
{
  const char *kind;

  if (self->are_persons || self->slots.columns[TSU_SLOT_FAMILY] >= 0)
    return "person";
  kind = tsu_actor_kind_guess (tsu_draft_get_text (draft, "name"));
  if (kind != NULL)
    return kind;
  return tsu_draft_get (draft, "households") != NULL ? "neighbourhood-association" : "other";
}

static void
finish_kind (TsuRowReader *self, TsuDraft *draft)
{
  if (self->kind_field < 0 || draft->values[self->kind_field] != NULL)
    return;
  if (g_str_equal (self->type->name, "resource"))
    tsu_draft_take (draft, (guint) self->kind_field, tsu_value_new_text ("place"));
  else if (g_str_equal (self->type->name, "actor"))
    tsu_draft_take (draft, (guint) self->kind_field,
                    tsu_value_new_text (guess_actor_kind (self, draft)));
}

/* 「氏名」 and a date of birth are those of people. */
static gboolean
find_persons (const TsuRowReader *self)
{
  for (guint i = 0; i < self->n_plans; i++) {
    const TsuColumn *column = g_ptr_array_index (self->mapping->columns, i);

    if (g_strcmp0 (column->target, "born") == 0)
      return TRUE;
    if (g_strcmp0 (column->target, "name") == 0 &&
        (strstr (column->header, "氏名") != NULL || strstr (column->header, "名前") != NULL))
      return TRUE;
  }
  return FALSE;
}

static void
finish_pairs (TsuRowReader *self, TsuDraft *draft)
{
  if (!tsu_draft_finish (draft))
    tsu_problems_add (self->problems, draft->row, 0, NULL,
                      _ ("The row holds more text than one record can; the rest was cut off."));
}

static TsuDraft *
read_record (TsuRowReader *self, guint row)
{
  TsuDraft *draft = tsu_draft_new (self->type, tsu_sheet_get_row_number (self->sheet, row));
  guint width = MIN (tsu_sheet_get_row_width (self->sheet, row), self->n_plans);

  tsu_row_slots_start (&self->slots, row);
  for (guint i = 0; i < width; i++) {
    const Plan *plan = &self->plans[i];
    const char *text = tsu_sheet_get_text (self->sheet, row, i);

    if (tsu_cell_text_is_blank (text))
      continue;
    if (plan->does == DOES_FIELD)
      read_field (self, draft, row, i);
    else if (plan->does == DOES_SLOT && self->slots.columns[plan->index] < 0)
      self->slots.columns[plan->index] = (int) i;
    else if (plan->does == DOES_UNREAD)
      tsu_draft_add_unread (draft, plan->unread, text);
    else if (plan->does != DOES_INDICATOR && plan->does != DOES_NOTHING)
      tsu_draft_add_extra (draft, plan->header, text);
  }
  take_phonetics (self, draft, row);
  tsu_row_slots_finish (&self->slots, draft);
  return draft;
}

/* The draft of one figure; @base gives where and when. */
static TsuDraft *
draft_figure (TsuRowReader *self, const TsuDraft *base, const char *indicator, gint64 number)
{
  static const char *const shared[] = { "name", "district", "area_code", "starts" };
  TsuDraft *draft = tsu_draft_new (self->type, base->row);

  for (guint i = 0; i < G_N_ELEMENTS (shared); i++) {
    TsuValue *value = tsu_draft_get (base, shared[i]);

    if (value != NULL)
      tsu_draft_take_named (draft, shared[i], tsu_value_ref (value));
  }
  tsu_draft_take_named (draft, "indicator", tsu_value_new_text (indicator));
  tsu_draft_take_named (draft, "value", tsu_value_new_integer (number));
  return draft;
}

/* Each figure of a row is a record of its own; the first carries the other columns. */
static void
read_figures (TsuRowReader *self, guint row, TsuDraft *base, GPtrArray *drafts)
{
  TsuDraft *first;

  for (guint i = 0; i < self->n_plans; i++) {
    const char *text = tsu_sheet_get_text (self->sheet, row, i);
    gint64 number;

    if (self->plans[i].does != DOES_INDICATOR || tsu_cell_text_is_blank (text))
      continue;
    if (tsu_field_read_number (text, &number)) {
      g_ptr_array_add (drafts, draft_figure (self, base, self->plans[i].indicator, number));
      continue;
    }
    tsu_draft_add_unread (base, self->plans[i].header, text);
    if (!tsu_field_is_nothing (text))
      report (self, row, i, _ ("This is not a whole number; it was kept as written."));
  }
  /* A row that is one figure already, as we export them, or one without any. */
  if (drafts->len == 0) {
    first = tsu_draft_new (self->type, base->row);
    first->id = g_steal_pointer (&base->id);
    g_ptr_array_add (drafts, first);
  }
  first = g_ptr_array_index (drafts, 0);
  first->extra = g_steal_pointer (&base->extra);
  first->unread = g_steal_pointer (&base->unread);
  for (guint i = 0; i < self->type->n_fields; i++)
    if (first->values[i] == NULL)
      first->values[i] = g_steal_pointer (&base->values[i]);
  finish_pairs (self, first);
}

static void
plan_column (TsuRowReader *self, guint index)
{
  const TsuColumn *column = g_ptr_array_index (self->mapping->columns, index);
  Plan *plan = &self->plans[index];
  int field = column->target != NULL ? tsu_type_field_index (self->type, column->target) : -1;
  int slot = tsu_row_slots_find (column->target);

  plan->header = column->header;
  plan->reading = -1;
  if (field >= 0) {
    plan->does = DOES_FIELD;
    plan->index = (guint) field;
    if (is_worth_remembering (&self->type->fields[field]))
      plan->memory =
        g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) tsu_value_unref);
    if (g_str_equal (column->target, "name"))
      plan->reading = tsu_type_field_index (self->type, "reading");
    else if (g_str_equal (column->target, "representative"))
      plan->reading = tsu_type_field_index (self->type, "representative_reading");
  } else if (column->target != NULL && *column->target == '#') {
    plan->does = DOES_INDICATOR;
    plan->indicator = column->target + 1;
  } else if (g_strcmp0 (column->target, TSU_TARGET_LEAVE_OUT) == 0) {
    plan->does = DOES_NOTHING;
  } else if (g_strcmp0 (column->target, TSU_TARGET_UNREAD) == 0) {
    plan->unread = tsu_export_columns_parse_unread (column->header);
    plan->does = plan->unread != NULL ? DOES_UNREAD : DOES_EXTRA;
  } else if (slot >= 0) {
    plan->does = DOES_SLOT;
    plan->index = (guint) slot;
  }
}

/**
 * tsu_row_reader_new:
 * @sheet: the sheet; it must outlive the reader, as must @mapping and @problems
 * @problems: what could not be read goes there
 */
TsuRowReader *
tsu_row_reader_new (TsuSheet *sheet, const TsuMapping *mapping, TsuProblems *problems)
{
  TsuRowReader *self = g_new0 (TsuRowReader, 1);

  self->sheet = sheet;
  self->mapping = mapping;
  self->type = mapping->type;
  self->problems = problems;
  self->n_plans = mapping->columns->len;
  self->plans = g_new0 (Plan, MAX (self->n_plans, 1));
  self->name_field = tsu_type_field_index (self->type, "name");
  self->kind_field = tsu_type_field_index (self->type, "kind");
  self->slots = (TsuRowSlots){ .sheet = sheet, .mapping = mapping, .problems = problems };
  self->are_persons = find_persons (self);
  for (guint i = 0; i < self->n_plans; i++)
    plan_column (self, i);
  return self;
}

void
tsu_row_reader_free (TsuRowReader *self)
{
  for (guint i = 0; i < self->n_plans; i++) {
    g_free (self->plans[i].unread);
    g_clear_pointer (&self->plans[i].memory, g_hash_table_unref);
  }
  g_free (self->plans);
  g_free (self);
}

/**
 * tsu_row_reader_set_resolver:
 * @resolve: finds what references name
 */
void
tsu_row_reader_set_resolver (TsuRowReader *self, TsuResolveFunc resolve, gpointer user_data)
{
  self->resolve = resolve;
  self->resolve_data = user_data;
}

/**
 * tsu_row_reader_set_towns:
 * @towns: (nullable): tells the district of an address; it must outlive the reader
 */
void
tsu_row_reader_set_towns (TsuRowReader *self, const TsuTowns *towns)
{
  self->towns = towns;
}

/**
 * tsu_row_reader_read:
 * @row: the index of a row of data
 * @drafts: (element-type TsuDraft): an empty array, filled with what the row says
 *
 * A row of figures gives one draft for each, every other row gives one; a row that is no thing of
 * its own (a total, a remark, an empty line of a form) gives none and is told among the problems.
 */
void
tsu_row_reader_read (TsuRowReader *self, guint row, GPtrArray *drafts)
{
  g_autoptr (TsuDraft) draft = NULL;

  if (!g_str_equal (self->type->name, "statistic") &&
      tsu_row_skip (self->sheet, self->mapping, row, self->problems))
    return;
  draft = read_record (self, row);
  if (g_str_equal (self->type->name, "statistic")) {
    read_figures (self, row, draft, drafts);
    return;
  }
  finish_name (self, draft, row);
  finish_kind (self, draft);
  finish_pairs (self, draft);
  if (self->towns != NULL && tsu_draft_get (draft, "address") != NULL)
    draft->home = g_strdup (tsu_towns_find (self->towns, tsu_draft_get_text (draft, "address")));
  g_ptr_array_add (drafts, g_steal_pointer (&draft));
}

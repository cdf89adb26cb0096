/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which columns an exported table has and what stands in them. Headers are the labels of the
 * fields in the language of the user, and our own import knows them again: a table may go to
 * Excel, be worked on there and come back.
 */

#include "config.h"

#include "tsu-export-columns.h"

#include <glib/gi18n.h>
#include <string.h>

#include "tsu-aliases.h"
#include "tsu-field-read.h"
#include "tsu-name-order.h"

#define MAX_PAIR_COLUMNS 1000

struct _TsuExportColumns {
  TsuLedger *ledger;
  const TsuType *type;
  gboolean *used; /* one for each field */
  TsuNameOrder *extra_order;
  TsuNameOrder *unread_order;
  GPtrArray *extra;   /* names of other columns, once settled */
  GPtrArray *unread;  /* the same for cells kept as written */
  GArray *fields;     /* guint, of the settled columns */
  GPtrArray *headers; /* char *, then NULL */
  GHashTable *titles; /* id → title, of references */
  GPtrArray *texts;   /* char *, of the row being filled */
};

static const char *
get_title (TsuExportColumns *self, const char *id)
{
  const char *title = g_hash_table_lookup (self->titles, id);

  if (title == NULL) {
    g_autoptr (TsuRecord) record = tsu_ledger_get (self->ledger, id, NULL);
    char *made = record != NULL ? tsu_record_dup_title (record) : g_strdup (id);

    g_hash_table_insert (self->titles, g_strdup (id), made);
    title = made;
  }
  return title;
}

/* Codes of the vocabulary by their labels, ids by the titles of their records. */
static char *
write_references (TsuExportColumns *self, const TsuField *field, const char *const *items)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (; *items != NULL; items++) {
    const TsuTerm *term =
      field->vocabulary != NULL ? tsu_vocabulary_find (field->vocabulary, *items) : NULL;

    if (out->len > 0)
      g_string_append (out, "、");
    g_string_append (out, term != NULL ? tsu_vocabulary_label (field->vocabulary, *items)
                                       : get_title (self, *items));
  }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static TsuCellKind
choose_kind (const TsuField *field, const char *text)
{
  TsuDateKind kind;

  if (field->kind == TSU_FIELD_INTEGER || field->kind == TSU_FIELD_MONEY ||
      field->kind == TSU_FIELD_COORDINATE)
    return TSU_CELL_NUMBER;
  if (field->kind == TSU_FIELD_TIME)
    return TSU_CELL_TIME;
  if (field->kind != TSU_FIELD_DATE && field->kind != TSU_FIELD_MOMENT)
    return TSU_CELL_TEXT;
  kind = tsu_date_kind (text);
  if (kind == TSU_DATE_DATETIME)
    return TSU_CELL_DATETIME;
  return kind == TSU_DATE_DAY ? TSU_CELL_DATE : TSU_CELL_TEXT;
}

static char *
write_value (TsuExportColumns *self, const TsuField *field, const TsuValue *value)
{
  char *text;

  if (field->target != NULL && tsu_value_get_kind (value) == TSU_VALUE_LIST)
    return write_references (self, field, tsu_value_get_list (value));
  if (field->target != NULL && field->kind == TSU_FIELD_REFERENCE)
    return g_strdup (get_title (self, tsu_value_get_text (value)));
  text = tsu_field_write (field, value);
  /* The clock of Japan is understood; Excel has no zones. */
  if (field->kind == TSU_FIELD_MOMENT && g_str_has_suffix (text, "+09:00"))
    text[strlen (text) - 6] = '\0';
  return text;
}

static void
fill_pairs (TsuCell *cells, GPtrArray *names, const char *const *pairs)
{
  for (guint i = 0; i < names->len; i++) {
    for (guint j = 0; pairs[j] != NULL && pairs[j + 1] != NULL; j += 2) {
      if (cells[i].kind == TSU_CELL_EMPTY && g_str_equal (names->pdata[i], pairs[j])) {
        cells[i].text = pairs[j + 1];
        cells[i].kind = TSU_CELL_TEXT;
      }
    }
  }
}

static void
fill_reading (TsuExportColumns *self, const TsuRecord *record, const char *field, TsuCell *cell)
{
  const char *reading = NULL;

  if (g_str_equal (field, "name"))
    reading = "reading";
  else if (g_str_equal (field, "representative"))
    reading = "representative_reading";
  if (reading != NULL && tsu_type_find_field (self->type, reading) != NULL)
    cell->phonetic = tsu_record_get_text (record, reading);
}

TsuExportColumns *
tsu_export_columns_new (TsuLedger *ledger, const TsuType *type)
{
  TsuExportColumns *self = g_new0 (TsuExportColumns, 1);

  self->ledger = ledger;
  self->type = type;
  self->used = g_new0 (gboolean, type->n_fields);
  self->extra_order = tsu_name_order_new (MAX_PAIR_COLUMNS);
  self->unread_order = tsu_name_order_new (MAX_PAIR_COLUMNS);
  self->fields = g_array_new (FALSE, FALSE, sizeof (guint));
  self->headers = g_ptr_array_new_with_free_func (g_free);
  self->titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->texts = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
tsu_export_columns_free (TsuExportColumns *self)
{
  g_free (self->used);
  tsu_name_order_free (self->extra_order);
  tsu_name_order_free (self->unread_order);
  g_clear_pointer (&self->extra, g_ptr_array_unref);
  g_clear_pointer (&self->unread, g_ptr_array_unref);
  g_array_unref (self->fields);
  g_ptr_array_unref (self->headers);
  g_hash_table_unref (self->titles);
  g_ptr_array_unref (self->texts);
  g_free (self);
}

/**
 * tsu_export_columns_look_at:
 *
 * Notes which columns @record needs; all records come by before tsu_export_columns_settle().
 */
void
tsu_export_columns_look_at (TsuExportColumns *self, const TsuRecord *record)
{
  for (guint i = 0; i < self->type->n_fields; i++) {
    const TsuField *field = &self->type->fields[i];
    TsuValue *value = tsu_record_get_at (record, i);

    if (value == NULL)
      continue;
    if (field->kind != TSU_FIELD_PAIRS)
      self->used[i] = TRUE;
    else if (g_str_equal (field->name, "extra"))
      tsu_name_order_add (self->extra_order, tsu_value_get_list (value), 2);
    else
      tsu_name_order_add (self->unread_order, tsu_value_get_list (value), 2);
  }
}

/**
 * tsu_export_columns_settle:
 *
 * Decides the columns. A name is always among them, so that an empty table is one too.
 */
void
tsu_export_columns_settle (TsuExportColumns *self)
{
  for (guint i = 0; i < self->type->n_fields; i++) {
    const TsuField *field = &self->type->fields[i];

    if (!self->used[i] && !g_str_equal (field->name, "name"))
      continue;
    g_array_append_val (self->fields, i);
    g_ptr_array_add (self->headers, g_strdup (g_dpgettext2 (NULL, "field", field->label)));
  }
  self->extra = tsu_name_order_settle (self->extra_order);
  self->unread = tsu_name_order_settle (self->unread_order);
  for (guint i = 0; i < self->extra->len; i++)
    g_ptr_array_add (self->headers, g_strdup (self->extra->pdata[i]));
  for (guint i = 0; i < self->unread->len; i++)
    g_ptr_array_add (self->headers, tsu_export_columns_name_unread (self->unread->pdata[i]));
  /* By it a row that was worked on in Excel finds its record again. */
  g_ptr_array_add (self->headers,
                   g_strdup (tsu_aliases_describe (self->type, TSU_TARGET_RECORD_ID)));
  g_ptr_array_add (self->headers, NULL);
}

guint
tsu_export_columns_get_n (TsuExportColumns *self)
{
  return self->headers->len - 1;
}

const char *const *
tsu_export_columns_get_names (TsuExportColumns *self)
{
  return (const char *const *) self->headers->pdata;
}

/**
 * tsu_export_columns_fill:
 * @cells: (out caller-allocates): one for each column; their texts last until the next call or as
 *   long as @record
 */
void
tsu_export_columns_fill (TsuExportColumns *self, const TsuRecord *record, TsuCell *cells)
{
  static const char *const none[] = { NULL };
  TsuValue *extra = tsu_record_get (record, "extra");
  TsuValue *unread = tsu_record_get (record, "unread");

  g_ptr_array_set_size (self->texts, 0);
  for (guint i = 0; i < tsu_export_columns_get_n (self); i++)
    cells[i] = (TsuCell){ "", NULL, TSU_CELL_EMPTY };
  for (guint i = 0; i < self->fields->len; i++) {
    guint index = g_array_index (self->fields, guint, i);
    const TsuField *field = &self->type->fields[index];
    const TsuValue *value = tsu_record_get_at (record, index);

    if (value == NULL)
      continue;
    cells[i].kind =
      choose_kind (field,
                   tsu_value_get_kind (value) == TSU_VALUE_TEXT ? tsu_value_get_text (value) : "");
    cells[i].text = write_value (self, field, value);
    g_ptr_array_add (self->texts, (gpointer) cells[i].text);
    fill_reading (self, record, field->name, &cells[i]);
  }
  fill_pairs (cells + self->fields->len, self->extra,
              extra != NULL ? tsu_value_get_list (extra) : none);
  fill_pairs (cells + self->fields->len + self->extra->len, self->unread,
              unread != NULL ? tsu_value_get_list (unread) : none);
  cells[tsu_export_columns_get_n (self) - 1] =
    (TsuCell){ tsu_record_get_id (record), NULL, TSU_CELL_TEXT };
}

/**
 * tsu_export_columns_name_unread:
 *
 * Returns: (transfer full): the header of a column of cells that their field could not take
 */
char *
tsu_export_columns_name_unread (const char *name)
{
  /* Translators: heading of a column that holds the cells of the column %s as they were written,
   * where they could not be read. Keep %s first. */
  return g_strdup_printf (_ ("%s (as written)"), name);
}

/**
 * tsu_export_columns_parse_unread:
 *
 * Returns: (transfer full) (nullable): the name that tsu_export_columns_name_unread() was given
 */
char *
tsu_export_columns_parse_unread (const char *header)
{
  const char *const formats[] = { _ ("%s (as written)"), "%s (as written)" };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_has_suffix (header, formats[i] + 2))
      return g_strndup (header, strlen (header) - strlen (formats[i] + 2));
  return NULL;
}

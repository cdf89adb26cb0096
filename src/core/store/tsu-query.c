/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which records, in which order; and the same as SQL. Values are quoted into the text by SQLite's
 * own quoting, because the search takes a condition as text. The typed table is called t in it.
 */

#include "config.h"

#include "tsu-query-private.h"

#include <sqlite3.h>
#include <string.h>

#include "tsu-json.h"

typedef struct {
  const TsuField *field;
  TsuFilterOp op;
  TsuValue *value;
} Filter;

struct _TsuListQuery {
  const TsuType *type;
  GArray *filters; /* Filter */
  char *words;
  TsuOrder order;
  const TsuField *order_field;
  gboolean descending;
  gboolean deleted;
  int limit; /* 0 for all */
};

static void
clear_filter (gpointer data)
{
  g_clear_pointer (&((Filter *) data)->value, tsu_value_unref);
}

/**
 * tsu_list_query_new:
 * @type: the records' type
 *
 * Returns: (transfer full): all records of @type that are not deleted, in reading order
 */
TsuListQuery *
tsu_list_query_new (const TsuType *type)
{
  TsuListQuery *self = g_new0 (TsuListQuery, 1);

  self->type = type;
  self->filters = g_array_new (FALSE, FALSE, sizeof (Filter));
  g_array_set_clear_func (self->filters, clear_filter);
  return self;
}

TsuListQuery *
tsu_list_query_copy (const TsuListQuery *self)
{
  TsuListQuery *copy = tsu_list_query_new (self->type);

  for (guint i = 0; i < self->filters->len; i++) {
    Filter filter = g_array_index (self->filters, Filter, i);

    if (filter.value != NULL)
      tsu_value_ref (filter.value);
    g_array_append_val (copy->filters, filter);
  }
  copy->words = g_strdup (self->words);
  copy->order = self->order;
  copy->order_field = self->order_field;
  copy->descending = self->descending;
  copy->deleted = self->deleted;
  copy->limit = self->limit;
  return copy;
}

void
tsu_list_query_free (TsuListQuery *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->filters);
  g_free (self->words);
  g_free (self);
}

const TsuType *
tsu_list_query_get_type_of (const TsuListQuery *self)
{
  return self->type;
}

/**
 * tsu_list_query_add_filter:
 * @self: a query
 * @field: name of a field of its type
 * @op: how to compare
 * @value: (nullable) (transfer full): what with; NULL for nothing, which only an empty field is
 *
 * Narrows the query: all its filters have to hold.
 */
void
tsu_list_query_add_filter (TsuListQuery *self, const char *field, TsuFilterOp op, TsuValue *value)
{
  Filter filter = { tsu_type_find_field (self->type, field), op, value };

  g_return_if_fail (filter.field != NULL);

  g_array_append_val (self->filters, filter);
}

void
tsu_list_query_set_words (TsuListQuery *self, const char *words)
{
  g_free (self->words);
  self->words = words != NULL && *words != '\0' ? g_strdup (words) : NULL;
}

const char *
tsu_list_query_get_words (const TsuListQuery *self)
{
  return self->words;
}

/**
 * tsu_list_query_set_order:
 * @self: a query
 * @order: by what
 * @field: (nullable): for TSU_ORDER_FIELD the field's name
 * @descending: whether to turn the order round; empty fields stay last
 */
void
tsu_list_query_set_order (TsuListQuery *self,
                          TsuOrder order,
                          const char *field,
                          gboolean descending)
{
  const TsuField *found = field != NULL ? tsu_type_find_field (self->type, field) : NULL;

  g_return_if_fail (order != TSU_ORDER_FIELD || found != NULL);

  self->order = order;
  self->order_field = found;
  self->descending = descending;
}

void
tsu_list_query_set_deleted (TsuListQuery *self, gboolean only_deleted)
{
  self->deleted = only_deleted;
}

void
tsu_list_query_set_limit (TsuListQuery *self, int limit)
{
  self->limit = limit;
}

gboolean
tsu_list_query_is_ranked (const TsuListQuery *self)
{
  return self->order == TSU_ORDER_RANK && self->words != NULL;
}

gboolean
tsu_list_query_wants_deleted (const TsuListQuery *self)
{
  return self->deleted;
}

int
tsu_list_query_get_limit (const TsuListQuery *self)
{
  return self->limit;
}

static void
append_quoted (GString *sql, const char *text)
{
  char *quoted = sqlite3_mprintf ("%Q", text);

  g_string_append (sql, quoted);
  sqlite3_free (quoted);
}

static void
append_value (GString *sql, const TsuValue *value)
{
  if (tsu_value_get_kind (value) == TSU_VALUE_INTEGER)
    g_string_append_printf (sql, "%" G_GINT64_FORMAT, tsu_value_get_integer (value));
  else if (tsu_value_get_kind (value) == TSU_VALUE_BOOLEAN)
    g_string_append (sql, tsu_value_get_boolean (value) ? "1" : "0");
  else
    append_quoted (sql, tsu_value_get_text (value));
}

/* A set is stored as a JSON array of texts, in which an element stands between its quotes and
 * nowhere else. Only an element that is itself a comma could be taken for what parts two others. */
static void
append_contains (GString *sql, const char *field, const char *item)
{
  g_autoptr (GString) json = g_string_new (NULL);

  if (strchr (item, ',') != NULL) {
    g_string_append_printf (sql,
                            "EXISTS (SELECT 1 FROM json_each (t.\"%s\") WHERE value = ", field);
    append_quoted (sql, item);
    g_string_append_c (sql, ')');
    return;
  }
  tsu_json_append_string (json, item);
  g_string_append_printf (sql, "ifnull (instr (t.\"%s\", ", field);
  append_quoted (sql, json->str);
  g_string_append (sql, "), 0) > 0");
}

/* The value asked for in a set: one text, or a list of which every element has to be there. */
static void
append_set_filter (GString *sql, const Filter *filter)
{
  const char *single[] = { tsu_value_get_text (filter->value), NULL };
  const char *const *items = single[0] != NULL ? single : tsu_value_get_list (filter->value);

  g_string_append (sql, filter->op == TSU_FILTER_IS_NOT ? "NOT (1" : "(1");
  for (; *items != NULL; items++) {
    g_string_append (sql, " AND ");
    append_contains (sql, filter->field->name, *items);
  }
  g_string_append_c (sql, ')');
}

static void
append_filter (GString *sql, const Filter *filter)
{
  static const char *const operators[] = {
    [TSU_FILTER_IS] = "=",
    [TSU_FILTER_IS_NOT] = "IS NOT",
    [TSU_FILTER_FROM] = ">=",
    [TSU_FILTER_BEFORE] = "<",
  };
  gboolean filled = filter->op == TSU_FILTER_FILLED;

  g_string_append (sql, " AND ");
  if (filter->op == TSU_FILTER_EMPTY || filled || filter->value == NULL) {
    filled = filled || filter->op == TSU_FILTER_IS_NOT;
    g_string_append_printf (sql, "t.\"%s\" %s", filter->field->name,
                            filled ? "IS NOT NULL" : "IS NULL");
    return;
  }
  if (tsu_field_is_set (filter->field)) {
    append_set_filter (sql, filter);
    return;
  }
  g_string_append_printf (sql, "t.\"%s\" %s ", filter->field->name, operators[filter->op]);
  append_value (sql, filter->value);
}

/* The condition of the query but for its words. */
char *
tsu_list_query_make_filter (const TsuListQuery *self)
{
  GString *sql = g_string_new (self->deleted ? "t._hidden = 1" : "t._hidden = 0");

  for (guint i = 0; i < self->filters->len; i++)
    append_filter (sql, &g_array_index (self->filters, Filter, i));
  return g_string_free (sql, FALSE);
}

/* What to order by. The row's number at the end makes every order total, so that a list never
 * jumps between two records that are alike. */
char *
tsu_list_query_make_order (const TsuListQuery *self)
{
  const char *direction = self->descending ? " DESC" : "";

  switch (self->order) {
  case TSU_ORDER_FIELD:
    return g_strdup_printf ("t.\"%s\" IS NULL, t.\"%s\"%s, t._sort, t.id", self->order_field->name,
                            self->order_field->name, direction);
  case TSU_ORDER_RECENT:
    direction = self->descending ? "" : " DESC";
    return g_strdup_printf ("t._changed%s, t.id%s", direction, direction);
  case TSU_ORDER_READING:
  case TSU_ORDER_RANK:
  default:
    return g_strdup_printf ("t._sort%s, t.id%s", direction, direction);
  }
}

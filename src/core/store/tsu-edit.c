/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What somebody wants done to one record. Values are brought into their one form here (composed
 * Unicode, sets sorted and without doubles), so that equal things compare equal ever after.
 */

#include "config.h"

#include "tsu-edit-private.h"

#include "tsu-error.h"
#include "tsu-id.h"
#include "tsu-json.h"

#include <glib/gi18n.h>
#include <string.h>

#define LONGEST_TEXT 65536
#define GREATEST_INTEGER (G_GINT64_CONSTANT (1) << 53)

struct _TsuEdit {
  const TsuType *type;
  char *id;
  TsuOp op;
  gboolean create;
  gboolean settle;
  gboolean is_checked;
  GArray *cells;   /* TsuEditCell */
  TsuAhead *ahead; /* NULL until it is asked for */
};

static void
clear_cell (gpointer data)
{
  TsuEditCell *cell = data;

  g_clear_pointer (&cell->value, tsu_value_unref);
  g_clear_pointer (&cell->expected, tsu_value_unref);
}

static TsuEdit *
new_edit (const TsuType *type, const char *id, TsuOp op)
{
  TsuEdit *self = g_new0 (TsuEdit, 1);

  self->type = type;
  self->id = id != NULL ? g_strdup (id) : tsu_id_generate ();
  self->op = op;
  self->cells = g_array_new (FALSE, TRUE, sizeof (TsuEditCell));
  g_array_set_clear_func (self->cells, clear_cell);
  return self;
}

/**
 * tsu_edit_new_create:
 * @type: the record's type
 * @id: (nullable): its id; NULL for a new one. Where a record of that id is there already, the
 *   edit changes that one: records with a natural id may be made twice
 *
 * Returns: (transfer full): the edit
 */
TsuEdit *
tsu_edit_new_create (const TsuType *type, const char *id)
{
  TsuEdit *self = new_edit (type, id, TSU_OP_SET);

  self->create = TRUE;
  return self;
}

/**
 * tsu_edit_new_change:
 * @type: the record's type
 * @id: id of a record that is there
 *
 * Returns: (transfer full): the edit
 */
TsuEdit *
tsu_edit_new_change (const TsuType *type, const char *id)
{
  g_return_val_if_fail (id != NULL, NULL);

  return new_edit (type, id, TSU_OP_SET);
}

/**
 * tsu_edit_new_delete:
 * @type: the record's type
 * @id: id of a record that is there; one deleted already stays so
 *
 * Returns: (transfer full): the edit
 */
TsuEdit *
tsu_edit_new_delete (const TsuType *type, const char *id)
{
  g_return_val_if_fail (id != NULL, NULL);

  return new_edit (type, id, TSU_OP_DELETE);
}

/**
 * tsu_edit_new_restore:
 * @type: the record's type
 * @id: id of a record that was deleted
 *
 * Returns: (transfer full): the edit
 */
TsuEdit *
tsu_edit_new_restore (const TsuType *type, const char *id)
{
  g_return_val_if_fail (id != NULL, NULL);

  return new_edit (type, id, TSU_OP_RESTORE);
}

void
tsu_edit_free (TsuEdit *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->ahead, tsu_ahead_free);
  g_array_unref (self->cells);
  g_free (self->id);
  g_free (self);
}

const char *
tsu_edit_get_id (const TsuEdit *self)
{
  return self->id;
}

const TsuType *
tsu_edit_get_type_of (const TsuEdit *self)
{
  return self->type;
}

TsuOp
tsu_edit_get_op (const TsuEdit *self)
{
  return self->op;
}

gboolean
tsu_edit_is_create (const TsuEdit *self)
{
  return self->create;
}

gboolean
tsu_edit_is_settling (const TsuEdit *self)
{
  return self->settle;
}

GArray *
tsu_edit_get_cells (const TsuEdit *self)
{
  return self->cells;
}

/* What a change that makes a record sets, in the canonical form of tsu_change_encode(). */
char *
tsu_edit_make_json (const TsuEdit *self)
{
  GString *json = g_string_sized_new (512);

  g_string_append_c (json, '{');
  for (guint i = 0; i < self->cells->len; i++) {
    const TsuEditCell *cell = &g_array_index (self->cells, TsuEditCell, i);
    const TsuField *field = &self->type->fields[cell->field];
    gboolean is_set = tsu_field_is_set (field);

    if (cell->value == NULL)
      continue;
    if (json->len > 1)
      g_string_append_c (json, ',');
    tsu_json_append_string (json, field->name);
    g_string_append (json, is_set ? ":{\"add\":" : ":");
    tsu_value_append_json (cell->value, json);
    if (is_set)
      g_string_append_c (json, '}');
  }
  g_string_append_c (json, '}');
  return g_string_free (json, FALSE);
}

static gboolean
is_within_limits (const TsuValue *value)
{
  const char *const *items;
  gsize length = 0;

  if (value == NULL)
    return TRUE;
  if (tsu_value_get_kind (value) == TSU_VALUE_INTEGER)
    return ABS (tsu_value_get_integer (value)) <= GREATEST_INTEGER;
  if (tsu_value_get_kind (value) == TSU_VALUE_TEXT)
    length = strlen (tsu_value_get_text (value));
  for (items = tsu_value_get_list (value); *items != NULL; items++)
    length += strlen (*items);
  return length <= LONGEST_TEXT;
}

/* Whether the ledger can hold what is wanted. */
gboolean
tsu_edit_check (TsuEdit *self, GError **error)
{
  if (self->is_checked)
    return TRUE;
  if (!tsu_id_is_valid (self->id)) {
    g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID,
                 _ ("“%s” is not the id of a record. Nothing was saved."), self->id);
    return FALSE;
  }
  for (guint i = 0; i < self->cells->len; i++) {
    const TsuEditCell *cell = &g_array_index (self->cells, TsuEditCell, i);
    const TsuField *field = &self->type->fields[cell->field];

    if (!tsu_typed_fits (field, cell->value) || !is_within_limits (cell->value)) {
      g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID,
                   _ ("The value given for “%s” does not fit: it is too long, too large or of "
                      "another kind. Nothing was saved."),
                      g_dpgettext2 (NULL, "field", field->label));
      return FALSE;
    }
  }
  self->is_checked = TRUE;
  return TRUE;
}

/* What follows from the edit alone. */
const TsuAhead *
tsu_edit_get_ahead (TsuEdit *self)
{
  if (self->ahead == NULL)
    self->ahead = tsu_ahead_new (self);
  return self->ahead;
}

/**
 * tsu_edit_prepare:
 * @self: an edit that makes a record, with all its values
 *
 * Does what can be done of saving it without the ledger, on any thread. The ledger would do it in
 * its turn.
 */
void
tsu_edit_prepare (TsuEdit *self)
{
  g_return_if_fail (self->create);

  if (tsu_edit_check (self, NULL))
    tsu_edit_get_ahead (self);
}

static TsuEditCell *
find_cell (TsuEdit *self, guint index)
{
  TsuEditCell *cell;

  self->is_checked = FALSE;
  g_clear_pointer (&self->ahead, tsu_ahead_free);
  for (guint i = 0; i < self->cells->len; i++) {
    cell = &g_array_index (self->cells, TsuEditCell, i);
    if (cell->field == index)
      return cell;
  }
  g_array_set_size (self->cells, self->cells->len + 1);
  cell = &g_array_index (self->cells, TsuEditCell, self->cells->len - 1);
  cell->field = index;
  return cell;
}

/* Whether a text may hold anything but composed characters. ASCII, Latin-1, kana, common kanji and
 * full-width forms never do, and that is nearly every text; a combining dakuten is not among them.
 */
static gboolean
may_be_decomposed (const char *text)
{
  const guchar *c = (const guchar *) text;

  while (*c != '\0') {
    if (*c < 0xcc)
      c++;
    else if (*c == 0xe3 && !(c[1] == 0x82 && (c[2] == 0x99 || c[2] == 0x9a)))
      c += 3;
    else if ((*c >= 0xe4 && *c <= 0xe9) || (*c == 0xef && c[1] >= 0xbc))
      c += 3;
    else
      return TRUE;
  }
  return FALSE;
}

/* @spare keeps what had to be made. */
static const char *
compose (const char *text, char **spare)
{
  g_autofree char *valid = NULL;

  if (!g_utf8_validate (text, -1, NULL))
    text = valid = g_utf8_make_valid (text, -1);
  if (!may_be_decomposed (text)) {
    if (valid != NULL)
      *spare = g_steal_pointer (&valid);
    return text;
  }
  *spare = g_utf8_normalize (text, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  return *spare;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* In byte order and without doubles, as the fold gives a set; pairs keep their order. */
static TsuValue *
arrange_list (const TsuField *field, TsuValue *value)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_free);
  const char *const *texts = tsu_value_get_list (value);
  guint kept = 0;

  for (; *texts != NULL; texts++) {
    char *spare = NULL;
    const char *text = compose (*texts, &spare);

    g_ptr_array_add (items, spare != NULL ? spare : g_strdup (text));
  }
  if (tsu_field_is_set (field)) {
    g_ptr_array_sort (items, compare_texts);
    while (kept < items->len) {
      const char *text = g_ptr_array_index (items, kept);

      if (*text == '\0' || (kept > 0 && g_str_equal (text, items->pdata[kept - 1])))
        g_ptr_array_remove_index (items, kept);
      else
        kept++;
    }
  }
  g_ptr_array_add (items, NULL);
  tsu_value_unref (value);
  return tsu_value_new_list ((const char *const *) items->pdata);
}

/* Takes @value and gives its one form. */
static TsuValue *
arrange (const TsuField *field, TsuValue *value)
{
  g_autofree char *spare = NULL;
  const char *text;

  if (value == NULL)
    return NULL;
  if (tsu_value_get_kind (value) == TSU_VALUE_LIST)
    return arrange_list (field, value);
  if (tsu_value_get_kind (value) != TSU_VALUE_TEXT)
    return value;
  text = compose (tsu_value_get_text (value), &spare);
  if (text == tsu_value_get_text (value))
    return value;
  tsu_value_unref (value);
  return tsu_value_new_text (text);
}

/**
 * tsu_edit_set:
 * @self: an edit
 * @field: name of a field of its type
 * @value: (nullable) (transfer full): the value wanted, NULL for empty
 *
 * For a set field @value is the whole set wanted; the ledger finds what that adds and removes.
 */
void
tsu_edit_set (TsuEdit *self, const char *field, TsuValue *value)
{
  int index = tsu_type_field_index (self->type, field);

  g_return_if_fail (index >= 0);

  tsu_edit_set_at (self, (guint) index, value);
}

/* As tsu_edit_set(), by the place of the field in its type's table. */
void
tsu_edit_set_at (TsuEdit *self, guint index, TsuValue *value)
{
  TsuEditCell *cell = find_cell (self, index);

  g_clear_pointer (&cell->value, tsu_value_unref);
  cell->value = arrange (&self->type->fields[cell->field], value);
  cell->has_value = TRUE;
}

void
tsu_edit_set_text (TsuEdit *self, const char *field, const char *text)
{
  tsu_edit_set (self, field, tsu_value_new_text (text));
}

void
tsu_edit_set_integer (TsuEdit *self, const char *field, gint64 integer)
{
  tsu_edit_set (self, field, tsu_value_new_integer (integer));
}

void
tsu_edit_set_boolean (TsuEdit *self, const char *field, gboolean truth)
{
  tsu_edit_set (self, field, tsu_value_new_boolean (truth));
}

void
tsu_edit_set_list (TsuEdit *self, const char *field, const char *const *items)
{
  tsu_edit_set (self, field, tsu_value_new_list (items));
}

void
tsu_edit_clear (TsuEdit *self, const char *field)
{
  tsu_edit_set (self, field, NULL);
}

/**
 * tsu_edit_expect:
 * @self: an edit
 * @field: name of a field of its type
 * @value: (nullable) (transfer full): the value that was on the screen when the user began
 *
 * A value that came in meanwhile is then kept as a sibling instead of being replaced unseen.
 * Without it the shown head is taken for what the user saw.
 */
void
tsu_edit_expect (TsuEdit *self, const char *field, TsuValue *value)
{
  int index = tsu_type_field_index (self->type, field);
  TsuEditCell *cell;

  g_return_if_fail (index >= 0);

  cell = find_cell (self, (guint) index);
  g_clear_pointer (&cell->expected, tsu_value_unref);
  cell->expected = arrange (&self->type->fields[cell->field], value);
  cell->has_expected = TRUE;
}

void
tsu_edit_settle (TsuEdit *self)
{
  self->settle = TRUE;
}

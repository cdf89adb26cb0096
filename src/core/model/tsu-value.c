/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The value of a field: one block of memory a value, counted atomically, because a worker makes
 * records that the window reads.
 */

#include "config.h"

#include "tsu-value.h"

#include "tsu-json.h"

#include <string.h>

struct _TsuValue {
  gatomicrefcount refs;
  TsuValueKind kind;
  union {
    gboolean truth;
    gint64 integer;
    char *text;
    char **list;
  };
};

G_DEFINE_BOXED_TYPE (TsuValue, tsu_value, tsu_value_ref, tsu_value_unref)

static TsuValue *
new_value (TsuValueKind kind, gsize extra)
{
  TsuValue *self = g_malloc (sizeof (TsuValue) + extra);

  g_atomic_ref_count_init (&self->refs);
  self->kind = kind;
  return self;
}

/**
 * tsu_value_new_boolean:
 *
 * Returns: (transfer full): the value
 */
TsuValue *
tsu_value_new_boolean (gboolean truth)
{
  TsuValue *self = new_value (TSU_VALUE_BOOLEAN, 0);

  self->truth = !!truth;
  return self;
}

/**
 * tsu_value_new_integer:
 *
 * Returns: (transfer full): the value
 */
TsuValue *
tsu_value_new_integer (gint64 integer)
{
  TsuValue *self = new_value (TSU_VALUE_INTEGER, 0);

  self->integer = integer;
  return self;
}

/**
 * tsu_value_new_text:
 * @text: (nullable): UTF-8
 *
 * Returns: (transfer full) (nullable): the value; NULL for no text
 */
TsuValue *
tsu_value_new_text (const char *text)
{
  return text ? tsu_value_new_text_len (text, strlen (text)) : NULL;
}

/**
 * tsu_value_new_text_len:
 * @length: bytes of @text
 *
 * Returns: (transfer full) (nullable): the value; NULL for no text
 */
TsuValue *
tsu_value_new_text_len (const char *text, gssize length)
{
  TsuValue *self;

  if (length == 0)
    return NULL;

  self = new_value (TSU_VALUE_TEXT, length + 1);
  self->text = (char *) (self + 1);
  memcpy (self->text, text, length);
  self->text[length] = '\0';
  return self;
}

/**
 * tsu_value_new_list:
 * @items: (nullable) (array zero-terminated=1): texts
 *
 * Returns: (transfer full) (nullable): the value; NULL for an empty list
 */
TsuValue *
tsu_value_new_list (const char *const *items)
{
  TsuValue *self;
  gsize n = 0;
  gsize bytes = 0;
  char *at;

  for (; items && items[n]; n++)
    bytes += strlen (items[n]) + 1;
  if (n == 0)
    return NULL;

  self = new_value (TSU_VALUE_LIST, (n + 1) * sizeof (char *) + bytes);
  self->list = (char **) (self + 1);
  at = (char *) (self->list + n + 1);
  for (gsize i = 0; i < n; i++) {
    self->list[i] = at;
    at = g_stpcpy (at, items[i]) + 1;
  }
  self->list[n] = NULL;
  return self;
}

TsuValue *
tsu_value_ref (TsuValue *value)
{
  g_atomic_ref_count_inc (&value->refs);
  return value;
}

void
tsu_value_unref (TsuValue *value)
{
  if (g_atomic_ref_count_dec (&value->refs))
    g_free (value);
}

TsuValueKind
tsu_value_get_kind (const TsuValue *value)
{
  return value->kind;
}

/**
 * tsu_value_get_boolean:
 * @value: (nullable): a value
 *
 * Returns: the truth; FALSE for nothing or for another kind of value
 */
gboolean
tsu_value_get_boolean (const TsuValue *value)
{
  return value && value->kind == TSU_VALUE_BOOLEAN && value->truth;
}

/**
 * tsu_value_get_integer:
 * @value: (nullable): a value
 *
 * Returns: the number; 0 for nothing or for another kind of value
 */
gint64
tsu_value_get_integer (const TsuValue *value)
{
  return value && value->kind == TSU_VALUE_INTEGER ? value->integer : 0;
}

/**
 * tsu_value_get_text:
 * @value: (nullable): a value
 *
 * Returns: (nullable) (transfer none): the text; NULL for nothing or for another kind of value
 */
const char *
tsu_value_get_text (const TsuValue *value)
{
  return value && value->kind == TSU_VALUE_TEXT ? value->text : NULL;
}

/**
 * tsu_value_get_list:
 * @value: (nullable): a value
 *
 * Returns: (transfer none) (array zero-terminated=1): the texts; an empty array for nothing or
 *   for another kind of value
 */
const char *const *
tsu_value_get_list (const TsuValue *value)
{
  static const char *const nothing[] = { NULL };

  return value && value->kind == TSU_VALUE_LIST ? (const char *const *) value->list : nothing;
}

/**
 * tsu_value_contains:
 * @value: (nullable): a list
 *
 * Returns: whether @item is among the texts of the list
 */
gboolean
tsu_value_contains (const TsuValue *value, const char *item)
{
  return g_strv_contains (tsu_value_get_list (value), item);
}

/**
 * tsu_value_equal:
 * @a: (nullable): a value
 * @b: (nullable): a value
 *
 * Returns: whether both hold the same; two nothings do
 */
gboolean
tsu_value_equal (const TsuValue *a, const TsuValue *b)
{
  if (a == b)
    return TRUE;
  if (!a || !b || a->kind != b->kind)
    return FALSE;

  switch (a->kind) {
  case TSU_VALUE_BOOLEAN:
    return a->truth == b->truth;
  case TSU_VALUE_INTEGER:
    return a->integer == b->integer;
  case TSU_VALUE_TEXT:
    return g_str_equal (a->text, b->text);
  case TSU_VALUE_LIST:
    return g_strv_equal ((const char *const *) a->list, (const char *const *) b->list);
  default:
    g_assert_not_reached ();
  }
}

/**
 * tsu_value_append_json:
 * @value: (nullable): a value; nothing is written as null
 * @json: where to
 */
void
tsu_value_append_json (const TsuValue *value, GString *json)
{
  if (!value) {
    g_string_append (json, "null");
    return;
  }

  switch (value->kind) {
  case TSU_VALUE_BOOLEAN:
    g_string_append (json, value->truth ? "true" : "false");
    break;
  case TSU_VALUE_INTEGER:
    tsu_json_append_int (json, value->integer);
    break;
  case TSU_VALUE_TEXT:
    tsu_json_append_string (json, value->text);
    break;
  case TSU_VALUE_LIST:
    g_string_append_c (json, '[');
    for (gsize i = 0; value->list[i]; i++) {
      if (i > 0)
        g_string_append_c (json, ',');
      tsu_json_append_string (json, value->list[i]);
    }
    g_string_append_c (json, ']');
    break;
  default:
    g_assert_not_reached ();
  }
}

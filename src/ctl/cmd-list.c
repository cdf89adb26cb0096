/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tsunagictl list: the records of a type, filtered and in order. Keys first and records in blocks,
 * so that a ward of a million prints in little memory.
 */

#include "config.h"

#include "tsu-commands.h"
#include "tsu-print.h"
#include "tsu-value-read.h"

#include <glib/gi18n.h>
#include <string.h>

enum {
  BLOCK = 256,
};

static const TsuField *
find_field (const TsuType *type, const char *name, GError **error)
{
  const TsuField *field = tsu_type_find_field (type, name);

  if (!field)
    g_set_error (error, TSU_USAGE_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("The type “%s” has no field “%s”."), type->name, name);
  return field;
}

/* FIELD=VALUE, or FIELD= for an empty field. */
static gboolean
add_condition (TsuListQuery *query, const TsuType *type, const char *condition, GError **error)
{
  const char *equals = strchr (condition, '=');
  g_autofree char *name = NULL;
  TsuValue *value = NULL;
  const TsuField *field;

  if (!equals || !g_utf8_validate (condition, -1, NULL)) {
    g_set_error (error, TSU_USAGE_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("--where takes FIELD=VALUE, not “%s”."), condition);
    return FALSE;
  }
  name = g_strndup (condition, equals - condition);
  field = find_field (type, name, error);
  if (!field || !tsu_value_read_text (field, equals + 1, &value, error))
    return FALSE;

  /* A set field is asked for one of its elements. */
  if (value && tsu_value_get_kind (value) == TSU_VALUE_LIST) {
    g_autoptr (TsuValue) list = value;

    value = tsu_value_new_text (*tsu_value_get_list (list));
  }
  if (value)
    tsu_list_query_add_filter (query, name, TSU_FILTER_IS, value);
  else
    tsu_list_query_add_filter (query, name, TSU_FILTER_EMPTY, NULL);
  return TRUE;
}

/* "reading", "recent", "rank", or a field; with a minus before it the other way round. */
static gboolean
set_order (TsuListQuery *query, const TsuType *type, const char *order, GError **error)
{
  gboolean descending = *order == '-';
  const TsuField *field;

  if (descending)
    order++;
  if (g_str_equal (order, "reading")) {
    tsu_list_query_set_order (query, TSU_ORDER_READING, NULL, descending);
    return TRUE;
  }
  if (g_str_equal (order, "recent")) {
    tsu_list_query_set_order (query, TSU_ORDER_RECENT, NULL, descending);
    return TRUE;
  }
  field = find_field (type, order, error);
  if (field)
    tsu_list_query_set_order (query, TSU_ORDER_FIELD, field->name, descending);
  return field != NULL;
}

static gboolean
print_keys (TsuCall *call, TsuLedger *ledger, const TsuType *type, GArray *keys, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint start = 0; start < keys->len; start += BLOCK) {
    g_autoptr (GPtrArray) records =
      tsu_ledger_get_many (ledger, type, &g_array_index (keys, gint64, start),
                           MIN (BLOCK, keys->len - start), error);

    if (!records)
      return FALSE;
    for (guint i = 0; i < records->len; i++) {
      TsuRecord *record = g_ptr_array_index (records, i);

      /* Another program may have taken it away since the keys were asked. */
      if (!record)
        continue;
      if (call->json)
        tsu_print_json (out, record);
      else
        tsu_print_line (out, record);
    }
    if (!tsu_call_write (out, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
tsu_cmd_list (TsuCall *call, GError **error)
{
  g_auto (GStrv) where = NULL;
  g_autofree char *order = NULL;
  int limit = 0;
  gboolean deleted = FALSE;
  const GOptionEntry entries[] = {
    { "where", 'w', 0, G_OPTION_ARG_FILENAME_ARRAY, &where,
      N_ ("Only records whose field has this value; may be given several times"),
          N_ ("FIELD=VALUE") },
      { "order", 'o', 0, G_OPTION_ARG_FILENAME, &order,
        N_ ("“reading”, “recent” or a field; with “-” before it the other way round"),
            N_ ("ORDER") },
        { "limit", 'n', 0, G_OPTION_ARG_INT, &limit, N_ ("At most so many"), N_ ("NUMBER") },
          { "deleted", 0, 0, G_OPTION_ARG_NONE, &deleted, N_ ("The deleted ones instead"), NULL },
            { NULL },
         };
  g_autoptr (TsuListQuery) query = NULL;
  g_autofree char *words = NULL;
  g_autoptr (TsuLedger) ledger = NULL;
  g_autoptr (GArray) keys = NULL;
  const TsuType *type;

  if (!tsu_call_parse (call, entries, _ ("TYPE [WORDS…]"), 1, -1, error))
    return FALSE;
  type = tsu_call_find_type (call->argv[0], error);
  if (!type)
    return FALSE;

  query = tsu_list_query_new (type);
  words = g_strjoinv (" ", call->argv + 1);
  if (*words != '\0')
    tsu_list_query_set_words (query, words);
  for (guint i = 0; where && where[i]; i++) {
    if (!add_condition (query, type, where[i], error))
      return FALSE;
  }
  if (order && !set_order (query, type, order, error))
    return FALSE;
  tsu_list_query_set_deleted (query, deleted);
  if (limit > 0)
    tsu_list_query_set_limit (query, limit);

  ledger = tsu_call_open (call, TSU_LEDGER_MUST_EXIST | TSU_LEDGER_READ_ONLY, error);
  if (!ledger)
    return FALSE;
  keys = tsu_ledger_list (ledger, query, call->cancellable, error);
  return keys && print_keys (call, ledger, type, keys, error);
}

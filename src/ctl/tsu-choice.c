/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which records a command is about: the options that list and export share.
 */

#include "config.h"

#include "tsu-choice.h"

#include "tsu-value-read.h"

#include <glib/gi18n.h>
#include <string.h>

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

/**
 * tsu_choice_get_options:
 * @options: (out): the options that fill @choice when they are parsed
 *
 * For @more_options of the call.
 */
void
tsu_choice_get_options (TsuChoice *choice, GOptionEntry options[TSU_CHOICE_N_OPTIONS])
{
  const GOptionEntry entries[TSU_CHOICE_N_OPTIONS] = {
    { "where", 'w', 0, G_OPTION_ARG_FILENAME_ARRAY, &choice->where,
      N_ ("Only records whose field has this value; may be given several times"),
      N_ ("FIELD=VALUE") },
    { "order", 0, 0, G_OPTION_ARG_FILENAME, &choice->order,
      N_ ("“reading”, “recent” or a field; with “-” before it the other way round"), N_ ("ORDER") },
    { "limit", 'n', 0, G_OPTION_ARG_INT, &choice->limit, N_ ("At most so many"), N_ ("NUMBER") },
    { "deleted", 0, 0, G_OPTION_ARG_NONE, &choice->deleted, N_ ("The deleted ones instead"), NULL },
    { NULL },
  };

  memcpy (options, entries, sizeof entries);
}

/**
 * tsu_choice_clear:
 *
 * Frees what the options left.
 */
void
tsu_choice_clear (TsuChoice *choice)
{
  g_clear_pointer (&choice->where, g_strfreev);
  g_clear_pointer (&choice->order, g_free);
}

/**
 * tsu_choice_make_query:
 * @call: its first argument is the type, the others are words
 *
 * Returns: (transfer full): the query that the call asks for
 */
TsuListQuery *
tsu_choice_make_query (const TsuChoice *choice, TsuCall *call, GError **error)
{
  const TsuType *type = tsu_call_find_type (call->argv[0], error);
  g_autofree char *words = g_strjoinv (" ", call->argv + 1);
  g_autoptr (TsuListQuery) query = NULL;

  if (!type)
    return NULL;
  query = tsu_list_query_new (type);
  if (*words != '\0')
    tsu_list_query_set_words (query, words);
  for (guint i = 0; choice->where && choice->where[i]; i++) {
    if (!add_condition (query, type, choice->where[i], error))
      return NULL;
  }
  if (choice->order && !set_order (query, type, choice->order, error))
    return NULL;
  tsu_list_query_set_deleted (query, choice->deleted);
  if (choice->limit > 0)
    tsu_list_query_set_limit (query, choice->limit);
  return g_steal_pointer (&query);
}

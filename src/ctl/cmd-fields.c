/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tsunagictl fields: the schema, one type a line, so that a script need not guess names and codes.
 * Always JSON: it is for programs. Labels are in the user's language.
 */

#include "config.h"

#include "tsu-commands.h"

#include "tsu-json.h"

#include <glib/gi18n.h>

static const char *
name_kind (TsuFieldKind kind)
{
  static const char *const names[] = {
    [TSU_FIELD_TEXT] = "text",
    [TSU_FIELD_NOTE] = "note",
    [TSU_FIELD_INTEGER] = "integer",
    [TSU_FIELD_MONEY] = "money",
    [TSU_FIELD_COORDINATE] = "coordinate",
    [TSU_FIELD_BOOLEAN] = "boolean",
    [TSU_FIELD_DATE] = "date",
    [TSU_FIELD_MOMENT] = "moment",
    [TSU_FIELD_TIME] = "time",
    [TSU_FIELD_PHONE] = "phone",
    [TSU_FIELD_EMAIL] = "email",
    [TSU_FIELD_URL] = "url",
    [TSU_FIELD_POSTAL] = "postal",
    [TSU_FIELD_CHOICE] = "choice",
    [TSU_FIELD_REFERENCE] = "reference",
    [TSU_FIELD_PAIRS] = "pairs",
    [TSU_FIELD_CHOICES] = "choices",
    [TSU_FIELD_REFERENCES] = "references",
    [TSU_FIELD_TAGS] = "tags",
  };

  return names[kind];
}

static const char *
name_privacy (TsuPrivacy privacy)
{
  switch (privacy) {
  case TSU_PRIVACY_PERSONAL:
    return "personal";
  case TSU_PRIVACY_SENSITIVE:
    return "sensitive";
  case TSU_PRIVACY_OPEN:
  default:
    return "open";
  }
}

static void
append_member (GString *out, const char *name, const char *text)
{
  g_string_append_printf (out, ",\"%s\":", name);
  tsu_json_append_string (out, text);
}

static void
append_choices (GString *out, const TsuVocabulary *vocabulary)
{
  g_string_append (out, ",\"choices\":[");
  for (guint i = 0; i < vocabulary->n_terms; i++) {
    const char *code = vocabulary->terms[i].code;

    g_string_append_printf (out, "%s{\"code\":\"%s\"", i > 0 ? "," : "", code);
    append_member (out, "label", tsu_vocabulary_label (vocabulary, code));
    g_string_append_c (out, '}');
  }
  g_string_append_c (out, ']');
}

static void
append_field (GString *out, const TsuField *field)
{
  g_string_append_printf (out, "{\"name\":\"%s\"", field->name);
  append_member (out, "label", g_dpgettext2 (NULL, "field", field->label));
  append_member (out, "kind", name_kind (field->kind));
  append_member (out, "privacy", name_privacy (field->privacy));
  if (field->target)
    append_member (out, "target", field->target);
  if (field->only)
    append_member (out, "only", field->only);
  if (field->vocabulary)
    append_choices (out, field->vocabulary);
  g_string_append_c (out, '}');
}

static void
append_type (GString *out, const TsuType *type)
{
  g_string_append_printf (out, "{\"type\":\"%s\"", type->name);
  append_member (out, "label", g_dpgettext2 (NULL, "type", type->label));
  g_string_append (out, ",\"fields\":[");
  for (guint i = 0; i < type->n_fields; i++) {
    if (i > 0)
      g_string_append_c (out, ',');
    append_field (out, &type->fields[i]);
  }
  g_string_append (out, "]}\n");
}

gboolean
tsu_cmd_fields (TsuCall *call, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  const TsuType *const *types;
  guint n_types;

  if (!tsu_call_parse (call, NULL, _ ("[TYPE…]"), 0, -1, error))
    return FALSE;
  for (int i = 0; i < call->argc; i++) {
    const TsuType *type = tsu_call_find_type (call->argv[i], error);

    if (!type)
      return FALSE;
    append_type (out, type);
  }
  types = tsu_schema_get_types (&n_types);
  for (guint i = 0; call->argc == 0 && i < n_types; i++)
    append_type (out, types[i]);
  return tsu_call_write (out, error);
}

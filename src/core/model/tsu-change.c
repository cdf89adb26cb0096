/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A change and its JSON. The bodies of fields and seen are kept as text, byte for byte; decoding
 * them is the fold's business, and only for the fields that it knows.
 */

#include "config.h"

#include "tsu-change.h"

#include "tsu-clock.h"
#include "tsu-error.h"
#include "tsu-id.h"
#include "tsu-json.h"

#include <glib/gi18n.h>
#include <string.h>

static const char *const op_names[] = { "set", "delete", "restore" };

TsuChange *
tsu_change_new (void)
{
  TsuChange *change = g_new0 (TsuChange, 1);

  change->ward = TSU_WARD_UNKNOWN;
  return change;
}

/**
 * tsu_change_copy:
 *
 * Returns: (transfer full): a deep copy
 */
TsuChange *
tsu_change_copy (const TsuChange *change)
{
  TsuChange *copy = g_memdup2 (change, sizeof (TsuChange));

  copy->id = g_strdup (change->id);
  copy->record = g_strdup (change->record);
  copy->type = g_strdup (change->type);
  copy->fields = g_strdup (change->fields);
  copy->seen = g_strdup (change->seen);
  copy->device = g_strdup (change->device);
  copy->user = g_strdup (change->user);
  copy->z = g_strdup (change->z);
  return copy;
}

void
tsu_change_free (TsuChange *change)
{
  if (!change)
    return;
  g_free (change->id);
  g_free (change->record);
  g_free (change->type);
  g_free (change->fields);
  g_free (change->seen);
  g_free (change->device);
  g_free (change->user);
  g_free (change->z);
  g_free (change);
}

TsuFieldEdit *
tsu_field_edit_new (const char *field)
{
  TsuFieldEdit *edit = g_new0 (TsuFieldEdit, 1);

  edit->field = g_strdup (field);
  edit->known = TRUE;
  return edit;
}

void
tsu_field_edit_free (TsuFieldEdit *edit)
{
  if (!edit)
    return;
  g_free (edit->field);
  g_clear_pointer (&edit->value, tsu_value_unref);
  g_clear_pointer (&edit->add, tsu_value_unref);
  g_clear_pointer (&edit->remove, tsu_value_unref);
  g_strfreev (edit->seen);
  g_free (edit);
}

static void
append_ids (GString *json, char **ids)
{
  g_string_append_c (json, '[');
  for (gsize i = 0; ids && ids[i]; i++) {
    if (i > 0)
      g_string_append_c (json, ',');
    tsu_json_append_string (json, ids[i]);
  }
  g_string_append_c (json, ']');
}

static void
append_edit (GString *json, const TsuFieldEdit *edit)
{
  if (!edit->is_set) {
    tsu_value_append_json (edit->value, json);
    return;
  }

  g_string_append_c (json, '{');
  if (edit->add) {
    g_string_append (json, "\"add\":");
    tsu_value_append_json (edit->add, json);
  }
  if (edit->remove) {
    g_string_append (json, edit->add ? ",\"remove\":" : "\"remove\":");
    tsu_value_append_json (edit->remove, json);
  }
  g_string_append_c (json, '}');
}

static gboolean
have_same_seen (GPtrArray *edits)
{
  static char *nothing[] = { NULL };
  char **first = NULL;

  for (guint i = 0; i < edits->len; i++) {
    const TsuFieldEdit *edit = g_ptr_array_index (edits, i);
    char **seen = edit->seen ? edit->seen : nothing;

    if (i == 0)
      first = seen;
    else if (!g_strv_equal ((const char *const *) first, (const char *const *) seen))
      return FALSE;
  }
  return TRUE;
}

/**
 * tsu_change_encode:
 * @change: a change whose fields and seen are to be written
 * @edits: (element-type TsuFieldEdit): what it sets, each with what it has seen
 *
 * Writes @edits into @change in the canonical form: seen is one array where it is the same for
 * all fields, as it nearly always is.
 */
void
tsu_change_encode (TsuChange *change, GPtrArray *edits)
{
  g_autoptr (GString) fields = g_string_new ("{");
  g_autoptr (GString) seen = g_string_new (NULL);
  gboolean same = have_same_seen (edits);

  if (same)
    append_ids (seen, edits->len > 0 ? ((TsuFieldEdit *) edits->pdata[0])->seen : NULL);
  else
    g_string_append_c (seen, '{');

  for (guint i = 0; i < edits->len; i++) {
    const TsuFieldEdit *edit = g_ptr_array_index (edits, i);

    if (i > 0)
      g_string_append_c (fields, ',');
    tsu_json_append_string (fields, edit->field);
    g_string_append_c (fields, ':');
    append_edit (fields, edit);

    if (same)
      continue;
    if (i > 0)
      g_string_append_c (seen, ',');
    tsu_json_append_string (seen, edit->field);
    g_string_append_c (seen, ':');
    append_ids (seen, edit->seen);
  }
  g_string_append_c (fields, '}');
  if (!same)
    g_string_append_c (seen, '}');

  g_free (change->fields);
  g_free (change->seen);
  change->fields = g_string_free (g_steal_pointer (&fields), FALSE);
  change->seen = g_string_free (g_steal_pointer (&seen), FALSE);
}

static char **
read_texts (TsuJsonReader *r)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (!tsu_json_read_array (r))
    return NULL;
  while (tsu_json_next_element (r)) {
    g_autofree char *text = tsu_json_read_string (r);

    if (!text)
      return NULL;
    g_strv_builder_add (builder, text);
  }
  return tsu_json_failed (r) ? NULL : g_strv_builder_end (builder);
}

static TsuValue *
read_list (TsuJsonReader *r)
{
  g_auto (GStrv) texts = read_texts (r);

  return texts ? tsu_value_new_list ((const char *const *) texts) : NULL;
}

/* A value of a shape that this program cannot hold came from a newer one: it is skipped here and
 * stays as it is in the change. */
static void
read_value (TsuJsonReader *r, TsuFieldEdit *edit)
{
  TsuJsonReader ahead;
  g_autofree char *text = NULL;

  switch (tsu_json_peek (r)) {
  case TSU_JSON_NULL:
    tsu_json_read_null (r);
    break;
  case TSU_JSON_BOOL:
    edit->value = tsu_value_new_boolean (tsu_json_read_bool (r));
    break;
  case TSU_JSON_INT:
    edit->value = tsu_value_new_integer (tsu_json_read_int (r));
    break;
  case TSU_JSON_STRING:
    text = tsu_json_read_string (r);
    edit->value = tsu_value_new_text (text);
    break;
  case TSU_JSON_ARRAY: {
    const char *start;
    gsize length;

    if (!tsu_json_raw (r, &start, &length))
      return;
    tsu_json_reader_init (&ahead, start, length);
    edit->value = read_list (&ahead);
    if (!tsu_json_reader_finish (&ahead, NULL)) {
      g_clear_pointer (&edit->value, tsu_value_unref);
      edit->known = FALSE;
    }
    break;
  }
  case TSU_JSON_OBJECT:
    edit->is_set = TRUE;
    if (!tsu_json_read_object (r))
      return;
    for (const char *key; (key = tsu_json_next_key (r));) {
      if (g_str_equal (key, "add") && tsu_json_peek (r) == TSU_JSON_ARRAY)
        edit->add = read_list (r);
      else if (g_str_equal (key, "remove") && tsu_json_peek (r) == TSU_JSON_ARRAY)
        edit->remove = read_list (r);
      else {
        edit->known = FALSE;
        tsu_json_skip (r);
      }
    }
    break;
  case TSU_JSON_INVALID:
  default:
    tsu_json_skip (r);
    break;
  }
}

static void
read_seen (TsuJsonReader *r, GPtrArray *edits)
{
  if (tsu_json_peek (r) == TSU_JSON_ARRAY) {
    g_auto (GStrv) same = read_texts (r);

    for (guint i = 0; same && i < edits->len; i++)
      ((TsuFieldEdit *) edits->pdata[i])->seen = g_strdupv (same);
    return;
  }

  if (!tsu_json_read_object (r))
    return;
  for (const char *key; (key = tsu_json_next_key (r));) {
    TsuFieldEdit *edit = NULL;

    for (guint i = 0; i < edits->len && !edit; i++) {
      TsuFieldEdit *candidate = g_ptr_array_index (edits, i);

      if (g_str_equal (candidate->field, key))
        edit = candidate;
    }
    if (edit)
      edit->seen = read_texts (r);
    else
      tsu_json_skip (r);
  }
}

/**
 * tsu_change_decode:
 *
 * Reads what a change sets. A seen that names a field the change does not set is passed over.
 *
 * Returns: (transfer full) (element-type TsuFieldEdit): the edits, each with what it has seen
 */
GPtrArray *
tsu_change_decode (const TsuChange *change, GError **error)
{
  g_autoptr (GPtrArray) edits =
    g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_field_edit_free);
  TsuJsonReader r;

  if (change->op != TSU_OP_SET)
    return g_steal_pointer (&edits);

  tsu_json_reader_init (&r, change->fields, strlen (change->fields));
  if (tsu_json_read_object (&r)) {
    for (const char *key; (key = tsu_json_next_key (&r));) {
      TsuFieldEdit *edit = tsu_field_edit_new (key);

      g_ptr_array_add (edits, edit);
      read_value (&r, edit);
    }
  }
  if (!tsu_json_reader_finish (&r, error))
    return NULL;

  tsu_json_reader_init (&r, change->seen, strlen (change->seen));
  read_seen (&r, edits);
  if (!tsu_json_reader_finish (&r, error))
    return NULL;

  return g_steal_pointer (&edits);
}

/**
 * tsu_change_decode_seen:
 *
 * For a delete and a restore, whose seen is one array.
 *
 * Returns: (transfer full) (array zero-terminated=1): the ids it has seen
 */
char **
tsu_change_decode_seen (const TsuChange *change, GError **error)
{
  g_auto (GStrv) seen = NULL;
  TsuJsonReader r;

  tsu_json_reader_init (&r, change->seen, strlen (change->seen));
  seen = read_texts (&r);
  if (!tsu_json_reader_finish (&r, error))
    return NULL;
  return g_steal_pointer (&seen);
}

/**
 * tsu_change_is_dominated:
 * @field: (nullable): a field; NULL asks about a delete, which has none
 *
 * Returns: whether the server has said that the change no longer counts there
 */
gboolean
tsu_change_is_dominated (const TsuChange *change, const char *field)
{
  g_auto (GStrv) fields = NULL;
  TsuJsonReader r;

  if (!change->z || g_str_equal (change->z, "false"))
    return FALSE;
  if (g_str_equal (change->z, "true"))
    return TRUE;
  tsu_json_reader_init (&r, change->z, strlen (change->z));
  fields = read_texts (&r);
  return fields && field && g_strv_contains ((const char *const *) fields, field);
}

static void
append_text (GString *json, const char *key, const char *text)
{
  tsu_json_append_key (json, key);
  tsu_json_append_string (json, text ? text : "");
}

/**
 * tsu_change_append_body:
 *
 * Appends what the author wrote and nobody alters: the same bytes wherever the change has been. The
 * object is left open.
 */
void
tsu_change_append_body (const TsuChange *change, GString *json)
{
  g_autofree char *hlc = tsu_hlc_to_string (change->hlc);

  g_string_append_c (json, '{');
  append_text (json, "id", change->id);
  append_text (json, "record", change->record);
  append_text (json, "type", change->type);
  append_text (json, "op", op_names[change->op]);
  if (change->op == TSU_OP_SET) {
    tsu_json_append_key (json, "fields");
    g_string_append (json, change->fields);
  }
  tsu_json_append_key (json, "seen");
  g_string_append (json, change->seen);
  append_text (json, "hlc", hlc);
  append_text (json, "device", change->device);
  append_text (json, "user", change->user);
  tsu_json_append_key (json, "schema");
  tsu_json_append_int (json, change->schema);
}

/**
 * tsu_change_append_json:
 *
 * Appends the change as one line of JSON, without a line end: the form of the wire.
 */
void
tsu_change_append_json (const TsuChange *change, GString *json)
{
  tsu_change_append_body (change, json);
  if (change->seq > 0) {
    g_autofree char *ohlc = tsu_hlc_to_string (change->ohlc);

    tsu_json_append_key (json, "seq");
    tsu_json_append_int (json, change->seq);
    append_text (json, "ohlc", ohlc);
  }
  if (change->ward != TSU_WARD_UNKNOWN) {
    tsu_json_append_key (json, "ward");
    tsu_json_append_int (json, change->ward);
  }
  if (change->cut) {
    tsu_json_append_key (json, "cut");
    tsu_json_append_bool (json, TRUE);
  }
  if (change->z) {
    tsu_json_append_key (json, "z");
    g_string_append (json, change->z);
  }
  g_string_append_c (json, '}');
}

static void
read_raw (TsuJsonReader *r, TsuJsonType first, TsuJsonType second, char **out)
{
  TsuJsonType type = tsu_json_peek (r);
  const char *start;
  gsize length;

  if (type != first && type != second)
    tsu_json_fail (r, "fields and seen have another shape");
  else if (tsu_json_raw (r, &start, &length))
    *out = g_strndup (start, length);
}

static void
read_ward (TsuJsonReader *r, int *ward)
{
  gint64 number = tsu_json_read_int (r);

  if (number < 0 || number > G_MAXINT)
    tsu_json_fail (r, "no ward");
  else
    *ward = (int) number;
}

static void
read_z (TsuJsonReader *r, char **z)
{
  TsuJsonReader ahead;
  g_auto (GStrv) fields = NULL;

  read_raw (r, TSU_JSON_BOOL, TSU_JSON_ARRAY, z);
  if (!*z || g_str_equal (*z, "true"))
    return;
  tsu_json_reader_init (&ahead, *z, strlen (*z));
  fields = read_texts (&ahead);
  if (!tsu_json_reader_finish (&ahead, NULL))
    tsu_json_fail (r, "z names no fields");
}

static void
read_hlc (TsuJsonReader *r, guint64 *hlc)
{
  g_autofree char *text = tsu_json_read_string (r);

  if (text && !tsu_hlc_parse (text, hlc))
    tsu_json_fail (r, "no clock value");
}

static void
read_op (TsuJsonReader *r, TsuOp *op)
{
  g_autofree char *text = tsu_json_read_string (r);

  for (gsize i = 0; text && i < G_N_ELEMENTS (op_names); i++) {
    if (g_str_equal (op_names[i], text)) {
      *op = (TsuOp) i;
      return;
    }
  }
  if (text)
    tsu_json_fail (r, "no known op");
}

/* What others add to a change on its way. */
static void
read_addition (TsuJsonReader *r, const char *key, TsuChange *change)
{
  if (g_str_equal (key, "ohlc"))
    read_hlc (r, &change->ohlc);
  else if (g_str_equal (key, "seq"))
    change->seq = tsu_json_read_int (r);
  else if (g_str_equal (key, "ward"))
    read_ward (r, &change->ward);
  else if (g_str_equal (key, "cut"))
    change->cut = tsu_json_read_bool (r);
  else if (g_str_equal (key, "z"))
    read_z (r, &change->z);
  else
    tsu_json_skip (r);
}

static void
read_member (TsuJsonReader *r, const char *key, TsuChange *change)
{
  if (g_str_equal (key, "id"))
    change->id = tsu_json_read_string (r);
  else if (g_str_equal (key, "record"))
    change->record = tsu_json_read_string (r);
  else if (g_str_equal (key, "type"))
    change->type = tsu_json_read_string (r);
  else if (g_str_equal (key, "op"))
    read_op (r, &change->op);
  else if (g_str_equal (key, "fields"))
    read_raw (r, TSU_JSON_OBJECT, TSU_JSON_OBJECT, &change->fields);
  else if (g_str_equal (key, "seen"))
    read_raw (r, TSU_JSON_ARRAY, TSU_JSON_OBJECT, &change->seen);
  else if (g_str_equal (key, "hlc"))
    read_hlc (r, &change->hlc);
  else if (g_str_equal (key, "device"))
    change->device = tsu_json_read_string (r);
  else if (g_str_equal (key, "user"))
    change->user = tsu_json_read_string (r);
  else if (g_str_equal (key, "schema"))
    change->schema = (int) tsu_json_read_int (r);
  else
    read_addition (r, key, change);
}

/**
 * tsu_change_parse:
 * @json: one line as tsu_change_append_json() writes it
 *
 * Reads strictly: a change from elsewhere is hostile until it has passed. Its bodies are decoded
 * once, so that a change which is kept can always be folded.
 *
 * Returns: (transfer full): the change, or NULL with TSU_ERROR_INVALID
 */
TsuChange *
tsu_change_parse (const char *json, gsize length, GError **error)
{
  g_autoptr (TsuChange) change = tsu_change_new ();
  g_autoptr (GPtrArray) edits = NULL;
  TsuJsonReader r;

  tsu_json_reader_init (&r, json, length);
  if (tsu_json_read_object (&r)) {
    for (const char *key; (key = tsu_json_next_key (&r));)
      read_member (&r, key, change);
  }
  if (!tsu_json_reader_finish (&r, error))
    return NULL;

  if (change->op != TSU_OP_SET)
    g_clear_pointer (&change->fields, g_free);
  if (!change->id || !tsu_id_is_valid (change->id) || !change->record ||
      !tsu_id_is_valid (change->record) || !change->type || !change->seen || !change->device ||
      !change->user || change->hlc == 0 || (change->op == TSU_OP_SET && !change->fields) ||
      (change->op != TSU_OP_SET && change->seen[0] != '[')) {
    g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID,
                 _ ("A change lacks a part that it must have."));
    return NULL;
  }
  if (change->ohlc == 0)
    change->ohlc = change->hlc;

  edits = tsu_change_decode (change, error);
  return edits ? g_steal_pointer (&change) : NULL;
}

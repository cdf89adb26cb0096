/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How the demonstration ward writes: records by a key instead of an id, values as plain text
 * against the schema, applied in transactions of the usual size. A record's id derives from the
 * seed and its key, so that records may name one another in any order.
 */

#include "config.h"

#include "tsu-demo-writer.h"

#include "tsu-date.h"
#include "tsu-id.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

/**
 * tsu_demo_id:
 *
 * Returns: (transfer full): the id that the record with @key has in this ward
 */
char *
tsu_demo_id (TsuDemo *self, const char *type, const char *key)
{
  return tsu_id_derive ("demo", self->seed, type, key, NULL);
}

/**
 * tsu_demo_day:
 * @days: from today, negative for the past
 *
 * Returns: (transfer full): that day
 */
char *
tsu_demo_day (TsuDemo *self, int days)
{
  return tsu_date_add_days (self->today, days);
}

/**
 * tsu_demo_moment:
 * @days: from today, negative for the past
 * @minutes: since midnight, Japanese time
 *
 * Returns: (transfer full): that moment
 */
char *
tsu_demo_moment (TsuDemo *self, int days, int minutes)
{
  g_autofree char *day = tsu_demo_day (self, days);

  return g_strdup_printf ("%sT%02d:%02d+09:00", day, minutes / 60, minutes % 60);
}

/**
 * tsu_demo_begin:
 * @type: name of a record type
 * @key: the record's key, unique among those of its type
 *
 * Returns: (transfer full): an edit that makes the record; to be given to tsu_demo_add()
 */
TsuEdit *
tsu_demo_begin (TsuDemo *self, const char *type, const char *key)
{
  g_autofree char *id = tsu_demo_id (self, type, key);

  return tsu_edit_new_create (tsu_schema_find_type (type), id);
}

/* "+14" and "-30 13:30" count from today; anything else is a date as it stands. */
static char *
resolve_date (TsuDemo *self, const char *text)
{
  const char *space = strchr (text, ' ');
  int hours;
  int minutes;

  if (*text != '+' && *text != '-')
    return g_strdup (text);
  if (!space)
    return tsu_demo_day (self, atoi (text));
  hours = atoi (space + 1);
  minutes = atoi (strchr (space, ':') + 1);
  return tsu_demo_moment (self, atoi (text), hours * 60 + minutes);
}

static char *
resolve_item (TsuDemo *self, const TsuField *field, const char *text)
{
  if (field->vocabulary && tsu_vocabulary_find (field->vocabulary, text))
    return g_strdup (text);
  return field->target ? tsu_demo_id (self, field->target, text) : g_strdup (text);
}

static void
set_list (TsuDemo *self, TsuEdit *edit, const TsuField *field, const char *text)
{
  g_auto (GStrv) items = g_strsplit (text, field->vocabulary || field->target ? " " : "、", -1);

  for (char **item = items; *item; item++) {
    char *resolved = resolve_item (self, field, *item);

    g_free (*item);
    *item = resolved;
  }
  tsu_edit_set_list (edit, field->name, (const char *const *) items);
}

/**
 * tsu_demo_set:
 * @field: name of a field of the edit's type
 * @text: (nullable): the value: a code, a key of another record, "+14" for a day, "true", elements
 *   of a set with spaces (words with 、) between them
 *
 * Sets a field; NULL leaves it as it is.
 */
void
tsu_demo_set (TsuDemo *self, TsuEdit *edit, const char *field, const char *text)
{
  const TsuField *description = tsu_type_find_field (tsu_edit_get_type_of (edit), field);
  g_autofree char *resolved = NULL;

  g_return_if_fail (description != NULL);

  if (!text)
    return;
  if (tsu_field_is_set (description)) {
    set_list (self, edit, description, text);
  } else if (tsu_field_is_integer (description)) {
    tsu_edit_set_integer (edit, field, g_ascii_strtoll (text, NULL, 10));
  } else if (description->kind == TSU_FIELD_BOOLEAN) {
    tsu_edit_set_boolean (edit, field, g_str_equal (text, "true"));
  } else if (description->kind == TSU_FIELD_DATE || description->kind == TSU_FIELD_MOMENT) {
    resolved = resolve_date (self, text);
    tsu_edit_set_text (edit, field, resolved);
  } else {
    resolved = resolve_item (self, description, text);
    tsu_edit_set_text (edit, field, resolved);
  }
}

/**
 * tsu_demo_add:
 * @edit: (transfer full): what to write
 *
 * Returns: whether all is well so far; the edit is written at the latest by tsu_demo_flush()
 */
gboolean
tsu_demo_add (TsuDemo *self, TsuEdit *edit, GError **error)
{
  g_ptr_array_add (self->edits, edit);
  return self->edits->len < TSU_TRANSACTION_MAX || tsu_demo_flush (self, error);
}

/**
 * tsu_demo_flush:
 *
 * Writes what was added and tells how far it has come.
 *
 * Returns: FALSE where it could not be written, or was cancelled
 */
gboolean
tsu_demo_flush (TsuDemo *self, GError **error)
{
  /* One batch, so that one undo takes back the ward and not its last few records. */
  const TsuApply how = {
    .label = N_ ("Demonstration ward"),
    .batch = self->batch,
    .user = self->user,
  };

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (self->edits->len > 0 && !tsu_ledger_apply (self->ledger, self->edits, &how, NULL, error))
    return FALSE;
  self->done += self->edits->len;
  g_ptr_array_set_size (self->edits, 0);
  if (self->progress)
    self->progress (MIN (self->done, self->total), self->total, self->progress_data);
  return TRUE;
}

/**
 * tsu_demo_between:
 *
 * Returns: a number from @least to @most, both included
 */
int
tsu_demo_between (TsuDemo *self, int least, int most)
{
  return g_rand_int_range (self->rand, least, most + 1);
}

gboolean
tsu_demo_chance (TsuDemo *self, int percent)
{
  return tsu_demo_between (self, 1, 100) <= percent;
}

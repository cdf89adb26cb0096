/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a row of a file says about a record.
 */

#include "config.h"

#include "tsu-draft.h"

#include <string.h>

/* The ledger takes values up to 64 KiB. */
#define MAX_PAIRS_BYTES 60000

static void
add_pair (GPtrArray **pairs, int at, const char *name, const char *text)
{
  if (*pairs == NULL)
    *pairs = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_insert (*pairs, at, g_strdup (name));
  g_ptr_array_insert (*pairs, at < 0 ? at : at + 1, g_strdup (text));
}

/* Cuts the pairs where the ledger would refuse all of them. Returns FALSE when it had to. */
static gboolean
fit_pairs (GPtrArray *pairs)
{
  gsize used = 0;
  gboolean fits = TRUE;

  for (guint i = 0; i < pairs->len; i++) {
    char *text = g_ptr_array_index (pairs, i);
    gsize length = strlen (text);

    if (used + length > MAX_PAIRS_BYTES) {
      gsize room = MAX_PAIRS_BYTES - used;
      char *cut = room > 0 ? g_utf8_find_prev_char (text, text + MIN (room, length)) : NULL;

      fits = FALSE;
      *(cut != NULL ? cut : text) = '\0';
      length = strlen (text);
    }
    used += length;
  }
  return fits;
}

static gboolean
take_pairs (TsuDraft *self, const char *field, GPtrArray **pairs)
{
  gboolean fits;

  if (*pairs == NULL || !tsu_draft_has_field (self, field))
    return TRUE;
  fits = fit_pairs (*pairs);
  g_ptr_array_add (*pairs, NULL);
  tsu_draft_take_named (self, field, tsu_value_new_list ((const char *const *) (*pairs)->pdata));
  g_ptr_array_set_size (*pairs, (int) (*pairs)->len - 1);
  return fits;
}

TsuDraft *
tsu_draft_new (const TsuType *type, guint row)
{
  TsuDraft *self = g_new0 (TsuDraft, 1);

  self->type = type;
  self->row = row;
  self->values = g_new0 (TsuValue *, type->n_fields);
  return self;
}

void
tsu_draft_free (TsuDraft *self)
{
  for (guint i = 0; i < self->type->n_fields; i++)
    g_clear_pointer (&self->values[i], tsu_value_unref);
  g_clear_pointer (&self->extra, g_ptr_array_unref);
  g_clear_pointer (&self->unread, g_ptr_array_unref);
  g_clear_pointer (&self->named, g_array_unref);
  g_free (self->values);
  g_free (self->source);
  g_free (self->home);
  g_free (self->id);
  g_free (self);
}

/**
 * tsu_draft_take:
 * @value: (transfer full) (nullable): what the field holds from now on
 */
void
tsu_draft_take (TsuDraft *self, guint field, TsuValue *value)
{
  g_clear_pointer (&self->values[field], tsu_value_unref);
  self->values[field] = value;
}

void
tsu_draft_take_named (TsuDraft *self, const char *field, TsuValue *value)
{
  tsu_draft_take (self, (guint) tsu_type_field_index (self->type, field), value);
}

gboolean
tsu_draft_has_field (const TsuDraft *self, const char *field)
{
  return tsu_type_field_index (self->type, field) >= 0;
}

TsuValue *
tsu_draft_get (const TsuDraft *self, const char *field)
{
  int index = tsu_type_field_index (self->type, field);

  return index >= 0 ? self->values[index] : NULL;
}

/**
 * tsu_draft_get_text:
 *
 * Returns: (transfer none): the text of a field, "" where there is none
 */
const char *
tsu_draft_get_text (const TsuDraft *self, const char *field)
{
  const TsuValue *value = tsu_draft_get (self, field);

  return value != NULL && tsu_value_get_kind (value) == TSU_VALUE_TEXT ? tsu_value_get_text (value)
                                                                       : "";
}

/**
 * tsu_draft_append_note:
 *
 * Adds @text, without the white space around it, as a further line of a field of several lines.
 */
void
tsu_draft_append_note (TsuDraft *self, const char *field, const char *text)
{
  const char *before = tsu_draft_get_text (self, field);
  g_autofree char *line = g_strstrip (g_strdup (text));
  g_autofree char *joined = *before != '\0' ? g_strconcat (before, "\n", line, NULL) : NULL;

  tsu_draft_take_named (self, field, tsu_value_new_text (joined != NULL ? joined : line));
}

void
tsu_draft_add_extra (TsuDraft *self, const char *name, const char *text)
{
  add_pair (&self->extra, -1, name, text);
}

/**
 * tsu_draft_add_name:
 * @field: index of a field that refers to records of the draft's own type
 * @text: what the record is called
 *
 * Keeps the name among the other columns until it is known whose it is.
 */
void
tsu_draft_add_name (TsuDraft *self, guint field, const char *header, const char *text)
{
  TsuDraftName named = { field, self->extra != NULL ? self->extra->len : 0 };

  if (self->named == NULL)
    self->named = g_array_new (FALSE, FALSE, sizeof (TsuDraftName));
  g_array_append_val (self->named, named);
  tsu_draft_add_extra (self, header, text);
}

/**
 * tsu_draft_add_unread:
 *
 * Keeps what a cell says beside the field that cannot take it. The pairs stand by name, so that
 * cells in columns of another order, as in our own export, are the same pairs.
 */
void
tsu_draft_add_unread (TsuDraft *self, const char *name, const char *text)
{
  int at = 0;

  while (self->unread != NULL && at < (int) self->unread->len &&
         strcmp (g_ptr_array_index (self->unread, at), name) <= 0)
    at += 2;
  add_pair (&self->unread, at, name, text);
}

/**
 * tsu_draft_move_in:
 *
 * Takes the district of the address, where the row names none: for a record that is new.
 */
void
tsu_draft_move_in (TsuDraft *self)
{
  if (self->home != NULL && tsu_draft_get (self, "district") == NULL)
    tsu_draft_take_named (self, "district", tsu_value_new_text (self->home));
}

/**
 * tsu_draft_finish:
 *
 * Puts the pairs into their fields.
 *
 * Returns: %FALSE when a row holds more than the ledger takes and was cut
 */
gboolean
tsu_draft_finish (TsuDraft *self)
{
  gboolean extra = take_pairs (self, "extra", &self->extra);
  gboolean unread = take_pairs (self, "unread", &self->unread);

  return extra && unread;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Values that several cells of a row make together: an address of parts, a beginning of a day and
 * a time, a name of two words. A part that its whole has no use for stays as it is written.
 */

#include "config.h"

#include "tsu-row-slots.h"

#include <glib/gi18n.h>
#include <string.h>

#include "tsu-event-times.h"
#include "tsu-field-read.h"
#include "tsu-id.h"

#define DEGREE G_GINT64_CONSTANT (10000000)

static const char *const slot_targets[TSU_N_SLOTS] = {
  TSU_TARGET_RECORD_ID,      TSU_TARGET_ID,
  TSU_TARGET_CODE,           TSU_TARGET_LATLON,
  TSU_TARGET_ADDRESS_1,      TSU_TARGET_ADDRESS_2,
  TSU_TARGET_ADDRESS_3,      TSU_TARGET_ADDRESS_4,
  TSU_TARGET_START_DATE,     TSU_TARGET_START_TIME,
  TSU_TARGET_END_DATE,       TSU_TARGET_END_TIME,
  TSU_TARGET_REGISTER_DATE,  TSU_TARGET_REGISTER_TIME,
  TSU_TARGET_FAMILY,         TSU_TARGET_GIVEN,
  TSU_TARGET_FAMILY_READING, TSU_TARGET_GIVEN_READING,
};

static const char *
get_text (const TsuRowSlots *self, TsuSlot slot)
{
  return self->columns[slot] < 0
           ? NULL
           : tsu_sheet_get_text (self->sheet, self->row, (guint) self->columns[slot]);
}

static const char *
get_header (const TsuRowSlots *self, TsuSlot slot)
{
  const TsuColumn *column = g_ptr_array_index (self->mapping->columns, self->columns[slot]);

  return column->header;
}

static void
report (TsuRowSlots *self, TsuSlot slot, const char *message)
{
  tsu_problems_add (self->problems, tsu_sheet_get_row_number (self->sheet, self->row),
                    (guint) self->columns[slot] + 1, get_text (self, slot), "%s", message);
}

static void
put_to_extra (TsuRowSlots *self, TsuDraft *draft, TsuSlot slot)
{
  const char *text = get_text (self, slot);

  if (text != NULL)
    tsu_draft_add_extra (draft, get_header (self, slot), text);
}

static void
put_to_unread (TsuRowSlots *self, TsuDraft *draft, TsuSlot slot)
{
  const char *text = get_text (self, slot);

  if (text == NULL)
    return;
  tsu_draft_add_unread (draft, get_header (self, slot), text);
  if (!tsu_field_is_nothing (text))
    report (self, slot, _ ("This could not be read as a date or time; it was kept as written."));
}

static void
finish_record_id (TsuRowSlots *self, TsuDraft *draft)
{
  const char *id = get_text (self, TSU_SLOT_RECORD_ID);

  if (id == NULL)
    return;
  if (tsu_id_is_valid (id))
    draft->id = g_strdup (id);
  else
    put_to_extra (self, draft, TSU_SLOT_RECORD_ID);
}

static void
finish_source (TsuRowSlots *self, TsuDraft *draft)
{
  const char *id = get_text (self, TSU_SLOT_ID);
  const char *code = get_text (self, TSU_SLOT_CODE);

  if (id == NULL) {
    put_to_extra (self, draft, TSU_SLOT_CODE);
    return;
  }
  draft->source = code != NULL ? g_strconcat (code, "-", id, NULL) : g_strdup (id);
  if (tsu_draft_get (draft, "source_code") == NULL)
    tsu_draft_take_named (draft, "source_code", tsu_value_new_text (draft->source));
  else
    tsu_draft_add_extra (draft, get_header (self, TSU_SLOT_ID), id);
}

static void
finish_coordinates (TsuRowSlots *self, TsuDraft *draft)
{
  const char *text = get_text (self, TSU_SLOT_LATLON);
  const char *comma = text != NULL ? strchr (text, ',') : NULL;
  g_autofree char *first = comma != NULL ? g_strndup (text, comma - text) : NULL;
  gint64 a, b;

  if (text == NULL)
    return;
  if (comma == NULL || !tsu_draft_has_field (draft, "latitude") ||
      tsu_draft_get (draft, "latitude") != NULL || !tsu_field_read_degrees (first, &a) ||
      !tsu_field_read_degrees (comma + 1, &b)) {
    put_to_extra (self, draft, TSU_SLOT_LATLON);
    return;
  }
  /* No latitude is beyond 90°: "139.6,35.6" is the other way round. */
  if (ABS (a) > 90 * DEGREE) {
    gint64 swap = a;

    a = b;
    b = swap;
  }
  tsu_draft_take_named (draft, "latitude", tsu_value_new_integer (a));
  tsu_draft_take_named (draft, "longitude", tsu_value_new_integer (b));
}

static void
finish_address (TsuRowSlots *self, TsuDraft *draft)
{
  g_autoptr (GString) address = NULL;
  gboolean parts = FALSE;

  for (guint i = TSU_SLOT_ADDRESS_1; i <= TSU_SLOT_ADDRESS_4; i++)
    parts = parts || self->columns[i] >= 0;
  if (!parts)
    return;
  if (!tsu_draft_has_field (draft, "address") || tsu_draft_get (draft, "address") != NULL) {
    for (guint i = TSU_SLOT_ADDRESS_1; i <= TSU_SLOT_ADDRESS_4; i++)
      put_to_extra (self, draft, i);
    return;
  }
  address = g_string_new (NULL);
  for (guint i = TSU_SLOT_ADDRESS_1; i <= TSU_SLOT_ADDRESS_4; i++)
    if (self->columns[i] >= 0)
      g_string_append (address, get_text (self, i));
  tsu_draft_take_named (draft, "address", tsu_value_new_text (g_strstrip (address->str)));
}

static void
finish_person (TsuRowSlots *self, TsuDraft *draft)
{
  static const struct {
    const char *field;
    TsuSlot first, second;
  } names[] = { { "name", TSU_SLOT_FAMILY, TSU_SLOT_GIVEN },
                { "reading", TSU_SLOT_FAMILY_READING, TSU_SLOT_GIVEN_READING } };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    const char *first = get_text (self, names[i].first);
    const char *second = get_text (self, names[i].second);
    g_autofree char *joined = NULL;

    if (first == NULL && second == NULL)
      continue;
    if (!tsu_draft_has_field (draft, names[i].field) ||
        tsu_draft_get (draft, names[i].field) != NULL) {
      put_to_extra (self, draft, names[i].first);
      put_to_extra (self, draft, names[i].second);
      continue;
    }
    joined = g_strconcat (first != NULL ? first : "", first != NULL && second != NULL ? " " : "",
                          second != NULL ? second : "", NULL);
    tsu_draft_take_named (draft, names[i].field, tsu_value_new_text (joined));
  }
}

static void
finish_times (TsuRowSlots *self, TsuDraft *draft)
{
  const char *cells[TSU_EVENT_N_CELLS];
  TsuEventTimes times;
  gboolean any = FALSE;

  for (guint i = 0; i < TSU_EVENT_N_CELLS; i++) {
    cells[i] = get_text (self, TSU_SLOT_START_DATE + i);
    any = any || cells[i] != NULL;
  }
  if (!any)
    return;
  tsu_event_times_read (cells, &self->mapping->hints, &times);
  if (*times.starts != '\0' && tsu_draft_get (draft, "starts") == NULL)
    tsu_draft_take_named (draft, "starts", tsu_value_new_text (times.starts));
  if (*times.ends != '\0' && tsu_draft_get (draft, "ends") == NULL)
    tsu_draft_take_named (draft, "ends", tsu_value_new_text (times.ends));
  for (guint i = 0; i < TSU_EVENT_N_CELLS; i++) {
    if (times.unread[i])
      put_to_unread (self, draft, TSU_SLOT_START_DATE + i);
    if (times.partly[i])
      tsu_draft_append_note (draft, "when_note", cells[i]);
  }
  if ((times.warnings & ~TSU_DATE_WARNING_YEAR) != 0) {
    g_autofree char *doubt = tsu_date_describe_warnings (times.warnings & ~TSU_DATE_WARNING_YEAR);

    report (self, TSU_SLOT_START_DATE, doubt);
  }
}

static void
finish_registration (TsuRowSlots *self, TsuDraft *draft)
{
  const char *cells[TSU_EVENT_N_CELLS] = { NULL };
  TsuEventTimes times;

  cells[TSU_EVENT_START_DATE] = get_text (self, TSU_SLOT_REGISTER_DATE);
  cells[TSU_EVENT_START_TIME] = get_text (self, TSU_SLOT_REGISTER_TIME);
  if (cells[TSU_EVENT_START_DATE] == NULL && cells[TSU_EVENT_START_TIME] == NULL)
    return;
  tsu_event_times_read (cells, &self->mapping->hints, &times);
  /* "～8月20日" is the end of a period that began at some time. */
  if (*times.starts == '\0' && *times.ends != '\0')
    g_strlcpy (times.starts, times.ends, sizeof times.starts);
  if (*times.starts != '\0')
    tsu_draft_take_named (draft, "register_by", tsu_value_new_text (times.starts));
  for (guint i = 0; i < 2; i++)
    if (cells[i] != NULL && (times.unread[i] || times.partly[i]))
      put_to_unread (self, draft, TSU_SLOT_REGISTER_DATE + i);
}

/**
 * tsu_row_slots_find:
 * @target: (nullable): what a column is mapped to
 *
 * Returns: the slot of that name, or -1
 */
int
tsu_row_slots_find (const char *target)
{
  for (guint i = 0; target != NULL && i < TSU_N_SLOTS; i++)
    if (g_str_equal (slot_targets[i], target))
      return (int) i;
  return -1;
}

/**
 * tsu_row_slots_start:
 *
 * Empties the slots for the row @row.
 */
void
tsu_row_slots_start (TsuRowSlots *self, guint row)
{
  self->row = row;
  for (guint i = 0; i < TSU_N_SLOTS; i++)
    self->columns[i] = -1;
}

/**
 * tsu_row_slots_finish:
 * @draft: what the row says; its fields are filled
 *
 * Puts the cells of the slots together.
 */
void
tsu_row_slots_finish (TsuRowSlots *self, TsuDraft *draft)
{
  gboolean any = FALSE;

  for (guint i = 0; i < TSU_N_SLOTS; i++)
    any = any || self->columns[i] >= 0;
  if (!any)
    return;
  finish_record_id (self, draft);
  finish_source (self, draft);
  finish_coordinates (self, draft);
  finish_address (self, draft);
  finish_person (self, draft);
  if (tsu_draft_has_field (draft, "when_note")) {
    finish_times (self, draft);
    finish_registration (self, draft);
    return;
  }
  for (guint i = TSU_SLOT_START_DATE; i <= TSU_SLOT_REGISTER_TIME; i++)
    put_to_extra (self, draft, i);
}

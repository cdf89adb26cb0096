/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The history of a record in words, made on the store's thread because it names other records.
 */

#include "config.h"

#include "tsu-history-job.h"

#include "tsu-date.h"
#include "tsu-field-text.h"
#include "tsu-summary.h"
#include "tsu-words.h"

#include <glib/gi18n.h>

static void
line_free (gpointer data)
{
  TsuHistoryLine *line = data;

  g_free (line->when);
  g_free (line->who);
  g_free (line->what);
  g_free (line->before);
  g_free (line->after);
  g_clear_pointer (&line->old, tsu_value_unref);
  g_free (line);
}

TsuHistoryAsk *
tsu_history_ask_new (const TsuType *type, const char *id, int date_style)
{
  TsuHistoryAsk *ask = g_new0 (TsuHistoryAsk, 1);

  ask->type = type;
  ask->id = g_strdup (id);
  ask->date_style = date_style;
  return ask;
}

void
tsu_history_ask_free (TsuHistoryAsk *ask)
{
  g_free (ask->id);
  g_free (ask);
}

/* A value in words, with names for the records it refers to. */
static char *
word_value (TsuLedger *ledger, const TsuField *field, TsuValue *value, int date_style)
{
  g_autoptr (GString) names = NULL;
  const char *const *items;

  if (!value || !tsu_field_refers (field))
    return tsu_field_text_format (field, value, date_style);
  if (tsu_value_get_kind (value) == TSU_VALUE_TEXT)
    return tsu_summary_dup_name (ledger, tsu_value_get_text (value));

  names = g_string_new (NULL);
  items = tsu_value_get_list (value);
  for (guint i = 0; items && items[i]; i++) {
    g_autofree char *name = NULL;

    if (field->vocabulary && tsu_vocabulary_find (field->vocabulary, items[i]))
      name = g_strdup (tsu_vocabulary_label (field->vocabulary, items[i]));
    else
      name = tsu_summary_dup_name (ledger, items[i]);
    if (i > 0)
      g_string_append (names, _ (", "));
    g_string_append (names, name);
  }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

/* A set's value after the edit: what it was, without what was taken, with what was added. */
static TsuValue *
find_after (const TsuFieldEdit *edit, TsuValue *before)
{
  g_autoptr (GStrvBuilder) items = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;
  const char *const *old = before ? tsu_value_get_list (before) : NULL;
  const char *const *added = edit->add ? tsu_value_get_list (edit->add) : NULL;

  if (!edit->is_set)
    return edit->value ? tsu_value_ref (edit->value) : NULL;
  for (guint i = 0; old && old[i]; i++) {
    if (!edit->remove || !tsu_value_contains (edit->remove, old[i]))
      g_strv_builder_add (items, old[i]);
  }
  for (guint i = 0; added && added[i]; i++) {
    if (!before || !tsu_value_contains (before, added[i]))
      g_strv_builder_add (items, added[i]);
  }
  all = g_strv_builder_end (items);
  return tsu_value_new_list ((const char *const *) all);
}

static char *
word_time (gint64 time, int date_style)
{
  g_autofree char *iso = tsu_date_now (time);

  return tsu_date_format (iso, date_style, FALSE);
}

static TsuHistoryLine *
begin_line (const TsuHistoryEntry *entry, const TsuHistoryAsk *ask)
{
  TsuHistoryLine *line = g_new0 (TsuHistoryLine, 1);

  line->when = word_time (entry->time, ask->date_style);
  line->who = g_strdup (entry->change->user);
  line->what = g_strdup (entry->change->op == TSU_OP_DELETE ? _ ("Deleted")
                                                            : entry->change->op == TSU_OP_RESTORE
                         ? _ ("Put back")
                         : tsu_words_undo_label (entry->label));
  return line;
}

static void
add_entry (GPtrArray *lines,
           TsuLedger *ledger,
           const TsuHistoryEntry *entry,
           const TsuHistoryAsk *ask)
{
  guint first = lines->len;

  for (guint i = 0; entry->edits && i < entry->edits->len; i++) {
    const TsuFieldEdit *edit = entry->edits->pdata[i];
    const TsuField *field = tsu_type_find_field (ask->type, edit->field);
    TsuValue *before = entry->before ? entry->before->pdata[i] : NULL;
    g_autoptr (TsuValue) after = find_after (edit, before);
    TsuHistoryLine *line;

    if (!field)
      continue;
    line = begin_line (entry, ask);
    line->field = field;
    line->before = word_value (ledger, field, before, ask->date_style);
    line->after = word_value (ledger, field, after, ask->date_style);
    line->old = before ? tsu_value_ref (before) : NULL;
    g_ptr_array_add (lines, line);
  }
  if (lines->len == first)
    g_ptr_array_add (lines, begin_line (entry, ask));
  ((TsuHistoryLine *) lines->pdata[first])->starts_entry = TRUE;
}

/**
 * tsu_history_job:
 * @data: TsuHistoryAsk
 *
 * Returns: (transfer full): array of TsuHistoryLine, latest first; NULL with @error set
 */
gpointer
tsu_history_job (TsuLedger *ledger, gpointer data, GCancellable *cancel, GError **error)
{
  TsuHistoryAsk *ask = data;
  g_autoptr (GPtrArray) entries = tsu_ledger_history (ledger, ask->id, error);
  GPtrArray *lines;

  if (!entries)
    return NULL;
  lines = g_ptr_array_new_with_free_func (line_free);
  for (guint i = 0; i < entries->len; i++)
    add_entry (lines, ledger, entries->pdata[i], ask);
  return lines;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What happened with an actor, over all types of record, by date.
 */

#include "config.h"

#include "tsu-timeline.h"

#include <glib/gi18n.h>

/**
 * TsuSource:
 * @type: type of the records
 * @field: the field in which they name the actor
 * @about: (nullable): the field that names what it was about, where the record has no name
 * @date: the field that says when
 * @text: (nullable): the field with what was said
 *
 * Where a line of a timeline comes from.
 */
static const struct {
  const char *type;
  const char *field;
  const char *about;
  const char *date;
  const char *text;
} sources[] = {
  { "log", "actor", NULL, "starts", "description" },
  { "need", "actor", NULL, "starts", NULL },
  { "offer", "actor", NULL, "starts", NULL },
  { "match", "actor", "need", "starts", "outcome" },
  { "participation", "actor", "event", "starts", NULL },
  { "event", "organiser", NULL, "starts", NULL },
  { "booking", "actor", "resource", "starts", "purpose" },
  { "tie", "actor", "other", "starts", "note" },
  { "tie", "other", "actor", "starts", "note" },
};

static char *
dup_title (TsuLedger *ledger, TsuRecord *record, const char *about)
{
  const char *id = about ? tsu_record_get_text (record, about) : NULL;
  g_autoptr (TsuRecord) named = id ? tsu_ledger_get (ledger, id, NULL) : NULL;

  if (id)
    return named ? tsu_record_dup_title (named) : g_strdup (_ ("(not here)"));
  return tsu_record_dup_title (record);
}

/* A participation has no time of its own: it happened when its event did. */
static char *
dup_date (TsuLedger *ledger, TsuRecord *record, const char *field)
{
  const char *date = tsu_record_get_text (record, field);
  const char *event = tsu_record_get_text (record, "event");
  g_autoptr (TsuRecord) other = !date && event ? tsu_ledger_get (ledger, event, NULL) : NULL;

  return g_strdup (other ? tsu_record_get_text (other, "starts") : date);
}

static const char *
get_heading (TsuRecord *record)
{
  const TsuType *type = tsu_record_get_type_of (record);
  const TsuField *field = tsu_type_find_field (type, "kind");
  const char *kind = tsu_record_get_kind (record);

  /* Of a log entry the kind says more: a consultation, a fact, an impression, a promise. */
  if (g_str_equal (type->name, "log") && kind)
    return tsu_vocabulary_label (field->vocabulary, kind);
  return g_dpgettext2 (NULL, "type", type->label);
}

static char *
dup_state (TsuRecord *record)
{
  const TsuField *field = tsu_type_find_field (tsu_record_get_type_of (record), "status");
  const char *code = field ? tsu_record_get_text (record, "status") : NULL;

  return code ? g_strdup (tsu_vocabulary_label (field->vocabulary, code)) : NULL;
}

static TsuStoryLine *
make_line (TsuLedger *ledger, TsuRecord *record, guint source)
{
  TsuStoryLine *line = g_new0 (TsuStoryLine, 1);
  const char *text =
    sources[source].text ? tsu_record_get_text (record, sources[source].text) : NULL;

  line->type = tsu_record_get_type_of (record);
  line->id = g_strdup (tsu_record_get_id (record));
  line->date = dup_date (ledger, record, sources[source].date);
  line->heading = get_heading (record);
  line->title = dup_title (ledger, record, sources[source].about);
  line->text = g_strdup (text);
  line->who = dup_state (record);
  return line;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const TsuStoryLine *one = *(TsuStoryLine *const *) a;
  const TsuStoryLine *other = *(TsuStoryLine *const *) b;
  int order = g_strcmp0 (other->date, one->date);

  /* Ids are drawn in the order of time, so equal days keep their order. */
  return order ? order : g_strcmp0 (other->id, one->id);
}

GPtrArray *
tsu_timeline_read (TsuLedger *ledger, const char *actor, GError **error)
{
  g_autoptr (GPtrArray) lines =
    g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_story_line_free);

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++) {
    g_autoptr (GPtrArray) records =
      tsu_ledger_referring (ledger, tsu_schema_find_type (sources[i].type), sources[i].field, actor,
                            error);

    if (!records)
      return NULL;
    for (guint n = 0; n < records->len; n++)
      g_ptr_array_add (lines, make_line (ledger, records->pdata[n], i));
  }
  g_ptr_array_sort (lines, compare_lines);
  return g_steal_pointer (&lines);
}

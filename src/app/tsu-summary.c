/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Records in one or two lines: which fields say most about a record of each type.
 */

#include "config.h"

#include "tsu-summary.h"

#include "tsu-field-text.h"
#include "tsu-words.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_NAMED 3 /* fields of several values name so many and then stop */

/* What makes the title where there is no name, and what stands in the line below. */
static const struct {
  const char *type;
  const char *title[3];
  const char *details[5];
} plans[] = {
  { "actor", { "name" }, { "kind", "district", "themes", "skills" } },
  { "resource", { "name" }, { "kind", "status", "district", "place", "category" } },
  { "event", { "name" }, { "starts", "place", "place_name", "kind", "status" } },
  { "need", { "name", "description" }, { "actor", "status", "kinds", "district" } },
  { "offer", { "name", "description" }, { "actor", "resource", "status", "kinds" } },
  { "match", { "need", "offer" }, { "actor", "resource", "status", "starts" } },
  { "tie", { "role", "actor", "other" }, { "kind", "starts", "ends", "note" } },
  { "booking", { "resource", "event", "purpose" }, { "starts", "status", "actor", "purpose" } },
  { "participation", { "actor", "event" }, { "role", "status", "starts" } },
  { "log", { "name", "description" }, { "starts", "kind", "actor", "channel" } },
  { "statistic", { "name" }, { "district", "starts" } },
};

/**
 * tsu_summary_dup_name:
 *
 * Returns: (transfer full): the title of the record @id, or a word for one that is not here
 */
char *
tsu_summary_dup_name (TsuLedger *ledger, const char *id)
{
  g_autoptr (TsuRecord) record = tsu_ledger_get (ledger, id, NULL);

  return record ? tsu_record_dup_title (record) : g_strdup (_ ("(not here)"));
}

static char *
describe_list (TsuLedger *ledger, const TsuField *field, TsuValue *value)
{
  const char *const *items = tsu_value_get_list (value);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (guint i = 0; items && items[i] && i < MAX_NAMED; i++) {
    if (field->vocabulary && tsu_vocabulary_find (field->vocabulary, items[i])) {
      g_strv_builder_add (names, tsu_vocabulary_label (field->vocabulary, items[i]));
    } else if (field->target) {
      g_autofree char *name = tsu_summary_dup_name (ledger, items[i]);

      g_strv_builder_add (names, name);
    } else {
      g_strv_builder_add (names, items[i]);
    }
  }
  all = g_strv_builder_end (names);
  /* Translators: between the names of themes, tags and the like. */
  return g_strjoinv (_ (", "), all);
}

static char *
describe (TsuLedger *ledger,
          const TsuRecord *record,
          const char *name,
          const TsuSummaryStyle *style)
{
  const TsuField *field = tsu_type_find_field (tsu_record_get_type_of (record), name);
  TsuValue *value = field ? tsu_record_get (record, name) : NULL;
  char *text;

  if (!value)
    return NULL;
  if (field->kind == TSU_FIELD_REFERENCE) {
    if (g_strcmp0 (tsu_value_get_text (value), style->about) == 0)
      return NULL;
    return tsu_summary_dup_name (ledger, tsu_value_get_text (value));
  }
  if (tsu_value_get_kind (value) == TSU_VALUE_LIST)
    return describe_list (ledger, field, value);

  text = tsu_field_text_format (field, value, style->date_style);
  text[strcspn (text, "\n")] = '\0';
  return text;
}

static char *
join (TsuLedger *ledger,
      const TsuRecord *record,
      const char *const *names,
      guint n_names,
      const char *between,
      const TsuSummaryStyle *style)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < n_names && names[i]; i++) {
    g_autofree char *text = describe (ledger, record, names[i], style);

    if (!text || !*text || strstr (line->str, text))
      continue;
    if (line->len > 0)
      g_string_append (line, between);
    g_string_append (line, text);
  }
  return line->len > 0 ? g_string_free (g_steal_pointer (&line), FALSE) : NULL;
}

/* Whoever is asked to meet the need, or does. */
static char *
dup_partner (TsuLedger *ledger, const TsuRecord *need)
{
  static const char *const names[] = { "actor", "offer", "resource" };
  g_autoptr (GPtrArray) matches = tsu_ledger_referring (ledger, tsu_schema_find_type ("match"),
                                                        "need", tsu_record_get_id (need), NULL);

  for (guint i = 0; matches && i < matches->len; i++) {
    const TsuRecord *match = matches->pdata[i];

    if (g_strcmp0 (tsu_record_get_text (match, "status"), tsu_record_get_text (need, "status")) !=
        0)
      continue;
    for (gsize n = 0; n < G_N_ELEMENTS (names); n++)
      if (tsu_record_get_text (match, names[n]))
        return tsu_summary_dup_name (ledger, tsu_record_get_text (match, names[n]));
  }
  return NULL;
}

/* Both sides of a need on the board: who wants and who helps, or what would help. */
static char *
describe_card (TsuLedger *ledger, const TsuRecord *need, const TsuSummaryStyle *style)
{
  static const char *const who[] = { "actor" };
  static const char *const what[] = { "actor", "kinds", "district" };
  g_autofree char *partner = dup_partner (ledger, need);
  g_autofree char *actor = NULL;

  if (!partner)
    return join (ledger, need, what, G_N_ELEMENTS (what), _ (" · "), style);
  actor = join (ledger, need, who, G_N_ELEMENTS (who), "", style);
  /* Translators: who has a need, and who helps: "Wakaba Club → Sato Hanako" */
  return g_strdup_printf (_ ("%s → %s"), actor ? actor : "", partner);
}

static const char *
find_state_icon (const TsuRecord *record)
{
  const TsuField *field = tsu_type_find_field (tsu_record_get_type_of (record), "status");
  const TsuTerm *term = NULL;

  if (field && field->vocabulary)
    term = tsu_vocabulary_find (field->vocabulary, tsu_record_get_text (record, "status"));
  return term ? term->icon : NULL;
}

/**
 * tsu_summary_new:
 * @style: how to word it
 *
 * Returns: (transfer full): the record in short
 */
TsuSummary *
tsu_summary_new (TsuLedger *ledger, const TsuRecord *record, const TsuSummaryStyle *style)
{
  const TsuType *type = tsu_record_get_type_of (record);
  TsuSummary *self = g_new0 (TsuSummary, 1);

  self->type = type;
  self->key = tsu_record_get_key (record);
  self->id = g_strdup (tsu_record_get_id (record));
  self->reading = g_strdup (tsu_record_get_text (record, "reading"));
  self->icon = tsu_record_get_icon (record);
  self->state_icon = style->card ? NULL : find_state_icon (record);
  self->conflicts = tsu_record_get_conflicts (record);
  self->deleted = tsu_record_is_deleted (record);

  for (guint i = 0; i < G_N_ELEMENTS (plans); i++) {
    gboolean named = g_str_equal (plans[i].title[0], "name");

    if (!g_str_equal (plans[i].type, type->name))
      continue;
    if (!named || !tsu_record_get (record, "name"))
      self->title = join (ledger, record, plans[i].title, G_N_ELEMENTS (plans[i].title),
                          /* Translators: between the parts of a title: "Chair Sato". */
                          _ (" – "), style);
    /* Translators: between the parts of the line below a title: "Person · Wakaba". */
    self->details = style->card ? describe_card (ledger, record, style)
                                : join (ledger, record, plans[i].details,
                                        G_N_ELEMENTS (plans[i].details), _ (" · "), style);
  }
  if (!self->title)
    self->title = tsu_record_dup_title (record);
  return self;
}

void
tsu_summary_free (TsuSummary *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->reading);
  g_free (self->details);
  g_free (self);
}

gboolean
tsu_summary_equal (const TsuSummary *a, const TsuSummary *b)
{
  return a->key == b->key && g_strcmp0 (a->title, b->title) == 0 &&
         g_strcmp0 (a->reading, b->reading) == 0 && g_strcmp0 (a->details, b->details) == 0 &&
         g_strcmp0 (a->icon, b->icon) == 0 && g_strcmp0 (a->state_icon, b->state_icon) == 0 &&
         a->conflicts == b->conflicts && a->deleted == b->deleted;
}

/**
 * tsu_summary_new_many:
 * @records: (element-type TsuRecord): in any order
 *
 * Returns: (transfer full) (element-type TsuSummary): one for each
 */
GPtrArray *
tsu_summary_new_many (TsuLedger *ledger, GPtrArray *records, const TsuSummaryStyle *style)
{
  GPtrArray *all = g_ptr_array_new_full (records->len, (GDestroyNotify) tsu_summary_free);

  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (all, tsu_summary_new (ledger, records->pdata[i], style));
  return all;
}

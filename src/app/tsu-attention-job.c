/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What needs attention, told in sentences: read on the store's thread, because names of records
 * are looked up for them.
 */

#include "config.h"

#include "tsu-attention-job.h"

#include "tsu-attention-words.h"
#include "tsu-words.h"

#include <glib/gi18n.h>

static void
claim_free (gpointer data)
{
  TsuClaim *claim = data;

  g_clear_pointer (&claim->value, tsu_value_unref);
  g_free (claim->text);
  g_free (claim->sentence);
  g_free (claim);
}

void
tsu_matter_free (TsuMatter *matter)
{
  if (!matter)
    return;
  tsu_issue_free (matter->issue);
  tsu_held_free (matter->held);
  g_free (matter->record);
  g_free (matter->heading);
  g_free (matter->sentence);
  g_free (matter->written);
  g_ptr_array_unref (matter->claims);
  g_free (matter);
}

void
tsu_attention_facts_free (TsuAttentionFacts *facts)
{
  if (!facts)
    return;
  g_ptr_array_unref (facts->matters);
  g_free (facts);
}

static void
add_claims (TsuMatter *matter, TsuLedger *ledger, const char *device, int date_style)
{
  GPtrArray *siblings = matter->issue->siblings;

  for (guint i = 0; i < siblings->len; i++) {
    const TsuSibling *sibling = g_ptr_array_index (siblings, i);
    TsuClaim *claim = g_new0 (TsuClaim, 1);

    claim->mine = g_strcmp0 (sibling->device, device) == 0;
    claim->value = sibling->value ? tsu_value_ref (sibling->value) : NULL;
    claim->text = tsu_attention_words_value (ledger, matter->field, sibling->value, date_style);
    claim->sibling = sibling;
    g_ptr_array_insert (matter->claims, claim->mine ? 0 : -1, claim);
  }
  for (guint i = 0; i < matter->claims->len; i++) {
    TsuClaim *claim = g_ptr_array_index (matter->claims, i);

    claim->sentence =
      tsu_attention_words_claim (claim->sibling, claim->text, claim->mine, i == 0, date_style);
  }
}

static void
tell (TsuMatter *matter, TsuLedger *ledger, const char *device, int date_style)
{
  const TsuIssue *issue = matter->issue;
  const char *title = issue->title ? issue->title : "";

  switch (issue->kind) {
  case TSU_ISSUE_CONFLICT:
    matter->field = issue->field ? tsu_type_find_field (issue->type, issue->field) : NULL;
    /* Translators: what a record is called, and the label of a field. */
    matter->heading =
      g_strdup_printf (_ ("%s: %s"), title, matter->field ? tsu_words_field (matter->field) : "");
    if (matter->field)
      add_claims (matter, ledger, device, date_style);
    break;
  case TSU_ISSUE_REVIVED:
    matter->heading = g_strdup (title);
    matter->sentence = tsu_attention_words_revived (issue, ledger, device, date_style);
    break;
  case TSU_ISSUE_OVERLAP:
  default:
    matter->heading = g_strdup (title);
    matter->sentence = g_strdup_printf (_ ("“%s” and “%s” are booked for the same time."), title,
                                           issue->other_title ? issue->other_title : "");
    break;
  }
}

/* --- what the server held back --- */

static TsuRecord *
find_record (TsuLedger *ledger, gint64 key)
{
  guint n_types;
  const TsuType *const *types = tsu_schema_get_types (&n_types);

  for (guint i = 0; i < n_types; i++) {
    g_autoptr (GPtrArray) found = tsu_ledger_get_many (ledger, types[i], &key, 1, NULL);

    if (found && found->len > 0)
      return tsu_record_ref (found->pdata[0]);
  }
  return NULL;
}

/* A record whose ward may be read no more is not shown; what was written in it is. */
static TsuMatter *
tell_held (TsuLedger *ledger, TsuHeld *held, int date_style)
{
  TsuMatter *matter = g_new0 (TsuMatter, 1);
  g_autoptr (TsuRecord) record = find_record (ledger, held->key);
  const TsuType *type = held->first ? tsu_schema_find_type (held->first->type) : NULL;

  matter->held = held;
  matter->type = type;
  matter->record = record ? g_strdup (tsu_record_get_id (record)) : NULL;
  matter->heading = record ? tsu_record_dup_title (record)
                           : g_strdup (type ? tsu_words_type (type) : _ ("Held back"));
  matter->written =
    type ? tsu_attention_words_written (ledger, type, held->first, date_style) : g_strdup ("");
  matter->sentence = tsu_attention_words_held (held, matter->written, date_style);
  matter->claims = g_ptr_array_new_with_free_func (claim_free);
  return matter;
}

static gboolean
add_held (TsuAttentionFacts *facts, TsuLedger *ledger, const TsuAttentionAsk *ask, GError **error)
{
  g_autoptr (GPtrArray) list = tsu_ledger_get_held (ledger, error);

  for (guint i = 0; list && i < list->len; i++) {
    if (facts->matters->len == ask->most) {
      facts->more++;
      continue;
    }
    g_ptr_array_add (facts->matters, tell_held (ledger, list->pdata[i], ask->date_style));
    list->pdata[i] = NULL;
  }
  return list != NULL;
}

/**
 * tsu_matter_dup_both:
 *
 * Returns: (transfer full) (nullable): a text that holds what all sides wrote; NULL where the field
 *   cannot hold that
 */
char *
tsu_matter_dup_both (const TsuMatter *matter)
{
  g_autoptr (GString) both = g_string_new (NULL);

  if (!matter->field ||
      (matter->field->kind != TSU_FIELD_TEXT && matter->field->kind != TSU_FIELD_NOTE))
    return NULL;
  for (guint i = 0; i < matter->claims->len; i++) {
    const TsuClaim *claim = g_ptr_array_index (matter->claims, i);

    if (!claim->value)
      continue;
    if (both->len > 0)
      g_string_append (both, matter->field->kind == TSU_FIELD_NOTE ? "\n" : " / ");
    g_string_append (both, tsu_value_get_text (claim->value));
  }
  return g_string_free (g_steal_pointer (&both), FALSE);
}

/**
 * tsu_attention_job:
 * @data: a TsuAttentionAsk
 *
 * Returns: (transfer full): a TsuAttentionFacts
 */
gpointer
tsu_attention_job (TsuLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  const TsuAttentionAsk *ask = data;
  g_autoptr (GPtrArray) issues = tsu_ledger_list_issues (ledger, 0, error);
  g_autoptr (TsuAttentionFacts) facts = g_new0 (TsuAttentionFacts, 1);
  g_auto (TsuShared) shared = { NULL };

  facts->matters = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_matter_free);
  if (!issues || !tsu_ledger_get_shared (ledger, &shared, error) ||
      !add_held (facts, ledger, ask, error))
    return NULL;
  for (guint i = 0; i < issues->len; i++) {
    TsuMatter *matter;
    TsuIssue *issue = g_ptr_array_index (issues, i);

    if (issue->aside || !issue->type)
      continue;
    if (facts->matters->len == ask->most) {
      facts->more++;
      continue;
    }
    matter = g_new0 (TsuMatter, 1);
    matter->issue = issue;
    matter->type = issue->type;
    matter->record = g_strdup (issue->record);
    issues->pdata[i] = NULL;
    matter->claims = g_ptr_array_new_with_free_func (claim_free);
    g_ptr_array_add (facts->matters, matter);
    tell (matter, ledger, shared.device, ask->date_style);
  }
  return g_steal_pointer (&facts);
}

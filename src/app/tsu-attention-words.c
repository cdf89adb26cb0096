/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What needs attention, in sentences: what happened, who did it and when, and what to do.
 */

#include "config.h"

#include "tsu-attention-words.h"

#include "tsu-date.h"
#include "tsu-field-text.h"
#include "tsu-summary.h"
#include "tsu-wire-answer.h"
#include "tsu-words.h"

#include <glib/gi18n.h>

/**
 * tsu_attention_words_moment:
 * @time: Unix milliseconds
 *
 * Returns: (transfer full): date and time
 */
char *
tsu_attention_words_moment (gint64 time, int date_style)
{
  g_autofree char *iso = tsu_date_now (time);

  return tsu_date_format (iso, date_style, FALSE);
}

/**
 * tsu_attention_words_value:
 *
 * Returns: (transfer full): the value as it is read, with the name of a record that it refers to
 */
char *
tsu_attention_words_value (TsuLedger *ledger,
                           const TsuField *field,
                           TsuValue *value,
                           int date_style)
{
  if (!value)
    return g_strdup (_ ("(empty)"));
  if (field->kind == TSU_FIELD_REFERENCE)
    return tsu_summary_dup_name (ledger, tsu_value_get_text (value));
  return tsu_field_text_format (field, value, date_style);
}

static const char *
get_user (const TsuSibling *sibling)
{
  return sibling->user && *sibling->user ? sibling->user : _ ("Somebody");
}

/**
 * tsu_attention_words_claim:
 * @text: what was written
 * @first: whether no other side was told before
 *
 * Returns: (transfer full): one side of a conflict
 */
char *
tsu_attention_words_claim (
  const TsuSibling *sibling, const char *text, gboolean mine, gboolean first, int date_style)
{
  g_autofree char *when = tsu_attention_words_moment (sibling->time, date_style);

  if (mine)
    /* Translators: a date and time, and what was written. */
    return g_strdup_printf (_ ("On %s “%s” was written on this computer."), when, text);
  if (first)
    /* Translators: a name, a date and time, and what was written. */
    return g_strdup_printf (_ ("%1$s wrote “%3$s” on %2$s."), get_user (sibling), when, text);
  /* Translators: a name, a date and time, and what was written. */
  return g_strdup_printf (_ ("%1$s wrote “%3$s” on %2$s, without having seen that."),
                             get_user (sibling), when, text);
}

static char *
word_delete (const TsuSibling *sibling, gboolean mine, const char *when)
{
  if (mine)
    /* Translators: a date and time. */
    return g_strdup_printf (_ ("On %s this was deleted on this computer."), when);
  /* Translators: a name, and a date and time. */
  return g_strdup_printf (_ ("%1$s deleted this on %2$s."), get_user (sibling), when);
}

/**
 * tsu_attention_words_revived:
 * @issue: of a record that was deleted here and edited there
 * @device: id of this computer
 *
 * Returns: (transfer full): who deleted it, and what was written by whom without knowing of that
 */
char *
tsu_attention_words_revived (const TsuIssue *issue,
                             TsuLedger *ledger,
                             const char *device,
                             int date_style)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < issue->siblings->len; i++) {
    const TsuSibling *sibling = g_ptr_array_index (issue->siblings, i);
    gboolean mine = g_strcmp0 (sibling->device, device) == 0;
    const TsuField *field =
      sibling->field ? tsu_type_find_field (issue->type, sibling->field) : NULL;
    g_autofree char *when = tsu_attention_words_moment (sibling->time, date_style);
    g_autofree char *value =
      field ? tsu_attention_words_value (ledger, field, sibling->value, date_style) : NULL;
    g_autofree char *sentence = NULL;

    if (!sibling->field)
      sentence = word_delete (sibling, mine, when);
    else if (!field)
      continue;
    else if (mine)
      /* Translators: a date and time, what was written, and the label of a field. */
      sentence = g_strdup_printf (_ ("On %1$s “%2$s” was written under “%3$s” on this computer, "
                                     "without knowing of that."),
                                     when, value, tsu_words_field (field));
    else
      /* Translators: a name, a date and time, what was written, and the label of a field. */
      sentence = g_strdup_printf (_ ("%1$s wrote “%3$s” under “%4$s” on %2$s, without knowing of "
                                     "that."),
                                     get_user (sibling), when, value, tsu_words_field (field));
    g_string_append_printf (text, "%s\n", sentence);
  }
  g_string_append (text, _ ("It is kept until you decide."));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* --- what the server held back --- */

static const char *
get_reason (const char *reason)
{
  if (g_strcmp0 (reason, "write") == 0)
    return _ ("This account may not write that. Ask who leads the ward for the right and then "
              "send it again, or give it up.");
  if (g_strcmp0 (reason, "ward") == 0)
    return _ ("This account may not write in that ward, or no longer may. Ask who leads the ward "
              "for the right and then send it again, or give it up.");
  if (g_strcmp0 (reason, TSU_ANSWER_TOO_LARGE) == 0)
    return _ ("It is larger than the server takes. Keep it in several parts, and give this one "
              "up.");
  return _ ("The server does not understand it. Send it again once Tsunagi was updated, or give it "
            "up.");
}

/**
 * tsu_attention_words_written:
 * @type: of the record
 * @change: with fields and seen
 *
 * Returns: (transfer full): what it wrote, each field in a line; may be empty
 */
char *
tsu_attention_words_written (TsuLedger *ledger,
                             const TsuType *type,
                             const TsuChange *change,
                             int date_style)
{
  g_autoptr (GPtrArray) edits = tsu_change_decode (change, NULL);
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; type && edits && i < edits->len; i++) {
    const TsuFieldEdit *edit = g_ptr_array_index (edits, i);
    const TsuField *field = tsu_type_find_field (type, edit->field);
    g_autofree char *text = NULL;

    if (!field || !edit->known)
      continue;
    text =
      tsu_attention_words_value (ledger, field, edit->is_set ? edit->add : edit->value, date_style);
    if (lines->len > 0)
      g_string_append_c (lines, '\n');
    /* Translators: the label of a field, and its value. */
    g_string_append_printf (lines, _ ("%s: %s"), tsu_words_field (field), text);
  }
  return g_string_free (g_steal_pointer (&lines), FALSE);
}

/**
 * tsu_attention_words_held:
 * @written: what it wrote; may be empty
 *
 * Returns: (transfer full): what was not shared, and why
 */
char *
tsu_attention_words_held (const TsuHeld *held, const char *written, int date_style)
{
  g_autofree char *when = tsu_attention_words_moment (held->time, date_style);
  g_autoptr (GString) text = g_string_new (NULL);

  /* Translators: what was done, such as “Edit”, and when. */
  g_string_append_printf (text, _ ("“%s” of %s is on this computer, but was not shared."),
                                   tsu_words_undo_label (held->label), when);
  if (*written)
    g_string_append_printf (text, "\n%s", written);
  g_string_append_printf (text, "\n%s", get_reason (held->reason));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * tsu_attention_words_held_of_others:
 * @reason: (nullable): the server's word
 *
 * Returns: why it was held back, for who looks after the ward
 */
const char *
tsu_attention_words_held_of_others (const char *reason)
{
  if (g_strcmp0 (reason, "write") == 0)
    return _ ("This account may not write that.");
  if (g_strcmp0 (reason, "ward") == 0)
    return _ ("This account may not write in this ward, or no longer may.");
  return _ ("The server does not understand it.");
}

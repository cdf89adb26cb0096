/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One thing that needs attention. Whatever is chosen, nothing is lost: what was not chosen is in
 * the history, and the choice can be undone.
 */

#include "config.h"

#include "tsu-attention-card.h"

#include "tsu-dialogs.h"
#include "tsu-field-text.h"
#include "tsu-words.h"
#include "tsu-wrap.h"

#include <glib/gi18n.h>

#define BUTTON_CHARS 24

struct _TsuAttentionCard {
  GtkWidget parent_instance;

  /* template */
  GtkLabel *heading;
  GtkLabel *sentences;
  GtkBox *buttons;
  GtkWidget *editor;
  GtkEditable *entry;
  GtkWidget *note;
  GtkTextBuffer *buffer;
  GtkLabel *problem;

  /* owned */
  TsuDesk *desk;
  TsuMatter *matter;

  gboolean chosen; /* a second press does nothing; the card keeps the keyboard until it is gone */
};

G_DEFINE_FINAL_TYPE (TsuAttentionCard, tsu_attention_card, GTK_TYPE_WIDGET)

/* --- settling --- */

static gboolean
choose (TsuAttentionCard *self)
{
  gboolean first = !self->chosen;

  self->chosen = TRUE;
  return first;
}

static void
settle (TsuAttentionCard *self, TsuValue *value)
{
  TsuEdit *edit = tsu_edit_new_change (self->matter->type, self->matter->record);
  /* Translators: %s is the label of a field. */
  g_autofree char *said =
    g_strdup_printf (_ ("Settled: %s"), tsu_words_field (self->matter->field));

  tsu_edit_set (edit, self->matter->field->name, value);
  tsu_edit_settle (edit);
  if (choose (self))
    tsu_desk_apply (self->desk, edit, N_ ("Settle"), said);
  else
    tsu_edit_free (edit);
}

static void
claim_cb (TsuAttentionCard *self, GtkWidget *button)
{
  const TsuClaim *claim = g_object_get_data (G_OBJECT (button), "tsu-claim");

  settle (self, claim->value ? tsu_value_ref (claim->value) : NULL);
}

static void
both_cb (TsuAttentionCard *self)
{
  g_autofree char *both = tsu_matter_dup_both (self->matter);

  settle (self, tsu_value_new_text (both));
}

static void
edit_cb (TsuAttentionCard *self)
{
  const TsuClaim *first = g_ptr_array_index (self->matter->claims, 0);
  g_autofree char *both = tsu_matter_dup_both (self->matter);
  const char *text = both ? both : first->value ? first->text : "";
  gboolean lines = self->matter->field->kind == TSU_FIELD_NOTE;

  if (lines)
    gtk_text_buffer_set_text (self->buffer, text, -1);
  else
    gtk_editable_set_text (self->entry, text);
  gtk_widget_set_visible (GTK_WIDGET (self->entry), !lines);
  gtk_widget_set_visible (gtk_widget_get_parent (self->note), lines);
  gtk_widget_set_visible (self->editor, TRUE);
  gtk_widget_grab_focus (lines ? self->note : GTK_WIDGET (self->entry));
}

static char *
dup_edited (TsuAttentionCard *self)
{
  GtkTextIter start, end;

  if (self->matter->field->kind != TSU_FIELD_NOTE)
    return g_strdup (gtk_editable_get_text (self->entry));
  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
}

static void
edited_cb (TsuAttentionCard *self)
{
  TsuValue *value = NULL;
  g_autofree char *text = dup_edited (self);
  g_autoptr (GError) error = NULL;

  if (tsu_field_text_parse (self->matter->field, text, &value, &error)) {
    settle (self, value);
    return;
  }
  gtk_label_set_label (self->problem, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
}

static void
keep_cb (TsuAttentionCard *self)
{
  const TsuMatter *matter = self->matter;

  if (choose (self))
    tsu_desk_apply (self->desk, tsu_edit_new_restore (matter->type, matter->record), N_ ("Settle"),
                    _ ("Kept"));
}

static void
delete_cb (TsuAttentionCard *self)
{
  const TsuMatter *matter = self->matter;

  if (choose (self))
    tsu_desk_apply (self->desk, tsu_edit_new_delete (matter->type, matter->record), N_ ("Settle"),
                    _ ("Deleted"));
}

static void
open_cb (TsuAttentionCard *self)
{
  tsu_desk_open (self->desk, self->matter->type, self->matter->record);
}

static void
open_other_cb (TsuAttentionCard *self)
{
  tsu_desk_open (self->desk, self->matter->type, self->matter->issue->other);
}

static gpointer
aside_job (TsuLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  if (!tsu_ledger_set_issue_aside (ledger, data, TRUE, error))
    return NULL;
  tsu_store_note_changed (ledger, NULL);
  return GINT_TO_POINTER (TRUE);
}

static void
job_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuDesk) desk = data;
  g_autoptr (GError) error = NULL;

  if (!tsu_store_call_finish (TSU_STORE (source), result, &error))
    tsu_desk_fail (desk, error);
}

static void
run_job (TsuAttentionCard *self, TsuStoreFunc job, const char *id)
{
  if (choose (self))
    tsu_store_write_async (tsu_desk_get_store (self->desk), job, g_strdup (id), g_free, NULL, NULL,
                           job_done_cb, g_object_ref (self->desk));
}

static void
aside_cb (TsuAttentionCard *self)
{
  run_job (self, aside_job, self->matter->issue->id);
}

/* --- what the server held back --- */

static gpointer
send_again_job (TsuLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  if (!tsu_ledger_send_held_again (ledger, data, error))
    return NULL;
  tsu_store_note_changed (ledger, NULL);
  return GINT_TO_POINTER (TRUE);
}

static gpointer
give_up_job (TsuLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  if (!tsu_ledger_give_up_held (ledger, data, NULL, error))
    return NULL;
  tsu_store_note_changed (ledger, NULL);
  return GINT_TO_POINTER (TRUE);
}

static void
send_again_cb (TsuAttentionCard *self)
{
  run_job (self, send_again_job, self->matter->held->txn);
}

static void
asked_cb (gboolean accepted, gpointer data)
{
  g_autoptr (TsuAttentionCard) self = data;

  if (accepted && self->desk)
    run_job (self, give_up_job, self->matter->held->txn);
}

/* The one thing here that cannot be taken back. */
static void
give_up_cb (TsuAttentionCard *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (GString) text = g_string_new (_ ("It is taken from this computer and cannot be "
                                              "brought back. Copy what you still need."));

  if (*self->matter->written)
    g_string_append_printf (text, "\n\n%s", self->matter->written);
  tsu_dialogs_ask (GTK_WINDOW (root), _ ("Give up what was written?"), text->str,
                                         _ ("_Give it up"), TRUE, asked_cb, g_object_ref (self));
}

/* --- building --- */

static GtkWidget *
add_button (TsuAttentionCard *self, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))),
                           PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))),
                                 BUTTON_CHARS);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  gtk_box_append (self->buttons, button);
  return button;
}

static void
add_claims (TsuAttentionCard *self)
{
  GPtrArray *claims = self->matter->claims;
  g_autofree char *both = tsu_matter_dup_both (self->matter);
  gboolean two = claims->len == 2 && ((TsuClaim *) claims->pdata[0])->mine;

  for (guint i = 0; i < claims->len; i++) {
    TsuClaim *claim = g_ptr_array_index (claims, i);
    /* Translators: %s is a value; choosing it. */
    g_autofree char *use = g_strdup_printf (_ ("Use “%s”"), claim->text);
    GtkWidget *button =
      add_button (self,
                  !two ? use : i == 0 ? _ ("Keep mine") : _ ("Keep theirs"), G_CALLBACK (claim_cb));

    g_object_set_data (G_OBJECT (button), "tsu-claim", claim);
    gtk_widget_set_tooltip_text (button, claim->text);
  }
  if (both)
    add_button (self, _ ("Both"), G_CALLBACK (both_cb));
  if (claims->len > 0 && self->matter->field->kind != TSU_FIELD_REFERENCE)
    add_button (self, _ ("Edit…"), G_CALLBACK (edit_cb));
}

static void
add_issue_buttons (TsuAttentionCard *self)
{
  switch (self->matter->issue->kind) {
  case TSU_ISSUE_CONFLICT:
    add_claims (self);
    break;
  case TSU_ISSUE_REVIVED:
    add_button (self, _ ("Keep it"), G_CALLBACK (keep_cb));
    add_button (self, _ ("Delete it"), G_CALLBACK (delete_cb));
    break;
  case TSU_ISSUE_OVERLAP:
  default:
    add_button (self, _ ("Show the other"), G_CALLBACK (open_other_cb));
    add_button (self, _ ("It is meant so"), G_CALLBACK (aside_cb));
    break;
  }
}

static void
add_buttons (TsuAttentionCard *self)
{
  if (self->matter->issue) {
    add_issue_buttons (self);
  } else {
    add_button (self, _ ("Send it again"), G_CALLBACK (send_again_cb));
    add_button (self, _ ("Give it up…"), G_CALLBACK (give_up_cb));
  }
  if (self->matter->record)
    add_button (self, _ ("Show"), G_CALLBACK (open_cb));
}

static char *
join_sentences (const TsuMatter *matter)
{
  GString *text = g_string_new (matter->sentence);

  for (guint i = 0; i < matter->claims->len; i++) {
    if (text->len > 0)
      g_string_append_c (text, '\n');
    g_string_append (text, ((TsuClaim *) matter->claims->pdata[i])->sentence);
  }
  return g_string_free (text, FALSE);
}

/* --- the class --- */

static void
tsu_attention_card_dispose (GObject *object)
{
  TsuAttentionCard *self = TSU_ATTENTION_CARD (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  gtk_widget_dispose_template (GTK_WIDGET (self), TSU_TYPE_ATTENTION_CARD);
  g_clear_pointer (&child, gtk_widget_unparent);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->matter, tsu_matter_free);
  G_OBJECT_CLASS (tsu_attention_card_parent_class)->dispose (object);
}

/* The keyboard goes to the first choice. */
static gboolean
tsu_attention_card_grab_focus (GtkWidget *widget)
{
  TsuAttentionCard *self = TSU_ATTENTION_CARD (widget);

  return gtk_widget_grab_focus (gtk_widget_get_first_child (GTK_WIDGET (self->buttons)));
}

static void
tsu_attention_card_class_init (TsuAttentionCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tsu_attention_card_dispose;
  widget_class->grab_focus = tsu_attention_card_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/jp/tsunagi/Tsunagi/ui/tsu-attention-card.ui");
  gtk_widget_class_bind_template_child (widget_class, TsuAttentionCard, heading);
  gtk_widget_class_bind_template_child (widget_class, TsuAttentionCard, sentences);
  gtk_widget_class_bind_template_child (widget_class, TsuAttentionCard, buttons);
  gtk_widget_class_bind_template_child (widget_class, TsuAttentionCard, editor);
  gtk_widget_class_bind_template_child (widget_class, TsuAttentionCard, entry);
  gtk_widget_class_bind_template_child (widget_class, TsuAttentionCard, note);
  gtk_widget_class_bind_template_child (widget_class, TsuAttentionCard, buffer);
  gtk_widget_class_bind_template_child (widget_class, TsuAttentionCard, problem);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
}

static void
tsu_attention_card_init (TsuAttentionCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (GTK_WIDGET (self->buttons), g_object_new (TSU_TYPE_WRAP, NULL));
}

/**
 * tsu_attention_card_new:
 * @matter: (transfer full): what it tells
 *
 * Returns: (transfer floating): the card
 */
GtkWidget *
tsu_attention_card_new (TsuDesk *desk, TsuMatter *matter)
{
  TsuAttentionCard *self = g_object_new (TSU_TYPE_ATTENTION_CARD, NULL);
  g_autofree char *sentences = join_sentences (matter);

  self->desk = g_object_ref (desk);
  self->matter = matter;
  gtk_label_set_label (self->heading, matter->heading);
  gtk_label_set_label (self->sentences, sentences);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  matter->heading, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, sentences,
                                  -1);
  add_buttons (self);
  return GTK_WIDGET (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The page of what waits for a person. It is read anew whenever the ledger changes; the keyboard
 * stays at the place where it was, so that a row of conflicts is settled with one key each.
 */

#include "config.h"

#include "tsu-attention.h"

#include "tsu-attention-card.h"
#include "tsu-date-style.h"
#include "tsu-mnemonic.h"
#include "tsu-oversight.h"
#include "tsu-page-stack.h"
#include "tsu-pane.h"
#include "tsu-sync-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* Nobody settles more at one sitting; the next come up as these go. */
#define MOST 50

struct _TsuAttention {
  GtkWidget parent_instance;

  /* owned through the widget tree */
  TsuPane *pane;
  GtkStack *stack;
  GtkWidget *notice; /* what is wrong with sharing */
  GtkLabel *notice_label;
  GtkWidget *sign_in;
  GtkWidget *understood;
  GtkBox *column; /* the following, one below the other */
  GtkBox *cards;
  GtkLabel *more;
  TsuOversight *oversight;

  /* owned */
  TsuDesk *desk;
  GCancellable *cancellable;

  gboolean entered; /* gone to since it was last shown: the keyboard belongs to the first card */
};

G_DEFINE_FINAL_TYPE (TsuAttention, tsu_attention, GTK_TYPE_WIDGET)

/* --- where the keyboard is --- */

static int
find_focused_card (TsuAttention *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  int n = 0;

  for (GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self->cards)); card;
       card = gtk_widget_get_next_sibling (card), n++) {
    if (focus && (focus == card || gtk_widget_is_ancestor (focus, card)))
      return n;
  }
  return -1;
}

/* Without cards, what there is to press above them. */
static void
focus_card (TsuAttention *self, int n)
{
  GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self->cards));

  if (!card)
    gtk_widget_child_focus (self->notice, GTK_DIR_TAB_FORWARD);

  for (GtkWidget *next; n > 0 && card && (next = gtk_widget_get_next_sibling (card)); n--)
    card = next;
  if (card)
    gtk_widget_grab_focus (card);
}

/* --- showing --- */

/* Not “nothing” below something that is wrong. */
static void
choose_page (TsuAttention *self)
{
  gboolean any = gtk_widget_get_first_child (GTK_WIDGET (self->cards)) ||
                 gtk_widget_get_visible (self->notice) ||
                 gtk_widget_get_visible (GTK_WIDGET (self->oversight));

  gtk_stack_set_visible_child_name (self->stack, any ? "cards" : "nothing");
}

static void
show_facts (TsuAttention *self, TsuAttentionFacts *facts)
{
  int focused = find_focused_card (self);
  GtkWidget *card;
  g_autofree char *more = NULL;

  while ((card = gtk_widget_get_first_child (GTK_WIDGET (self->cards))) != NULL)
    gtk_box_remove (self->cards, card);
  g_ptr_array_set_free_func (facts->matters, NULL);
  for (guint i = 0; i < facts->matters->len; i++)
    gtk_box_append (self->cards, tsu_attention_card_new (self->desk, facts->matters->pdata[i]));
  g_ptr_array_set_size (facts->matters, 0);

  if (facts->more > 0)
    more = g_strdup_printf (ngettext ("%u more comes after these.", "%u more come after these.",
                                      facts->more),
                            facts->more);
  gtk_label_set_label (self->more, more ? more : "");
  gtk_widget_set_visible (GTK_WIDGET (self->more), more != NULL);
  choose_page (self);
  if (focused >= 0 || self->entered)
    focus_card (self, MAX (focused, 0));
  self->entered = FALSE;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuAttention) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TsuAttentionFacts) facts = tsu_store_call_finish (TSU_STORE (source), result, &error);

  if (!self->desk)
    return;
  if (facts)
    show_facts (self, facts);
  else
    tsu_desk_fail (self->desk, error);
}

static void
read_again (TsuAttention *self)
{
  TsuAttentionAsk *ask;

  /* It is read when it is gone to. */
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  ask = g_new0 (TsuAttentionAsk, 1);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  ask->date_style = tsu_date_style_get (tsu_desk_get_settings (self->desk));
  ask->most = MOST;
  tsu_store_read_async (tsu_desk_get_store (self->desk), tsu_attention_job, ask, g_free,
                        (GDestroyNotify) tsu_attention_facts_free, self->cancellable, read_cb,
                        g_object_ref (self));
}

/* What is wrong with sharing itself: signed out, a wrong clock, a program that is too old. */
static void
show_sharing (TsuAttention *self)
{
  const TsuClientStatus *status = tsu_client_get_status (tsu_desk_get_client (self->desk));
  g_autofree char *more = tsu_sync_words_more (status);
  gboolean wrong = status->trouble || status->clock || status->notes;

  gtk_label_set_label (self->notice_label, more);
  gtk_widget_set_visible (self->notice, wrong && *more);
  gtk_widget_set_visible (self->sign_in, status->state == TSU_CLIENT_SIGNED_OUT);
  gtk_widget_set_visible (self->understood, status->notes != NULL);
  gtk_widget_set_visible (gtk_widget_get_parent (self->understood),
                          gtk_widget_get_visible (self->sign_in) ||
                            gtk_widget_get_visible (self->understood));
  choose_page (self);
}

static void
understood_cb (TsuAttention *self)
{
  tsu_client_forget_notes (tsu_desk_get_client (self->desk));
}

/* --- building --- */

static GtkWidget *
make_nothing (void)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "tsu-done-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("Nothing needs attention"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page),
                                   _ ("When two people write different things in one field, or "
                                      "book one place twice, it is asked here what is right."));
  return page;
}

static GtkWidget *
make_cards (TsuAttention *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  self->column = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  self->cards = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  self->more = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->more), "secondary");
  gtk_box_append (self->column, GTK_WIDGET (self->cards));
  gtk_box_append (self->column, GTK_WIDGET (self->more));
  gtk_widget_add_css_class (GTK_WIDGET (self->column), "detail");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 640);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->column));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  return scroller;
}

static GtkWidget *
add_notice_button (GtkWidget *buttons, const char *label)
{
  GtkWidget *button = tsu_mnemonic_button_new (label);

  gtk_widget_set_visible (button, FALSE);
  gtk_box_append (GTK_BOX (buttons), button);
  return button;
}

static GtkWidget *
make_notice (TsuAttention *self)
{
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->notice = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  self->notice_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->notice_label, TRUE);
  gtk_label_set_xalign (self->notice_label, 0);
  gtk_box_append (GTK_BOX (self->notice), GTK_WIDGET (self->notice_label));
  gtk_box_append (GTK_BOX (self->notice), buttons);
  self->sign_in = add_notice_button (buttons, _ ("_Sign in again…"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->sign_in), "win.sign-in");
  self->understood = add_notice_button (buttons, _ ("_Understood"));
  g_signal_connect_object (self->understood, "clicked", G_CALLBACK (understood_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (self->notice, "notice");
  gtk_widget_set_margin_start (self->notice, 20);
  gtk_widget_set_margin_end (self->notice, 20);
  gtk_widget_set_margin_bottom (self->notice, 12);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 640);
  adw_clamp_set_child (ADW_CLAMP (clamp), self->notice);
  return clamp;
}

/* --- the class --- */

static void
tsu_attention_map (GtkWidget *widget)
{
  TsuAttention *self = TSU_ATTENTION (widget);

  GTK_WIDGET_CLASS (tsu_attention_parent_class)->map (widget);
  self->entered = TRUE;
  read_again (self);
  tsu_oversight_look (self->oversight);
}

static void
tsu_attention_dispose (GObject *object)
{
  TsuAttention *self = TSU_ATTENTION (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->desk);
  if (self->pane)
    gtk_widget_unparent (GTK_WIDGET (self->pane));
  self->pane = NULL;
  G_OBJECT_CLASS (tsu_attention_parent_class)->dispose (object);
}

static void
tsu_attention_class_init (TsuAttentionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tsu_attention_dispose;
  GTK_WIDGET_CLASS (klass)->map = tsu_attention_map;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
tsu_attention_init (TsuAttention *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->pane = TSU_PANE (tsu_pane_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->pane), GTK_WIDGET (self));
  self->stack = tsu_page_stack_new ();
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_stack_add_named (self->stack, make_nothing (), "nothing");
  gtk_stack_add_named (self->stack, make_cards (self), "cards");
  gtk_box_append (GTK_BOX (box), make_notice (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  tsu_pane_set_child (self->pane, box);
}

/**
 * tsu_attention_new:
 * @info: its line in the table of pages
 * @outer: the split it stands in
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
tsu_attention_new (const TsuPageInfo *info, TsuDesk *desk, TsuSplit *outer)
{
  TsuAttention *self = g_object_new (TSU_TYPE_ATTENTION, NULL);

  self->desk = g_object_ref (desk);
  self->oversight = TSU_OVERSIGHT (tsu_oversight_new (desk));
  gtk_box_append (self->column, GTK_WIDGET (self->oversight));
  g_signal_connect_object (self->oversight, "notify::visible", G_CALLBACK (choose_page), self,
                           G_CONNECT_SWAPPED);
  tsu_pane_set_title (self->pane, _ (info->title), NULL);
  tsu_pane_set_splits (self->pane, outer, NULL);
  g_signal_connect_object (tsu_desk_get_store (desk), "changed", G_CALLBACK (read_again), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (tsu_desk_get_client (desk), "changed", G_CALLBACK (show_sharing), self,
                           G_CONNECT_SWAPPED);
  show_sharing (self);
  return GTK_WIDGET (self);
}

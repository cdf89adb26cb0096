/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The history of a record, as a popover of its page.
 */

#include "config.h"

#include "tsu-history.h"

#include "tsu-date-style.h"
#include "tsu-history-job.h"
#include "tsu-words.h"

#include <glib/gi18n.h>

struct _TsuHistory {
  GtkPopover parent_instance;

  /* owned */
  TsuDesk *desk;
  GPtrArray *lines;
  char *id;
  GCancellable *asking;

  GtkWidget *list; /* owned through the widget tree */
  const TsuType *type;
};

G_DEFINE_FINAL_TYPE (TsuHistory, tsu_history, GTK_TYPE_POPOVER)

static GtkWidget *
make_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
  gtk_widget_set_hexpand (label, TRUE);
  if (style)
    gtk_widget_add_css_class (label, style);
  return label;
}

static void
put_back_cb (GtkWidget *button, gpointer data)
{
  TsuHistory *self = data;
  TsuHistoryLine *line = g_object_get_data (G_OBJECT (button), "tsu-line");
  TsuEdit *edit = tsu_edit_new_change (self->type, self->id);
  /* Translators: %s is the label of a field. */
  g_autofree char *said = g_strdup_printf (_ ("Put back: %s"), tsu_words_field (line->field));

  tsu_edit_set (edit, line->field->name, line->old ? tsu_value_ref (line->old) : NULL);
  tsu_desk_apply (self->desk, edit, N_ ("Put an earlier value back"), said);
  gtk_popover_popdown (GTK_POPOVER (self));
}

/* What was filled for the first time is said as it is; there is nothing to go back to. */
static GtkWidget *
make_field (TsuHistory *self, TsuHistoryLine *line)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  const char *label = tsu_words_field (line->field);
  const char *after = *line->after ? line->after : _ ("(empty)");
  g_autofree char *text = line->old
    /* Translators: label of a field, value before, value after. */
    ? g_strdup_printf (_ ("%s: %s → %s"), label, line->before, after)
    : g_strdup_printf (_ ("%s: %s"), label, after);
  GtkWidget *button;

  gtk_box_append (GTK_BOX (box), make_label (text, NULL));
  if (!line->old)
    return box;
  button = gtk_button_new_from_icon_name ("edit-undo-symbolic");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  tsu_words_name (button, _ ("Put this value back"));
  g_object_set_data (G_OBJECT (button), "tsu-line", line);
  g_signal_connect_object (button, "clicked", G_CALLBACK (put_back_cb), self, 0);
  gtk_box_append (GTK_BOX (box), button);
  return box;
}

static void
fill (TsuHistory *self)
{
  for (guint i = 0; i < self->lines->len; i++) {
    TsuHistoryLine *line = self->lines->pdata[i];

    if (line->starts_entry) {
      g_autofree char *head =
        line->who && *line->who ? g_strjoin (_ (" · "), line->when, line->who, line->what, NULL)
                                : g_strjoin (_ (" · "), line->when, line->what, NULL);
      GtkWidget *label = make_label (head, "secondary");

      gtk_widget_add_css_class (label, "small");
      gtk_widget_set_margin_top (label, i == 0 ? 0 : 9);
      gtk_box_append (GTK_BOX (self->list), label);
    }
    if (line->field)
      gtk_box_append (GTK_BOX (self->list), make_field (self, line));
  }
}

static void
clear (TsuHistory *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_box_remove (GTK_BOX (self->list), child);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuHistory) self = data;
  g_autoptr (GError) error = NULL;
  GPtrArray *lines = tsu_store_call_finish (TSU_STORE (source), result, &error);

  if (!lines) {
    if (self->desk)
      tsu_desk_fail (self->desk, error);
    return;
  }
  clear (self);
  self->lines = lines;
  fill (self);
}

static void
shown_cb (TsuHistory *self)
{
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  clear (self);
  if (!self->id)
    return;
  self->asking = g_cancellable_new ();
  tsu_store_read_async (tsu_desk_get_store (self->desk), tsu_history_job,
                        tsu_history_ask_new (self->type, self->id,
                                             tsu_date_style_get (
                                               tsu_desk_get_settings (self->desk))),
                        (GDestroyNotify) tsu_history_ask_free, (GDestroyNotify) g_ptr_array_unref,
                        self->asking, read_cb, g_object_ref (self));
}

static void
tsu_history_dispose (GObject *object)
{
  TsuHistory *self = TSU_HISTORY (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->id, g_free);

  G_OBJECT_CLASS (tsu_history_parent_class)->dispose (object);
}

static void
tsu_history_class_init (TsuHistoryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tsu_history_dispose;
}

static void
tsu_history_init (TsuHistory *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 480);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);
  gtk_box_append (GTK_BOX (box), make_label (_ ("History"), "heading"));
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_widget_set_size_request (box, 320, -1);
  gtk_widget_add_css_class (GTK_WIDGET (self), "history");
  gtk_popover_set_child (GTK_POPOVER (self), box);
  g_signal_connect (self, "show", G_CALLBACK (shown_cb), NULL);
}

TsuHistory *
tsu_history_new (TsuDesk *desk)
{
  TsuHistory *self = g_object_new (TSU_TYPE_HISTORY, NULL);

  self->desk = g_object_ref (desk);
  return self;
}

/**
 * tsu_history_set_record:
 * @id: (nullable): whose history is read when the popover is shown
 */
void
tsu_history_set_record (TsuHistory *self, const TsuType *type, const char *id)
{
  self->type = type;
  g_free (self->id);
  self->id = g_strdup (id);
}

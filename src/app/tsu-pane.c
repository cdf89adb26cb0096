/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A header bar and what is below it. libadwaita 1.4 has AdwNavigationPage and AdwToolbarView for
 * this; until then the rules for its buttons are here.
 */

#include "config.h"

#include "tsu-pane.h"

#include "tsu-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _TsuPane {
  GtkWidget parent_instance;

  /* owned through the widget tree */
  GtkWidget *box;
  AdwHeaderBar *bar;
  AdwWindowTitle *title;
  GtkWidget *back;
  GtkWidget *child;

  /* borrowed */
  TsuSplit *before; /* holds the pane as its content: leads back */
  TsuSplit *after;  /* holds the pane as its sidebar: leads on */
};

G_DEFINE_FINAL_TYPE (TsuPane, tsu_pane, GTK_TYPE_WIDGET)

static void
update_buttons (TsuPane *self)
{
  gboolean first = !self->before || tsu_split_get_collapsed (self->before);
  gboolean last = !self->after || tsu_split_get_collapsed (self->after);

  gtk_widget_set_visible (self->back, self->before && first);
  adw_header_bar_set_show_start_title_buttons (self->bar, first);
  adw_header_bar_set_show_end_title_buttons (self->bar, last);
}

static void
back_cb (TsuPane *self)
{
  if (self->before)
    tsu_split_set_show_content (self->before, FALSE);
}

static void
tsu_pane_dispose (GObject *object)
{
  TsuPane *self = TSU_PANE (object);

  g_clear_weak_pointer (&self->before);
  g_clear_weak_pointer (&self->after);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  self->child = NULL;

  G_OBJECT_CLASS (tsu_pane_parent_class)->dispose (object);
}

static void
tsu_pane_class_init (TsuPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tsu_pane_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
tsu_pane_init (TsuPane *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  self->bar = ADW_HEADER_BAR (adw_header_bar_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->bar), "flat");
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->bar));

  self->title = ADW_WINDOW_TITLE (adw_window_title_new ("", ""));
  adw_header_bar_set_title_widget (self->bar, GTK_WIDGET (self->title));

  self->back = gtk_button_new_from_icon_name ("go-previous-symbolic");
  tsu_words_name (self->back, _ ("Back"));
  gtk_widget_set_visible (self->back, FALSE);
  g_signal_connect_swapped (self->back, "clicked", G_CALLBACK (back_cb), self);
  adw_header_bar_pack_start (self->bar, self->back);
}

GtkWidget *
tsu_pane_new (void)
{
  return g_object_new (TSU_TYPE_PANE, NULL);
}

/**
 * tsu_pane_set_title:
 * @subtitle: (nullable): a second line
 */
void
tsu_pane_set_title (TsuPane *self, const char *title, const char *subtitle)
{
  adw_window_title_set_title (self->title, title ? title : "");
  adw_window_title_set_subtitle (self->title, subtitle ? subtitle : "");
}

void
tsu_pane_set_title_widget (TsuPane *self, GtkWidget *widget)
{
  adw_header_bar_set_title_widget (self->bar, widget);
}

void
tsu_pane_set_child (TsuPane *self, GtkWidget *child)
{
  if (self->child)
    gtk_box_remove (GTK_BOX (self->box), self->child);
  self->child = child;
  if (!child)
    return;
  gtk_widget_set_vexpand (child, TRUE);
  gtk_box_append (GTK_BOX (self->box), child);
}

void
tsu_pane_pack_start (TsuPane *self, GtkWidget *child)
{
  adw_header_bar_pack_start (self->bar, child);
}

void
tsu_pane_pack_end (TsuPane *self, GtkWidget *child)
{
  adw_header_bar_pack_end (self->bar, child);
}

static void
follow (TsuPane *self, TsuSplit *split)
{
  if (split)
    g_signal_connect_object (split, "notify::collapsed", G_CALLBACK (update_buttons), self,
                             G_CONNECT_SWAPPED);
}

/**
 * tsu_pane_set_splits:
 * @before: (nullable): the split that has the pane as its content; the back button leads there
 * @after: (nullable): the split that has the pane as its sidebar
 *
 * The window's buttons are in the pane that is first or last at the time.
 */
void
tsu_pane_set_splits (TsuPane *self, TsuSplit *before, TsuSplit *after)
{
  g_return_if_fail (!self->before && !self->after);

  g_set_weak_pointer (&self->before, before);
  g_set_weak_pointer (&self->after, after);
  follow (self, before);
  follow (self, after);
  update_buttons (self);
}

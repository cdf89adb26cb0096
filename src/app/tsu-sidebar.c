/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sidebar of the window.
 */

#include "config.h"

#include "tsu-sidebar.h"

#include "tsu-page-info.h"
#include "tsu-sync-foot.h"
#include "tsu-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _TsuSidebar {
  GtkWidget parent_instance;

  /* owned through the widget tree */
  TsuPane *pane;
  GtkWidget *menu_button;
  GtkWidget *list;
  GtkWidget *foot;

  gboolean setting;
};

static guint page_signal;

G_DEFINE_FINAL_TYPE (TsuSidebar, tsu_sidebar, GTK_TYPE_WIDGET)

static void
activated_cb (TsuSidebar *self, GtkListBoxRow *row)
{
  guint n;
  const TsuPageInfo *pages = tsu_page_info_get_all (&n);

  if (row && !self->setting)
    g_signal_emit (self, page_signal, 0, pages[gtk_list_box_row_get_index (row)].name);
}

static GtkWidget *
make_row (const TsuPageInfo *info, guint number)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (_ (info->title));
  /* Translators: name of a page and the key that leads there. */
  g_autofree char *tip = g_strdup_printf (_ ("%s (Ctrl+%u)"), _ (info->title), number);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (info->icon));
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_tooltip_text (row, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (info->title), -1);
  return row;
}

static void
add_header_buttons (TsuSidebar *self)
{
  GtkWidget *find = gtk_button_new_from_icon_name ("system-search-symbolic");
  g_autoptr (GtkBuilder) builder =
    gtk_builder_new_from_resource ("/jp/tsunagi/Tsunagi/ui/tsu-menus.ui");

  gtk_actionable_set_action_name (GTK_ACTIONABLE (find), "win.palette");
  gtk_widget_set_tooltip_text (find, _ ("Find any record or command (Ctrl+K)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (find), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Find any record or command"), -1);
  tsu_pane_pack_start (self->pane, find);

  self->menu_button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->menu_button), "open-menu-symbolic");
  gtk_menu_button_set_primary (GTK_MENU_BUTTON (self->menu_button), TRUE);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->menu_button),
                                  G_MENU_MODEL (gtk_builder_get_object (builder, "primary_menu")));
  tsu_words_name (self->menu_button, _ ("Main menu"));
  tsu_pane_pack_end (self->pane, self->menu_button);
}

/* Arrows go from page to page; Tab leaves the list, or it would open every page on its way. */
static gboolean
key_cb (TsuSidebar *self, guint key)
{
  if (key == GDK_KEY_Tab)
    return gtk_widget_child_focus (self->foot, GTK_DIR_TAB_FORWARD);
  if (key == GDK_KEY_ISO_Left_Tab)
    return gtk_widget_child_focus (self->menu_button, GTK_DIR_TAB_BACKWARD);
  return GDK_EVENT_PROPAGATE;
}

static void
tsu_sidebar_dispose (GObject *object)
{
  TsuSidebar *self = TSU_SIDEBAR (object);

  if (self->pane)
    gtk_widget_unparent (GTK_WIDGET (self->pane));
  self->pane = NULL;

  G_OBJECT_CLASS (tsu_sidebar_parent_class)->dispose (object);
}

static void
tsu_sidebar_class_init (TsuSidebarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tsu_sidebar_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  page_signal = g_signal_new ("page", TSU_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
tsu_sidebar_init (TsuSidebar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  guint n;
  const TsuPageInfo *pages = tsu_page_info_get_all (&n);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->pane = TSU_PANE (tsu_pane_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->pane), GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "sidebar-pane");
  /* Whatever the foot says, it does not move the page. */
  gtk_widget_set_size_request (GTK_WIDGET (self), 232, -1);
  tsu_pane_set_title (self->pane, _ ("Tsunagi"), NULL);
  add_header_buttons (self);

  self->list = gtk_list_box_new ();
  gtk_widget_add_css_class (self->list, "navigation-sidebar");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_SINGLE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Pages"), -1);
  for (guint i = 0; i < n; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list), make_row (&pages[i], i + 1));
  /* Both: a click on the selected row opens its page on a narrow window, and assistive technology
   * selects without activating. */
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_swapped (self->list, "row-selected", G_CALLBACK (activated_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->list, keys);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), scroller);
  self->foot = tsu_sync_foot_new ();
  gtk_box_append (GTK_BOX (box), self->foot);
  tsu_pane_set_child (self->pane, box);
}

GtkWidget *
tsu_sidebar_new (TsuSplit *split)
{
  TsuSidebar *self = g_object_new (TSU_TYPE_SIDEBAR, NULL);

  tsu_pane_set_splits (self->pane, NULL, split);
  return GTK_WIDGET (self);
}

/**
 * tsu_sidebar_set_page:
 * @name: the page that is shown
 */
void
tsu_sidebar_set_page (TsuSidebar *self, const char *name)
{
  guint n;
  const TsuPageInfo *pages = tsu_page_info_get_all (&n);

  self->setting = TRUE;
  gtk_list_box_unselect_all (GTK_LIST_BOX (self->list));
  for (guint i = 0; i < n; i++) {
    if (g_str_equal (pages[i].name, name))
      gtk_list_box_select_row (GTK_LIST_BOX (self->list),
                               gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), (int) i));
  }
  self->setting = FALSE;
}

/**
 * tsu_sidebar_set_desk:
 * @desk: (nullable): whose ledger it is that the foot tells of
 */
void
tsu_sidebar_set_desk (TsuSidebar *self, TsuDesk *desk)
{
  tsu_sync_foot_set_desk (TSU_SYNC_FOOT (self->foot), desk);
}

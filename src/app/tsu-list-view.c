/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows, scrolling and index of a list.
 */

#include "config.h"

#include "tsu-list-view.h"

#include "tsu-index-bar.h"
#include "tsu-list-row.h"

#include <glib/gi18n.h>

#define LIST_ITEM "tsu-list-item"

struct _TsuListView {
  GtkWidget parent_instance;

  /* owned */
  TsuListModel *model;

  /* owned through the widget tree */
  GtkWidget *box;
  GtkWidget *scroller;
  GtkWidget *view;
  TsuIndexBar *index;

  gboolean cards;
  guint left; /* position of the row that went with the focus, or GTK_INVALID_LIST_POSITION */
};

static guint opened_signal;

G_DEFINE_FINAL_TYPE (TsuListView, tsu_list_view, GTK_TYPE_WIDGET)

static void
update_head (TsuListView *self, TsuListRow *row, guint position)
{
  int letter = tsu_list_model_starts_row (self->model, position)
                 ? tsu_list_model_get_row_at (self->model, position)
                 : -1;

  tsu_list_row_set_head (row, letter >= 0 ? tsu_sort_row_label (letter) : NULL);
}

static void
setup_cb (TsuListView *self, GtkListItem *item)
{
  GtkWidget *row = tsu_list_row_new ();

  tsu_list_row_set_card (TSU_LIST_ROW (row), self->cards);
  g_object_set_data (G_OBJECT (row), LIST_ITEM, item);
  gtk_list_item_set_child (item, row);
}

static void
item_selected_cb (GtkListItem *item, GParamSpec *pspec, TsuListRow *row)
{
  tsu_list_row_set_selected (row, gtk_list_item_get_selected (item));
}

static void
bind_cb (TsuListView *self, GtkListItem *item)
{
  TsuListRow *row = TSU_LIST_ROW (gtk_list_item_get_child (item));

  tsu_list_row_set_item (row, gtk_list_item_get_item (item));
  tsu_list_row_set_selected (row, gtk_list_item_get_selected (item));
  update_head (self, row, gtk_list_item_get_position (item));
  g_signal_connect_object (item, "notify::selected", G_CALLBACK (item_selected_cb), row, 0);
}

static void
unbind_cb (TsuListView *self, GtkListItem *item)
{
  TsuListRow *row = TSU_LIST_ROW (gtk_list_item_get_child (item));

  g_signal_handlers_disconnect_by_func (item, item_selected_cb, row);
  tsu_list_row_set_item (row, NULL);
}

static void
activate_cb (TsuListView *self, guint position)
{
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->model), position, TRUE);
  g_signal_emit (self, opened_signal, 0, TRUE);
}

static void
released_cb (TsuListView *self)
{
  if (tsu_list_model_get_selected_position (self->model) != GTK_INVALID_LIST_POSITION)
    g_signal_emit (self, opened_signal, 0, FALSE);
}

static void
jump_cb (TsuListView *self, guint position)
{
  tsu_list_view_scroll_to (self, position);
}

/* The row of the list at the upper edge of what is in sight. */
static GtkListItem *
find_top (TsuListView *self)
{
  GtkWidget *at = gtk_widget_pick (self->view, 40, 12, GTK_PICK_INSENSITIVE);

  while (at && at != self->view) {
    GtkListItem *item;
    GtkWidget *row = TSU_IS_LIST_ROW (at) ? at : gtk_widget_get_first_child (at);

    item = row ? g_object_get_data (G_OBJECT (row), LIST_ITEM) : NULL;
    if (item)
      return item;
    at = gtk_widget_get_parent (at);
  }
  return NULL;
}

static void
scrolled_cb (TsuListView *self)
{
  GtkListItem *item = find_top (self);

  if (item)
    tsu_index_bar_set_current (self->index,
                               tsu_list_model_get_row_at (self->model,
                                                          gtk_list_item_get_position (item)));
}

/* What a cell of the view shows; %NULL for one that shows nothing. */
static GtkListItem *
get_item_of (GtkWidget *cell)
{
  GtkWidget *row = gtk_widget_get_first_child (cell);

  return row ? g_object_get_data (G_OBJECT (row), LIST_ITEM) : NULL;
}

/* Comes before the view itself hears of it, which loses the focus with the row. */
static void
items_changed_cb (TsuListView *self, guint position, guint removed)
{
  GtkWidget *focus = gtk_widget_get_focus_child (self->view);
  GtkListItem *item = focus && gtk_widget_is_focus (focus) ? get_item_of (focus) : NULL;
  guint at = item ? gtk_list_item_get_position (item) : GTK_INVALID_LIST_POSITION;

  if (item && at >= position && at - position < removed)
    self->left = at;
}

/* Whoever deletes one row after the other goes on with the next. */
static void
focus_neighbour (TsuListView *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  guint wanted = MIN (self->left, n - 1);

  if (self->left == GTK_INVALID_LIST_POSITION)
    return;
  self->left = GTK_INVALID_LIST_POSITION;
  for (GtkWidget *at = gtk_widget_get_first_child (self->view); at && n > 0;
       at = gtk_widget_get_next_sibling (at)) {
    GtkListItem *item = get_item_of (at);

    if (item && gtk_list_item_get_position (item) == wanted)
      gtk_widget_grab_focus (at);
  }
}

/* Rows that stayed where they were may have become, or ceased to be, the first of a section. */
static void
asked_cb (TsuListView *self)
{
  for (GtkWidget *at = gtk_widget_get_first_child (self->view); at;
       at = gtk_widget_get_next_sibling (at)) {
    GtkListItem *item = get_item_of (at);

    if (item)
      update_head (self, TSU_LIST_ROW (gtk_widget_get_first_child (at)),
                   gtk_list_item_get_position (item));
  }
  focus_neighbour (self);
  tsu_index_bar_update (self->index);
  scrolled_cb (self);
}

static void
tsu_list_view_dispose (GObject *object)
{
  TsuListView *self = TSU_LIST_VIEW (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (tsu_list_view_parent_class)->dispose (object);
}

static void
tsu_list_view_class_init (TsuListViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tsu_list_view_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  /* With whether the keyboard is to follow: after Enter, not after a click. */
  opened_signal = g_signal_new ("opened", TSU_TYPE_LIST_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
tsu_list_view_init (TsuListView *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkAdjustment *adjustment;

  g_signal_connect_swapped (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect_swapped (factory, "bind", G_CALLBACK (bind_cb), self);
  g_signal_connect_swapped (factory, "unbind", G_CALLBACK (unbind_cb), self);
  self->view = gtk_list_view_new (NULL, factory);
  gtk_widget_add_css_class (self->view, "navigation-sidebar");
  gtk_widget_add_css_class (self->view, "records");
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (activate_cb), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (self->view, GTK_EVENT_CONTROLLER (click));

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->view);
  gtk_widget_set_hexpand (self->scroller, TRUE);
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self,
                           G_CONNECT_SWAPPED);

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_box_append (GTK_BOX (self->box), self->scroller);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * tsu_list_view_new:
 * @cards: whether its rows are cards in a column of a board
 */
GtkWidget *
tsu_list_view_new (TsuListModel *model, gboolean cards)
{
  TsuListView *self = g_object_new (TSU_TYPE_LIST_VIEW, NULL);

  self->cards = cards;
  self->left = GTK_INVALID_LIST_POSITION;
  self->model = g_object_ref (model);
  self->index = TSU_INDEX_BAR (tsu_index_bar_new (model));
  gtk_widget_set_visible (GTK_WIDGET (self->index), FALSE);
  g_signal_connect_object (self->index, "jump", G_CALLBACK (jump_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->index));
  g_signal_connect_object (model, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_view_set_model (GTK_LIST_VIEW (self->view), GTK_SELECTION_MODEL (model));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Records"), -1);
  g_signal_connect_object (model, "asked", G_CALLBACK (asked_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * tsu_list_view_focus:
 *
 * Gives the focus to the selected row, or else to the first.
 *
 * Returns: whether there was a row to take it
 */
gboolean
tsu_list_view_focus (TsuListView *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0 &&
         gtk_widget_grab_focus (self->view);
}

/**
 * tsu_list_view_scroll_to:
 * @position: comes to stand at the top
 */
void
tsu_list_view_scroll_to (TsuListView *self, guint position)
{
  GtkAdjustment *adjustment =
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));

  /* The action only makes the row visible; from the end of the list it comes to the top. */
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  gtk_widget_activate_action (self->view, "list.scroll-to-item", "u", position);
}

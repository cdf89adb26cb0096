/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One column of the board: a list of needs in one state, under its name and number. It takes what
 * is dragged onto it; what that means is the board's.
 */

#include "config.h"

#include "tsu-board-column.h"

#include "tsu-list-model.h"
#include "tsu-list-row.h"
#include "tsu-list-view.h"
#include "tsu-page-stack.h"

#include <glib/gi18n.h>

#define WIDTH 236 /* px: a short title, and five columns on a screen of 1366 */

struct _TsuBoardColumn {
  GtkWidget parent_instance;

  /* owned */
  TsuListModel *model;

  /* owned through the widget tree */
  GtkWidget *box;
  GtkWidget *count;
  GtkWidget *stack;
  TsuListView *list;

  const TsuTerm *state;
};

enum {
  SIGNAL_OPENED,
  SIGNAL_DROPPED,
  SIGNAL_FILLED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TsuBoardColumn, tsu_board_column, GTK_TYPE_WIDGET)

/* --- what is in it --- */

/* A need that came from a file may have no state yet: it is open. So the first column asks for
 * what is in no other. */
static void
ask (TsuBoardColumn *self)
{
  const TsuType *type = tsu_schema_find_type ("need");
  TsuListQuery *query = tsu_list_query_new (type);
  const TsuVocabulary *states = &tsu_need_states;

  if (self->state == &states->terms[0]) {
    for (guint i = 1; i < states->n_terms; i++)
      tsu_list_query_add_filter (query, "status", TSU_FILTER_IS_NOT,
                                 tsu_value_new_text (states->terms[i].code));
  } else {
    tsu_list_query_add_filter (query, "status", TSU_FILTER_IS,
                               tsu_value_new_text (self->state->code));
  }
  tsu_list_query_set_order (query, TSU_ORDER_RECENT, NULL, FALSE);
  tsu_list_model_take_query (self->model, query, FALSE);
}

static void
asked_cb (TsuBoardColumn *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  g_autofree char *text = g_strdup_printf ("%'u", n);

  gtk_label_set_label (GTK_LABEL (self->count), text);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), n > 0 ? "list" : "empty");
  if (n > 0)
    g_signal_emit (self, signals[SIGNAL_FILLED], 0);
}

static const TsuSummary *
get_summary_at (TsuBoardColumn *self, guint position)
{
  g_autoptr (TsuItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  return item ? tsu_item_get_summary (item) : NULL;
}

static void
opened_cb (TsuBoardColumn *self)
{
  g_autofree char *id = tsu_board_column_dup_selected (self);

  if (id)
    g_signal_emit (self, signals[SIGNAL_OPENED], 0, id);
}

/* --- dragging --- */

static GdkContentProvider *
prepare_cb (TsuBoardColumn *self, double x, double y)
{
  GtkWidget *at = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  GtkWidget *row = at ? gtk_widget_get_ancestor (at, TSU_TYPE_LIST_ROW) : NULL;
  const TsuSummary *summary = row ? tsu_list_row_get_summary (TSU_LIST_ROW (row)) : NULL;

  return summary ? gdk_content_provider_new_typed (G_TYPE_STRING, summary->id) : NULL;
}

static gboolean
drop_cb (TsuBoardColumn *self, const GValue *value)
{
  g_signal_emit (self, signals[SIGNAL_DROPPED], 0, g_value_get_string (value));
  return TRUE;
}

static void
add_dragging (TsuBoardColumn *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_STRING, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_swapped (source, "prepare", G_CALLBACK (prepare_cb), self);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/* --- the widget --- */

static void
tsu_board_column_dispose (GObject *object)
{
  TsuBoardColumn *self = TSU_BOARD_COLUMN (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (tsu_board_column_parent_class)->dispose (object);
}

static void
tsu_board_column_class_init (TsuBoardColumnClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tsu_board_column_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
  signals[SIGNAL_OPENED] = g_signal_new ("opened", TSU_TYPE_BOARD_COLUMN, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_DROPPED] = g_signal_new ("dropped", TSU_TYPE_BOARD_COLUMN, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_FILLED] = g_signal_new ("filled", TSU_TYPE_BOARD_COLUMN, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tsu_board_column_init (TsuBoardColumn *self)
{
}

static GtkWidget *
make_head (TsuBoardColumn *self, const char *name)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = gtk_label_new (name);

  gtk_widget_add_css_class (title, "heading");
  gtk_widget_set_hexpand (title, TRUE);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  self->count = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->count, "tag");
  gtk_widget_add_css_class (self->count, "numeric");
  gtk_box_append (GTK_BOX (head), gtk_image_new_from_icon_name (self->state->icon));
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), self->count);
  gtk_widget_add_css_class (head, "column-head");
  return head;
}

static GtkWidget *
make_stack (TsuBoardColumn *self)
{
  /* Translators: in a column of the board in which no need stands. */
  GtkWidget *empty = gtk_label_new (_ ("None"));

  gtk_widget_add_css_class (empty, "secondary");
  gtk_widget_set_valign (empty, GTK_ALIGN_START);
  gtk_widget_set_margin_top (empty, 18);
  self->list = TSU_LIST_VIEW (tsu_list_view_new (self->model, TRUE));
  self->stack = GTK_WIDGET (tsu_page_stack_new ());
  gtk_stack_add_named (GTK_STACK (self->stack), empty, "empty");
  gtk_stack_add_named (GTK_STACK (self->stack), GTK_WIDGET (self->list), "list");
  gtk_widget_set_vexpand (self->stack, TRUE);
  g_signal_connect_object (self->list, "opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  return self->stack;
}

/**
 * tsu_board_column_new:
 * @state: a term of tsu_need_states
 *
 * Returns: (transfer floating): the column of that state
 */
GtkWidget *
tsu_board_column_new (TsuDesk *desk, const TsuTerm *state)
{
  TsuBoardColumn *self = g_object_new (TSU_TYPE_BOARD_COLUMN, NULL);
  const char *name = tsu_vocabulary_label (&tsu_need_states, state->code);

  self->state = state;
  self->model = tsu_list_model_new (desk);
  tsu_list_model_set_cards (self->model);
  g_signal_connect_object (self->model, "asked", G_CALLBACK (asked_cb), self, G_CONNECT_SWAPPED);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (self->box), make_head (self, name));
  gtk_box_append (GTK_BOX (self->box), make_stack (self));
  gtk_widget_add_css_class (self->box, "board-column");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_size_request (GTK_WIDGET (self), WIDTH, -1);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  add_dragging (self);
  ask (self);
  return GTK_WIDGET (self);
}

const char *
tsu_board_column_get_state (TsuBoardColumn *self)
{
  return self->state->code;
}

/**
 * tsu_board_column_dup_selected:
 *
 * Returns: (nullable) (transfer full): id of the need that is selected
 */
char *
tsu_board_column_dup_selected (TsuBoardColumn *self)
{
  guint position = tsu_list_model_get_selected_position (self->model);
  const TsuSummary *summary =
    position == GTK_INVALID_LIST_POSITION ? NULL : get_summary_at (self, position);

  return summary ? g_strdup (summary->id) : NULL;
}

/**
 * tsu_board_column_focus:
 *
 * Gives the focus to the column's list.
 *
 * Returns: whether there was a need in it to take the focus
 */
gboolean
tsu_board_column_focus (TsuBoardColumn *self)
{
  return tsu_list_view_focus (self->list);
}

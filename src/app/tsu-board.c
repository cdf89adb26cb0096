/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The board. A card is not simply given another state: what stands between two states is a step
 * with a person behind it. Where the step needs words, the record opens in which they are written.
 */

#include "config.h"

#include "tsu-board.h"

#include "tsu-board-column.h"
#include "tsu-pane.h"

#include <glib/gi18n.h>

#define N_COLUMNS 6 /* withdrawn needs are found in the list and are not on the board */

struct _TsuBoard {
  GtkWidget parent_instance;

  /* owned */
  TsuDesk *desk;

  /* owned through the widget tree */
  TsuPane *pane;
  TsuBoardColumn *columns[N_COLUMNS];

  gboolean entering; /* the first need that comes takes the focus */
};

G_DEFINE_FINAL_TYPE (TsuBoard, tsu_board, GTK_TYPE_WIDGET)

/* --- moving --- */

/* The match of a need that is still in play, and where it was asked to go. */
typedef struct {
  TsuBoard *board;
  char *need;
  const char *to;
} Move;

static void
move_free (Move *move)
{
  g_object_unref (move->board);
  g_free (move->need);
  g_free (move);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Move, move_free)

static gboolean
is_in_play (TsuRecord *match)
{
  const char *status = tsu_record_get_text (match, "status");

  return status && !g_str_equal (status, "done") && !g_str_equal (status, "not-made");
}

static gpointer
find_match_job (TsuLedger *ledger, gpointer need, GCancellable *cancel, GError **error)
{
  g_autoptr (GPtrArray) matches =
    tsu_ledger_referring (ledger, tsu_schema_find_type ("match"), "need", need, error);

  if (!matches)
    return NULL;
  for (guint i = 0; i < matches->len; i++) {
    if (is_in_play (matches->pdata[i]))
      return g_strdup (tsu_record_get_id (matches->pdata[i]));
  }
  return g_strdup ("");
}

static void
take_step (TsuBoard *self, const Move *move, const char *match)
{
  if (g_str_equal (move->to, "accepted"))
    tsu_desk_take_step (self->desk, tsu_step_new_accept (match), _ ("Accepted"));
  else if (g_str_equal (move->to, "under-way"))
    tsu_desk_take_step (self->desk, tsu_step_new_begin (match), _ ("Under way"));
  else
    tsu_desk_open (self->desk, tsu_schema_find_type ("match"), match);
}

static void
match_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Move) move = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *match = tsu_store_call_finish (TSU_STORE (source), result, &error);
  TsuBoard *self = move->board;

  if (!self->desk)
    return;
  if (!match) {
    tsu_desk_fail (self->desk, error);
  } else if (*match) {
    take_step (self, move, match);
  } else {
    tsu_desk_say (self->desk, _ ("First propose somebody to this need."), FALSE);
    tsu_desk_open (self->desk, tsu_schema_find_type ("need"), move->need);
  }
}

static void
move_need (TsuBoard *self, const char *need, const char *to)
{
  Move *move = g_new0 (Move, 1);

  move->board = g_object_ref (self);
  move->need = g_strdup (need);
  move->to = to;
  tsu_store_read_async (tsu_desk_get_store (self->desk), find_match_job, g_strdup (need), g_free,
                        g_free, NULL, match_found_cb, move);
}

static void
dropped_cb (TsuBoard *self, const char *need, TsuBoardColumn *column)
{
  const char *to = tsu_board_column_get_state (column);

  if (g_str_equal (to, "open"))
    tsu_desk_say (self->desk, _ ("A step is taken back with Undo, or by closing the match."),
                                 FALSE);
  else
    move_need (self, need, to);
}

static void
opened_cb (TsuBoard *self, const char *need)
{
  tsu_desk_open (self->desk, tsu_schema_find_type ("need"), need);
}

/* --- keys --- */

static int
find_focused (TsuBoard *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  for (int i = 0; focus && i < N_COLUMNS; i++) {
    if (gtk_widget_is_ancestor (focus, GTK_WIDGET (self->columns[i])))
      return i;
  }
  return -1;
}

static gboolean
key_cb (TsuBoard *self, guint key, guint code, GdkModifierType state)
{
  int at = find_focused (self);
  int to = at + (key == GDK_KEY_Right ? 1 : -1);
  GdkModifierType held = state & gtk_accelerator_get_default_mod_mask ();

  if ((key != GDK_KEY_Right && key != GDK_KEY_Left) || at < 0 || to < 0 || to >= N_COLUMNS)
    return GDK_EVENT_PROPAGATE;
  if (held == 0) {
    tsu_board_column_focus (self->columns[to]);
    return GDK_EVENT_STOP;
  }
  if (held == (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) {
    g_autofree char *need = tsu_board_column_dup_selected (self->columns[at]);

    if (need)
      dropped_cb (self, need, self->columns[to]);
    return GDK_EVENT_STOP;
  }
  return GDK_EVENT_PROPAGATE;
}

/* --- the widget --- */

/* The first column that has a need. */
static gboolean
tsu_board_grab_focus (GtkWidget *widget)
{
  TsuBoard *self = TSU_BOARD (widget);

  for (guint i = 0; i < N_COLUMNS; i++) {
    if (tsu_board_column_focus (self->columns[i]))
      return TRUE;
  }
  self->entering = TRUE;
  return FALSE;
}

static void
filled_cb (TsuBoard *self, TsuBoardColumn *column)
{
  if (self->entering && gtk_widget_get_mapped (GTK_WIDGET (self)))
    tsu_board_column_focus (column);
  self->entering = FALSE;
}

static void
tsu_board_dispose (GObject *object)
{
  TsuBoard *self = TSU_BOARD (object);

  if (self->pane)
    gtk_widget_unparent (GTK_WIDGET (self->pane));
  self->pane = NULL;
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (tsu_board_parent_class)->dispose (object);
}

static void
tsu_board_class_init (TsuBoardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tsu_board_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = tsu_board_grab_focus;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
tsu_board_init (TsuBoard *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static GtkWidget *
make_columns (TsuBoard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  for (guint i = 0; i < N_COLUMNS; i++) {
    self->columns[i] =
      TSU_BOARD_COLUMN (tsu_board_column_new (self->desk, &tsu_need_states.terms[i]));
    g_signal_connect_object (self->columns[i], "opened", G_CALLBACK (opened_cb), self,
                             G_CONNECT_SWAPPED);
    g_signal_connect_object (self->columns[i], "dropped", G_CALLBACK (dropped_cb), self,
                             G_CONNECT_SWAPPED);
    g_signal_connect_object (self->columns[i], "filled", G_CALLBACK (filled_cb), self,
                             G_CONNECT_SWAPPED);
    gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->columns[i]));
  }
  gtk_widget_add_css_class (box, "board");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  return scroller;
}

/**
 * tsu_board_new:
 * @outer: the split that has the page as its content
 *
 * Returns: (transfer floating): the page of @info
 */
GtkWidget *
tsu_board_new (const TsuPageInfo *info, TsuDesk *desk, TsuSplit *outer)
{
  TsuBoard *self = g_object_new (TSU_TYPE_BOARD, NULL);

  self->desk = g_object_ref (desk);
  self->pane = TSU_PANE (tsu_pane_new ());
  tsu_pane_set_title (self->pane, _ (info->title), _ ("Every need and how far it has come"));
  tsu_pane_set_splits (self->pane, outer, NULL);
  tsu_pane_set_child (self->pane, make_columns (self));
  gtk_widget_set_parent (GTK_WIDGET (self->pane), GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

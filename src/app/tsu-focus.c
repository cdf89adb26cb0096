/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keeping the place of the keyboard where rows are made anew. Without it every save would throw
 * somebody who works without a mouse back to the top of the window.
 */

#include "config.h"

#include "tsu-focus.h"

static GtkWidget *
get_focus (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  return root ? gtk_root_get_focus (root) : NULL;
}

/**
 * tsu_focus_is_within:
 *
 * Returns: whether @widget or something in it has the focus of its window
 */
gboolean
tsu_focus_is_within (GtkWidget *widget)
{
  GtkWidget *focus = get_focus (widget);

  return focus && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

/**
 * tsu_focus_enter:
 *
 * Gives the focus to the first thing in @widget, unless something in it has the focus already.
 *
 * Returns: whether something in @widget has it now
 */
gboolean
tsu_focus_enter (GtkWidget *widget)
{
  if (tsu_focus_is_within (widget))
    return TRUE;
  /* Else it would go on from where it last was. */
  gtk_widget_set_focus_child (widget, NULL);
  return gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD);
}

static guint
find_number (GtkWidget *widget)
{
  guint number = 0;

  while ((widget = gtk_widget_get_prev_sibling (widget)) != NULL)
    number++;
  return number;
}

/**
 * tsu_focus_save:
 * @widget: what is about to be filled anew
 *
 * Returns: (nullable) (transfer full) (element-type guint): the way from @widget down to the focus,
 *   each step as the number of a child, the last step first; %NULL where the focus is elsewhere
 */
GArray *
tsu_focus_save (GtkWidget *widget)
{
  GArray *place;

  if (!tsu_focus_is_within (widget))
    return NULL;
  place = g_array_new (FALSE, FALSE, sizeof (guint));
  for (GtkWidget *at = get_focus (widget); at != widget; at = gtk_widget_get_parent (at)) {
    guint number = find_number (at);

    g_array_append_val (place, number);
  }
  return place;
}

static GtkWidget *
get_child (GtkWidget *widget, guint number)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  for (GtkWidget *next; number > 0 && child; child = next, number--) {
    next = gtk_widget_get_next_sibling (child);
    if (!next)
      break;
  }
  return child;
}

/**
 * tsu_focus_restore:
 * @place: (nullable): from tsu_focus_save()
 *
 * Where the focus went with what it was in, puts it in the same place of what is there now: on the
 * next row where a row has gone, and ever further up where there is none.
 */
void
tsu_focus_restore (GtkWidget *widget, GArray *place)
{
  GtkWidget *at = widget;

  if (!place || tsu_focus_is_within (widget))
    return;
  for (guint i = place->len; i > 0; i--) {
    GtkWidget *child = get_child (at, g_array_index (place, guint, i - 1));

    if (!child)
      break;
    at = child;
  }
  while (!gtk_widget_grab_focus (at) && !gtk_widget_child_focus (at, GTK_DIR_TAB_FORWARD) &&
         at != widget)
    at = gtk_widget_get_parent (at);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One or two columns of groups. Each group goes below the column that is shorter so far, so that
 * the order of reading stays nearly the order of the sections.
 */

#include "config.h"

#include "tsu-columns.h"

#include "tsu-focus.h"

#define BETWEEN 20 /* px between columns */
#define BELOW 20   /* px between groups */
#define ENOUGH 290 /* px that a column needs to be read with ease */

struct _TsuColumns {
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (TsuColumns, tsu_columns, GTK_TYPE_LAYOUT_MANAGER)

static int
place (GtkWidget *widget, int width, gboolean allocate)
{
  gboolean two = width >= 2 * ENOUGH + BETWEEN;
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int column_width = two ? (width - BETWEEN) / 2 : width;
  int ends[2] = { 0, 0 };

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child)) {
    int column = two && ends[1] < ends[0] ? 1 : 0;
    int x = column * (column_width + BETWEEN);
    int height;

    if (!gtk_widget_should_layout (child))
      continue;
    gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, column_width, &height, NULL, NULL, NULL);
    if (allocate)
      gtk_widget_size_allocate (child,
                                &(GtkAllocation){ mirrored ? width - x - column_width : x,
                                                  ends[column], column_width, height },
                                -1);
    ends[column] += height + BELOW;
  }
  return MAX (MAX (ends[0], ends[1]) - BELOW, 0);
}

static GtkSizeRequestMode
tsu_columns_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
tsu_columns_measure (GtkLayoutManager *manager,
                     GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_VERTICAL) {
    *minimum = *natural = place (widget, for_size < 0 ? ENOUGH : for_size, FALSE);
    return;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child)) {
    int least, wanted;

    if (!gtk_widget_should_layout (child))
      continue;
    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wanted, NULL, NULL);
    *minimum = MAX (*minimum, least);
    *natural = MAX (*natural, 2 * wanted + BETWEEN);
  }
}

static void
tsu_columns_allocate (
  GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  place (widget, width, TRUE);
}

static void
tsu_columns_class_init (TsuColumnsClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = tsu_columns_get_request_mode;
  layout_class->measure = tsu_columns_measure;
  layout_class->allocate = tsu_columns_allocate;
}

static void
tsu_columns_init (TsuColumns *self)
{
}

/* --- the box --- */

typedef struct {
  GtkBox parent_instance;
} TsuColumnsBox;

typedef GtkBoxClass TsuColumnsBoxClass;

static GType tsu_columns_box_get_type (void);

G_DEFINE_FINAL_TYPE (TsuColumnsBox, tsu_columns_box, GTK_TYPE_BOX)

/* GTK goes by where the middle of a child is, and would jump between the columns. */
static gboolean
tsu_columns_box_focus (GtkWidget *widget, GtkDirectionType direction)
{
  gboolean forward = direction == GTK_DIR_TAB_FORWARD;
  GtkWidget *at = tsu_focus_is_within (widget) ? gtk_widget_get_focus_child (widget) : NULL;

  if (!forward && direction != GTK_DIR_TAB_BACKWARD)
    return GTK_WIDGET_CLASS (tsu_columns_box_parent_class)->focus (widget, direction);
  if (!at)
    at = forward ? gtk_widget_get_first_child (widget) : gtk_widget_get_last_child (widget);
  while (at && !gtk_widget_child_focus (at, direction))
    at = forward ? gtk_widget_get_next_sibling (at) : gtk_widget_get_prev_sibling (at);
  return at != NULL;
}

static void
tsu_columns_box_class_init (TsuColumnsBoxClass *klass)
{
  GTK_WIDGET_CLASS (klass)->focus = tsu_columns_box_focus;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), TSU_TYPE_COLUMNS);
}

static void
tsu_columns_box_init (TsuColumnsBox *self)
{
}

/**
 * tsu_columns_box_new:
 *
 * Returns: (transfer floating): a GtkBox whose children stand in one or two columns; Tab goes
 *   through them in their order
 */
GtkWidget *
tsu_columns_box_new (void)
{
  return g_object_new (tsu_columns_box_get_type (), NULL);
}

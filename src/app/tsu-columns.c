/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One or two columns of groups. Each group goes below the column that is shorter so far, so that
 * the order of reading stays nearly the order of the sections.
 */

#include "config.h"

#include "tsu-columns.h"

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

/**
 * tsu_columns_box_new:
 *
 * Returns: (transfer floating): a GtkBox whose children stand in one or two columns
 */
GtkWidget *
tsu_columns_box_new (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_layout_manager (box, g_object_new (TSU_TYPE_COLUMNS, NULL));
  return box;
}

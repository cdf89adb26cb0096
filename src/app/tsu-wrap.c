/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lines of chips.
 */

#include "config.h"

#include "tsu-wrap.h"

#include <adwaita.h>

#define SPACING 6
#define LINE 320 /* px: what a line asks for; it takes more where there is more */

struct _TsuWrap {
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (TsuWrap, tsu_wrap, GTK_TYPE_LAYOUT_MANAGER)

/* Goes through the children line by line; allocates them where @allocate, and tells the height. */
static int
place (GtkWidget *widget, int width, gboolean allocate)
{
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = 0, y = 0, line = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child)) {
    GtkRequisition size;

    if (!gtk_widget_should_layout (child))
      continue;
    gtk_widget_get_preferred_size (child, NULL, &size);
    size.width = MIN (size.width, width);
    if (x > 0 && x + size.width > width) {
      x = 0;
      y += line + SPACING;
      line = 0;
    }
    if (allocate)
      gtk_widget_size_allocate (child,
                                &(GtkAllocation){ mirrored ? width - x - size.width : x, y,
                                                  size.width, size.height },
                                -1);
    x += size.width + SPACING;
    line = MAX (line, size.height);
  }
  return y + line;
}

static GtkSizeRequestMode
tsu_wrap_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
tsu_wrap_measure (GtkLayoutManager *manager,
                  GtkWidget *widget,
                  GtkOrientation orientation,
                  int for_size,
                  int *minimum,
                  int *natural,
                  int *minimum_baseline,
                  int *natural_baseline)
{
  int widest = 0, sum = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child)) {
    int least, wanted;

    if (!gtk_widget_should_layout (child))
      continue;
    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wanted, NULL, NULL);
    widest = MAX (widest, least);
    sum += wanted + (sum ? SPACING : 0);
  }
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = widest;
    *natural = MAX (widest, MIN (sum, LINE));
  } else {
    *minimum = *natural = place (widget, for_size < 0 ? G_MAXINT / 2 : for_size, FALSE);
  }
}

static void
tsu_wrap_allocate (
  GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  place (widget, width, TRUE);
}

static void
tsu_wrap_class_init (TsuWrapClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = tsu_wrap_get_request_mode;
  layout_class->measure = tsu_wrap_measure;
  layout_class->allocate = tsu_wrap_allocate;
}

static void
tsu_wrap_init (TsuWrap *self)
{
}

/**
 * tsu_wrap_box_new:
 *
 * Returns: (transfer floating): a GtkBox whose children go on in lines
 */
GtkWidget *
tsu_wrap_box_new (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager (box, g_object_new (TSU_TYPE_WRAP, NULL));
  return box;
}

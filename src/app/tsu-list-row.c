/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row that is drawn and not composed. Its height depends on the font alone, so measuring two
 * hundred of them shapes no text; text is shaped when the row comes into sight.
 */

#include "config.h"

#include "tsu-list-row.h"

#include <glib/gi18n.h>

#define ICON_SIZE 16
#define DISC_SIZE 32
#define GAP 12
#define PAD 7
#define LINE_GAP 1
#define MARK_GAP 6
#define CARD_LINES 2        /* of the title of a card, and of what stands below it */
#define SMALL (10.0 / 11.0) /* readings and details beside the body size */

struct _TsuListRow {
  GtkWidget parent_instance;

  /* owned */
  TsuItem *item;
  GdkPaintable *icon;
  GdkPaintable *mark; /* state, or two values in one field */
  PangoLayout *layout;

  const char *head; /* static: letter of the index above the first row of its section */
  gboolean card;
  gboolean selected;
  int line; /* height of a line of body text; 0 until measured */
  int small_line;
};

G_DEFINE_FINAL_TYPE (TsuListRow, tsu_list_row, GTK_TYPE_WIDGET)

static void
ensure_layout (TsuListRow *self)
{
  if (!self->layout) {
    self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
    pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
    pango_layout_set_single_paragraph_mode (self->layout, TRUE);
    pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD_CHAR);
  }
}

static void
set_size (TsuListRow *self, double scale, gboolean bold)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  g_autoptr (PangoFontDescription) font =
    pango_font_description_copy (pango_context_get_font_description (context));
  int size = (int) (pango_font_description_get_size (font) * scale);

  if (pango_font_description_get_size_is_absolute (font))
    pango_font_description_set_absolute_size (font, size);
  else
    pango_font_description_set_size (font, size);
  if (bold)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (self->layout, font);
}

static int
measure_line (TsuListRow *self, double scale)
{
  int height;

  set_size (self, scale, FALSE);
  /* Translators: any letter; the height of a row is taken from it. */
  pango_layout_set_text (self->layout, _ ("Ag"), -1);
  pango_layout_get_pixel_size (self->layout, NULL, &height);
  return height;
}

static void
ensure_lines (TsuListRow *self)
{
  if (self->line)
    return;
  ensure_layout (self);
  self->line = measure_line (self, 1.0);
  self->small_line = measure_line (self, SMALL);
}

static int
head_height (TsuListRow *self)
{
  return self->head ? self->small_line + 2 * PAD : 0;
}

static gboolean
has_reading (const TsuSummary *summary)
{
  return summary && summary->reading && g_strcmp0 (summary->reading, summary->title) != 0;
}

static void
tsu_list_row_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  TsuListRow *self = TSU_LIST_ROW (widget);

  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = 120;
    *natural = 280;
    return;
  }
  /* Every row is three lines high, also one without a reading: a list of 100 000 then has no
   * surprises in its scroll bar. Every card is four. */
  ensure_lines (self);
  *minimum = head_height (self) + self->line + 2 * self->small_line + 2 * LINE_GAP + 2 * PAD;
  if (self->card)
    *minimum = CARD_LINES * (self->line + self->small_line) + LINE_GAP + 2 * PAD;
  *natural = *minimum;
}

/* Gives the height of what was drawn. */
static int
draw_lines (TsuListRow *self,
            GtkSnapshot *snapshot,
            const char *text,
            const GdkRGBA *color,
            int x,
            int y,
            int width,
            int n_lines)
{
  int height;

  pango_layout_set_width (self->layout, MAX (width, 1) * PANGO_SCALE);
  pango_layout_set_height (self->layout, -n_lines);
  pango_layout_set_text (self->layout, text, -1);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, self->layout, color);
  gtk_snapshot_restore (snapshot);
  pango_layout_get_pixel_size (self->layout, NULL, &height);
  return height;
}

static void
draw_text (TsuListRow *self,
           GtkSnapshot *snapshot,
           const char *text,
           const GdkRGBA *color,
           int x,
           int y,
           int width)
{
  draw_lines (self, snapshot, text, color, x, y, width, 1);
}

static void
draw_icon (GtkSnapshot *snapshot, GdkPaintable *icon, const GdkRGBA *color, int x, int y)
{
  const GdkRGBA colors[] = { *color, *color, *color, *color };

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  if (GTK_IS_SYMBOLIC_PAINTABLE (icon))
    gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, ICON_SIZE,
                                              ICON_SIZE, colors, G_N_ELEMENTS (colors));
  else
    gdk_paintable_snapshot (icon, snapshot, ICON_SIZE, ICON_SIZE);
  gtk_snapshot_restore (snapshot);
}

static void
draw_disc (TsuListRow *self, GtkSnapshot *snapshot, const GdkRGBA *color, int top, int height)
{
  GdkRGBA ground = *color;
  GskRoundedRect disc;
  int y = top + (height - DISC_SIZE) / 2;

  ground.alpha *= 0.1f;
  gsk_rounded_rect_init_from_rect (&disc, &GRAPHENE_RECT_INIT (0, y, DISC_SIZE, DISC_SIZE),
                                   DISC_SIZE / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &disc);
  gtk_snapshot_append_color (snapshot, &ground, &disc.bounds);
  gtk_snapshot_pop (snapshot);
  if (self->icon)
    draw_icon (snapshot, self->icon, color, (DISC_SIZE - ICON_SIZE) / 2,
               y + (DISC_SIZE - ICON_SIZE) / 2);
}

/* A card has no room for what is the same on all cards of a column. */
static void
draw_card (TsuListRow *self, GtkSnapshot *snapshot, const TsuSummary *summary, const GdkRGBA *color)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  GdkRGBA quiet = *color;
  int y = PAD;

  quiet.alpha *= 0.75f;
  if (self->mark) {
    width -= ICON_SIZE;
    draw_icon (snapshot, self->mark, &quiet, width, y + (self->line - ICON_SIZE) / 2);
    width -= MARK_GAP;
  }
  set_size (self, 1.0, self->selected);
  y += draw_lines (self, snapshot, summary->title, color, 0, y, width, CARD_LINES) + LINE_GAP;
  set_size (self, SMALL, FALSE);
  if (summary->details)
    draw_lines (self, snapshot, summary->details, &quiet, 0, y, width, CARD_LINES);
}

static void
tsu_list_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  TsuListRow *self = TSU_LIST_ROW (widget);
  const TsuSummary *summary = self->item ? tsu_item_get_summary (self->item) : NULL;
  int width = gtk_widget_get_width (widget);
  int top, y;
  const int x = DISC_SIZE + GAP;
  GdkRGBA color, quiet;

  if (!summary)
    return;
  ensure_lines (self);
  top = head_height (self);
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  if (self->card) {
    draw_card (self, snapshot, summary, &color);
    return;
  }
  quiet = color;
  quiet.alpha *= 0.75f;

  if (self->head) {
    set_size (self, SMALL, TRUE);
    draw_text (self, snapshot, self->head, &quiet, 0, PAD, width);
  }
  draw_disc (self, snapshot, &color, top, gtk_widget_get_height (widget) - top);

  y = top + PAD + (has_reading (summary) ? 0 : (self->small_line + LINE_GAP) / 2);
  if (self->mark) {
    draw_icon (snapshot, self->mark, &quiet, width - ICON_SIZE, y + (self->line - ICON_SIZE) / 2);
    width -= ICON_SIZE + MARK_GAP;
  }
  set_size (self, 1.0, self->selected);
  draw_text (self, snapshot, summary->title, &color, x, y, width - x);
  y += self->line + LINE_GAP;
  set_size (self, SMALL, FALSE);
  if (has_reading (summary)) {
    draw_text (self, snapshot, summary->reading, &quiet, x, y, width - x);
    y += self->small_line + LINE_GAP;
  }
  if (summary->details)
    draw_text (self, snapshot, summary->details, &quiet, x, y, width - x);
}

static GdkPaintable *
lookup_icon (TsuListRow *self, const char *name)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));

  if (!name)
    return NULL;
  return GDK_PAINTABLE (gtk_icon_theme_lookup_icon (theme, name, NULL, ICON_SIZE,
                                                    gtk_widget_get_scale_factor (widget),
                                                    gtk_widget_get_direction (widget), 0));
}

/* What is drawn, in words; a summary without details ends the list early. */
static char *
dup_name (const TsuSummary *summary)
{
  const char *parts[] = { summary->title, summary->details, NULL, NULL };

  if (summary->conflicts)
    parts[summary->details ? 2 : 1] = _ ("Needs attention");
  return g_strjoinv (_ (", "), (char **) parts);
}

/* The cell around the row has the focus, and GTK before 4.12 gives it no name of its own. */
static void
name_row (TsuListRow *self, const char *name)
{
  GtkWidget *cell = gtk_widget_get_parent (GTK_WIDGET (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (cell)
    gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
summary_cb (TsuListRow *self)
{
  const TsuSummary *summary = self->item ? tsu_item_get_summary (self->item) : NULL;

  g_clear_object (&self->icon);
  g_clear_object (&self->mark);
  if (summary) {
    g_autofree char *name = dup_name (summary);

    self->icon = lookup_icon (self, summary->icon);
    self->mark =
      lookup_icon (self, summary->conflicts ? "dialog-warning-symbolic" : summary->state_icon);
    name_row (self, name);
  }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
tsu_list_row_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  TsuListRow *self = TSU_LIST_ROW (widget);

  GTK_WIDGET_CLASS (tsu_list_row_parent_class)->css_changed (widget, change);
  g_clear_object (&self->layout);
  self->line = 0;
}

static void
tsu_list_row_dispose (GObject *object)
{
  TsuListRow *self = TSU_LIST_ROW (object);

  tsu_list_row_set_item (self, NULL);
  g_clear_object (&self->icon);
  g_clear_object (&self->mark);
  g_clear_object (&self->layout);

  G_OBJECT_CLASS (tsu_list_row_parent_class)->dispose (object);
}

static void
tsu_list_row_class_init (TsuListRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tsu_list_row_dispose;
  widget_class->measure = tsu_list_row_measure;
  widget_class->snapshot = tsu_list_row_snapshot;
  widget_class->css_changed = tsu_list_row_css_changed;
  gtk_widget_class_set_css_name (widget_class, "record");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
tsu_list_row_init (TsuListRow *self)
{
}

GtkWidget *
tsu_list_row_new (void)
{
  return g_object_new (TSU_TYPE_LIST_ROW, NULL);
}

/**
 * tsu_list_row_set_card:
 * @card: whether it stands in a column of a board: without icon, its title on two lines
 */
void
tsu_list_row_set_card (TsuListRow *self, gboolean card)
{
  self->card = card;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * tsu_list_row_set_item:
 * @item: (nullable): what the row shows, from now until told otherwise
 */
void
tsu_list_row_set_item (TsuListRow *self, TsuItem *item)
{
  if (self->item == item)
    return;
  if (self->item)
    g_signal_handlers_disconnect_by_func (self->item, summary_cb, self);
  g_set_object (&self->item, item);
  if (item) {
    g_signal_connect_object (item, "notify::summary", G_CALLBACK (summary_cb), self,
                             G_CONNECT_SWAPPED);
    summary_cb (self);
  }
}

/**
 * tsu_list_row_get_summary:
 *
 * Returns: (nullable) (transfer none): what the row says, once it has been read
 */
const TsuSummary *
tsu_list_row_get_summary (TsuListRow *self)
{
  return self->item ? tsu_item_get_summary (self->item) : NULL;
}

/**
 * tsu_list_row_set_head:
 * @head: (nullable): static letter to stand above the row
 */
void
tsu_list_row_set_head (TsuListRow *self, const char *head)
{
  if (self->head == head)
    return;
  self->head = head;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
tsu_list_row_set_selected (TsuListRow *self, gboolean selected)
{
  if (self->selected == selected)
    return;
  self->selected = selected;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

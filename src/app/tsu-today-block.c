/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One matter of the day.
 */

#include "config.h"

#include "tsu-today-block.h"

#include "tsu-date.h"
#include "tsu-text-row.h"

#include <glib/gi18n.h>

#define FEW 6     /* rows shown before the rest is asked for */
#define PUT_OFF 7 /* days */
#define ITEM "tsu-today-item"

struct _TsuTodayBlock {
  AdwPreferencesGroup parent_instance;

  /* owned */
  TsuDesk *desk;
  GPtrArray *items;

  /* owned through the widget tree */
  GPtrArray *rows;
  GtkWidget *attention; /* NULL in other groups */

  TsuTodayGroup group;
  gboolean all; /* whether the rest was asked for */
};

/* What a group is called, and what it is for as long as it is empty. */
static const struct {
  const char *title;
  const char *purpose;
} words[] = {
  [TSU_TODAY_FOLLOW_UPS] = { N_ ("To contact today"),
                             N_ ("Nobody waits for a word from you today. What was promised for a "
                                 "day stands here when it comes.") },
  [TSU_TODAY_UNANSWERED] = { N_ ("Consultations without an answer"),
                             N_ ("Every consultation has been answered.") },
  [TSU_TODAY_WAITING] = { N_ ("Waiting for a word"),
                          N_ ("No proposed match waits for what one side says.") },
  [TSU_TODAY_EVENTS] = { N_ ("Events of the week"), N_ ("Nothing is planned for these days.") },
  [TSU_TODAY_ATTENTION] = { N_ ("Needs attention"),
                            N_ ("No entries contradict each other, and nothing is booked twice.") },
  [TSU_TODAY_NEWS] = { N_ ("Since you were last here"),
                       N_ ("What colleagues write down or change meanwhile stands here.") },
};

static guint open_signal;

G_DEFINE_FINAL_TYPE (TsuTodayBlock, tsu_today_block, ADW_TYPE_PREFERENCES_GROUP)

static const TsuTodayItem *
get_item (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), ITEM);
}

static void
open_cb (TsuTodayBlock *self, GtkWidget *row)
{
  const TsuTodayItem *item = get_item (row);

  g_signal_emit (self, open_signal, 0, item->id, item->type->name);
}

/* --- done, and put off --- */

static void
mark_done (TsuTodayBlock *self, const TsuTodayItem *item)
{
  TsuEdit *edit = tsu_edit_new_change (item->type, item->id);
  /* Translators: %s is what a contact was about. */
  g_autofree char *said = g_strdup_printf (_ ("Contacted: “%s”"), item->title);

  /* A consultation remembers that it was followed up; elsewhere the day says that it must be. */
  if (tsu_type_find_field (item->type, "followed_up"))
    tsu_edit_set_boolean (edit, "followed_up", TRUE);
  else
    tsu_edit_clear (edit, "follow_up");
  tsu_desk_apply (self->desk, edit, N_ ("Contacted"), said);
}

static void
put_off (TsuTodayBlock *self, const TsuTodayItem *item)
{
  TsuEdit *edit = tsu_edit_new_change (item->type, item->id);
  g_autofree char *today = tsu_date_today (g_get_real_time () / 1000);
  g_autofree char *day = tsu_date_add_days (today, PUT_OFF);
  /* Translators: %s is what a contact is about. */
  g_autofree char *said = g_strdup_printf (_ ("Put off for a week: “%s”"), item->title);

  tsu_edit_set_text (edit, "follow_up", day);
  tsu_desk_apply (self->desk, edit, N_ ("Put off"), said);
}

static GtkWidget *
find_row (GtkWidget *widget)
{
  return gtk_widget_get_ancestor (widget, ADW_TYPE_ACTION_ROW);
}

static void
done_cb (TsuTodayBlock *self, GtkWidget *button)
{
  mark_done (self, get_item (find_row (button)));
}

static void
put_off_cb (TsuTodayBlock *self, GtkWidget *button)
{
  put_off (self, get_item (find_row (button)));
}

static gboolean
key_cb (GtkEventController *keys, guint key, guint code, GdkModifierType state, TsuTodayBlock *self)
{
  const TsuTodayItem *item = get_item (gtk_event_controller_get_widget (keys));

  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK))
    return GDK_EVENT_PROPAGATE;
  switch (gdk_keyval_to_lower (key)) {
  case GDK_KEY_d:
    mark_done (self, item);
    return GDK_EVENT_STOP;
  case GDK_KEY_p:
    put_off (self, item);
    return GDK_EVENT_STOP;
  default:
    return GDK_EVENT_PROPAGATE;
  }
}

static GtkWidget *
make_button (
  TsuTodayBlock *self, const char *icon, const char *name, const char *tip, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  return button;
}

static void
add_marks (TsuTodayBlock *self, AdwActionRow *row)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  adw_action_row_add_suffix (row, make_button (self, "object-select-symbolic",
                                               _ ("Contacted"), _ ("Contacted (D)"),
                                                                   G_CALLBACK (done_cb)));
  adw_action_row_add_suffix (row,
                             make_button (self, "alarm-symbolic",
                                          _ ("Put off for a week"), _ ("Put off for a week (P)"),
                                                                       G_CALLBACK (put_off_cb)));
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (row), keys);
}

/* --- rows --- */

static void
prepare_cb (TsuTodayBlock *self, GtkWidget *button)
{
  open_cb (self, find_row (button));
}

static GtkWidget *
make_prepare (TsuTodayBlock *self)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Prepare"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("Programme, place, helpers and papers of the event"));
  g_signal_connect_object (button, "clicked", G_CALLBACK (prepare_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static void
add_row (TsuTodayBlock *self, GtkWidget *row)
{
  g_ptr_array_add (self->rows, row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

static GtkWidget *
make_row (TsuTodayBlock *self, TsuTodayItem *item)
{
  GtkWidget *row = tsu_text_row_new (item->title, item->line, item->icon);

  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  if (item->late)
    gtk_widget_add_css_class (row, "late");
  g_object_set_data (G_OBJECT (row), ITEM, item);
  if (item->to_do)
    add_marks (self, ADW_ACTION_ROW (row));
  else if (self->group == TSU_TODAY_EVENTS)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_prepare (self));
  else
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static void fill (TsuTodayBlock *self);

static void
rest_cb (TsuTodayBlock *self)
{
  self->all = TRUE;
  fill (self);
}

static void
add_rest_row (TsuTodayBlock *self)
{
  GtkWidget *row = tsu_text_row_new_rest (self->items->len);

  g_signal_connect_object (row, "activated", G_CALLBACK (rest_cb), self, G_CONNECT_SWAPPED);
  add_row (self, row);
}

static void
show_title (TsuTodayBlock *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);
  const char *description = NULL;
  g_autofree char *title = NULL;

  /* Translators: a heading and how many stand below it. */
  title = g_strdup_printf (_ ("%s (%u)"), _ (words[self->group].title), self->items->len);
  adw_preferences_group_set_title (group,
                                   self->items->len > 0 ? title : _ (words[self->group].title));
  if (self->items->len == 0)
    description = _ (words[self->group].purpose);
  else if (((TsuTodayItem *) self->items->pdata[0])->to_do)
    description = _ ("Keys: D contacted, P put off for a week");
  adw_preferences_group_set_description (group, description);
  if (self->attention)
    gtk_widget_set_visible (self->attention, self->items->len > 0);
}

/* The row that has the focus, or the one that comes to its place, keeps it: with D, D, D a list is
 * gone through. */
static int
find_focus (TsuTodayBlock *self)
{
  for (guint i = 0; i < self->rows->len; i++) {
    GtkWidget *row = self->rows->pdata[i];

    if (gtk_widget_is_focus (row) || gtk_widget_get_focus_child (row))
      return (int) i;
  }
  return -1;
}

static void
fill (TsuTodayBlock *self)
{
  int focus = find_focus (self);
  guint n = self->all || self->items->len <= FEW + 1 ? self->items->len : FEW;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < n; i++)
    add_row (self, make_row (self, self->items->pdata[i]));
  if (n < self->items->len)
    add_rest_row (self);
  show_title (self);
  if (focus >= 0 && self->rows->len > 0)
    gtk_widget_grab_focus (self->rows->pdata[MIN ((guint) focus, self->rows->len - 1)]);
}

/* --- the widget --- */

static gboolean
tsu_today_block_grab_focus (GtkWidget *widget)
{
  TsuTodayBlock *self = TSU_TODAY_BLOCK (widget);

  return self->rows->len > 0 && gtk_widget_grab_focus (self->rows->pdata[0]);
}

static void
tsu_today_block_dispose (GObject *object)
{
  TsuTodayBlock *self = TSU_TODAY_BLOCK (object);

  g_clear_object (&self->desk);

  G_OBJECT_CLASS (tsu_today_block_parent_class)->dispose (object);
}

static void
tsu_today_block_finalize (GObject *object)
{
  TsuTodayBlock *self = TSU_TODAY_BLOCK (object);

  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->items);

  G_OBJECT_CLASS (tsu_today_block_parent_class)->finalize (object);
}

static void
tsu_today_block_class_init (TsuTodayBlockClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tsu_today_block_dispose;
  object_class->finalize = tsu_today_block_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = tsu_today_block_grab_focus;
  open_signal = g_signal_new ("open", TSU_TYPE_TODAY_BLOCK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
tsu_today_block_init (TsuTodayBlock *self)
{
  self->rows = g_ptr_array_new ();
  self->items = g_ptr_array_new ();
}

/* All of it together, with what can be done about each, has a page of its own. */
static GtkWidget *
make_attention (void)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Look through"));

  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), "win.page::attention");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  return button;
}

/**
 * tsu_today_block_new:
 *
 * Returns: (transfer floating): a group that is empty so far
 */
GtkWidget *
tsu_today_block_new (TsuDesk *desk, TsuTodayGroup group)
{
  TsuTodayBlock *self = g_object_new (TSU_TYPE_TODAY_BLOCK, NULL);

  self->desk = g_object_ref (desk);
  self->group = group;
  if (group == TSU_TODAY_ATTENTION)
    self->attention = make_attention ();
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), self->attention);
  show_title (self);
  return GTK_WIDGET (self);
}

/**
 * tsu_today_block_show:
 * @items: (element-type TsuTodayItem): what it shows from now on
 */
void
tsu_today_block_show (TsuTodayBlock *self, GPtrArray *items)
{
  GPtrArray *before = self->items;

  self->items = g_ptr_array_ref (items);
  fill (self);
  g_ptr_array_unref (before);
}

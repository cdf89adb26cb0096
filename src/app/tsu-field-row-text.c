/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One line of text, also for numbers, dates, telephone numbers and the like: saved on Enter or
 * when left, put back by Escape; what cannot be read stays as typed with a sentence beside it.
 */

#include "config.h"

#include "tsu-field-row-kinds.h"

#include "tsu-date-style.h"
#include "tsu-date.h"
#include "tsu-field-text.h"
#include "tsu-words.h"

#include <glib/gi18n.h>

struct _TsuTextRow {
  TsuFieldRow parent_instance;

  GtkWidget *entry;
  GtkWidget *open;     /* NULL unless the value leads somewhere */
  GtkWidget *calendar; /* NULL unless a date */
  char *shown;         /* owned: what the entry was given, for telling whether it was touched */
};

G_DEFINE_FINAL_TYPE (TsuTextRow, tsu_text_row, TSU_TYPE_FIELD_ROW)

static void
update_title (TsuTextRow *self)
{
  gboolean empty = gtk_entry_get_text_length (GTK_ENTRY (self->entry)) == 0;
  gboolean focused = gtk_widget_has_css_class (self->entry, "focused");

  tsu_field_row_set_title_visible (TSU_FIELD_ROW (self), !empty || focused);
  if (self->open)
    gtk_widget_set_visible (self->open, !empty);
}

static const char *
get_text (TsuTextRow *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

static void
set_text (TsuTextRow *self, const char *text)
{
  g_free (self->shown);
  self->shown = g_strdup (text);
  if (!g_str_equal (get_text (self), text))
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  update_title (self);
}

static void
tsu_text_row_show (TsuFieldRow *row, TsuValue *value)
{
  TsuTextRow *self = TSU_TEXT_ROW (row);
  GSettings *settings = tsu_desk_get_settings (tsu_field_row_get_desk (row));
  g_autofree char *text =
    tsu_field_text_format (tsu_field_row_get_field (row), value, tsu_date_style_get (settings));

  set_text (self, text);
}

static gboolean
tsu_text_row_is_dirty (TsuFieldRow *row)
{
  TsuTextRow *self = TSU_TEXT_ROW (row);

  return self->shown && g_strcmp0 (self->shown, get_text (self)) != 0;
}

static void
save (TsuTextRow *self)
{
  TsuFieldRow *row = TSU_FIELD_ROW (self);
  g_autoptr (TsuValue) value = NULL;
  g_autoptr (GError) error = NULL;

  if (!tsu_text_row_is_dirty (row))
    return;
  if (!tsu_field_text_parse (tsu_field_row_get_field (row), get_text (self), &value, &error)) {
    tsu_field_row_fail (row, error->message);
    return;
  }
  tsu_text_row_show (row, value);
  tsu_field_row_commit (row, value);
}

static void
activate_cb (TsuTextRow *self)
{
  save (self);
}

static void
focus_in_cb (TsuTextRow *self)
{
  gtk_widget_add_css_class (self->entry, "focused");
  update_title (self);
}

static void
focus_out_cb (TsuTextRow *self)
{
  gtk_widget_remove_css_class (self->entry, "focused");
  save (self);
  update_title (self);
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  TsuTextRow *self = data;

  if (!tsu_text_row_is_dirty (TSU_FIELD_ROW (self)))
    return GDK_EVENT_PROPAGATE;
  tsu_field_row_revert (TSU_FIELD_ROW (self));
  return GDK_EVENT_STOP;
}

static void
day_selected_cb (TsuTextRow *self, GtkCalendar *calendar)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (calendar);
  g_autofree char *iso = g_date_time_format (date, "%Y-%m-%d");

  gtk_editable_set_text (GTK_EDITABLE (self->entry), iso);
  save (self);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->calendar));
}

/* The calendar is made when it is first opened: a page has many dates and few are looked up. */
static void
make_calendar_cb (GtkMenuButton *button, gpointer data)
{
  TsuTextRow *self = data;
  GtkWidget *calendar = gtk_calendar_new ();
  GtkWidget *popover = gtk_popover_new ();
  TsuValue *value = tsu_field_row_get_value (TSU_FIELD_ROW (self));
  TsuDateParts parts;

  if (value && tsu_date_split (tsu_value_get_text (value), &parts) && parts.year > 0) {
    g_autoptr (GDateTime) date =
      g_date_time_new_local (parts.year, MAX (parts.month, 1), MAX (parts.day, 1), 0, 0, 0);

    gtk_calendar_select_day (GTK_CALENDAR (calendar), date);
  }
  g_signal_connect_object (calendar, "day-selected", G_CALLBACK (day_selected_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_popover_set_child (GTK_POPOVER (popover), calendar);
  gtk_menu_button_set_popover (button, popover);
}

static void
open_cb (TsuTextRow *self)
{
  const TsuField *field = tsu_field_row_get_field (TSU_FIELD_ROW (self));
  const char *text = get_text (self);
  g_autofree char *uri =
    field->kind == TSU_FIELD_EMAIL ? g_strconcat ("mailto:", text, NULL) : g_strdup (text);

  g_app_info_launch_default_for_uri_async (uri, NULL, NULL, NULL, NULL);
}

static void
add_helpers (TsuTextRow *self)
{
  const TsuField *field = tsu_field_row_get_field (TSU_FIELD_ROW (self));
  g_autofree char *name = NULL;

  if (field->kind == TSU_FIELD_DATE || field->kind == TSU_FIELD_MOMENT) {
    /* Translators: %s is the label of a date field. */
    name = g_strdup_printf (_ ("Choose %s from a calendar"), tsu_words_field (field));
    self->calendar = gtk_menu_button_new ();
    gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->calendar), "x-office-calendar-symbolic");
    gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->calendar), make_calendar_cb, self,
                                           NULL);
    gtk_widget_add_css_class (self->calendar, "flat");
    tsu_words_name (self->calendar, name);
    tsu_field_row_add_suffix (TSU_FIELD_ROW (self), self->calendar);
  } else if (field->kind == TSU_FIELD_URL || field->kind == TSU_FIELD_EMAIL) {
    gboolean mail = field->kind == TSU_FIELD_EMAIL;

    self->open =
      gtk_button_new_from_icon_name (mail ? "mail-unread-symbolic" : "web-browser-symbolic");
    gtk_widget_add_css_class (self->open, "flat");
    tsu_words_name (self->open, mail ? _ ("Write an e-mail") : _ ("Open website"));
    g_signal_connect_swapped (self->open, "clicked", G_CALLBACK (open_cb), self);
    tsu_field_row_add_suffix (TSU_FIELD_ROW (self), self->open);
  }
}

static void
tsu_text_row_prepare (TsuFieldRow *row)
{
  TsuTextRow *self = TSU_TEXT_ROW (row);
  const TsuField *field = tsu_field_row_get_field (row);
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  self->entry = gtk_entry_new ();
  gtk_entry_set_has_frame (GTK_ENTRY (self->entry), FALSE);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), tsu_words_field (field));
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 4);
  if (tsu_field_is_integer (field) || field->kind == TSU_FIELD_PHONE)
    gtk_widget_add_css_class (self->entry, "numeric");
  if (field->kind == TSU_FIELD_PHONE || field->kind == TSU_FIELD_POSTAL)
    gtk_entry_set_input_purpose (GTK_ENTRY (self->entry), GTK_INPUT_PURPOSE_PHONE);

  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (activate_cb), self);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (update_title), self);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (focus_in_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_out_cb), self);
  gtk_widget_add_controller (self->entry, focus);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape,
                                                                                  0),
                                                          gtk_callback_action_new (escape_cb, self,
                                                                                   NULL)));
  gtk_widget_add_controller (self->entry, keys);

  tsu_field_row_set_editor (row, self->entry, self->entry);
  add_helpers (self);
}

static void
tsu_text_row_finalize (GObject *object)
{
  g_free (TSU_TEXT_ROW (object)->shown);

  G_OBJECT_CLASS (tsu_text_row_parent_class)->finalize (object);
}

static void
tsu_text_row_class_init (TsuTextRowClass *klass)
{
  TsuFieldRowClass *row_class = TSU_FIELD_ROW_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tsu_text_row_finalize;
  row_class->prepare = tsu_text_row_prepare;
  row_class->show = tsu_text_row_show;
  row_class->is_dirty = tsu_text_row_is_dirty;
}

static void
tsu_text_row_init (TsuTextRow *self)
{
}

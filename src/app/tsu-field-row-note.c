/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Several lines of text: saved when left or by Ctrl+Enter, put back by Escape.
 */

#include "config.h"

#include "tsu-field-row-kinds.h"

#include "tsu-words.h"

#include <glib/gi18n.h>

struct _TsuNoteRow {
  TsuFieldRow parent_instance;

  GtkWidget *view;
  GtkWidget *hint; /* the title's place while there is no text */
  char *shown;
};

G_DEFINE_FINAL_TYPE (TsuNoteRow, tsu_note_row, TSU_TYPE_FIELD_ROW)

static char *
dup_text (TsuNoteRow *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
update_title (TsuNoteRow *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  gboolean empty = gtk_text_buffer_get_char_count (buffer) == 0;
  gboolean focused = gtk_widget_has_css_class (self->view, "focused");

  tsu_field_row_set_title_visible (TSU_FIELD_ROW (self), !empty || focused);
  gtk_widget_set_visible (self->hint, empty && !focused);
}

static void
tsu_note_row_show (TsuFieldRow *row, TsuValue *value)
{
  TsuNoteRow *self = TSU_NOTE_ROW (row);
  const char *text = value ? tsu_value_get_text (value) : "";
  g_autofree char *before = dup_text (self);

  g_free (self->shown);
  self->shown = g_strdup (text);
  if (!g_str_equal (before, text))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view)), text, -1);
  update_title (self);
}

static gboolean
tsu_note_row_is_dirty (TsuFieldRow *row)
{
  TsuNoteRow *self = TSU_NOTE_ROW (row);
  g_autofree char *text = dup_text (self);

  return self->shown && !g_str_equal (self->shown, text);
}

static void
save (TsuNoteRow *self)
{
  TsuFieldRow *row = TSU_FIELD_ROW (self);
  g_autofree char *text = NULL;
  g_autoptr (TsuValue) value = NULL;

  if (!tsu_note_row_is_dirty (row))
    return;
  text = g_strchomp (dup_text (self));
  value = tsu_value_new_text (text);
  tsu_note_row_show (row, value);
  tsu_field_row_commit (row, value);
}

static void
focus_in_cb (TsuNoteRow *self)
{
  gtk_widget_add_css_class (self->view, "focused");
  update_title (self);
}

static void
focus_out_cb (TsuNoteRow *self)
{
  gtk_widget_remove_css_class (self->view, "focused");
  save (self);
  update_title (self);
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  TsuNoteRow *self = data;

  if (!tsu_note_row_is_dirty (TSU_FIELD_ROW (self)))
    return GDK_EVENT_PROPAGATE;
  tsu_field_row_revert (TSU_FIELD_ROW (self));
  return GDK_EVENT_STOP;
}

static gboolean
save_key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  save (data);
  return GDK_EVENT_STOP;
}

static void
tsu_note_row_prepare (TsuFieldRow *row)
{
  TsuNoteRow *self = TSU_NOTE_ROW (row);
  GtkWidget *overlay = gtk_overlay_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  self->view = gtk_text_view_new ();
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->view), FALSE);
  gtk_widget_add_css_class (self->view, "note");
  self->hint = gtk_label_new (tsu_words_field (tsu_field_row_get_field (row)));
  gtk_label_set_xalign (GTK_LABEL (self->hint), 0);
  gtk_widget_set_can_target (self->hint, FALSE);
  gtk_widget_add_css_class (self->hint, "secondary");
  gtk_widget_set_halign (self->hint, GTK_ALIGN_START);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), self->view);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->hint);

  g_signal_connect_swapped (focus, "enter", G_CALLBACK (focus_in_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_out_cb), self);
  gtk_widget_add_controller (self->view, focus);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape,
                                                                                  0),
                                                          gtk_callback_action_new (escape_cb, self,
                                                                                   NULL)));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Return,
                                                                                  GDK_CONTROL_MASK),
                                                          gtk_callback_action_new (save_key_cb,
                                                                                   self, NULL)));
  gtk_widget_add_controller (self->view, keys);
  tsu_field_row_set_editor (row, overlay, self->view);
}

static void
tsu_note_row_finalize (GObject *object)
{
  g_free (TSU_NOTE_ROW (object)->shown);

  G_OBJECT_CLASS (tsu_note_row_parent_class)->finalize (object);
}

static void
tsu_note_row_class_init (TsuNoteRowClass *klass)
{
  TsuFieldRowClass *row_class = TSU_FIELD_ROW_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tsu_note_row_finalize;
  row_class->prepare = tsu_note_row_prepare;
  row_class->show = tsu_note_row_show;
  row_class->is_dirty = tsu_note_row_is_dirty;
}

static void
tsu_note_row_init (TsuNoteRow *self)
{
}

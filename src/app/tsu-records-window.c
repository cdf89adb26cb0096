/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A list of given records, to be opened one by one.
 */

#include "config.h"

#include "tsu-records-window.h"

#include "tsu-date-style.h"
#include "tsu-list-job.h"

#include <glib/gi18n.h>

#define MOST 500 /* rows; a number larger than that is looked at in the list */

struct _TsuRecordsWindow {
  AdwWindow parent_instance;

  /* owned */
  TsuDesk *desk;
  GPtrArray *summaries; /* TsuSummary */

  /* owned through the widget tree */
  GtkWidget *group;
};

G_DEFINE_FINAL_TYPE (TsuRecordsWindow, tsu_records_window, ADW_TYPE_WINDOW)

static void
open_cb (TsuRecordsWindow *self, GtkWidget *row)
{
  const TsuSummary *summary = g_object_get_data (G_OBJECT (row), "tsu-summary");

  tsu_desk_open (self->desk, summary->type, summary->id);
  gtk_window_close (GTK_WINDOW (self));
}

static GtkWidget *
make_row (TsuRecordsWindow *self, const TsuSummary *summary)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), summary->title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  if (summary->details)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), summary->details);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (summary->icon));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "tsu-summary", (gpointer) summary);
  g_signal_connect_object (row, "activated", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuRecordsWindow) self = data;
  g_autoptr (GError) error = NULL;
  GPtrArray *summaries = tsu_store_call_finish (TSU_STORE (source), result, &error);

  if (!self->desk) {
    g_clear_pointer (&summaries, g_ptr_array_unref);
    return;
  }
  if (!summaries) {
    tsu_desk_fail (self->desk, error);
    return;
  }
  self->summaries = summaries;
  for (guint i = 0; i < summaries->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group),
                               make_row (self, summaries->pdata[i]));
}

static void
tsu_records_window_dispose (GObject *object)
{
  TsuRecordsWindow *self = TSU_RECORDS_WINDOW (object);

  g_clear_object (&self->desk);

  G_OBJECT_CLASS (tsu_records_window_parent_class)->dispose (object);
}

static void
tsu_records_window_finalize (GObject *object)
{
  TsuRecordsWindow *self = TSU_RECORDS_WINDOW (object);

  g_clear_pointer (&self->summaries, g_ptr_array_unref);

  G_OBJECT_CLASS (tsu_records_window_parent_class)->finalize (object);
}

static void
tsu_records_window_class_init (TsuRecordsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tsu_records_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = tsu_records_window_finalize;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
tsu_records_window_init (TsuRecordsWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *page = adw_preferences_page_new ();

  self->group = adw_preferences_group_new ();
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (self->group));
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), page);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_default_size (GTK_WINDOW (self), 520, 560);
}

/**
 * tsu_records_window_present:
 * @title: what the records have in common
 * @keys: (element-type gint64): which records of @type
 */
void
tsu_records_window_present (
  TsuDesk *desk, GtkWindow *parent, const char *title, const TsuType *type, const GArray *keys)
{
  TsuRecordsWindow *self =
    g_object_new (TSU_TYPE_RECORDS_WINDOW, "transient-for", parent, "modal", TRUE, NULL);
  TsuBlockAsk *ask = tsu_block_ask_new (type, tsu_date_style_get (tsu_desk_get_settings (desk)));

  self->desk = g_object_ref (desk);
  gtk_window_set_title (GTK_WINDOW (self), title);
  if (keys->len > MOST)
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->group),
                                           _ ("The first 500 are shown."));
  g_array_append_vals (ask->keys, keys->data, MIN (keys->len, MOST));
  tsu_store_read_async (tsu_desk_get_store (desk), tsu_block_job, ask,
                        (GDestroyNotify) tsu_block_ask_free, (GDestroyNotify) g_ptr_array_unref,
                        NULL, read_cb, g_object_ref (self));
  gtk_window_present (GTK_WINDOW (self));
}

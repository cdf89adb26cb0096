/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A list of given records, to be opened one by one.
 */

#include "config.h"

#include "tsu-records-window.h"

#include "tsu-date-style.h"
#include "tsu-list-job.h"
#include "tsu-text-row.h"

#include <glib/gi18n.h>

#define MOST 500 /* rows; a number larger than that is looked at in the list */

struct _TsuRecordsWindow {
  AdwWindow parent_instance;

  /* owned */
  TsuDesk *desk;

  /* owned through the widget tree */
  GtkWidget *group;
};

G_DEFINE_FINAL_TYPE (TsuRecordsWindow, tsu_records_window, ADW_TYPE_WINDOW)

static GtkWidget *
make_row (TsuRecordsWindow *self, const TsuSummary *summary)
{
  GtkWidget *row = tsu_text_row_new (summary->title, summary->details, summary->icon);

  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  tsu_text_row_set_opens (row, self->desk, summary->type, summary->id);
  g_signal_connect_object (row, "activated", G_CALLBACK (gtk_window_close), self,
                           G_CONNECT_SWAPPED);
  return row;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuRecordsWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) summaries = tsu_store_call_finish (TSU_STORE (source), result, &error);

  if (!self->desk)
    return;
  if (!summaries) {
    tsu_desk_fail (self->desk, error);
    return;
  }
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
tsu_records_window_class_init (TsuRecordsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tsu_records_window_dispose;
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

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A progress bar with numbers. It looks at the meter at a pace of its own, so that a job may report
 * every row without waking the window for each.
 */

#include "config.h"

#include "tsu-progress-view.h"

#include "tsu-mnemonic.h"

#include <glib/gi18n.h>

#define PACE 100 /* ms between two looks at the meter */

struct _TsuProgressView {
  AdwBin parent_instance;

  /* template */
  GtkLabel *title;
  GtkProgressBar *bar;
  GtkLabel *numbers;
  GtkWidget *cancel;

  /* owned */
  TsuMeter *meter;
  char *unit;
  guint source;
};

static guint stopped_signal;

G_DEFINE_FINAL_TYPE (TsuProgressView, tsu_progress_view, ADW_TYPE_BIN)

static gboolean
look_cb (gpointer data)
{
  TsuProgressView *self = data;
  gint64 done, total;
  double part = tsu_meter_read (self->meter, &done, &total);
  g_autofree char *text = NULL;

  if (part < 0) {
    gtk_progress_bar_pulse (self->bar);
    gtk_label_set_text (self->numbers, "");
    return G_SOURCE_CONTINUE;
  }
  gtk_progress_bar_set_fraction (self->bar, part);
  if (self->unit) {
    g_autofree char *so_far = g_strdup_printf ("%'" G_GINT64_FORMAT, done);
    g_autofree char *all = g_strdup_printf ("%'" G_GINT64_FORMAT, total);

    /* Translators: how many of how many, such as "1,500 of 100,000 rows". */
    text = g_strdup_printf (_ ("%s of %s %s"), so_far, all, self->unit);
  } else {
    text = g_strdup_printf (_ ("%.0f %%"), part * 100);
  }
  gtk_label_set_text (self->numbers, text);
  return G_SOURCE_CONTINUE;
}

static void
cancel_clicked_cb (TsuProgressView *self)
{
  gtk_widget_set_sensitive (self->cancel, FALSE);
  g_signal_emit (self, stopped_signal, 0);
}

static void
tsu_progress_view_dispose (GObject *object)
{
  TsuProgressView *self = TSU_PROGRESS_VIEW (object);

  tsu_progress_view_end (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), TSU_TYPE_PROGRESS_VIEW);

  G_OBJECT_CLASS (tsu_progress_view_parent_class)->dispose (object);
}

static void
tsu_progress_view_class_init (TsuProgressViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tsu_progress_view_dispose;

  stopped_signal = g_signal_new ("stopped", TSU_TYPE_PROGRESS_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/jp/tsunagi/Tsunagi/ui/tsu-progress-view.ui");
  gtk_widget_class_bind_template_child (widget_class, TsuProgressView, title);
  gtk_widget_class_bind_template_child (widget_class, TsuProgressView, bar);
  gtk_widget_class_bind_template_child (widget_class, TsuProgressView, numbers);
  gtk_widget_class_bind_template_child (widget_class, TsuProgressView, cancel);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
}

static void
tsu_progress_view_init (TsuProgressView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tsu_mnemonic_settle (GTK_WIDGET (self));
}

GtkWidget *
tsu_progress_view_new (void)
{
  return g_object_new (TSU_TYPE_PROGRESS_VIEW, NULL);
}

/**
 * tsu_progress_view_begin:
 * @title: what is being done
 * @meter: how far it has come
 * @unit: (nullable): what the meter counts, in words; NULL for per cent
 */
void
tsu_progress_view_begin (TsuProgressView *self,
                         const char *title,
                         TsuMeter *meter,
                         const char *unit)
{
  tsu_progress_view_end (self);
  self->meter = tsu_meter_ref (meter);
  self->unit = g_strdup (unit);
  gtk_label_set_text (self->title, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  gtk_widget_set_sensitive (self->cancel, TRUE);
  gtk_progress_bar_set_fraction (self->bar, 0);
  look_cb (self);
  self->source = g_timeout_add (PACE, look_cb, self);
}

/**
 * tsu_progress_view_end:
 *
 * Looks at the meter no more.
 */
void
tsu_progress_view_end (TsuProgressView *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->meter, tsu_meter_unref);
  g_clear_pointer (&self->unit, g_free);
}

/**
 * tsu_progress_view_forbid_stop:
 *
 * For a job that has to be brought to its end.
 */
void
tsu_progress_view_forbid_stop (TsuProgressView *self)
{
  gtk_widget_set_visible (self->cancel, FALSE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The first screen of all.
 */

#include "config.h"

#include "tsu-first-run.h"

struct _TsuFirstRun {
  AdwBin parent_instance;
};

enum {
  SIGNAL_NEW_CHOSEN,
  SIGNAL_JOIN_CHOSEN,
  SIGNAL_DEMO_CHOSEN,
  SIGNAL_OPEN_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TsuFirstRun, tsu_first_run, ADW_TYPE_BIN)

static void
new_activated_cb (TsuFirstRun *self)
{
  g_signal_emit (self, signals[SIGNAL_NEW_CHOSEN], 0);
}

static void
join_activated_cb (TsuFirstRun *self)
{
  g_signal_emit (self, signals[SIGNAL_JOIN_CHOSEN], 0);
}

static void
demo_activated_cb (TsuFirstRun *self)
{
  g_signal_emit (self, signals[SIGNAL_DEMO_CHOSEN], 0);
}

static void
open_activated_cb (TsuFirstRun *self)
{
  g_signal_emit (self, signals[SIGNAL_OPEN_CHOSEN], 0);
}

static void
tsu_first_run_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TSU_TYPE_FIRST_RUN);

  G_OBJECT_CLASS (tsu_first_run_parent_class)->dispose (object);
}

static void
tsu_first_run_class_init (TsuFirstRunClass *klass)
{
  static const char *const names[] = { "new-chosen", "join-chosen", "demo-chosen", "open-chosen" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tsu_first_run_dispose;

  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], TSU_TYPE_FIRST_RUN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/jp/tsunagi/Tsunagi/ui/tsu-first-run.ui");
  gtk_widget_class_bind_template_callback (widget_class, new_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, join_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, demo_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_activated_cb);
}

static void
tsu_first_run_init (TsuFirstRun *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tsu_first_run_new:
 *
 * Returns: (transfer floating): the screen
 */
GtkWidget *
tsu_first_run_new (void)
{
  return g_object_new (TSU_TYPE_FIRST_RUN, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The day of the next contact.
 */

#include "config.h"

#include "tsu-slip-date.h"

#include "tsu-date-style.h"
#include "tsu-date.h"
#include "tsu-strip.h"

#include <glib/gi18n.h>

struct _TsuSlipDate {
  GtkWidget parent_instance;

  /* owned */
  TsuDesk *desk;
  char *iso; /* NULL for none */

  /* owned through the widget tree */
  GtkWidget *box;
  TsuStrip *strip;
  GtkWidget *entry;
};

static const struct {
  const char *code;
  const char *label;
  int days;
} steps[] = {
  { "soon", N_ ("In 3 days"), 3 },
  { "week", N_ ("In a week"), 7 },
  { "fortnight", N_ ("In 2 weeks"), 14 },
  { "month", N_ ("In 4 weeks"), 28 },
  { "none", N_ ("None"), 0 },
};

enum {
  SIGNAL_CHANGED,
  SIGNAL_DONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TsuSlipDate, tsu_slip_date, GTK_TYPE_WIDGET)

static char *
dup_today (void)
{
  return tsu_date_today (g_get_real_time () / 1000);
}

static void
show (TsuSlipDate *self)
{
  int style = tsu_date_style_get (tsu_desk_get_settings (self->desk));
  g_autofree char *today = dup_today ();
  g_autofree char *text = self->iso ? tsu_date_format (self->iso, style, TRUE) : g_strdup ("");
  int days = self->iso ? tsu_date_days_between (today, self->iso) : 0;
  const char *code = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    if (steps[i].days == days && (days > 0 || !self->iso))
      code = steps[i].code;
  }
  tsu_strip_set_code (self->strip, code);
  gtk_widget_remove_css_class (self->entry, "error");
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
}

static void
take (TsuSlipDate *self, const char *iso)
{
  tsu_slip_date_set (self, iso);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
step_cb (TsuSlipDate *self)
{
  const char *code = tsu_strip_get_code (self->strip);
  g_autofree char *today = dup_today ();

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    if (g_strcmp0 (steps[i].code, code) == 0) {
      g_autofree char *iso = steps[i].days > 0 ? tsu_date_add_days (today, steps[i].days) : NULL;

      take (self, iso);
      return;
    }
  }
  show (self); /* one of them is always taken, unless another day was written */
}

static void
move_by (TsuSlipDate *self, int days)
{
  g_autofree char *today = dup_today ();
  g_autofree char *iso = tsu_date_add_days (self->iso ? self->iso : today, days);

  if (iso && tsu_date_compare (iso, today) >= 0)
    take (self, iso);
}

static gboolean
key_cb (TsuSlipDate *self, guint key)
{
  switch (key) {
  case GDK_KEY_plus:
  case GDK_KEY_semicolon: /* the same key without Shift on a Japanese keyboard */
  case GDK_KEY_KP_Add:
    move_by (self, 1);
    return GDK_EVENT_STOP;
  case GDK_KEY_minus:
  case GDK_KEY_KP_Subtract:
    move_by (self, -1);
    return GDK_EVENT_STOP;
  default:
    return GDK_EVENT_PROPAGATE;
  }
}

static gboolean
read_entry (TsuSlipDate *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *today = dup_today ();
  TsuDateParts parts;
  TsuDateHints hints = { 0 };
  TsuDateReading reading;

  if (!*text) {
    take (self, NULL);
    return TRUE;
  }
  if (tsu_date_split (today, &parts))
    hints.year = parts.year;
  if (!tsu_date_parse (text, &hints, &reading) || tsu_date_kind (reading.iso) != TSU_DATE_DAY) {
    gtk_widget_add_css_class (self->entry, "error");
    return FALSE;
  }
  /* In December "1/10" is next January. */
  if ((reading.warnings & TSU_DATE_WARNING_YEAR) && tsu_date_compare (reading.iso, today) < 0) {
    hints.year++;
    tsu_date_parse (text, &hints, &reading);
  }
  take (self, reading.iso);
  return TRUE;
}

static void
entry_activate_cb (TsuSlipDate *self)
{
  if (read_entry (self))
    g_signal_emit (self, signals[SIGNAL_DONE], 0);
}

static void
entry_leave_cb (TsuSlipDate *self)
{
  if (self->box)
    read_entry (self);
}

static void
done_cb (TsuSlipDate *self)
{
  g_signal_emit (self, signals[SIGNAL_DONE], 0);
}

static gboolean
tsu_slip_date_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (TSU_SLIP_DATE (widget)->strip));
}

static void
tsu_slip_date_dispose (GObject *object)
{
  TsuSlipDate *self = TSU_SLIP_DATE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->iso, g_free);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (tsu_slip_date_parent_class)->dispose (object);
}

static void
tsu_slip_date_class_init (TsuSlipDateClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tsu_slip_date_dispose;
  widget_class->grab_focus = tsu_slip_date_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", TSU_TYPE_SLIP_DATE, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_DONE] = g_signal_new ("done", TSU_TYPE_SLIP_DATE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 0);
}

static void
tsu_slip_date_init (TsuSlipDate *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  self->strip = TSU_STRIP (tsu_strip_new (_ ("Next contact"), FALSE));
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    tsu_strip_add (self->strip, steps[i].code, _ (steps[i].label));
  g_signal_connect_object (self->strip, "changed", G_CALLBACK (step_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->strip, "done", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->strip), keys);

  self->entry = gtk_entry_new ();
  gtk_widget_set_halign (self->entry, GTK_ALIGN_START);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 20);
  gtk_widget_set_tooltip_text (self->entry, _ ("Another day; + and - move it by a day"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Day of the next contact"), -1);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (entry_activate_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (entry_leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->entry, focus);

  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->strip));
  gtk_box_append (GTK_BOX (self->box), self->entry);
}

GtkWidget *
tsu_slip_date_new (TsuDesk *desk)
{
  TsuSlipDate *self = g_object_new (TSU_TYPE_SLIP_DATE, NULL);

  self->desk = g_object_ref (desk);
  show (self);
  return GTK_WIDGET (self);
}

/**
 * tsu_slip_date_set:
 * @iso: (nullable): "2026-11-29"; NULL for none
 */
void
tsu_slip_date_set (TsuSlipDate *self, const char *iso)
{
  char *day = g_strdup (iso);

  g_free (self->iso);
  self->iso = day;
  show (self);
}

/**
 * tsu_slip_date_get:
 *
 * Returns: (nullable) (transfer none): the day
 */
const char *
tsu_slip_date_get (TsuSlipDate *self)
{
  return self->iso;
}

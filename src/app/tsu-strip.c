/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Choices taken with a single key. The keys are the digits and, after the tenth choice, letters:
 * they lie in the same place on every keyboard and need no input method.
 */

#include "config.h"

#include "tsu-strip.h"

#include "tsu-wrap.h"

#include <glib/gi18n.h>

#define CODE "tsu-code"

static const char keys[] = "1234567890ABCDEF";

struct _TsuStrip {
  GtkWidget parent_instance;

  /* owned through the widget tree */
  GtkWidget *box;

  GPtrArray *buttons; /* GtkToggleButton, owned through the widget tree */
  GPtrArray *order;   /* the buttons taken, in the order in which they were */
  gboolean several;
  gboolean setting;
};

enum {
  SIGNAL_CHANGED,
  SIGNAL_DONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TsuStrip, tsu_strip, GTK_TYPE_WIDGET)

static void
toggled_cb (TsuStrip *self, GtkToggleButton *button)
{
  gboolean active = gtk_toggle_button_get_active (button);

  g_ptr_array_remove (self->order, button);
  if (active && !self->several && self->order->len > 0)
    gtk_toggle_button_set_active (self->order->pdata[0], FALSE);
  if (active)
    g_ptr_array_add (self->order, button);
  if (!self->setting)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static GtkWidget *
find_button (TsuStrip *self, guint keyval)
{
  guint32 c = gdk_keyval_to_unicode (gdk_keyval_to_upper (keyval));

  for (guint i = 0; i < self->buttons->len && keys[i]; i++) {
    if ((guint32) keys[i] == c)
      return self->buttons->pdata[i];
  }
  return NULL;
}

static gboolean
key_cb (TsuStrip *self, guint keyval, guint keycode, GdkModifierType state)
{
  GtkToggleButton *button;

  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK))
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter) {
    g_signal_emit (self, signals[SIGNAL_DONE], 0);
    return GDK_EVENT_STOP;
  }
  button = (GtkToggleButton *) find_button (self, keyval);
  if (!button)
    return GDK_EVENT_PROPAGATE;
  gtk_toggle_button_set_active (button, !gtk_toggle_button_get_active (button));
  gtk_widget_grab_focus (GTK_WIDGET (button));
  if (!self->several && gtk_toggle_button_get_active (button))
    g_signal_emit (self, signals[SIGNAL_DONE], 0);
  return GDK_EVENT_STOP;
}

static GtkWidget *
get_entrance (TsuStrip *self)
{
  if (self->order->len > 0)
    return self->order->pdata[0];
  return self->buttons->len > 0 ? self->buttons->pdata[0] : NULL;
}

static gboolean
move_within (TsuStrip *self, int by)
{
  GtkWidget *focus = gtk_widget_get_focus_child (self->box);
  guint at;

  if (!focus || !g_ptr_array_find (self->buttons, focus, &at))
    return FALSE;
  if ((int) at + by < 0 || at + by >= self->buttons->len)
    return TRUE; /* the end of the strip; the arrows do not leave it */
  return gtk_widget_grab_focus (self->buttons->pdata[at + by]);
}

/* One stop for the Tab key, as a group of radio buttons is. */
static gboolean
tsu_strip_focus (GtkWidget *widget, GtkDirectionType direction)
{
  TsuStrip *self = TSU_STRIP (widget);

  if (gtk_widget_get_focus_child (widget)) {
    if (direction == GTK_DIR_LEFT || direction == GTK_DIR_UP)
      return move_within (self, -1);
    if (direction == GTK_DIR_RIGHT || direction == GTK_DIR_DOWN)
      return move_within (self, 1);
    return FALSE;
  }
  return get_entrance (self) && gtk_widget_grab_focus (get_entrance (self));
}

static gboolean
tsu_strip_grab_focus (GtkWidget *widget)
{
  GtkWidget *entrance = get_entrance (TSU_STRIP (widget));

  return entrance && gtk_widget_grab_focus (entrance);
}

static void
tsu_strip_dispose (GObject *object)
{
  TsuStrip *self = TSU_STRIP (object);

  g_clear_pointer (&self->order, g_ptr_array_unref);
  g_clear_pointer (&self->buttons, g_ptr_array_unref);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (tsu_strip_parent_class)->dispose (object);
}

static void
tsu_strip_class_init (TsuStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tsu_strip_dispose;
  widget_class->focus = tsu_strip_focus;
  widget_class->grab_focus = tsu_strip_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "strip");

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", TSU_TYPE_STRIP, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_DONE] =
    g_signal_new ("done", TSU_TYPE_STRIP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tsu_strip_init (TsuStrip *self)
{
  GtkEventController *controller = gtk_event_controller_key_new ();

  self->buttons = g_ptr_array_new ();
  self->order = g_ptr_array_new ();
  self->box = tsu_wrap_box_new ();
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (controller, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

/**
 * tsu_strip_new:
 * @name: what is chosen, for assistive technology
 * @several: whether more than one choice can be taken
 *
 * Returns: (transfer floating): a strip without choices
 */
GtkWidget *
tsu_strip_new (const char *name, gboolean several)
{
  TsuStrip *self = g_object_new (TSU_TYPE_STRIP, NULL);

  self->several = several;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return GTK_WIDGET (self);
}

static GtkWidget *
make_face (TsuStrip *self, const char *label)
{
  GtkWidget *face = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  char key[] = { keys[MIN (self->buttons->len, sizeof keys - 2)], '\0' };
  GtkWidget *cap = gtk_label_new (key);

  gtk_widget_add_css_class (cap, "keycap");
  gtk_box_append (GTK_BOX (face), cap);
  gtk_box_append (GTK_BOX (face), gtk_label_new (label));
  return face;
}

/**
 * tsu_strip_add:
 * @code: what the choice is called in the ledger
 * @label: what it is called on the screen
 */
void
tsu_strip_add (TsuStrip *self, const char *code, const char *label)
{
  GtkWidget *button = gtk_toggle_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), make_face (self, label));
  gtk_widget_add_css_class (button, "choice");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), CODE, g_strdup (code), g_free);
  g_signal_connect_object (button, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->buttons, button);
  gtk_box_append (GTK_BOX (self->box), button);
}

/**
 * tsu_strip_add_terms:
 * @codes: (nullable) (array zero-terminated=1): those of the vocabulary that are offered; NULL for
 *   all
 */
void
tsu_strip_add_terms (TsuStrip *self, const TsuVocabulary *vocabulary, const char *const *codes)
{
  for (guint i = 0; !codes && i < vocabulary->n_terms; i++)
    tsu_strip_add (self, vocabulary->terms[i].code,
                   tsu_vocabulary_label (vocabulary, vocabulary->terms[i].code));
  for (guint i = 0; codes && codes[i]; i++)
    tsu_strip_add (self, codes[i], tsu_vocabulary_label (vocabulary, codes[i]));
}

void
tsu_strip_remove_all (TsuStrip *self)
{
  g_ptr_array_set_size (self->order, 0);
  for (guint i = 0; i < self->buttons->len; i++)
    gtk_box_remove (GTK_BOX (self->box), self->buttons->pdata[i]);
  g_ptr_array_set_size (self->buttons, 0);
}

/**
 * tsu_strip_get_code:
 *
 * Returns: (nullable) (transfer none): the choice taken first
 */
const char *
tsu_strip_get_code (TsuStrip *self)
{
  return self->order->len > 0 ? g_object_get_data (self->order->pdata[0], CODE) : NULL;
}

/**
 * tsu_strip_dup_codes:
 *
 * Returns: (transfer full): the choices taken, in the order in which they were
 */
char **
tsu_strip_dup_codes (TsuStrip *self)
{
  g_autoptr (GStrvBuilder) codes = g_strv_builder_new ();

  for (guint i = 0; i < self->order->len; i++)
    g_strv_builder_add (codes, g_object_get_data (self->order->pdata[i], CODE));
  return g_strv_builder_end (codes);
}

static GtkToggleButton *
find_by_code (TsuStrip *self, const char *code)
{
  for (guint i = 0; i < self->buttons->len; i++) {
    if (g_strcmp0 (g_object_get_data (self->buttons->pdata[i], CODE), code) == 0)
      return self->buttons->pdata[i];
  }
  return NULL;
}

/**
 * tsu_strip_set_codes:
 * @codes: (nullable): what is taken from now on; says nothing of it
 */
void
tsu_strip_set_codes (TsuStrip *self, const char *const *codes)
{
  self->setting = TRUE;
  while (self->order->len > 0)
    gtk_toggle_button_set_active (self->order->pdata[0], FALSE);
  for (guint i = 0; codes && codes[i]; i++) {
    GtkToggleButton *button = find_by_code (self, codes[i]);

    if (button)
      gtk_toggle_button_set_active (button, TRUE);
  }
  self->setting = FALSE;
}

void
tsu_strip_set_code (TsuStrip *self, const char *code)
{
  const char *codes[] = { code, NULL };

  tsu_strip_set_codes (self, codes);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * District and themes of a counter slip. A guess is shown as taken and can be put off with one
 * key; from then on it is the user's, and nothing written later changes it.
 */

#include "config.h"

#include "tsu-slip-guess.h"

#include "tsu-chooser.h"
#include "tsu-hints.h"
#include "tsu-strip.h"
#include "tsu-wrap.h"

#include <glib/gi18n.h>

#define PAUSE 350 /* ms without a key until it is worth guessing */

struct _TsuSlipGuess {
  GtkWidget parent_instance;

  /* owned */
  TsuDesk *desk;
  GCancellable *asking;
  char *text; /* what the guess was last asked about */
  char *actor;
  char *district;
  char *district_name;
  GHashTable *names; /* code or id of a theme → its name */

  guint pause;
  gboolean district_by_hand;
  gboolean themes_by_hand;

  /* owned through the widget tree */
  GtkWidget *box;
  GtkWidget *district_button;
  GtkWidget *district_label;
  TsuStrip *themes;
  GtkWidget *add_button;
};

enum {
  SIGNAL_CHANGED,
  SIGNAL_DONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TsuSlipGuess, tsu_slip_guess, GTK_TYPE_WIDGET)

static void
tell (TsuSlipGuess *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
set_district (TsuSlipGuess *self, const char *id, const char *name)
{
  char *district = g_strdup (id);
  char *called = g_strdup (name);
  g_autofree char *said = NULL;

  g_free (self->district);
  self->district = district;
  g_free (self->district_name);
  self->district_name = called;
  gtk_label_set_label (GTK_LABEL (self->district_label), id ? name : _ ("District not said"));
  /* Translators: for a screen reader; %s is the name of a district. */
  said = id ? g_strdup_printf (_ ("District: %s"), name) : g_strdup (_ ("District not said"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->district_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
}

static void
add_theme (TsuSlipGuess *self, const char *code, const char *name)
{
  if (g_hash_table_contains (self->names, code))
    return;
  g_hash_table_insert (self->names, g_strdup (code), g_strdup (name));
  tsu_strip_add (self->themes, code, name);
}

static void
set_themes (TsuSlipGuess *self, char **codes, char **names)
{
  g_hash_table_remove_all (self->names);
  tsu_strip_remove_all (self->themes);
  for (guint i = 0; codes && codes[i] && names && names[i]; i++)
    add_theme (self, codes[i], names[i]);
  tsu_strip_set_codes (self->themes, (const char *const *) codes);
  gtk_widget_set_visible (GTK_WIDGET (self->themes), codes && *codes);
}

/* --- guessing --- */

typedef struct {
  char *text;
  char *actor;
  char *usual; /* district that new entries start with */
} Ask;

static void
ask_free (gpointer data)
{
  Ask *ask = data;

  g_free (ask->text);
  g_free (ask->actor);
  g_free (ask->usual);
  g_free (ask);
}

static gpointer
guess_job (TsuLedger *ledger, gpointer data, GCancellable *cancel, GError **error)
{
  const Ask *ask = data;
  TsuHints *hints = tsu_hints_read (ledger, ask->text, ask->actor, error);
  g_autoptr (TsuRecord) usual = NULL;

  if (hints && !hints->district && *ask->usual)
    usual = tsu_ledger_get (ledger, ask->usual, NULL);
  if (usual) {
    hints->district = g_strdup (ask->usual);
    hints->district_name = tsu_record_dup_title (usual);
  }
  return hints;
}

static void
guessed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuSlipGuess) self = data;
  g_autoptr (TsuHints) hints = tsu_store_call_finish (TSU_STORE (source), result, NULL);

  if (!hints || !self->box)
    return;
  if (!self->district_by_hand)
    set_district (self, hints->district, hints->district_name);
  if (!self->themes_by_hand)
    set_themes (self, hints->themes, hints->theme_names);
  tell (self);
}

static gboolean
pause_cb (gpointer data)
{
  TsuSlipGuess *self = data;
  Ask *ask = g_new0 (Ask, 1);

  self->pause = 0;
  ask->text = g_strdup (self->text);
  ask->actor = g_strdup (self->actor);
  ask->usual = g_settings_get_string (tsu_desk_get_settings (self->desk), "district");
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  tsu_store_read_async (tsu_desk_get_store (self->desk), guess_job, ask, ask_free,
                        (GDestroyNotify) tsu_hints_free, self->asking, guessed_cb,
                        g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/**
 * tsu_slip_guess_ask:
 * @text: (nullable): what is written so far
 * @actor: (nullable): id of whoever it is about
 *
 * Guesses anew after a pause, if either is another than before.
 */
void
tsu_slip_guess_ask (TsuSlipGuess *self, const char *text, const char *actor)
{
  if (g_strcmp0 (text ? text : "", self->text) == 0 && g_strcmp0 (actor, self->actor) == 0)
    return;
  g_free (self->text);
  self->text = g_strdup (text ? text : "");
  g_free (self->actor);
  self->actor = g_strdup (actor);
  g_clear_handle_id (&self->pause, g_source_remove);
  self->pause = g_timeout_add (PAUSE, pause_cb, self);
}

/* --- choosing --- */

static void
district_chosen_cb (TsuSlipGuess *self, const char *code, const char *label)
{
  self->district_by_hand = TRUE;
  set_district (self, code, label);
  tell (self);
}

static void
district_cleared_cb (TsuSlipGuess *self)
{
  district_chosen_cb (self, NULL, NULL);
}

static void
themes_cb (TsuSlipGuess *self)
{
  self->themes_by_hand = TRUE;
  tell (self);
}

static void
theme_chosen_cb (TsuSlipGuess *self, const char *code, const char *label)
{
  g_auto (GStrv) before = tsu_strip_dup_codes (self->themes);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) codes = NULL;

  add_theme (self, code, label);
  g_strv_builder_addv (builder, (const char **) before);
  if (!g_strv_contains ((const char *const *) before, code))
    g_strv_builder_add (builder, code);
  codes = g_strv_builder_end (builder);
  tsu_strip_set_codes (self->themes, (const char *const *) codes);
  gtk_widget_set_visible (GTK_WIDGET (self->themes), TRUE);
  themes_cb (self);
}

static void
done_cb (TsuSlipGuess *self)
{
  g_signal_emit (self, signals[SIGNAL_DONE], 0);
}

static gboolean
tsu_slip_guess_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (TSU_SLIP_GUESS (widget)->district_button);
}

static void
tsu_slip_guess_dispose (GObject *object)
{
  TsuSlipGuess *self = TSU_SLIP_GUESS (object);

  g_clear_handle_id (&self->pause, g_source_remove);
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  if (self->box) {
    gtk_menu_button_popdown (GTK_MENU_BUTTON (self->district_button));
    gtk_menu_button_popdown (GTK_MENU_BUTTON (self->add_button));
  }
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->actor, g_free);
  g_clear_pointer (&self->district, g_free);
  g_clear_pointer (&self->district_name, g_free);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (tsu_slip_guess_parent_class)->dispose (object);
}

static void
tsu_slip_guess_class_init (TsuSlipGuessClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tsu_slip_guess_dispose;
  widget_class->grab_focus = tsu_slip_guess_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", TSU_TYPE_SLIP_GUESS, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_DONE] = g_signal_new ("done", TSU_TYPE_SLIP_GUESS, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);
}

static void
tsu_slip_guess_init (TsuSlipGuess *self)
{
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->text = g_strdup ("");
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

static GtkWidget *
make_chooser (TsuSlipGuess *self, const char *field, TsuChooserFlags flags, GCallback chosen)
{
  const TsuType *log = tsu_schema_find_type ("log");
  TsuChooser *chooser = tsu_chooser_new (self->desk, tsu_type_find_field (log, field), flags);

  g_signal_connect_object (chooser, "chosen", chosen, self, G_CONNECT_SWAPPED);
  g_signal_connect_object (chooser, "cleared", G_CALLBACK (district_cleared_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (chooser);
}

static void
make_buttons (TsuSlipGuess *self)
{
  GtkWidget *line = tsu_wrap_box_new ();

  self->district_label = gtk_label_new (NULL);
  self->district_button = gtk_menu_button_new ();
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->district_button), self->district_label);
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (self->district_button), TRUE);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->district_button),
                               make_chooser (self, "district", TSU_CHOOSER_CLEAR,
                                             G_CALLBACK (district_chosen_cb)));
  self->add_button = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->add_button), _ ("Add a theme"));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->add_button),
                               make_chooser (self, "themes", TSU_CHOOSER_PLAIN,
                                             G_CALLBACK (theme_chosen_cb)));
  gtk_box_append (GTK_BOX (line), self->district_button);
  gtk_box_append (GTK_BOX (line), self->add_button);
  gtk_box_append (GTK_BOX (self->box), line);
}

GtkWidget *
tsu_slip_guess_new (TsuDesk *desk)
{
  TsuSlipGuess *self = g_object_new (TSU_TYPE_SLIP_GUESS, NULL);

  self->desk = g_object_ref (desk);
  make_buttons (self);
  self->themes = TSU_STRIP (tsu_strip_new (_ ("Themes"), TRUE));
  g_signal_connect_object (self->themes, "changed", G_CALLBACK (themes_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->themes, "done", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->themes));
  set_district (self, NULL, NULL);
  set_themes (self, NULL, NULL);
  return GTK_WIDGET (self);
}

/**
 * tsu_slip_guess_show:
 * @form: what to show; asks for a guess where nothing was chosen
 */
void
tsu_slip_guess_show (TsuSlipGuess *self, const TsuSlipForm *form)
{
  self->district_by_hand = form->district_by_hand;
  self->themes_by_hand = form->themes_by_hand;
  set_district (self, form->district, form->district_name);
  set_themes (self, form->themes, form->theme_names);
  g_clear_pointer (&self->text, g_free);
  tsu_slip_guess_ask (self, form->what, form->actor);
}

/**
 * tsu_slip_guess_read:
 * @form: gets district and themes
 */
void
tsu_slip_guess_read (TsuSlipGuess *self, TsuSlipForm *form)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  g_free (form->district);
  form->district = g_strdup (self->district);
  g_free (form->district_name);
  form->district_name = g_strdup (self->district_name);
  form->district_by_hand = self->district_by_hand;
  g_strfreev (form->themes);
  form->themes = tsu_strip_dup_codes (self->themes);
  for (guint i = 0; form->themes[i]; i++)
    g_strv_builder_add (names, g_hash_table_lookup (self->names, form->themes[i]));
  g_strfreev (form->theme_names);
  form->theme_names = g_strv_builder_end (names);
  form->themes_by_hand = self->themes_by_hand;
}

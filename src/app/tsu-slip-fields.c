/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The fields of a counter slip. The form is kept up with every key, so that whoever wants the
 * draft never has to ask the widgets.
 */

#include "config.h"

#include "tsu-slip-fields.h"

#include "tsu-columns.h"
#include "tsu-slip-date.h"
#include "tsu-slip-edits.h"
#include "tsu-slip-guess.h"
#include "tsu-slip-who.h"
#include "tsu-strip.h"

#include <glib/gi18n.h>

enum {
  FIELD_WHO,
  FIELD_WHAT,
  FIELD_CHANNEL,
  FIELD_ROUTE,
  FIELD_SUBJECTS,
  FIELD_RESULT,
  FIELD_CONSENT,
  FIELD_PURPOSES,
  FIELD_WISH,
  FIELD_PERSONS,
  FIELD_GUESS,
  FIELD_FOLLOW_UP,
  N_FIELDS,
};

/* Those choices of the wish that have a name beside their number. */
static const char *const wishes[] = { "record", "need", "offer", "both" };

/* What is asked at the counter; consents to be listed or photographed are asked elsewhere. */
static const char *const consents[] = { "introduce", "ask-first", "never", "ward-office", NULL };

struct _TsuSlipFields {
  GtkWidget parent_instance;

  /* owned */
  TsuDesk *desk;
  TsuSlipForm *form;

  /* owned through the widget tree */
  GtkWidget *columns;
  GtkWidget *fields[N_FIELDS]; /* in the order of the Tab key */
  GtkWidget *what_frame;
  GtkWidget *will_be;

  gboolean filling;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (TsuSlipFields, tsu_slip_fields, GTK_TYPE_WIDGET)

/* --- from the widgets to the form --- */

static void
replace (char **place, const char *text)
{
  char *copy = text && *text ? g_strdup (text) : NULL;

  g_free (*place);
  *place = copy;
}

static void
read_strip (TsuSlipFields *self, int field, char **place)
{
  replace (place, tsu_strip_get_code (TSU_STRIP (self->fields[field])));
}

static void
read_several (TsuSlipFields *self, int field, char ***place)
{
  g_strfreev (*place);
  *place = tsu_strip_dup_codes (TSU_STRIP (self->fields[field]));
}

static void
read_what (TsuSlipFields *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->fields[FIELD_WHAT]));
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
  replace (&self->form->what, text);
}

static TsuSlipWish
read_wish (TsuSlipFields *self)
{
  const char *code = tsu_strip_get_code (TSU_STRIP (self->fields[FIELD_WISH]));

  for (guint i = 0; i < G_N_ELEMENTS (wishes); i++) {
    if (g_strcmp0 (code, wishes[i]) == 0)
      return (TsuSlipWish) i;
  }
  return TSU_SLIP_RECORD;
}

static void
read_all (TsuSlipFields *self)
{
  TsuSlipForm *form = self->form;
  TsuSlipWho *who = TSU_SLIP_WHO (self->fields[FIELD_WHO]);

  replace (&form->actor, tsu_slip_who_get_actor (who));
  replace (&form->name, tsu_slip_who_get_name (who));
  read_what (self);
  read_strip (self, FIELD_CHANNEL, &form->channel);
  read_strip (self, FIELD_ROUTE, &form->route);
  read_several (self, FIELD_SUBJECTS, &form->subjects);
  read_strip (self, FIELD_RESULT, &form->result);
  read_strip (self, FIELD_CONSENT, &form->consent);
  read_several (self, FIELD_PURPOSES, &form->purposes);
  form->wish = read_wish (self);
  form->persons = gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->fields[FIELD_PERSONS]));
  tsu_slip_guess_read (TSU_SLIP_GUESS (self->fields[FIELD_GUESS]), form);
  replace (&form->follow_up, tsu_slip_date_get (TSU_SLIP_DATE (self->fields[FIELD_FOLLOW_UP])));
}

static void
show_what_it_will_be (TsuSlipFields *self)
{
  g_autofree char *wish = tsu_slip_edits_describe_wish (self->form);
  /* Translators: %s lists needs and offers with their kinds of help. */
  g_autofree char *line = *wish ? g_strdup_printf (_ ("Will make: %s"), wish) : g_strdup ("");

  gtk_label_set_label (GTK_LABEL (self->will_be), line);
  gtk_widget_set_visible (self->will_be, *line != '\0');
}

static void
changed_cb (TsuSlipFields *self)
{
  if (self->filling)
    return;
  read_all (self);
  show_what_it_will_be (self);
  gtk_widget_remove_css_class (self->what_frame, "missing");
  tsu_slip_guess_ask (TSU_SLIP_GUESS (self->fields[FIELD_GUESS]), self->form->what,
                      self->form->actor);
  g_signal_emit (self, changed_signal, 0);
}

/* --- from field to field --- */

static void
done_cb (TsuSlipFields *self, GtkWidget *field)
{
  for (int i = 0; i < N_FIELDS - 1; i++) {
    if (self->fields[i] == field)
      gtk_widget_grab_focus (self->fields[i + 1]);
  }
}

static int
find_focus (TsuSlipFields *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  for (int i = 0; focus && i < N_FIELDS; i++) {
    if (focus == self->fields[i] || gtk_widget_is_ancestor (focus, self->fields[i]))
      return i;
  }
  return -1;
}

/* The order of a conversation: GTK's own would go by the columns' middles. */
static gboolean
tsu_slip_fields_focus (GtkWidget *widget, GtkDirectionType direction)
{
  TsuSlipFields *self = TSU_SLIP_FIELDS (widget);
  int step = direction == GTK_DIR_TAB_BACKWARD ? -1 : 1;
  int at = find_focus (self);

  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return GTK_WIDGET_CLASS (tsu_slip_fields_parent_class)->focus (widget, direction);
  if (at < 0)
    at = step > 0 ? 0 : N_FIELDS - 1;
  for (; at >= 0 && at < N_FIELDS; at += step) {
    if (gtk_widget_child_focus (self->fields[at], direction))
      return TRUE;
  }
  return FALSE;
}

static gboolean
tsu_slip_fields_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (TSU_SLIP_FIELDS (widget)->fields[FIELD_WHO]);
}

/* --- building --- */

static void
add (TsuSlipFields *self, GtkWidget *column, int field, const char *label, GtkWidget *widget)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *title = gtk_label_new_with_mnemonic (label);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_mnemonic_widget (GTK_LABEL (title), widget);
  gtk_widget_add_css_class (title, "slip-title");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), field == FIELD_WHAT ? self->what_frame : widget);
  gtk_box_append (GTK_BOX (column), box);
  self->fields[field] = widget;
}

static GtkWidget *
make_strip (TsuSlipFields *self,
            const char *name,
            const TsuVocabulary *vocabulary,
            const char *const *codes,
            gboolean several)
{
  GtkWidget *strip = tsu_strip_new (name, several);

  if (vocabulary)
    tsu_strip_add_terms (TSU_STRIP (strip), vocabulary, codes);
  g_signal_connect_object (strip, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (strip, "done", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
  return strip;
}

static GtkWidget *
make_who (TsuSlipFields *self)
{
  GtkWidget *who = tsu_slip_who_new (self->desk);

  g_signal_connect_object (who, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (who, "done", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
  return who;
}

static GtkWidget *
make_what (TsuSlipFields *self)
{
  GtkWidget *view = gtk_text_view_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 10);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 10);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 8);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), 8);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What was said"), -1);
  g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 150);
  gtk_widget_add_css_class (scroller, "slip-what");
  self->what_frame = scroller;
  return view;
}

static GtkWidget *
make_persons (TsuSlipFields *self)
{
  GtkWidget *persons = gtk_spin_button_new_with_range (1, 999, 1);

  gtk_widget_set_halign (persons, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (persons), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("How many came"), -1);
  g_signal_connect_object (persons, "value-changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  return persons;
}

static GtkWidget *
make_wish (TsuSlipFields *self)
{
  GtkWidget *strip = make_strip (self, _ ("Make of it"), NULL, NULL, FALSE);

  tsu_strip_add (TSU_STRIP (strip), "record", _ ("Only the record"));
  tsu_strip_add (TSU_STRIP (strip), "need", _ ("A need"));
  tsu_strip_add (TSU_STRIP (strip), "offer", _ ("An offer"));
  tsu_strip_add (TSU_STRIP (strip), "both", _ ("As the subjects say"));
  return strip;
}

static GtkWidget *
make_guess (TsuSlipFields *self)
{
  GtkWidget *guess = tsu_slip_guess_new (self->desk);

  g_signal_connect_object (guess, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (guess, "done", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
  return guess;
}

static GtkWidget *
make_follow_up (TsuSlipFields *self)
{
  GtkWidget *date = tsu_slip_date_new (self->desk);

  g_signal_connect_object (date, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (date, "done", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
  return date;
}

static GtkWidget *
add_column (TsuSlipFields *self)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);

  gtk_box_append (GTK_BOX (self->columns), column);
  return column;
}

static GtkWidget *
make_hint (void)
{
  GtkWidget *hint = gtk_label_new (
    _ ("A number chooses and goes on. Tab goes to the next field, Ctrl+Enter saves, Escape goes "
       "back; what is written stays."));

  gtk_label_set_xalign (GTK_LABEL (hint), 0);
  gtk_label_set_wrap (GTK_LABEL (hint), TRUE);
  gtk_widget_add_css_class (hint, "secondary");
  gtk_widget_add_css_class (hint, "small");
  return hint;
}

static void
build (TsuSlipFields *self)
{
  GtkWidget *left = add_column (self);
  GtkWidget *right = add_column (self);

  add (self, left, FIELD_WHO, _ ("_Who"), make_who (self));
  add (self, left, FIELD_WHAT, _ ("What was sai_d"), make_what (self));
  add (self, left, FIELD_CHANNEL,
       _ ("_Form"), make_strip (self, _ ("Form"), &tsu_channels, NULL, FALSE));
  add (self, left, FIELD_ROUTE,
       _ ("_Route"), make_strip (self, _ ("Route"), &tsu_routes, NULL, FALSE));
  add (self, left, FIELD_SUBJECTS,
       _ ("S_ubjects"), make_strip (self, _ ("Subjects"), &tsu_subjects, NULL, TRUE));
  add (self, right, FIELD_RESULT,
       _ ("Resul_t"), make_strip (self, _ ("Result"), &tsu_results, NULL, FALSE));
  add (self, right, FIELD_CONSENT,
       _ ("_Consent to introductions"),
          make_strip (self, _ ("Consent to introductions"), &tsu_consents, consents, FALSE));
  add (self, right, FIELD_PURPOSES,
       _ ("Consent is f_or"),
          make_strip (self, _ ("Consent is for"), &tsu_consent_purposes, NULL, TRUE));
  add (self, right, FIELD_WISH, _ ("_Make of it"), make_wish (self));
  self->will_be = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->will_be), 0);
  gtk_label_set_wrap (GTK_LABEL (self->will_be), TRUE);
  gtk_widget_add_css_class (self->will_be, "secondary");
  gtk_widget_set_visible (self->will_be, FALSE);
  gtk_box_append (GTK_BOX (right), self->will_be);
  add (self, right, FIELD_PERSONS, _ ("_How many came"), make_persons (self));
  add (self, right, FIELD_GUESS, _ ("Distr_ict and themes"), make_guess (self));
  add (self, right, FIELD_FOLLOW_UP, _ ("Ne_xt contact"), make_follow_up (self));
  gtk_box_append (GTK_BOX (right), make_hint ());
}

/* --- the widget --- */

static void
tsu_slip_fields_dispose (GObject *object)
{
  TsuSlipFields *self = TSU_SLIP_FIELDS (object);

  self->filling = TRUE;
  g_clear_pointer (&self->columns, gtk_widget_unparent);
  g_clear_pointer (&self->form, tsu_slip_form_free);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (tsu_slip_fields_parent_class)->dispose (object);
}

static void
tsu_slip_fields_class_init (TsuSlipFieldsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tsu_slip_fields_dispose;
  widget_class->focus = tsu_slip_fields_focus;
  widget_class->grab_focus = tsu_slip_fields_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  changed_signal = g_signal_new ("changed", TSU_TYPE_SLIP_FIELDS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
tsu_slip_fields_init (TsuSlipFields *self)
{
  self->columns = tsu_columns_box_new ();
  gtk_widget_set_parent (self->columns, GTK_WIDGET (self));
}

/**
 * tsu_slip_fields_new:
 *
 * Returns: (transfer floating): the fields of an empty slip
 */
GtkWidget *
tsu_slip_fields_new (TsuDesk *desk)
{
  TsuSlipFields *self = g_object_new (TSU_TYPE_SLIP_FIELDS, NULL);

  self->desk = g_object_ref (desk);
  self->filling = TRUE;
  build (self);
  self->filling = FALSE;
  tsu_slip_fields_take_form (self, tsu_slip_form_new (g_get_real_time () / 1000));
  return GTK_WIDGET (self);
}

static void
show_strip (TsuSlipFields *self, int field, const char *code)
{
  tsu_strip_set_code (TSU_STRIP (self->fields[field]), code);
}

/**
 * tsu_slip_fields_take_form:
 * @form: (transfer full): what the fields show from now on
 */
void
tsu_slip_fields_take_form (TsuSlipFields *self, TsuSlipForm *form)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->fields[FIELD_WHAT]));

  g_clear_pointer (&self->form, tsu_slip_form_free);
  self->form = form;
  self->filling = TRUE;
  tsu_slip_who_set (TSU_SLIP_WHO (self->fields[FIELD_WHO]), form->actor, form->name);
  gtk_text_buffer_set_text (buffer, form->what ? form->what : "", -1);
  show_strip (self, FIELD_CHANNEL, form->channel);
  show_strip (self, FIELD_ROUTE, form->route);
  tsu_strip_set_codes (TSU_STRIP (self->fields[FIELD_SUBJECTS]),
                       (const char *const *) form->subjects);
  show_strip (self, FIELD_RESULT, form->result);
  show_strip (self, FIELD_CONSENT, form->consent);
  tsu_strip_set_codes (TSU_STRIP (self->fields[FIELD_PURPOSES]),
                       (const char *const *) form->purposes);
  show_strip (self, FIELD_WISH, wishes[form->wish]);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->fields[FIELD_PERSONS]), (double) form->persons);
  tsu_slip_guess_show (TSU_SLIP_GUESS (self->fields[FIELD_GUESS]), form);
  tsu_slip_date_set (TSU_SLIP_DATE (self->fields[FIELD_FOLLOW_UP]), form->follow_up);
  self->filling = FALSE;
  show_what_it_will_be (self);
}

/**
 * tsu_slip_fields_get_form:
 *
 * Returns: (transfer none): what is on the slip now
 */
const TsuSlipForm *
tsu_slip_fields_get_form (TsuSlipFields *self)
{
  return self->form;
}

/**
 * tsu_slip_fields_focus_what:
 *
 * Goes to the one field that must be filled, and shows that it is.
 */
void
tsu_slip_fields_focus_what (TsuSlipFields *self)
{
  gtk_widget_add_css_class (self->what_frame, "missing");
  gtk_widget_grab_focus (self->fields[FIELD_WHAT]);
}

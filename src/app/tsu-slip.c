/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The counter slip: draft, saving, and what is shown when it is saved.
 */

#include "config.h"

#include "tsu-slip.h"

#include "tsu-page-stack.h"
#include "tsu-pane.h"
#include "tsu-slip-done.h"
#include "tsu-slip-fields.h"
#include "tsu-slip-job.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define WIDEST 1180 /* px */
#define PAUSE 200   /* ms after a key until the draft is kept */

/* What has become of a saved consultation. */
enum {
  HERE = 1,
  GONE,
};

struct _TsuSlip {
  GtkWidget parent_instance;

  /* owned */
  TsuDesk *desk;
  GSimpleActionGroup *actions;
  TsuSlipForm *cleared; /* what was cleared away, until something else is written */

  guint keeping; /* source */
  gboolean saving;

  /* owned through the widget tree */
  TsuPane *pane;
  GtkStack *stack; /* "form", "done" */
  TsuSlipFields *fields;
  TsuSlipDone *done;
  GtkWidget *save_button;
  GtkWidget *next_button;
  GtkWidget *clear_button;
};

static guint closed_signal;

G_DEFINE_FINAL_TYPE (TsuSlip, tsu_slip, GTK_TYPE_WIDGET)

static gboolean
is_done (TsuSlip *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "done") == 0;
}

static void
update (TsuSlip *self)
{
  gboolean empty = tsu_slip_form_is_empty (tsu_slip_fields_get_form (self->fields));

  gtk_widget_set_visible (self->save_button, !is_done (self));
  gtk_widget_set_visible (self->next_button, is_done (self));
  gtk_widget_set_visible (self->clear_button, !is_done (self) && (!empty || self->cleared));
  tsu_pane_set_title (self->pane, _ ("Counter slip"),
                                     empty || is_done (self) ? NULL : _ ("Draft kept"));
  gtk_button_set_label (GTK_BUTTON (self->clear_button),
                        empty ? _ ("Put back what was cleared") : _ ("Clear"));
}

/* --- the draft --- */

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuDesk) desk = data;
  g_autoptr (GError) error = NULL;

  if (!tsu_store_call_finish (TSU_STORE (source), result, &error))
    tsu_desk_fail (desk, error);
}

static void
keep (TsuSlip *self)
{
  const TsuSlipForm *form = tsu_slip_fields_get_form (self->fields);
  char *text = tsu_slip_form_is_empty (form) ? g_strdup ("") : tsu_slip_form_to_text (form);

  g_clear_handle_id (&self->keeping, g_source_remove);
  tsu_store_write_async (tsu_desk_get_store (self->desk), tsu_slip_job_keep, text, g_free, NULL,
                         NULL, kept_cb, g_object_ref (self->desk));
}

static gboolean
keep_cb (gpointer data)
{
  TsuSlip *self = data;

  self->keeping = 0;
  keep (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (TsuSlip *self)
{
  if (!tsu_slip_form_is_empty (tsu_slip_fields_get_form (self->fields)))
    g_clear_pointer (&self->cleared, tsu_slip_form_free);
  update (self);
  /* Not put off by the next key: somebody who types without a pause must not lose a page. */
  if (!self->keeping)
    self->keeping = g_timeout_add (PAUSE, keep_cb, self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuSlip) self = data;
  g_autoptr (GError) error = NULL;
  TsuSlipForm *form = tsu_store_call_finish (TSU_STORE (source), result, &error);

  if (!self->pane)
    g_clear_pointer (&form, tsu_slip_form_free);
  else if (!form)
    tsu_desk_fail (self->desk, error);
  else if (tsu_slip_form_is_empty (tsu_slip_fields_get_form (self->fields)))
    tsu_slip_fields_take_form (self->fields, form);
  else
    tsu_slip_form_free (form); /* whoever types before it has come goes first */
  if (self->pane)
    update (self);
}

/* --- saving --- */

static void
begin_anew (TsuSlip *self)
{
  tsu_slip_fields_take_form (self->fields, tsu_slip_form_new (g_get_real_time () / 1000));
  gtk_stack_set_visible_child_name (self->stack, "form");
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->fields));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuSlip) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) made = tsu_store_call_finish (TSU_STORE (source), result, &error);

  if (!self->pane)
    return;
  self->saving = FALSE;
  if (!made) {
    tsu_desk_fail (self->desk, error);
    return;
  }
  tsu_slip_done_show (self->done, tsu_slip_fields_get_form (self->fields), made);
  gtk_stack_set_visible_child_name (self->stack, "done");
  tsu_desk_say (self->desk, _ ("The consultation was saved"), TRUE);
  update (self);
  gtk_widget_grab_focus (self->next_button);
}

/* --- a slip whose saving was taken back --- */

static gpointer
gone_job (TsuLedger *ledger, gpointer data, GCancellable *cancel, GError **error)
{
  g_autoptr (TsuRecord) record = tsu_ledger_get (ledger, data, error);

  return record ? GINT_TO_POINTER (tsu_record_is_deleted (record) ? GONE : HERE) : NULL;
}

static void
gone_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuSlip) self = data;
  gpointer state = tsu_store_call_finish (TSU_STORE (source), result, NULL);

  if (!self->pane || !is_done (self) || GPOINTER_TO_INT (state) != GONE)
    return;
  /* The words go on, as another consultation: the one that was taken back keeps its history. */
  tsu_slip_fields_take_form (self->fields,
                             tsu_slip_form_copy_anew (tsu_slip_fields_get_form (self->fields)));
  gtk_stack_set_visible_child_name (self->stack, "form");
  update (self);
  keep (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->fields));
}

static void
store_changed_cb (TsuSlip *self)
{
  if (is_done (self))
    tsu_store_read_async (tsu_desk_get_store (self->desk), gone_job,
                          g_strdup (tsu_slip_fields_get_form (self->fields)->id), g_free, NULL,
                          NULL, gone_cb, g_object_ref (self));
}

/* --- actions --- */

static void
save_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  TsuSlip *self = data;
  const TsuSlipForm *form;

  if (self->saving || is_done (self))
    return;
  /* Leaving a field takes what is typed in it. */
  gtk_widget_grab_focus (self->save_button);
  form = tsu_slip_fields_get_form (self->fields);
  if (!form->what) {
    tsu_slip_fields_focus_what (self->fields);
    tsu_desk_say (self->desk, _ ("Write down in a word or two what was said, then save."), FALSE);
    return;
  }
  self->saving = TRUE;
  g_clear_handle_id (&self->keeping, g_source_remove);
  tsu_store_write_async (tsu_desk_get_store (self->desk), tsu_slip_job_save,
                         tsu_slip_form_copy (form), (GDestroyNotify) tsu_slip_form_free,
                         (GDestroyNotify) g_ptr_array_unref, NULL, saved_cb, g_object_ref (self));
}

static void
close_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  TsuSlip *self = data;

  if (!is_done (self)) {
    gtk_widget_grab_focus (self->save_button);
    keep (self);
  }
  g_signal_emit (self, closed_signal, 0);
}

static void
clear_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  TsuSlip *self = data;
  TsuSlipForm *back = g_steal_pointer (&self->cleared);

  if (back) {
    tsu_slip_fields_take_form (self->fields, back);
  } else {
    self->cleared = tsu_slip_form_copy (tsu_slip_fields_get_form (self->fields));
    begin_anew (self);
  }
  update (self);
  keep (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->fields));
}

static const GActionEntry entries[] = {
  { "save", save_cb },
  { "close", close_cb },
  { "clear", clear_cb },
};

/* --- the widget --- */

static void
tsu_slip_dispose (GObject *object)
{
  TsuSlip *self = TSU_SLIP (object);

  if (self->keeping)
    keep (self);
  if (self->pane)
    gtk_widget_unparent (GTK_WIDGET (self->pane));
  self->pane = NULL;
  g_clear_pointer (&self->cleared, tsu_slip_form_free);
  g_clear_object (&self->actions);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (tsu_slip_parent_class)->dispose (object);
}

static void
tsu_slip_class_init (TsuSlipClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tsu_slip_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "slip.close", NULL);
  closed_signal =
    g_signal_new ("closed", TSU_TYPE_SLIP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

/* Before the text view sees it, to which every Enter is a new line. */
static void
add_save_key (TsuSlip *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  static const char *const triggers[] = { "<Control>Return", "<Control>KP_Enter" };

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < G_N_ELEMENTS (triggers); i++)
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                          gtk_shortcut_new (gtk_shortcut_trigger_parse_string (
                                                              triggers[i]),
                                                            gtk_named_action_new ("slip.save")));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
tsu_slip_init (TsuSlip *self)
{
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "slip", G_ACTION_GROUP (self->actions));
  add_save_key (self);
}

static GtkWidget *
make_button (const char *label, const char *tip, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_tooltip_text (button, tip);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static void
build_header (TsuSlip *self)
{
  GtkWidget *back = gtk_button_new_from_icon_name ("go-previous-symbolic");

  gtk_widget_set_tooltip_text (back, _ ("Back; what is written stays here (Escape)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (back), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Back"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (back), "slip.close");
  tsu_pane_pack_start (self->pane, back);

  self->save_button =
    make_button (_ ("Save"), _ ("Save and look for ties (Ctrl+Enter)"), "slip.save");
  gtk_widget_add_css_class (self->save_button, "suggested-action");
  tsu_pane_pack_end (self->pane, self->save_button);
  self->next_button = make_button (_ ("Next slip"), _ ("Next slip (Ctrl+N)"), "win.slip");
  gtk_widget_add_css_class (self->next_button, "suggested-action");
  tsu_pane_pack_end (self->pane, self->next_button);
}

static GtkWidget *
wrap (GtkWidget *child, int widest)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  gtk_widget_add_css_class (child, "slip");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), widest);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), widest);
  adw_clamp_set_child (ADW_CLAMP (clamp), child);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  return scroller;
}

static GtkWidget *
build_form (TsuSlip *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  self->fields = TSU_SLIP_FIELDS (tsu_slip_fields_new (self->desk));
  self->clear_button = make_button (_ ("Clear"), _ ("Begin with an empty slip"), "slip.clear");
  gtk_widget_set_halign (self->clear_button, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->fields));
  gtk_box_append (GTK_BOX (box), self->clear_button);
  g_signal_connect_object (self->fields, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  return wrap (box, WIDEST);
}

/**
 * tsu_slip_new:
 *
 * Returns: (transfer floating): a slip with the draft that was left on it
 */
GtkWidget *
tsu_slip_new (TsuDesk *desk)
{
  TsuSlip *self = g_object_new (TSU_TYPE_SLIP, NULL);

  self->desk = g_object_ref (desk);
  self->pane = TSU_PANE (tsu_pane_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->pane), GTK_WIDGET (self));
  build_header (self);
  self->done = TSU_SLIP_DONE (tsu_slip_done_new (desk));
  self->stack = tsu_page_stack_new ();
  gtk_stack_add_named (self->stack, build_form (self), "form");
  gtk_stack_add_named (self->stack, wrap (GTK_WIDGET (self->done), 760), "done");
  tsu_pane_set_child (self->pane, GTK_WIDGET (self->stack));
  update (self);
  g_signal_connect_object (tsu_desk_get_store (desk), "changed", G_CALLBACK (store_changed_cb),
                           self, G_CONNECT_SWAPPED);
  tsu_store_read_async (tsu_desk_get_store (desk), tsu_slip_job_load, NULL, NULL,
                        (GDestroyNotify) tsu_slip_form_free, NULL, loaded_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}

/**
 * tsu_slip_begin:
 *
 * Goes on with what is on the slip, or begins the next one where the last was saved.
 */
void
tsu_slip_begin (TsuSlip *self)
{
  if (is_done (self))
    begin_anew (self);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->fields));
}

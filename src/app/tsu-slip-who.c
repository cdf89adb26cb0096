/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who has come to the counter. What was typed and not picked is the name of somebody new, so that
 * nothing typed is lost when the next field is gone to; only Enter picks somebody who is there,
 * because a wrong person is worse than one to be joined later.
 */

#include "config.h"

#include "tsu-slip-who.h"

#include "tsu-summary.h"

#include <glib/gi18n.h>

#define MOST 5    /* people offered at a time */
#define LETTERS 2 /* from so many on they are looked for */
#define WHO "tsu-who"
#define NAME "tsu-name"

struct _TsuSlipWho {
  GtkWidget parent_instance;

  /* owned */
  TsuDesk *desk;
  GCancellable *asking;
  char *actor; /* id; NULL for somebody new or nobody */
  char *name;
  char *listed; /* the words that the list answers */

  gboolean picking; /* Enter came before the list */

  /* owned through the widget tree */
  GtkWidget *box;
  GtkWidget *entry;
  GtkWidget *list;
  GtkWidget *chosen;
  GtkWidget *chosen_icon;
  GtkWidget *chosen_name;
  GtkWidget *clear;
};

enum {
  SIGNAL_CHANGED,
  SIGNAL_DONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TsuSlipWho, tsu_slip_who, GTK_TYPE_WIDGET)

static const char *
get_words (TsuSlipWho *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

static void
clear_list (TsuSlipWho *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  gtk_widget_set_visible (self->list, FALSE);
  g_clear_pointer (&self->listed, g_free);
}

static void
show_chosen (TsuSlipWho *self)
{
  g_autofree char *name = NULL;

  gtk_widget_set_visible (self->entry, !self->name);
  gtk_widget_set_visible (self->chosen, self->name != NULL);
  if (!self->name)
    return;
  /* Translators: %s is the name of somebody who is not in the ledger yet. */
  name = self->actor ? g_strdup (self->name) : g_strdup_printf (_ ("%s (new)"), self->name);
  gtk_label_set_label (GTK_LABEL (self->chosen_name), name);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->chosen_icon),
                                self->actor ? "tsu-person-symbolic" : "list-add-symbolic");
}

static void
take (TsuSlipWho *self, const char *id, const char *name)
{
  tsu_slip_who_set (self, id, name);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* --- the people that could be meant --- */

static GtkWidget *
make_row (const char *icon, const char *title, const char *details, const char *id)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *more = gtk_label_new (details);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (more), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (more), 0);
  gtk_widget_set_hexpand (more, TRUE);
  gtk_widget_add_css_class (more, "secondary");
  gtk_widget_add_css_class (more, "small");
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), more);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data_full (G_OBJECT (row), WHO, g_strdup (id), g_free);
  return row;
}

static gpointer
find_job (TsuLedger *ledger, gpointer data, GCancellable *cancel, GError **error)
{
  const TsuType *type = tsu_schema_find_type ("actor");
  g_autoptr (TsuListQuery) query = tsu_list_query_new (type);
  TsuSummaryStyle style = { 0 };
  g_autoptr (GArray) keys = NULL;
  g_autoptr (GPtrArray) records = NULL;

  tsu_list_query_set_words (query, data);
  tsu_list_query_set_order (query, TSU_ORDER_RANK, NULL, FALSE);
  tsu_list_query_set_limit (query, MOST);
  keys = tsu_ledger_list (ledger, query, cancel, error);
  if (!keys)
    return NULL;
  records =
    tsu_ledger_get_many (ledger, type, (const gint64 *) (gpointer) keys->data, keys->len, error);
  return records ? tsu_summary_new_many (ledger, records, &style) : NULL;
}

static void
add_newcomer (TsuSlipWho *self)
{
  /* Translators: %s is the name of somebody who is not in the ledger yet. */
  g_autofree char *title = g_strdup_printf (_ ("Register “%s” as new"), get_words (self));

  gtk_list_box_append (GTK_LIST_BOX (self->list),
                       make_row ("list-add-symbolic", title, NULL, NULL));
}

static void take_row (TsuSlipWho *self, GtkListBoxRow *row);

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuSlipWho) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = tsu_store_call_finish (TSU_STORE (source), result, &error);
  GtkListBox *list = GTK_LIST_BOX (self->list);

  if (!self->box || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  clear_list (self);
  for (guint i = 0; found && i < found->len; i++) {
    const TsuSummary *summary = found->pdata[i];
    g_autofree char *details = g_strjoin ("　", summary->reading ? summary->reading : "",
                                          summary->details ? summary->details : "", NULL);

    gtk_list_box_append (list, make_row (summary->icon, summary->title, details, summary->id));
    g_object_set_data_full (G_OBJECT (gtk_widget_get_last_child (self->list)), NAME,
                            g_strdup (summary->title), g_free);
  }
  add_newcomer (self);
  gtk_list_box_select_row (list, gtk_list_box_get_row_at_index (list, 0));
  gtk_widget_set_visible (self->list, TRUE);
  self->listed = g_strdup (get_words (self));
  if (self->picking)
    take_row (self, gtk_list_box_get_selected_row (list));
}

/* One kanji is a name more often than one kana is. */
static gboolean
is_worth_finding (const char *words)
{
  return g_utf8_strlen (words, -1) >= LETTERS || g_utf8_get_char (words) >= 0x3400;
}

static void
search_cb (TsuSlipWho *self)
{
  const char *words = get_words (self);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  if (!is_worth_finding (words)) {
    clear_list (self);
    return;
  }
  self->asking = g_cancellable_new ();
  tsu_store_read_async (tsu_desk_get_store (self->desk), find_job, g_strdup (words), g_free,
                        (GDestroyNotify) g_ptr_array_unref, self->asking, found_cb,
                        g_object_ref (self));
}

/* --- picking --- */

static void
take_row (TsuSlipWho *self, GtkListBoxRow *row)
{
  const char *id = row ? g_object_get_data (G_OBJECT (row), WHO) : NULL;
  const char *name = row ? g_object_get_data (G_OBJECT (row), NAME) : NULL;
  g_autofree char *typed = g_strstrip (g_strdup (get_words (self)));
  g_autofree char *kept = g_strdup (id);
  g_autofree char *called = g_strdup (id ? name : typed);

  self->picking = FALSE;
  if (*called)
    take (self, kept, called);
  g_signal_emit (self, signals[SIGNAL_DONE], 0);
}

static void
row_cb (TsuSlipWho *self, GtkListBoxRow *row)
{
  take_row (self, row);
}

/* Whoever types fast presses Enter before the list has come; it is waited for then. */
static void
activate_cb (TsuSlipWho *self)
{
  if (is_worth_finding (get_words (self)) && g_strcmp0 (self->listed, get_words (self)) != 0) {
    self->picking = TRUE;
    search_cb (self);
    return;
  }
  take_row (self, gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list)));
}

/* Somebody new, unless the name is that of the one person who has it. */
static void
leave_cb (TsuSlipWho *self)
{
  g_autofree char *typed = self->box ? g_strstrip (g_strdup (get_words (self))) : NULL;
  GtkListBoxRow *same = NULL;
  int n_same = 0;

  if (!typed || !*typed || self->name || self->picking)
    return;
  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row;
       row = gtk_widget_get_next_sibling (row)) {
    if (g_strcmp0 (g_object_get_data (G_OBJECT (row), NAME), typed) == 0) {
      same = GTK_LIST_BOX_ROW (row);
      n_same++;
    }
  }
  take (self, n_same == 1 ? g_object_get_data (G_OBJECT (same), WHO) : NULL, typed);
}

static void
clear_cb (TsuSlipWho *self)
{
  take (self, NULL, NULL);
  gtk_widget_grab_focus (self->entry);
}

static gboolean
key_cb (TsuSlipWho *self, guint key)
{
  GtkListBox *list = GTK_LIST_BOX (self->list);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (list);

  if (key != GDK_KEY_Down && key != GDK_KEY_Up)
    return GDK_EVENT_PROPAGATE;
  if (!row)
    return GDK_EVENT_PROPAGATE;
  row = gtk_list_box_get_row_at_index (list, gtk_list_box_row_get_index (row) +
                                               (key == GDK_KEY_Down ? 1 : -1));
  if (row)
    gtk_list_box_select_row (list, row);
  return GDK_EVENT_STOP;
}

static gboolean
chosen_key_cb (TsuSlipWho *self, guint key)
{
  if (key == GDK_KEY_BackSpace || key == GDK_KEY_Delete) {
    clear_cb (self);
    return GDK_EVENT_STOP;
  }
  if (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter) {
    g_signal_emit (self, signals[SIGNAL_DONE], 0);
    return GDK_EVENT_STOP;
  }
  return GDK_EVENT_PROPAGATE;
}

/* A search entry keeps Escape to itself, which goes back from everywhere else on the slip. */
static void
stop_cb (TsuSlipWho *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "slip.close", NULL);
}

/* --- the widget --- */

static gboolean
tsu_slip_who_grab_focus (GtkWidget *widget)
{
  TsuSlipWho *self = TSU_SLIP_WHO (widget);

  return gtk_widget_grab_focus (self->name ? self->clear : self->entry);
}

static void
tsu_slip_who_dispose (GObject *object)
{
  TsuSlipWho *self = TSU_SLIP_WHO (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->actor, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->listed, g_free);

  G_OBJECT_CLASS (tsu_slip_who_parent_class)->dispose (object);
}

static void
tsu_slip_who_class_init (TsuSlipWhoClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tsu_slip_who_dispose;
  widget_class->grab_focus = tsu_slip_who_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", TSU_TYPE_SLIP_WHO, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_DONE] = g_signal_new ("done", TSU_TYPE_SLIP_WHO, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 0);
}

static void
make_entry (TsuSlipWho *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->entry = gtk_search_entry_new ();
  gtk_search_entry_set_search_delay (GTK_SEARCH_ENTRY (self->entry), 60);
  g_object_set (self->entry, "placeholder-text",
                _ ("Name or reading; leave open if it is not said"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Who has come"), -1);
  g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (search_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (activate_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "stop-search", G_CALLBACK (stop_cb), self,
                           G_CONNECT_SWAPPED);
  /* Behind the text, so that an input method has the arrows while it converts. */
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->entry, keys);
  g_signal_connect_object (focus, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->entry, focus);
}

static void
make_chosen (TsuSlipWho *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->chosen = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  self->chosen_icon = gtk_image_new ();
  self->chosen_name = gtk_label_new (NULL);
  self->clear = gtk_button_new_from_icon_name ("edit-clear-symbolic");
  gtk_label_set_xalign (GTK_LABEL (self->chosen_name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->chosen_name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->chosen_name, TRUE);
  gtk_widget_add_css_class (self->chosen, "slip-chosen");
  gtk_widget_add_css_class (self->clear, "flat");
  gtk_widget_set_tooltip_text (self->clear, _ ("Somebody else (Backspace)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->clear), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Somebody else"), -1);
  g_signal_connect_object (self->clear, "clicked", G_CALLBACK (clear_cb), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (chosen_key_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->clear, keys);
  gtk_box_append (GTK_BOX (self->chosen), self->chosen_icon);
  gtk_box_append (GTK_BOX (self->chosen), self->chosen_name);
  gtk_box_append (GTK_BOX (self->chosen), self->clear);
}

static void
tsu_slip_who_init (TsuSlipWho *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  make_entry (self);
  make_chosen (self);
  self->list = gtk_list_box_new ();
  gtk_widget_add_css_class (self->list, "choices");
  gtk_widget_set_focusable (self->list, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("People of that name"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), self->entry);
  gtk_box_append (GTK_BOX (self->box), self->chosen);
  gtk_box_append (GTK_BOX (self->box), self->list);
  clear_list (self);
  show_chosen (self);
}

GtkWidget *
tsu_slip_who_new (TsuDesk *desk)
{
  TsuSlipWho *self = g_object_new (TSU_TYPE_SLIP_WHO, NULL);

  self->desk = g_object_ref (desk);
  return GTK_WIDGET (self);
}

/**
 * tsu_slip_who_set:
 * @id: (nullable): of somebody in the ledger; NULL for somebody new
 * @name: (nullable): their name; NULL for nobody
 */
void
tsu_slip_who_set (TsuSlipWho *self, const char *id, const char *name)
{
  g_autofree char *actor = g_strdup (id);
  char *called = g_strdup (name);

  g_cancellable_cancel (self->asking);
  g_free (self->actor);
  self->actor = g_steal_pointer (&actor);
  g_free (self->name);
  self->name = called;
  self->picking = FALSE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  clear_list (self);
  show_chosen (self);
}

/**
 * tsu_slip_who_get_actor:
 *
 * Returns: (nullable) (transfer none): id of somebody in the ledger
 */
const char *
tsu_slip_who_get_actor (TsuSlipWho *self)
{
  return self->actor;
}

/**
 * tsu_slip_who_get_name:
 *
 * Returns: (transfer none): their name, or what is typed so far
 */
const char *
tsu_slip_who_get_name (TsuSlipWho *self)
{
  return self->name ? self->name : get_words (self);
}

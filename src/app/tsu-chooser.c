/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Choosing values of a field.
 */

#include "config.h"

#include "tsu-chooser.h"

#include "tsu-date-style.h"
#include "tsu-summary.h"
#include "tsu-words.h"

#include <glib/gi18n.h>

#define FEW 10  /* up to so many terms need no entry to find one */
#define MOST 40 /* records offered at a time */
#define ROW_DATA "tsu-choice"

struct _TsuChooser {
  GtkPopover parent_instance;

  /* owned */
  TsuDesk *desk;
  char **chosen;
  char *clear_label;
  GCancellable *asking;

  /* owned through the widget tree */
  GtkWidget *entry;
  GtkWidget *list;

  const TsuField *field;
  const TsuType *target; /* NULL where only a vocabulary is chosen from */
  TsuChooserFlags flags;
};

/* What a row of the list stands for. */
typedef struct {
  enum {
    CHOICE_CODE,
    CHOICE_CLEAR,
    CHOICE_CREATE
  } kind;
  char *code;
  char *label;
} Choice;

enum {
  SIGNAL_CHOSEN,
  SIGNAL_CLEARED,
  SIGNAL_CREATE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TsuChooser, tsu_chooser, GTK_TYPE_POPOVER)

static void
choice_free (Choice *choice)
{
  g_free (choice->code);
  g_free (choice->label);
  g_free (choice);
}

static GtkWidget *
make_row (Choice *choice, const char *details, const char *icon, gboolean chosen)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = gtk_label_new (choice->label);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (texts), label);
  if (details) {
    GtkWidget *small = gtk_label_new (details);

    gtk_label_set_xalign (GTK_LABEL (small), 0);
    gtk_label_set_ellipsize (GTK_LABEL (small), PANGO_ELLIPSIZE_END);
    gtk_widget_add_css_class (small, "secondary");
    gtk_widget_add_css_class (small, "small");
    gtk_box_append (GTK_BOX (texts), small);
  }
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  if (icon)
    gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (box), texts);
  if (chosen)
    gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("object-select-symbolic"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  choice->label, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_SELECTED, chosen, -1);
  g_object_set_data_full (G_OBJECT (row), ROW_DATA, choice, (GDestroyNotify) choice_free);
  return row;
}

static void
add (TsuChooser *self,
     int kind,
     const char *code,
     const char *label,
     const char *details,
     const char *icon)
{
  Choice *choice = g_new0 (Choice, 1);
  gboolean chosen =
    code && self->chosen && g_strv_contains ((const char *const *) self->chosen, code);

  choice->kind = kind;
  choice->code = g_strdup (code);
  choice->label = g_strdup (label);
  gtk_list_box_append (GTK_LIST_BOX (self->list), make_row (choice, details, icon, chosen));
}

static const char *
get_words (TsuChooser *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

static void
add_terms (TsuChooser *self)
{
  const TsuVocabulary *vocabulary = self->field->vocabulary;
  g_autofree char *wanted = g_utf8_casefold (get_words (self), -1);

  for (guint i = 0; vocabulary && i < vocabulary->n_terms; i++) {
    const TsuTerm *term = &vocabulary->terms[i];
    const char *label = tsu_vocabulary_label (vocabulary, term->code);
    g_autofree char *folded = g_utf8_casefold (label, -1);

    if (strstr (folded, wanted))
      add (self, CHOICE_CODE, term->code, label, NULL, term->icon);
  }
}

static gpointer
records_job (TsuLedger *ledger, gpointer data, GCancellable *cancel, GError **error)
{
  TsuListQuery *query = data;
  TsuSummaryStyle style = { 0 };
  g_autoptr (GArray) keys = tsu_ledger_list (ledger, query, cancel, error);
  g_autoptr (GPtrArray) records = NULL;

  if (!keys)
    return NULL;
  records = tsu_ledger_get_many (ledger, tsu_list_query_get_type_of (query),
                                 (const gint64 *) (gpointer) keys->data, keys->len, error);
  return records ? tsu_summary_new_many (ledger, records, &style) : NULL;
}

static void
add_create (TsuChooser *self)
{
  const char *words = get_words (self);
  g_autofree char *label = NULL;

  if (!(self->flags & TSU_CHOOSER_CREATE) || !*words)
    return;
  /* Translators: %s is a name that was typed and is not there yet. */
  label = g_strdup_printf (_ ("Add “%s”"), words);
  add (self, CHOICE_CREATE, words, label, NULL, "list-add-symbolic");
}

static void
select_first (TsuChooser *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0);

  if (row && *get_words (self))
    gtk_list_box_select_row (GTK_LIST_BOX (self->list), row);
}

static void
records_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuChooser) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = tsu_store_call_finish (TSU_STORE (source), result, &error);

  if (!self->desk || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (!found) {
    tsu_desk_fail (self->desk, error);
    return;
  }
  for (guint i = 0; i < found->len; i++) {
    TsuSummary *summary = found->pdata[i];

    add (self, CHOICE_CODE, summary->id, summary->title, summary->details, summary->icon);
  }
  add_create (self);
  select_first (self);
}

static void
ask_records (TsuChooser *self)
{
  TsuListQuery *query = tsu_list_query_new (self->target);
  gboolean words = *get_words (self) != '\0';

  if (words)
    tsu_list_query_set_words (query, get_words (self));
  tsu_list_query_set_order (query, words ? TSU_ORDER_RANK : TSU_ORDER_READING, NULL, FALSE);
  tsu_list_query_set_limit (query, MOST);
  tsu_store_read_async (tsu_desk_get_store (self->desk), records_job, query,
                        (GDestroyNotify) tsu_list_query_free, (GDestroyNotify) g_ptr_array_unref,
                        self->asking, records_cb, g_object_ref (self));
}

static void
refill (TsuChooser *self)
{
  GtkWidget *row;

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);

  if ((self->flags & TSU_CHOOSER_CLEAR) && self->chosen && *self->chosen && !*get_words (self))
    add (self, CHOICE_CLEAR, NULL,
         self->clear_label ? self->clear_label : _ ("None"), NULL, "edit-clear-symbolic");
  add_terms (self);
  if (self->target)
    ask_records (self);
  else
    add_create (self);
  select_first (self);
}

static void
take (TsuChooser *self, GtkListBoxRow *row)
{
  Choice *choice = row ? g_object_get_data (G_OBJECT (row), ROW_DATA) : NULL;
  g_autofree char *code = choice ? g_strdup (choice->code) : NULL;
  g_autofree char *label = choice ? g_strdup (choice->label) : NULL;

  if (!choice)
    return;
  g_object_ref (self);
  switch (choice->kind) {
  case CHOICE_CLEAR:
    g_signal_emit (self, signals[SIGNAL_CLEARED], 0);
    break;
  case CHOICE_CREATE:
    g_signal_emit (self, signals[SIGNAL_CREATE], 0, code);
    break;
  case CHOICE_CODE:
  default:
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, code, label);
  }
  if (self->flags & TSU_CHOOSER_STAY) {
    gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
    refill (self);
  } else {
    gtk_popover_popdown (GTK_POPOVER (self));
  }
  g_object_unref (self);
}

static void
activated_cb (TsuChooser *self, GtkListBoxRow *row)
{
  take (self, row);
}

static void
entry_activate_cb (TsuChooser *self)
{
  take (self, gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list)));
}

static void
move (TsuChooser *self, int by)
{
  GtkListBox *list = GTK_LIST_BOX (self->list);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (list);

  row = gtk_list_box_get_row_at_index (list, row ? gtk_list_box_row_get_index (row) + by : 0);
  if (row)
    gtk_list_box_select_row (list, row);
}

static gboolean
key_cb (TsuChooser *self, guint key)
{
  if (key == GDK_KEY_Down)
    move (self, 1);
  else if (key == GDK_KEY_Up)
    move (self, -1);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
shown_cb (TsuChooser *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  refill (self);
  if (gtk_widget_get_visible (self->entry))
    gtk_widget_grab_focus (self->entry);
}

static void
tsu_chooser_dispose (GObject *object)
{
  TsuChooser *self = TSU_CHOOSER (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->chosen, g_strfreev);
  g_clear_pointer (&self->clear_label, g_free);

  G_OBJECT_CLASS (tsu_chooser_parent_class)->dispose (object);
}

static guint
add_signal (const char *name, guint n_texts)
{
  return g_signal_new (name, TSU_TYPE_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                       n_texts, G_TYPE_STRING, G_TYPE_STRING);
}

static void
tsu_chooser_class_init (TsuChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tsu_chooser_dispose;

  signals[SIGNAL_CHOSEN] = add_signal ("chosen", 2);
  signals[SIGNAL_CLEARED] = add_signal ("cleared", 0);
  signals[SIGNAL_CREATE] = add_signal ("create", 1);
}

static void
tsu_chooser_init (TsuChooser *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entry = gtk_search_entry_new ();
  gtk_search_entry_set_search_delay (GTK_SEARCH_ENTRY (self->entry), 80);
  g_signal_connect_swapped (self->entry, "search-changed", G_CALLBACK (refill), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (entry_activate_cb), self);
  /* A search entry keeps Escape to itself. */
  g_signal_connect_swapped (self->entry, "stop-search", G_CALLBACK (gtk_popover_popdown), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (self->entry, keys);

  self->list = gtk_list_box_new ();
  gtk_widget_add_css_class (self->list, "choices");
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (activated_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 360);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);

  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_widget_set_size_request (box, 260, -1);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  g_signal_connect (self, "show", G_CALLBACK (shown_cb), NULL);
}

/**
 * tsu_chooser_new:
 * @field: what is chosen for
 *
 * Returns: (transfer floating): a popover, filled when it is shown
 */
TsuChooser *
tsu_chooser_new (TsuDesk *desk, const TsuField *field, TsuChooserFlags flags)
{
  TsuChooser *self = g_object_new (TSU_TYPE_CHOOSER, NULL);
  /* Translators: %s is the label of a field, as the name of the entry that searches its values. */
  g_autofree char *name = g_strdup_printf (_ ("Find in %s"), tsu_words_field (field));

  self->desk = g_object_ref (desk);
  self->field = field;
  self->flags = flags;
  self->target = field->target ? tsu_schema_find_type (field->target) : NULL;
  gtk_widget_set_visible (self->entry, self->target || (flags & TSU_CHOOSER_CREATE) ||
                                         (field->vocabulary && field->vocabulary->n_terms > FEW));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  return self;
}

/**
 * tsu_chooser_set_clear_label:
 * @label: what to call the choice of nothing
 */
void
tsu_chooser_set_clear_label (TsuChooser *self, const char *label)
{
  g_free (self->clear_label);
  self->clear_label = g_strdup (label);
}

/**
 * tsu_chooser_set_chosen:
 * @codes: (nullable): what carries a tick
 */
void
tsu_chooser_set_chosen (TsuChooser *self, const char *const *codes)
{
  char **chosen = g_strdupv ((char **) codes);

  g_strfreev (self->chosen);
  self->chosen = chosen;
}

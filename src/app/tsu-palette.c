/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Find any record or command. Answers to earlier letters are cancelled, and dropped should they
 * come all the same.
 */

#include "config.h"

#include "tsu-palette.h"

#include "tsu-commands.h"
#include "tsu-page-info.h"
#include "tsu-words.h"

#include <glib/gi18n.h>
#include <string.h>

#define MOST 30 /* records offered */

struct _TsuPalette {
  AdwWindow parent_instance;

  /* owned */
  TsuDesk *desk;
  GCancellable *asking;

  /* template */
  GtkSearchEntry *entry;
  GtkListBox *list;
  GtkStack *stack;
};

G_DEFINE_FINAL_TYPE (TsuPalette, tsu_palette, ADW_TYPE_WINDOW)

/* What a row does: an action of the window, or a record to open. */
typedef struct {
  char *action;
  const TsuType *type;
  char *id;
} Choice;

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_free (choice->action);
  g_free (choice->id);
  g_free (choice);
}

static GtkWidget *
make_label (const char *text, gboolean markup, const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  if (markup)
    gtk_label_set_markup (GTK_LABEL (label), text);
  else
    gtk_label_set_label (GTK_LABEL (label), text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (style)
    gtk_widget_add_css_class (label, style);
  return label;
}

static void
add_row (TsuPalette *self,
         Choice *choice,
         const char *icon,
         const char *title,
         const char *snippet,
         const char *kind)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);

  gtk_box_append (GTK_BOX (texts), make_label (title, FALSE, NULL));
  if (snippet && *snippet) {
    GtkWidget *small = make_label (snippet, TRUE, "secondary");

    gtk_widget_add_css_class (small, "small");
    gtk_box_append (GTK_BOX (texts), small);
  }
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), make_label (kind, FALSE, "secondary"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data_full (G_OBJECT (row), "tsu-choice", choice, choice_free);
  gtk_list_box_append (self->list, row);
}

static gboolean
is_offered (TsuPalette *self, const char *detailed)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  GtkApplication *app = parent ? gtk_window_get_application (parent) : NULL;
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;
  GActionGroup *group = NULL;

  g_action_parse_detailed_name (strchr (detailed, '.') + 1, &name, &target, NULL);

  if (g_str_has_prefix (detailed, "win.") && parent)
    group = G_ACTION_GROUP (parent);
  else if (app)
    group = G_ACTION_GROUP (app);
  return group && g_action_group_get_action_enabled (group, name);
}

static gboolean
matches (const char *label, const char *words)
{
  g_autofree char *folded = g_utf8_casefold (label, -1);
  g_autofree char *wanted = g_utf8_casefold (words, -1);

  return strstr (folded, wanted) != NULL;
}

static void
add_commands (TsuPalette *self, const char *words)
{
  guint n_commands, n_pages;
  const TsuCommand *commands = tsu_commands_get (&n_commands);
  const TsuPageInfo *pages = tsu_page_info_get_all (&n_pages);

  for (guint i = 0; i < n_pages; i++) {
    Choice *choice;

    if (!matches (_ (pages[i].title), words))
      continue;
    choice = g_new0 (Choice, 1);
    choice->action = g_strdup_printf ("win.page::%s", pages[i].name);
    add_row (self, choice, pages[i].icon, _ (pages[i].title), NULL, _ ("Page"));
  }
  for (guint i = 0; i < n_commands; i++) {
    Choice *choice;

    if (!commands[i].label || !is_offered (self, commands[i].action) ||
        !matches (_ (commands[i].label), words))
      continue;
    choice = g_new0 (Choice, 1);
    choice->action = g_strdup (commands[i].action);
    add_row (self, choice, "system-run-symbolic", _ (commands[i].label), NULL, _ ("Command"));
  }
}

static void
select_first (TsuPalette *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);

  gtk_list_box_select_row (self->list, row);
  gtk_stack_set_visible_child_name (self->stack, row ? "list" : "empty");
}

static void
clear (TsuPalette *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
}

static gpointer
search_job (TsuLedger *ledger, gpointer data, GCancellable *cancel, GError **error)
{
  return tsu_ledger_search (ledger, data, MOST, cancel, error);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuPalette) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = tsu_store_call_finish (TSU_STORE (source), result, &error);

  if (!self->desk || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (!hits) {
    tsu_desk_fail (self->desk, error);
    return;
  }
  clear (self);
  for (guint i = 0; i < hits->len; i++) {
    TsuHit *hit = hits->pdata[i];
    Choice *choice = g_new0 (Choice, 1);

    choice->type = hit->type;
    choice->id = g_strdup (hit->id);
    add_row (self, choice, hit->type->icon, hit->title, hit->snippet, tsu_words_type (hit->type));
  }
  add_commands (self, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  select_first (self);
}

static void
search_changed_cb (TsuPalette *self)
{
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  if (*words) {
    tsu_store_read_async (tsu_desk_get_store (self->desk), search_job, g_strdup (words), g_free,
                          (GDestroyNotify) g_ptr_array_unref, self->asking, found_cb,
                          g_object_ref (self));
    return;
  }
  clear (self);
  add_commands (self, "");
  select_first (self);
}

static void
take (TsuPalette *self, GtkListBoxRow *row)
{
  Choice *choice = row ? g_object_get_data (G_OBJECT (row), "tsu-choice") : NULL;
  g_autoptr (TsuDesk) desk = self->desk ? g_object_ref (self->desk) : NULL;
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autofree char *action = choice ? g_strdup (choice->action) : NULL;
  g_autofree char *id = choice ? g_strdup (choice->id) : NULL;
  const TsuType *type = choice ? choice->type : NULL;

  if (!choice)
    return;
  gtk_window_close (GTK_WINDOW (self));
  if (id) {
    tsu_desk_open (desk, type, id);
  } else if (parent) {
    g_autoptr (GVariant) target = NULL;
    g_autofree char *name = NULL;

    if (g_action_parse_detailed_name (action, &name, &target, NULL))
      gtk_widget_activate_action_variant (GTK_WIDGET (parent), name, target);
  }
}

static void
row_activated_cb (TsuPalette *self, GtkListBoxRow *row)
{
  take (self, row);
}

static void
entry_activate_cb (TsuPalette *self)
{
  take (self, gtk_list_box_get_selected_row (self->list));
}

static void
stop_search_cb (TsuPalette *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
key_cb (TsuPalette *self, guint key)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int at = row ? gtk_list_box_row_get_index (row) : -1;

  if (key != GDK_KEY_Down && key != GDK_KEY_Up)
    return GDK_EVENT_PROPAGATE;
  row = gtk_list_box_get_row_at_index (self->list, key == GDK_KEY_Down ? at + 1 : at - 1);
  if (row) {
    gtk_list_box_select_row (self->list, row);
    /* Shows the row without taking the focus from the entry. */
    gtk_widget_set_focus_child (GTK_WIDGET (self->list), GTK_WIDGET (row));
  }
  return GDK_EVENT_STOP;
}

static void
tsu_palette_dispose (GObject *object)
{
  TsuPalette *self = TSU_PALETTE (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (tsu_palette_parent_class)->dispose (object);
}

static void
tsu_palette_class_init (TsuPaletteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tsu_palette_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/jp/tsunagi/Tsunagi/ui/tsu-palette.ui");
  gtk_widget_class_bind_template_child (widget_class, TsuPalette, entry);
  gtk_widget_class_bind_template_child (widget_class, TsuPalette, list);
  gtk_widget_class_bind_template_child (widget_class, TsuPalette, stack);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
tsu_palette_init (TsuPalette *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_entry_set_search_delay (self->entry, 60);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
}

/**
 * tsu_palette_new:
 * @parent: whose commands are offered
 */
GtkWindow *
tsu_palette_new (TsuDesk *desk, GtkWindow *parent)
{
  TsuPalette *self = g_object_new (TSU_TYPE_PALETTE, "transient-for", parent, NULL);

  self->desk = g_object_ref (desk);
  search_changed_cb (self);
  return GTK_WINDOW (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The page that Actors, Resources, Events and Matches are: one list for every type, told by the
 * type's field table what to filter by.
 */

#include "config.h"

#include "tsu-list-page.h"

#include "tsu-detail.h"
#include "tsu-draft.h"
#include "tsu-filter-chip.h"
#include "tsu-list-empty.h"
#include "tsu-list-menus.h"
#include "tsu-list-model.h"
#include "tsu-list-view.h"
#include "tsu-page-stack.h"
#include "tsu-pane.h"
#include "tsu-words.h"
#include "tsu-wrap.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _TsuListPage {
  GtkWidget parent_instance;

  /* owned */
  TsuDesk *desk;
  TsuListModel *model;
  GSimpleActionGroup *actions;

  /* owned through the widget tree */
  TsuSplit *split;
  TsuPane *pane;
  GtkWidget *views;
  GtkWidget *search;
  GtkWidget *chips;
  GtkWidget *order; /* the last of the chips */
  GtkWidget *stack;
  TsuListView *list;
  TsuListMenus *menus;
  AdwStatusPage *empty;
  TsuDetail *detail;

  const TsuPageInfo *info;
  const TsuType *type;
  gboolean deleted; /* shows what was deleted */
  gboolean selecting;
  gboolean entering; /* the focus goes into the record as soon as it is there */
};

G_DEFINE_FINAL_TYPE (TsuListPage, tsu_list_page, GTK_TYPE_WIDGET)

/* --- what is asked for --- */

static const char *
get_words (TsuListPage *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->search));
}

static gboolean
is_filtered (TsuListPage *self)
{
  for (GtkWidget *chip = gtk_widget_get_first_child (self->chips); chip;
       chip = gtk_widget_get_next_sibling (chip)) {
    if (TSU_IS_FILTER_CHIP (chip) && tsu_filter_chip_get_code (TSU_FILTER_CHIP (chip)))
      return TRUE;
  }
  return *get_words (self) != '\0';
}

static const char *
get_order (TsuListPage *self)
{
  g_autoptr (GVariant) state =
    g_action_group_get_action_state (G_ACTION_GROUP (self->actions), "order");

  return g_intern_string (g_variant_get_string (state, NULL));
}

static void
ask (TsuListPage *self)
{
  TsuListQuery *query = tsu_list_query_new (self->type);
  const char *order = get_order (self);
  const char *date = tsu_type_find_field (self->type, "starts") ? "starts" : NULL;
  gboolean by_reading = FALSE;

  for (GtkWidget *chip = gtk_widget_get_first_child (self->chips); chip;
       chip = gtk_widget_get_next_sibling (chip)) {
    const char *code =
      TSU_IS_FILTER_CHIP (chip) ? tsu_filter_chip_get_code (TSU_FILTER_CHIP (chip)) : NULL;

    if (code)
      tsu_list_query_add_filter (query, tsu_filter_chip_get_field (TSU_FILTER_CHIP (chip))->name,
                                 TSU_FILTER_IS, tsu_value_new_text (code));
  }
  if (*get_words (self))
    tsu_list_query_set_words (query, get_words (self));

  if (g_str_equal (order, "recent")) {
    tsu_list_query_set_order (query, TSU_ORDER_RECENT, NULL, FALSE);
  } else if (g_str_equal (order, "date") && date) {
    tsu_list_query_set_order (query, TSU_ORDER_FIELD, date, TRUE);
  } else {
    tsu_list_query_set_order (query, TSU_ORDER_READING, NULL, FALSE);
    by_reading = tsu_type_find_field (self->type, "reading") != NULL;
  }
  tsu_list_query_set_deleted (query, self->deleted);
  tsu_list_model_take_query (self->model, query, by_reading);
}

/* --- what is said of the answer --- */

static void
update_title (TsuListPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  g_autofree char *count = g_strdup_printf (ngettext ("%'u record", "%'u records", n), n);
  const char *title = tsu_words_types (self->type);
  g_autofree char *deleted = NULL;

  if (self->deleted) {
    /* Translators: %s is the plural of a type: "Actors, deleted". */
    deleted = g_strdup_printf (_ ("%s, deleted"), title);
    title = deleted;
  }
  tsu_pane_set_title (self->pane, title, count);
}

static void
asked_cb (TsuListPage *self)
{
  gboolean filled = g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0;

  update_title (self);
  if (!filled)
    tsu_list_empty_describe (self->empty, self->type, is_filtered (self), self->deleted);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), filled ? "list" : "empty");
}

/* --- selection --- */

static void
selected_cb (TsuListPage *self)
{
  gint64 key = tsu_list_model_get_selected (self->model);

  if (key != 0 && !self->selecting)
    tsu_detail_show_key (self->detail, self->type, key);
}

static void
opened_cb (TsuListPage *self, gboolean enter)
{
  self->entering = enter;
  selected_cb (self);
  tsu_split_set_show_content (self->split, TRUE);
}

/* The detail has a record: it may have come from a link and not from the list. */
static void
shown_cb (TsuListPage *self)
{
  TsuRecord *record = tsu_detail_get_record (self->detail);

  if (self->entering)
    tsu_detail_enter (self->detail);
  self->entering = FALSE;
  if (!record || tsu_record_get_type_of (record) != self->type)
    return;
  self->selecting = TRUE;
  tsu_list_model_select_key (self->model, tsu_record_get_key (record));
  self->selecting = FALSE;
}

/* --- actions --- */

static void
add_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  TsuListPage *self = data;

  tsu_list_page_add (self, self->type->name, g_variant_get_string (parameter, NULL));
}

static void
update_order (TsuListPage *self)
{
  const char *order = get_order (self);
  const char *label = g_str_equal (order, "date") ? _ ("Order: by date")
                                                  : g_str_equal (order, "recent")
    ? _ ("Order: last changed")
    : _ ("Order: by reading");

  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->order), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->order), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

static void
order_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  g_simple_action_set_state (action, state);
  update_order (data);
  ask (data);
}

static void
deleted_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  TsuListPage *self = data;

  g_simple_action_set_state (action, state);
  self->deleted = g_variant_get_boolean (state);
  ask (self);
}

static const GActionEntry entries[] = {
  { "add", add_cb, "s" },
  { "order", NULL, "s", "'reading'", order_cb },
  { "deleted", NULL, NULL, "false", deleted_cb },
};

/* --- what depends on the type --- */

static void
fill_chips (TsuListPage *self)
{
  static const char *const fields[] = { "kind", "kinds", "district", "status", "themes" };
  GtkWidget *chip;

  while ((chip = gtk_widget_get_first_child (self->chips)) != NULL)
    gtk_box_remove (GTK_BOX (self->chips), chip);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++) {
    const TsuField *field = tsu_type_find_field (self->type, fields[i]);

    /* What only some kinds have is no way to narrow them all. */
    if (!field || field->only)
      continue;
    chip = tsu_filter_chip_new (self->desk, field);
    g_signal_connect_object (chip, "changed", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
    gtk_box_append (GTK_BOX (self->chips), chip);
  }
}

/* What has a date is looked at by date, what has a name by its reading. */
static void
reset_order (TsuListPage *self)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "order");
  g_autoptr (GMenuModel) menu = tsu_list_menus_new_order (self->type);
  gboolean dated = tsu_type_find_field (self->type, "starts") != NULL;

  g_simple_action_set_state (G_SIMPLE_ACTION (action),
                             g_variant_new_string (dated ? "date" : "reading"));
  self->order = gtk_menu_button_new ();
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->order), menu);
  gtk_widget_add_css_class (self->order, "filter");
  gtk_box_append (GTK_BOX (self->chips), self->order);
  update_order (self);
}

static void
set_type (TsuListPage *self, const TsuType *type)
{
  /* Translators: %s is the plural of a type of record. */
  g_autofree char *hint = g_strdup_printf (_ ("Find in %s"), tsu_words_types (type));

  self->type = type;
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  g_object_set (self->search, "placeholder-text", hint, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  hint, -1);
  tsu_list_menus_set_type (self->menus, type);
  fill_chips (self);
  reset_order (self);
  ask (self);
}

static void
view_cb (TsuListPage *self, GtkToggleButton *button)
{
  const TsuType *type = g_object_get_data (G_OBJECT (button), "tsu-type");

  if (gtk_toggle_button_get_active (button) && type != self->type)
    set_type (self, type);
}

static void
fill_views (TsuListPage *self)
{
  GtkToggleButton *first = NULL;

  for (guint i = 0; self->info->types[i]; i++) {
    const TsuType *type = tsu_schema_find_type (self->info->types[i]);
    GtkWidget *button = gtk_toggle_button_new_with_label (tsu_words_types (type));

    gtk_widget_set_hexpand (button, TRUE);
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), first);
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), i == 0);
    if (!first)
      first = GTK_TOGGLE_BUTTON (button);
    g_object_set_data (G_OBJECT (button), "tsu-type", (gpointer) type);
    g_signal_connect_object (button, "toggled", G_CALLBACK (view_cb), self, G_CONNECT_SWAPPED);
    gtk_box_append (GTK_BOX (self->views), button);
  }
  gtk_widget_set_visible (self->views, self->info->types[1] != NULL);
}

static void
show_view (TsuListPage *self, const TsuType *type)
{
  for (GtkWidget *button = gtk_widget_get_first_child (self->views); button;
       button = gtk_widget_get_next_sibling (button)) {
    if (g_object_get_data (G_OBJECT (button), "tsu-type") == (gpointer) type)
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  }
}

/* --- keys --- */

static gboolean
search_key_cb (TsuListPage *self, guint key)
{
  if (key != GDK_KEY_Down)
    return GDK_EVENT_PROPAGATE;
  tsu_list_view_focus (self->list);
  return GDK_EVENT_STOP;
}

static void
search_activate_cb (TsuListPage *self)
{
  if (gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->model), 0, TRUE))
    opened_cb (self, TRUE);
}

static void
stop_search_cb (TsuListPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  tsu_list_view_focus (self->list);
}

static void
empty_add_cb (TsuListPage *self)
{
  tsu_list_page_new_record (self);
}

/* --- building --- */

static GtkWidget *
build_search (TsuListPage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->search = gtk_search_entry_new ();
  gtk_search_entry_set_search_delay (GTK_SEARCH_ENTRY (self->search), 60);
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (ask), self);
  g_signal_connect_swapped (self->search, "activate", G_CALLBACK (search_activate_cb), self);
  g_signal_connect_swapped (self->search, "stop-search", G_CALLBACK (stop_search_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (search_key_cb), self);
  gtk_widget_add_controller (self->search, keys);
  return self->search;
}

static GtkWidget *
build_empty (TsuListPage *self)
{
  GtkWidget *buttons = tsu_list_empty_new_buttons ();

  g_signal_connect_swapped (gtk_widget_get_first_child (buttons), "clicked",
                            G_CALLBACK (empty_add_cb), self);
  self->empty = ADW_STATUS_PAGE (adw_status_page_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->empty), "compact");
  adw_status_page_set_child (self->empty, buttons);
  return GTK_WIDGET (self->empty);
}

static GtkWidget *
build_list (TsuListPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  self->views = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->views, "linked");
  self->chips = tsu_wrap_box_new ();
  gtk_box_append (GTK_BOX (top), self->views);
  gtk_box_append (GTK_BOX (top), build_search (self));
  gtk_box_append (GTK_BOX (top), self->chips);
  gtk_widget_add_css_class (top, "list-top");

  self->list = TSU_LIST_VIEW (tsu_list_view_new (self->model, FALSE));
  g_signal_connect_object (self->list, "opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  self->stack = GTK_WIDGET (tsu_page_stack_new ());
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_stack_add_named (GTK_STACK (self->stack), GTK_WIDGET (self->list), "list");
  gtk_stack_add_named (GTK_STACK (self->stack), build_empty (self), "empty");
  gtk_box_append (GTK_BOX (box), top);
  gtk_box_append (GTK_BOX (box), self->stack);
  return box;
}

static void
build (TsuListPage *self, TsuSplit *outer)
{
  self->split = TSU_SPLIT (tsu_split_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->split), GTK_WIDGET (self));

  self->pane = TSU_PANE (tsu_pane_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->pane), "list-pane");
  gtk_widget_set_size_request (GTK_WIDGET (self->pane), 348, -1);
  self->menus = TSU_LIST_MENUS (tsu_list_menus_new ());
  tsu_pane_pack_end (self->pane, GTK_WIDGET (self->menus));
  tsu_pane_set_child (self->pane, build_list (self));
  tsu_pane_set_splits (self->pane, outer, self->split);
  tsu_split_set_sidebar (self->split, GTK_WIDGET (self->pane));

  self->detail = TSU_DETAIL (tsu_detail_new (self->desk));
  gtk_widget_set_size_request (GTK_WIDGET (self->detail), 340, -1);
  tsu_pane_set_splits (tsu_detail_get_pane (self->detail), self->split, NULL);
  tsu_split_set_content (self->split, GTK_WIDGET (self->detail));
  g_signal_connect_object (self->detail, "shown", G_CALLBACK (shown_cb), self, G_CONNECT_SWAPPED);
}

/* Whoever goes to a list mostly looks for somebody. */
static gboolean
tsu_list_page_grab_focus (GtkWidget *widget)
{
  TsuListPage *self = TSU_LIST_PAGE (widget);

  if (tsu_split_get_collapsed (self->split) && tsu_split_get_show_content (self->split))
    return tsu_detail_enter (self->detail);
  return gtk_widget_grab_focus (self->search);
}

static void
tsu_list_page_dispose (GObject *object)
{
  TsuListPage *self = TSU_LIST_PAGE (object);

  if (self->split)
    gtk_widget_unparent (GTK_WIDGET (self->split));
  self->split = NULL;
  g_clear_object (&self->model);
  g_clear_object (&self->actions);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (tsu_list_page_parent_class)->dispose (object);
}

static void
tsu_list_page_class_init (TsuListPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tsu_list_page_dispose;
  widget_class->grab_focus = tsu_list_page_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
tsu_list_page_init (TsuListPage *self)
{
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "page", G_ACTION_GROUP (self->actions));
}

/**
 * tsu_list_page_new:
 * @outer: the split that has the page as its content
 *
 * Returns: (transfer floating): the page of @info
 */
GtkWidget *
tsu_list_page_new (const TsuPageInfo *info, TsuDesk *desk, TsuSplit *outer)
{
  TsuListPage *self = g_object_new (TSU_TYPE_LIST_PAGE, NULL);

  self->info = info;
  self->desk = g_object_ref (desk);
  self->model = tsu_list_model_new (desk);
  g_signal_connect_object (self->model, "asked", G_CALLBACK (asked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  build (self, outer);
  fill_views (self);
  set_type (self, tsu_schema_find_type (info->types[0]));
  return GTK_WIDGET (self);
}

/**
 * tsu_list_page_find:
 *
 * Puts the cursor into the search entry.
 */
void
tsu_list_page_find (TsuListPage *self)
{
  tsu_split_set_show_content (self->split, FALSE);
  gtk_widget_grab_focus (self->search);
}

/**
 * tsu_list_page_show_record:
 * @type: its type, which need not be one of the page's
 */
void
tsu_list_page_show_record (TsuListPage *self, const TsuType *type, const char *id)
{
  if (type != self->type && g_strv_contains (self->info->types, type->name))
    show_view (self, type);
  self->entering = TRUE;
  tsu_detail_show (self->detail, id);
  tsu_split_set_show_content (self->split, TRUE);
}

/**
 * tsu_list_page_add:
 * @kind: code of the new record's kind, or ""
 *
 * Begins a record. It is in the ledger with its first saved field and not before.
 */
void
tsu_list_page_add (TsuListPage *self, const char *type_name, const char *kind)
{
  const TsuType *type = tsu_schema_find_type (type_name);
  g_autoptr (TsuRecord) draft = tsu_draft_begin (type, kind);

  tsu_detail_show_draft (self->detail, draft, NULL);
  tsu_split_set_show_content (self->split, TRUE);
}

/**
 * tsu_list_page_new_record:
 *
 * Begins a record, or asks for its kind first where the type has kinds.
 */
void
tsu_list_page_new_record (TsuListPage *self)
{
  if (!tsu_list_menus_popup_kinds (self->menus))
    tsu_list_page_add (self, self->type->name, "");
}

/**
 * tsu_list_page_back:
 *
 * Returns: whether there was a step back, from the record to the list
 */
gboolean
tsu_list_page_back (TsuListPage *self)
{
  if (!tsu_split_get_collapsed (self->split) || !tsu_split_get_show_content (self->split))
    return FALSE;
  tsu_split_set_show_content (self->split, FALSE);
  return TRUE;
}

TsuDetail *
tsu_list_page_get_detail (TsuListPage *self)
{
  return self->detail;
}

const TsuType *
tsu_list_page_get_type_of (TsuListPage *self)
{
  return self->type;
}

/**
 * tsu_list_page_dup_keys:
 *
 * Returns: (transfer full) (element-type gint64): the keys of the records in the list, filtered
 *   and ordered as it is
 */
GArray *
tsu_list_page_dup_keys (TsuListPage *self)
{
  return tsu_list_model_dup_keys (self->model);
}

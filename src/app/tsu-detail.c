/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The page of one record. It is built anew for another record and only refilled when the same one
 * has changed, so that a cursor and what is being typed stay where they are.
 */

#include "config.h"

#include "tsu-detail.h"

#include "tsu-columns.h"
#include "tsu-conflicts.h"
#include "tsu-date-style.h"
#include "tsu-detail-head.h"
#include "tsu-draft.h"
#include "tsu-focus.h"
#include "tsu-history.h"
#include "tsu-link-person.h"
#include "tsu-page-stack.h"
#include "tsu-relations.h"
#include "tsu-section.h"
#include "tsu-share-mark.h"
#include "tsu-text-row.h"
#include "tsu-words.h"
#include "tsu-workspace.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define WIDEST 1120 /* px: beyond this the eye loses the line */

struct _TsuDetail {
  GtkWidget parent_instance;

  /* owned */
  TsuDesk *desk;
  TsuDossier *dossier; /* NULL while there is nothing to show */
  GSimpleActionGroup *actions;
  GCancellable *reading;
  GPtrArray *sections; /* TsuSection, owned through the widget tree */

  /* owned through the widget tree */
  TsuPane *pane;
  GtkWidget *stack;
  GtkWidget *scroller;
  GtkWidget *content;
  GtkWidget *head; /* holds banner and head */
  TsuWorkspace *workspace;
  GtkWidget *columns;
  GtkWidget *history_button;
  GtkWidget *menu_button;
  TsuShareMark *share_mark;
  TsuHistory *history;

  char *wanted; /* id of what is shown or being read */
};

static guint shown_signal;

G_DEFINE_FINAL_TYPE (TsuDetail, tsu_detail, GTK_TYPE_WIDGET)

static void reread (TsuDetail *self);

/* --- building --- */

static void
clear_box (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

static TsuSection *
ensure_section (TsuDetail *self, GHashTable *by_name, const char *name)
{
  TsuSection *section = g_hash_table_lookup (by_name, name);

  if (section)
    return section;
  section = TSU_SECTION (tsu_section_new (self->desk, name, self->sections->len == 0));
  g_hash_table_insert (by_name, (gpointer) name, section);
  g_ptr_array_add (self->sections, g_object_ref_sink (section));
  return section;
}

static void
build_sections (TsuDetail *self)
{
  TsuRecord *record = tsu_dossier_get_record (self->dossier);
  const TsuType *type = tsu_record_get_type_of (record);
  const char *kind = tsu_record_get_kind (record);
  g_autoptr (GHashTable) by_name = g_hash_table_new (g_str_hash, g_str_equal);

  g_ptr_array_set_size (self->sections, 0);
  for (guint i = 0; i < type->n_fields; i++) {
    const TsuField *field = &type->fields[i];
    gboolean filled = tsu_record_get_at (record, i) != NULL;

    /* A field that the kind does not have is shown where it holds something all the same. */
    if (!filled && ((field->flags & TSU_FIELD_OFF_FORM) || !tsu_field_applies (field, kind)))
      continue;
    tsu_section_add (ensure_section (self, by_name, field->section), field);
  }
}

static void
add_relation_cb (gpointer data, const TsuType *type, const TsuField *field)
{
  TsuDetail *self = data;
  g_autoptr (TsuRecord) draft = tsu_draft_begin (type, NULL);

  tsu_draft_refer (draft, field, tsu_record_get_id (tsu_dossier_get_record (self->dossier)));
  tsu_detail_show_draft (self, draft, self->dossier);
}

static void
open_section_cb (TsuSection *section, GtkWidget *row)
{
  gtk_widget_set_visible (row, FALSE);
  tsu_section_open (section);
  gtk_widget_set_visible (GTK_WIDGET (section), TRUE);
  tsu_section_focus (section);
}

/* One row for each section without a value, so that the page shows what is known and no more. */
static GtkWidget *
make_empty_sections (TsuDetail *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  gboolean any = FALSE;

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Not written down yet"));
  for (guint i = 0; i < self->sections->len; i++) {
    TsuSection *section = self->sections->pdata[i];
    g_autofree char *fields = NULL;
    GtkWidget *row;

    if (gtk_widget_get_visible (GTK_WIDGET (section)) || tsu_section_is_read_only (section))
      continue;
    fields = tsu_section_dup_fields (section);
    row = tsu_text_row_new (adw_preferences_group_get_title (ADW_PREFERENCES_GROUP (section)),
                            fields, NULL);
    adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               gtk_image_new_from_icon_name ("list-add-symbolic"));
    gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
    gtk_widget_add_css_class (row, "more");
    g_signal_connect_object (row, "activated", G_CALLBACK (open_section_cb), section,
                             G_CONNECT_SWAPPED);
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    any = TRUE;
  }
  gtk_widget_set_visible (group, any);
  return group;
}

static void
fill_head (TsuDetail *self)
{
  GtkWidget *link;

  clear_box (self->head);
  if (tsu_record_is_deleted (tsu_dossier_get_record (self->dossier)))
    gtk_box_append (GTK_BOX (self->head), tsu_detail_head_new_deleted ());
  gtk_box_append (GTK_BOX (self->head), tsu_detail_head_new (self->dossier));
  link = tsu_link_person_new (self->desk, self->dossier);
  if (link)
    gtk_box_append (GTK_BOX (self->head), link);
}

/* Everything in the columns that is not a section is made anew each time: it holds no cursor. */
static void
fill_surroundings (TsuDetail *self)
{
  GtkWidget *child = gtk_widget_get_first_child (self->columns);
  GtkWidget *group;

  while (child) {
    GtkWidget *next = gtk_widget_get_next_sibling (child);

    if (!TSU_IS_SECTION (child))
      gtk_box_remove (GTK_BOX (self->columns), child);
    child = next;
  }
  if (tsu_dossier_is_draft (self->dossier)) {
    gtk_box_append (GTK_BOX (self->columns), make_empty_sections (self));
    return;
  }
  group = tsu_conflicts_new (self->desk, self->dossier);
  if (group)
    gtk_box_prepend (GTK_BOX (self->columns), group);
  /* Whom it is tied to says more than the rest of the fields. */
  tsu_relations_add_to (self->columns, self->sections->pdata[MIN (1, self->sections->len - 1)],
                        self->desk, self->dossier, add_relation_cb, self);
  gtk_box_append (GTK_BOX (self->columns), make_empty_sections (self));
  group = tsu_relations_new_offers (self->dossier, add_relation_cb, self);
  if (group)
    gtk_box_append (GTK_BOX (self->columns), group);
}

static void
refill (TsuDetail *self)
{
  g_autoptr (GArray) place = tsu_focus_save (self->content);

  fill_head (self);
  for (guint i = 0; i < self->sections->len; i++) {
    TsuSection *section = self->sections->pdata[i];

    tsu_section_set_dossier (section, self->dossier);
    gtk_widget_set_visible (GTK_WIDGET (section), i == 0 || tsu_section_is_open (section) ||
                                                    !tsu_section_is_empty (section));
  }
  fill_surroundings (self);
  tsu_focus_restore (self->content, place);
}

static void
rebuild (TsuDetail *self)
{
  clear_box (self->columns);
  build_sections (self);
  for (guint i = 0; i < self->sections->len; i++)
    gtk_box_append (GTK_BOX (self->columns), self->sections->pdata[i]);
  refill (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (
                              GTK_SCROLLED_WINDOW (self->scroller)),
                            0);
}

/* --- actions --- */

static void
set_enabled (TsuDetail *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static void
update_actions (TsuDetail *self)
{
  gboolean saved = self->dossier && !tsu_dossier_is_draft (self->dossier);
  gboolean deleted = saved && tsu_record_is_deleted (tsu_dossier_get_record (self->dossier));

  set_enabled (self, "delete", saved && !deleted);
  set_enabled (self, "restore", deleted);
  set_enabled (self, "history", saved);
  gtk_widget_set_visible (self->history_button, saved);
  gtk_widget_set_visible (self->menu_button, saved);
  tsu_share_mark_set_record (self->share_mark,
                             saved ? tsu_record_get_id (tsu_dossier_get_record (self->dossier))
                                   : NULL);
}

static void
delete_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  TsuDetail *self = data;
  TsuRecord *record = tsu_dossier_get_record (self->dossier);
  const TsuSummary *summary = tsu_dossier_get_summary (self->dossier);
  /* Translators: %s is the title of a record. */
  g_autofree char *said = g_strdup_printf (_ ("“%s” was deleted"), summary->title);

  tsu_desk_apply (self->desk,
                  tsu_edit_new_delete (tsu_record_get_type_of (record), tsu_record_get_id (record)),
                  N_ ("Delete"), said);
}

static void
restore_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  TsuDetail *self = data;
  TsuRecord *record = tsu_dossier_get_record (self->dossier);
  const TsuSummary *summary = tsu_dossier_get_summary (self->dossier);
  g_autofree char *said = g_strdup_printf (_ ("“%s” was put back"), summary->title);

  tsu_desk_apply (self->desk,
                  tsu_edit_new_restore (tsu_record_get_type_of (record),
                                        tsu_record_get_id (record)),
                  N_ ("Put back"), said);
}

static void
history_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_menu_button_popup (GTK_MENU_BUTTON (TSU_DETAIL (data)->history_button));
}

static const GActionEntry entries[] = {
  { "delete", delete_cb },
  { "restore", restore_cb },
  { "history", history_cb },
};

/* --- reading --- */

typedef struct {
  const TsuType *type; /* with key, where the id is not known */
  gint64 key;
  char *id;
  int date_style;
} Ask;

static void
ask_free (gpointer data)
{
  Ask *ask = data;

  g_free (ask->id);
  g_free (ask);
}

static gpointer
read_job (TsuLedger *ledger, gpointer data, GCancellable *cancel, GError **error)
{
  Ask *ask = data;

  if (!ask->id) {
    g_autoptr (GPtrArray) records = tsu_ledger_get_many (ledger, ask->type, &ask->key, 1, error);

    if (!records)
      return NULL;
    if (records->len > 0)
      ask->id = g_strdup (tsu_record_get_id (records->pdata[0]));
  }
  return tsu_dossier_read (ledger, ask->id ? ask->id : "", ask->date_style, error);
}

static gboolean
is_same_form (TsuDetail *self, TsuDossier *dossier)
{
  TsuRecord *now = tsu_dossier_get_record (dossier);
  TsuRecord *before = self->dossier ? tsu_dossier_get_record (self->dossier) : NULL;

  return before && g_str_equal (tsu_record_get_id (before), tsu_record_get_id (now)) &&
         g_strcmp0 (tsu_record_get_kind (before), tsu_record_get_kind (now)) == 0;
}

static void
take_dossier (TsuDetail *self, TsuDossier *dossier)
{
  TsuRecord *record = tsu_dossier_get_record (dossier);
  gboolean same = is_same_form (self, dossier);

  g_clear_pointer (&self->dossier, tsu_dossier_unref);
  self->dossier = dossier;
  g_free (self->wanted);
  self->wanted = g_strdup (tsu_record_get_id (record));
  tsu_history_set_record (self->history, tsu_record_get_type_of (record),
                          tsu_record_get_id (record));
  if (same)
    refill (self);
  else
    rebuild (self);
  tsu_workspace_show (self->workspace, dossier);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "record");
  update_actions (self);
  if (!tsu_dossier_is_draft (dossier))
    tsu_desk_visit (self->desk, tsu_record_get_type_of (record), tsu_record_get_id (record));
  g_signal_emit (self, shown_signal, 0);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuDetail) self = data;
  g_autoptr (GError) error = NULL;
  TsuDossier *dossier = tsu_store_call_finish (TSU_STORE (source), result, &error);

  if (!self->desk)
    g_clear_pointer (&dossier, tsu_dossier_unref);
  else if (dossier)
    take_dossier (self, dossier);
  else
    tsu_desk_fail (self->desk, error);
}

static void
read_dossier (TsuDetail *self, const TsuType *type, gint64 key, const char *id)
{
  Ask *ask = g_new0 (Ask, 1);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  ask->type = type;
  ask->key = key;
  ask->id = g_strdup (id);
  ask->date_style = tsu_date_style_get (tsu_desk_get_settings (self->desk));
  tsu_store_read_async (tsu_desk_get_store (self->desk), read_job, ask, ask_free,
                        (GDestroyNotify) tsu_dossier_unref, self->reading, read_cb,
                        g_object_ref (self));
}

static void
reread (TsuDetail *self)
{
  if (self->wanted && self->dossier && !tsu_dossier_is_draft (self->dossier))
    read_dossier (self, NULL, 0, self->wanted);
}

/* --- the widget --- */

static void
tsu_detail_dispose (GObject *object)
{
  TsuDetail *self = TSU_DETAIL (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  if (self->pane) {
    /* A popover that is still open when its window goes would never be let go. */
    gtk_menu_button_popdown (GTK_MENU_BUTTON (self->history_button));
    gtk_widget_unparent (GTK_WIDGET (self->pane));
  }
  self->pane = NULL;
  g_clear_pointer (&self->sections, g_ptr_array_unref);
  g_clear_pointer (&self->dossier, tsu_dossier_unref);
  g_clear_pointer (&self->wanted, g_free);
  g_clear_object (&self->actions);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (tsu_detail_parent_class)->dispose (object);
}

static void
tsu_detail_class_init (TsuDetailClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tsu_detail_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  shown_signal =
    g_signal_new ("shown", TSU_TYPE_DETAIL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
build_record (TsuDetail *self)
{
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = self->content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  self->head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  self->columns = tsu_columns_box_new ();
  self->workspace = TSU_WORKSPACE (tsu_workspace_new (self->desk));
  gtk_box_append (GTK_BOX (box), self->head);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->workspace));
  gtk_box_append (GTK_BOX (box), self->columns);
  gtk_widget_add_css_class (box, "detail");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), WIDEST);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), WIDEST);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), clamp);
  return self->scroller;
}

static void
build_header (TsuDetail *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  g_menu_append (menu, _ ("_Delete"), "detail.delete");
  g_menu_append (menu, _ ("_Put back"), "detail.restore");
  self->menu_button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->menu_button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->menu_button), G_MENU_MODEL (menu));
  tsu_words_name (self->menu_button, _ ("Menu of the record"));
  tsu_pane_pack_end (self->pane, self->menu_button);
  self->share_mark = TSU_SHARE_MARK (tsu_share_mark_new (self->desk));
  tsu_pane_pack_start (self->pane, GTK_WIDGET (self->share_mark));

  self->history = tsu_history_new (self->desk);
  self->history_button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->history_button),
                                 "document-open-recent-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->history_button), GTK_WIDGET (self->history));
  tsu_words_name (self->history_button, _ ("History"));
  tsu_pane_pack_end (self->pane, self->history_button);
}

static void
tsu_detail_init (TsuDetail *self)
{
  self->sections = g_ptr_array_new_with_free_func (g_object_unref);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "detail", G_ACTION_GROUP (self->actions));
}

GtkWidget *
tsu_detail_new (TsuDesk *desk)
{
  TsuDetail *self = g_object_new (TSU_TYPE_DETAIL, NULL);
  GtkWidget *nothing = adw_status_page_new ();

  self->desk = g_object_ref (desk);
  self->pane = TSU_PANE (tsu_pane_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->pane), GTK_WIDGET (self));
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (nothing), "tsu-ties-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (nothing), _ ("Nothing chosen"));
  adw_status_page_set_description (ADW_STATUS_PAGE (nothing),
                                   _ ("Choose a record in the list to see and edit it."));
  self->stack = GTK_WIDGET (tsu_page_stack_new ());
  gtk_stack_add_named (GTK_STACK (self->stack), nothing, "nothing");
  gtk_stack_add_named (GTK_STACK (self->stack), build_record (self), "record");
  build_header (self);
  tsu_pane_set_child (self->pane, self->stack);
  update_actions (self);
  g_signal_connect_object (tsu_desk_get_store (desk), "changed", G_CALLBACK (reread), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (tsu_desk_get_settings (desk), "changed::date-style", G_CALLBACK (reread),
                           self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

TsuPane *
tsu_detail_get_pane (TsuDetail *self)
{
  return self->pane;
}

/**
 * tsu_detail_show:
 * @id: what to read and show
 */
void
tsu_detail_show (TsuDetail *self, const char *id)
{
  read_dossier (self, NULL, 0, id);
}

/**
 * tsu_detail_show_key:
 * @key: of a record of @type
 */
void
tsu_detail_show_key (TsuDetail *self, const TsuType *type, gint64 key)
{
  read_dossier (self, type, key, NULL);
}

/**
 * tsu_detail_show_draft:
 * @draft: a record that is not in the ledger yet
 * @from: (nullable): the record it refers to, for its name
 */
void
tsu_detail_show_draft (TsuDetail *self, TsuRecord *draft, TsuDossier *from)
{
  TsuDossier *dossier = tsu_dossier_new (draft);

  if (from && tsu_dossier_get_summary (from))
    tsu_dossier_add_name (dossier, tsu_record_get_id (tsu_dossier_get_record (from)),
                          tsu_dossier_get_summary (from)->title);
  g_cancellable_cancel (self->reading);
  take_dossier (self, dossier);
  if (self->sections->len > 0)
    tsu_section_focus (self->sections->pdata[0]);
}

/**
 * tsu_detail_enter:
 *
 * Gives the focus to the first thing in the record, unless the record has it.
 *
 * Returns: whether the record has it now
 */
gboolean
tsu_detail_enter (TsuDetail *self)
{
  return tsu_focus_enter (self->content);
}

/**
 * tsu_detail_get_record:
 *
 * Returns: (nullable) (transfer none): what is shown
 */
TsuRecord *
tsu_detail_get_record (TsuDetail *self)
{
  return self->dossier ? tsu_dossier_get_record (self->dossier) : NULL;
}

TsuDossier *
tsu_detail_get_dossier (TsuDetail *self)
{
  return self->dossier;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the window's commands do, and when they can be given.
 */

#include "config.h"

#include "tsu-window-actions.h"

#include "tsu-field-row.h"
#include "tsu-list-page.h"
#include "tsu-palette.h"
#include "tsu-plan-window.h"
#include "tsu-preferences.h"
#include "tsu-today.h"
#include "tsu-words.h"

#include <glib/gi18n.h>

static TsuListPage *
get_list_page (TsuWindow *window)
{
  GtkWidget *page = tsu_window_get_page (window);

  return page && TSU_IS_LIST_PAGE (page) ? TSU_LIST_PAGE (page) : NULL;
}

/* --- undo --- */

static void
undo_free (gpointer data)
{
  tsu_undo_clear (data);
  g_free (data);
}

static gpointer
undo_job (TsuLedger *ledger, gpointer data, GCancellable *cancel, GError **error)
{
  TsuUndo *undo = g_new0 (TsuUndo, 1);
  g_autoptr (GArray) changed = NULL;
  gboolean redo = GPOINTER_TO_INT (data);

  if (redo ? tsu_ledger_redo (ledger, undo, &changed, error)
           : tsu_ledger_undo (ledger, undo, &changed, error))
    return undo;
  undo_free (undo);
  return NULL;
}

static char *
word_undo (const TsuUndo *undo, gboolean redo)
{
  const char *label = tsu_words_undo_label (undo->label);

  if (!undo->label)
    return g_strdup (redo ? _ ("There is nothing to redo.") : _ ("There is nothing to undo."));
  if (undo->left_alone > 0)
    return g_strdup_printf (
      ngettext ("Undone: %s. %d field was left as it is, because it was changed since.",
                "Undone: %s. %d fields were left as they are, because they were changed since.",
                (gulong) undo->left_alone),
      label, undo->left_alone);
  /* Translators: %s is what was done, such as "Edit" or "Import". */
  return g_strdup_printf (redo ? _ ("Done again: %s") : _ ("Undone: %s"), label);
}

static void
finish_undo (GObject *source, GAsyncResult *result, TsuWindow *window, gboolean redo)
{
  g_autoptr (GError) error = NULL;
  TsuUndo *undo = tsu_store_call_finish (TSU_STORE (source), result, &error);
  g_autofree char *said = NULL;

  if (!undo) {
    tsu_window_report (window, error);
    return;
  }
  said = word_undo (undo, redo);
  tsu_window_say (window, said, FALSE);
  undo_free (undo);
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuWindow) window = data;

  finish_undo (source, result, window, FALSE);
}

static void
redone_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuWindow) window = data;

  finish_undo (source, result, window, TRUE);
}

/* While something unsaved is being typed, undo belongs to the text; what a list is searched for is
 * nothing that anybody wants back. */
static gboolean
undo_text (TsuWindow *window, gboolean redo)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));
  GtkWidget *row;

  if (!focus || (!GTK_IS_TEXT (focus) && !GTK_IS_TEXT_VIEW (focus)))
    return FALSE;
  if (gtk_widget_get_ancestor (focus, GTK_TYPE_SEARCH_ENTRY) &&
      gtk_widget_get_ancestor (focus, TSU_TYPE_LIST_PAGE))
    return FALSE;
  row = gtk_widget_get_ancestor (focus, TSU_TYPE_FIELD_ROW);
  if (row && !tsu_field_row_is_dirty (TSU_FIELD_ROW (row)))
    return FALSE;
  return gtk_widget_activate_action (focus, redo ? "text.redo" : "text.undo", NULL);
}

static void
undo (TsuWindow *window, gboolean redo)
{
  if (undo_text (window, redo))
    return;
  tsu_store_write_async (tsu_desk_get_store (tsu_window_get_desk (window)), undo_job,
                         GINT_TO_POINTER (redo), NULL, undo_free, NULL,
                         redo ? redone_cb : undone_cb, g_object_ref (window));
}

/* --- actions --- */

static void
undo_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  undo (data, FALSE);
}

static void
redo_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  undo (data, TRUE);
}

static void
page_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  tsu_window_show_page (data, g_variant_get_string (parameter, NULL));
  if (tsu_window_get_page (data))
    gtk_widget_grab_focus (tsu_window_get_page (data));
}

static void
find_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  if (get_list_page (data))
    tsu_list_page_find (get_list_page (data));
}

static void
palette_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_window_present (tsu_palette_new (tsu_window_get_desk (data), data));
}

static void
slip_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  tsu_window_show_slip (data);
}

static void
new_record_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  if (get_list_page (data))
    tsu_list_page_new_record (get_list_page (data));
}

static void
on_detail (TsuWindow *window, const char *action)
{
  TsuListPage *page = get_list_page (window);

  if (page)
    gtk_widget_activate_action (GTK_WIDGET (tsu_list_page_get_detail (page)), action, NULL);
}

static void
delete_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  on_detail (data, "detail.delete");
}

static void
history_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  on_detail (data, "detail.history");
}

static void
back_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  tsu_window_go_back (data);
}

static void
forward_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  tsu_window_go_forward (data);
}

static void
sidebar_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  tsu_window_toggle_sidebar (data);
}

static void
preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_window_present (tsu_preferences_new (tsu_window_get_desk (data), data));
}

static void
plan_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  tsu_plan_window_make (tsu_window_get_desk (data), data);
}

static const GActionEntry entries[] = {
  { "page", page_cb, "s" },
  { "find", find_cb },
  { "palette", palette_cb },
  { "slip", slip_cb },
  { "new-record", new_record_cb },
  { "undo", undo_cb },
  { "redo", redo_cb },
  { "delete", delete_cb },
  { "history", history_cb },
  { "back", back_cb },
  { "forward", forward_cb },
  { "show-sidebar", sidebar_cb },
  { "plan", plan_cb },
  { "preferences", preferences_cb },
};

/**
 * tsu_window_actions_install:
 *
 * Adds the commands; none can be given until tsu_window_actions_update() says so.
 */
void
tsu_window_actions_install (TsuWindow *window)
{
  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
  tsu_window_actions_update (window);
}

/**
 * tsu_window_actions_update:
 *
 * Every command needs a ledger; those on a record or a list are refused by their page.
 */
void
tsu_window_actions_update (TsuWindow *window)
{
  gboolean ready = tsu_window_get_desk (window) != NULL;

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++) {
    GAction *action = g_action_map_lookup_action (G_ACTION_MAP (window), entries[i].name);

    g_simple_action_set_enabled (G_SIMPLE_ACTION (action), ready);
  }
}

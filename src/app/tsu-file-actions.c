/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window's commands that have to do with files: import, export, backup, the way back and the
 * check. A spreadsheet that is dropped on the window is imported.
 */

#include "config.h"

#include "tsu-file-actions.h"

#include "tsu-care.h"
#include "tsu-dialogs.h"
#include "tsu-export-dialog.h"
#include "tsu-import-assistant.h"
#include "tsu-import-targets.h"
#include "tsu-list-page.h"
#include "tsu-page-info.h"

#include <glib/gi18n.h>

/* --- import --- */

/* Whoever brought records in wants to see them. */
static void
imported_cb (TsuWindow *window, const char *batch, const char *text, const char *type)
{
  const TsuPageInfo *page = tsu_page_info_find_for_type (type);

  if (page)
    tsu_window_show_page (window, page->name);
  tsu_window_say_with (window, text, _ ("_Undo"), "win.undo-batch", batch);
}

static void
import_file (TsuWindow *window, GFile *file)
{
  TsuImportAssistant *assistant =
    tsu_import_assistant_new (tsu_window_get_desk (window), GTK_WINDOW (window));

  g_signal_connect_object (assistant, "imported", G_CALLBACK (imported_cb), window,
                           G_CONNECT_SWAPPED);
  tsu_import_assistant_open (assistant, file);
  gtk_window_present (GTK_WINDOW (assistant));
}

static void
import_chosen_cb (GFile *file, gpointer data)
{
  g_autoptr (TsuWindow) window = data;

  if (file && tsu_window_get_desk (window))
    import_file (window, file);
}

static void
import_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  tsu_dialogs_open_file (data, _ ("Import a Spreadsheet"), _ ("Spreadsheets (Excel, CSV)"),
                                                              tsu_import_suffixes, import_chosen_cb,
                                                              g_object_ref (data));
}

/* From the command line and from "Open with": a file that is named already. */
static void
import_file_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  import_file (data, file);
}

static gboolean
drop_cb (TsuWindow *window, const GValue *value)
{
  GSList *files = g_value_get_boxed (value);

  if (!files || !tsu_window_get_desk (window))
    return FALSE;
  import_file (window, files->data);
  return TRUE;
}

/* --- taking an import back --- */

static void
undo_free (gpointer data)
{
  tsu_undo_clear (data);
  g_free (data);
}

static gpointer
undo_batch_job (TsuLedger *ledger, gpointer batch, GCancellable *cancellable, GError **error)
{
  TsuUndo *undo = g_new0 (TsuUndo, 1);

  if (tsu_ledger_undo_batch (ledger, batch, undo, NULL, error))
    return undo;
  undo_free (undo);
  return NULL;
}

static void
batch_undone_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuWindow) window = data;
  g_autoptr (GError) error = NULL;
  TsuUndo *undo = tsu_store_call_finish (TSU_STORE (source), result, &error);
  g_autofree char *text = NULL;

  if (!undo) {
    tsu_window_report (window, error);
    return;
  }
  text = g_strdup_printf (ngettext ("The import was taken back: %'d record.",
                                    "The import was taken back: %'d records.", undo->changed),
                          undo->changed);
  tsu_window_say (window, text, FALSE);
  if (undo->left_alone > 0)
    tsu_dialogs_tell (GTK_WINDOW (window),
                      _ ("Some Fields Were Left as They Are"),
                         _ ("They were changed after the import, and so they were kept."));
  undo_free (undo);
}

static void
undo_batch_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  TsuWindow *window = data;

  tsu_store_write_async (tsu_desk_get_store (tsu_window_get_desk (window)), undo_batch_job,
                         g_variant_dup_string (parameter, NULL), g_free, undo_free, NULL,
                         batch_undone_cb, g_object_ref (window));
}

/* --- the others --- */

static void
export_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWidget *page = tsu_window_get_page (data);

  if (page && TSU_IS_LIST_PAGE (page))
    gtk_window_present (tsu_export_dialog_new (tsu_window_get_desk (data), data,
                                               tsu_list_page_get_type_of (TSU_LIST_PAGE (page)),
                                               tsu_list_page_dup_keys (TSU_LIST_PAGE (page))));
}

static void
backup_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  tsu_care_backup (data);
}

static void
restore_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  tsu_care_restore (data);
}

static void
check_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  tsu_care_check (data);
}

static const GActionEntry entries[] = {
  { "import", import_cb },
  { "import-file", import_file_cb, "s" },
  { "undo-batch", undo_batch_cb, "s" },
  { "export", export_cb },
  { "backup", backup_cb },
  { "restore-backup", restore_cb },
  { "check", check_cb },
};

/**
 * tsu_file_actions_install:
 *
 * Adds the commands; none can be given until tsu_file_actions_update() says so.
 */
void
tsu_file_actions_install (TsuWindow *window)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), window, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (window), GTK_EVENT_CONTROLLER (target));
  tsu_file_actions_update (window);
}

/**
 * tsu_file_actions_update:
 *
 * Every one of them needs a ledger.
 */
void
tsu_file_actions_update (TsuWindow *window)
{
  gboolean ready = tsu_window_get_desk (window) != NULL;

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++) {
    GAction *action = g_action_map_lookup_action (G_ACTION_MAP (window), entries[i].name);

    g_simple_action_set_enabled (G_SIMPLE_ACTION (action), ready);
  }
}

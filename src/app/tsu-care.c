/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Looking after the ledger's file from the window: backup, the way back, and the check.
 */

#include "config.h"

#include "tsu-care.h"

#include "tsu-application.h"
#include "tsu-date.h"
#include "tsu-dialogs.h"
#include "tsu-error.h"
#include "tsu-progress-view.h"
#include "tsu-task-window.h"

#include <glib/gi18n.h>

#define SHOWN 8  /* problems that a message names */
#define TRIES 50 /* how often the ledger is looked for to be free, and how long between */
#define PAUSE_MS 100

/* --- backup --- */

static gpointer
backup_job (
  TsuLedger *ledger, gpointer path, TsuMeter *meter, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (
    tsu_ledger_backup (ledger, path, tsu_meter_tell_cb, meter, cancellable, error));
}

static void
backed_up_cb (TsuDesk *desk, GtkWindow *parent, gpointer path, gpointer result, const GError *error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *text = NULL;

  if (error) {
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      tsu_dialogs_tell (parent, _ ("No Backup Was Made"), error->message);
    return;
  }
  /* Translators: %s is the name of a file. */
  text = g_strdup_printf (_ ("The backup “%s” is whole. Keep a copy outside this computer."), name);
  tsu_desk_say (desk, text, FALSE);
}

static void
backup_chosen_cb (GFile *file, gpointer data)
{
  g_autoptr (TsuWindow) window = data;
  char *path = file ? g_file_get_path (file) : NULL;

  if (!path || !tsu_window_get_desk (window)) {
    g_free (path);
    return;
  }
  tsu_task_window_run (tsu_window_get_desk (window), GTK_WINDOW (window),
                       &(TsuTask){ .title = _ ("Making a backup"), .func = backup_job,
                                               .done = backed_up_cb, .data = path,
                                               .free_data = g_free });
}

/**
 * tsu_care_backup:
 *
 * Asks where to, and writes a copy of the ledger there while work goes on.
 */
void
tsu_care_backup (TsuWindow *window)
{
  g_autofree char *today = tsu_date_today (g_get_real_time () / 1000);
  /* Translators: name proposed for a backup; %s is the date, "2026-11-22". */
  g_autofree char *name = g_strdup_printf (_ ("Tsunagi backup %s.db"), today);

  tsu_dialogs_save_file (GTK_WINDOW (window), _ ("Back Up the Ledger"), name, backup_chosen_cb,
                                                 g_object_ref (window));
}

/* --- check --- */

static gpointer
check_job (
  TsuLedger *ledger, gpointer data, TsuMeter *meter, GCancellable *cancellable, GError **error)
{
  GPtrArray *problems = NULL;

  if (!tsu_ledger_check (ledger, &problems, tsu_meter_tell_cb, meter, cancellable, error))
    return NULL;
  return problems;
}

static char *
join_problems (GPtrArray *problems)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < MIN (problems->len, SHOWN); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", (char *) problems->pdata[i]);
  if (problems->len > SHOWN) {
    guint rest = problems->len - SHOWN;
    g_autofree char *more = g_strdup_printf (ngettext ("and %u more", "and %u more", rest), rest);

    g_string_append_printf (text, "\n%s", more);
  }
  g_string_append_printf (
    text, "\n\n%s", _ ("Make a backup of the file as it is, and go back to an earlier backup."));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
checked_cb (TsuDesk *desk, GtkWindow *parent, gpointer data, gpointer result, const GError *error)
{
  g_autoptr (GPtrArray) problems = result;
  g_autofree char *text = NULL;

  if (error) {
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      tsu_dialogs_tell (parent, _ ("The Ledger Could Not Be Checked"), error->message);
    return;
  }
  if (problems->len == 0) {
    tsu_dialogs_tell (parent, _ ("The Ledger Is in Order"),
                                 _ ("Every record is whole and shown as it was saved."));
    return;
  }
  text = join_problems (problems);
  tsu_dialogs_tell (parent, _ ("The Ledger Has Faults"), text);
}

/**
 * tsu_care_check:
 *
 * Looks through the whole ledger and says what was found.
 */
void
tsu_care_check (TsuWindow *window)
{
  tsu_task_window_run (tsu_window_get_desk (window), GTK_WINDOW (window),
                       &(TsuTask){ .title = _ ("Checking the ledger"),
                                               .unit = _ ("records"), .func = check_job,
                                                          .done = checked_cb });
}

/* --- the way back --- */

typedef struct {
  TsuWindow *window;
  char *backup;
  char *path;
} Restore;

static void
restore_free (Restore *restore)
{
  g_object_unref (restore->window);
  g_free (restore->backup);
  g_free (restore->path);
  g_free (restore);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Restore, restore_free)

static TsuApplication *
get_application (TsuWindow *window)
{
  return TSU_APPLICATION (gtk_window_get_application (GTK_WINDOW (window)));
}

static void
restored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Restore) restore = data;
  g_autoptr (GError) error = NULL;
  gboolean restored = g_task_propagate_boolean (G_TASK (result), &error);

  tsu_application_open (get_application (restore->window), restore->path);
  if (restored)
    tsu_window_say (restore->window, _ ("The ledger is now as it was in the backup."), FALSE);
  else
    tsu_dialogs_tell (GTK_WINDOW (restore->window), _ ("The Ledger Is as It Was"), error->message);
}

/* On a thread of its own: until the moment is over, or the user gives up. */
static void
take_breath (GCancellable *cancellable)
{
  GPollFD poll = { 0 };
  gboolean can_cancel = g_cancellable_make_pollfd (cancellable, &poll);

  g_poll (&poll, can_cancel ? 1 : 0, PAUSE_MS);
  if (can_cancel)
    g_cancellable_release_fd (cancellable);
}

static void
restore_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Restore *restore = data;
  g_autoptr (GError) error = NULL;

  /* The window has let go of the ledger, but a job that was under way may still be ending. */
  for (guint i = 0; i < TRIES; i++) {
    g_clear_error (&error);
    if (tsu_ledger_restore_backup (restore->backup, restore->path, &error)) {
      g_task_return_boolean (task, TRUE);
      return;
    }
    if (!g_error_matches (error, TSU_ERROR, TSU_ERROR_BUSY))
      break;
    take_breath (cancellable);
  }
  g_task_return_error (task, g_steal_pointer (&error));
}

static void
restore_accepted_cb (gboolean accepted, gpointer data)
{
  g_autoptr (Restore) restore = data;
  g_autoptr (TsuMeter) meter = tsu_meter_new ();
  g_autoptr (GTask) task = NULL;
  GtkWidget *view;

  if (!accepted || !tsu_window_get_desk (restore->window))
    return;
  view = tsu_progress_view_new ();
  tsu_progress_view_begin (TSU_PROGRESS_VIEW (view), _ ("Going back to the backup"), meter, NULL);
  tsu_progress_view_forbid_stop (TSU_PROGRESS_VIEW (view));
  /* Nobody may have the file open while another takes its place. */
  tsu_application_leave (get_application (restore->window), view);
  task = g_task_new (NULL, NULL, restored_cb, restore);
  g_task_set_source_tag (task, restore_accepted_cb);
  g_task_set_task_data (task, g_steal_pointer (&restore), NULL);
  g_task_run_in_thread (task, restore_thread);
}

static void
restore_chosen_cb (GFile *file, gpointer data)
{
  g_autoptr (TsuWindow) window = data;
  TsuDesk *desk = tsu_window_get_desk (window);
  Restore *restore;

  if (!file || !g_file_peek_path (file) || !desk)
    return;
  restore = g_new0 (Restore, 1);
  restore->window = g_object_ref (window);
  restore->backup = g_file_get_path (file);
  restore->path = g_strdup (tsu_store_get_path (tsu_desk_get_store (desk)));
  tsu_dialogs_ask (GTK_WINDOW (window), _ ("Go Back to This Backup?"),
                                           _ ("What was written after the backup will no longer be shown. The ledger as it "
                      "is now is kept as a file beside it."),
                                              _ ("_Go Back"), TRUE, restore_accepted_cb, restore);
}

/**
 * tsu_care_restore:
 *
 * Asks for a backup and puts it in the place of the ledger.
 */
void
tsu_care_restore (TsuWindow *window)
{
  static const char *const suffixes[] = { "db", NULL };

  tsu_dialogs_open_file (GTK_WINDOW (window), _ ("Go Back to a Backup"),
                                                 _ ("Ledgers of Tsunagi"), suffixes,
                                                    restore_chosen_cb, g_object_ref (window));
}

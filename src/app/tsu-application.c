/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The application: which ledger is opened, one window for it, commands that need no window.
 *
 * A ledger given on the command line goes before the one used last; without either there is the
 * first run.
 */

#include "config.h"

#include "tsu-application.h"

#include "tsu-commands.h"
#include "tsu-demo.h"
#include "tsu-dialogs.h"
#include "tsu-first-run.h"
#include "tsu-home.h"
#include "tsu-reminders.h"
#include "tsu-window.h"

#include <glib/gi18n.h>

#define TELL_MS 500 /* a ledger that takes longer to open says so */
#define SPINNER_SIZE 32

struct _TsuApplication {
  AdwApplication parent_instance;

  /* owned */
  GSettings *settings;
  TsuStore *store; /* NULL until one is open */
  TsuReminders *reminders;
  char *to_import; /* uri of a spreadsheet named on the command line, until there is a ledger */

  gboolean opening;
  guint telling;    /* source that says so, should it last */
  gboolean joining; /* a server is asked for once the ledger is open */
};

G_DEFINE_FINAL_TYPE (TsuApplication, tsu_application, ADW_TYPE_APPLICATION)

static void open_ledger (TsuApplication *self, const char *path, gboolean demo);

static TsuWindow *
ensure_window (TsuApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  while (window && !TSU_IS_WINDOW (window))
    window = gtk_window_get_transient_for (window);
  return window ? TSU_WINDOW (window) : tsu_window_new (GTK_APPLICATION (self), self->settings);
}

/* --- first run --- */

static void
new_cb (TsuApplication *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = tsu_home_dup_ledger_path (&error);

  if (path)
    open_ledger (self, path, FALSE);
  else
    tsu_window_report (ensure_window (self), error);
}

static void
join_cb (TsuApplication *self)
{
  self->joining = TRUE;
  new_cb (self);
}

static void
demo_cb (TsuApplication *self)
{
  open_ledger (self, NULL, TRUE);
}

static void
chosen_cb (GFile *file, gpointer data)
{
  g_autoptr (TsuApplication) self = data;
  g_autofree char *path = file ? g_file_get_path (file) : NULL;

  if (path)
    open_ledger (self, path, FALSE);
}

static void
open_cb (TsuApplication *self)
{
  static const char *const suffixes[] = { "db", NULL };

  tsu_dialogs_open_file (GTK_WINDOW (ensure_window (self)), _ ("Open a ledger"),
                                                               _ ("Ledgers"), suffixes, chosen_cb,
                                                                  g_object_ref (self));
}

static void
show_first_run (TsuApplication *self)
{
  GtkWidget *first_run = tsu_first_run_new ();

  g_signal_connect_object (first_run, "new-chosen", G_CALLBACK (new_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (first_run, "join-chosen", G_CALLBACK (join_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (first_run, "demo-chosen", G_CALLBACK (demo_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (first_run, "open-chosen", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  tsu_window_show_widget (ensure_window (self), first_run);
}

/* --- opening --- */

static gpointer
demo_job (TsuLedger *ledger, gpointer data, GCancellable *cancel, GError **error)
{
  const TsuDemoOptions options = { .seed = TSU_DEMO_SEED };

  return tsu_demo_fill (ledger, &options, NULL, NULL, cancel, error) ? GINT_TO_POINTER (TRUE)
                                                                     : NULL;
}

static void
import_waiting (TsuApplication *self)
{
  g_autofree char *uri = NULL;

  if (!self->to_import || !self->store || self->opening)
    return;
  uri = g_steal_pointer (&self->to_import);
  gtk_widget_activate_action (GTK_WIDGET (ensure_window (self)), "win.import-file", "s", uri);
}

/* After a crash the file is gone through, and a new version may make its tables anew. */
static gboolean
tell_opening_cb (gpointer data)
{
  TsuApplication *self = data;
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *spinner = gtk_spinner_new ();
  const char *reason =
    _ ("After a power cut or an update a large ledger is checked first. Please wait.");

  self->telling = 0;
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("Opening the Ledger"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page), reason);
  gtk_widget_set_size_request (spinner, SPINNER_SIZE, SPINNER_SIZE);
  gtk_spinner_start (GTK_SPINNER (spinner));
  adw_status_page_set_child (ADW_STATUS_PAGE (page), spinner);
  tsu_window_show_widget (ensure_window (self), page);
  return G_SOURCE_REMOVE;
}

static void
end_opening (TsuApplication *self)
{
  self->opening = FALSE;
  g_clear_handle_id (&self->telling, g_source_remove);
  g_application_release (G_APPLICATION (self));
}

static void
use_store (TsuApplication *self)
{
  end_opening (self);
  tsu_window_set_store (ensure_window (self), self->store);
  g_clear_object (&self->reminders);
  self->reminders = tsu_reminders_new (G_APPLICATION (self), self->store, self->settings);
  if (self->joining)
    gtk_widget_activate_action (GTK_WIDGET (ensure_window (self)), "win.sign-in", NULL);
  self->joining = FALSE;
  import_waiting (self);
}

static void
give_up (TsuApplication *self, const GError *error)
{
  end_opening (self);
  show_first_run (self);
  tsu_dialogs_tell (GTK_WINDOW (ensure_window (self)), _ ("The ledger could not be opened"),
                                                          error->message);
}

static void
demo_filled_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuApplication) self = data;
  g_autoptr (GError) error = NULL;

  if (tsu_store_call_finish (TSU_STORE (source), result, &error))
    use_store (self);
  else
    give_up (self, error);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuApplication) self = data;
  g_autoptr (GError) error = NULL;
  TsuStore *store = tsu_store_open_finish (result, &error);

  if (!store) {
    give_up (self, error);
    return;
  }
  g_clear_object (&self->store);
  self->store = store;
  g_settings_set_string (self->settings, "last-database", tsu_store_get_path (store));
  use_store (self);
  if (tsu_store_get_told (store))
    tsu_dialogs_tell (GTK_WINDOW (ensure_window (self)), _ ("The ledger was damaged"),
                                                            tsu_store_get_told (store));
}

static void
demo_opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuApplication) self = data;
  g_autoptr (GError) error = NULL;
  TsuStore *store = tsu_store_open_finish (result, &error);

  if (!store) {
    give_up (self, error);
    return;
  }
  g_clear_object (&self->store);
  self->store = store;
  tsu_store_write_async (store, demo_job, NULL, NULL, NULL, NULL, demo_filled_cb,
                         g_object_ref (self));
}

/* @path NULL with @demo: the demonstration ward. It is kept between runs, so that one can go on
 * playing, and is never the ledger that is opened by itself. */
static void
open_ledger (TsuApplication *self, const char *path, gboolean demo)
{
  g_autofree char *demo_path = NULL;
  g_autoptr (GError) error = NULL;

  if (self->opening)
    return;
  if (demo)
    path = demo_path = tsu_home_dup_demo_path (&error);
  if (!path) {
    tsu_window_report (ensure_window (self), error);
    return;
  }
  self->opening = TRUE;
  self->telling = g_timeout_add (TELL_MS, tell_opening_cb, self);
  g_application_hold (G_APPLICATION (self));
  tsu_store_open_async (path, NULL, demo ? demo_opened_cb : opened_cb, g_object_ref (self));
}

/* --- commands --- */

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  tsu_dialogs_about (gtk_application_get_active_window (data));
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GList *windows = gtk_application_get_windows (data);

  /* Closing lets each window save the field that has the cursor. */
  for (GList *next; windows; windows = next) {
    next = windows->next;
    gtk_window_close (windows->data);
  }
}

static void
today_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  TsuWindow *window = ensure_window (data);

  tsu_window_show_page (window, "today");
  gtk_window_present (GTK_WINDOW (window));
}

static void
slip_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  TsuWindow *window = ensure_window (data);

  tsu_window_show_slip (window);
  gtk_window_present (GTK_WINDOW (window));
}

static const GActionEntry entries[] = {
  { "about", about_cb },
  { "today", today_cb },
  { "slip", slip_cb },
  { "quit", quit_cb },
};

/* --- vfuncs --- */

static void
present (TsuApplication *self)
{
  gtk_window_present (GTK_WINDOW (ensure_window (self)));
}

static void
tsu_application_activate (GApplication *app)
{
  TsuApplication *self = TSU_APPLICATION (app);
  g_autofree char *last = g_settings_get_string (self->settings, "last-database");
  g_autofree char *own = tsu_home_dup_ledger_path (NULL);

  present (self);
  if (self->store || self->opening)
    return;
  /* The user's own may be there without ever having been opened here: tsunagictl makes it too. */
  if (*last && g_file_test (last, G_FILE_TEST_EXISTS))
    open_ledger (self, last, FALSE);
  else if (own && g_file_test (own, G_FILE_TEST_EXISTS))
    open_ledger (self, own, FALSE);
  else
    show_first_run (self);
}

static int
tsu_application_command_line (GApplication *app, GApplicationCommandLine *line)
{
  TsuApplication *self = TSU_APPLICATION (app);
  GVariantDict *options = g_application_command_line_get_options_dict (line);
  const char *path = NULL;
  g_autofree const char **files = NULL;

  if (g_variant_dict_lookup (options, G_OPTION_REMAINING, "^a&ay", &files)) {
    g_autoptr (GFile) file = g_application_command_line_create_file_for_arg (line, files[0]);

    g_free (self->to_import);
    self->to_import = g_file_get_uri (file);
  }
  if (g_variant_dict_contains (options, "demo")) {
    open_ledger (self, NULL, TRUE);
    present (self);
  } else if (g_variant_dict_lookup (options, "database", "^&ay", &path)) {
    g_autoptr (GFile) file = g_application_command_line_create_file_for_arg (line, path);
    g_autofree char *full = g_file_get_path (file);

    open_ledger (self, full, FALSE);
    present (self);
  } else {
    g_application_activate (app);
  }
  import_waiting (self);
  return 0;
}

static void
tsu_application_startup (GApplication *app)
{
  TsuApplication *self = TSU_APPLICATION (app);

  G_APPLICATION_CLASS (tsu_application_parent_class)->startup (app);

  self->settings = g_settings_new (APP_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (app), entries, G_N_ELEMENTS (entries), app);
  tsu_commands_install (GTK_APPLICATION (app));
}

static void
tsu_application_dispose (GObject *object)
{
  TsuApplication *self = TSU_APPLICATION (object);

  g_clear_handle_id (&self->telling, g_source_remove);
  g_clear_object (&self->reminders);
  g_clear_object (&self->store);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->to_import, g_free);

  G_OBJECT_CLASS (tsu_application_parent_class)->dispose (object);
}

static void
tsu_application_class_init (TsuApplicationClass *klass)
{
  GApplicationClass *app_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tsu_application_dispose;
  app_class->startup = tsu_application_startup;
  app_class->activate = tsu_application_activate;
  app_class->command_line = tsu_application_command_line;
}

static void
tsu_application_init (TsuApplication *self)
{
  const GOptionEntry options[] = {
    { "database", 'd', 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Open this ledger"), N_ ("FILE") },
    { "demo", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Open the demonstration ward"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL, NULL, N_ ("[SPREADSHEET]") },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

TsuApplication *
tsu_application_new (void)
{
  return g_object_new (TSU_TYPE_APPLICATION, "application-id", APP_ID, "resource-base-path",
                       "/jp/tsunagi/Tsunagi", "flags", G_APPLICATION_HANDLES_COMMAND_LINE, NULL);
}

/**
 * tsu_application_open:
 * @path: a ledger
 *
 * Shows that ledger from now on; what cannot be opened is said, and the first run offered.
 */
void
tsu_application_open (TsuApplication *self, const char *path)
{
  open_ledger (self, path, FALSE);
}

/**
 * tsu_application_leave:
 * @widget: (transfer floating): stands in the place of the pages meanwhile
 *
 * Lets go of the ledger, so that its file can be replaced. tsu_application_open() comes next.
 */
void
tsu_application_leave (TsuApplication *self, GtkWidget *widget)
{
  tsu_window_leave_store (ensure_window (self), widget);
  g_clear_object (&self->reminders);
  g_clear_object (&self->store);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Measures the window on a ledger: measure-window FILE [actors|today|bare]. Prints milliseconds to
 * the first frame and to where nothing is left to load, and the longest time the main loop was held
 * while scrolling and typing. bench-window.py runs it beside a bare window.
 */

#include "config.h"

#include "tsu-commands.h"
#include "tsu-list-page.h"
#include "tsu-window.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

static gint64 started;
static gint64 longest;
static gboolean painted;

static double
since (gint64 from)
{
  return (double) (g_get_monotonic_time () - from) / 1000;
}

static void
painted_cb (GdkFrameClock *clock, gpointer data)
{
  painted = TRUE;
}

/* The work of the main thread alone, so that a busy machine does not count against the window. */
static gint64
worked (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static void
turn (void)
{
  gint64 before = worked ();

  g_main_context_iteration (NULL, TRUE);
  longest = MAX (longest, worked () - before);
}

/* Keeps the loop turning, so that waiting for a time is no longer than that. */
static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
run_for (double ms)
{
  gint64 from = g_get_monotonic_time ();

  while (since (from) < ms)
    turn ();
}

static GtkWidget *
find_below (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_below (child, type);

    if (found)
      return found;
  }
  return NULL;
}

static long
read_memory (void)
{
  long pages = 0, resident = 0;
  FILE *file = fopen ("/proc/self/statm", "r");

  if (file && fscanf (file, "%ld %ld", &pages, &resident) != 2)
    resident = 0;
  if (file)
    fclose (file);
  return resident * sysconf (_SC_PAGESIZE) / 1024;
}

static void
wait_first_frame (GtkWidget *window)
{
  gtk_window_present (GTK_WINDOW (window));
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (painted_cb),
                    NULL);
  while (!painted)
    turn ();
  g_print ("first frame     %6.0f ms\n", since (started));
}

static void
measure_typing (GtkWidget *page)
{
  static const char *const words[] = { "た", "たか", "たかは", "たかはし", "高", "高橋", "", "さ" };
  GtkWidget *entry = find_below (page, GTK_TYPE_SEARCH_ENTRY);

  longest = 0;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    gtk_editable_set_text (GTK_EDITABLE (entry), words[i]);
    run_for (350);
    g_print ("  typed %-12s longest so far %4.0f ms\n", words[i], (double) longest / 1000);
  }
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  run_for (600);
}

static void
measure_scrolling (GtkWidget *page)
{
  GtkWidget *view = find_below (page, GTK_TYPE_LIST_VIEW);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
  double upper = gtk_adjustment_get_upper (adjustment);

  longest = 0;
  for (int i = 0; i < 60; i++) {
    gtk_adjustment_set_value (adjustment, i * 90);
    run_for (20);
  }
  g_print ("wheel           longest %4.0f ms\n", (double) longest / 1000);
  longest = 0;
  for (int i = 0; i < 40; i++) {
    gtk_adjustment_set_value (adjustment, upper * ((i * 17) % 40) / 40);
    run_for (40);
  }
  g_print ("jumps           longest %4.0f ms\n", (double) longest / 1000);
}

static gpointer
count_job (TsuLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TsuListQuery) query = tsu_list_query_new (tsu_schema_find_type ("actor"));

  return GINT_TO_POINTER (tsu_ledger_count (ledger, query, error) == 0 ? 1 : 2);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(int *) data = GPOINTER_TO_INT (tsu_store_call_finish (TSU_STORE (source), result, NULL));
}

/* Whether there is no actor. Whatever was asked of the store before has been answered then. */
static gboolean
is_empty (TsuStore *store)
{
  int answer = 0;

  tsu_store_read_async (store, count_job, NULL, NULL, NULL, NULL, counted_cb, &answer);
  while (answer == 0)
    turn ();
  return answer == 1;
}

/* Nothing is left to load: the list has its rows, and what was asked in answer to an answer is
 * answered, too. */
static void
wait_settled (TsuStore *store, GtkWidget *page)
{
  GtkWidget *view = find_below (page, GTK_TYPE_LIST_VIEW);
  gboolean empty = is_empty (store);

  while (TSU_IS_LIST_PAGE (page) && !empty &&
         g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (view)))) ==
           0)
    turn ();
  for (int i = 0; i < 2; i++)
    is_empty (store);
  while (g_main_context_pending (NULL))
    turn ();
  g_print ("settled         %6.0f ms\n", since (started));
}

int
main (int argc, char **argv)
{
  g_autoptr (GSettings) settings = NULL;
  g_autoptr (GtkApplication) app = NULL;
  g_autoptr (TsuStore) store = NULL;
  g_autoptr (GError) error = NULL;
  TsuWindow *window;
  const char *name = argc > 2 ? argv[2] : "actors"; /* the longest list there is */
  GtkWidget *page;

  started = g_get_monotonic_time ();
  adw_init ();
  if (g_str_equal (name, "bare")) {
    GtkWidget *bare = adw_window_new ();

    wait_first_frame (bare);
    g_print ("memory          %6ld kB\n", read_memory ());
    return 0;
  }
  settings = g_settings_new (APP_ID);
  g_settings_set_string (settings, "page", name);
  app = g_object_new (ADW_TYPE_APPLICATION, "application-id", APP_ID, "flags",
                      G_APPLICATION_NON_UNIQUE, NULL);
  g_application_register (G_APPLICATION (app), NULL, NULL);
  store = tsu_store_open (argv[1], &error);
  if (!store) {
    g_printerr ("%s\n", error->message);
    return 1;
  }
  g_print ("opened          %6.0f ms\n", since (started));
  window = tsu_window_new (app, settings);
  tsu_window_set_store (window, store);
  wait_first_frame (GTK_WIDGET (window));
  page = tsu_window_get_page (window);
  wait_settled (store, page);
  g_timeout_add (2, tick_cb, NULL);
  run_for (500);
  if (TSU_IS_LIST_PAGE (page)) {
    measure_typing (page);
    measure_scrolling (page);
  }
  g_print ("memory          %6ld kB\n", read_memory ());
  gtk_window_destroy (GTK_WINDOW (window));
  run_for (100);
  return 0;
}

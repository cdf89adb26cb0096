/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The import assistant. Reading, looking and reckoning happen on other threads, one after the
 * other: whatever the user chooses meanwhile stops the job under way and begins it anew, so that
 * only one of them has the file in its hands.
 */

#include "config.h"

#include "tsu-import-assistant.h"

#include "tsu-date-style.h"
#include "tsu-dialogs.h"
#include "tsu-import-columns.h"
#include "tsu-import-outlook.h"
#include "tsu-import-targets.h"
#include "tsu-mnemonic.h"
#include "tsu-progress-view.h"
#include "tsu-wrap.h"

#include <glib/gi18n.h>

#define SIDE_BY_SIDE 880 /* px of window in which both sides have room */
#define OUTLOOK_WIDTH 360
#define ROWS_ABREAST 560 /* px of window in which a row's parts have room */

struct _TsuImportAssistant {
  AdwWindow parent_instance;

  /* template */
  AdwWindowTitle *title;
  GtkButton *run_button;
  GtkStack *stack;
  TsuProgressView *progress;
  AdwStatusPage *failed;
  GtkWidget *sides;
  GtkDropDown *kind;
  GtkDropDown *sheet;
  GtkDropDown *header;
  TsuImportColumns *columns;
  GtkCheckButton *remember;
  AdwClamp *right;
  TsuImportOutlook *outlook;

  /* owned */
  TsuDesk *desk;
  TsuImportAsk *ask; /* NULL until the file is read */
  TsuImportLook *look;
  TsuImportPlan *plan;       /* NULL while it is not known */
  GCancellable *cancellable; /* of the job under way; NULL when there is none */

  gboolean again;   /* the job under way is out of date */
  gboolean running; /* the job under way is the import itself */
  gboolean setting; /* a change of a control is ours and not the user's */
  gboolean closing;
};

static guint imported_signal;

G_DEFINE_FINAL_TYPE (TsuImportAssistant, tsu_import_assistant, ADW_TYPE_WINDOW)

static void begin_look (TsuImportAssistant *self);

/* --- what is shown --- */

static void
update_button (TsuImportAssistant *self)
{
  guint count = self->plan ? (guint) (self->plan->created + self->plan->updated) : 0;
  gboolean ready = self->plan && !self->cancellable && count > 0;
  g_autofree char *label =
    count > 0 ? g_strdup_printf (ngettext ("Import %'u record", "Import %'u records", count), count)
              : g_strdup (_ ("Import"));

  tsu_mnemonic_button_set_label (self->run_button, label);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.run", ready);
}

static void
show_page (TsuImportAssistant *self, const char *name)
{
  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_set_visible (GTK_WIDGET (self->run_button), g_str_equal (name, "map"));
  if (!g_str_equal (name, "busy"))
    tsu_progress_view_end (self->progress);
}

static void
show_title (TsuImportAssistant *self)
{
  g_autofree char *name = g_path_get_basename (self->ask->file->path);
  const char *sheet =
    self->look->sheets[0] && self->look->sheets[1] ? self->look->sheets[self->ask->sheet] : NULL;
  g_autofree char *rows =
    g_strdup_printf (ngettext ("%'u row", "%'u rows", self->look->n_rows), self->look->n_rows);
  g_autofree char *text = sheet ? g_strdup_printf ("%s · %s · %s", name, sheet, rows)
                                : g_strdup_printf ("%s · %s", name, rows);

  adw_window_title_set_subtitle (self->title, text);
}

static void
show_choices (TsuImportAssistant *self)
{
  g_autoptr (GtkStringList) sheets = gtk_string_list_new ((const char *const *) self->look->sheets);
  g_autoptr (GtkStringList) headers = gtk_string_list_new (NULL);
  GArray *rows = self->look->headers;

  for (guint i = 0; i < rows->len; i++) {
    g_autofree char *text =
      g_strdup_printf (_ ("Headings in row %u"), g_array_index (rows, TsuImportHeader, i).number);

    gtk_string_list_append (headers, text);
  }
  gtk_drop_down_set_model (self->sheet, G_LIST_MODEL (sheets));
  gtk_drop_down_set_selected (self->sheet, self->ask->sheet);
  gtk_widget_set_visible (GTK_WIDGET (self->sheet), g_strv_length (self->look->sheets) > 1);
  gtk_drop_down_set_model (self->header, G_LIST_MODEL (headers));
  gtk_drop_down_set_selected (self->header, self->look->header < 0 ? GTK_INVALID_LIST_POSITION
                                                                   : (guint) self->look->header);
  gtk_drop_down_set_selected (self->kind, tsu_import_targets_find_type (self->look->type));
}

static int
get_width (TsuImportAssistant *self)
{
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  return gtk_window_is_maximized (GTK_WINDOW (self)) ? G_MAXINT : width;
}

static void
column_chosen_cb (TsuImportAssistant *self, guint column, const char *target)
{
  GPtrArray *columns = self->look->columns;

  if (!self->ask->targets) {
    self->ask->targets = g_ptr_array_new_with_free_func (g_free);
    for (guint i = 0; i < columns->len; i++) {
      const TsuImportColumn *at = g_ptr_array_index (columns, i);

      g_ptr_array_add (self->ask->targets, g_strdup (at->target ? at->target : ""));
    }
  }
  self->ask->type = self->look->type;
  g_free (self->ask->targets->pdata[column]);
  self->ask->targets->pdata[column] = g_strdup (target);
  begin_look (self);
}

static void
show_look (TsuImportAssistant *self, TsuImportLook *look)
{
  gboolean first = !self->look;

  g_clear_pointer (&self->look, tsu_import_look_free);
  self->look = look;
  self->setting = TRUE;
  show_title (self);
  show_choices (self);
  tsu_import_columns_show (self->columns, look);
  self->setting = FALSE;
  show_page (self, "map");
  if (first)
    gtk_widget_grab_focus (GTK_WIDGET (self->kind));
}

static void
show_failure (TsuImportAssistant *self, const GError *error)
{
  g_autofree char *text = g_markup_escape_text (error->message, -1);

  adw_status_page_set_description (self->failed, text);
  show_page (self, "failed");
}

/* --- jobs --- */

/* Takes the job's end: FALSE where its answer is not wanted any more. */
static gboolean
end_job (TsuImportAssistant *self)
{
  gboolean again = self->again;

  g_clear_object (&self->cancellable);
  self->again = FALSE;
  if (self->closing)
    return FALSE;
  if (again)
    begin_look (self);
  return !again;
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuImportAssistant) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TsuImportPlan) plan = tsu_store_call_finish (TSU_STORE (source), result, &error);

  if (!end_job (self))
    return;
  if (plan) {
    self->plan = g_steal_pointer (&plan);
    tsu_import_outlook_show (self->outlook, self->plan);
  } else {
    tsu_import_outlook_fail (self->outlook, error);
  }
  update_button (self);
}

static void
begin_plan (TsuImportAssistant *self)
{
  g_autoptr (TsuMeter) meter = tsu_meter_new ();

  self->cancellable = g_cancellable_new ();
  tsu_import_outlook_wait (self->outlook);
  tsu_store_read_async (tsu_desk_get_store (self->desk), tsu_import_plan_job,
                        tsu_import_order_new (self->ask, meter, FALSE),
                        (GDestroyNotify) tsu_import_order_free,
                        (GDestroyNotify) tsu_import_plan_free, self->cancellable, planned_cb,
                        g_object_ref (self));
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuImportAssistant) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TsuImportLook) look = tsu_store_call_finish (TSU_STORE (source), result, &error);

  if (!end_job (self))
    return;
  if (look) {
    show_look (self, g_steal_pointer (&look));
    begin_plan (self);
  } else {
    show_failure (self, error);
  }
}

/* Looks at the file as it was chosen, and reckons what would come of it. */
static void
begin_look (TsuImportAssistant *self)
{
  g_clear_pointer (&self->plan, tsu_import_plan_free);
  if (self->cancellable) {
    self->again = TRUE;
    g_cancellable_cancel (self->cancellable);
  } else {
    self->cancellable = g_cancellable_new ();
    tsu_store_read_async (tsu_desk_get_store (self->desk), tsu_import_look_job,
                          tsu_import_ask_copy (self->ask), (GDestroyNotify) tsu_import_ask_free,
                          (GDestroyNotify) tsu_import_look_free, self->cancellable, looked_cb,
                          g_object_ref (self));
  }
  update_button (self);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuImportAssistant) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TsuImportFile) file = tsu_import_file_read_finish (result, &error);

  g_clear_object (&self->cancellable);
  if (self->closing)
    return;
  if (!file) {
    if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      gtk_window_close (GTK_WINDOW (self));
    else
      show_failure (self, error);
    return;
  }
  self->ask = g_new0 (TsuImportAsk, 1);
  self->ask->file = g_steal_pointer (&file);
  self->ask->sheet = self->ask->file->sheet;
  self->ask->header = -1;
  self->ask->date_style = tsu_date_style_get (tsu_desk_get_settings (self->desk));
  begin_look (self);
}

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuImportAssistant) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TsuImportPlan) plan = tsu_store_call_finish (TSU_STORE (source), result, &error);

  self->running = FALSE;
  g_clear_object (&self->cancellable);
  if (plan) {
    g_signal_emit (self, imported_signal, 0, plan->batch, plan->note, self->look->type->name);
    gtk_window_destroy (GTK_WINDOW (self));
    return;
  }
  show_page (self, "map");
  begin_look (self);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tsu_dialogs_tell (GTK_WINDOW (self), _ ("Nothing Was Imported"), error->message);
}

/* --- what the user does --- */

static void
run_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TsuImportAssistant *self = TSU_IMPORT_ASSISTANT (widget);
  g_autoptr (TsuMeter) meter = tsu_meter_new ();

  if (!self->plan || self->cancellable)
    return;
  self->running = TRUE;
  self->cancellable = g_cancellable_new ();
  tsu_progress_view_begin (self->progress, _ ("Importing"), meter, _ ("rows"));
  show_page (self, "busy");
  update_button (self);
  tsu_store_write_async (tsu_desk_get_store (self->desk), tsu_import_run_job,
                         tsu_import_order_new (self->ask, meter,
                                               gtk_check_button_get_active (self->remember)),
                         (GDestroyNotify) tsu_import_order_free,
                         (GDestroyNotify) tsu_import_plan_free, self->cancellable, ran_cb,
                         g_object_ref (self));
}

static void
file_chosen_cb (GFile *file, gpointer data)
{
  g_autoptr (TsuImportAssistant) self = data;

  if (file && !self->closing)
    tsu_import_assistant_open (self, file);
}

static void
choose_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tsu_dialogs_open_file (GTK_WINDOW (widget), _ ("Import a Spreadsheet"),
                                                 _ ("Spreadsheets (Excel, CSV)"),
                                                    tsu_import_suffixes, file_chosen_cb,
                                                    g_object_ref (widget));
}

static void
stopped_cb (TsuImportAssistant *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
begin_anew (TsuImportAssistant *self, const TsuType *type)
{
  g_clear_pointer (&self->ask->targets, g_ptr_array_unref);
  self->ask->type = type;
  begin_look (self);
}

static void
kind_selected_cb (TsuImportAssistant *self)
{
  if (!self->setting && self->look)
    begin_anew (self, tsu_import_targets_get_type_at (gtk_drop_down_get_selected (self->kind)));
}

static void
sheet_selected_cb (TsuImportAssistant *self)
{
  if (self->setting || !self->look)
    return;
  self->ask->sheet = gtk_drop_down_get_selected (self->sheet);
  self->ask->header = -1;
  g_clear_pointer (&self->ask->corrections, g_ptr_array_unref);
  begin_anew (self, NULL);
}

static void
header_selected_cb (TsuImportAssistant *self)
{
  guint selected = gtk_drop_down_get_selected (self->header);

  if (self->setting || !self->look || selected >= self->look->headers->len)
    return;
  self->ask->header = (int) g_array_index (self->look->headers, TsuImportHeader, selected).index;
  begin_anew (self, self->ask->type);
}

static void
corrected_cb (TsuImportAssistant *self, guint row, guint column, const char *text)
{
  tsu_import_ask_correct (self->ask, row, column, text);
  begin_look (self);
}

static void
size_changed_cb (TsuImportAssistant *self)
{
  int width = get_width (self);
  gboolean narrow = width < ROWS_ABREAST;
  gboolean abreast = width >= SIDE_BY_SIDE;

  if (!self->sides)
    return;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->sides), width < SIDE_BY_SIDE
                                                                  ? GTK_ORIENTATION_VERTICAL
                                                                  : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_size_request (GTK_WIDGET (self->right), abreast ? OUTLOOK_WIDTH : -1, -1);
  adw_clamp_set_maximum_size (self->right, abreast ? OUTLOOK_WIDTH : SIDE_BY_SIDE);
  gtk_widget_set_margin_start (self->sides, narrow ? 12 : 24);
  gtk_widget_set_margin_end (self->sides, narrow ? 12 : 24);
  tsu_import_columns_set_narrow (self->columns, narrow);
}

/* An import under way is stopped and waited for, so that its end is never in doubt. */
static gboolean
close_request_cb (TsuImportAssistant *self)
{
  g_cancellable_cancel (self->cancellable);
  self->closing = !self->running;
  return self->running;
}

/* --- vfuncs --- */

static void
tsu_import_assistant_dispose (GObject *object)
{
  TsuImportAssistant *self = TSU_IMPORT_ASSISTANT (object);

  self->closing = TRUE;
  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), TSU_TYPE_IMPORT_ASSISTANT);

  G_OBJECT_CLASS (tsu_import_assistant_parent_class)->dispose (object);
}

static void
tsu_import_assistant_finalize (GObject *object)
{
  TsuImportAssistant *self = TSU_IMPORT_ASSISTANT (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->ask, tsu_import_ask_free);
  g_clear_pointer (&self->look, tsu_import_look_free);
  g_clear_pointer (&self->plan, tsu_import_plan_free);

  G_OBJECT_CLASS (tsu_import_assistant_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, TsuImportAssistant, title);
  gtk_widget_class_bind_template_child (widget_class, TsuImportAssistant, run_button);
  gtk_widget_class_bind_template_child (widget_class, TsuImportAssistant, stack);
  gtk_widget_class_bind_template_child (widget_class, TsuImportAssistant, progress);
  gtk_widget_class_bind_template_child (widget_class, TsuImportAssistant, failed);
  gtk_widget_class_bind_template_child (widget_class, TsuImportAssistant, sides);
  gtk_widget_class_bind_template_child (widget_class, TsuImportAssistant, kind);
  gtk_widget_class_bind_template_child (widget_class, TsuImportAssistant, sheet);
  gtk_widget_class_bind_template_child (widget_class, TsuImportAssistant, header);
  gtk_widget_class_bind_template_child (widget_class, TsuImportAssistant, columns);
  gtk_widget_class_bind_template_child (widget_class, TsuImportAssistant, remember);
  gtk_widget_class_bind_template_child (widget_class, TsuImportAssistant, right);
  gtk_widget_class_bind_template_child (widget_class, TsuImportAssistant, outlook);
  gtk_widget_class_bind_template_callback (widget_class, column_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, corrected_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, sheet_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, header_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, size_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_request_cb);
  gtk_widget_class_bind_template_callback (widget_class, stopped_cb);
}

static void
tsu_import_assistant_class_init (TsuImportAssistantClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tsu_import_assistant_dispose;
  object_class->finalize = tsu_import_assistant_finalize;

  imported_signal =
    g_signal_new ("imported", TSU_TYPE_IMPORT_ASSISTANT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);

  g_type_ensure (TSU_TYPE_PROGRESS_VIEW);
  g_type_ensure (TSU_TYPE_IMPORT_COLUMNS);
  g_type_ensure (TSU_TYPE_IMPORT_OUTLOOK);
  g_type_ensure (TSU_TYPE_WRAP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/jp/tsunagi/Tsunagi/ui/tsu-import-assistant.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "import.run", NULL, run_action_cb);
  gtk_widget_class_install_action (widget_class, "import.choose", NULL, choose_action_cb);
}

static void
tsu_import_assistant_init (TsuImportAssistant *self)
{
  g_autoptr (GtkStringList) kinds = tsu_import_targets_list_types ();

  self->setting = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  tsu_mnemonic_settle (GTK_WIDGET (self));
  gtk_drop_down_set_model (self->kind, G_LIST_MODEL (kinds));
  self->setting = FALSE;
  update_button (self);
}

/* --- public --- */

/**
 * tsu_import_assistant_new:
 * @parent: before which it stands; it is never wider
 *
 * Returns: (transfer none): the window, owned by GTK
 */
TsuImportAssistant *
tsu_import_assistant_new (TsuDesk *desk, GtkWindow *parent)
{
  TsuImportAssistant *self =
    g_object_new (TSU_TYPE_IMPORT_ASSISTANT, "transient-for", parent, NULL);
  int width, height;

  self->desk = g_object_ref (desk);
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  if (parent && gtk_widget_get_width (GTK_WIDGET (parent)) > 0) {
    width = MIN (width, gtk_widget_get_width (GTK_WIDGET (parent)));
    height = MIN (height, gtk_widget_get_height (GTK_WIDGET (parent)));
  }
  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  size_changed_cb (self);
  return self;
}

/**
 * tsu_import_assistant_open:
 * @file: a spreadsheet: .xlsx, or .csv and .tsv in any encoding
 *
 * Reads a file and shows what is in it.
 */
void
tsu_import_assistant_open (TsuImportAssistant *self, GFile *file)
{
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *name = path ? g_path_get_basename (path) : NULL;
  g_autofree char *title = NULL;
  g_autoptr (TsuMeter) meter = NULL;

  if (self->cancellable)
    return;
  if (!path) {
    adw_status_page_set_description (self->failed, _ ("It is not on this computer. Save it here first, then import it."));
    show_page (self, "failed");
    return;
  }
  g_clear_pointer (&self->ask, tsu_import_ask_free);
  g_clear_pointer (&self->look, tsu_import_look_free);
  meter = tsu_meter_new ();
  title = g_strdup_printf (_ ("Reading “%s”"), name);
  self->cancellable = g_cancellable_new ();
  tsu_progress_view_begin (self->progress, title, meter, NULL);
  show_page (self, "busy");
  update_button (self);
  tsu_import_file_read_async (path, meter, self->cancellable, read_cb, g_object_ref (self));
}

/**
 * tsu_import_assistant_is_busy:
 *
 * Returns: whether a job is under way
 */
gboolean
tsu_import_assistant_is_busy (TsuImportAssistant *self)
{
  return self->cancellable != NULL;
}

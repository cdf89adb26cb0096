/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The export of a list: in which form, where to, and what to do about characters that the old
 * encoding of Japanese Windows does not have.
 */

#include "config.h"

#include "tsu-export-dialog.h"

#include "tsu-date.h"
#include "tsu-dialogs.h"
#include "tsu-export-job.h"
#include "tsu-mnemonic.h"
#include "tsu-task-window.h"
#include "tsu-text-row.h"
#include "tsu-words.h"

#include <glib/gi18n.h>

#define SHOWN 50 /* characters that are listed */

struct _TsuExportDialog {
  AdwWindow parent_instance;

  /* template */
  GtkStack *stack;
  GtkLabel *count;
  GtkButton *save;
  GtkCheckButton *xlsx;
  GtkCheckButton *csv;
  GtkCheckButton *cp932;
  GtkCheckButton *ndjson;
  GtkListBox *gaps;

  /* owned */
  TsuDesk *desk;
  TsuExportOrder *order;
};

G_DEFINE_FINAL_TYPE (TsuExportDialog, tsu_export_dialog, ADW_TYPE_WINDOW)

static const char *
get_suffix (TsuExportFormat format)
{
  switch (format) {
  case TSU_EXPORT_XLSX:
    return "xlsx";
  case TSU_EXPORT_NDJSON:
    return "ndjson";
  case TSU_EXPORT_CSV:
  case TSU_EXPORT_CSV_CP932:
  default:
    return "csv";
  }
}

static TsuExportFormat
get_format (TsuExportDialog *self)
{
  if (gtk_check_button_get_active (self->csv))
    return TSU_EXPORT_CSV;
  if (gtk_check_button_get_active (self->cp932))
    return TSU_EXPORT_CSV_CP932;
  if (gtk_check_button_get_active (self->ndjson))
    return TSU_EXPORT_NDJSON;
  return TSU_EXPORT_XLSX;
}

static void
show_gaps (TsuExportDialog *self, GPtrArray *gaps)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->gaps))) != NULL)
    gtk_list_box_remove (self->gaps, row);
  for (guint i = 0; i < MIN (gaps->len, SHOWN); i++) {
    const TsuExportGap *gap = g_ptr_array_index (gaps, i);
    g_autofree char *title = gap->substitute && *gap->substitute
      /* Translators: a character, and what is written in its place. */
      ? g_strdup_printf (_ ("“%s” becomes “%s”"), gap->character, gap->substitute)
      : g_strdup_printf (_ ("“%s” is left out"), gap->character);
    g_autofree char *times =
      g_strdup_printf (ngettext ("%'u place", "%'u places", gap->count), gap->count);

    gtk_list_box_append (self->gaps, tsu_text_row_new (title, times, NULL));
  }
  gtk_stack_set_visible_child_name (self->stack, "gaps");
  gtk_widget_set_visible (GTK_WIDGET (self->save), FALSE);
}

static void
written_cb (TsuDesk *desk, GtkWindow *window, gpointer data, gpointer value, const GError *error)
{
  TsuExportDialog *self = TSU_EXPORT_DIALOG (window);
  const TsuExportOrder *order = data;
  g_autoptr (TsuExportResult) result = value;
  g_autofree char *name = g_path_get_basename (order->path);
  g_autofree char *text = NULL;

  if (error) {
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      tsu_dialogs_tell (window, _ ("Nothing Was Exported"), error->message);
    return;
  }
  if (!result->written) {
    show_gaps (self, result->gaps);
    return;
  }
  /* Translators: a number of records, and the name of a file. */
  text = g_strdup_printf (ngettext ("%'u record was exported to “%s”.",
                                    "%'u records were exported to “%s”.", order->keys->len),
                          order->keys->len, name);
  tsu_desk_say (desk, text, FALSE);
  gtk_window_destroy (window);
}

static void
write_file (TsuExportDialog *self)
{
  tsu_task_window_run (self->desk, GTK_WINDOW (self),
                       &(TsuTask){ .title =
                                     _ ("Exporting"),
                                        .unit =
                                          _ ("records"), .func = tsu_export_job, .done = written_cb,
                                             .data = tsu_export_order_copy (self->order),
                                             .free_data = (GDestroyNotify) tsu_export_order_free });
}

static void
file_chosen_cb (GFile *file, gpointer data)
{
  g_autoptr (TsuExportDialog) self = data;

  if (file && g_file_peek_path (file))
    tsu_export_dialog_write (self, file);
}

static void
save_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TsuExportDialog *self = TSU_EXPORT_DIALOG (widget);
  g_autofree char *today = tsu_date_today (g_get_real_time () / 1000);
  g_autofree char *proposed = g_strdup_printf ("%s %s.%s", tsu_words_types (self->order->type),
                                               today, get_suffix (get_format (self)));

  tsu_dialogs_save_file (GTK_WINDOW (self), _ ("Export"), proposed, file_chosen_cb,
                                               g_object_ref (self));
}

static void
replace_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TsuExportDialog *self = TSU_EXPORT_DIALOG (widget);

  self->order->policy = TSU_UNENCODABLE_REPLACE;
  write_file (self);
}

static void
unicode_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TsuExportDialog *self = TSU_EXPORT_DIALOG (widget);

  self->order->format = TSU_EXPORT_CSV;
  write_file (self);
}

static void
tsu_export_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TSU_TYPE_EXPORT_DIALOG);

  G_OBJECT_CLASS (tsu_export_dialog_parent_class)->dispose (object);
}

static void
tsu_export_dialog_finalize (GObject *object)
{
  TsuExportDialog *self = TSU_EXPORT_DIALOG (object);

  g_clear_object (&self->desk);
  g_clear_pointer (&self->order, tsu_export_order_free);

  G_OBJECT_CLASS (tsu_export_dialog_parent_class)->finalize (object);
}

static void
tsu_export_dialog_class_init (TsuExportDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tsu_export_dialog_dispose;
  object_class->finalize = tsu_export_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/jp/tsunagi/Tsunagi/ui/tsu-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TsuExportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, TsuExportDialog, count);
  gtk_widget_class_bind_template_child (widget_class, TsuExportDialog, save);
  gtk_widget_class_bind_template_child (widget_class, TsuExportDialog, xlsx);
  gtk_widget_class_bind_template_child (widget_class, TsuExportDialog, csv);
  gtk_widget_class_bind_template_child (widget_class, TsuExportDialog, cp932);
  gtk_widget_class_bind_template_child (widget_class, TsuExportDialog, ndjson);
  gtk_widget_class_bind_template_child (widget_class, TsuExportDialog, gaps);
  gtk_widget_class_install_action (widget_class, "export.save", NULL, save_action_cb);
  gtk_widget_class_install_action (widget_class, "export.replace", NULL, replace_action_cb);
  gtk_widget_class_install_action (widget_class, "export.unicode", NULL, unicode_action_cb);
}

static void
tsu_export_dialog_init (TsuExportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tsu_mnemonic_settle (GTK_WIDGET (self));
}

/**
 * tsu_export_dialog_new:
 * @type: what the list shows
 * @keys: (element-type gint64) (transfer full): which records, in which order
 *
 * Returns: (transfer none): the window, owned by GTK
 */
GtkWindow *
tsu_export_dialog_new (TsuDesk *desk, GtkWindow *parent, const TsuType *type, GArray *keys)
{
  TsuExportDialog *self = g_object_new (TSU_TYPE_EXPORT_DIALOG, "transient-for", parent, NULL);
  g_autofree char *count = NULL;

  self->desk = g_object_ref (desk);
  self->order = g_new0 (TsuExportOrder, 1);
  self->order->type = type;
  self->order->keys = keys;
  /* Translators: what will be exported: "412 records: Actors". */
  count = g_strdup_printf (ngettext ("The list as it is shown: %s, %'u record",
                                     "The list as it is shown: %s, %'u records", keys->len),
                           tsu_words_types (type), keys->len);
  gtk_label_set_text (self->count, count);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "export.save", keys->len > 0);
  return GTK_WINDOW (self);
}

/**
 * tsu_export_dialog_write:
 * @file: where to; one that is there is replaced
 *
 * Writes the list in the form that is chosen. Where characters stand in the way, nothing is
 * written and the dialog says which.
 */
void
tsu_export_dialog_write (TsuExportDialog *self, GFile *file)
{
  g_free (self->order->path);
  self->order->path = g_file_get_path (file);
  self->order->format = get_format (self);
  self->order->policy = TSU_UNENCODABLE_REFUSE;
  write_file (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The right side of the import assistant: three numbers and the rows that need a look.
 */

#include "config.h"

#include "tsu-import-outlook.h"

#include "tsu-mnemonic.h"

#include <glib/gi18n.h>

#define SHOWN 100 /* problems in the list; more than that nobody reads */

struct _TsuImportOutlook {
  AdwBin parent_instance;

  /* template */
  GtkWidget *counts;
  GtkLabel *created;
  GtkLabel *updated;
  GtkLabel *flagged;
  GtkWidget *note;
  GtkLabel *heading;
  GtkListBox *problems;
};

G_DEFINE_FINAL_TYPE (TsuImportOutlook, tsu_import_outlook, ADW_TYPE_BIN)

static guint corrected_signal;

/* A cell that can be put right, and where. */
typedef struct {
  TsuImportOutlook *outlook; /* borrowed, as are the widgets: it is their ancestor */
  GtkListBoxRow *row;
  GtkWidget *entry; /* NULL until it is asked for */
  char *heading;
  char *text;
  guint cell_row;
  guint cell_column;
} Place;

static void
clear_problems (TsuImportOutlook *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->problems))) != NULL)
    gtk_list_box_remove (self->problems, row);
}

/* "New 198": the number large, the word beside it. */
static void
set_count (GtkLabel *label, const char *word, gint64 count, gboolean warn)
{
  g_autofree char *number =
    count < 0 ? g_strdup ("…") : g_strdup_printf ("%'" G_GINT64_FORMAT, count);
  g_autofree char *markup =
    g_markup_printf_escaped ("%s <span size=\"x-large\" weight=\"bold\">%s</span>", word, number);

  gtk_label_set_markup (label, markup);
  if (warn)
    gtk_widget_add_css_class (GTK_WIDGET (label), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (label), "warning");
}

static void
set_counts (TsuImportOutlook *self, gint64 created, gint64 updated, gint64 flagged)
{
  set_count (self->created, C_ ("import", "New"), created, FALSE);
  set_count (self->updated, C_ ("import", "Added to"), updated, FALSE);
  set_count (self->flagged, C_ ("import", "To look at"), flagged, flagged > 0);
}

static char *
name_place (const TsuImportProblem *problem)
{
  if (problem->row == 0)
    return g_strdup (_ ("The whole file"));
  if (!problem->column)
    /* Translators: %u is the number of a row in a spreadsheet. */
    return g_strdup_printf (_ ("Row %u"), problem->row);
  /* Translators: number of a row and name of a column in a spreadsheet. */
  return g_strdup_printf (_ ("Row %u, %s"), problem->row, problem->column);
}

static void
free_place (gpointer data, GClosure *closure)
{
  Place *place = data;

  g_free (place->heading);
  g_free (place->text);
  g_free (place);
}

static void
applied_cb (Place *place)
{
  g_signal_emit (place->outlook, corrected_signal, 0, place->cell_row, place->cell_column,
                 gtk_editable_get_text (GTK_EDITABLE (place->entry)));
}

/* Shows the cell in a line of its own below the problem. */
static void
correct_clicked_cb (Place *place)
{
  if (!place->entry) {
    place->entry = adw_entry_row_new ();
    g_object_set (place->entry, "use-markup", FALSE, NULL);
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (place->entry), place->heading);
    gtk_editable_set_text (GTK_EDITABLE (place->entry), place->text);
    adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (place->entry), TRUE);
    g_signal_connect_swapped (place->entry, "apply", G_CALLBACK (applied_cb), place);
    gtk_list_box_insert (place->outlook->problems, place->entry,
                         gtk_list_box_row_get_index (place->row) + 1);
  }
  gtk_widget_grab_focus (place->entry);
}

static void
add_button (TsuImportOutlook *self, AdwActionRow *row, const TsuImportProblem *problem)
{
  GtkWidget *button = tsu_mnemonic_button_new (_ ("_Correct"));
  Place *place = g_new0 (Place, 1);

  place->outlook = self;
  place->row = GTK_LIST_BOX_ROW (row);
  place->heading = g_strdup (problem->column);
  place->text = g_strdelimit (g_strdup (problem->cell), "\r\n\t", ' ');
  place->cell_row = problem->cell_row;
  place->cell_column = problem->cell_column;
  g_signal_connect_data (button, "clicked", G_CALLBACK (correct_clicked_cb), place, free_place,
                         G_CONNECT_SWAPPED);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (row, button);
}

static void
add_problem (TsuImportOutlook *self, const TsuImportProblem *problem)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  g_autofree char *place = name_place (problem);
  g_autofree char *title = NULL;

  /* Translators: where something is, and what is the matter with it. */
  title = g_strdup_printf (C_ ("import", "%s: %s"), place, problem->message);
  g_object_set (row, "use-markup", FALSE, NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 3);
  if (problem->text && *problem->text) {
    /* Translators: text of a cell. */
    g_autofree char *quoted = g_strdup_printf (_ ("“%s”"), problem->text);

    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), quoted);
    adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  }
  g_object_set (icon, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_add_css_class (icon, "warning");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  if (problem->cell)
    add_button (self, ADW_ACTION_ROW (row), problem);
  gtk_list_box_append (self->problems, row);
}

static void
add_rest (TsuImportOutlook *self, guint rest)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title =
    g_strdup_printf (ngettext ("and %'u more like these", "and %'u more like these", rest), rest);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_list_box_append (self->problems, row);
}

static void
set_heading (TsuImportOutlook *self, const char *text)
{
  gtk_label_set_text (self->heading, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->problems), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text, -1);
}

static void
tsu_import_outlook_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TSU_TYPE_IMPORT_OUTLOOK);

  G_OBJECT_CLASS (tsu_import_outlook_parent_class)->dispose (object);
}

static void
tsu_import_outlook_class_init (TsuImportOutlookClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tsu_import_outlook_dispose;

  corrected_signal =
    g_signal_new ("corrected", TSU_TYPE_IMPORT_OUTLOOK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 3, G_TYPE_UINT, G_TYPE_UINT, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/jp/tsunagi/Tsunagi/ui/tsu-import-outlook.ui");
  gtk_widget_class_bind_template_child (widget_class, TsuImportOutlook, counts);
  gtk_widget_class_bind_template_child (widget_class, TsuImportOutlook, created);
  gtk_widget_class_bind_template_child (widget_class, TsuImportOutlook, updated);
  gtk_widget_class_bind_template_child (widget_class, TsuImportOutlook, flagged);
  gtk_widget_class_bind_template_child (widget_class, TsuImportOutlook, note);
  gtk_widget_class_bind_template_child (widget_class, TsuImportOutlook, heading);
  gtk_widget_class_bind_template_child (widget_class, TsuImportOutlook, problems);
}

static void
tsu_import_outlook_init (TsuImportOutlook *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tsu_import_outlook_wait:
 *
 * What is shown while the rows are gone through. The problems of before stay, so that nothing
 * jumps under the reader.
 */
void
tsu_import_outlook_wait (TsuImportOutlook *self)
{
  set_counts (self, -1, -1, -1);
}

void
tsu_import_outlook_show (TsuImportOutlook *self, const TsuImportPlan *plan)
{
  guint shown = MIN (plan->problems->len, SHOWN);
  g_autofree char *heading = NULL;

  set_counts (self, plan->created, plan->updated, plan->flagged);
  gtk_widget_set_visible (self->note, plan->n_problems > 0);
  clear_problems (self);
  for (guint i = 0; i < shown; i++)
    add_problem (self, g_ptr_array_index (plan->problems, i));
  if (plan->n_problems > shown)
    add_rest (self, plan->n_problems - shown);
  gtk_widget_set_visible (GTK_WIDGET (self->problems), plan->n_problems > 0);
  heading = plan->n_problems == 0
    ? g_strdup (_ ("Everything can be read"))
    : g_strdup_printf (ngettext ("%'u thing to look at", "%'u things to look at", plan->n_problems),
                       plan->n_problems);
  set_heading (self, heading);
}

/**
 * tsu_import_outlook_fail:
 *
 * Says why nothing can be imported in this way.
 */
void
tsu_import_outlook_fail (TsuImportOutlook *self, const GError *error)
{
  set_counts (self, 0, 0, 0);
  clear_problems (self);
  gtk_widget_set_visible (GTK_WIDGET (self->problems), FALSE);
  set_heading (self, error->message);
}

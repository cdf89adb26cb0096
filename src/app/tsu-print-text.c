/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A text on paper, or in a PDF file, through the desktop's own print dialog: lines are broken by
 * Pango, pages between lines.
 */

#include "config.h"

#include "tsu-print-text.h"

#include <glib/gi18n.h>

#define FONT "Sans 10"
#define SPACING 1.3f

typedef struct {
  TsuDesk *desk;
  char *text;
  PangoLayout *layout;
  GArray *breaks; /* int: first line of each page but the first */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->desk);
  g_free (job->text);
  g_clear_object (&job->layout);
  g_array_unref (job->breaks);
  g_free (job);
}

/* Fills @breaks for pages of @height points; gives how many pages that makes. */
static guint
lay_out (PangoLayout *layout, double height, GArray *breaks)
{
  int n_lines = pango_layout_get_line_count (layout);
  g_autoptr (PangoLayoutIter) iter = pango_layout_get_iter (layout);
  double top = 0;

  g_array_set_size (breaks, 0);
  for (int line = 0; line < n_lines; line++) {
    int from, to;

    pango_layout_iter_get_line_yrange (iter, &from, &to);
    if (line > 0 && (double) to / PANGO_SCALE - top > height) {
      g_array_append_val (breaks, line);
      top = (double) from / PANGO_SCALE;
    }
    pango_layout_iter_next_line (iter);
  }
  return breaks->len + 1;
}

static void
begin_cb (GtkPrintOperation *operation, GtkPrintContext *context, Job *job)
{
  PangoFontDescription *font = pango_font_description_from_string (FONT);

  job->layout = gtk_print_context_create_pango_layout (context);
  pango_layout_set_font_description (job->layout, font);
  pango_layout_set_width (job->layout, (int) (gtk_print_context_get_width (context) * PANGO_SCALE));
  pango_layout_set_wrap (job->layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_line_spacing (job->layout, SPACING);
  pango_layout_set_text (job->layout, job->text, -1);
  pango_font_description_free (font);
  gtk_print_operation_set_n_pages (operation, (int) lay_out (job->layout,
                                                             gtk_print_context_get_height (context),
                                                             job->breaks));
}

static void
draw_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, Job *job)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  int first = page > 0 ? g_array_index (job->breaks, int, page - 1) : 0;
  int end = page < (int) job->breaks->len ? g_array_index (job->breaks, int, page) : G_MAXINT;
  g_autoptr (PangoLayoutIter) iter = pango_layout_get_iter (job->layout);
  int top = 0;
  int line = 0;

  do {
    int from, to;

    pango_layout_iter_get_line_yrange (iter, &from, &to);
    if (line == first)
      top = from;
    if (line >= first && line < end) {
      cairo_move_to (cr, 0, (double) (pango_layout_iter_get_baseline (iter) - top) / PANGO_SCALE);
      pango_cairo_show_layout_line (cr, pango_layout_iter_get_line_readonly (iter));
    }
    line++;
  } while (pango_layout_iter_next_line (iter));
}

static void
done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, Job *job)
{
  g_autoptr (GError) error = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;
  gtk_print_operation_get_error (operation, &error);
  tsu_desk_fail (job->desk, error);
}

/**
 * tsu_print_text:
 * @desk: says what went wrong
 * @parent: the window that asks
 * @text: what to print
 */
void
tsu_print_text (TsuDesk *desk, GtkWindow *parent, const char *text)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GtkPrintSettings) settings = gtk_print_settings_new ();
  Job *job = g_new0 (Job, 1);

  job->desk = g_object_ref (desk);
  job->text = g_strdup (text);
  job->breaks = g_array_new (FALSE, FALSE, sizeof (int));
  g_object_set_data_full (G_OBJECT (operation), "tsu-job", job, job_free);
  gtk_print_operation_set_job_name (operation, _ ("Story"));
  /* What a file is called that it is printed into. */
  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_BASENAME, _ ("Story"));
  gtk_print_operation_set_print_settings (operation, settings);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_cb), job);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_cb), job);
  g_signal_connect (operation, "done", G_CALLBACK (done_cb), job);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent, NULL);
}

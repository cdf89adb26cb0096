/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The figures of the ward. They are counted anew whenever something was saved, on the store's
 * thread, from the records themselves.
 */

#include "config.h"

#include "tsu-figures-page.h"

#include "tsu-date-style.h"
#include "tsu-date.h"
#include "tsu-dialogs.h"
#include "tsu-figures.h"
#include "tsu-focus.h"
#include "tsu-pane.h"
#include "tsu-records-window.h"
#include "tsu-words.h"
#include "tsu-wrap.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _TsuFiguresPage {
  GtkWidget parent_instance;

  /* owned */
  TsuDesk *desk;
  TsuFigures *figures; /* NULL until they were counted */
  GCancellable *counting;
  GSimpleActionGroup *actions;

  /* owned through the widget tree */
  TsuPane *pane;
  GtkWidget *content;
  GtkWidget *period;
  GtkWidget *grid;

  TsuFigureSubject subject;
  gboolean by_year;
  int steps; /* periods before the present one */
};

G_DEFINE_FINAL_TYPE (TsuFiguresPage, tsu_figures_page, GTK_TYPE_WIDGET)

/* --- counting --- */

typedef struct {
  TsuFigureSubject subject;
  gboolean by_year;
  char *month;
  int year;
  int date_style;
  char *path; /* (nullable): where to write them */
} Ask;

static void
ask_free (gpointer data)
{
  Ask *ask = data;

  g_free (ask->month);
  g_free (ask->path);
  g_free (ask);
}

static Ask *
ask_new (TsuFiguresPage *self)
{
  g_autofree char *today = tsu_date_today (g_get_real_time () / 1000);
  g_autofree char *then = tsu_date_add_months (today, -self->steps);
  Ask *ask = g_new0 (Ask, 1);

  ask->subject = self->subject;
  ask->by_year = self->by_year;
  ask->month = g_strndup (then, strlen ("2026-11"));
  ask->year = tsu_date_fiscal_year (today) - self->steps;
  ask->date_style = tsu_date_style_get (tsu_desk_get_settings (self->desk));
  return ask;
}

static gpointer
count_job (TsuLedger *ledger, gpointer data, GCancellable *cancel, GError **error)
{
  const Ask *ask = data;

  if (ask->by_year)
    return tsu_figures_of_year (ledger, ask->subject, ask->year, ask->date_style, cancel, error);
  return tsu_figures_of_month (ledger, ask->subject, ask->month, ask->date_style, cancel, error);
}

static void fill (TsuFiguresPage *self);

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuFiguresPage) self = data;
  g_autoptr (GError) error = NULL;
  TsuFigures *figures = tsu_store_call_finish (TSU_STORE (source), result, &error);

  if (!self->desk) {
    g_clear_pointer (&figures, tsu_figures_free);
  } else if (figures) {
    g_clear_pointer (&self->figures, tsu_figures_free);
    self->figures = figures;
    fill (self);
  } else {
    tsu_desk_fail (self->desk, error);
  }
}

static void
count (TsuFiguresPage *self)
{
  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  self->counting = g_cancellable_new ();
  tsu_store_read_async (tsu_desk_get_store (self->desk), count_job, ask_new (self), ask_free,
                        (GDestroyNotify) tsu_figures_free, self->counting, counted_cb,
                        g_object_ref (self));
}

/* --- showing --- */

static void
open_cb (TsuFiguresPage *self, GtkWidget *button)
{
  const TsuFigure *figure = g_object_get_data (G_OBJECT (button), "tsu-figure");
  gboolean before = g_object_get_data (G_OBJECT (button), "tsu-before") != NULL;

  tsu_records_window_present (self->desk, GTK_WINDOW (gtk_widget_get_root (button)), figure->label,
                              self->figures->type,
                              before ? figure->records_before : figure->records);
}

static GtkWidget *
make_number (TsuFiguresPage *self, const TsuFigure *figure, gboolean before, const char *text)
{
  GtkWidget *button = gtk_button_new_with_label (text);
  g_autofree char *name = g_strdup_printf ("%s: %s", figure->label, text);

  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "tsu-figure", (gpointer) figure);
  if (before)
    g_object_set_data (G_OBJECT (button), "tsu-before", self);
  g_signal_connect_object (button, "clicked", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  return button;
}

/* A number opens its records; one without records is only read. */
static void
attach_number (TsuFiguresPage *self, const TsuFigure *figure, gboolean before, int line)
{
  gint64 number = before ? figure->before : figure->now;
  const GArray *records = before ? figure->records_before : figure->records;
  /* Translators: a number and its unit: cases, persons. */
  g_autofree char *text = g_strdup_printf (_ ("%'d %s"), (int) number, figure->unit);
  GtkWidget *widget;

  if (records && records->len > 0) {
    widget = make_number (self, figure, before, text);
  } else {
    widget = gtk_label_new (text);
    gtk_widget_add_css_class (widget, "none");
  }
  gtk_widget_add_css_class (widget, "numeric");
  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  if (before)
    gtk_widget_add_css_class (widget, "secondary");
  gtk_widget_set_halign (widget, GTK_ALIGN_END);
  gtk_grid_attach (GTK_GRID (self->grid), widget, before ? 2 : 1, line, 1, 1);
}

static GtkWidget *
attach_label (TsuFiguresPage *self, const char *text, const char *style, int column, int line)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0 : 1);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  if (style)
    gtk_widget_add_css_class (label, style);
  gtk_grid_attach (GTK_GRID (self->grid), label, column, line, 1, 1);
  return label;
}

static void
attach_figure (TsuFiguresPage *self, const TsuFigure *figure, int line)
{
  GtkWidget *label =
    attach_label (self, figure->label, figure->level == 0 ? "heading" : NULL, 0, line);

  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_margin_start (label, 18 * (int) figure->level);
  attach_number (self, figure, FALSE, line);
  attach_number (self, figure, TRUE, line);
  if (figure->level == 0) {
    for (int column = 0; column < 3; column++)
      gtk_widget_set_margin_top (gtk_grid_get_child_at (GTK_GRID (self->grid), column, line), 12);
  }
}

static void
fill (TsuFiguresPage *self)
{
  g_autoptr (GArray) place = tsu_focus_save (self->grid);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->grid)) != NULL)
    gtk_grid_remove (GTK_GRID (self->grid), child);
  gtk_label_set_label (GTK_LABEL (self->period), self->figures->period);
  tsu_pane_set_title (self->pane, self->figures->title, NULL);
  gtk_widget_add_css_class (attach_label (self, self->figures->period, "heading", 1, 0), "figure");
  gtk_widget_add_css_class (attach_label (self, self->figures->period_before, "secondary", 2, 0),
                            "figure");
  for (guint i = 0; i < self->figures->rows->len; i++)
    attach_figure (self, self->figures->rows->pdata[i], (int) i + 1);
  tsu_focus_restore (self->grid, place);
}

/* --- actions --- */

static void
subject_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  TsuFiguresPage *self = data;

  g_simple_action_set_state (action, state);
  self->subject = g_str_equal (g_variant_get_string (state, NULL), "matches")
                    ? TSU_FIGURES_MATCHES
                    : TSU_FIGURES_CONSULTATIONS;
  count (self);
}

static void
span_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  TsuFiguresPage *self = data;

  g_simple_action_set_state (action, state);
  self->by_year = g_str_equal (g_variant_get_string (state, NULL), "year");
  self->steps = 0;
  count (self);
}

static void
turn_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  TsuFiguresPage *self = data;

  self->steps = MAX (0, self->steps - g_variant_get_int32 (parameter));
  count (self);
}

static gpointer
write_job (TsuLedger *ledger, gpointer data, GCancellable *cancel, GError **error)
{
  const Ask *ask = data;
  g_autoptr (TsuFigures) figures = count_job (ledger, data, cancel, error);

  if (!figures || !tsu_figures_write_xlsx (figures, ask->path, cancel, error))
    return NULL;
  return g_path_get_basename (ask->path);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuFiguresPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = tsu_store_call_finish (TSU_STORE (source), result, &error);
  g_autofree char *said = NULL;

  if (!self->desk)
    return;
  if (!name) {
    tsu_desk_fail (self->desk, error);
    return;
  }
  said = g_strdup_printf (_ ("The figures were written to “%s”."), name);
  tsu_desk_say (self->desk, said, FALSE);
}

static void
file_chosen_cb (GFile *file, gpointer data)
{
  g_autoptr (TsuFiguresPage) self = data;

  if (file && g_file_peek_path (file) && self->desk)
    tsu_figures_page_write (self, file);
}

static void
export_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  TsuFiguresPage *self = data;
  g_autofree char *name = NULL;

  if (!self->figures)
    return;
  name = g_strdup_printf ("%s %s.xlsx", self->figures->title, self->figures->period);
  tsu_dialogs_save_file (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                         _ ("Export"), name, file_chosen_cb, g_object_ref (self));
}

static const GActionEntry entries[] = {
  { "subject", NULL, "s", "'consultations'", subject_cb },
  { "span", NULL, "s", "'month'", span_cb },
  { "turn", turn_cb, "i" },
  { "export", export_cb },
};

/* --- the widget --- */

static gboolean
tsu_figures_page_grab_focus (GtkWidget *widget)
{
  return tsu_focus_enter (TSU_FIGURES_PAGE (widget)->content);
}

static void
tsu_figures_page_dispose (GObject *object)
{
  TsuFiguresPage *self = TSU_FIGURES_PAGE (object);

  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  if (self->pane)
    gtk_widget_unparent (GTK_WIDGET (self->pane));
  self->pane = NULL;
  g_clear_pointer (&self->figures, tsu_figures_free);
  g_clear_object (&self->actions);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (tsu_figures_page_parent_class)->dispose (object);
}

static void
tsu_figures_page_class_init (TsuFiguresPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tsu_figures_page_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = tsu_figures_page_grab_focus;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
tsu_figures_page_init (TsuFiguresPage *self)
{
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "figures", G_ACTION_GROUP (self->actions));
}

static GtkWidget *
make_toggles (const char *const *labels, const char *const *actions)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (box, "linked");
  for (int i = 0; labels[i]; i++) {
    GtkWidget *button = gtk_toggle_button_new_with_label (labels[i]);

    gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), actions[i]);
    gtk_box_append (GTK_BOX (box), button);
  }
  return box;
}

static GtkWidget *
make_turn (const char *icon, const char *words, const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  tsu_words_name (button, words);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static GtkWidget *
make_bar (TsuFiguresPage *self)
{
  const char *subjects[] = { _ ("Consultations"), _ ("Matches"), NULL };
  const char *subject_actions[] = { "figures.subject::consultations", "figures.subject::matches" };
  const char *spans[] = { _ ("Month"), _ ("Fiscal year"), NULL };
  const char *span_actions[] = { "figures.span::month", "figures.span::year" };
  GtkWidget *bar = tsu_wrap_box_new ();
  GtkWidget *turns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->period = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->period, "heading");
  gtk_box_append (GTK_BOX (turns),
                  make_turn ("go-previous-symbolic", _ ("Earlier"), "figures.turn(-1)"));
  gtk_box_append (GTK_BOX (turns), self->period);
  gtk_box_append (GTK_BOX (turns), make_turn ("go-next-symbolic", _ ("Later"), "figures.turn(1)"));
  gtk_box_append (GTK_BOX (bar), make_toggles (subjects, subject_actions));
  gtk_box_append (GTK_BOX (bar), make_toggles (spans, span_actions));
  gtk_box_append (GTK_BOX (bar), turns);
  return bar;
}

static GtkWidget *
make_content (TsuFiguresPage *self)
{
  GtkWidget *box = self->content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->grid = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 18);
  gtk_widget_add_css_class (self->grid, "figures");
  gtk_box_append (GTK_BOX (box), make_bar (self));
  gtk_box_append (GTK_BOX (box), self->grid);
  gtk_widget_add_css_class (box, "detail");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 720);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  return scroller;
}

/**
 * tsu_figures_page_new:
 * @outer: the split that has the page as its content
 *
 * Returns: (transfer floating): the page of @info
 */
GtkWidget *
tsu_figures_page_new (const TsuPageInfo *info, TsuDesk *desk, TsuSplit *outer)
{
  TsuFiguresPage *self = g_object_new (TSU_TYPE_FIGURES_PAGE, NULL);
  GtkWidget *export =
    make_turn ("document-save-as-symbolic", _ ("Export the figures to Excel"), "figures.export");

  self->desk = g_object_ref (desk);
  self->pane = TSU_PANE (tsu_pane_new ());
  tsu_pane_set_splits (self->pane, outer, NULL);
  tsu_pane_pack_end (self->pane, export);
  tsu_pane_set_title (self->pane, _ (info->title), NULL);
  tsu_pane_set_child (self->pane, make_content (self));
  gtk_widget_set_parent (GTK_WIDGET (self->pane), GTK_WIDGET (self));
  g_signal_connect_object (tsu_desk_get_settings (desk), "changed::date-style", G_CALLBACK (count),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tsu_desk_get_store (desk), "changed", G_CALLBACK (count), self,
                           G_CONNECT_SWAPPED);
  count (self);
  return GTK_WIDGET (self);
}

/**
 * tsu_figures_page_write:
 * @file: where to; one that is there is replaced
 *
 * Writes the figures of the period that is shown as a workbook, and says so when it is there.
 */
void
tsu_figures_page_write (TsuFiguresPage *self, GFile *file)
{
  Ask *ask = ask_new (self);

  ask->path = g_file_get_path (file);
  tsu_store_read_async (tsu_desk_get_store (self->desk), write_job, ask, ask_free, g_free, NULL,
                        written_cb, g_object_ref (self));
}

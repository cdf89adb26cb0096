/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The plan for the whole ward. It is only a plan: nothing is written until lines are accepted, and
 * those accepted are one step to undo.
 */

#include "config.h"

#include "tsu-plan-window.h"

#include "tsu-date-style.h"
#include "tsu-mnemonic.h"
#include "tsu-plan.h"
#include "tsu-task-window.h"
#include "tsu-text-row.h"
#include "tsu-words.h"

#include <glib/gi18n.h>

struct _TsuPlanWindow {
  AdwWindow parent_instance;

  /* owned */
  TsuDesk *desk;
  TsuPlan *plan; /* NULL once it was accepted */

  /* owned through the widget tree */
  GtkWidget *page;
  GtkWidget *accept;
  GPtrArray *checks; /* GtkCheckButton, one for each line */
};

G_DEFINE_FINAL_TYPE (TsuPlanWindow, tsu_plan_window, ADW_TYPE_WINDOW)

/* --- accepting --- */

typedef struct {
  TsuPlan *plan;
  GPtrArray *accepted; /* TsuPlanLine of the plan */
  TsuDesk *desk;
  guint n_made;
} Accepting;

static void
accepting_free (gpointer data)
{
  Accepting *accepting = data;

  g_ptr_array_unref (accepting->accepted);
  tsu_plan_free (accepting->plan);
  g_object_unref (accepting->desk);
  g_free (accepting);
}

static gpointer
accept_job (TsuLedger *ledger, gpointer data, GCancellable *cancel, GError **error)
{
  Accepting *accepting = data;
  g_autofree char *staff = tsu_ledger_get_setting (ledger, "user");
  g_autoptr (GArray) changed = NULL;

  if (!tsu_plan_accept (accepting->plan, accepting->accepted, ledger, staff, &accepting->n_made,
                        &changed, error))
    return NULL;
  tsu_store_note_changed (ledger, changed);
  return g_memdup2 (&accepting->n_made, sizeof accepting->n_made);
}

static void
accepted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuDesk) desk = data;
  g_autoptr (GError) error = NULL;
  g_autofree guint *n_made = tsu_store_call_finish (TSU_STORE (source), result, &error);
  g_autofree char *said = NULL;

  if (!n_made) {
    tsu_desk_fail (desk, error);
    return;
  }
  said = g_strdup_printf (ngettext ("%u match was proposed.", "%u matches were proposed.", *n_made),
                          *n_made);
  tsu_desk_say (desk, said, TRUE);
}

static GPtrArray *
collect (TsuPlanWindow *self)
{
  GPtrArray *accepted = g_ptr_array_new ();

  for (guint i = 0; i < self->checks->len; i++) {
    if (gtk_check_button_get_active (self->checks->pdata[i]))
      g_ptr_array_add (accepted, self->plan->lines->pdata[i]);
  }
  return accepted;
}

static void
accept_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TsuPlanWindow *self = TSU_PLAN_WINDOW (widget);
  Accepting *accepting = g_new0 (Accepting, 1);

  accepting->accepted = collect (self);
  accepting->plan = g_steal_pointer (&self->plan);
  accepting->desk = g_object_ref (self->desk);
  tsu_store_write_async (tsu_desk_get_store (self->desk), accept_job, accepting, accepting_free,
                         g_free, NULL, accepted_cb, g_object_ref (self->desk));
  gtk_window_close (GTK_WINDOW (self));
}

static void
update_accept (TsuPlanWindow *self)
{
  g_autoptr (GPtrArray) accepted = collect (self);
  g_autofree char *label =
    g_strdup_printf (ngettext ("_Propose %u line", "_Propose %u lines", accepted->len),
                     accepted->len);

  tsu_mnemonic_button_set_label (GTK_BUTTON (self->accept), label);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "plan.accept", accepted->len > 0);
}

static void
all_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TsuPlanWindow *self = TSU_PLAN_WINDOW (widget);
  gboolean all = g_variant_get_boolean (parameter);

  for (guint i = 0; i < self->checks->len; i++)
    gtk_check_button_set_active (self->checks->pdata[i], all);
}

/* --- figures --- */

static void
add_figure (GtkWidget *group, const char *title, const char *before, const char *after)
{
  /* Translators: a figure before and after the plan. */
  g_autofree char *both = g_strdup_printf (_ ("%s → %s"), before, after);
  GtkWidget *row = tsu_text_row_new (title, both, NULL);

  gtk_widget_add_css_class (row, "plan-figure");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

static char *
word_worst (const TsuPlanFigures *figures)
{
  if (figures->worst_score < 0)
    return g_strdup (_ ("none"));
  /* Translators: a number of points, and a need. */
  return g_strdup_printf (_ ("%d points (%s)"), (figures->worst_score + 5) / 10,
                             figures->worst_title);
}

static char *
word_asks (const TsuPlanFigures *figures)
{
  if (!figures->most_asked)
    return g_strdup (_ ("none"));
  return g_strdup_printf (ngettext ("%u time (%s)", "%u times (%s)", figures->most_asks),
                          figures->most_asks, figures->most_asked_name);
}

static void
add_figures (TsuPlanWindow *self)
{
  const TsuPlanFigures *before = &self->plan->before;
  const TsuPlanFigures *after = &self->plan->after;
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *with = g_strdup_printf (_ ("%u of %u"), before->n_with_partner, before->n_needs);
  g_autofree char *with_after =
    g_strdup_printf (_ ("%u of %u"), after->n_with_partner, after->n_needs);
  g_autofree char *worst = word_worst (before);
  g_autofree char *worst_after = word_worst (after);
  g_autofree char *asks = word_asks (before);
  g_autofree char *asks_after = word_asks (after);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Before and after"));
  add_figure (group, _ ("Needs with a partner"), with, with_after);
  add_figure (group, _ ("Worst served"), worst, worst_after);
  add_figure (group, _ ("Most often asked in four weeks"), asks, asks_after);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (group));
}

/* --- lines --- */

static void
add_reasons (GtkWidget *row, const GPtrArray *sentences, const char *icon)
{
  for (guint i = 0; i < sentences->len; i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row),
                              tsu_text_row_new (sentences->pdata[i], NULL, icon));
}

static GtkWidget *
make_line (TsuPlanWindow *self, const TsuPlanLine *line)
{
  const TsuSuggestion *suggestion = line->suggestion;
  GtkWidget *row = adw_expander_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *points = g_strdup_printf (_ ("%d points"), (suggestion->why->score + 5) / 10);
  /* Translators: whoever is proposed, and the points. */
  g_autofree char *subtitle = g_strdup_printf (_ ("%s · %s"), suggestion->title, points);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  line->need_title, -1);
  g_signal_connect_object (check, "toggled", G_CALLBACK (update_accept), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->checks, check);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), line->need_title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  line->need_title, -1);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row), check);
  add_reasons (row, suggestion->why->reasons, "object-select-symbolic");
  add_reasons (row, suggestion->why->doubts, "tsu-doubt-symbolic");
  if (line->instead) {
    g_autoptr (GPtrArray) one = g_ptr_array_new ();

    g_ptr_array_add (one, line->instead);
    add_reasons (row, one, "tsu-matches-symbolic");
  }
  return row;
}

static GtkWidget *
add_group (TsuPlanWindow *self, const char *title, guint n)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_widget_set_visible (group, n > 0);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (group));
  return group;
}

static void
fill (TsuPlanWindow *self)
{
  const TsuPlan *plan = self->plan;
  GtkWidget *group;

  add_figures (self);
  group = add_group (self, _ ("Lines of the plan"), plan->lines->len);
  for (guint i = 0; i < plan->lines->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                               make_line (self, plan->lines->pdata[i]));
  group = add_group (self, _ ("Exchanges"), plan->rings->len);
  for (guint i = 0; i < plan->rings->len; i++) {
    const TsuPlanRing *ring = plan->rings->pdata[i];

    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                               tsu_text_row_new (ring->sentence, NULL, "tsu-ties-symbolic"));
  }
  group = add_group (self, _ ("Nobody yet"), plan->gaps->len);
  for (guint i = 0; i < plan->gaps->len; i++) {
    const TsuPlanGap *gap = plan->gaps->pdata[i];

    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                               tsu_text_row_new (gap->need_title, gap->why, "tsu-need-symbolic"));
  }
  update_accept (self);
}

/* --- the window --- */

static void
tsu_plan_window_dispose (GObject *object)
{
  TsuPlanWindow *self = TSU_PLAN_WINDOW (object);

  g_clear_pointer (&self->checks, g_ptr_array_unref);
  g_clear_pointer (&self->plan, tsu_plan_free);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (tsu_plan_window_parent_class)->dispose (object);
}

static void
tsu_plan_window_class_init (TsuPlanWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tsu_plan_window_dispose;
  gtk_widget_class_install_action (widget_class, "plan.accept", NULL, accept_cb);
  gtk_widget_class_install_action (widget_class, "plan.all", "b", all_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static GtkWidget *
make_header (TsuPlanWindow *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *more = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  g_menu_append (menu, _ ("Choose _all lines"), "plan.all(true)");
  g_menu_append (menu, _ ("Choose _none"), "plan.all(false)");
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (more), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (more), G_MENU_MODEL (menu));
  tsu_words_name (more, _ ("Menu of the plan"));
  self->accept = gtk_button_new ();
  gtk_button_set_use_underline (GTK_BUTTON (self->accept), TRUE);
  gtk_widget_add_css_class (self->accept, "suggested-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->accept), "plan.accept");
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), self->accept);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), more);
  return header;
}

static void
tsu_plan_window_init (TsuPlanWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->checks = g_ptr_array_new ();
  self->page = adw_preferences_page_new ();
  gtk_widget_set_vexpand (self->page, TRUE);
  gtk_box_append (GTK_BOX (box), make_header (self));
  gtk_box_append (GTK_BOX (box), self->page);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Plan for the whole ward"));
  gtk_window_set_default_size (GTK_WINDOW (self), 720, 640);
}

/* --- making the plan --- */

static void
tell_cb (guint done, guint total, gpointer meter)
{
  tsu_meter_tell (meter, done, total);
}

static gpointer
plan_job (
  TsuLedger *ledger, gpointer data, TsuMeter *meter, GCancellable *cancellable, GError **error)
{
  /* A market of its own: the window's is the store's reader's. */
  g_autoptr (TsuMarket) market = tsu_market_new ();

  tsu_market_set_date_style (market, GPOINTER_TO_INT (data));
  return tsu_plan_make (market, ledger, NULL, tell_cb, meter, cancellable, error);
}

static void
planned_cb (TsuDesk *desk, GtkWindow *parent, gpointer data, gpointer result, const GError *error)
{
  TsuPlanWindow *self;

  if (error) {
    tsu_desk_fail (desk, error);
    return;
  }
  self = g_object_new (TSU_TYPE_PLAN_WINDOW, "transient-for", parent, "modal", TRUE, NULL);
  self->desk = g_object_ref (desk);
  self->plan = result;
  fill (self);
  gtk_window_present (GTK_WINDOW (self));
}

/**
 * tsu_plan_window_make:
 * @parent: stands behind it
 *
 * Makes the plan, with a window that shows how far it is and can stop it, and then shows it.
 */
void
tsu_plan_window_make (TsuDesk *desk, GtkWindow *parent)
{
  tsu_task_window_run (desk, parent,
                       &(TsuTask){ .title = _ ("Matching the whole ward"),
                                               .unit = _ ("needs"), .func = plan_job,
                                                          .data =
                                                            GINT_TO_POINTER (tsu_date_style_get (
                                                              tsu_desk_get_settings (desk))),
                                                          .done = planned_cb });
}

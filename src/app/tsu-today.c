/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The page of the day.
 */

#include "config.h"

#include "tsu-today.h"

#include "tsu-columns.h"
#include "tsu-date-style.h"
#include "tsu-date.h"
#include "tsu-detail.h"
#include "tsu-focus.h"
#include "tsu-mnemonic.h"
#include "tsu-news.h"
#include "tsu-page-stack.h"
#include "tsu-today-block.h"
#include "tsu-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define WIDEST 1120       /* px */
#define LOOK_SECONDS 60   /* how often it is looked whether another day has begun */
#define MARK "today-mark" /* setting of the ledger: see tsu_ledger_get_mark() */

struct _TsuToday {
  GtkWidget parent_instance;

  /* owned */
  TsuDesk *desk;
  GCancellable *reading;
  char *day; /* that is shown */

  guint looking;
  gint64 mark; /* -1 until it is known */

  /* owned through the widget tree */
  GtkStack *stack; /* "day", "record" */
  TsuPane *pane;
  TsuDetail *detail;
  GtkWidget *columns;
  GtkWidget *blocks[TSU_TODAY_N_GROUPS];
  GtkWidget *mine;
};

G_DEFINE_FINAL_TYPE (TsuToday, tsu_today, GTK_TYPE_WIDGET)

static char *
dup_today (void)
{
  return tsu_date_today (g_get_real_time () / 1000);
}

/* The last row of a matter takes the focus along when it goes; it stays on the page all the same.
 */
static void
show_groups (TsuToday *self, GPtrArray *groups)
{
  gboolean focused = tsu_focus_is_within (self->columns);

  for (guint i = 0; i < TSU_TODAY_N_GROUPS; i++)
    tsu_today_block_show (TSU_TODAY_BLOCK (self->blocks[i]), groups->pdata[i]);
  if (focused && !tsu_focus_is_within (self->columns))
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuToday) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) groups = tsu_store_call_finish (TSU_STORE (source), result, &error);

  if (!self->stack)
    return;
  if (!groups) {
    tsu_desk_fail (self->desk, error);
    return;
  }
  show_groups (self, groups);
}

static void
reread (TsuToday *self)
{
  GSettings *settings = tsu_desk_get_settings (self->desk);
  TsuTodayAsk *ask;
  int style = tsu_date_style_get (settings);
  g_autofree char *title = NULL;

  if (self->mark < 0)
    return;
  g_free (self->day);
  self->day = dup_today ();
  title = tsu_date_format (self->day, style, TRUE);
  tsu_pane_set_title (self->pane, _ ("Today"), title);

  ask = g_new0 (TsuTodayAsk, 1);
  g_strlcpy (ask->today, self->day, sizeof ask->today);
  ask->mine = g_settings_get_boolean (settings, "today-mine");
  ask->mark = self->mark;
  ask->date_style = style;
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  tsu_store_read_async (tsu_desk_get_store (self->desk), tsu_today_data_read, ask, g_free,
                        (GDestroyNotify) g_ptr_array_unref, self->reading, read_cb,
                        g_object_ref (self));
}

static gboolean
look_cb (gpointer data)
{
  TsuToday *self = data;
  g_autofree char *today = dup_today ();

  if (g_strcmp0 (today, self->day) != 0)
    reread (self);
  return G_SOURCE_CONTINUE;
}

/* --- where the user last was --- */

static gpointer
mark_job (TsuLedger *ledger, gpointer data, GCancellable *cancel, GError **error)
{
  g_autofree char *setting = tsu_ledger_get_setting (ledger, MARK);
  gint64 *mark = g_new0 (gint64, 1);

  *mark = setting ? g_ascii_strtoll (setting, NULL, 10) : tsu_ledger_get_mark (ledger, error);
  if (*mark >= 0)
    return mark;
  g_free (mark);
  return NULL;
}

static void
marked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuToday) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *mark = tsu_store_call_finish (TSU_STORE (source), result, &error);

  if (!self->stack)
    return;
  if (!mark) {
    tsu_desk_fail (self->desk, error);
    return;
  }
  self->mark = *mark;
  reread (self);
}

static gpointer
leave_job (TsuLedger *ledger, gpointer data, GCancellable *cancel, GError **error)
{
  gint64 mark = tsu_ledger_get_mark (ledger, error);
  g_autofree char *setting = g_strdup_printf ("%" G_GINT64_FORMAT, mark);

  return GINT_TO_POINTER (mark >= 0 && tsu_ledger_set_setting (ledger, MARK, setting, error));
}

/* --- records without a page of their own --- */

static void
open_cb (TsuToday *self, const char *id, const char *type)
{
  if (tsu_page_info_find_for_type (type))
    tsu_desk_open (self->desk, tsu_schema_find_type (type), id);
  else
    tsu_today_show_record (self, id);
}

static void
back_cb (TsuToday *self)
{
  tsu_today_back (self);
}

/* --- the widget --- */

/* The first thing to do, so that the day can be gone through from there. */
static gboolean
tsu_today_grab_focus (GtkWidget *widget)
{
  TsuToday *self = TSU_TODAY (widget);

  for (guint i = 0; i < TSU_TODAY_N_GROUPS; i++) {
    if (gtk_widget_grab_focus (self->blocks[i]))
      return TRUE;
  }
  return gtk_widget_grab_focus (self->mine);
}

static void
tsu_today_dispose (GObject *object)
{
  TsuToday *self = TSU_TODAY (object);

  g_clear_handle_id (&self->looking, g_source_remove);
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  if (self->stack && self->mark >= 0)
    tsu_store_write_async (tsu_desk_get_store (self->desk), leave_job, NULL, NULL, NULL, NULL, NULL,
                           NULL);
  if (self->stack)
    gtk_widget_unparent (GTK_WIDGET (self->stack));
  self->stack = NULL;
  g_clear_pointer (&self->day, g_free);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (tsu_today_parent_class)->dispose (object);
}

static void
tsu_today_class_init (TsuTodayClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tsu_today_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = tsu_today_grab_focus;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
tsu_today_init (TsuToday *self)
{
  self->mark = -1;
}

static GtkWidget *
make_switch (TsuToday *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *all = gtk_toggle_button_new_with_label (_ ("Everybody's"));

  self->mine = gtk_toggle_button_new_with_label (_ ("Mine"));
  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (all), GTK_TOGGLE_BUTTON (self->mine));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (all), TRUE);
  g_settings_bind (tsu_desk_get_settings (self->desk), "today-mine", self->mine, "active",
                   G_SETTINGS_BIND_DEFAULT);
  gtk_widget_add_css_class (box, "linked");
  gtk_widget_set_tooltip_text (self->mine, _ ("Only what you are in charge of"));
  gtk_box_append (GTK_BOX (box), self->mine);
  gtk_box_append (GTK_BOX (box), all);
  return box;
}

static GtkWidget *
build_day (TsuToday *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *choice = make_switch (self);

  self->columns = tsu_columns_box_new ();
  for (guint i = 0; i < TSU_TODAY_N_GROUPS; i++) {
    self->blocks[i] = tsu_today_block_new (self->desk, (TsuTodayGroup) i);
    g_signal_connect_object (self->blocks[i], "open", G_CALLBACK (open_cb), self,
                             G_CONNECT_SWAPPED);
    gtk_box_append (GTK_BOX (self->columns), self->blocks[i]);
  }
  gtk_widget_set_halign (choice, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), choice);
  gtk_box_append (GTK_BOX (box), self->columns);
  gtk_widget_add_css_class (box, "detail");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), WIDEST);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), WIDEST);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  return scroller;
}

static void
build (TsuToday *self, TsuSplit *outer)
{
  GtkWidget *slip = tsu_mnemonic_button_new (_ ("_Counter slip"));
  GtkWidget *back = gtk_button_new_from_icon_name ("go-previous-symbolic");

  self->stack = tsu_page_stack_new ();
  gtk_widget_set_parent (GTK_WIDGET (self->stack), GTK_WIDGET (self));

  self->pane = TSU_PANE (tsu_pane_new ());
  tsu_pane_set_title (self->pane, _ ("Today"), NULL);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (slip), "win.slip");
  gtk_widget_add_css_class (slip, "suggested-action");
  gtk_widget_set_tooltip_text (slip, _ ("Write down a consultation (Ctrl+N)"));
  tsu_pane_pack_end (self->pane, slip);
  tsu_pane_set_child (self->pane, build_day (self));
  tsu_pane_set_splits (self->pane, outer, NULL);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->pane), "day");

  self->detail = TSU_DETAIL (tsu_detail_new (self->desk));
  tsu_words_name (back, _ ("Back to the day"));
  g_signal_connect_object (back, "clicked", G_CALLBACK (back_cb), self, G_CONNECT_SWAPPED);
  tsu_pane_pack_start (tsu_detail_get_pane (self->detail), back);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->detail), "record");
}

/**
 * tsu_today_new:
 * @outer: the split that has the page as its content
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
tsu_today_new (const TsuPageInfo *info, TsuDesk *desk, TsuSplit *outer)
{
  TsuToday *self = g_object_new (TSU_TYPE_TODAY, NULL);

  self->desk = g_object_ref (desk);
  build (self, outer);
  self->looking = g_timeout_add_seconds (LOOK_SECONDS, look_cb, self);
  g_signal_connect_object (tsu_desk_get_store (desk), "changed", G_CALLBACK (reread), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (tsu_desk_get_settings (desk), "changed::today-mine", G_CALLBACK (reread),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tsu_desk_get_settings (desk), "changed::date-style", G_CALLBACK (reread),
                           self, G_CONNECT_SWAPPED);
  tsu_store_read_async (tsu_desk_get_store (desk), mark_job, NULL, NULL, g_free, NULL, marked_cb,
                        g_object_ref (self));
  return GTK_WIDGET (self);
}

/**
 * tsu_today_show_record:
 * @id: of a record whose type has no page
 *
 * Shows it in the place of the day.
 */
void
tsu_today_show_record (TsuToday *self, const char *id)
{
  tsu_detail_show (self->detail, id);
  gtk_stack_set_visible_child_name (self->stack, "record");
}

/**
 * tsu_today_back:
 *
 * Returns: whether there was a step back, from a record to the day
 */
gboolean
tsu_today_back (TsuToday *self)
{
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "record") != 0)
    return FALSE;
  gtk_stack_set_visible_child_name (self->stack, "day");
  return TRUE;
}

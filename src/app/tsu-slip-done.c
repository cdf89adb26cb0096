/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The page after saving: while the person is still at the counter, what was made of their wish and
 * who could meet it.
 */

#include "config.h"

#include "tsu-slip-done.h"

#include "tsu-date-style.h"
#include "tsu-date.h"
#include "tsu-suggestions-group.h"
#include "tsu-summary.h"
#include "tsu-text-row.h"
#include "tsu-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define BEST 5 /* ties shown for each need or offer */

struct _TsuSlipDone {
  GtkWidget parent_instance;

  /* owned */
  TsuDesk *desk;
  GCancellable *asking;
  char *contact; /* (nullable): when the next contact is, in words */

  /* owned through the widget tree */
  GtkWidget *groups; /* emptied for the next slip */
};

G_DEFINE_FINAL_TYPE (TsuSlipDone, tsu_slip_done, GTK_TYPE_WIDGET)

typedef struct {
  char **ids;
  int date_style;
} Ask;

static void
ask_free (gpointer data)
{
  Ask *ask = data;

  g_strfreev (ask->ids);
  g_free (ask);
}

static gpointer
read_job (TsuLedger *ledger, gpointer data, GCancellable *cancel, GError **error)
{
  const Ask *ask = data;
  TsuSummaryStyle style = { .date_style = ask->date_style };
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_summary_free);

  for (guint i = 0; ask->ids[i]; i++) {
    g_autoptr (TsuRecord) record = tsu_ledger_get (ledger, ask->ids[i], error);

    if (!record)
      return NULL;
    g_ptr_array_add (all, tsu_summary_new (ledger, record, &style));
  }
  return g_steal_pointer (&all);
}

static GtkWidget *
make_row (TsuSlipDone *self, const TsuSummary *summary)
{
  GtkWidget *row = tsu_text_row_new (summary->title, summary->details, summary->icon);

  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  tsu_text_row_set_opens (row, self->desk, summary->type, summary->id);
  return row;
}

static void
clear (TsuSlipDone *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->groups)) != NULL)
    gtk_box_remove (GTK_BOX (self->groups), child);
}

static void
add_record (TsuSlipDone *self, const TsuSummary *summary, gboolean consultation)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *ties;

  adw_preferences_group_set_title (group, consultation ? _ ("Written down")
                                                       : tsu_words_type (summary->type));
  if (consultation && self->contact)
    adw_preferences_group_set_description (group, self->contact);
  adw_preferences_group_add (group, make_row (self, summary));
  gtk_box_append (GTK_BOX (self->groups), GTK_WIDGET (group));
  if (consultation)
    return;
  ties = tsu_suggestions_group_new (self->desk, BEST);
  tsu_suggestions_group_show (TSU_SUGGESTIONS_GROUP (ties), summary->type, summary->id);
  gtk_box_append (GTK_BOX (self->groups), ties);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuSlipDone) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = tsu_store_call_finish (TSU_STORE (source), result, &error);

  if (!self->groups || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (!all) {
    tsu_desk_fail (self->desk, error);
    return;
  }
  clear (self);
  for (guint i = 0; i < all->len; i++)
    add_record (self, all->pdata[i], i == 0);
}

static void
tsu_slip_done_dispose (GObject *object)
{
  TsuSlipDone *self = TSU_SLIP_DONE (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_pointer (&self->groups, gtk_widget_unparent);
  g_clear_pointer (&self->contact, g_free);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (tsu_slip_done_parent_class)->dispose (object);
}

static void
tsu_slip_done_class_init (TsuSlipDoneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tsu_slip_done_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
tsu_slip_done_init (TsuSlipDone *self)
{
  self->groups = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  gtk_widget_set_parent (self->groups, GTK_WIDGET (self));
}

GtkWidget *
tsu_slip_done_new (TsuDesk *desk)
{
  TsuSlipDone *self = g_object_new (TSU_TYPE_SLIP_DONE, NULL);

  self->desk = g_object_ref (desk);
  return GTK_WIDGET (self);
}

static void
word_contact (TsuSlipDone *self, const TsuSlipForm *form, int style)
{
  g_autofree char *day = form->follow_up ? tsu_date_format (form->follow_up, style, TRUE) : NULL;

  g_free (self->contact);
  /* Translators: %s is a day. */
  self->contact = day ? g_strdup_printf (_ ("Next contact: %s"), day) : NULL;
}

/**
 * tsu_slip_done_show:
 * @form: the slip that was saved
 * @made: (element-type utf8): ids of the needs and offers that were made of it
 */
void
tsu_slip_done_show (TsuSlipDone *self, const TsuSlipForm *form, GPtrArray *made)
{
  Ask *ask = g_new0 (Ask, 1);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  g_strv_builder_add (ids, form->id);
  for (guint i = 0; i < made->len; i++)
    g_strv_builder_add (ids, made->pdata[i]);
  ask->ids = g_strv_builder_end (ids);
  ask->date_style = tsu_date_style_get (tsu_desk_get_settings (self->desk));
  word_contact (self, form, ask->date_style);
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  clear (self);
  tsu_store_read_async (tsu_desk_get_store (self->desk), read_job, ask, ask_free,
                        (GDestroyNotify) g_ptr_array_unref, self->asking, read_cb,
                        g_object_ref (self));
}

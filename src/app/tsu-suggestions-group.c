/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The suggestions for a record, found on the store's thread. While the first answer is awaited the
 * group says so; later ones replace what stands there only when they have come.
 */

#include "config.h"

#include "tsu-suggestions-group.h"

#include "tsu-focus.h"
#include "tsu-suggestion-row.h"
#include "tsu-text-row.h"

#include <glib/gi18n.h>

#define MORE 15     /* further suggestions shown when asked for */
#define LEFT_OUT 40 /* of those left out, shown when asked for */

struct _TsuSuggestionsGroup {
  AdwPreferencesGroup parent_instance;

  /* owned */
  TsuDesk *desk;
  GCancellable *asking;
  GPtrArray *rows; /* GtkWidget, owned through the widget tree */
  char *id;

  gboolean is_need;
  guint limit;
};

G_DEFINE_FINAL_TYPE (TsuSuggestionsGroup, tsu_suggestions_group, ADW_TYPE_PREFERENCES_GROUP)

/* What a job is asked, and the market it asks. */
typedef struct {
  TsuMarket *market;
  char *id;
  guint limit;
  gboolean is_need;
} Ask;

static void
ask_free (gpointer data)
{
  Ask *ask = data;

  tsu_market_unref (ask->market);
  g_free (ask->id);
  g_free (ask);
}

static Ask *
ask_new (TsuSuggestionsGroup *self, guint limit)
{
  Ask *ask = g_new0 (Ask, 1);

  ask->market = tsu_market_ref (tsu_desk_get_market (self->desk));
  ask->id = g_strdup (self->id);
  ask->limit = limit;
  ask->is_need = self->is_need;
  return ask;
}

/* --- rows --- */

static void
add_row (TsuSuggestionsGroup *self, GtkWidget *row)
{
  g_ptr_array_add (self->rows, row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

static void
clear (TsuSuggestionsGroup *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
}

/* --- those left out --- */

static gpointer
left_out_job (TsuLedger *ledger, gpointer data, GCancellable *cancel, GError **error)
{
  Ask *ask = data;

  return tsu_suggest_left_out (ask->market, ledger, ask->id, TSU_FILTER_NONE, ask->limit, cancel,
                               error);
}

static GtkWidget *
make_left_out_row (TsuSuggestionsGroup *self, const TsuLeftOut *out)
{
  GtkWidget *row = tsu_text_row_new (out->title, out->reason, out->type->icon);

  tsu_text_row_set_opens (row, self->desk, out->type, out->id);
  return row;
}

static void
left_out_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) expander = data;
  TsuSuggestionsGroup *self = g_object_get_data (G_OBJECT (expander), "tsu-group");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = tsu_store_call_finish (TSU_STORE (source), result, &error);

  /* The group may be showing another record by now; then the row is no longer in it. */
  if (!gtk_widget_get_root (expander) || !self->desk)
    return;
  if (!all) {
    tsu_desk_fail (self->desk, error);
    return;
  }
  for (guint i = 0; i < all->len; i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), make_left_out_row (self, all->pdata[i]));
}

static void
expanded_cb (TsuSuggestionsGroup *self, GParamSpec *pspec, GtkWidget *expander)
{
  if (!adw_expander_row_get_expanded (ADW_EXPANDER_ROW (expander)) ||
      g_object_get_data (G_OBJECT (expander), "tsu-group"))
    return;
  g_object_set_data (G_OBJECT (expander), "tsu-group", self);
  tsu_store_read_async (tsu_desk_get_store (self->desk), left_out_job, ask_new (self, LEFT_OUT),
                        ask_free, (GDestroyNotify) g_ptr_array_unref, self->asking, left_out_cb,
                        g_object_ref (expander));
}

static void
add_left_out (TsuSuggestionsGroup *self, const TsuSuggestions *found)
{
  g_autofree char *words = tsu_suggestions_describe_left_out (found);
  GtkWidget *row;

  if (!self->is_need || found->n_left_out == 0 || !words)
    return;
  row = adw_expander_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  adw_expander_row_set_icon_name (ADW_EXPANDER_ROW (row), "tsu-funnel-symbolic");
  g_signal_connect_object (row, "notify::expanded", G_CALLBACK (expanded_cb), self,
                           G_CONNECT_SWAPPED);
  add_row (self, row);
}

/* --- the answer --- */

static void ask (TsuSuggestionsGroup *self);

static void
more_cb (TsuSuggestionsGroup *self)
{
  self->limit += MORE;
  ask (self);
}

static void
fill (TsuSuggestionsGroup *self, const TsuSuggestions *found)
{
  gboolean beside = FALSE;
  g_autoptr (GArray) place = tsu_focus_save (GTK_WIDGET (self));

  clear (self);
  if (found->n_fit == 0)
    add_row (self,
             tsu_text_row_new (self->is_need ? _ ("Nobody in the ledger fits this need yet.")
                                             : _ ("No open need fits at present."), NULL, NULL));
  for (guint i = 0; i < found->best->len; i++) {
    const TsuSuggestion *one = found->best->pdata[i];

    if (one->beside && !beside)
      add_row (self, tsu_text_row_new (_ ("Another kind of help, but close to what is wanted"),
                                          NULL, NULL));
    beside = one->beside;
    add_row (self, tsu_suggestion_row_new (self->desk, one));
  }
  if (found->n_fit > found->best->len) {
    g_autofree char *title = g_strdup_printf (_ ("Show more (%u fit)"), found->n_fit);
    GtkWidget *row = tsu_text_row_new (title, NULL, "view-more-symbolic");

    gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
    gtk_widget_add_css_class (row, "more");
    g_signal_connect_object (row, "activated", G_CALLBACK (more_cb), self, G_CONNECT_SWAPPED);
    add_row (self, row);
  }
  add_left_out (self, found);
  tsu_focus_restore (GTK_WIDGET (self), place);
}

static gpointer
suggest_job (TsuLedger *ledger, gpointer data, GCancellable *cancel, GError **error)
{
  Ask *ask = data;

  return ask->is_need
           ? tsu_suggest_for_need (ask->market, ledger, ask->id, ask->limit, cancel, error)
           : tsu_suggest_for_offer (ask->market, ledger, ask->id, ask->limit, cancel, error);
}

static void
suggested_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuSuggestionsGroup) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TsuSuggestions) found = tsu_store_call_finish (TSU_STORE (source), result, &error);

  if (!self->desk || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (found) {
    fill (self, found);
    return;
  }
  clear (self);
  add_row (self, tsu_text_row_new (error->message, NULL, "tsu-doubt-symbolic"));
}

static void
ask (TsuSuggestionsGroup *self)
{
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  tsu_store_read_async (tsu_desk_get_store (self->desk), suggest_job, ask_new (self, self->limit),
                        ask_free, (GDestroyNotify) tsu_suggestions_free, self->asking, suggested_cb,
                        g_object_ref (self));
}

/* --- the widget --- */

static void
tsu_suggestions_group_dispose (GObject *object)
{
  TsuSuggestionsGroup *self = TSU_SUGGESTIONS_GROUP (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->id, g_free);

  G_OBJECT_CLASS (tsu_suggestions_group_parent_class)->dispose (object);
}

static void
tsu_suggestions_group_class_init (TsuSuggestionsGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tsu_suggestions_group_dispose;
}

static void
tsu_suggestions_group_init (TsuSuggestionsGroup *self)
{
  self->rows = g_ptr_array_new ();
}

/**
 * tsu_suggestions_group_new:
 * @limit: how many to show before more are asked for
 *
 * Returns: (transfer floating): an empty group
 */
GtkWidget *
tsu_suggestions_group_new (TsuDesk *desk, guint limit)
{
  TsuSuggestionsGroup *self = g_object_new (TSU_TYPE_SUGGESTIONS_GROUP, NULL);

  self->desk = g_object_ref (desk);
  self->limit = limit;
  return GTK_WIDGET (self);
}

/**
 * tsu_suggestions_group_show:
 * @type: need, offer, actor or resource
 * @id: for which record; the same one again looks for what has changed
 */
void
tsu_suggestions_group_show (TsuSuggestionsGroup *self, const TsuType *type, const char *id)
{
  gboolean same = g_strcmp0 (self->id, id) == 0;

  self->is_need = g_str_equal (type->name, "need");
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self),
                                   self->is_need ? _ ("Who could help")
                                                 : _ ("Needs it could meet"));
  if (!same) {
    g_free (self->id);
    self->id = g_strdup (id);
    clear (self);
    add_row (self, tsu_text_row_new (_ ("Looking…"), NULL, NULL));
  }
  ask (self);
}

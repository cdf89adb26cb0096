/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list is the server's: it is asked for when the page is gone to. Names of records are looked
 * up on the store's thread.
 */

#include "config.h"

#include "tsu-oversight.h"

#include "tsu-attention-words.h"
#include "tsu-client.h"
#include "tsu-date-style.h"
#include "tsu-summary.h"
#include "tsu-wire-held.h"
#include "tsu-words.h"

#include <glib/gi18n.h>

/* Older ones were talked about long ago. */
#define MOST 20
/* Of an import nobody reads everything. */
#define CHANGES_MAX 5

struct _TsuOversight {
  AdwPreferencesGroup parent_instance;

  /* owned */
  TsuDesk *desk;
  GCancellable *cancellable;
  GPtrArray *rows; /* of the widget tree */
};

G_DEFINE_FINAL_TYPE (TsuOversight, tsu_oversight, ADW_TYPE_PREFERENCES_GROUP)

/* --- in words, on the store's thread --- */

typedef struct {
  GPtrArray *list; /* TsuHeldWork */
  int date_style;
} Ask;

static void
ask_free (gpointer data)
{
  Ask *ask = data;

  g_ptr_array_unref (ask->list);
  g_free (ask);
}

typedef struct {
  char *title;
  char *text;
} Line;

static void
line_free (gpointer data)
{
  Line *line = data;

  g_free (line->title);
  g_free (line->text);
  g_free (line);
}

static void
append_change (GString *text, TsuLedger *ledger, const TsuChange *change, int date_style)
{
  const TsuType *type = tsu_schema_find_type (change->type);
  g_autofree char *name = NULL;
  g_autofree char *written = NULL;

  if (!type)
    return;
  name = tsu_ledger_find_key (ledger, change->record) != 0
           ? tsu_summary_dup_name (ledger, change->record)
           : g_strdup (tsu_words_type (type));
  written = tsu_attention_words_written (ledger, type, change, date_style);
  g_string_append_printf (text, "%s\n", name);
  if (*written)
    g_string_append_printf (text, "%s\n", written);
}

static Line *
word (TsuLedger *ledger, const TsuHeldWork *work, int date_style)
{
  g_autofree char *when = tsu_attention_words_moment (work->time, date_style);
  g_autoptr (GString) text = g_string_new (NULL);
  Line *line = g_new0 (Line, 1);
  guint more = work->changes->len > CHANGES_MAX ? work->changes->len - CHANGES_MAX : 0;

  for (guint i = 0; i < work->changes->len - more; i++)
    append_change (text, ledger, work->changes->pdata[i], date_style);
  if (more > 0)
    g_string_append_printf (text, ngettext ("… and %u more\n", "… and %u more\n", more), more);
  g_string_append (text, tsu_attention_words_held_of_others (work->reason));
  /* Translators: a name, and a date and time. */
  line->title = g_strdup_printf (_ ("%1$s, %2$s"), work->user, when);
  line->text = g_string_free (g_steal_pointer (&text), FALSE);
  return line;
}

static gpointer
word_job (TsuLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  const Ask *ask = data;
  GPtrArray *lines = g_ptr_array_new_with_free_func (line_free);

  for (guint i = 0; i < ask->list->len; i++)
    g_ptr_array_add (lines, word (ledger, ask->list->pdata[i], ask->date_style));
  return lines;
}

/* --- showing --- */

static GtkWidget *
make_row (const Line *line)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), line->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), line->text);
  return row;
}

static void
show_lines (TsuOversight *self, GPtrArray *lines)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < lines->len; i++) {
    GtkWidget *row = make_row (lines->pdata[i]);

    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
    g_ptr_array_add (self->rows, row);
  }
  gtk_widget_set_visible (GTK_WIDGET (self), lines->len > 0);
}

static void
worded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuOversight) self = data;
  g_autoptr (GPtrArray) lines = tsu_store_call_finish (TSU_STORE (source), result, NULL);

  if (lines && self->desk)
    show_lines (self, lines);
}

/* A server that does not answer is told of by the foot of the sidebar; what was shown stays. */
static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuOversight) self = data;
  GPtrArray *list = tsu_client_list_held_finish (TSU_CLIENT (source), result, NULL);
  Ask *ask;

  if (!list)
    return;
  ask = g_new0 (Ask, 1);
  ask->list = list;
  if (!self->desk) {
    ask_free (ask);
    return;
  }
  ask->date_style = tsu_date_style_get (tsu_desk_get_settings (self->desk));
  tsu_store_read_async (tsu_desk_get_store (self->desk), word_job, ask, ask_free,
                        (GDestroyNotify) g_ptr_array_unref, self->cancellable, worded_cb,
                        g_object_ref (self));
}

/**
 * tsu_oversight_look:
 *
 * Asks the server anew.
 */
void
tsu_oversight_look (TsuOversight *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  tsu_client_list_held_async (tsu_desk_get_client (self->desk), MOST, self->cancellable, listed_cb,
                              g_object_ref (self));
}

/* --- the class --- */

static void
tsu_oversight_dispose (GObject *object)
{
  TsuOversight *self = TSU_OVERSIGHT (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (tsu_oversight_parent_class)->dispose (object);
}

static void
tsu_oversight_class_init (TsuOversightClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tsu_oversight_dispose;
}

static void
tsu_oversight_init (TsuOversight *self)
{
  self->rows = g_ptr_array_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Held back of others"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self),
                                         _ ("You look after this ward. Talk to who wrote it and have the right given, or write it in "
       "yourself. The newest 20 stay here."));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * tsu_oversight_new:
 *
 * Returns: (transfer floating): the list, empty until tsu_oversight_look()
 */
GtkWidget *
tsu_oversight_new (TsuDesk *desk)
{
  TsuOversight *self = g_object_new (TSU_TYPE_OVERSIGHT, NULL);

  self->desk = g_object_ref (desk);
  return GTK_WIDGET (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A timeline or a story as rows: what it was, when, and what was said. Facts and impressions bear
 * different names and icons.
 */

#include "config.h"

#include "tsu-chronicle.h"

#include "tsu-asks.h"
#include "tsu-date-style.h"
#include "tsu-date.h"
#include "tsu-dialogs.h"
#include "tsu-focus.h"
#include "tsu-print-text.h"
#include "tsu-story.h"
#include "tsu-text-row.h"
#include "tsu-timeline.h"
#include "tsu-words.h"

#include <glib/gi18n.h>
#include <string.h>

#define FEW 3 /* rows shown before the rest is asked for: below stands how to reach somebody */

struct _TsuChronicle {
  AdwPreferencesGroup parent_instance;

  /* owned */
  TsuDesk *desk;
  GCancellable *asking;
  GPtrArray *rows; /* GtkWidget, owned through the widget tree */
  char *id;
  char *text; /* (nullable): all lines, to be printed or saved */

  /* owned through the widget tree */
  GtkWidget *menu;

  gboolean of_actor;
  gboolean all; /* the rest was asked for */
};

G_DEFINE_FINAL_TYPE (TsuChronicle, tsu_chronicle, ADW_TYPE_PREFERENCES_GROUP)

/* What came back: the lines, and of an actor how often it was asked. */
typedef struct {
  GPtrArray *lines; /* TsuStoryLine */
  char *asked;      /* (nullable) */
} Answer;

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_clear_pointer (&answer->lines, g_ptr_array_unref);
  g_free (answer->asked);
  g_free (answer);
}

/* --- rows --- */

static char *
describe (TsuChronicle *self, const TsuStoryLine *line)
{
  int style = tsu_date_style_get (tsu_desk_get_settings (self->desk));
  g_autofree char *date = line->date ? tsu_date_format (line->date, style, FALSE) : NULL;
  GString *text = g_string_new (line->heading);
  const char *const parts[] = { date, line->who, line->text };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    if (parts[i] && *parts[i])
      g_string_append_printf (text, "%s%s", _ (" · "), parts[i]);
  }
  return g_string_free (text, FALSE);
}

static GtkWidget *
make_row (TsuChronicle *self, const TsuStoryLine *line)
{
  g_autofree char *subtitle = describe (self, line);
  GtkWidget *row = tsu_text_row_new (line->title, subtitle, line->type->icon);

  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  if (g_strcmp0 (line->id, self->id) != 0)
    tsu_text_row_set_opens (row, self->desk, line->type, line->id);
  else
    gtk_widget_add_css_class (row, "here");
  return row;
}

static void
add_row (TsuChronicle *self, GtkWidget *row)
{
  g_ptr_array_add (self->rows, row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

static void
all_cb (TsuChronicle *self, GtkWidget *more)
{
  self->all = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    gtk_widget_set_visible (self->rows->pdata[i], self->rows->pdata[i] != more);
}

static void
add_rest (TsuChronicle *self, guint n)
{
  GtkWidget *row = tsu_text_row_new_rest (n);

  g_signal_connect_object (row, "activated", G_CALLBACK (all_cb), self, G_CONNECT_SWAPPED);
  add_row (self, row);
}

static void
clear (TsuChronicle *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
}

/* The title of the record the story is read from. */
static char *
make_title (TsuChronicle *self, const GPtrArray *lines)
{
  const char *name = NULL;

  for (guint i = 0; i < lines->len; i++) {
    const TsuStoryLine *line = lines->pdata[i];

    if (!name || g_strcmp0 (line->id, self->id) == 0)
      name = line->title;
  }
  return g_strdup_printf (_ ("%s: %s"), adw_preferences_group_get_title (ADW_PREFERENCES_GROUP (self)), name ? name : "");
}

static void
keep_text (TsuChronicle *self, const GPtrArray *lines)
{
  int style = tsu_date_style_get (tsu_desk_get_settings (self->desk));
  g_autofree char *title = make_title (self, lines);

  g_free (self->text);
  self->text = tsu_story_format (lines, title, style);
}

static void
fill (TsuChronicle *self, const Answer *answer)
{
  guint n = answer->lines->len;
  gboolean short_of = self->of_actor && !self->all && n > FEW + 1;
  g_autoptr (GArray) place = tsu_focus_save (GTK_WIDGET (self));

  clear (self);
  keep_text (self, answer->lines);
  gtk_widget_set_visible (self->menu, !self->of_actor);
  for (guint i = 0; i < n; i++) {
    GtkWidget *row = make_row (self, answer->lines->pdata[i]);

    add_row (self, row);
    gtk_widget_set_visible (row, !short_of || i < FEW);
  }
  if (short_of)
    add_rest (self, n);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), answer->asked);
  /* A story of one is the record itself. */
  gtk_widget_set_visible (GTK_WIDGET (self), n > (self->of_actor ? 0 : 1));
  tsu_focus_restore (GTK_WIDGET (self), place);
}

/* --- reading --- */

typedef struct {
  char *id;
  gboolean of_actor;
  int date_style;
} Ask;

static void
ask_free (gpointer data)
{
  Ask *ask = data;

  g_free (ask->id);
  g_free (ask);
}

static gpointer
read_job (TsuLedger *ledger, gpointer data, GCancellable *cancel, GError **error)
{
  const Ask *ask = data;
  Answer *answer = g_new0 (Answer, 1);
  g_autofree char *today = tsu_date_today (g_get_real_time () / 1000);
  g_autofree char *since = tsu_date_add_months (today, -6);
  g_autoptr (GPtrArray) asks = NULL;

  answer->lines = ask->of_actor ? tsu_timeline_read (ledger, ask->id, error)
                                : tsu_story_read (ledger, ask->id, error);
  if (answer->lines && ask->of_actor)
    asks = tsu_asks_of_actor (ledger, ask->id, since, error);
  if (!answer->lines || (ask->of_actor && !asks)) {
    answer_free (answer);
    return NULL;
  }
  if (asks)
    answer->asked = tsu_asks_describe (asks, today, ask->date_style);
  return answer;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuChronicle) self = data;
  g_autoptr (GError) error = NULL;
  Answer *answer = tsu_store_call_finish (TSU_STORE (source), result, &error);

  if (self->desk && answer)
    fill (self, answer);
  else if (self->desk)
    tsu_desk_fail (self->desk, error);
  g_clear_pointer (&answer, answer_free);
}

/* --- on paper and in a file --- */

static void
print_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TsuChronicle *self = TSU_CHRONICLE (widget);

  tsu_print_text (self->desk, GTK_WINDOW (gtk_widget_get_root (widget)), self->text);
}

typedef struct {
  TsuDesk *desk;
  char *text;
} Saving;

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->desk);
  g_free (saving->text);
  g_free (saving);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Saving *saving = data;
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    tsu_desk_say (saving->desk, _ ("The story was saved"), FALSE);
  else
    tsu_desk_fail (saving->desk, error);
  saving_free (saving);
}

static void
save_to_cb (GFile *file, gpointer data)
{
  Saving *saving = data;
  g_autoptr (GBytes) bytes = NULL;

  if (!file) {
    saving_free (saving);
    return;
  }
  bytes = g_bytes_new (saving->text, strlen (saving->text));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL, saved_cb,
                                       saving);
}

static void
save_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TsuChronicle *self = TSU_CHRONICLE (widget);
  Saving *saving = g_new0 (Saving, 1);

  saving->desk = g_object_ref (self->desk);
  saving->text = g_strdup (self->text);
  tsu_dialogs_save_file (GTK_WINDOW (gtk_widget_get_root (widget)),
                         _ ("Save the story"), _ ("story.txt"), save_to_cb, saving);
}

static GtkWidget *
make_menu (void)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();

  g_menu_append (menu, _ ("_Print…"), "story.print");
  g_menu_append (menu, _ ("_Save as text…"), "story.save");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "document-print-symbolic");
  tsu_words_name (button, _ ("Print or save the story"));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  return button;
}

/* --- the widget --- */

static void
tsu_chronicle_dispose (GObject *object)
{
  TsuChronicle *self = TSU_CHRONICLE (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->text, g_free);

  G_OBJECT_CLASS (tsu_chronicle_parent_class)->dispose (object);
}

static void
tsu_chronicle_class_init (TsuChronicleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tsu_chronicle_dispose;
  gtk_widget_class_install_action (widget_class, "story.print", NULL, print_cb);
  gtk_widget_class_install_action (widget_class, "story.save", NULL, save_cb);
}

static void
tsu_chronicle_init (TsuChronicle *self)
{
  self->rows = g_ptr_array_new ();
  self->menu = make_menu ();
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), self->menu);
}

GtkWidget *
tsu_chronicle_new (TsuDesk *desk)
{
  TsuChronicle *self = g_object_new (TSU_TYPE_CHRONICLE, NULL);

  self->desk = g_object_ref (desk);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  return GTK_WIDGET (self);
}

/**
 * tsu_chronicle_show:
 * @type: of the record
 * @id: its id; the same one again looks for what has changed
 */
void
tsu_chronicle_show (TsuChronicle *self, const TsuType *type, const char *id)
{
  Ask *ask = g_new0 (Ask, 1);

  if (g_strcmp0 (self->id, id) != 0) {
    g_free (self->id);
    self->id = g_strdup (id);
    self->all = FALSE;
    clear (self);
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  }
  self->of_actor = g_str_equal (type->name, "actor");
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self),
                                   self->of_actor ? _ ("What happened") : _ ("How it came about"));
  ask->id = g_strdup (id);
  ask->of_actor = self->of_actor;
  ask->date_style = tsu_date_style_get (tsu_desk_get_settings (self->desk));
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  tsu_store_read_async (tsu_desk_get_store (self->desk), read_job, ask, ask_free, answer_free,
                        self->asking, read_cb, g_object_ref (self));
}

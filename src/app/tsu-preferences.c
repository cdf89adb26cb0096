/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The preferences window. The computer's own choices (date style, district of work) are settings;
 * what belongs to the ledger (user name, ward) is kept in the ledger and so goes with its file.
 */

#include "config.h"

#include "tsu-preferences.h"

#include "tsu-date-style.h"
#include "tsu-date.h"
#include "tsu-sync-group.h"

#include <glib/gi18n.h>

struct _TsuPreferences {
  AdwWindow parent_instance;

  /* template */
  AdwEntryRow *user_row;
  AdwComboRow *district_row;
  AdwComboRow *date_row;
  GtkStringList *date_styles;
  GtkSwitch *reminders_switch;
  AdwEntryRow *ward_row;
  AdwActionRow *path_row;
  TsuSyncGroup *sync_group;

  /* owned */
  TsuDesk *desk;
  GCancellable *cancellable;
  GPtrArray *districts; /* ids; the first, for "none", is NULL */
  gboolean loading;     /* a change of selection is ours and not the user's */
};

G_DEFINE_FINAL_TYPE (TsuPreferences, tsu_preferences, ADW_TYPE_WINDOW)

static const struct {
  TsuDateStyle style;
  const char *nick;
} date_styles[] = {
  { TSU_DATE_WAREKI, "wareki" },
  { TSU_DATE_WESTERN, "western" },
  { TSU_DATE_BOTH, "both" },
};

/* What the ledger says, read on its thread. */
typedef struct {
  char *user;
  char *ward;
  GPtrArray *districts; /* TsuRecord */
} Ledger;

static void
ledger_free (Ledger *self)
{
  g_free (self->user);
  g_free (self->ward);
  g_clear_pointer (&self->districts, g_ptr_array_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ledger, ledger_free)

static gpointer
read_ledger_job (TsuLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  const TsuType *type = tsu_schema_find_type ("district");
  g_autoptr (TsuListQuery) query = tsu_list_query_new (type);
  g_autoptr (GArray) keys = tsu_ledger_list (ledger, query, cancellable, error);
  g_autoptr (Ledger) result = g_new0 (Ledger, 1);

  if (!keys)
    return NULL;
  result->districts = tsu_ledger_get_many (ledger, type, (gint64 *) keys->data, keys->len, error);
  if (!result->districts)
    return NULL;
  result->user = tsu_ledger_get_setting (ledger, "user");
  result->ward = tsu_ledger_get_setting (ledger, "ward");
  return g_steal_pointer (&result);
}

static void
show_districts (TsuPreferences *self, GPtrArray *records)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *chosen = g_settings_get_string (tsu_desk_get_settings (self->desk), "district");
  guint selected = 0;

  self->loading = TRUE;
  g_ptr_array_set_size (self->districts, 0);
  gtk_string_list_append (names, _ ("None in particular"));
  g_ptr_array_add (self->districts, NULL);
  for (guint i = 0; i < records->len; i++) {
    TsuRecord *record = g_ptr_array_index (records, i);
    g_autofree char *title = tsu_record_dup_title (record);

    if (g_str_equal (tsu_record_get_id (record), chosen))
      selected = self->districts->len;
    gtk_string_list_append (names, title);
    g_ptr_array_add (self->districts, g_strdup (tsu_record_get_id (record)));
  }
  adw_combo_row_set_model (self->district_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->district_row, selected);
  self->loading = FALSE;
}

static void
show_setting (AdwEntryRow *row, const char *value)
{
  gtk_editable_set_text (GTK_EDITABLE (row), value);
  g_object_set_data_full (G_OBJECT (row), "tsu-saved", g_strdup (value), g_free);
}

static void
ledger_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuPreferences) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Ledger) ledger = tsu_store_call_finish (TSU_STORE (source), result, &error);

  if (!ledger) {
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      tsu_desk_fail (self->desk, error);
    return;
  }
  show_setting (self->user_row, ledger->user ? ledger->user : "");
  show_setting (self->ward_row, ledger->ward ? ledger->ward : "");
  show_districts (self, ledger->districts);
}

typedef struct {
  const char *name;
  char *value;
} Setting;

static void
setting_free (Setting *setting)
{
  g_free (setting->value);
  g_free (setting);
}

static gpointer
write_setting_job (TsuLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  const Setting *setting = data;

  if (!tsu_ledger_set_setting (ledger, setting->name, setting->value, error))
    return NULL;
  tsu_store_note_changed (ledger, NULL);
  return GINT_TO_POINTER (TRUE);
}

static void
setting_written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuDesk) desk = data;
  g_autoptr (GError) error = NULL;

  if (!tsu_store_call_finish (TSU_STORE (source), result, &error))
    tsu_desk_fail (desk, error);
}

static void
write_setting (TsuPreferences *self, const char *name, AdwEntryRow *row)
{
  g_autofree char *value = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
  const char *before = g_object_get_data (G_OBJECT (row), "tsu-saved");
  Setting *setting;

  if (!before || g_str_equal (before, value))
    return;
  g_object_set_data_full (G_OBJECT (row), "tsu-saved", g_strdup (value), g_free);
  setting = g_new0 (Setting, 1);
  setting->name = name;
  setting->value = g_steal_pointer (&value);
  tsu_store_write_async (tsu_desk_get_store (self->desk), write_setting_job, setting,
                         (GDestroyNotify) setting_free, NULL, NULL, setting_written_cb,
                         g_object_ref (self->desk));
}

static void
user_left_cb (TsuPreferences *self)
{
  write_setting (self, "user", self->user_row);
}

static void
ward_left_cb (TsuPreferences *self)
{
  write_setting (self, "ward", self->ward_row);
}

static void
district_selected_cb (TsuPreferences *self)
{
  guint selected = adw_combo_row_get_selected (self->district_row);
  const char *id = NULL;

  if (self->loading || selected >= self->districts->len)
    return;
  id = g_ptr_array_index (self->districts, selected);
  g_settings_set_string (tsu_desk_get_settings (self->desk), "district", id ? id : "");
}

static void
date_selected_cb (TsuPreferences *self)
{
  guint selected = adw_combo_row_get_selected (self->date_row);

  if (!self->loading && selected < G_N_ELEMENTS (date_styles))
    g_settings_set_string (tsu_desk_get_settings (self->desk), "date-style",
                           date_styles[selected].nick);
}

/* The three styles show themselves by example, which needs no explanation. */
static void
show_date_styles (TsuPreferences *self)
{
  TsuDateStyle chosen = tsu_date_style_get (tsu_desk_get_settings (self->desk));

  self->loading = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (date_styles); i++) {
    g_autofree char *example = tsu_date_format ("2026-11-22", date_styles[i].style, TRUE);

    gtk_string_list_append (self->date_styles, example);
    if (date_styles[i].style == chosen)
      adw_combo_row_set_selected (self->date_row, i);
  }
  self->loading = FALSE;
}

/* Closing leaves the field that has the cursor. */
static gboolean
tsu_preferences_close_request (GtkWindow *window)
{
  gtk_window_set_focus (window, NULL);
  return GTK_WINDOW_CLASS (tsu_preferences_parent_class)->close_request (window);
}

static void
tsu_preferences_dispose (GObject *object)
{
  TsuPreferences *self = TSU_PREFERENCES (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), TSU_TYPE_PREFERENCES);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (tsu_preferences_parent_class)->dispose (object);
}

static void
tsu_preferences_finalize (GObject *object)
{
  TsuPreferences *self = TSU_PREFERENCES (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->districts, g_ptr_array_unref);

  G_OBJECT_CLASS (tsu_preferences_parent_class)->finalize (object);
}

static void
tsu_preferences_class_init (TsuPreferencesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tsu_preferences_dispose;
  object_class->finalize = tsu_preferences_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = tsu_preferences_close_request;

  g_type_ensure (TSU_TYPE_SYNC_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/jp/tsunagi/Tsunagi/ui/tsu-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, TsuPreferences, user_row);
  gtk_widget_class_bind_template_child (widget_class, TsuPreferences, district_row);
  gtk_widget_class_bind_template_child (widget_class, TsuPreferences, date_row);
  gtk_widget_class_bind_template_child (widget_class, TsuPreferences, date_styles);
  gtk_widget_class_bind_template_child (widget_class, TsuPreferences, reminders_switch);
  gtk_widget_class_bind_template_child (widget_class, TsuPreferences, ward_row);
  gtk_widget_class_bind_template_child (widget_class, TsuPreferences, path_row);
  gtk_widget_class_bind_template_child (widget_class, TsuPreferences, sync_group);
  gtk_widget_class_bind_template_callback (widget_class, user_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, ward_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, district_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, date_selected_cb);
}

static void
tsu_preferences_init (TsuPreferences *self)
{
  self->districts = g_ptr_array_new_with_free_func (g_free);
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tsu_preferences_new:
 * @parent: (nullable): the window above which it stands
 *
 * Returns: (transfer none): the window, owned by GTK like every toplevel
 */
GtkWindow *
tsu_preferences_new (TsuDesk *desk, GtkWindow *parent)
{
  TsuPreferences *self = g_object_new (TSU_TYPE_PREFERENCES, "transient-for", parent, NULL);
  TsuStore *store = tsu_desk_get_store (desk);

  self->desk = g_object_ref (desk);
  show_date_styles (self);
  tsu_sync_group_set_desk (self->sync_group, desk, parent);
  g_settings_bind (tsu_desk_get_settings (desk), "reminders", self->reminders_switch, "active",
                   G_SETTINGS_BIND_DEFAULT);
  adw_action_row_set_subtitle (self->path_row, tsu_store_get_path (store));
  tsu_store_read_async (store, read_ledger_job, NULL, NULL, (GDestroyNotify) ledger_free,
                        self->cancellable, ledger_read_cb, g_object_ref (self));
  return GTK_WINDOW (self);
}

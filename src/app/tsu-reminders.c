/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Desktop notifications of contacts that are due.
 */

#include "config.h"

#include "tsu-reminders.h"

#include "tsu-agenda.h"
#include "tsu-date.h"

#include <glib/gi18n.h>

#define LOOK_SECONDS 300 /* a computer that slept over midnight is reminded soon after it wakes */

struct _TsuReminders {
  GObject parent_instance;

  /* owned */
  TsuStore *store;
  GSettings *settings;
  GCancellable *asking;

  /* borrowed */
  GApplication *app;

  guint looking;
};

G_DEFINE_FINAL_TYPE (TsuReminders, tsu_reminders, G_TYPE_OBJECT)

typedef struct {
  char *today;
  gboolean mine;
} Ask;

static void
ask_free (gpointer data)
{
  Ask *ask = data;

  g_free (ask->today);
  g_free (ask);
}

static gpointer
count_job (TsuLedger *ledger, gpointer data, GCancellable *cancel, GError **error)
{
  const Ask *ask = data;
  g_autofree char *user = tsu_ledger_get_setting (ledger, "user");
  const char *staff = ask->mine ? (user ? user : g_get_user_name ()) : NULL;
  g_autoptr (GPtrArray) due = tsu_agenda_follow_ups (ledger, staff, ask->today, 0, error);
  guint *n = due ? g_new (guint, 1) : NULL;

  if (n)
    *n = due->len;
  return n;
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuReminders) self = data;
  g_autofree guint *n = tsu_store_call_finish (TSU_STORE (source), result, NULL);
  g_autofree char *today = tsu_date_today (g_get_real_time () / 1000);
  g_autoptr (GNotification) notification = NULL;
  g_autofree char *body = NULL;

  if (!n || *n == 0 || !self->app)
    return;
  notification = g_notification_new (_ ("Contacts for today"));
  body = g_strdup_printf (ngettext ("%u contact is due.", "%u contacts are due.", *n), *n);
  g_notification_set_body (notification, body);
  g_notification_set_default_action (notification, "app.today");
  g_notification_add_button (notification, _ ("Show Today"), "app.today");
  g_application_send_notification (self->app, "follow-ups", notification);
  g_settings_set_string (self->settings, "reminded-on", today);
}

static void
look (TsuReminders *self)
{
  g_autofree char *today = tsu_date_today (g_get_real_time () / 1000);
  g_autofree char *reminded = g_settings_get_string (self->settings, "reminded-on");
  Ask *ask;

  if (!g_settings_get_boolean (self->settings, "reminders") || g_str_equal (today, reminded))
    return;
  ask = g_new0 (Ask, 1);
  ask->today = g_steal_pointer (&today);
  ask->mine = g_settings_get_boolean (self->settings, "today-mine");
  tsu_store_read_async (self->store, count_job, ask, ask_free, g_free, self->asking, counted_cb,
                        g_object_ref (self));
}

static gboolean
look_cb (gpointer data)
{
  look (data);
  return G_SOURCE_CONTINUE;
}

static void
tsu_reminders_dispose (GObject *object)
{
  TsuReminders *self = TSU_REMINDERS (object);

  g_clear_handle_id (&self->looking, g_source_remove);
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_object (&self->store);
  g_clear_object (&self->settings);
  g_clear_weak_pointer (&self->app);

  G_OBJECT_CLASS (tsu_reminders_parent_class)->dispose (object);
}

static void
tsu_reminders_class_init (TsuRemindersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tsu_reminders_dispose;
}

static void
tsu_reminders_init (TsuReminders *self)
{
  self->asking = g_cancellable_new ();
}

/**
 * tsu_reminders_new:
 * @app: sends the notifications; has an action "today"
 *
 * Returns: (transfer full): reminds as long as it lives
 */
TsuReminders *
tsu_reminders_new (GApplication *app, TsuStore *store, GSettings *settings)
{
  TsuReminders *self = g_object_new (TSU_TYPE_REMINDERS, NULL);

  g_set_weak_pointer (&self->app, app);
  self->store = g_object_ref (store);
  self->settings = g_object_ref (settings);
  self->looking = g_timeout_add_seconds (LOOK_SECONDS, look_cb, self);
  g_signal_connect_object (settings, "changed::reminders", G_CALLBACK (look), self,
                           G_CONNECT_SWAPPED);
  look (self);
  return self;
}

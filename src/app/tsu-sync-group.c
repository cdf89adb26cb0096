/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * With whom the ledger is shared, among the preferences.
 */

#include "config.h"

#include "tsu-sync-group.h"

#include "tsu-mnemonic.h"
#include "tsu-sync-words.h"

#include <glib/gi18n.h>

struct _TsuSyncGroup {
  AdwPreferencesGroup parent_instance;

  /* owned through the widget tree */
  AdwActionRow *state_row;
  AdwActionRow *server_row;
  AdwActionRow *user_row;
  GtkWidget *sign_in;
  GtkWidget *sign_out;

  /* borrowed */
  GtkWindow *window; /* whose commands are called */

  /* owned */
  TsuDesk *desk;
};

G_DEFINE_FINAL_TYPE (TsuSyncGroup, tsu_sync_group, ADW_TYPE_PREFERENCES_GROUP)

static void
show_status (TsuSyncGroup *self)
{
  TsuClient *client = tsu_desk_get_client (self->desk);
  const TsuClientStatus *status = tsu_client_get_status (client);
  const TsuAccount *account = tsu_client_get_account (client);
  g_autofree char *state = tsu_sync_words_state (status);
  g_autofree char *more = tsu_sync_words_more (status);
  gboolean in = account->address && status->state != TSU_CLIENT_SIGNED_OUT;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->state_row), state);
  adw_action_row_set_subtitle (self->state_row, more);
  adw_action_row_set_icon_name (self->state_row, tsu_sync_words_icon (status));
  gtk_widget_set_visible (GTK_WIDGET (self->server_row), account->address != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->user_row), account->address != NULL);
  adw_action_row_set_subtitle (self->server_row, account->address ? account->address : "");
  adw_action_row_set_subtitle (self->user_row, account->user ? account->user : "");
  gtk_widget_set_visible (self->sign_in, !in);
  gtk_widget_set_visible (self->sign_out, in);
}

static AdwActionRow *
add_row (TsuSyncGroup *self, const char *title)
{
  GtkWidget *row = adw_action_row_new ();

  g_object_set (row, "use-markup", FALSE, "title", title, "subtitle-lines", 6, NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  return ADW_ACTION_ROW (row);
}

static void
pressed_cb (GtkWidget *button, TsuSyncGroup *self)
{
  if (self->window)
    gtk_widget_activate_action (GTK_WIDGET (self->window),
                                button == self->sign_in ? "win.sign-in" : "win.sign-out", NULL);
}

static GtkWidget *
add_button (TsuSyncGroup *self, AdwActionRow *row, const char *label)
{
  GtkWidget *button = tsu_mnemonic_button_new (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (pressed_cb), self, 0);
  adw_action_row_add_suffix (row, button);
  return button;
}

static void
tsu_sync_group_dispose (GObject *object)
{
  TsuSyncGroup *self = TSU_SYNC_GROUP (object);

  if (self->desk)
    g_signal_handlers_disconnect_by_data (tsu_desk_get_client (self->desk), self);
  g_clear_object (&self->desk);
  g_clear_weak_pointer (&self->window);
  G_OBJECT_CLASS (tsu_sync_group_parent_class)->dispose (object);
}

static void
tsu_sync_group_class_init (TsuSyncGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tsu_sync_group_dispose;
}

static void
tsu_sync_group_init (TsuSyncGroup *self)
{
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Sharing"));
  self->state_row = add_row (self, "");
  self->server_row = add_row (self, _ ("Server"));
  self->user_row = add_row (self, _ ("Account"));
  self->sign_in = add_button (self, self->state_row, _ ("_Sign in…"));
  self->sign_out = add_button (self, self->user_row, _ ("Sign _out…"));
}

/**
 * tsu_sync_group_set_desk:
 * @window: (nullable): the window whose commands sign in and out
 *
 * To be called once.
 */
void
tsu_sync_group_set_desk (TsuSyncGroup *self, TsuDesk *desk, GtkWindow *window)
{
  self->desk = g_object_ref (desk);
  g_set_weak_pointer (&self->window, window);
  g_signal_connect_object (tsu_desk_get_client (desk), "changed", G_CALLBACK (show_status), self,
                           G_CONNECT_SWAPPED);
  show_status (self);
}

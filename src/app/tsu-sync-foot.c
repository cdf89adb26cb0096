/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The foot of the sidebar, and what it tells when it is pressed.
 */

#include "config.h"

#include "tsu-sync-foot.h"

#include "tsu-mnemonic.h"
#include "tsu-sync-words.h"

#include <glib/gi18n.h>

struct _TsuSyncFoot {
  GtkWidget parent_instance;

  /* template */
  GtkWidget *button;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *state;
  GtkLabel *heading;
  GtkLabel *server;
  GtkLabel *more;
  GtkLabel *times;
  GtkProgressBar *progress;
  GtkWidget *attention;
  GtkWidget *share_now;
  GtkWidget *sign_in;
  GtkWidget *join;

  /* owned */
  TsuDesk *desk; /* NULL until there is a ledger */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (TsuSyncFoot, tsu_sync_foot, GTK_TYPE_WIDGET)

static void
set_line (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

static void
show_account (TsuSyncFoot *self, TsuClient *client)
{
  const TsuAccount *account = tsu_client_get_account (client);
  g_autofree char *line = NULL;

  if (account->address)
    /* Translators: a server's address and the name of an account. */
    line = g_strdup_printf (_ ("%s as %s"), account->address, account->user ? account->user : "");
  set_line (self->server, line ? line : "");
}

static void
show_actions (TsuSyncFoot *self, const TsuClientStatus *status)
{
  int n = tsu_sync_words_count (status);
  g_autofree char *label =
    g_strdup_printf (ngettext ("_Look at %d that needs attention",
                               "_Look at %d that need attention", (gulong) n),
                     n);

  tsu_mnemonic_button_set_label (GTK_BUTTON (self->attention), label);
  gtk_widget_set_visible (self->attention, n > 0);
  gtk_widget_set_visible (self->sign_in, status->state == TSU_CLIENT_SIGNED_OUT);
  gtk_widget_set_visible (self->join, status->state == TSU_CLIENT_ALONE);
  gtk_widget_set_visible (self->share_now, status->state != TSU_CLIENT_ALONE &&
                                             status->state != TSU_CLIENT_SIGNED_OUT);
}

static void
show_status (TsuSyncFoot *self)
{
  TsuClient *client = tsu_desk_get_client (self->desk);
  const TsuClientStatus *status = tsu_client_get_status (client);
  g_autofree char *state = tsu_sync_words_state (status);
  g_autofree char *more = tsu_sync_words_more (status);
  g_autofree char *times = tsu_sync_words_times (status);

  gtk_image_set_from_icon_name (self->icon, tsu_sync_words_icon (status));
  gtk_label_set_label (self->state, state);
  gtk_label_set_label (self->heading, state);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  state, -1);
  set_line (self->more, more);
  set_line (self->times, times);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), status->total > 0);
  if (status->total > 0)
    gtk_progress_bar_set_fraction (self->progress,
                                   CLAMP ((double) status->got / (double) status->total, 0, 1));
  show_account (self, client);
  show_actions (self, status);
}

static gpointer
ward_job (TsuLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  char *ward = tsu_ledger_get_setting (ledger, "ward");

  return ward ? ward : g_strdup ("");
}

static void
ward_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuSyncFoot) self = data;
  g_autofree char *ward = tsu_store_call_finish (TSU_STORE (source), result, NULL);

  if (!ward || !self->title)
    return;
  gtk_label_set_label (self->title, *ward ? ward : _ ("My ledger"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), *ward ? ward : NULL);
}

static void
show_ward (TsuSyncFoot *self)
{
  tsu_store_read_async (tsu_desk_get_store (self->desk), ward_job, NULL, NULL, g_free,
                        self->cancellable, ward_cb, g_object_ref (self));
}

/* The button's own command comes first. */
static void
chosen_cb (TsuSyncFoot *self)
{
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
}

static void
leave_desk (TsuSyncFoot *self)
{
  if (!self->desk)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_signal_handlers_disconnect_by_data (tsu_desk_get_client (self->desk), self);
  g_signal_handlers_disconnect_by_data (tsu_desk_get_store (self->desk), self);
  g_clear_object (&self->desk);
}

static void
tsu_sync_foot_dispose (GObject *object)
{
  TsuSyncFoot *self = TSU_SYNC_FOOT (object);

  leave_desk (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), TSU_TYPE_SYNC_FOOT);
  G_OBJECT_CLASS (tsu_sync_foot_parent_class)->dispose (object);
}

static void
tsu_sync_foot_class_init (TsuSyncFootClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tsu_sync_foot_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/jp/tsunagi/Tsunagi/ui/tsu-sync-foot.ui");
  gtk_widget_class_bind_template_child (widget_class, TsuSyncFoot, button);
  gtk_widget_class_bind_template_child (widget_class, TsuSyncFoot, icon);
  gtk_widget_class_bind_template_child (widget_class, TsuSyncFoot, title);
  gtk_widget_class_bind_template_child (widget_class, TsuSyncFoot, state);
  gtk_widget_class_bind_template_child (widget_class, TsuSyncFoot, heading);
  gtk_widget_class_bind_template_child (widget_class, TsuSyncFoot, server);
  gtk_widget_class_bind_template_child (widget_class, TsuSyncFoot, more);
  gtk_widget_class_bind_template_child (widget_class, TsuSyncFoot, times);
  gtk_widget_class_bind_template_child (widget_class, TsuSyncFoot, progress);
  gtk_widget_class_bind_template_child (widget_class, TsuSyncFoot, attention);
  gtk_widget_class_bind_template_child (widget_class, TsuSyncFoot, share_now);
  gtk_widget_class_bind_template_child (widget_class, TsuSyncFoot, sign_in);
  gtk_widget_class_bind_template_child (widget_class, TsuSyncFoot, join);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
}

static void
tsu_sync_foot_init (TsuSyncFoot *self)
{
  GtkWidget *content;

  gtk_widget_init_template (GTK_WIDGET (self));
  tsu_mnemonic_settle (GTK_WIDGET (self));
  /* The button puts what it holds into a box of its own, in the middle. */
  content = gtk_menu_button_get_child (GTK_MENU_BUTTON (self->button));
  gtk_widget_set_halign (gtk_widget_get_parent (content), GTK_ALIGN_FILL);
}

/**
 * tsu_sync_foot_new:
 *
 * Returns: (transfer floating): the foot, empty until there is a ledger
 */
GtkWidget *
tsu_sync_foot_new (void)
{
  return g_object_new (TSU_TYPE_SYNC_FOOT, NULL);
}

/**
 * tsu_sync_foot_set_desk:
 * @desk: (nullable): whose ledger is shown; NULL lets go of it
 */
void
tsu_sync_foot_set_desk (TsuSyncFoot *self, TsuDesk *desk)
{
  leave_desk (self);
  gtk_widget_set_sensitive (self->button, desk != NULL);
  if (!desk)
    return;
  self->desk = g_object_ref (desk);
  self->cancellable = g_cancellable_new ();
  g_signal_connect_object (tsu_desk_get_client (desk), "changed", G_CALLBACK (show_status), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (tsu_desk_get_store (desk), "changed", G_CALLBACK (show_ward), self,
                           G_CONNECT_SWAPPED);
  show_status (self);
  show_ward (self);
}

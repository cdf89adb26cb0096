/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Signing in: address, name, password. What is wrong is said beside what was typed, which stays.
 */

#include "config.h"

#include "tsu-sign-in.h"

#include "tsu-address.h"
#include "tsu-mnemonic.h"

#include <glib/gi18n.h>

struct _TsuSignIn {
  AdwWindow parent_instance;

  /* template */
  GtkWidget *fields;
  GtkWidget *problem;
  GtkLabel *problem_label;
  GtkEditable *server_row;
  GtkEditable *user_row;
  GtkEditable *password_row;
  GtkWidget *plain_row;
  GtkSwitch *plain;
  GtkSpinner *spinner;

  /* owned */
  TsuDesk *desk;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (TsuSignIn, tsu_sign_in, ADW_TYPE_WINDOW)

static const char *
get_text (GtkEditable *row)
{
  return gtk_editable_get_text (row);
}

static void
show_problem (TsuSignIn *self, const char *sentence)
{
  gtk_widget_set_visible (self->problem, sentence != NULL);
  gtk_label_set_label (self->problem_label, sentence ? sentence : "");
}

static void
update (TsuSignIn *self)
{
  gboolean whole =
    *get_text (self->server_row) && *get_text (self->user_row) && *get_text (self->password_row);
  gboolean busy = gtk_spinner_get_spinning (self->spinner);

  gtk_widget_set_sensitive (self->fields, !busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sign-in.go", whole && !busy);
}

static void
typed_cb (TsuSignIn *self)
{
  g_autofree char *address = tsu_address_parse (get_text (self->server_row), TRUE, NULL);

  gtk_widget_set_visible (self->plain_row, address && tsu_address_is_plain (address));
  update (self);
}

static void
set_busy (TsuSignIn *self, gboolean busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  update (self);
}

static void
signed_in_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuSignIn) self = data;
  g_autoptr (GError) error = NULL;
  gboolean good = tsu_client_sign_in_finish (TSU_CLIENT (source), result, &error);

  if (!self->desk)
    return;
  set_busy (self, FALSE);
  if (good) {
    tsu_desk_say (self->desk, _ ("Signed in. The ledger is shared from now on."), FALSE);
    gtk_window_destroy (GTK_WINDOW (self));
  } else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    show_problem (self, error->message);
    gtk_widget_grab_focus (GTK_WIDGET (self->password_row));
  }
}

static void
go_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TsuSignIn *self = TSU_SIGN_IN (widget);
  TsuClient *client = tsu_desk_get_client (self->desk);
  g_autoptr (TsuAccount) account = tsu_account_copy (tsu_client_get_account (client));
  g_autofree char *user = g_strstrip (g_strdup (get_text (self->user_row)));
  g_autoptr (GError) error = NULL;

  if (!tsu_account_set_server (account, get_text (self->server_row),
                               gtk_switch_get_active (self->plain), &error)) {
    show_problem (self, error->message);
    return;
  }
  tsu_account_set_user (account, user);
  show_problem (self, NULL);
  set_busy (self, TRUE);
  tsu_client_sign_in_async (client, account, get_text (self->password_row), self->cancellable,
                            signed_in_cb, g_object_ref (self));
}

static void
activated_cb (TsuSignIn *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "sign-in.go", NULL);
}

static void
tsu_sign_in_dispose (GObject *object)
{
  TsuSignIn *self = TSU_SIGN_IN (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->desk);
  gtk_widget_dispose_template (GTK_WIDGET (self), TSU_TYPE_SIGN_IN);
  G_OBJECT_CLASS (tsu_sign_in_parent_class)->dispose (object);
}

static void
tsu_sign_in_finalize (GObject *object)
{
  g_clear_object (&TSU_SIGN_IN (object)->cancellable);
  G_OBJECT_CLASS (tsu_sign_in_parent_class)->finalize (object);
}

static void
tsu_sign_in_class_init (TsuSignInClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tsu_sign_in_dispose;
  G_OBJECT_CLASS (klass)->finalize = tsu_sign_in_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/jp/tsunagi/Tsunagi/ui/tsu-sign-in.ui");
  gtk_widget_class_bind_template_child (widget_class, TsuSignIn, fields);
  gtk_widget_class_bind_template_child (widget_class, TsuSignIn, problem);
  gtk_widget_class_bind_template_child (widget_class, TsuSignIn, problem_label);
  gtk_widget_class_bind_template_child (widget_class, TsuSignIn, server_row);
  gtk_widget_class_bind_template_child (widget_class, TsuSignIn, user_row);
  gtk_widget_class_bind_template_child (widget_class, TsuSignIn, password_row);
  gtk_widget_class_bind_template_child (widget_class, TsuSignIn, plain_row);
  gtk_widget_class_bind_template_child (widget_class, TsuSignIn, plain);
  gtk_widget_class_bind_template_child (widget_class, TsuSignIn, spinner);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_install_action (widget_class, "sign-in.go", NULL, go_action_cb);
}

static void
tsu_sign_in_init (TsuSignIn *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  tsu_mnemonic_settle (GTK_WIDGET (self));
}

/**
 * tsu_sign_in_new:
 * @parent: (nullable): the window above which it stands
 *
 * Returns: (transfer none): the window, owned by GTK like every toplevel
 */
GtkWindow *
tsu_sign_in_new (TsuDesk *desk, GtkWindow *parent)
{
  TsuSignIn *self = g_object_new (TSU_TYPE_SIGN_IN, "transient-for", parent, NULL);
  const TsuAccount *account = tsu_client_get_account (tsu_desk_get_client (desk));

  self->desk = g_object_ref (desk);
  gtk_editable_set_text (self->server_row, account->address ? account->address : "");
  gtk_editable_set_text (self->user_row, account->user ? account->user : "");
  gtk_widget_grab_focus (GTK_WIDGET (account->user ? self->password_row : self->server_row));
  update (self);
  return GTK_WINDOW (self);
}

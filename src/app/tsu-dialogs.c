/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Message, file and about dialogs: with tsu-split.c the only file that names what later versions
 * of GTK and libadwaita deprecate.
 */

#include "config.h"

#include "tsu-dialogs.h"

#include <adwaita.h>
#include <glib/gi18n.h>

typedef struct {
  TsuDialogAsked asked;
  TsuDialogFile chosen;
  gpointer data;
} Waiting;

static void
response_cb (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  g_autofree Waiting *waiting = data;

  if (waiting->asked)
    waiting->asked (g_str_equal (response, "accept"), waiting->data);
}

/**
 * tsu_dialogs_tell:
 *
 * Says something that has to be read before going on.
 */
void
tsu_dialogs_tell (GtkWindow *parent, const char *title, const char *text)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, title, NULL);

  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), text);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * tsu_dialogs_ask:
 * @accept: label of the button that goes on, with mnemonic
 * @asked: called once
 */
void
tsu_dialogs_ask (GtkWindow *parent,
                 const char *title,
                 const char *text,
                 const char *accept,
                 gboolean destructive,
                 TsuDialogAsked asked,
                 gpointer data)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, title, NULL);
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);
  Waiting *waiting = g_new0 (Waiting, 1);

  *waiting = (Waiting){ .asked = asked, .data = data };
  adw_message_dialog_set_body (message, text);
  adw_message_dialog_add_responses (message, "cancel", _ ("_Cancel"), "accept", accept, NULL);
  adw_message_dialog_set_response_appearance (message, "accept",
                                              destructive ? ADW_RESPONSE_DESTRUCTIVE
                                                          : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (message, destructive ? "cancel" : "accept");
  adw_message_dialog_set_close_response (message, "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), waiting);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
file_response_cb (GtkNativeDialog *dialog, int response, gpointer data)
{
  g_autofree Waiting *waiting = data;
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  waiting->chosen (file, waiting->data);
  g_object_unref (dialog);
}

static GtkFileChooser *
make_chooser (GtkWindow *parent,
              const char *title,
              GtkFileChooserAction action,
              TsuDialogFile chosen,
              gpointer data)
{
  GtkFileChooserNative *native = gtk_file_chooser_native_new (title, parent, action, NULL, NULL);
  Waiting *waiting = g_new0 (Waiting, 1);

  *waiting = (Waiting){ .chosen = chosen, .data = data };
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (native), TRUE);
  g_signal_connect (native, "response", G_CALLBACK (file_response_cb), waiting);
  return GTK_FILE_CHOOSER (native);
}

/**
 * tsu_dialogs_open_file:
 * @filter_name: (nullable): what the files are called that are offered
 * @suffixes: (nullable): their endings, without dot
 * @chosen: called once
 */
void
tsu_dialogs_open_file (GtkWindow *parent,
                       const char *title,
                       const char *filter_name,
                       const char *const *suffixes,
                       TsuDialogFile chosen,
                       gpointer data)
{
  GtkFileChooser *chooser =
    make_chooser (parent, title, GTK_FILE_CHOOSER_ACTION_OPEN, chosen, data);

  if (suffixes) {
    g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

    gtk_file_filter_set_name (filter, filter_name);
    for (guint i = 0; suffixes[i]; i++)
      gtk_file_filter_add_suffix (filter, suffixes[i]);
    gtk_file_chooser_add_filter (chooser, filter);
  }
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/**
 * tsu_dialogs_save_file:
 * @name: file name that is proposed
 * @chosen: called once
 */
void
tsu_dialogs_save_file (
  GtkWindow *parent, const char *title, const char *name, TsuDialogFile chosen, gpointer data)
{
  GtkFileChooser *chooser =
    make_chooser (parent, title, GTK_FILE_CHOOSER_ACTION_SAVE, chosen, data);

  gtk_file_chooser_set_current_name (chooser, name);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/**
 * tsu_dialogs_about:
 *
 * Says what the program is.
 */
void
tsu_dialogs_about (GtkWindow *parent)
{
  adw_show_about_window (parent, "application-name",
                         _ ("Tsunagi"), "application-icon", APP_ID, "version", PACKAGE_VERSION,
                            "comments",
                            _ ("Keeps who is active in the ward, finds what ties them together, and shows what came of it."),
                               "license-type", GTK_LICENSE_GPL_3_0, "translator-credits",
                               /* Translators: your names, one a line. */
                               _ ("translator-credits"), NULL);
}

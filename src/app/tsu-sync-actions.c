/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window's commands that have to do with sharing the ledger.
 */

#include "config.h"

#include "tsu-sync-actions.h"

#include "tsu-dialogs.h"
#include "tsu-sign-in.h"

#include <glib/gi18n.h>

static TsuClient *
get_client (TsuWindow *window)
{
  return tsu_desk_get_client (tsu_window_get_desk (window));
}

static void
share_now_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  tsu_client_share_now (get_client (data));
}

static void
sign_in_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_window_present (tsu_sign_in_new (tsu_window_get_desk (data), data));
}

static void
signed_out_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TsuDesk) desk = data;
  g_autoptr (GError) error = NULL;

  if (tsu_client_sign_out_finish (TSU_CLIENT (source), result, &error))
    tsu_desk_say (desk, _ ("Signed out. The ledger stays as it is."), FALSE);
  else
    tsu_desk_fail (desk, error);
}

static void
asked_cb (gboolean accepted, gpointer data)
{
  g_autoptr (TsuDesk) desk = data;

  if (accepted)
    tsu_client_sign_out_async (tsu_desk_get_client (desk), FALSE, NULL, signed_out_cb,
                               g_object_ref (desk));
}

/* What was not shared stays, and waits for the next sign-in: that wants saying before. */
static void
sign_out_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  TsuDesk *desk = tsu_window_get_desk (data);
  gint64 pending = tsu_client_get_status (tsu_desk_get_client (desk))->pending;
  g_autofree char *waiting =
    g_strdup_printf (ngettext ("%d change was not shared yet. It stays in the ledger and is shared "
                               "once you sign in again.",
                               "%d changes were not shared yet. They stay in the ledger and are "
                               "shared once you sign in again.",
                               (gulong) pending),
                     (int) pending);

  tsu_dialogs_ask (data, _ ("Sign out?"),
                            pending > 0
                              ? waiting
                              : _ ("The ledger stays on this computer as it is. What colleagues "
                                    "do comes again once you sign in."),
                                   _ ("_Sign out"), FALSE, asked_cb, g_object_ref (desk));
}

static const GActionEntry entries[] = {
  { "share-now", share_now_cb },
  { "sign-in", sign_in_cb },
  { "sign-out", sign_out_cb },
};

/**
 * tsu_sync_actions_install:
 *
 * Adds the commands; none can be given until tsu_sync_actions_update() says so.
 */
void
tsu_sync_actions_install (TsuWindow *window)
{
  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
  tsu_sync_actions_update (window);
}

/**
 * tsu_sync_actions_update:
 *
 * Every one of them needs a ledger.
 */
void
tsu_sync_actions_update (TsuWindow *window)
{
  gboolean ready = tsu_window_get_desk (window) != NULL;

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++) {
    GAction *action = g_action_map_lookup_action (G_ACTION_MAP (window), entries[i].name);

    g_simple_action_set_enabled (G_SIMPLE_ACTION (action), ready);
  }
}

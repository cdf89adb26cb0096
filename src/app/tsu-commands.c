/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The commands of the program, with their words and keys.
 */

#include "config.h"

#include "tsu-commands.h"

#include "tsu-page-info.h"

#include <glib/gi18n.h>

static const TsuCommand commands[] = {
  { "win.palette", NULL, { "<Control>k" } },
  { "win.slip", N_ ("Write down a consultation"), { "<Control>n" } },
  { "win.find", N_ ("Find in the list"), { "<Control>f" } },
  { "win.new-record", N_ ("Add a record"), { "<Control><Shift>n" } },
  { "win.undo", N_ ("Undo"), { "<Control>z" } },
  { "win.redo", N_ ("Redo"), { "<Control><Shift>z", "<Control>y" } },
  { "win.delete", N_ ("Delete this record"), { "<Control>Delete" } },
  { "win.history", N_ ("History of this record"), { "<Control>h" } },
  { "win.back", N_ ("Back"), { "<Alt>Left" } },
  { "win.forward", N_ ("Forward"), { "<Alt>Right" } },
  { "win.show-sidebar", N_ ("Show or hide the sidebar"), { "F9" } },
  { "win.plan", N_ ("Match the whole ward"), { "<Control>m" } },
  { "win.import", N_ ("Import a spreadsheet"), { "<Control>i" } },
  { "win.export", N_ ("Export the list"), { "<Control>e" } },
  { "win.page::attention", N_ ("See what needs attention"), { "<Control>0" } },
  { "win.share-now", N_ ("Share the ledger now"), { "F5" } },
  { "win.sign-in", N_ ("Sign in to a server"), { NULL } },
  { "win.sign-out", N_ ("Sign out of the server"), { NULL } },
  { "win.preferences", N_ ("Preferences"), { "<Control>comma" } },
  { "win.show-help-overlay", N_ ("Keyboard shortcuts"), { "<Control>question" } },
  { "app.about", N_ ("About Tsunagi"), { NULL } },
  { "window.close", NULL, { "<Control>w" } },
  { "app.quit", N_ ("Quit"), { "<Control>q" } },
};

const TsuCommand *
tsu_commands_get (guint *n_commands)
{
  *n_commands = G_N_ELEMENTS (commands);
  return commands;
}

/**
 * tsu_commands_install:
 *
 * Gives the commands their keys, and the pages Ctrl+1 and on.
 */
void
tsu_commands_install (GtkApplication *app)
{
  guint n_pages;
  const TsuPageInfo *pages = tsu_page_info_get_all (&n_pages);

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++) {
    if (commands[i].accels[0])
      gtk_application_set_accels_for_action (app, commands[i].action,
                                             (const char *const *) commands[i].accels);
  }
  for (guint i = 0; i < n_pages && i < 9; i++) {
    g_autofree char *action = g_strdup_printf ("win.page::%s", pages[i].name);
    g_autofree char *key = g_strdup_printf ("<Control>%u", i + 1);
    const char *accels[] = { key, NULL };

    gtk_application_set_accels_for_action (app, action, accels);
  }
}

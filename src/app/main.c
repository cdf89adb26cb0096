/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Starts the program: language, then the application.
 */

#include "config.h"

#include "tsu-application.h"

#include <glib/gi18n.h>
#include <locale.h>

int
main (int argc, char **argv)
{
  g_autoptr (TsuApplication) app = NULL;
  const char *locale_dir = g_getenv ("TSU_LOCALE_DIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir ? locale_dir : LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  app = tsu_application_new ();
  return g_application_run (G_APPLICATION (app), argc, argv);
}

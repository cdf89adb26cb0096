/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tsunagictl: the ledger without a window. The table of commands, and the one place where an
 * error becomes a line on stderr and an exit code: 0 done, 1 failed, 2 wrong usage.
 */

#include "config.h"

#include "tsu-commands.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
  EXIT_USAGE = 2,
};

typedef struct {
  const char *name;
  const char *summary;
  gboolean (*run) (TsuCall *call, GError **error);
} Command;

static const Command commands[] = {
  { "import", N_ ("Read a CSV, Excel or NDJSON file into the ledger"), tsu_cmd_import },
  { "export", N_ ("Write the records of a type to a file"), tsu_cmd_export },
  { "list", N_ ("List the records of a type"), tsu_cmd_list },
  { "show", N_ ("Show a record"), tsu_cmd_show },
  { "search", N_ ("Search everything"), tsu_cmd_search },
  { "match", N_ ("Suggest who could meet a need, and say why"), tsu_cmd_match },
  { "report", N_ ("Print figures of a month or a fiscal year"), tsu_cmd_report },
  { "put", N_ ("Store records given as NDJSON on standard input"), tsu_cmd_put },
  { "delete", N_ ("Delete records"), tsu_cmd_delete },
  { "restore", N_ ("Bring deleted records back"), tsu_cmd_restore },
  { "history", N_ ("Show who changed what in a record"), tsu_cmd_history },
  { "undo", N_ ("Take back the last thing done, or an import"), tsu_cmd_undo },
  { "redo", N_ ("Do again what was taken back"), tsu_cmd_redo },
  { "check", N_ ("Check that the ledger is sound"), tsu_cmd_check },
  { "rebuild", N_ ("Make tables and search index again from the changes"), tsu_cmd_rebuild },
  { "backup", N_ ("Write a copy of the ledger to a file"), tsu_cmd_backup },
  { "restore-backup", N_ ("Put a copy in the place of the ledger"), tsu_cmd_restore_backup },
  { "login", N_ ("Sign in to a server, with which the ledger is then shared"), tsu_cmd_login },
  { "logout", N_ ("Sign out of the server; the ledger stays as it is"), tsu_cmd_logout },
  { "sync", N_ ("Share the ledger with the server once"), tsu_cmd_sync },
  { "fields", N_ ("Print types, fields and choices as JSON"), tsu_cmd_fields },
  { "demo", N_ ("Fill an empty ledger with the demonstration ward"), tsu_cmd_demo },
};

static const Command *
find_command (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++) {
    if (g_str_equal (commands[i].name, name))
      return &commands[i];
  }
  return NULL;
}

static void
print_commands (void)
{
  printf (_ ("Usage: tsunagictl COMMAND [--database FILE] [--json] …"));
  printf ("\n\n");
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    printf ("  %-15s %s\n", commands[i].name, _ (commands[i].summary));
  printf ("\n");
  printf (_ ("“tsunagictl COMMAND --help” tells more."));
  printf ("\n");
}

/* Sentences may be long, but a script reads one line. */
static void
report (const GError *error)
{
  g_autofree char *line = g_strdelimit (g_strdup (error->message), "\r\n", ' ');

  fprintf (stderr, "tsunagictl: %s\n", g_strchomp (line));
}

static int
fail_usage (const char *message)
{
  fprintf (stderr, "tsunagictl: %s\n", message);
  return EXIT_USAGE;
}

/* Finds the command among the arguments and takes it out, so that --database and --json may stand
 * before it as well. */
static const char *
take_command (int *argc, char **argv)
{
  for (int i = 1; i < *argc; i++) {
    char *name = argv[i];

    if (g_str_equal (name, "--database") || g_str_equal (name, "-d")) {
      i++;
      continue;
    }
    if (*name == '-')
      continue;
    memmove (&argv[i], &argv[i + 1], (*argc - i) * sizeof *argv);
    (*argc)--;
    return name;
  }
  return NULL;
}

static int
run_without_command (int argc, char **argv)
{
  if (argc > 1 && g_str_equal (argv[1], "--version")) {
    printf ("tsunagictl %s\n", PACKAGE_VERSION);
    return EXIT_SUCCESS;
  }
  if (argc > 1 && (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h"))) {
    print_commands ();
    return EXIT_SUCCESS;
  }
  return fail_usage (_ ("A command is missing; “tsunagictl --help” lists them."));
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_auto (TsuCall) call = { NULL };
  g_autofree char *message = NULL;
  const char *locale_dir = g_getenv ("TSU_LOCALE_DIR");
  const char *name;
  const Command *command;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir ? locale_dir : LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("tsunagictl");

  name = take_command (&argc, argv);
  if (!name)
    return run_without_command (argc, argv);
  command = find_command (name);
  if (!command) {
    message =
      g_strdup_printf (_ ("There is no command “%s”; “tsunagictl --help” lists them."), name);
    return fail_usage (message);
  }

  tsu_call_init (&call, name, argc, argv);
  if (command->run (&call, &error))
    return EXIT_SUCCESS;
  report (error);
  return error->domain == TSU_USAGE_ERROR ? EXIT_USAGE : EXIT_FAILURE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tsunagi-server: the ledger that many desks share. The table of commands, and the one place where
 * an error becomes a line on stderr and an exit code: 0 done, 1 failed, 2 wrong usage.
 */

#include "config.h"

#include "tsu-command.h"
#include "tsu-secret.h"
#include "tsu-service.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum {
  EXIT_USAGE = 2,
};

typedef struct {
  const char *words[2];
  const char *arguments;
  int n_arguments;
  const char *summary;
  gboolean (*run) (const TsuCommand *command, GError **error);
} Entry;

static const Entry entries[] = {
  { { NULL }, "", 0, N_ ("Serve ledgers over the network"), tsu_command_serve },
  { { "user", "add" },
    "NAME --ward WARD --role ROLE --password-stdin",
    1,
    N_ ("Make an account"),
    tsu_command_user_add },
  { { "user", "passwd" },
    "NAME --password-stdin",
    1,
    N_ ("Set an account's password"),
    tsu_command_user_passwd },
  { { "user", "grant" },
    "NAME --ward WARD --role ROLE",
    1,
    N_ ("Give an account a role in a ward"),
    tsu_command_user_grant },
  { { "user", "revoke" },
    "NAME --ward WARD [--role ROLE]",
    1,
    N_ ("Take a role in a ward from an account"),
    tsu_command_user_revoke },
  { { "user", "close" }, "NAME", 1, N_ ("Let an account in no more"), tsu_command_user_close },
  { { "user", "open" }, "NAME", 1, N_ ("Let a closed account in again"), tsu_command_user_open },
  { { "user", "list" }, "", 0, N_ ("List the accounts and their roles"), tsu_command_user_list },
  { { "device", "list" },
    "",
    0,
    N_ ("List the devices that have signed in"),
    tsu_command_device_list },
  { { "device", "revoke" },
    "DEVICE",
    1,
    N_ ("Lock a device out, as when it was lost"),
    tsu_command_device_revoke },
  { { "device", "open" },
    "DEVICE",
    1,
    N_ ("Let a device in again, as when it was found; its user signs in anew"),
    tsu_command_device_open },
  { { "ward", "name" }, "WARD NAME", 2, N_ ("Name a ward"), tsu_command_ward_name },
  { { "backup", NULL },
    "FILE",
    1,
    N_ ("Write a copy of the database while it is in use"),
    tsu_command_backup },
  { { "audit", "verify" },
    "",
    0,
    N_ ("Check that neither changes nor audit were tampered with"),
    tsu_command_audit_verify },
};

/* Finds the command that the first arguments name, and takes its words out. */
static const Entry *
find_entry (int *argc, char ***argv)
{
  if (*argc == 0)
    return &entries[0];
  for (gsize i = 1; i < G_N_ELEMENTS (entries); i++) {
    const Entry *entry = &entries[i];
    int n_words = entry->words[1] ? 2 : 1;

    if (*argc < n_words || !g_str_equal ((*argv)[0], entry->words[0]) ||
        (n_words == 2 && !g_str_equal ((*argv)[1], entry->words[1])))
      continue;
    *argc -= n_words;
    *argv += n_words;
    return entry;
  }
  return NULL;
}

static char *
describe_entries (void)
{
  GString *text = g_string_new (_ ("Commands, all with the same --database:"));

  for (gsize i = 1; i < G_N_ELEMENTS (entries); i++) {
    const Entry *entry = &entries[i];
    g_autofree char *call =
      g_strdup_printf ("%s %s %s", entry->words[0], entry->words[1] ? entry->words[1] : "",
                       entry->arguments);

    g_string_append_printf (text, "\n  %s\n      %s", call, _ (entry->summary));
  }
  g_string_append_printf (text, "\n\n%s",
                          _ ("WARD is a number or a name; 0 is the city. ROLE is one of:"));
  for (guint i = 0; i < TSU_N_ROLES; i++)
    g_string_append_printf (text, " %s", tsu_role_get_name ((TsuRole) i));
  return g_string_free (text, FALSE);
}

static void
set_defaults (TsuCommand *command)
{
  *command = (TsuCommand){
    .session_days = tsu_service_defaults.session_days,
    .requests_per_second = tsu_service_defaults.requests_per_second,
    .oldest_schema = tsu_service_defaults.oldest_schema,
    .patience = 30,
    .max_connections = 1000,
  };
}

static void
clear_command (TsuCommand *command)
{
  g_free (command->database);
  g_free (command->listen);
  g_free (command->certificate);
  g_free (command->key);
  g_free (command->cache);
  g_free (command->ward);
  g_free (command->role);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TsuCommand, clear_command)

static gboolean
check_numbers (const TsuCommand *command, GError **error)
{
  if (command->session_days >= 1 && command->session_days <= 3650 &&
      command->requests_per_second >= 1 && command->requests_per_second <= 1000000 &&
      command->patience >= 1 && command->patience <= 3600 && command->max_connections >= 1 &&
      command->max_connections <= 100000 && command->oldest_schema >= 1)
    return TRUE;
  g_set_error (error, TSU_USAGE_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("One of the numbers is out of its range."));
  return FALSE;
}

static gboolean
parse_options (TsuCommand *command, int argc, char **argv, GError **error)
{
  gboolean version = FALSE;
  g_autofree char *description = describe_entries ();
  g_autoptr (GOptionContext) context = g_option_context_new (_ ("[COMMAND]"));
  const GOptionEntry options[] = {
    { "database", 'd', 0, G_OPTION_ARG_FILENAME, &command->database,
      N_ ("SQLite file or postgresql:// address"), N_ ("DATABASE") },
    { "listen", 'l', 0, G_OPTION_ARG_STRING, &command->listen,
      N_ ("Where to listen (127.0.0.1:8470; port 0: any)"), N_ ("ADDRESS:PORT") },
    { "accept-restore", 0, 0, G_OPTION_ARG_NONE, &command->accept_restore,
      N_ ("Go on from a database that was put back from a backup"), NULL },
    { "certificate", 0, 0, G_OPTION_ARG_FILENAME, &command->certificate,
      N_ ("Speak TLS with this certificate (PEM)"), N_ ("FILE") },
    { "key", 0, 0, G_OPTION_ARG_FILENAME, &command->key, N_ ("The certificate's key (PEM)"),
      N_ ("FILE") },
    { "cache", 0, 0, G_OPTION_ARG_FILENAME, &command->cache,
      N_ ("Folder for the files of first syncs"), N_ ("FOLDER") },
    { "session-days", 0, 0, G_OPTION_ARG_INT, &command->session_days,
      N_ ("How long a sign-in is good"), N_ ("N") },
    { "requests-per-second", 0, 0, G_OPTION_ARG_INT, &command->requests_per_second,
      N_ ("What one device may ask"), N_ ("N") },
    { "oldest-schema", 0, 0, G_OPTION_ARG_INT, &command->oldest_schema,
      N_ ("Let programs that know less only give, until they are updated"), N_ ("N") },
    { "patience", 0, 0, G_OPTION_ARG_INT, &command->patience,
      N_ ("Seconds until a slow connection is dropped"), N_ ("N") },
    { "max-connections", 0, 0, G_OPTION_ARG_INT, &command->max_connections,
      N_ ("How many connections may be open"), N_ ("N") },
    { "ward", 'w', 0, G_OPTION_ARG_STRING, &command->ward, N_ ("The ward that is meant"),
      N_ ("WARD") },
    { "role", 'r', 0, G_OPTION_ARG_STRING, &command->role, N_ ("The role that is meant"),
      N_ ("ROLE") },
    { "password-stdin", 0, 0, G_OPTION_ARG_NONE, &command->password_stdin,
      N_ ("Read the password from standard input"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &version, N_ ("Print the version"), NULL },
    { NULL },
  };

  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_description (context, description);
  g_option_context_add_main_entries (context, options, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, error))
    return FALSE;
  if (version) {
    printf ("tsunagi-server %s\n", PACKAGE_VERSION);
    exit (EXIT_SUCCESS);
  }
  command->n_arguments = argc - 1;
  command->arguments = argv + 1;
  return check_numbers (command, error);
}

/* Returns: (nullable): the command that is meant; NULL with wrong usage */
static const Entry *
choose_entry (TsuCommand *command, GError **error)
{
  const Entry *entry = find_entry (&command->n_arguments, &command->arguments);

  if (!entry)
    g_set_error (error, TSU_USAGE_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("There is no command “%s”; “tsunagi-server --help” lists them."),
                    command->arguments[0]);
  else if (command->n_arguments != entry->n_arguments)
    /* Translators: how a command is to be called. */
    g_set_error (error, TSU_USAGE_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("Usage: tsunagi-server %s %s %s; “tsunagi-server --help” tells more."),
                    entry->words[0], entry->words[1] ? entry->words[1] : "", entry->arguments);
  else
    return entry;
  return NULL;
}

/* Sentences may be long, but a script reads one line. */
static int
report (const GError *error)
{
  g_autofree char *line = g_strdelimit (g_strdup (error->message), "\r\n", ' ');

  fprintf (stderr, "tsunagi-server: %s\n", g_strchomp (line));
  return error->domain == TSU_USAGE_ERROR ? EXIT_USAGE : EXIT_FAILURE;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  const char *locale_dir = g_getenv ("TSU_LOCALE_DIR");
  g_auto (TsuCommand) command = { 0 };
  const Entry *entry;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir ? locale_dir : LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("tsunagi-server");
  /* What the server writes is for nobody else on the machine. */
  umask (0077);

  set_defaults (&command);
  if (!parse_options (&command, argc, argv, &error))
    return report (error);
  entry = choose_entry (&command, &error);
  if (entry && tsu_secret_init (&error) && entry->run (&command, &error))
    return EXIT_SUCCESS;
  return report (error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What all commands share: options, the ledger that is meant, interruption, and output. Arguments
 * are taken as bytes and asked to be UTF-8, whatever the locale: a job started by cron has none.
 */

#include "config.h"

#include "tsu-call.h"

#include "tsu-error.h"
#include "tsu-home.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

void
tsu_call_init (TsuCall *call, const char *command, int argc, char **argv)
{
  *call = (TsuCall){
    .command = command,
    .argc = argc,
    .argv = argv,
    .cancellable = g_cancellable_new (),
  };
}

void
tsu_call_clear (TsuCall *call)
{
  g_clear_object (&call->cancellable);
  g_clear_pointer (&call->database, g_free);
}

static gboolean
check_arguments (TsuCall *call, const char *arguments, int least, int most, GError **error)
{
  for (int i = 0; i < call->argc; i++) {
    if (!g_utf8_validate (call->argv[i], -1, NULL)) {
      g_set_error (error, TSU_USAGE_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("Argument %d is not UTF-8 text"), i + 1);
      return FALSE;
    }
  }
  if (call->argc < least || (most >= 0 && call->argc > most)) {
    /* Translators: how a command is to be called. */
    g_set_error (error, TSU_USAGE_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("Usage: tsunagictl %s %s"), call->command, arguments);
    return FALSE;
  }
  return TRUE;
}

static void
print_help (GOptionContext *context)
{
  g_autofree char *help = g_option_context_get_help (context, TRUE, NULL);

  fputs (help, stdout);
}

/**
 * tsu_call_parse:
 * @entries: the command's own options; strings as G_OPTION_ARG_FILENAME, so that they stay bytes
 * @arguments: what else the command takes, for the help text
 * @least: how many arguments there must be
 * @most: how many there may be, -1 for any number
 *
 * Takes the options out of the arguments. Ends the program where help was asked for.
 *
 * Returns: whether the call is one that the command understands
 */
gboolean
tsu_call_parse (TsuCall *call,
                const GOptionEntry *entries,
                const char *arguments,
                int least,
                int most,
                GError **error)
{
  gboolean help = FALSE;
  g_autofree char *parameters = g_strdup_printf ("%s %s", call->command, arguments);
  g_autoptr (GOptionContext) context = g_option_context_new (parameters);
  const GOptionEntry common[] = {
    { "database", 'd', 0, G_OPTION_ARG_FILENAME, &call->database,
      N_ ("The ledger's file (default: the user's ledger)"), N_ ("FILE") },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &call->json, N_ ("Print one JSON object a line"), NULL },
    { "help", 'h', 0, G_OPTION_ARG_NONE, &help, N_ ("Show this help"), NULL },
    { NULL },
  };

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  if (entries)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (call->more_options)
    g_option_context_add_main_entries (context, call->more_options, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &call->argc, &call->argv, error))
    return FALSE;
  if (help) {
    print_help (context);
    exit (EXIT_SUCCESS);
  }

  /* argv[0] is the program's name, as GOption wants it. */
  call->argc--;
  call->argv++;
  if (call->argc > 0 && g_str_equal (call->argv[0], "--")) {
    call->argc--;
    call->argv++;
  }
  return check_arguments (call, arguments, least, most, error);
}

/**
 * tsu_call_find_type:
 *
 * Returns: (transfer none) (nullable): the record type called @name
 */
const TsuType *
tsu_call_find_type (const char *name, GError **error)
{
  const TsuType *type = tsu_schema_find_type (name);
  g_autoptr (GString) names = NULL;
  const TsuType *const *types;
  guint n_types;

  if (type)
    return type;

  names = g_string_new (NULL);
  types = tsu_schema_get_types (&n_types);
  for (guint i = 0; i < n_types; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", types[i]->name);
  g_set_error (error, TSU_USAGE_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("“%s” is not a type of record; there are: %s"), name, names->str);
  return NULL;
}

static gpointer
wait_for_signal (gpointer data)
{
  g_autoptr (GCancellable) cancellable = data;
  sigset_t set;
  int number;

  sigemptyset (&set);
  sigaddset (&set, SIGINT);
  sigaddset (&set, SIGTERM);
  if (sigwait (&set, &number) == 0)
    g_cancellable_cancel (cancellable);
  /* Who asks a second time does not want to wait. */
  pthread_sigmask (SIG_UNBLOCK, &set, NULL);
  return NULL;
}

/**
 * tsu_call_catch_interrupt:
 *
 * From here on SIGINT and SIGTERM cancel @call's work, which then leaves nothing half done. A
 * thread waits for them, because nothing may be called from a signal handler.
 */
void
tsu_call_catch_interrupt (TsuCall *call)
{
  sigset_t set;

  sigemptyset (&set);
  sigaddset (&set, SIGINT);
  sigaddset (&set, SIGTERM);
  pthread_sigmask (SIG_BLOCK, &set, NULL);
  g_thread_unref (g_thread_new ("tsu-signals", wait_for_signal, g_object_ref (call->cancellable)));
}

/**
 * tsu_call_find_database:
 *
 * Settles which ledger is meant: --database, or the user's own, whose folder is made.
 *
 * Returns: whether the folder is there
 */
gboolean
tsu_call_find_database (TsuCall *call, GError **error)
{
  if (!call->database)
    call->database = tsu_home_dup_ledger_path (error);
  return call->database != NULL;
}

/**
 * tsu_call_open:
 *
 * Opens the ledger named by --database, or the user's own.
 *
 * Returns: (transfer full): the ledger
 */
TsuLedger *
tsu_call_open (TsuCall *call, TsuLedgerFlags flags, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  TsuLedger *ledger;

  if (!tsu_call_find_database (call, error))
    return NULL;
  ledger = tsu_ledger_open (call->database, flags, &local_error);
  /* A file of an older Tsunagi is brought up to the present once, also by who only wants to read.
   */
  if (g_error_matches (local_error, TSU_ERROR, TSU_ERROR_SCHEMA_OLDER)) {
    g_autoptr (TsuLedger) present = tsu_ledger_open (call->database, TSU_LEDGER_MUST_EXIST, error);

    if (!present)
      return NULL;
    g_clear_pointer (&present, tsu_ledger_close);
    return tsu_ledger_open (call->database, flags, error);
  }
  if (!ledger)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return ledger;
}

/**
 * tsu_call_get_record:
 *
 * Returns: (transfer full): the record with @id, deleted or not
 */
TsuRecord *
tsu_call_get_record (TsuLedger *ledger, const char *id, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  TsuRecord *record = tsu_ledger_get (ledger, id, &local_error);

  if (!record && local_error)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (!record)
    g_set_error (error, TSU_ERROR, TSU_ERROR_NOT_FOUND,
                 _ ("There is no record with the id %s."), id);
  return record;
}

/**
 * tsu_call_write:
 * @text: is written to stdout as it is and then emptied
 *
 * Returns: whether it could be written
 */
gboolean
tsu_call_write (GString *text, GError **error)
{
  gboolean good = fwrite (text->str, 1, text->len, stdout) == text->len && fflush (stdout) == 0;

  g_string_truncate (text, 0);
  if (!good)
    g_set_error (error, TSU_ERROR, TSU_ERROR_FAILED,
                 _ ("The output could not be written: %s"), g_strerror (errno));
  return good;
}

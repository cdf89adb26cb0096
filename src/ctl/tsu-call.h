/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-ledger.h"

G_BEGIN_DECLS

/**
 * TsuCall:
 * @command: name of the command
 * @argc: how many of @argv there are
 * @argv: (array zero-terminated=1): what stands behind the command; after tsu_call_parse() without
 *   the options
 * @database: file of the ledger
 * @more_options: (nullable): options shared with other commands, to be parsed beside the command's
 * @json: whether stdout is for a program
 * @cancellable: cancelled by SIGINT and SIGTERM once tsu_call_catch_interrupt() was called
 *
 * One call of the program, for the command that runs.
 */
typedef struct {
  const char *command;
  int argc;
  char **argv;
  char *database;
  const GOptionEntry *more_options;
  gboolean json;
  GCancellable *cancellable;
} TsuCall;

/* Errors of this domain are wrong usage and end the program with 2; all others with 1. */
#define TSU_USAGE_ERROR G_OPTION_ERROR

void tsu_call_init (TsuCall *call, const char *command, int argc, char **argv);
void tsu_call_clear (TsuCall *call);

gboolean tsu_call_parse (TsuCall *call,
                         const GOptionEntry *entries,
                         const char *arguments,
                         int least,
                         int most,
                         GError **error);
const TsuType *tsu_call_find_type (const char *name, GError **error);
void tsu_call_catch_interrupt (TsuCall *call);

gboolean tsu_call_find_database (TsuCall *call, GError **error);
TsuLedger *tsu_call_open (TsuCall *call, TsuLedgerFlags flags, GError **error);
TsuRecord *tsu_call_get_record (TsuLedger *ledger, const char *id, GError **error);

gboolean tsu_call_write (GString *text, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TsuCall, tsu_call_clear)

G_END_DECLS

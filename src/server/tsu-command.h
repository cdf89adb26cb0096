/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-depot.h"

G_BEGIN_DECLS

/**
 * TsuCommand:
 * @n_arguments: how many of @arguments there are
 * @arguments: (array zero-terminated=1): what stands behind the command and its options
 * @database: SQLite file or postgresql:// address
 *
 * One call of the program, for the command that runs.
 */
typedef struct {
  int n_arguments;
  char **arguments;
  char *database;
  gboolean accept_restore;
  char *listen;
  char *certificate;
  char *key;
  char *cache;
  int session_days;
  int requests_per_second;
  int oldest_schema;
  int patience;
  int max_connections;
  char *ward;
  char *role;
  gboolean password_stdin;
} TsuCommand;

/* Errors of this domain are wrong usage and end the program with 2; all others with 1. */
#define TSU_USAGE_ERROR G_OPTION_ERROR

TsuDepot *tsu_command_open_depot (const TsuCommand *command, GError **error);
/* Path of a file of that ending beside the database, but not within it. */
char *tsu_command_find_beside (const TsuCommand *command, const char *ending, GError **error);

/* Each prints what it has to say, or leaves @error. */
gboolean tsu_command_serve (const TsuCommand *command, GError **error);
gboolean tsu_command_user_add (const TsuCommand *command, GError **error);
gboolean tsu_command_user_passwd (const TsuCommand *command, GError **error);
gboolean tsu_command_user_grant (const TsuCommand *command, GError **error);
gboolean tsu_command_user_revoke (const TsuCommand *command, GError **error);
gboolean tsu_command_user_close (const TsuCommand *command, GError **error);
gboolean tsu_command_user_open (const TsuCommand *command, GError **error);
gboolean tsu_command_user_list (const TsuCommand *command, GError **error);
gboolean tsu_command_device_list (const TsuCommand *command, GError **error);
gboolean tsu_command_device_revoke (const TsuCommand *command, GError **error);
gboolean tsu_command_device_open (const TsuCommand *command, GError **error);
gboolean tsu_command_ward_name (const TsuCommand *command, GError **error);
gboolean tsu_command_backup (const TsuCommand *command, GError **error);
gboolean tsu_command_audit_verify (const TsuCommand *command, GError **error);

G_END_DECLS

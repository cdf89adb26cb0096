/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-ledger.h"

G_BEGIN_DECLS

/**
 * Desk:
 * @folder: a folder of its own for each test
 * @path: the ledger in it
 *
 * One ledger in a folder of its own; both go when the test ends.
 */
typedef struct {
  char *folder;
  char *path;
  TsuLedger *ledger;
} Desk;

void desk_set_up (Desk *desk, gconstpointer data);
void desk_tear_down (Desk *desk, gconstpointer data);
void desk_reopen (Desk *desk);
char *desk_dup_path (Desk *desk, const char *name);

const TsuType *actor_type (void);
char *add_actor (TsuLedger *ledger, const char *name, const char *reading);
void change_text (TsuLedger *ledger, const char *id, const char *field, const char *text);
void apply_one (TsuLedger *ledger, TsuEdit *edit, const char *batch);
void assert_text (TsuLedger *ledger, const char *id, const char *field, const char *expected);
void assert_deleted (TsuLedger *ledger, const char *id, gboolean deleted);
gint64 count_actors (TsuLedger *ledger);
void assert_sound (TsuLedger *ledger);
GPtrArray *dump_ledger (TsuLedger *ledger);
GPtrArray *dump_changes (const char *path);

G_END_DECLS

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

/* How often to try: @usual unless the environment names another number under @variable. */
int count_rounds (const char *variable, int usual);

const TsuType *actor_type (void);
char *add_actor (TsuLedger *ledger, const char *name, const char *reading);
void change_text (TsuLedger *ledger, const char *id, const char *field, const char *text);
void apply_one (TsuLedger *ledger, TsuEdit *edit, const char *batch);
void assert_text (TsuLedger *ledger, const char *id, const char *field, const char *expected);
void assert_deleted (TsuLedger *ledger, const char *id, gboolean deleted);
gint64 count_actors (TsuLedger *ledger);
void assert_sound (TsuLedger *ledger);
/* (element-type utf8): each record that is shown or deleted, and each issue, as a line, sorted:
 * what two replicas must agree on. */
GPtrArray *dump_ledger (TsuLedger *ledger);
void assert_same_dump (GPtrArray *a, GPtrArray *b);
/* (element-type TsuChange): every change, oldest first. */
GPtrArray *collect_changes (TsuLedger *ledger);
void merge_changes (TsuLedger *ledger, GPtrArray *changes);

G_END_DECLS

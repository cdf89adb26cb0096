/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-depot.h"

G_BEGIN_DECLS

/* Fields of an actor. */
#define DEPOT_TEST_ACTOR "{\"name\":\"Hanamizuki\",\"kind\":\"association\"}"

#define DEPOT_TEST_NOW G_GINT64_CONSTANT (1795300000000)

/**
 * DepotTest:
 * @folder: of its own
 * @database: a fresh database: of PostgreSQL where TSU_TEST_POSTGRES names one, of SQLite otherwise
 * @guard: path of the guard file
 * @cache: (nullable): folder of snapshot files: there where the fixture's data is not NULL
 *
 * A depot with an empty database.
 */
typedef struct {
  char *folder;
  char *database;
  char *guard;
  char *cache;
  TsuDepot *depot;
} DepotTest;

void depot_test_set_up (DepotTest *test, gconstpointer data);
void depot_test_tear_down (DepotTest *test, gconstpointer data);
gboolean depot_test_is_postgres (void);
TsuDepot *depot_test_open (DepotTest *test, gboolean accept_restore, GError **error);
/* Meddles with the database behind the depot's back. */
void depot_test_exec (DepotTest *test, const char *sql);

/* An id that is the same for the same number. */
char *depot_test_id (int number);
/* (transfer full): one change; @seen as JSON */
TsuChange *
depot_test_change (int id, int record, const char *type, const char *fields, const char *seen);
/* (transfer full): a new association in one transaction, record @number + 1000 */
TsuTxn *depot_test_new_actor (gint64 dseq, int number);
/* (transfer full): an edit of an actor that has seen the change @seen */
TsuTxn *depot_test_edit_actor (gint64 dseq, int id, int record, const char *fields, int seen);
/* (transfer full): takes the changes, up to NULL */
TsuTxn *depot_test_txn (gint64 dseq, ...) G_GNUC_NULL_TERMINATED;

/**
 * Desk:
 *
 * A device with its account's rights.
 */
typedef struct {
  TsuPrincipal who;
  TsuHello hello;
} Desk;

void desk_init (Desk *desk, const char *device, int ward, TsuRole role);
void desk_clear (Desk *desk);
/* Takes the transactions, up to NULL, and pushes them; asserts that the database could. */
void desk_push (Desk *desk, TsuDepot *depot, TsuPush *push, ...) G_GNUC_NULL_TERMINATED;
/* As a string with a letter for each receipt: "o" ok, "d" dup, "h" held; or the refusal's name. */
char *desk_say (Desk *desk, TsuDepot *depot, ...) G_GNUC_NULL_TERMINATED;
/* Pushes the transactions and asserts what is answered. */
#define assert_says(desk, depot, expected, ...)                                                    \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *said = desk_say (desk, depot, __VA_ARGS__, NULL);                             \
    g_assert_cmpstr (said, ==, expected);                                                          \
  }                                                                                                \
  G_STMT_END

/* Pulls all from @seq on under the present scope; page's transactions in one. */
TsuPage *desk_pull (Desk *desk, TsuDepot *depot, gint64 seq);
/* (nullable) (transfer none) */
const TsuChange *page_find (const TsuPage *page, int change);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desk, desk_clear)

G_END_DECLS

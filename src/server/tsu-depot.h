/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-policy.h"
#include "tsu-wire-snapshot.h"

G_BEGIN_DECLS

/** TSU_DEPOT_EPOCH_SIZE: an epoch's text, 128 bits in hexadecimal, with its NUL */
#define TSU_DEPOT_EPOCH_SIZE 33
/** TSU_DEPOT_SKEW_MS: how far ahead of the server's clock a change may claim to be */
#define TSU_DEPOT_SKEW_MS (60 * 1000)

/* Why a transaction was held: the author may not write such a field, may not write in that ward at
 * all, or the change cannot be folded. */
#define TSU_HELD_WRITE "write"
#define TSU_HELD_WARD "ward"
#define TSU_HELD_INVALID "invalid"

/**
 * TsuDepot:
 *
 * What the server keeps, over one database connection: the changes of all wards in one order, who
 * may read and write them, and what was done. It has no socket, clock or random of its own, and is
 * used by one thread at a time; for reading beside a writer open a second one.
 */
typedef struct _TsuDepot TsuDepot;

/**
 * TsuGuardFunctions:
 * @load: the text last saved; (out) (nullable): NULL where there is none
 * @save: keeps the text durably in place of the former
 *
 * Where the guard lies: how far the database has come, kept beside it, so that an older copy of
 * the database is known for what it is. A file unless the caller brings its own.
 */
typedef struct {
  gboolean (*load) (gpointer data, char **text, GError **error);
  gboolean (*save) (gpointer data, const char *text, GError **error);
} TsuGuardFunctions;

/**
 * TsuDepotOptions:
 * @database: path of an SQLite file, or a postgresql:// address
 * @vfs: (nullable): name of the SQLite VFS to use
 * @guard_path: (nullable): file of the guard; NULL for "DATABASE.guard" beside an SQLite file and
 *   for none with PostgreSQL
 * @guard: (nullable): used in place of a file
 * @guard_data: for @guard
 * @cache: (nullable): folder for snapshot files; NULL keeps them in memory
 * @accept_restore: take an older copy of the database as the new truth: a new epoch begins
 * @random: 16 random bytes, of which an epoch is made where one begins
 * @now: Unix milliseconds
 */
typedef struct {
  const char *database;
  const char *vfs;
  const char *guard_path;
  const TsuGuardFunctions *guard;
  gpointer guard_data;
  const char *cache;
  gboolean accept_restore;
  guint8 random[16];
  gint64 now;
} TsuDepotOptions;

TsuDepot *tsu_depot_open (const TsuDepotOptions *options, GError **error);
void tsu_depot_close (TsuDepot *self);

/**
 * TsuPrincipal:
 * @account: key of the account
 * @device: id of the device that the session is bound to
 * @grants: (array length=n_grants): those in force now
 *
 * Who asks. Filled by tsu_depot_find_session(), or by a caller that has no sessions.
 */
typedef struct {
  gint64 account;
  char *user;
  char *device;
  TsuPolicyGrant *grants;
  gsize n_grants;
} TsuPrincipal;

void tsu_principal_clear (TsuPrincipal *self);

/**
 * TsuRefusalCode:
 *
 * Why a request was not done. Nothing of it has then happened.
 */
typedef enum {
  TSU_REFUSAL_NONE,
  TSU_REFUSAL_BAD_FRAME,
  TSU_REFUSAL_LOGIN,
  TSU_REFUSAL_REVOKED,
  TSU_REFUSAL_DEVICE_FORK,
  TSU_REFUSAL_DSEQ_GAP,
  TSU_REFUSAL_EPOCH,
  TSU_REFUSAL_RESNAPSHOT,
} TsuRefusalCode;

/**
 * TsuRefusal:
 * @expected: with a gap: the dseq that comes next
 * @epoch: the present epoch; always filled
 * @common: with another epoch: up to here both lives agree. Where a cursor was sent it is never
 *   above it
 */
typedef struct {
  TsuRefusalCode code;
  gint64 expected;
  gint64 common;
  char epoch[TSU_DEPOT_EPOCH_SIZE];
} TsuRefusal;

/* The word of the wire, such as "device_fork"; NULL for none. */
const char *tsu_refusal_get_name (TsuRefusalCode code);

/**
 * TsuPush:
 * @who: the sender
 * @hello: first line of the body
 * @txns: (element-type TsuTxn): the body
 * @receipts: (out) (element-type TsuReceipt): one a transaction, NULL where refused
 * @refusal: (out): why it was refused
 */
typedef struct {
  const TsuPrincipal *who;
  const TsuHello *hello;
  GPtrArray *txns;
  GPtrArray *receipts;
  TsuRefusal refusal;
} TsuPush;

void tsu_push_clear (TsuPush *push);

gboolean tsu_depot_push (TsuDepot *self, TsuPush *push, gint64 now, GError **error);
gboolean
tsu_depot_push_many (TsuDepot *self, TsuPush **pushes, gsize n_pushes, gint64 now, GError **error);

/**
 * TsuPull:
 * @who: the reader
 * @epoch: (nullable): the epoch the reader knows; NULL before its first page
 * @seq: its cursor
 * @scope: (nullable): the scope it was last told
 * @limit: changes wanted; a transaction is never split, and many that the reader may not see end a
 *   page early
 * @page: (out): what comes after the cursor; NULL where refused
 * @refusal: (out): why it was refused
 */
typedef struct {
  const TsuPrincipal *who;
  const char *epoch;
  gint64 seq;
  const char *scope;
  int limit;
  TsuPage *page;
  TsuRefusal refusal;
} TsuPull;

void tsu_pull_clear (TsuPull *pull);

gboolean tsu_depot_pull (TsuDepot *self, TsuPull *pull, gint64 now, GError **error);

/* The server's life, and its last number. */
gboolean
tsu_depot_get_head (TsuDepot *self, char epoch[TSU_DEPOT_EPOCH_SIZE], gint64 *seq, GError **error);
/* What the principal may read, as it stands in `scope`. */
char *tsu_principal_get_scope (const TsuPrincipal *self);

/* A descriptor that becomes readable when another connection, here or on another machine, has
 * committed a push; owned by the depot. tsu_depot_hear() empties it. */
int tsu_depot_listen (TsuDepot *self, GError **error);
gboolean tsu_depot_hear (TsuDepot *self);

/* Builds what is lacking, which takes a while for a large ward. A file of the index goes on being
 * served until the next but one has been built. `now` and `scope` are filled. */
TsuSnapshotIndex *
tsu_depot_get_snapshot (TsuDepot *self, const TsuPrincipal *who, gint64 now, GError **error);
/* The same without building. */
gboolean tsu_depot_find_snapshot (
  TsuDepot *self, const TsuPrincipal *who, gint64 now, TsuSnapshotIndex **index, GError **error);

/**
 * TsuSnapshotRange:
 * @bytes: from the offset that was asked for, at most as many as were asked for
 * @total: length of the whole file
 * @etag: (transfer full): strong, without quotes
 */
typedef struct {
  GBytes *bytes;
  gint64 total;
  char *etag;
} TsuSnapshotRange;

void tsu_snapshot_range_clear (TsuSnapshotRange *range);

/* @path as in the index. TSU_ERROR_NOT_FOUND where there is no such file, or it was replaced;
 * TSU_ERROR_UNAUTHORIZED where the principal may not read all of what is in it. */
gboolean tsu_depot_read_snapshot (TsuDepot *self,
                                  const TsuPrincipal *who,
                                  const char *path,
                                  gint64 offset,
                                  gint64 length,
                                  TsuSnapshotRange *range,
                                  GError **error);

/**
 * TsuDepotHeld:
 * @body: the transaction's lines as in a push
 *
 * A transaction that was kept but not applied.
 */
typedef struct {
  gint64 seq;
  gint64 account;
  char *user;
  char *device;
  int ward;
  gint64 time;
  char *reason;
  char *body;
} TsuDepotHeld;

void tsu_depot_held_free (TsuDepotHeld *held);
/* (element-type TsuDepotHeld): of an account, or with account 0 of a ward; newest first */
GPtrArray *
tsu_depot_list_held (TsuDepot *self, gint64 account, int ward, int limit, GError **error);

/* The same of a ward for who looks after it: in @body only the changes that belong to it. */
GPtrArray *tsu_depot_oversee (TsuDepot *self, int ward, int limit, GError **error);

/* A copy of the database while it is in use. With PostgreSQL that is pg_dump's work: refused. */
gboolean tsu_depot_backup (TsuDepot *self, const char *path, GError **error);
/* Recomputes the chain over all transactions; FALSE with TSU_ERROR_CORRUPT where it is broken. */
gboolean tsu_depot_verify (TsuDepot *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuDepot, tsu_depot_close)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TsuPrincipal, tsu_principal_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TsuPush, tsu_push_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TsuPull, tsu_pull_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TsuSnapshotRange, tsu_snapshot_range_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuDepotHeld, tsu_depot_held_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-wire-snapshot.h"

G_BEGIN_DECLS

/**
 * TsuEngineState:
 * @TSU_ENGINE_IDLE: everything known is shared; a timer asks again
 * @TSU_ENGINE_PUSH: a push is on its way
 * @TSU_ENGINE_PULL: a pull, or a part of a snapshot, is on its way
 * @TSU_ENGINE_BACKOFF: something failed; a timer tries again
 * @TSU_ENGINE_STOPPED: only a person can help; see the reason
 */
typedef enum {
  TSU_ENGINE_IDLE,
  TSU_ENGINE_PUSH,
  TSU_ENGINE_PULL,
  TSU_ENGINE_BACKOFF,
  TSU_ENGINE_STOPPED,
} TsuEngineState;

/**
 * TsuEngineReason:
 *
 * Why an engine stands still or lately failed, for the words at the foot of the sidebar.
 */
typedef enum {
  TSU_ENGINE_WELL,
  TSU_ENGINE_OFFLINE, /* no answer */
  TSU_ENGINE_BUSY,    /* the server asked to wait */
  TSU_ENGINE_LOGIN,   /* the token is no longer known: sign in again */
  TSU_ENGINE_REVOKED, /* the device or the account was closed; what was not shared is kept */
  TSU_ENGINE_UPGRADE, /* this program is too old to pull; what is pushed still goes out */
  TSU_ENGINE_DISK,    /* the ledger could not write what came */
  TSU_ENGINE_TROUBLE, /* an answer that is not understood */
} TsuEngineReason;

/**
 * TsuCursor:
 * @epoch: (nullable): the server's life that @seq belongs to
 * @seq: the server's order is here up to this number
 * @scope: (nullable): digest of what we were last allowed to read
 * @snapshot: whether a snapshot is to be fetched before the next pull
 *
 * How far a ledger has come.
 */
typedef struct {
  char *epoch;
  gint64 seq;
  char *scope;
  gboolean snapshot;
} TsuCursor;

void tsu_cursor_clear (TsuCursor *cursor);

/**
 * TsuPlace:
 * @path: (nullable): the file of the snapshot that is being taken; NULL: there is none under way
 * @etag: (nullable): its tag
 * @offset: where its next chunk begins
 * @bytes: its whole length
 *
 * How far a snapshot has come.
 */
typedef struct {
  char *path;
  char *etag;
  gint64 offset;
  gint64 bytes;
} TsuPlace;

void tsu_place_clear (TsuPlace *place);

/**
 * TsuEngineHost:
 * @outbox: transactions not yet acknowledged, in the order of dseq, then those to be relayed; at
 *   most @max_changes changes (but at least one transaction); empty when all is shared
 * @meet: keeps the server's life where none was known, before anything of it is
 * @acknowledge: keeps the receipts
 * @apply: applies the page with what it says of rights, and moves the cursor
 * @hello: fills in who we are; strings are the engine's to clear
 * @cursor: what to pull from; strings are the engine's to clear
 * @renumber: the device's file was copied or restored: a new incarnation, unsent ones numbered anew
 * @resend: the server waits for dseq @expected: that and what follows is unsent again, or, where
 *   it cannot be, as @renumber
 * @hold: the server will not have the transaction @txn even alone: it is held with @reason, and
 * those after it close the gap
 * @adopt: the server was restored: in one step what came after @common is unsent, or to be relayed,
 *   again, and cursor and epoch are the new ones
 * @want_snapshot: a snapshot is needed; with FALSE: the server has none, so it is pulled from the
 *   beginning
 * @begin_snapshot: keeps what there is to fetch
 * @place: what to fetch next; strings are the engine's to clear
 * @take_chunk: takes the changes and keeps that the next chunk begins at @offset; behind the last
 *   one of the last file ends the snapshot
 * @tend: does a short piece of the work that can wait; whether there is more of it. Asked only when
 *   nothing is to be fetched
 * @note_clock: the server's clock is ahead of ours by that many milliseconds
 * @wall: this computer's clock, Unix milliseconds
 * @random: for the jitter
 *
 * What the engine needs of the world, passed in, so that the same engine runs in the application,
 * the command line and the simulator. Every function that writes does so in one durable step and
 * returns FALSE where the ledger could not; nothing of its step has then happened.
 */
typedef struct {
  GPtrArray *(*outbox) (gpointer data, int max_changes, gsize max_bytes);
  gboolean (*meet) (gpointer data, const char *epoch);
  gboolean (*acknowledge) (gpointer data, GPtrArray *receipts);
  gboolean (*apply) (gpointer data, const TsuPage *page);
  void (*hello) (gpointer data, TsuHello *hello);
  void (*cursor) (gpointer data, TsuCursor *cursor);
  gboolean (*renumber) (gpointer data);
  gboolean (*resend) (gpointer data, gint64 expected);
  gboolean (*hold) (gpointer data, const char *txn, const char *reason);
  gboolean (*adopt) (gpointer data, const char *epoch, gint64 common);
  gboolean (*want_snapshot) (gpointer data, gboolean wanted);
  gboolean (*begin_snapshot) (gpointer data, const TsuSnapshotIndex *index);
  void (*place) (gpointer data, TsuPlace *place);
  gboolean (*take_chunk) (gpointer data, GPtrArray *changes, gint64 offset);
  gboolean (*tend) (gpointer data);
  void (*note_clock) (gpointer data, gint64 offset);
  gint64 (*wall) (gpointer data);
  guint32 (*random) (gpointer data);
} TsuEngineHost;

typedef enum {
  TSU_ACTION_WAIT,           /* nothing to do before @until, unless something happens */
  TSU_ACTION_PUSH,           /* POST @body to @path */
  TSU_ACTION_PULL,           /* GET @path */
  TSU_ACTION_SNAPSHOT_INDEX, /* GET @path */
  TSU_ACTION_SNAPSHOT_FILE,  /* GET @length bytes of @path from @offset on, if it is still @etag */
} TsuActionKind;

/**
 * TsuAction:
 * @until: milliseconds of the clock given in: when to ask again at the latest; for a request: when
 *   it counts as lost
 * @body: (nullable) (transfer none): what to send
 * @path: (nullable) (transfer none): path and query
 * @cursor: of a pull
 * @wait: of a pull: seconds for which the server may keep the answer back
 * @etag: (nullable) (transfer none): of a file: to be sent as If-Range
 * @offset: of a file: first byte
 * @length: of a file: at most so many bytes
 *
 * What the engine wants. What is lent is valid until the request is answered.
 */
typedef struct {
  TsuActionKind kind;
  gint64 until;
  GBytes *body;
  gint64 cursor;
  const char *path;
  int wait;
  const char *etag;
  gint64 offset;
  gint64 length;
} TsuAction;

typedef struct _TsuEngine TsuEngine;

TsuEngine *tsu_engine_new (const TsuEngineHost *host, gpointer data);
void tsu_engine_free (TsuEngine *self);

/* What to do now. One request is in flight at a time: until it is answered this is a wait with a
 * deadline, after which it counts as lost. */
TsuAction tsu_engine_next (TsuEngine *self, gint64 now);
/* Whether to leave a pull with the server until there is something new, instead of asking now and
 * then. FALSE at first. */
void tsu_engine_set_live (TsuEngine *self, gboolean live);
/* Something was saved, or the network came back: no need to wait for the timer. */
void tsu_engine_wake (TsuEngine *self, gint64 now);
/* Whether the request in flight only waits for news; then it may be cut short for a push. */
gboolean tsu_engine_is_waiting (const TsuEngine *self);
/* The caller has given up the waiting request. */
void tsu_engine_cut (TsuEngine *self, gint64 now);
/* The answer to the request in flight; @status 0: none came. @retry_after in seconds or 0.
 * @code: (nullable): the server's word for an error; NULL: it is read from the body. For a file of
 * a snapshot 206, or 200 where it is the whole one, count as success. */
void tsu_engine_answer (
  TsuEngine *self, gint64 now, int status, const char *code, gint64 retry_after, GBytes *body);
/* A person may have put right what only a person can: an account, a device, the version that the
 * server asks for. */
void tsu_engine_resume (TsuEngine *self, gint64 now);

TsuEngineState tsu_engine_get_state (const TsuEngine *self);
TsuEngineReason tsu_engine_get_reason (const TsuEngine *self);
gint64 tsu_engine_get_clock_offset (const TsuEngine *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TsuCursor, tsu_cursor_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TsuPlace, tsu_place_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuEngine, tsu_engine_free)

G_END_DECLS

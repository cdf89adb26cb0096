/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-wire.h"

G_BEGIN_DECLS

/**
 * TsuEngineState:
 * @TSU_ENGINE_IDLE: everything known is shared; a timer asks again
 * @TSU_ENGINE_PUSH: a push is on its way
 * @TSU_ENGINE_PULL: a pull is on its way
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
  TSU_ENGINE_LOGIN,   /* token, user or device is no longer known */
  TSU_ENGINE_UPGRADE, /* this program is too old to pull; what is pushed still goes out */
  TSU_ENGINE_DISK,    /* the ledger could not write what came */
  TSU_ENGINE_TROUBLE, /* an answer that is not understood */
} TsuEngineReason;

/**
 * TsuEngineHost:
 * @outbox: transactions not yet acknowledged, in the order of dseq, at most @max_changes changes
 *   (but at least one transaction); empty when all is shared
 * @acknowledge: keeps the receipts in one durable step
 * @apply: applies the page and moves the cursor in one durable step
 * @hello: fills in who we are; strings are the engine's to clear
 * @cursor: what to pull from
 * @renumber: the device's file was copied or restored: a new incarnation, unsent ones numbered anew
 * @adopt: the server was restored and has another life: what came after its last common point is
 *   unsent again
 *
 * What the engine needs of the world, passed in, so that the same engine runs in the application,
 * the command line and the simulator. Every function that writes returns FALSE where the ledger
 * could not; nothing of its step has then happened.
 */
typedef struct {
  GPtrArray *(*outbox) (gpointer data, int max_changes, gsize max_bytes);
  gboolean (*acknowledge) (gpointer data, GPtrArray *receipts);
  gboolean (*apply) (gpointer data, const TsuPage *page);
  void (*hello) (gpointer data, TsuHello *hello);
  gint64 (*cursor) (gpointer data);
  gboolean (*renumber) (gpointer data);
  gboolean (*adopt) (gpointer data, const char *epoch);
  guint32 (*random) (gpointer data);
} TsuEngineHost;

typedef enum {
  TSU_ACTION_WAIT, /* nothing to do before @until, unless something happens */
  TSU_ACTION_PUSH, /* POST @body */
  TSU_ACTION_PULL, /* GET from @cursor */
} TsuActionKind;

typedef struct {
  TsuActionKind kind;
  gint64 until; /* milliseconds of the clock given in */
  GBytes *body; /* (transfer none) */
  gint64 cursor;
} TsuAction;

typedef struct _TsuEngine TsuEngine;

TsuEngine *tsu_engine_new (const TsuEngineHost *host, gpointer data);
void tsu_engine_free (TsuEngine *self);

/* What to do now. One request is in flight at a time: until it is answered this is a wait with a
 * deadline, after which it counts as lost. */
TsuAction tsu_engine_next (TsuEngine *self, gint64 now);
/* Something was saved, or the network came back: no need to wait for the timer. */
void tsu_engine_wake (TsuEngine *self, gint64 now);
/* The answer to the request in flight; @status 0: none came. @retry_after in seconds or 0.
 * @code: (nullable): the server's word for an error, such as "device_fork". */
void tsu_engine_answer (
  TsuEngine *self, gint64 now, int status, const char *code, gint64 retry_after, GBytes *body);
/* A person has logged in again, or upgraded. */
void tsu_engine_resume (TsuEngine *self, gint64 now);

TsuEngineState tsu_engine_get_state (const TsuEngine *self);
TsuEngineReason tsu_engine_get_reason (const TsuEngine *self);
gint64 tsu_engine_get_clock_offset (const TsuEngine *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuEngine, tsu_engine_free)

G_END_DECLS

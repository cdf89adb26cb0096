/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the two halves of the engine share: the one that asks and the one that hears the answer.
 */

#pragma once

#include "tsu-engine.h"
#include "tsu-offsets.h"

G_BEGIN_DECLS

#define TSU_ENGINE_IDLE_MS (60 * 1000)

struct _TsuEngine {
  TsuEngineHost host;
  gpointer data;
  TsuEngineState state;
  TsuEngineReason reason;
  gint64 deadline;
  gboolean in_flight;
  gboolean live;
  gboolean woken;        /* something was saved while a request was on its way */
  gboolean caught_up;    /* the last page was the last: the next pull may wait */
  gboolean may_not_pull; /* the server asks for a newer program */
  gboolean ask_plainly; /* pull once before a snapshot, to hear what the server says of our epoch */
  int max_changes;      /* halved while the server finds bodies too large */
  gsize max_bytes;
  gint64 length; /* of a snapshot's file asked for at once */
  int failures;
  gint64 sent_at;      /* by the clock given in */
  gint64 wall_sent_at; /* by this computer's */
  TsuOffsets offsets;

  /* The request in flight or in doubt. */
  TsuActionKind asked;
  GBytes *body; /* the push: sent again byte for byte */
  char *first;  /* id of its first transaction */
  guint n_txns;
  int wait;
  char *path;
  TsuCursor cursor;
  TsuPlace place;
};

void tsu_engine_enter (TsuEngine *self, TsuEngineState state, gint64 deadline);
void tsu_engine_begin (TsuEngine *self, gint64 now);
void tsu_engine_back_off (TsuEngine *self, gint64 now, TsuEngineReason reason, gint64 at_least);
void tsu_engine_lose (TsuEngine *self, gint64 now);
void tsu_engine_forget_push (TsuEngine *self);

G_END_DECLS

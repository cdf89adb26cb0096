/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-depot-private.h"

G_BEGIN_DECLS

/**
 * TsuBatchRecord:
 * @id: key in the database; 0 where the record is not there yet
 * @sharing: (nullable) (element-type TsuKnown): changes that may say how it is shared; NULL before
 *   they were asked for
 * @draft: number of the transaction that the draft_ members are of: what the record would be if
 *   that is taken
 */
typedef struct {
  TsuKey uid;
  gint64 id;
  char *type;
  int ward;
  int kind;
  gboolean shared;
  gboolean is_new;
  gboolean dirty;
  GPtrArray *sharing;
  guint draft;
  char *draft_type;
  int draft_ward;
  int draft_kind;
} TsuBatchRecord;

/* Values of @kind. */
enum {
  TSU_KIND_UNKNOWN,
  TSU_KIND_PERSON,
  TSU_KIND_OTHER,
};

/**
 * TsuKnown:
 * @seq: 0 where the change is not here
 * @edits: (nullable) (element-type TsuFieldEdit): what it sets
 * @seen: (nullable): of a delete and a restore
 * @z: (nullable): fields dominated on arrival
 * @dead: (nullable): fields dominated now
 *
 * A change as far as a batch has to know it: one that is pushed, or one that was named by it.
 */
typedef struct {
  TsuKey uid;
  gint64 seq;
  gint64 record;
  TsuOp op;
  GPtrArray *edits;
  char **seen;
  char *z;
  char *dead;
  gboolean live;
  gboolean is_new;
  gboolean dirty;
} TsuKnown;

/**
 * TsuItem:
 * @good: whether it could be read at all
 * @was_here: whether it came before, by another way
 * @ohlc: the author's clock, clamped
 *
 * A change of a push.
 */
typedef struct {
  TsuChange *change;
  TsuKnown *known;
  TsuBatchRecord *record;
  GPtrArray *edits;
  char **seen;
  gboolean good;
  gboolean was_here;
  gboolean person;
  gint64 ohlc;
} TsuItem;

/**
 * TsuStored:
 * @reason: (nullable): where it was held: why
 *
 * What was stored under a place of a device's row before this batch.
 */
typedef struct {
  gint64 dseq;
  gint64 seq;
  TsuKey hash;
  char *reason;
} TsuStored;

/**
 * TsuLine:
 * @dseq: the last one that was used up
 * @taken: dseq → TsuBatchTxn of this batch
 * @stored: dseq → TsuStored, of the places from @stored_from to @stored_until
 */
typedef struct {
  gint64 id;
  char *device;
  gint64 incarnation;
  gint64 dseq;
  gboolean is_new;
  gboolean dirty;
  GHashTable *taken;
  GHashTable *stored;
  gint64 stored_from;
  gint64 stored_until;
} TsuLine;

/**
 * TsuPlace:
 * @TSU_PLACE_NEW: the next of its device
 * @TSU_PLACE_SENT: sent before, with the same body
 * @TSU_PLACE_KNOWN: sent before, when its changes had already come by another way
 * @TSU_PLACE_FORK: sent before, with another body
 */
typedef enum {
  TSU_PLACE_NEW,
  TSU_PLACE_SENT,
  TSU_PLACE_KNOWN,
  TSU_PLACE_FORK,
} TsuPlace;

/**
 * TsuBatchTxn:
 * @former_seq: where it was sent before: its number
 * @former_reason: (nullable): where it was sent before and held: why
 * @n_new: how many of its changes were not here before
 * @reason: (nullable): why it is held
 * @write: whether it goes into the database: it was not there
 */
typedef struct {
  TsuTxn *txn;
  TsuPush *push;
  TsuLine *line;
  TsuItem *items;
  guint n_items;
  guint n_new;
  TsuKey uid;
  TsuKey hash;
  TsuKey chain;
  TsuPlace place;
  gint64 former_seq;
  char *former_reason;
  gint64 seq;
  const char *reason;
  gboolean write;
} TsuBatchTxn;

/**
 * TsuBatch:
 * @known: TsuKey → TsuKnown
 * @records: TsuKey → TsuBatchRecord
 * @lines: "device\nincarnation" → TsuLine
 * @authors: "device\nname" → gint64
 * @ahead: TsuKey → array of TsuKnown that have seen a change which is not here
 * @arrived: (element-type TsuKnown): those of them that have come
 * @shares: (element-type TsuShare): records that became shared, or ceased to be
 * @txns: (element-type TsuBatchTxn): all of all pushes, in order
 *
 * Pushes that go into one database transaction. All they name is read first, they are judged in
 * memory, and what was taken is written: three steps of queued statements, however many there are.
 */
typedef struct {
  TsuDepot *depot;
  TsuSql *sql;
  gint64 now;
  TsuClock clock;
  guint draft;
  GHashTable *known;
  GHashTable *records;
  GHashTable *lines;
  GHashTable *authors;
  GHashTable *ahead;
  GPtrArray *arrived;
  GArray *shares;
  GPtrArray *txns;
} TsuBatch;

typedef struct {
  gint64 seq;
  gint64 record;
  gboolean shared;
} TsuShare;

void tsu_batch_init (TsuBatch *self, TsuDepot *depot, gint64 now);
void tsu_batch_clear (TsuBatch *self);
gboolean tsu_batch_load (TsuBatch *self, TsuPush **pushes, gsize n_pushes, GError **error);
TsuLine *
tsu_batch_get_line (TsuBatch *self, const char *device, gint64 incarnation, GError **error);
TsuKnown *tsu_batch_find_known (TsuBatch *self, const char *id);
TsuKnown *tsu_batch_get_known (TsuBatch *self, const TsuKey *uid);
void tsu_batch_read_known (TsuSqlStatement *row, gpointer known);
gboolean tsu_batch_write (TsuBatch *self, GError **error);

/* Judges one push whose transactions stand in @txns from @first on; sets its receipts, or its
 * refusal. */
gboolean tsu_batch_judge (TsuBatch *self, TsuPush *push, guint first, GError **error);

/* Takes a change: what it dominates, and what dominated it before it came. */
gboolean tsu_batch_settle (TsuBatch *self, TsuItem *item, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TsuBatch, tsu_batch_clear)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "tsu-edit.h"
#include "tsu-fold.h"
#include "tsu-query.h"

G_BEGIN_DECLS

/**
 * TsuLedger:
 *
 * One connection to a ledger file. Blocking, without a main loop, for one thread: it asserts that
 * it is called from the thread that opened it. Everything that writes goes through
 * tsu_ledger_apply(), or, for changes that come from elsewhere, tsu_ledger_merge().
 */
typedef struct _TsuLedger TsuLedger;

typedef enum {
  TSU_LEDGER_READ_WRITE = 0, /* created where absent */
  TSU_LEDGER_MUST_EXIST = 1 << 0,
  TSU_LEDGER_READ_ONLY = 1 << 1, /* a second connection beside a writer's */
} TsuLedgerFlags;

/**
 * TsuApply:
 * @label: source string (N_) of what is done, for history and undo: "Edit", "Import"
 * @batch: (nullable): id that ties several transactions into one undo (an import)
 * @user: (nullable): who; NULL for the ledger's own user name
 */
typedef struct {
  const char *label;
  const char *batch;
  const char *user;
} TsuApply;

TsuLedger *tsu_ledger_open (const char *path, TsuLedgerFlags flags, GError **error);
void tsu_ledger_close (TsuLedger *self);
const char *tsu_ledger_get_path (const TsuLedger *self);

/* Writing. At most 500 edits; all or nothing; an edit that changes nothing makes no change.
 * @changed: (out) (optional) (element-type gint64): keys of the records changed */
#define TSU_TRANSACTION_MAX 500
gboolean tsu_ledger_apply (
  TsuLedger *self, GPtrArray *edits, const TsuApply *how, GArray **changed, GError **error);
/* Groups several applies into one durable step for bulk work: nothing is reported saved before
 * the end. All or nothing: after one apply has failed, so do the others and the end. Nesting is a
 * programmer's error. */
gboolean tsu_ledger_begin_bulk (TsuLedger *self, GError **error);
gboolean tsu_ledger_end_bulk (TsuLedger *self, gboolean commit, GError **error);

/* Changes from elsewhere (element-type TsuChange), as one transaction: of the id @txn, or, with
 * NULL, of one made here. A change that is here already is not taken twice; it gains its seq and
 * ohlc. TSU_ERROR_INVALID where one cannot be folded; then none was taken. */
gboolean tsu_ledger_merge (
  TsuLedger *self, GPtrArray *changes, const char *txn, GArray **changed, GError **error);

/* Reading. Keys are local row numbers: stable in this file, meaningless in another. */
GArray *tsu_ledger_list (TsuLedger *self,
                         const TsuListQuery *query,
                         GCancellable *cancellable,
                         GError **error);
gint64 tsu_ledger_count (TsuLedger *self, const TsuListQuery *query, GError **error);
GPtrArray *tsu_ledger_get_many (
  TsuLedger *self, const TsuType *type, const gint64 *keys, gsize n_keys, GError **error);
TsuRecord *tsu_ledger_get (TsuLedger *self, const char *id, GError **error);
gint64 tsu_ledger_find_key (TsuLedger *self, const char *id);
GHashTable *tsu_ledger_get_ids (TsuLedger *self, const TsuType *type, GError **error);
GArray *
tsu_ledger_find_by_name (TsuLedger *self, const TsuType *type, const char *name, GError **error);
/* Records of @type whose reference field @field names @id, ordered by reading. */
GPtrArray *tsu_ledger_referring (
  TsuLedger *self, const TsuType *type, const char *field, const char *id, GError **error);

/* A hit over all types, best first. */
typedef struct {
  gint64 key;
  char *id;
  const TsuType *type;
  char *title;
  char *snippet; /* Pango markup, escaped, hits in <b> */
} TsuHit;
void tsu_hit_free (TsuHit *hit);
GPtrArray *tsu_ledger_search (
  TsuLedger *self, const char *words, int limit, GCancellable *cancellable, GError **error);

/* History. */
typedef struct {
  TsuChange *change;
  char *label;       /* source string of the transaction's label */
  gint64 time;       /* unix milliseconds */
  GPtrArray *edits;  /* TsuFieldEdit */
  GPtrArray *before; /* TsuValue or NULL, for each edit: what was shown before */
} TsuHistoryEntry;
void tsu_history_entry_free (TsuHistoryEntry *entry);
GPtrArray *tsu_ledger_history (TsuLedger *self, const char *id, GError **error);

/* Undo and redo across everything; survive a restart. */
typedef struct {
  char *label;    /* source string of what was undone or redone; NULL where there was nothing */
  int changed;    /* records changed */
  int left_alone; /* fields changed since by somebody, and so left as they are */
} TsuUndo;
void tsu_undo_clear (TsuUndo *undo);
gboolean tsu_ledger_undo (TsuLedger *self, TsuUndo *what, GArray **changed, GError **error);
gboolean tsu_ledger_redo (TsuLedger *self, TsuUndo *what, GArray **changed, GError **error);
gboolean tsu_ledger_undo_batch (
  TsuLedger *self, const char *batch, TsuUndo *what, GArray **changed, GError **error);
gboolean tsu_ledger_can_undo (TsuLedger *self, char **label);
gboolean tsu_ledger_can_redo (TsuLedger *self, char **label);

/* Small settings that belong to the ledger and not to the computer (user name, ward, import
 * mappings). Not synced, not undone. */
char *tsu_ledger_get_setting (TsuLedger *self, const char *name);
gboolean
tsu_ledger_set_setting (TsuLedger *self, const char *name, const char *value, GError **error);

/* Care. */
typedef void (*TsuProgress) (gint64 done, gint64 total, gpointer data);
gboolean tsu_ledger_backup (TsuLedger *self,
                            const char *path,
                            TsuProgress progress,
                            gpointer data,
                            GCancellable *cancellable,
                            GError **error);
gboolean tsu_ledger_restore_backup (const char *backup, const char *path, GError **error);
/* For a ledger that opening calls damaged: a fresh one in its place, with what can be read. @told:
 * (out): a sentence that says so. */
gboolean tsu_ledger_salvage (const char *path, char **told, GError **error);
/* @problems: (out) (element-type utf8): sentences; empty when all is well */
gboolean tsu_ledger_check (TsuLedger *self,
                           GPtrArray **problems,
                           TsuProgress progress,
                           gpointer data,
                           GCancellable *cancellable,
                           GError **error);
gboolean tsu_ledger_rebuild (TsuLedger *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuLedger, tsu_ledger_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuHit, tsu_hit_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TsuUndo, tsu_undo_clear)

G_END_DECLS

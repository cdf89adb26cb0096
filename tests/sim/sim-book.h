/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-change.h"

G_BEGIN_DECLS

/**
 * SimSaved:
 * @change: as its author's ledger keeps it
 * @txn: id of its transaction
 * @n: how many changes that has
 * @desk: who made it; -1 for a program newer than ours
 * @lost: the only file that held it was replaced by an older one by its owner
 * @fragile: the same, but the server had it; it may be restored from an older copy
 * @known: of a newer program's: some desk had the whole of it when the server was restored
 * @held: the server keeps it without applying it
 */
typedef struct {
  TsuChange *change;
  char *txn;
  int n;
  int desk;
  gboolean lost;
  gboolean fragile;
  gboolean known;
  gboolean held;
} SimSaved;

/**
 * SimMark:
 * @text: letters that stand nowhere else in the world
 * @record: id of the record in which they were written
 * @level: of the field
 * @who: account that wrote it
 *
 * A value that can be found again in any bytes, to see who got it.
 */
typedef struct {
  char text[12];
  char record[40];
  int level;
  int who;
} SimMark;

/**
 * SimBook:
 * @saved: (element-type SimSaved): everything that anybody saved, in that order
 * @by_id: id of a change → SimSaved
 * @marks: (element-type SimMark)
 * @scans: ids of the participations that somebody checked in
 *
 * What is true, noted beside the world by nobody who lives in it.
 */
typedef struct {
  GPtrArray *saved;
  GHashTable *by_id;
  GArray *marks;
  GHashTable *scans;
} SimBook;

SimBook *sim_book_new (void);
void sim_book_free (SimBook *self);
/* @change: (transfer full) */
SimSaved *sim_book_add (SimBook *self, TsuChange *change, const char *txn, int n, int desk);
SimSaved *sim_book_find (SimBook *self, const char *change);
/* Returns: (transfer none): the mark's letters, valid until the next one is made */
const char *sim_book_make_mark (SimBook *self, const char *record, int level, int who);
const SimMark *sim_book_next_mark (SimBook *self, const char **at, const char *end);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-policy.h"
#include "tsu-txn.h"

G_BEGIN_DECLS

/**
 * SimRecord:
 * @changes: (element-type TsuChange): all of them, in the server's order; borrowed
 * @shared: whether other wards read its open fields
 */
typedef struct {
  char *id;
  char *type;
  int ward;
  gboolean shared;
  GPtrArray *changes;
} SimRecord;

/**
 * SimTruth:
 * @txns: (element-type TsuTxn): everything the server has taken
 * @records: id → SimRecord
 * @changes: id of a change → TsuChange
 *
 * What everybody should see, worked out from the rules of the design in the plainest way, and with
 * none of the program's own folding.
 */
typedef struct {
  GPtrArray *txns;
  GHashTable *records;
  GHashTable *changes;
} SimTruth;

/* @txns: (transfer full) */
SimTruth *sim_truth_new (GPtrArray *txns);
void sim_truth_free (SimTruth *self);

int sim_truth_level (const SimRecord *record, const TsuPolicyGrant *grants, gsize n_grants);
/* Whether everybody in its ward sees at least something of the record. */
gboolean sim_truth_is_open (const SimRecord *record);
/* What a reader of that level is shown of the record, and the ids of its open issues, sorted. */
char *sim_truth_show (const SimRecord *record, int level);
/* Ids of the issues of bookings that collide, among records that @grants let see. */
void sim_truth_find_overlaps (SimTruth *self,
                              const TsuPolicyGrant *grants,
                              gsize n_grants,
                              GHashTable *ids);
/* Whether the change still counts for a reader of that level. */
gboolean sim_truth_is_live (const SimRecord *record, const TsuChange *change, int level);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimTruth, sim_truth_free)

G_END_DECLS

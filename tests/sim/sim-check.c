/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What must hold: at any time, and at the end, when the world has healed.
 */

#include "config.h"

#include "sim-check.h"

#include "sim-desk.h"
#include "sim-server.h"
#include "sim-view.h"

#include "tsu-inbox.h"
#include "tsu-ledger-private.h"

#include <stdio.h>
#include <string.h>

#define SKEW_MS (60 * 1000)

static gboolean
has_change (SimDesk *desk, const char *id)
{
  return desk->ledger != NULL && sim_desk_ask (desk, "SELECT id FROM change WHERE uid = ?", id) > 0;
}

static gboolean
has_record (SimDesk *desk, const char *id)
{
  return sim_desk_ask (desk, "SELECT id FROM record WHERE uid = ? AND sealed = 0", id) > 0;
}

/* Nothing of it cut out. */
static gboolean
has_whole (SimDesk *desk, const SimSaved *saved)
{
  g_autoptr (TsuStatement) statement = NULL;
  gboolean row;

  if (desk->ledger == NULL)
    return FALSE;
  statement = tsu_db_prepare (desk->ledger->db, "SELECT fields FROM change WHERE uid = ?", NULL);
  if (statement == NULL)
    return FALSE;
  tsu_bind_text (statement, 1, saved->change->id);
  return tsu_db_step (desk->ledger->db, statement, &row, NULL) && row &&
         g_strcmp0 (tsu_column_text (statement, 0), saved->change->fields) == 0;
}

static gboolean
is_at_some_desk (SimWorld *world, const char *id)
{
  for (int i = 0; i < world->plan.n_desks; i++)
    if (has_change (&world->desks[i], id))
      return TRUE;
  return FALSE;
}

static gboolean
all_desks_run (SimWorld *world)
{
  for (int i = 0; i < world->plan.n_desks; i++)
    if (world->desks[i].ledger == NULL)
      return FALSE;
  return TRUE;
}

/* What only the server still had when it was restored from an older copy: a program that is gone
 * wrote it and no desk had the whole of it by then, or a desk that had to forget it since because
 * its rights were taken. */
static gboolean
is_forgone (SimWorld *world, const SimSaved *saved)
{
  if (world->server->n_restored == 0)
    return FALSE;
  if (saved->desk < 0)
    return !saved->known || saved->fragile;
  return saved->fragile || world->server->altered[world->desks[saved->desk].who];
}

void
sim_check_restore (SimWorld *world)
{
  for (guint i = 0; i < world->book->saved->len; i++) {
    SimSaved *saved = g_ptr_array_index (world->book->saved, i);

    for (int d = 0; saved->desk < 0 && d < world->plan.n_desks; d++)
      saved->known = saved->known || has_whole (&world->desks[d], saved);
  }
}

void
sim_check_give_up (SimDesk *desk)
{
  SimWorld *world = desk->world;
  SimTruth *truth = sim_server_tell (world->server);

  for (guint i = 0; truth != NULL && i < world->book->saved->len; i++) {
    SimSaved *saved = g_ptr_array_index (world->book->saved, i);

    if (!has_whole (desk, saved))
      continue;
    saved->fragile = TRUE;
    if (!g_hash_table_contains (truth->changes, saved->change->id))
      saved->lost = TRUE;
  }
}

/* I1: what somebody saved is with the server, or kept by it unapplied, or still with somebody. */
static void
check_nothing_lost (SimWorld *world, SimTruth *truth)
{
  gboolean all_run = all_desks_run (world);

  for (guint i = 0; i < world->book->saved->len; i++) {
    SimSaved *saved = g_ptr_array_index (world->book->saved, i);
    g_autofree char *reason = NULL;
    g_autofree char *body = NULL;

    if (saved->lost || saved->held || g_hash_table_contains (truth->changes, saved->change->id))
      continue;
    if (!world->healed && (!all_run || is_at_some_desk (world, saved->change->id)))
      continue;
    if (is_forgone (world, saved))
      continue;
    reason = sim_server_why_held (world->server, saved->change->id, &body);
    saved->held = reason != NULL;
    if (!saved->held)
      sim_world_fail (world, "I1", "change %s of desk %d is lost: %s", saved->change->id,
                      saved->desk, saved->change->fields);
    /* A device that has lost a right sends to a restored server what it still may have. */
    else if (g_str_equal (reason, TSU_HELD_INVALID) && strstr (body, "\"cut\":true") == NULL)
      sim_world_fail (world, "I18", "change %s of desk %d is held as invalid:\n%s",
                      saved->change->id, saved->desk, body);
  }
}

/* I2: what a desk knows as confirmed, the server has. */
static void
check_confirmed (SimWorld *world, SimTruth *truth)
{
  char epoch[TSU_DEPOT_EPOCH_SIZE];
  gint64 head;

  tsu_depot_get_head (world->server->depot, epoch, &head, NULL);
  for (int i = 0; i < world->plan.n_desks; i++) {
    SimDesk *desk = &world->desks[i];
    g_auto (TsuShared) shared = { NULL };
    g_autoptr (TsuStatement) rows = NULL;
    gboolean row = TRUE;

    if (desk->ledger == NULL || !tsu_ledger_get_shared (desk->ledger, &shared, NULL) ||
        g_strcmp0 (shared.epoch, epoch) != 0)
      continue;
    rows = tsu_db_prepare (desk->ledger->db,
                           "SELECT c.uid FROM txn t JOIN change c ON c.txn = t.id"
                           " WHERE t.state = 2 AND t.dseq IS NOT NULL",
                           NULL);
    while (rows != NULL && row && tsu_db_step (desk->ledger->db, rows, &row, NULL))
      if (row && !g_hash_table_contains (truth->changes, tsu_column_text (rows, 0)))
        sim_world_fail (world, "I2", "change %s was confirmed to desk %d and is not there",
                        tsu_column_text (rows, 0), i);
  }
}

/* Whether the transaction made records, in one ward, that all of it see. */
static gboolean
is_one_place (SimTruth *truth, const TsuTxn *txn, int *ward)
{
  for (guint i = 0; i < txn->changes->len; i++) {
    const TsuChange *change = g_ptr_array_index (txn->changes, i);
    SimRecord *record = g_hash_table_lookup (truth->records, change->record);

    if (record == NULL || record->changes->pdata[0] != change || record->shared ||
        (i > 0 && record->ward != *ward) || !sim_truth_is_open (record))
      return FALSE;
    *ward = record->ward;
  }
  return TRUE;
}

/* Up to where a desk has all that came; -1: it cannot be said. Who is being filled anew after his
 * rights were altered has what has come by now; and to a life of the server that is lost since,
 * somebody may have given back no more than he could read. */
static gint64
get_place (SimDesk *desk)
{
  char epoch[TSU_DEPOT_EPOCH_SIZE];
  g_auto (TsuShared) shared = { NULL };
  gint64 head;

  if (desk->ledger == NULL || tsu_ledger_wants_snapshot (desk->ledger) ||
      !tsu_depot_get_head (desk->world->server->depot, epoch, &head, NULL) ||
      !tsu_ledger_get_shared (desk->ledger, &shared, NULL) || g_strcmp0 (shared.epoch, epoch) != 0)
    return -1;
  return desk->world->server->n_restored > 0 ? shared.cursor : G_MAXINT64;
}

static void
check_whole_at (SimDesk *desk, const TsuTxn *txn, int ward)
{
  GArray *grants = desk->world->server->grants[desk->who];
  guint n = 0;

  /* Of another ward one may have what was shared once, until one hears that it no longer is. */
  if (tsu_policy_read_level ((TsuPolicyGrant *) (gpointer) grants->data, grants->len, ward, FALSE) <
      0)
    return;
  for (guint i = 0; i < txn->changes->len; i++)
    n += has_record (desk, ((TsuChange *) txn->changes->pdata[i])->record) ? 1 : 0;
  if (n != 0 && n != txn->changes->len)
    sim_world_fail (desk->world, "I6", "desk %d has %u of the %u records of transaction %s",
                    desk->number, n, txn->changes->len, txn->id);
}

/* I6: of the records of one transaction a desk has all or none. */
static void
check_whole (SimWorld *world, SimTruth *truth)
{
  gint64 places[SIM_DESKS_MAX] = { 0 };

  for (int i = 0; i < world->plan.n_desks; i++)
    places[i] = get_place (&world->desks[i]);
  for (guint i = 0; i < truth->txns->len; i++) {
    const TsuTxn *txn = g_ptr_array_index (truth->txns, i);
    int ward;

    if (txn->changes->len < 2 || !is_one_place (truth, txn, &ward))
      continue;
    for (int d = 0; d < world->plan.n_desks; d++)
      if (txn->seq <= places[d])
        check_whole_at (&world->desks[d], txn, ward);
  }
}

static gboolean
is_up_to_date (SimDesk *desk, TsuShared *shared)
{
  SimServer *server = desk->world->server;
  char epoch[TSU_DEPOT_EPOCH_SIZE];
  g_autofree char *scope = sim_server_get_scope (server, desk->who);
  gint64 head;

  return desk->ledger != NULL && tsu_depot_get_head (server->depot, epoch, &head, NULL) &&
         tsu_ledger_get_shared (desk->ledger, shared, NULL) &&
         g_strcmp0 (shared->epoch, epoch) == 0 && g_strcmp0 (shared->scope, scope) == 0 &&
         !tsu_ledger_wants_snapshot (desk->ledger);
}

/* Of what other wards share one hears when it is shared, and that may be yet to come. */
static gboolean
is_known_by (const SimRecord *record, gint64 cursor, GArray *grants)
{
  const TsuChange *last = record->changes->pdata[record->changes->len - 1];

  return last->seq <= cursor || tsu_policy_read_level ((TsuPolicyGrant *) (gpointer) grants->data,
                                                       grants->len, record->ward, FALSE) >= 0;
}

static void
check_record_is_here (SimDesk *desk, SimRecord *record, gint64 cursor, int level)
{
  for (guint i = 0; i < record->changes->len; i++) {
    const TsuChange *change = g_ptr_array_index (record->changes, i);

    if (change->seq <= cursor && !has_change (desk, change->id) &&
        sim_truth_is_live (record, change, level))
      sim_world_fail (desk->world, "I8",
                      "desk %d has come to %" G_GINT64_FORMAT
                      " and lacks change %s (%" G_GINT64_FORMAT ") of record %s, of which it may"
                      " read %d, in ward %d%s: %s",
                      desk->number, cursor, change->id, change->seq, record->id, level,
                      record->ward, record->shared ? ", shared" : "", change->fields);
  }
}

/* I8: whoever has come to a place in the order has what counts up to there. */
static void
check_cursors (SimWorld *world, SimTruth *truth)
{
  for (int i = 0; i < world->plan.n_desks; i++) {
    SimDesk *desk = &world->desks[i];
    GArray *grants = world->server->grants[desk->who];
    g_auto (TsuShared) shared = { NULL };
    GHashTableIter iter;
    gpointer record;

    if (!is_up_to_date (desk, &shared))
      continue;
    g_hash_table_iter_init (&iter, truth->records);
    while (g_hash_table_iter_next (&iter, NULL, &record)) {
      int level = sim_truth_level (record, (TsuPolicyGrant *) (gpointer) grants->data, grants->len);

      if (level >= 0 && is_known_by (record, shared.cursor, grants) &&
          !sim_server_took_in_disorder (world->server, record, level))
        check_record_is_here (desk, record, shared.cursor, level);
    }
  }
}

/* I11: a check-in is a fact: as many as were scanned, whoever scanned twice. */
static void
check_scans (SimWorld *world, SimTruth *truth)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, truth->records);
  while (g_hash_table_iter_next (&iter, &key, NULL)) {
    SimRecord *record = g_hash_table_lookup (truth->records, key);

    if (g_str_equal (record->type, "participation") &&
        !g_hash_table_contains (world->book->scans, key))
      sim_world_fail (world, "I11", "participation %s was never scanned", record->id);
  }
}

/* I16: no change claims to be from further ahead than the server allows. */
static void
check_clocks (SimWorld *world, SimTruth *truth)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, truth->changes);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    const TsuChange *change = value;

    if ((gint64) (change->ohlc >> 16) > world->clock + SKEW_MS)
      sim_world_fail (world, "I16", "change %s is from the future", change->id);
  }
}

/* I17: one change has one body, wherever it went. I20: byte for byte. */
static void
check_bodies (SimWorld *world, SimTruth *truth)
{
  for (guint i = 0; i < world->book->saved->len; i++) {
    const SimSaved *saved = g_ptr_array_index (world->book->saved, i);
    const TsuChange *there = g_hash_table_lookup (truth->changes, saved->change->id);

    if (there != NULL && (g_strcmp0 (there->fields, saved->change->fields) != 0 ||
                          g_strcmp0 (there->seen, saved->change->seen) != 0))
      sim_world_fail (world, "I20", "change %s was %s and is %s", there->id, saved->change->fields,
                      there->fields);
  }
}

/* I20, where it arrives: on every desk that may read what no field table describes. What a restored
 * server has lost and nobody could give back arrives nowhere; I1 sees to it that nobody could. */
static void
check_strange_bodies (SimWorld *world, SimTruth *truth, SimDesk *desk)
{
  GArray *grants = world->server->grants[desk->who];

  for (guint i = 0; i < world->book->saved->len; i++) {
    const SimSaved *saved = g_ptr_array_index (world->book->saved, i);
    SimRecord *record = g_hash_table_lookup (truth->records, saved->change->record);

    if (saved->desk >= 0 || record == NULL ||
        (!g_hash_table_contains (truth->changes, saved->change->id) && is_forgone (world, saved)) ||
        sim_truth_level (record, (TsuPolicyGrant *) (gpointer) grants->data, grants->len) <
          TSU_POLICY_EVERYTHING)
      continue;
    if (!has_whole (desk, saved))
      sim_world_fail (world, "I20", "desk %d does not have %s as it was written", desk->number,
                      saved->change->fields);
  }
}

/* Work of one's own that could not be shared is kept, sealed; an undo writes back what others
 * wrote. */
static gboolean
wrote_again (SimDesk *desk, const char *text)
{
  g_autofree char *pattern = g_strdup_printf ("%%%s%%", text);

  return sim_desk_ask (desk,
                       "SELECT count (*) FROM change c JOIN txn t ON t.id = c.txn"
                       " WHERE t.state IN (0, 3) AND c.fields LIKE ?",
                       pattern) > 0;
}

/* What was written here and never taken by the server is nobody else's. */
static gboolean
is_shared (SimTruth *truth, const char *text)
{
  GHashTableIter iter;
  gpointer change;

  g_hash_table_iter_init (&iter, truth->changes);
  while (g_hash_table_iter_next (&iter, NULL, &change)) {
    const char *fields = ((const TsuChange *) change)->fields;

    if (fields != NULL && strstr (fields, text) != NULL)
      return TRUE;
  }
  return FALSE;
}

/* I15: of what a desk may not read any more, no byte is left on its disk. */
static void
check_forgotten (SimWorld *world, SimTruth *truth, SimDesk *desk)
{
  GArray *grants = world->server->grants[desk->who];

  for (int f = 0; f < desk->disk->n_files; f++) {
    const SimFile *file = desk->disk->files[f];
    const char *at = (const char *) file->bytes;
    const char *end = at + file->size;
    const SimMark *mark;

    while (file->exists && (mark = sim_book_next_mark (world->book, &at, end)) != NULL) {
      SimRecord *record = g_hash_table_lookup (truth->records, mark->record);

      if (record != NULL &&
          sim_truth_level (record, (TsuPolicyGrant *) (gpointer) grants->data, grants->len) <
            mark->level &&
          !wrote_again (desk, mark->text) &&
          (mark->who != desk->who || is_shared (truth, mark->text)))
        sim_world_fail (world, "I15", "%s of record %s is still in %s of desk %d", mark->text,
                        mark->record, file->name, desk->number);
    }
  }
}

/* I4: what is shown is what the changes say, in tables, search and outbox. */
static void
check_ledger (SimDesk *desk)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;

  sim_desk_enter (desk);
  if (!tsu_ledger_check (desk->ledger, &problems, NULL, NULL, NULL, &error))
    sim_world_fail (desk->world, "I4", "desk %d: %s", desk->number, error->message);
  else if (problems->len > 0)
    sim_world_fail (desk->world, "I4", "desk %d: %s", desk->number, (char *) problems->pdata[0]);
}

void
sim_check_during (SimWorld *world)
{
  SimTruth *truth;

  if (world->server->depot == NULL || world->server->disk->dead)
    return;
  truth = sim_server_tell (world->server);
  if (truth == NULL)
    return;
  check_nothing_lost (world, truth);
  check_confirmed (world, truth);
  check_whole (world, truth);
  check_cursors (world, truth);
  check_clocks (world, truth);
}

void
sim_check_end (SimWorld *world)
{
  SimTruth *truth = sim_server_tell (world->server);

  if (truth == NULL)
    return;
  sim_check_during (world);
  check_scans (world, truth);
  check_bodies (world, truth);
  for (int i = 0; i < world->plan.n_desks && sim_world_is_well (world); i++) {
    sim_view_compare (&world->desks[i], truth);
    check_strange_bodies (world, truth, &world->desks[i]);
    if (world->plan.grant_changes > 0 || world->seed % 8 == 0)
      check_forgotten (world, truth, &world->desks[i]);
  }
  /* The dearest of all, and of what the others see already: one ledger in every second world. */
  if (sim_world_is_well (world) && world->seed % 2 == 0)
    check_ledger (&world->desks[world->seed / 2 % (guint) world->plan.n_desks]);
}

static const struct {
  const char *name;
  const char *says;
} invariants[] = {
  { "I1", "no saved change leaves the union of outboxes, server and held" },
  { "I2", "what was confirmed can be read from the server" },
  { "I3", "equal rights, equal views" },
  { "I4", "typed tables, search and outbox are what a rebuild from the changes gives" },
  { "I5", "a page taken twice is taken once" },
  { "I6", "a transaction is whole or not at all" },
  { "I7", "who saved reads it; what was read stays" },
  { "I8", "the cursor is never ahead of its data" },
  { "I9", "two unequal values side by side are an open issue, and nothing else is" },
  { "I10", "what was added to a set stays until a remove has seen it" },
  { "I11", "facts only grow: check-ins are the scans made" },
  { "I12", "a delete hides only what its author saw" },
  { "I13", "every double booking is an issue, of the same id everywhere" },
  { "I14", "no value is sent to who may not read it" },
  { "I15", "what may be read no more is gone from database, log and search" },
  { "I16", "no change claims to be more than a minute ahead of the server" },
  { "I17", "one dseq, one body" },
  { "I18", "a held transaction holds up nothing" },
  { "I19", "I1 to I3 hold after the server was restored from an older copy" },
  { "I20", "what a newer program wrote passes through byte for byte" },
  { "I21", "nobody is asked without pause" },
  { "I22", "every file is whole after every crash" },
  { "I26", "outboxes empty themselves, and no state waits for ever" },
};

void
sim_check_list (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (invariants); i++)
    printf ("%-4s %s\n", invariants[i].name, invariants[i].says);
}

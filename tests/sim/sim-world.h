/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sim-book.h"
#include "sim-os.h"

#include "tsu-ledger-host.h"
#include "tsu-outbox.h"

G_BEGIN_DECLS

#define SIM_DESKS_MAX 8
#define SIM_WARDS_MAX 4
#define SIM_HOUR_MS (G_GINT64_CONSTANT (60) * 60 * 1000)
#define SIM_DAY_MS (24 * SIM_HOUR_MS)

typedef struct _SimServer SimServer;
typedef struct _SimWorld SimWorld;

/**
 * SimPlan:
 *
 * How a world is, drawn from its seed before anything happens. Percentages are of requests; of
 * everything else they are of the times at which it could happen.
 */
typedef struct {
  int n_desks;
  int n_wards;
  int days;
  int n_steps;
  int loss;
  int replay;
  int lost_answers;
  int cuts;
  int slow;
  int crashes;
  int full_disks;
  int clock_jumps;
  int copies;
  int server_crashes;
  int server_restores;
  int grant_changes;
  int strangers; /* changes from a newer program */
} SimPlan;

/**
 * SimDesk:
 * @number: its place in the world
 * @who: number of the account of who sits at it
 * @disk: with the ledger's file on it
 * @clock_error: what its wall clock is wrong by
 * @ledger: (nullable): open while the program runs
 * @last_txn: row of the last of its own transactions that the book knows of
 * @n_changes: how many changes the ledger held when it was last looked at
 * @cut_off: no request of it arrives before that time
 *
 * A computer with a ledger, and who sits at it.
 */
typedef struct {
  SimWorld *world;
  int number;
  int who;
  SimDisk *disk;
  SimMachine machine;
  gint64 clock_error;
  TsuLedger *ledger;
  TsuLedgerHost host;
  TsuEngine *engine;
  char *path;
  char *token;
  char *account;
  int ward;
  gint64 last_txn;
  gint64 cut_off;
  int n_failed_requests;
  gint64 failing_since;
} SimDesk;

/**
 * SimWorld:
 * @clock: the true time, Unix milliseconds
 * @random: what happens; every part that draws much has a stream of its own
 * @book: what is true
 * @late: requests that will arrive once more
 * @failed: (nullable): name of the first invariant that was broken
 */
struct _SimWorld {
  guint64 seed;
  SimPlan plan;
  gint64 clock;
  SimRandom random;
  SimRandom network;
  SimBook *book;
  SimServer *server;
  SimDesk desks[SIM_DESKS_MAX];
  GPtrArray *late;
  gboolean healed;
  const char *failed;
  char *failure;
  guint64 trace;
};

/* What a run came to. */
typedef struct {
  const char *invariant; /* (nullable): the one that was broken */
  char *story;           /* (nullable): how */
  guint64 trace;         /* the same for the same seed */
  int n_changes;
  int n_requests;
} SimResult;

void sim_world_run (guint64 seed, SimResult *result);
void sim_result_clear (SimResult *result);

/* Notes that @invariant is broken; only the first counts. */
void sim_world_fail (SimWorld *self, const char *invariant, const char *format, ...)
  G_GNUC_PRINTF (3, 4);
/* Goes into the trace, and to the screen where the user asked for it. */
void sim_world_tell (SimWorld *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* Whether nothing has been broken so far. */
gboolean sim_world_is_well (const SimWorld *self);
gboolean sim_world_has_large_pages (const SimWorld *self);

extern gboolean sim_world_is_loud;

G_END_DECLS

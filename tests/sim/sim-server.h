/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sim-truth.h"
#include "sim-world.h"

#include "tsu-service.h"

G_BEGIN_DECLS

/** SIM_ACCOUNTS: accounts that every server begins with, one a desk, and one that reads all */
#define SIM_ACCOUNTS (SIM_DESKS_MAX + 1)

/**
 * SimServer:
 * @guard: what the server keeps beside its database to know an older copy of it
 * @images: (element-type SimDisk): backups of the database, oldest first
 * @grants: what each account may do, as it was last granted
 * @n_restored: how often an older copy was put in the place of the database
 * @altered: whether an account ever had other rights
 * @n_requests: how many arrived
 * @stranger: (nullable): token of the device with a newer program
 * @truth: (nullable): what sim_server_tell() last found, while nothing was pushed since
 */
struct _SimServer {
  SimWorld *world;
  SimDisk *disk;
  SimMachine machine;
  TsuDepot *depot;
  TsuService *service;
  char *guard;
  GPtrArray *images;
  GArray *grants[SIM_ACCOUNTS];
  int n_restored;
  gboolean altered[SIM_ACCOUNTS];
  int n_requests;
  SimTruth *truth;
  char *stranger;
  gint64 stranger_dseq;
};

SimServer *sim_server_new (SimWorld *world);
void sim_server_free (SimServer *self);

gboolean sim_server_start (SimServer *self, gboolean accept_restore);
void sim_server_crash (SimServer *self, SimCrash how);
/* Where the machine has died in the middle of something, it comes back. */
void sim_server_recover (SimServer *self);
void sim_server_back_up (SimServer *self);
/* Yesterday's backup is put in the place of the database. */
void sim_server_restore (SimServer *self);

/* Somebody signs in at the desk. */
gboolean sim_server_login (SimServer *self, SimDesk *desk);
/* The account may do that from now on, and nothing else. */
void sim_server_grant (SimServer *self, int account, GArray *grants);
void sim_server_answer (SimServer *self, TsuRequest *request, TsuAnswer *answer);
/* All that the server has taken, valid until it takes more. NULL where it cannot be asked. */
SimTruth *sim_server_tell (SimServer *self);
/* Whether, after a restore, changes of the record came in another order: what the server did not
 * know when one came makes a difference to who may see but little. */
gboolean sim_server_took_in_disorder (const SimServer *self, const SimRecord *record, int level);
char *sim_server_get_scope (SimServer *self, int account);
/* Why the server keeps a change without applying it; NULL where it does not. @body: (out): what was
 * pushed */
char *sim_server_why_held (SimServer *self, const char *change, char **body);

/* Makes the database that every server begins with, see sim_desk_prepare(). */
void sim_server_prepare (void);
void sim_server_finish (void);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sim-random.h"

G_BEGIN_DECLS

/** SIM_SECTOR: bytes that a disk takes or loses as one, short of being torn */
#define SIM_SECTOR 512
#define SIM_FILES_MAX 16

typedef struct _SimDisk SimDisk;

/**
 * SimFile:
 * @bytes: what the running system sees
 * @undo: what each write since the last sync replaced, oldest first
 * @entry_is_safe: whether the file's name is on the disk, too
 * @shm: regions of the shared memory that connections keep beside a write-ahead log
 */
typedef struct {
  SimDisk *disk;
  char *name;
  guint8 *bytes;
  gsize size;
  gsize room;
  GArray *ops;
  GByteArray *undo;
  gboolean exists;
  gboolean entry_is_safe;
  int n_open;
  GPtrArray *shm;
  guint16 shm_shared[8];
  gboolean shm_exclusive[8];
  int n_shared;
  gboolean reserved;
  gboolean pending;
  gboolean exclusive;
} SimFile;

/**
 * SimDisk:
 * @identity: what the machine that the disk is in tells of it; a copy has another one
 * @dead: the machine lost its power: whoever still runs on it reaches nothing
 * @ops_to_death: so many writes, syncs and removals are left before the power goes; -1: forever
 * @writes_to_full: so many writes are left before the disk refuses with @refusal; -1: all
 * @n_ops: how many writes, syncs and removals there were
 *
 * The files of one machine, in memory. What is not synced may be lost or torn when the power goes.
 */
struct _SimDisk {
  guint number;
  guint64 identity;
  SimFile *files[SIM_FILES_MAX];
  int n_files;
  gboolean dead;
  int ops_to_death;
  int writes_to_full;
  int refusal;
  gint64 n_ops;
};

typedef enum {
  SIM_CRASH_KILL,  /* the process ended; the system still writes out what it took */
  SIM_CRASH_POWER, /* what was not synced is lost, kept or torn sector by sector */
} SimCrash;

SimDisk *sim_disk_new (void);
void sim_disk_free (SimDisk *self);
SimDisk *sim_disk_by_number (guint number);
char *sim_disk_path (const SimDisk *self, const char *name);
SimFile *sim_disk_find (SimDisk *self, const char *name);
SimFile *sim_disk_open (SimDisk *self, const char *name);
int sim_disk_remove (SimDisk *self, const char *name);
/* Makes @self's files those of @from as they stand there now, as a copy of its folder would. */
void sim_disk_copy (SimDisk *self, SimDisk *from);
void sim_disk_crash (SimDisk *self, SimCrash how, SimRandom *random);
gboolean sim_disk_contains (SimDisk *self, const char *text, const char **where);

int sim_file_write (SimFile *self, const void *bytes, gsize length, gsize at);
int sim_file_truncate (SimFile *self, gsize size);
int sim_file_sync (SimFile *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sim-disk.h"

G_BEGIN_DECLS

/**
 * SimMachine:
 * @clock: its wall clock, Unix milliseconds: the true time and what it is wrong by
 * @random: its source of chance
 * @last_id: the latest id made on it, see tsu_id_generate()
 *
 * What a program asks of the machine it runs on, beside its disk.
 */
typedef struct {
  gint64 clock;
  SimRandom random;
  gint64 last_id_ms;
  guint64 last_id;
} SimMachine;

/* Whatever runs from now on, runs on @machine. */
void sim_os_enter (SimMachine *machine);
gint64 sim_os_get_time (void);
void sim_os_fill_random (gpointer bytes, gsize length);
/* @name: (out): the file's name on the disk. NULL where @path is not on a simulated one. */
SimDisk *sim_os_find_disk (const char *path, const char **name);

G_END_DECLS

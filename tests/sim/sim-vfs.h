/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sim-disk.h"

G_BEGIN_DECLS

/* Makes the disks of sim-disk.h the place of every file that SQLite opens from now on. */
void sim_vfs_install (void);

/* Of the database of that name, which nobody has open. */
void sim_vfs_make_pages_small (SimDisk *disk, const char *name);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sim-disk.h"

G_BEGIN_DECLS

/* Makes the disks of sim-disk.h the place of every file that SQLite opens from now on. */
void sim_vfs_install (void);

G_END_DECLS

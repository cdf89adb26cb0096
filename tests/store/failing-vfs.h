/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Makes every file that SQLite opens from now on go through a disk that can be filled: the next
 * @n_writes writes succeed, those after fail with @result. A negative number: no end. */
void failing_vfs_install (void);
void failing_vfs_fail_after (int n_writes, int result);

G_END_DECLS

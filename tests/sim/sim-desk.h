/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sim-world.h"

G_BEGIN_DECLS

void sim_desk_init (SimDesk *self, SimWorld *world, int number);
void sim_desk_clear (SimDesk *self);

/* The machine's turn: its clock, its chance. */
void sim_desk_enter (SimDesk *self);
/* Starts the program, after a crash as well; FALSE where the ledger could not be opened. */
gboolean sim_desk_start (SimDesk *self);
/* New records belong to the ward of who sits there. */
void sim_desk_set_ward (SimDesk *self);
void sim_desk_quit (SimDesk *self);
/* The power goes, or the process is killed, and the program is started again. */
void sim_desk_crash (SimDesk *self, SimCrash how);
/* Where the machine has died in the middle of something, it comes back. */
void sim_desk_recover (SimDesk *self);
/* Writes down what the ledger holds of its own and the book does not know. */
void sim_desk_note (SimDesk *self);
/* The files of @from are put in the place of this machine's. */
void sim_desk_copy (SimDesk *self, SimDesk *from);

/* The first column of the first row, as number or text. */
gint64 sim_desk_ask (SimDesk *self, const char *sql, const char *parameter);

/* Makes the empty ledger that every desk begins with; before any world, so that each world finds
 * the same. */
void sim_desk_prepare (void);
void sim_desk_finish (void);

G_END_DECLS

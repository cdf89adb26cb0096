/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sim-desk.h"

G_BEGIN_DECLS

/* Somebody at the desk does one thing to the ledger. */
void sim_people_work (SimDesk *desk);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sim-server.h"

G_BEGIN_DECLS

/* Compares everything the desk shows with what it should show by its rights. */
void sim_view_compare (SimDesk *desk, SimTruth *truth);
/* All that the desk shows, as one number. */
guint64 sim_view_digest (SimDesk *desk);

G_END_DECLS

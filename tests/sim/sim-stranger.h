/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sim-server.h"

G_BEGIN_DECLS

/* A device with a newer program than ours shares something of the first ward. */
void sim_stranger_share (SimWorld *world);

G_END_DECLS

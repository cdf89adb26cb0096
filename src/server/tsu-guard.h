/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-depot.h"

G_BEGIN_DECLS

/* Functions of a guard that is a file; their data is its path (char *). */
extern const TsuGuardFunctions tsu_guard_file;

G_END_DECLS

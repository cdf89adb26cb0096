/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-assign.h"

/* What a choice is judged by, in this order. */
typedef struct {
  gint64 covered;
  gint64 pairs; /* counted with fill only */
  gint64 value; /* scores less penalties */
} Worth;

Worth reference_brute_force (const TsuAssignProblem *problem);
Worth reference_flow (const TsuAssignProblem *problem);

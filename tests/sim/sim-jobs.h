/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SimRange:
 * @first: the first seed
 * @seeds: how many
 * @jobs: how many processes share them
 * @planted: (nullable): the fault that is in the program
 * @stop_at_first: whether one failing seed is enough
 */
typedef struct {
  guint64 first;
  guint64 seeds;
  int jobs;
  const char *planted;
  gboolean stop_at_first;
} SimRange;

/* What a range came to. @invariant: (nullable): that of the first failing seed that was met. */
typedef struct {
  guint64 n_run;
  guint64 n_failed;
  guint64 first_failed;
  char invariant[16];
} SimTally;

void sim_jobs_run (const SimRange *range, SimTally *tally);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Seeds shared among processes, so that a seed that ends its process, or never ends, is known by
 * its number and takes no others with it.
 */

#include "config.h"

#include "sim-jobs.h"

#include "sim-desk.h"
#include "sim-memory.h"
#include "sim-planted.h"
#include "sim-server.h"
#include "sim-vfs.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* No world needs that long, on a machine however slow. */
#define SECONDS_MAX 60

/* What a process tells the others, in memory that they share. */
typedef struct {
  guint64 seed;
  gboolean running;
  SimTally tally;
} Report;

static void
note_failure (Report *report, const SimRange *range, const char *invariant, const char *story)
{
  if (report->tally.n_failed++ == 0) {
    report->tally.first_failed = report->seed;
    g_strlcpy (report->tally.invariant, invariant, sizeof report->tally.invariant);
  }
  if (range->planted == NULL || sim_world_is_loud)
    printf ("seed %" G_GUINT64_FORMAT
            " breaks %s: %s\nreplay: tsunagi-sim --seed %" G_GUINT64_FORMAT " --trace%s%s\n",
            report->seed, invariant, story, report->seed, range->planted ? " --planted " : "",
            range->planted ? range->planted : "");
  fflush (stdout);
}

static void
run_seed (Report *report, const SimRange *range)
{
  SimResult result;

  alarm (SECONDS_MAX);
  sim_world_run (report->seed, &result);
  alarm (0);
  report->tally.n_run++;
  if (sim_world_is_loud)
    printf ("# seed %" G_GUINT64_FORMAT ": %d changes, %d requests, trace %016" G_GINT64_MODIFIER
            "x\n",
            report->seed, result.n_changes, result.n_requests, result.trace);
  if (result.invariant != NULL)
    note_failure (report, range, result.invariant, result.story);
  sim_result_clear (&result);
}

/* One process: every so many-th seed from its own first on. */
static void
run_share (Report *report, const SimRange *range)
{
  guint64 end = range->first + range->seeds;

  sim_vfs_install ();
  sim_desk_prepare ();
  sim_server_prepare ();
  sim_memory_begin_worlds ();
  sim_planted_set (range->planted);
  report->running = TRUE;
  for (; report->seed < end; report->seed += (guint64) range->jobs) {
    run_seed (report, range);
    if (range->stop_at_first && report->tally.n_failed > 0)
      break;
  }
  report->running = FALSE;
  sim_desk_finish ();
  sim_server_finish ();
}

static pid_t
start (Report *report, const SimRange *range)
{
  pid_t child;

  fflush (stdout);
  child = fork ();
  if (child != 0)
    return child;
  run_share (report, range);
  fflush (stdout);
  _exit (0);
}

/* The process has ended; where it did so in the middle of a seed, that one failed and another
 * process goes on behind it. */
static pid_t
look_after (Report *report, const SimRange *range, int status)
{
  if (!report->running)
    return 0;
  report->tally.n_run++;
  note_failure (report, range, "end",
                WIFSIGNALED (status) && WTERMSIG (status) == SIGALRM ? "it never ends"
                                                                     : "the program broke off");
  if (range->stop_at_first)
    return 0;
  report->seed += (guint64) range->jobs;
  return start (report, range);
}

static void
add (SimTally *tally, const SimTally *more)
{
  if (more->n_failed > 0 && (tally->n_failed == 0 || more->first_failed < tally->first_failed)) {
    tally->first_failed = more->first_failed;
    memcpy (tally->invariant, more->invariant, sizeof tally->invariant);
  }
  tally->n_run += more->n_run;
  tally->n_failed += more->n_failed;
}

void
sim_jobs_run (const SimRange *range, SimTally *tally)
{
  gsize size = (gsize) range->jobs * sizeof (Report);
  Report *reports = mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  g_autofree pid_t *children = g_new0 (pid_t, range->jobs);

  g_assert (reports != MAP_FAILED);
  for (int i = 0; i < range->jobs; i++) {
    reports[i].seed = range->first + (guint64) i;
    children[i] = start (&reports[i], range);
  }
  *tally = (SimTally){ 0 };
  for (int i = 0; i < range->jobs; i++) {
    while (children[i] > 0) {
      int status;

      if (waitpid (children[i], &status, 0) == children[i])
        children[i] = look_after (&reports[i], range, status);
    }
    add (tally, &reports[i].tally);
  }
  munmap (reports, size);
}

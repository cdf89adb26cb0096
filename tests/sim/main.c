/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tsunagi-sim: worlds of desks and a server, each wholly determined by its seed, and what has to
 * hold in all of them. See README.md.
 */

#include "config.h"

#include "sim-check.h"
#include "sim-jobs.h"
#include "sim-planted.h"
#include "sim-world.h"

#include <locale.h>
#include <stdio.h>

static gint64 one_seed = -1;
static gint64 first = 1;
static gint64 seeds = 1000;
static int jobs = 2;
static char *planted;
static gboolean all_planted;
static char *file;
static gboolean list;

static const GOptionEntry entries[] = {
  { "seed", 0, 0, G_OPTION_ARG_INT64, &one_seed, "run this one", "N" },
  { "first", 0, 0, G_OPTION_ARG_INT64, &first, "first of a range", "N" },
  { "seeds", 0, 0, G_OPTION_ARG_INT64, &seeds, "how many", "K" },
  { "jobs", 0, 0, G_OPTION_ARG_INT, &jobs, "processes", "J" },
  { "planted", 0, 0, G_OPTION_ARG_STRING, &planted, "with this fault in the program", "NAME" },
  { "all-planted", 0, 0, G_OPTION_ARG_NONE, &all_planted, "see each fault found", NULL },
  { "trace", 0, 0, G_OPTION_ARG_NONE, &sim_world_is_loud, "tell what happens", NULL },
  { "file", 0, 0, G_OPTION_ARG_FILENAME, &file, "the seeds at the beginnings of its lines",
    "FILE" },
  { "list", 0, 0, G_OPTION_ARG_NONE, &list, "list invariants and faults", NULL },
  { NULL },
};

/* Where everything takes longer, a few seeds have to do. */
static guint64
limit_seeds (guint64 n)
{
  const char *most = g_getenv ("TSU_SIM_SEEDS");

  return most != NULL ? MIN (n, g_ascii_strtoull (most, NULL, 10)) : n;
}

static int
run_range (guint64 from, guint64 n)
{
  SimRange range = { from, n, sim_world_is_loud ? 1 : CLAMP (jobs, 1, 64), planted,
                     planted != NULL };
  SimTally tally;

  sim_jobs_run (&range, &tally);
  printf ("%" G_GUINT64_FORMAT " seeds from %" G_GUINT64_FORMAT ": %" G_GUINT64_FORMAT " failed\n",
          tally.n_run, from, tally.n_failed);
  if (planted != NULL && tally.n_failed > 0)
    printf ("%s: %s at seed %" G_GUINT64_FORMAT "\n", planted, tally.invariant, tally.first_failed);
  return tally.n_failed > 0;
}

/* Seeds that once failed. */
static int
run_file (void)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;
  int n_failed = 0;

  if (!g_file_get_contents (file, &text, NULL, &error)) {
    fprintf (stderr, "%s\n", error->message);
    return 2;
  }
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    if (g_ascii_isdigit (**line))
      n_failed += run_range (g_ascii_strtoull (*line, NULL, 10), 1);
  return n_failed > 0;
}

static gboolean
breaks (guint64 seed, const char *fault, SimTally *tally)
{
  const SimRange range = { seed, 1, 1, fault, TRUE };

  sim_jobs_run (&range, tally);
  return tally->n_failed > 0;
}

/* Each is looked for where it was once found: in a world that holds without it, so that it is the
 * fault that is found and not the world. The simulator may draw differently by now; then it is
 * looked for in all. */
static void
look_for (const SimPlanted *fault, SimTally *tally)
{
  SimRange range = { (guint64) first, (guint64) seeds, CLAMP (jobs, 1, 64), fault->name, TRUE };
  SimTally without;

  if (breaks (fault->seed, fault->name, tally) && !breaks (fault->seed, NULL, &without))
    return;
  printf ("# %s: found no more at seed %" G_GUINT64_FORMAT "\n", fault->name, fault->seed);
  sim_jobs_run (&range, tally);
}

/* TAP: each fault is found by some invariant. */
static int
run_all_planted (void)
{
  guint n;
  const SimPlanted *faults = sim_planted_list (&n);
  int n_survived = 0;

  printf ("1..%u\n", n);
  for (guint i = 0; i < n; i++) {
    SimTally tally;

    look_for (&faults[i], &tally);
    n_survived += tally.n_failed == 0;
    if (tally.n_failed == 0)
      printf ("not ok %u %s: survived %" G_GUINT64_FORMAT " seeds (%s)\n", i + 1, faults[i].name,
              tally.n_run, faults[i].fault);
    else
      printf ("ok %u %s: %s at seed %" G_GUINT64_FORMAT " (%s)\n", i + 1, faults[i].name,
              tally.invariant, tally.first_failed, faults[i].fault);
    fflush (stdout);
  }
  return n_survived > 0;
}

static int
print_list (void)
{
  guint n;
  const SimPlanted *faults = sim_planted_list (&n);

  sim_check_list ();
  for (guint i = 0; i < n; i++)
    printf ("%-32s %s\n", faults[i].name, faults[i].fault);
  return 0;
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("- prove sync");
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "C.UTF-8");
  g_setenv ("TZ", "Asia/Tokyo", TRUE);
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || seeds < 1) {
    fprintf (stderr, "%s\n", error != NULL ? error->message : "nothing to run");
    return 2;
  }
  if (list)
    return print_list ();
  if ((planted != NULL || all_planted) && !sim_planted_is_built ()) {
    fprintf (stderr, "the faults are in tsunagi-sim-planted only\n");
    return 2;
  }
  if (planted != NULL && sim_planted_find (planted) == NULL) {
    fprintf (stderr, "there is no fault “%s”; see --list\n", planted);
    return 2;
  }
  if (all_planted)
    return run_all_planted ();
  if (file != NULL)
    return run_file ();
  return one_seed >= 0 ? run_range ((guint64) one_seed, 1)
                       : run_range ((guint64) first, limit_seeds ((guint64) seeds));
}

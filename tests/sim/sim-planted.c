/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The faults that can be planted, see tsu-plant.h. Each stands for a mistake that somebody could
 * make while changing the line it is planted in.
 */

#include "config.h"

#include "sim-planted.h"

#include "tsu-plant.h"

#ifdef TSU_PLANTED
const char *tsu_planted;
#endif

static const SimPlanted planted[] = {
  { "lowest_head_shown", "of several heads the lowest is shown" },
  { "seen_ignored", "what an edit has replaced stays a head" },
  { "z_ignored", "what was dominated on its arrival counts as a head" },
  { "equal_values_conflict", "two people who wrote the same are in conflict" },
  { "conflict_unnoticed", "unequal heads open no issue" },
  { "remove_wins", "an element goes though its remove has not seen the add" },
  { "delete_hides_unseen", "a delete hides what its author never saw" },
  { "restore_ignored", "a restore restores nothing" },
  { "revival_unnoticed", "an edit beside a delete opens no issue" },
  { "edit_sees_nothing", "an edit does not say what it replaces" },
  { "edit_settles_unseen", "an ordinary edit dismisses the siblings, too" },
  { "delete_sees_too_little", "a delete names the heads of the first field only" },
  { "issue_id_unsorted", "the id of a double booking depends on who found it" },
  { "settled_issue_stays", "an issue stays open when it is settled" },
  { "saved_before_durable", "the ledger does not wait for the disk" },
  { "clock_goes_back", "the clock of changes follows the wall back" },
};

const SimPlanted *
sim_planted_list (guint *n)
{
  *n = G_N_ELEMENTS (planted);
  return planted;
}

const SimPlanted *
sim_planted_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (planted); i++)
    if (g_str_equal (planted[i].name, name))
      return &planted[i];
  return NULL;
}

gboolean
sim_planted_is_built (void)
{
#ifdef TSU_PLANTED
  return TRUE;
#else
  return FALSE;
#endif
}

void
sim_planted_set (const char *name)
{
#ifdef TSU_PLANTED
  tsu_planted = name;
#endif
}

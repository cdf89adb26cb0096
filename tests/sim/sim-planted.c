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
  { "lowest_head_shown", "of several heads the lowest is shown", 10 },
  { "seen_ignored", "what an edit has replaced stays a head", 2 },
  { "z_ignored", "what was dominated on its arrival counts as a head", 66 },
  { "equal_values_conflict", "two people who wrote the same are in conflict", 21 },
  { "conflict_unnoticed", "unequal heads open no issue", 10 },
  { "remove_wins", "an element goes though its remove has not seen the add", 3 },
  { "delete_hides_unseen", "a delete hides what its author never saw", 10 },
  { "restore_ignored", "a restore restores nothing", 9 },
  { "revival_unnoticed", "an edit beside a delete opens no issue", 10 },
  { "edit_sees_nothing", "an edit does not say what it replaces", 2 },
  { "edit_settles_unseen", "an ordinary edit dismisses the siblings, too", 509 },
  { "delete_sees_too_little", "a delete names the heads of the first field only", 3 },
  { "issue_id_unsorted", "the id of a double booking depends on who found it", 6 },
  { "settled_issue_stays", "an issue stays open when it is settled", 88 },
  { "saved_before_durable", "the ledger does not wait for the disk", 10 },
  { "clock_goes_back", "the clock of changes follows the wall back", 90 },
  { "cancelled_collides", "a cancelled booking still takes its hall", 148 },
  { "fork_unnoticed", "another body under a number counts as sent before", 41 },
  { "clock_unclamped", "a change may claim to be from any time", 8 },
  { "set_outdone", "an add counts as dominated though its element is still there", 49 },
  { "sharing_untold", "nobody is told that a record became shared", 43 },
  { "cursor_ahead", "the last transaction of a page is left out, and the cursor is behind it", 1 },
  { "fields_uncut", "fields are not taken out for who may not read them", 2 },
  { "loss_untold", "nobody is told that he may read less", 39 },
  { "unknown_field_open", "a field that is not known is taken for open", 4 },
  { "wards_open", "every record counts as shared with the city", 1 },
  { "restore_unmarked", "a restored server goes on under its old epoch", 5 },
  { "common_too_far", "a restored server says one number too many is still there", 10 },
  { "server_not_durable", "the server does not wait for its disk", 7 },
  { "snapshot_empty", "a snapshot leaves out what is not cut", 3 },
  { "snapshot_place_late", "the pull after a snapshot begins behind its newest file", 1 },
  { "cut_stays", "a whole change does not replace its part", 203 },
  { "echo_ignored", "one's own change does not take the server's clock", 10 },
  { "let_in_ignored", "what became shared is skipped as if it were in the snapshot", 109 },
  { "skipped_too_far", "one change behind the snapshot is skipped, too", 1 },
  { "merged_unshown", "what came from elsewhere is kept and not shown", 1 },
  { "page_half_taken", "of a page only the first transaction is taken", 1 },
  { "held_blocks", "a held transaction stays in the outbox", 1 },
  { "renumber_loses", "a new incarnation forgets what was not sent", 41 },
  { "restored_not_resent", "what a restored server has lost is not sent again", 5 },
  { "others_not_given_back", "what others wrote and a restored server has lost stays lost", 10 },
  { "drop_incomplete", "of a ward that may be read no more one record stays", 41 },
  { "grant_unfilled", "what was granted is not fetched", 39 },
  { "snapshot_ends_early", "a snapshot counts as taken before its last file", 3 },
  { "timer_unarmed", "after a failure nothing is tried again", 1 },
  { "no_patience", "failures do not make the next try later", 10 },
  { "fork_ignored", "a copied device sends the same again", 41 },
  { "unnamed_stays", "what left before a snapshot was made stays", 4391 },
  { "sign_in_unnoted", "what one may read is not kept at the sign-in", 16466 },
  { "sealed_unseen", "what was sealed and is made again is not shown", 11354 },
  { "doubt_ignored", "what was shared under a right that came and went unheard stays", 44422 },
  { "life_ignored", "a restored server is asked under its old epoch for ever", 5 },
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

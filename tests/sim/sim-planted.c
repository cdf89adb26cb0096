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
  { "lowest_head_shown", "of several heads the lowest is shown", 0 },
  { "seen_ignored", "what an edit has replaced stays a head", 0 },
  { "z_ignored", "what was dominated on its arrival counts as a head", 0 },
  { "equal_values_conflict", "two people who wrote the same are in conflict", 0 },
  { "conflict_unnoticed", "unequal heads open no issue", 0 },
  { "remove_wins", "an element goes though its remove has not seen the add", 0 },
  { "delete_hides_unseen", "a delete hides what its author never saw", 0 },
  { "restore_ignored", "a restore restores nothing", 0 },
  { "revival_unnoticed", "an edit beside a delete opens no issue", 0 },
  { "edit_sees_nothing", "an edit does not say what it replaces", 0 },
  { "edit_settles_unseen", "an ordinary edit dismisses the siblings, too", 0 },
  { "delete_sees_too_little", "a delete names the heads of the first field only", 0 },
  { "issue_id_unsorted", "the id of a double booking depends on who found it", 0 },
  { "settled_issue_stays", "an issue stays open when it is settled", 0 },
  { "saved_before_durable", "the ledger does not wait for the disk", 0 },
  { "clock_goes_back", "the clock of changes follows the wall back", 0 },
  { "cancelled_collides", "a cancelled booking still takes its hall", 0 },
  { "fork_unnoticed", "another body under a number counts as sent before", 0 },
  { "clock_unclamped", "a change may claim to be from any time", 0 },
  { "set_outdone", "an add counts as dominated though its element is still there", 0 },
  { "sharing_untold", "nobody is told that a record became shared", 0 },
  { "cursor_ahead", "the last transaction of a page is left out, and the cursor is behind it", 0 },
  { "fields_uncut", "fields are not taken out for who may not read them", 0 },
  { "loss_untold", "nobody is told that he may read less", 0 },
  { "unknown_field_open", "a field that is not known is taken for open", 0 },
  { "wards_open", "every record counts as shared with the city", 0 },
  { "restore_unmarked", "a restored server goes on under its old epoch", 0 },
  { "common_too_far", "a restored server says one number too many is still there", 0 },
  { "server_not_durable", "the server does not wait for its disk", 0 },
  { "snapshot_empty", "a snapshot leaves out what is not cut", 0 },
  { "snapshot_place_late", "the pull after a snapshot begins behind its newest file", 0 },
  { "cut_stays", "a whole change does not replace its part", 0 },
  { "echo_ignored", "one's own change does not take the server's clock", 0 },
  { "let_in_ignored", "what became shared is skipped as if it were in the snapshot", 0 },
  { "skipped_too_far", "one change behind the snapshot is skipped, too", 0 },
  { "merged_unshown", "what came from elsewhere is kept and not shown", 0 },
  { "page_half_taken", "of a page only the first transaction is taken", 0 },
  { "held_blocks", "a held transaction stays in the outbox", 0 },
  { "renumber_loses", "a new incarnation forgets what was not sent", 0 },
  { "restored_not_resent", "what a restored server has lost is not sent again", 0 },
  { "others_not_given_back", "what others wrote and a restored server has lost stays lost", 0 },
  { "drop_incomplete", "of a ward that may be read no more one record stays", 0 },
  { "grant_unfilled", "what was granted is not fetched", 0 },
  { "snapshot_ends_early", "a snapshot counts as taken before its last file", 0 },
  { "timer_unarmed", "after a failure nothing is tried again", 0 },
  { "no_patience", "failures do not make the next try later", 0 },
  { "fork_ignored", "a copied device sends the same again", 0 },
  { "unnamed_stays", "what left before a snapshot was made stays", 4391 },
  { "sign_in_unnoted", "what one may read is not kept at the sign-in", 16466 },
  { "sealed_unseen", "what was sealed and is made again is not shown", 11354 },
  { "doubt_ignored", "what was shared under a right that came and went unheard stays", 44422 },
  { "life_ignored", "a restored server is asked under its old epoch for ever", 0 },
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

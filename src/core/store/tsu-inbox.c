/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * In from the server: a page with what it says about rights, and the cursor behind it, are kept in
 * one durable step, so that the cursor can never be ahead of its data, nor what is held ahead of
 * what may be.
 */

#include "config.h"

#include "tsu-inbox.h"

#include "tsu-doubt.h"
#include "tsu-merge.h"
#include "tsu-plant.h"
#include "tsu-scope.h"

static void
let_in (TsuMerge *merge, GPtrArray *lines)
{
  for (guint i = 0; lines != NULL && i < lines->len; i++) {
    const TsuScopeLine *line = g_ptr_array_index (lines, i);

    if (line->kind == TSU_SCOPE_IN)
      tsu_merge_let_in (merge, line->record);
  }
}

/* What was in doubt is settled by a page that tells of no other rights than were known. */
static gboolean
keep_scope (TsuLedger *self, const char *scope, GError **error)
{
  g_autofree char *known = tsu_ledger_get_meta (self, "scope");

  if (scope == NULL)
    return TRUE;
  if (g_strcmp0 (known, scope) == 0)
    return tsu_doubt_settle (self, error);
  return tsu_ledger_set_meta (self, "scope", scope, error);
}

static gboolean
take_all (TsuLedger *self, const TsuDelivery *delivery, GArray **changed, GError **error)
{
  g_autoptr (TsuMerge) merge = NULL;

  if (!tsu_scope_apply (self, delivery->lines, error))
    return FALSE;
  merge = tsu_merge_begin (self, error);
  if (merge == NULL)
    return FALSE;
  tsu_merge_skip_until (merge, tsu_ledger_get_number (self, "snapshot", 0));
  let_in (merge, delivery->lines);
  for (guint i = 0; i < delivery->txns->len; i++)
    if (!(TSU_PLANT (page_half_taken) && i > 0) &&
        !tsu_merge_take (merge, g_ptr_array_index (delivery->txns, i), NULL, error))
      return FALSE;
  return tsu_merge_end (merge, changed, error) &&
         tsu_ledger_set_meta (self, "epoch", delivery->epoch, error) &&
         tsu_ledger_set_number (self, "cursor", delivery->cursor, error) &&
         (!tsu_scope_drops_any (delivery->lines) ||
          tsu_ledger_set_number (self, "left", delivery->cursor, error)) &&
         keep_scope (self, delivery->scope, error);
}

/* With every deletion overwritten, as far as pages go; the rest is for tsu_scope_wipe(). */
static void
delete_thoroughly (TsuLedger *self, gboolean thoroughly)
{
  tsu_db_exec (self->db, thoroughly ? "PRAGMA secure_delete = ON" : "PRAGMA secure_delete = OFF",
               NULL);
}

/**
 * tsu_ledger_take:
 * @self: a ledger that may be written
 * @delivery: a page
 * @changed: (out) (optional) (transfer full) (element-type gint64): keys of the records changed
 * @error: what went wrong
 *
 * Returns: whether all of it and the cursor are durable; otherwise nothing of it is
 */
gboolean
tsu_ledger_take (TsuLedger *self, const TsuDelivery *delivery, GArray **changed, GError **error)
{
  gboolean drops = tsu_scope_drops_any (delivery->lines);
  gboolean done;

  if (!tsu_ledger_require_write (self, error))
    return FALSE;
  if (drops)
    delete_thoroughly (self, TRUE);
  done = tsu_ledger_begin_bulk (self, error);
  if (done) {
    done = take_all (self, delivery, changed, error);
    done = tsu_ledger_end_bulk (self, done, done ? error : NULL) && done;
  }
  if (drops)
    delete_thoroughly (self, FALSE);
  /* What could not be wiped now is wiped after the next page, or when the ledger is opened. */
  if (done)
    tsu_scope_wipe (self, NULL);
  return done;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one way in for what people do here: edits become changes, all or none.
 */

#include "config.h"

#include "tsu-edit-private.h"
#include "tsu-error.h"
#include "tsu-ledger.h"
#include "tsu-plant.h"
#include "tsu-seen.h"
#include "tsu-show.h"
#include "tsu-write.h"

#include <glib/gi18n.h>

static gboolean
create (TsuWrite *write, TsuTarget *target, TsuEdit *edit, GError **error)
{
  return tsu_write_create (write, target, edit, error) &&
         tsu_show_new (tsu_write_get_ledger (write), target, tsu_edit_get_ahead (edit), error);
}

static gboolean
hide (TsuWrite *write, TsuTarget *target, TsuOp op, GError **error)
{
  g_autoptr (GPtrArray) heads = NULL;

  if (op == TSU_OP_RESTORE)
    return target->view->deletes->len == 0 ||
           tsu_write_hide (write, target, op, target->view->deletes, 0, error);
  if (target->view->deleted)
    return TRUE;
  heads = tsu_seen_all_heads (target->view);
  return tsu_write_hide (write, target, op, heads, 0, error);
}

static gboolean
change (TsuWrite *write, TsuTarget *target, const TsuEdit *edit, GError **error)
{
  g_autoptr (GPtrArray) edits = tsu_seen_compare (edit, target, error);
  gboolean back;

  if (edits == NULL)
    return FALSE;
  /* Who writes into a deleted record, or makes it again, wants it back; without the restore it
   * would look as if two people had disagreed. Settling "deleted here, edited there" by an edit
   * keeps the record. */
  back = target->view->deleted ? edits->len > 0 || tsu_edit_is_create (edit)
                               : tsu_edit_is_settling (edit);
  if (back && !hide (write, target, TSU_OP_RESTORE, error))
    return FALSE;
  return edits->len == 0 || tsu_write_set (write, target, edits, 0, error);
}

static gboolean
report_absent (const TsuEdit *edit, GError **error)
{
  g_set_error (error, TSU_ERROR, TSU_ERROR_NOT_FOUND,
               _ ("There is no record “%s” of this type in the ledger. Nothing was saved."),
                  tsu_edit_get_id (edit));
  return FALSE;
}

/* Who makes again what is sealed sees it, as one sees all that one makes: what is left of such a
 * record was made here, too. */
static gboolean
open_sealed (TsuWrite *write, TsuTarget *target, GError **error)
{
  TsuLedger *ledger = tsu_write_get_ledger (write);

  if (!tsu_target_set_ward (ledger, target, target->ward, FALSE, error))
    return FALSE;
  target->is_new = TRUE;
  tsu_write_note (write, target->key);
  return TRUE;
}

static gboolean
apply_edit (TsuWrite *write, TsuEdit *edit, GError **error)
{
  TsuLedger *ledger = tsu_write_get_ledger (write);
  const TsuType *type = tsu_edit_get_type_of (edit);
  g_autoptr (TsuTarget) target = NULL;
  guint n_before;

  if (!tsu_edit_check (edit, error))
    return FALSE;
  target = tsu_edit_is_create (edit)
             ? tsu_target_claim (ledger, type, tsu_edit_get_id (edit), error)
             : tsu_target_find (ledger, tsu_edit_get_id (edit), error);
  if (target == NULL)
    return FALSE;
  if (target->is_new && tsu_edit_is_create (edit))
    return create (write, target, edit, error);
  if (target->is_new || target->type != type || (target->sealed && !tsu_edit_is_create (edit)))
    return report_absent (edit, error);
  n_before = target->changes->len;
  if (!tsu_target_fold (target, error) ||
      (target->sealed && !TSU_PLANT (sealed_unseen) && !open_sealed (write, target, error)))
    return FALSE;
  if (tsu_edit_get_op (edit) == TSU_OP_SET ? !change (write, target, edit, error)
                                           : !hide (write, target, tsu_edit_get_op (edit), error))
    return FALSE;
  return (target->changes->len == n_before && !target->is_new) ||
         tsu_show_target (ledger, target, error);
}

/**
 * tsu_ledger_apply:
 * @self: a ledger that may be written
 * @edits: (element-type TsuEdit): at most #TSU_TRANSACTION_MAX
 * @how: what this is called, who does it
 * @changed: (out) (optional) (transfer full) (element-type gint64): keys of the records changed
 * @error: what went wrong; then nothing of @edits was saved
 *
 * Saves edits that belong together, all or none, durably: after it has returned they outlive a
 * power cut (inside a bulk step: after that step). An edit that changes nothing makes no change.
 *
 * Returns: whether they are saved
 */
gboolean
tsu_ledger_apply (
  TsuLedger *self, GPtrArray *edits, const TsuApply *how, GArray **changed, GError **error)
{
  g_autoptr (TsuWrite) write = NULL;

  g_return_val_if_fail (edits->len <= TSU_TRANSACTION_MAX, FALSE);

  write = tsu_write_begin (self, how, error);
  if (write == NULL)
    return FALSE;
  for (guint i = 0; i < edits->len; i++)
    if (!apply_edit (write, g_ptr_array_index (edits, i), error))
      return FALSE;
  return tsu_write_end (write, changed, error);
}

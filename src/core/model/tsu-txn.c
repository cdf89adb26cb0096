/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A transaction: changes that are applied together or not at all.
 */

#include "config.h"

#include "tsu-txn.h"

TsuTxn *
tsu_txn_new (void)
{
  TsuTxn *txn = g_new0 (TsuTxn, 1);

  txn->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_change_free);
  return txn;
}

void
tsu_txn_free (TsuTxn *txn)
{
  if (!txn)
    return;
  g_free (txn->id);
  g_free (txn->device);
  g_free (txn->label);
  g_free (txn->batch);
  g_ptr_array_unref (txn->changes);
  g_free (txn);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A transaction: changes that are applied together or not at all. And what a page of them says
 * about the rights of its reader.
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

/**
 * tsu_txn_digest:
 *
 * Two transactions of one digest hold the same changes in the same order. What others add to a
 * change on its way (place in the order, ward, what was cut out) does not count.
 *
 * Returns: (transfer full): SHA-256, hexadecimal
 */
char *
tsu_txn_digest (const TsuTxn *txn)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GString) json = g_string_new (NULL);

  for (guint i = 0; i < txn->changes->len; i++) {
    g_string_truncate (json, 0);
    tsu_change_append_body (g_ptr_array_index (txn->changes, i), json);
    g_string_append (json, "}\n");
    g_checksum_update (sum, (const guchar *) json->str, (gssize) json->len);
  }
  return g_strdup (g_checksum_get_string (sum));
}

/**
 * tsu_scope_line_new:
 * @record: (nullable): copied
 *
 * Returns: (transfer full): the line
 */
TsuScopeLine *
tsu_scope_line_new (TsuScopeKind kind, int ward, int level, const char *record)
{
  TsuScopeLine *line = g_new0 (TsuScopeLine, 1);

  line->kind = kind;
  line->ward = ward;
  line->level = level;
  line->record = g_strdup (record);
  return line;
}

void
tsu_scope_line_free (TsuScopeLine *line)
{
  if (!line)
    return;
  g_free (line->record);
  g_free (line);
}

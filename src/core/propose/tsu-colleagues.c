/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who works at the desk, as the records say: whoever is in charge of something.
 */

#include "config.h"

#include "tsu-colleagues.h"

#include "tsu-scan.h"

typedef struct {
  const char *name; /* owned by the table */
  guint n;
} Colleague;

static gboolean
count_in (GHashTable *counts, TsuLedger *ledger, const char *type, GError **error)
{
  static const char *const fields[] = { "staff", NULL };
  g_autoptr (TsuScan) scan = tsu_scan_new (ledger, type, fields, NULL, error);
  gboolean row = TRUE;

  while (scan) {
    const char *staff;
    guint n;

    if (!tsu_scan_next (scan, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    staff = tsu_scan_get_text (scan, 0);
    if (tsu_scan_is_deleted (scan) || !staff || !*staff)
      continue;
    n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, staff));
    g_hash_table_replace (counts, g_strdup (staff), GUINT_TO_POINTER (n + 1));
  }
  return FALSE;
}

static int
compare_colleagues (gconstpointer a, gconstpointer b)
{
  const Colleague *left = a;
  const Colleague *right = b;

  if (left->n != right->n)
    return left->n > right->n ? -1 : 1;
  return g_strcmp0 (left->name, right->name);
}

/**
 * tsu_colleagues_read:
 * @ledger: a ledger
 * @limit: how many at most
 * @error: what went wrong
 *
 * Returns: (transfer full) (element-type utf8): names, of those in charge of most first
 */
GPtrArray *
tsu_colleagues_read (TsuLedger *ledger, guint limit, GError **error)
{
  static const char *const types[] = { "log", "need", "offer", "match" };
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) sorted = g_array_new (FALSE, FALSE, sizeof (Colleague));
  GPtrArray *names;
  GHashTableIter iter;
  gpointer name, n;

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (!count_in (counts, ledger, types[i], error))
      return NULL;
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &name, &n)) {
    Colleague one = { name, GPOINTER_TO_UINT (n) };

    g_array_append_val (sorted, one);
  }
  g_array_sort (sorted, compare_colleagues);
  names = g_ptr_array_new_with_free_func (g_free);
  for (guint k = 0; k < MIN (sorted->len, limit); k++)
    g_ptr_array_add (names, g_strdup (g_array_index (sorted, Colleague, k).name));
  return names;
}

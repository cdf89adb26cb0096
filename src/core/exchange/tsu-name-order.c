/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One order for the columns of many records, each of which has some of them: whatever follows
 * another in a record follows it in the table. Only where records contradict each other does the
 * order of appearance decide.
 */

#include "config.h"

#include "tsu-name-order.h"

struct _TsuNameOrder {
  guint most;
  GPtrArray *names;     /* char *, in order of appearance */
  GHashTable *indices;  /* name, borrowed → index + 1 */
  GHashTable *followed; /* gint64: two indices, the first right before the second in a record */
};

/**
 * tsu_name_order_new:
 * @most: more names than that are not taken
 */
TsuNameOrder *
tsu_name_order_new (guint most)
{
  TsuNameOrder *self = g_new0 (TsuNameOrder, 1);

  self->most = most;
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->indices = g_hash_table_new (g_str_hash, g_str_equal);
  self->followed = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return self;
}

void
tsu_name_order_free (TsuNameOrder *self)
{
  g_hash_table_unref (self->followed);
  g_hash_table_unref (self->indices);
  g_ptr_array_unref (self->names);
  g_free (self);
}

/* The number of the name from 1, 0 when there is no more room. */
static guint
take_name (TsuNameOrder *self, const char *name)
{
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (self->indices, name));

  if (index > 0 || self->names->len >= self->most)
    return index;
  g_ptr_array_add (self->names, g_strdup (name));
  index = self->names->len;
  g_hash_table_insert (self->indices, self->names->pdata[index - 1], GUINT_TO_POINTER (index));
  return index;
}

/**
 * tsu_name_order_add:
 * @names: the names of one record in their order, %NULL-terminated
 * @step: from one name to the next, 2 where values stand between them
 */
void
tsu_name_order_add (TsuNameOrder *self, const char *const *names, guint step)
{
  guint before = 0;

  for (guint i = 0; names[i] != NULL; i += step) {
    guint index = take_name (self, names[i]);
    gint64 pair = (gint64) before << 32 | index;

    if (index == 0)
      continue;
    if (before > 0 && before != index && !g_hash_table_contains (self->followed, &pair))
      g_hash_table_add (self->followed, g_memdup2 (&pair, sizeof pair));
    before = index;
    if (step == 2 && names[i + 1] == NULL)
      return;
  }
}

/* How many names that are still to come must stand before each. */
static guint *
count_before (TsuNameOrder *self)
{
  guint *counts = g_new0 (guint, self->names->len + 1);
  GHashTableIter iter;
  gpointer pair;

  g_hash_table_iter_init (&iter, self->followed);
  while (g_hash_table_iter_next (&iter, &pair, NULL))
    counts[*(gint64 *) pair & G_MAXUINT32]++;
  return counts;
}

static void
release_followers (TsuNameOrder *self, guint index, guint *counts)
{
  for (guint i = 1; i <= self->names->len; i++) {
    gint64 pair = (gint64) index << 32 | i;

    if (g_hash_table_contains (self->followed, &pair))
      counts[i]--;
  }
}

/**
 * tsu_name_order_settle:
 *
 * Returns: (transfer full) (element-type utf8): all names in their order
 */
GPtrArray *
tsu_name_order_settle (TsuNameOrder *self)
{
  GPtrArray *settled = g_ptr_array_new_with_free_func (g_free);
  g_autofree guint *counts = count_before (self);
  g_autofree gboolean *taken = g_new0 (gboolean, self->names->len + 1);

  while (settled->len < self->names->len) {
    guint next = 0;

    for (guint i = 1; i <= self->names->len && (next == 0 || counts[next] > 0); i++)
      if (!taken[i] && (next == 0 || counts[i] == 0))
        next = i;
    taken[next] = TRUE;
    release_followers (self, next, counts);
    g_ptr_array_add (settled, g_strdup (self->names->pdata[next - 1]));
  }
  return settled;
}

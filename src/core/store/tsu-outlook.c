/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A first sync is mostly records of one change each. What is shown of such a record needs no
 * ledger, and so no turn of the ledger's thread, which has enough to do with the writing.
 */

#include "config.h"

#include "tsu-outlook.h"

#include "tsu-forerunner.h"

struct _TsuOutlook {
  GPtrArray *changes;
  GPtrArray *aheads; /* TsuAhead or NULL; one is the forerunner's until it has passed */
  TsuForerunner *forerunner;
};

static void
look (guint i, gpointer data)
{
  TsuOutlook *self = data;

  self->aheads->pdata[i] = tsu_ahead_new_of_change (self->changes->pdata[i]);
}

/**
 * tsu_outlook_new:
 * @changes: (element-type TsuChange): not to be altered as long as the outlook lives
 *
 * Returns: (transfer full): an outlook on them
 */
TsuOutlook *
tsu_outlook_new (GPtrArray *changes)
{
  TsuOutlook *self = g_new0 (TsuOutlook, 1);

  self->changes = g_ptr_array_ref (changes);
  self->aheads = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_ahead_free);
  g_ptr_array_set_size (self->aheads, (int) changes->len);
  self->forerunner = tsu_forerunner_new ("outlook", changes->len, look, self);
  return self;
}

/**
 * tsu_outlook_get:
 * @self: the outlook
 * @i: place of a change
 *
 * Returns: (transfer none) (nullable): what follows from it, see tsu_ahead_new_of_change()
 */
const TsuAhead *
tsu_outlook_get (TsuOutlook *self, guint i)
{
  tsu_forerunner_wait (self->forerunner, i);
  return self->aheads->pdata[i];
}

void
tsu_outlook_free (TsuOutlook *self)
{
  if (self == NULL)
    return;
  tsu_forerunner_free (self->forerunner);
  g_ptr_array_unref (self->aheads);
  g_ptr_array_unref (self->changes);
  g_free (self);
}

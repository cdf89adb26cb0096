/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A ledger as the engine sees it.
 */

#include "config.h"

#include "tsu-ledger-host.h"

#include "tsu-outbox.h"

static void
keep_error (TsuLedgerHost *self, GError *error)
{
  g_clear_error (&self->error);
  self->error = error;
}

static GPtrArray *
get_outbox (gpointer data, int max_changes, gsize max_bytes)
{
  TsuLedgerHost *self = data;
  GError *error = NULL;
  GPtrArray *txns = tsu_ledger_get_outbox (self->ledger, max_changes, max_bytes, &error);

  if (txns == NULL) {
    keep_error (self, error);
    return g_ptr_array_new ();
  }
  return txns;
}

/* One durable step: were it several, a crash between them would still do no harm, because what is
 * sent again is known by its dseq; but the user would be told twice. */
static gboolean
acknowledge (gpointer data, GPtrArray *receipts)
{
  TsuLedgerHost *self = data;
  GError *error = NULL;
  gboolean done = tsu_ledger_begin_bulk (self->ledger, &error);

  if (!done) {
    keep_error (self, error);
    return FALSE;
  }
  for (guint i = 0; done && i < receipts->len; i++) {
    const TsuReceipt *receipt = g_ptr_array_index (receipts, i);

    done = tsu_ledger_acknowledge (self->ledger, receipt->dseq,
                                   receipt->verdict == TSU_VERDICT_HELD, &error);
  }
  done = tsu_ledger_end_bulk (self->ledger, done, error ? NULL : &error) && done;
  if (!done)
    keep_error (self, error);
  return done;
}

static gboolean
apply_page (gpointer data, const TsuPage *page)
{
  TsuLedgerHost *self = data;
  g_autoptr (GArray) changed = NULL;
  GError *error = NULL;

  if (!tsu_ledger_take_txns (self->ledger, page->txns, page->epoch, page->next, &changed, &error)) {
    keep_error (self, error);
    return FALSE;
  }
  if (self->changed)
    g_array_append_vals (self->changed, changed->data, changed->len);
  return TRUE;
}

static void
say_hello (gpointer data, TsuHello *hello)
{
  TsuLedgerHost *self = data;
  g_auto (TsuShared) shared = { NULL };

  tsu_ledger_get_shared (self->ledger, &shared, NULL);
  hello->protocol = TSU_WIRE_PROTOCOL;
  hello->schema = TSU_SCHEMA_VERSION;
  hello->epoch = g_steal_pointer (&shared.epoch);
  hello->device = g_steal_pointer (&shared.device);
  hello->incarnation = shared.incarnation;
  hello->now = self->now > 0 ? self->now : g_get_real_time () / 1000;
}

static gint64
get_cursor (gpointer data)
{
  g_auto (TsuShared) shared = { NULL };

  tsu_ledger_get_shared (((TsuLedgerHost *) data)->ledger, &shared, NULL);
  return shared.cursor;
}

/* Neither is possible before the server can tell of it; the engine then backs off and says so,
 * and everything stays in the outbox. */
static gboolean
cannot_renumber (gpointer data)
{
  return FALSE;
}

static gboolean
cannot_adopt (gpointer data, const char *epoch)
{
  return FALSE;
}

static guint32
get_random (gpointer data)
{
  TsuLedgerHost *self = data;

  return self->random ? g_rand_int (self->random) : g_random_int ();
}

const TsuEngineHost tsu_ledger_host_functions = {
  .outbox = get_outbox,
  .acknowledge = acknowledge,
  .apply = apply_page,
  .hello = say_hello,
  .cursor = get_cursor,
  .renumber = cannot_renumber,
  .adopt = cannot_adopt,
  .random = get_random,
};

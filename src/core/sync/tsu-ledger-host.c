/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A ledger as the engine sees it.
 */

#include "config.h"

#include "tsu-ledger-host.h"

#include "tsu-inbox.h"
#include "tsu-outbox.h"

static void
keep_error (TsuLedgerHost *self, GError *error)
{
  g_clear_error (&self->error);
  self->error = error;
}

/* Keeps what went wrong, and says whether it went. */
static gboolean
report (TsuLedgerHost *self, gboolean done, GError *error)
{
  if (!done)
    keep_error (self, error);
  return done;
}

static void
note_changed (TsuLedgerHost *self, GArray *changed)
{
  if (self->changed && changed)
    g_array_append_vals (self->changed, changed->data, changed->len);
}

static GPtrArray *
get_outbox (gpointer data, int max_changes, gsize max_bytes)
{
  TsuLedgerHost *self = data;
  GError *error = NULL;
  GPtrArray *txns = tsu_ledger_get_outbox (self->ledger, max_changes, max_bytes, &error);

  return report (self, txns != NULL, error) ? txns : g_ptr_array_new ();
}

static gboolean
meet (gpointer data, const char *epoch)
{
  TsuLedgerHost *self = data;
  GError *error = NULL;

  return report (self, tsu_ledger_meet (self->ledger, epoch, &error), error);
}

static gboolean
acknowledge (gpointer data, GPtrArray *receipts)
{
  TsuLedgerHost *self = data;
  g_autofree TsuConfirmation *said = g_new0 (TsuConfirmation, receipts->len + 1);
  GError *error = NULL;

  for (guint i = 0; i < receipts->len; i++) {
    const TsuReceipt *receipt = g_ptr_array_index (receipts, i);

    said[i].txn = receipt->txn;
    said[i].seq = receipt->seq;
    if (receipt->verdict == TSU_VERDICT_HELD)
      said[i].reason = receipt->reason ? receipt->reason : "";
  }
  return report (self, tsu_ledger_acknowledge (self->ledger, said, receipts->len, &error), error);
}

static gboolean
apply_page (gpointer data, const TsuPage *page)
{
  TsuLedgerHost *self = data;
  TsuDelivery delivery = { page->epoch, page->next, page->scope, page->lines, page->txns };
  g_autoptr (GArray) changed = NULL;
  GError *error = NULL;

  if (!report (self, tsu_ledger_take (self->ledger, &delivery, &changed, &error), error))
    return FALSE;
  note_changed (self, changed);
  return TRUE;
}

static gint64
get_wall (gpointer data)
{
  TsuLedgerHost *self = data;

  return self->now > 0 ? self->now : g_get_real_time () / 1000;
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
  hello->now = get_wall (data);
  hello->ward = MAX (shared.ward, 0);
}

static void
get_cursor (gpointer data, TsuCursor *cursor)
{
  TsuLedgerHost *self = data;
  g_auto (TsuShared) shared = { NULL };

  tsu_ledger_get_shared (self->ledger, &shared, NULL);
  cursor->epoch = g_steal_pointer (&shared.epoch);
  cursor->scope = g_steal_pointer (&shared.scope);
  cursor->seq = shared.cursor;
  cursor->snapshot = tsu_ledger_wants_snapshot (self->ledger);
}

static gboolean
renumber (gpointer data)
{
  TsuLedgerHost *self = data;
  GError *error = NULL;

  return report (self, tsu_ledger_renumber (self->ledger, &error), error);
}

static gboolean
resend (gpointer data, gint64 expected)
{
  TsuLedgerHost *self = data;
  GError *error = NULL;

  return report (self, tsu_ledger_resend (self->ledger, expected, &error), error);
}

static gboolean
hold (gpointer data, const char *txn, const char *reason)
{
  TsuLedgerHost *self = data;
  GError *error = NULL;

  return report (self, tsu_ledger_hold (self->ledger, txn, reason, &error), error);
}

static gboolean
adopt (gpointer data, const char *epoch, gint64 common)
{
  TsuLedgerHost *self = data;
  GError *error = NULL;

  return report (self, tsu_ledger_adopt (self->ledger, epoch, common, &error), error);
}

static gboolean
want_snapshot (gpointer data, gboolean wanted)
{
  TsuLedgerHost *self = data;
  GError *error = NULL;

  return report (self, tsu_ledger_want_snapshot (self->ledger, wanted, &error), error);
}

static gboolean
begin_snapshot (gpointer data, const TsuSnapshotIndex *index)
{
  TsuLedgerHost *self = data;
  g_autofree TsuSnapshotPart *parts = g_new0 (TsuSnapshotPart, index->files->len + 1);
  TsuSnapshotStart start = { index->epoch, index->seq, index->scope, parts, index->files->len };
  GError *error = NULL;

  for (guint i = 0; i < index->files->len; i++) {
    const TsuSnapshotFile *file = g_ptr_array_index (index->files, i);

    parts[i] = (TsuSnapshotPart){ file->ward, file->path, file->etag, file->bytes };
  }
  return report (self, tsu_ledger_begin_snapshot (self->ledger, &start, &error), error);
}

static void
get_place (gpointer data, TsuPlace *place)
{
  tsu_ledger_get_snapshot_place (((TsuLedgerHost *) data)->ledger, &place->path, &place->etag,
                                 &place->offset, &place->bytes);
}

static gboolean
take_chunk (gpointer data, GPtrArray *changes, gint64 offset)
{
  TsuLedgerHost *self = data;
  g_autoptr (GArray) changed = NULL;
  GError *error = NULL;

  if (!report (self, tsu_ledger_take_chunk (self->ledger, changes, offset, &changed, &error),
               error))
    return FALSE;
  note_changed (self, changed);
  return TRUE;
}

static gboolean
tend (gpointer data)
{
  TsuLedgerHost *self = data;
  GError *error = NULL;
  gboolean more = FALSE;

  return report (self, tsu_ledger_tend (self->ledger, &more, &error), error) && more;
}

/* It is of no account where the ledger cannot keep it: the next answer tells it again. */
static void
note_clock (gpointer data, gint64 offset)
{
  tsu_ledger_set_clock_offset (((TsuLedgerHost *) data)->ledger, offset, NULL);
}

static guint32
get_random (gpointer data)
{
  TsuLedgerHost *self = data;

  return self->random ? g_rand_int (self->random) : g_random_int ();
}

const TsuEngineHost tsu_ledger_host_functions = {
  .outbox = get_outbox,
  .meet = meet,
  .acknowledge = acknowledge,
  .apply = apply_page,
  .hello = say_hello,
  .cursor = get_cursor,
  .renumber = renumber,
  .resend = resend,
  .hold = hold,
  .adopt = adopt,
  .want_snapshot = want_snapshot,
  .begin_snapshot = begin_snapshot,
  .place = get_place,
  .take_chunk = take_chunk,
  .tend = tend,
  .note_clock = note_clock,
  .wall = get_wall,
  .random = get_random,
};

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A host that notes what the engine asks for.
 */

#include "config.h"

#include "engine-world.h"

static GPtrArray *
get_outbox (gpointer data, int max_changes, gsize max_bytes)
{
  World *world = data;
  GPtrArray *txns = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_txn_free);

  for (guint i = 0; i < world->n_waiting && (int) i < max_changes; i++) {
    TsuTxn *txn = tsu_txn_new ();

    txn->id = g_strdup_printf ("01890000-0000-7000-8000-%012u", i);
    txn->dseq = i + 1;
    txn->device = g_strdup ("d");
    txn->label = g_strdup ("Edit");
    g_ptr_array_add (txns, txn);
  }
  world->n_sent = txns->len;
  return txns;
}

static gboolean
note (gpointer data, const char *what, gint64 number)
{
  World *world = data;

  g_string_append_printf (world->done, "%s %d;", what, (int) number);
  return !world->disk_fails;
}

static gboolean
meet (gpointer data, const char *epoch)
{
  return TRUE;
}

static gboolean
acknowledge (gpointer data, GPtrArray *receipts)
{
  ((World *) data)->n_waiting -= receipts->len;
  return note (data, "ack", receipts->len);
}

static gboolean
apply_page (gpointer data, const TsuPage *page)
{
  ((World *) data)->cursor.seq = page->next;
  return note (data, "page", page->next);
}

static void
say_hello (gpointer data, TsuHello *hello)
{
  hello->protocol = TSU_WIRE_PROTOCOL;
  hello->device = g_strdup ("d");
}

static void
get_cursor (gpointer data, TsuCursor *cursor)
{
  World *world = data;

  *cursor = world->cursor;
  cursor->epoch = g_strdup (world->cursor.epoch);
  cursor->scope = g_strdup (world->cursor.scope);
}

static gboolean
renumber (gpointer data)
{
  return note (data, "renumber", 0);
}

static gboolean
resend (gpointer data, gint64 expected)
{
  return note (data, "resend", expected);
}

static gboolean
hold (gpointer data, const char *txn, const char *reason)
{
  g_assert_cmpstr (reason, ==, "too_large");
  ((World *) data)->n_waiting--;
  return note (data, "hold", 0);
}

static gboolean
adopt (gpointer data, const char *epoch, gint64 common)
{
  return note (data, "adopt", common);
}

static gboolean
want_snapshot (gpointer data, gboolean wanted)
{
  World *world = data;

  world->cursor.snapshot = wanted;
  world->bytes = 0;
  return note (data, "want", wanted);
}

static gboolean
begin_snapshot (gpointer data, const TsuSnapshotIndex *index)
{
  World *world = data;

  world->bytes = ((TsuSnapshotFile *) index->files->pdata[0])->bytes;
  world->place = 0;
  return note (data, "begin", index->seq);
}

static void
get_place (gpointer data, TsuPlace *place)
{
  World *world = data;

  if (world->bytes > 0)
    *place = (TsuPlace){ g_strdup ("/v1/snapshot/x"), g_strdup ("t"), world->place, world->bytes };
}

static gboolean
take_chunk (gpointer data, GPtrArray *changes, gint64 offset)
{
  World *world = data;

  if (world->disk_fails)
    return FALSE;
  world->place = offset;
  if (offset == world->bytes) {
    world->cursor.snapshot = FALSE;
    world->bytes = 0;
  }
  return note (data, "chunk", changes->len);
}

static gboolean
tend (gpointer data)
{
  return ((World *) data)->tends-- > 0;
}

static void
note_clock (gpointer data, gint64 offset)
{
  ((World *) data)->offset = offset;
}

static gint64
get_wall (gpointer data)
{
  return ((World *) data)->wall;
}

static guint32
get_random (gpointer data)
{
  return 0;
}

const TsuEngineHost engine_world_host = {
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

void
world_clear (World *world)
{
  g_string_free (g_steal_pointer (&world->done), TRUE);
}

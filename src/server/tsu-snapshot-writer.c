/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading what is live and writing it down are each half of the work of making a snapshot, and
 * somebody waits for it. A few chunks go round, full to the thread and emptied back, so that a fast
 * database does not fill the memory.
 */

#include "config.h"

#include "tsu-snapshot-writer.h"

#include <string.h>

#define N_CHUNKS 4
/* The last line of a chunk is shorter. */
#define CHUNK_END 128
/* What a line holds beside its fields and what it has seen. */
#define LINE_BYTES 300

struct _TsuSnapshotWriter {
  GOutputStream *stream;
  GPtrArray *chunk; /* TsuChange, of the chunk that is being filled */
  gsize bytes;      /* of it, about */
  gint64 n;         /* changes in all */

  GThread *thread; /* NULL until a chunk was full */
  GAsyncQueue *full;
  GAsyncQueue *emptied;

  /* The thread's, until it has ended. */
  GChecksum *sum;
  GError *error;
};

static void
write_chunk (TsuSnapshotWriter *self, GPtrArray *changes)
{
  g_autoptr (GBytes) chunk = NULL;
  gconstpointer bytes;
  gsize length, end;

  if (changes->len == 0 || self->error)
    return;
  chunk = tsu_wire_encode_chunk (changes);
  bytes = g_bytes_get_data (chunk, &length);
  /* The end of a chunk holds the sum of all before it, which need not be summed up twice. */
  end = MIN (length, CHUNK_END);
  g_checksum_update (self->sum, (const guchar *) bytes + length - end, (gssize) end);
  g_output_stream_write_all (self->stream, bytes, length, NULL, NULL, &self->error);
}

/* An empty chunk is the end. */
static gpointer
write_all (gpointer data)
{
  TsuSnapshotWriter *self = data;
  gboolean over = FALSE;

  while (!over) {
    GPtrArray *changes = g_async_queue_pop (self->full);

    over = changes->len == 0;
    write_chunk (self, changes);
    g_ptr_array_set_size (changes, 0);
    g_async_queue_push (self->emptied, changes);
  }
  return NULL;
}

static GPtrArray *
new_chunk (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_change_free);
}

static void
start (TsuSnapshotWriter *self)
{
  for (int i = 1; i < N_CHUNKS; i++)
    g_async_queue_push (self->emptied, new_chunk ());
  self->thread = g_thread_new ("snapshot", write_all, self);
}

static void
hand_over (TsuSnapshotWriter *self)
{
  if (!self->thread)
    start (self);
  g_async_queue_push (self->full, self->chunk);
  self->chunk = g_async_queue_pop (self->emptied);
  self->bytes = 0;
}

static void
end_thread (TsuSnapshotWriter *self)
{
  if (!self->thread)
    return;
  g_ptr_array_set_size (self->chunk, 0);
  hand_over (self);
  g_thread_join (g_steal_pointer (&self->thread));
}

/**
 * tsu_snapshot_writer_new:
 * @stream: what to write to; nobody else's until the writer is finished
 */
TsuSnapshotWriter *
tsu_snapshot_writer_new (GOutputStream *stream)
{
  TsuSnapshotWriter *self = g_new0 (TsuSnapshotWriter, 1);

  self->stream = stream;
  self->chunk = new_chunk ();
  self->sum = g_checksum_new (G_CHECKSUM_SHA256);
  self->full = g_async_queue_new_full ((GDestroyNotify) g_ptr_array_unref);
  self->emptied = g_async_queue_new_full ((GDestroyNotify) g_ptr_array_unref);
  return self;
}

/**
 * tsu_snapshot_writer_add:
 * @change: (transfer full): the next change
 *
 * What cannot be written is told at the end.
 */
void
tsu_snapshot_writer_add (TsuSnapshotWriter *self, TsuChange *change)
{
  self->n++;
  self->bytes +=
    strlen (change->seen) + (change->fields ? strlen (change->fields) : 0) + LINE_BYTES;
  g_ptr_array_add (self->chunk, change);
  if (self->chunk->len == TSU_WIRE_CHUNK_CHANGES || self->bytes >= TSU_WIRE_CHUNK_BYTES)
    hand_over (self);
}

/**
 * tsu_snapshot_writer_finish:
 * @n: (out): how many changes were added
 *
 * Returns: (nullable) (transfer none): SHA-256 over the ends of the chunks; NULL where not all
 *   could be written
 */
const char *
tsu_snapshot_writer_finish (TsuSnapshotWriter *self, gint64 *n, GError **error)
{
  *n = self->n;
  if (!self->thread)
    write_chunk (self, self->chunk);
  else if (self->chunk->len > 0)
    hand_over (self);
  end_thread (self);
  if (!self->error)
    return g_checksum_get_string (self->sum);
  g_propagate_error (error, g_steal_pointer (&self->error));
  return NULL;
}

void
tsu_snapshot_writer_free (TsuSnapshotWriter *self)
{
  if (!self)
    return;
  end_thread (self);
  g_ptr_array_unref (self->chunk);
  g_async_queue_unref (self->full);
  g_async_queue_unref (self->emptied);
  g_checksum_free (self->sum);
  g_clear_error (&self->error);
  g_free (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a snapshot's file holds does not depend on the thread that writes it, and a file that cannot
 * be written is never taken for one that was.
 */

#include "config.h"

#include "tsu-snapshot-writer.h"

static TsuChange *
make_change (int number)
{
  TsuChange *change = tsu_change_new ();

  change->id = g_strdup_printf ("01890000-0000-7000-8000-%012d", number);
  change->record = g_strdup_printf ("01890000-0000-7000-9000-%012d", number);
  change->type = g_strdup ("actor");
  change->fields = g_strdup_printf ("{\"name\":\"第%d町内会\"}", number);
  change->seen = g_strdup ("[]");
  change->device = g_strdup ("0123456789abcdef");
  change->user = g_strdup ("hana");
  change->hlc = change->ohlc = (guint64) (1700000000000 + number) << 16;
  change->schema = 1;
  change->seq = number + 1;
  return change;
}

static void
add_changes (TsuSnapshotWriter *writer, int n)
{
  for (int i = 0; i < n; i++)
    tsu_snapshot_writer_add (writer, make_change (i));
}

/* Reads all chunks again; returns how many there were. */
static guint
assert_holds (GBytes *file, int n, const char *sum)
{
  g_autoptr (GChecksum) ends = g_checksum_new (G_CHECKSUM_SHA256);
  gsize left, size;
  const char *at = g_bytes_get_data (file, &left);
  guint n_chunks = 0;
  int number = 0;

  for (; left > 0; at += size, left -= size, n_chunks++) {
    g_autoptr (GPtrArray) changes = NULL;
    gsize end;

    size = tsu_wire_find_chunk (at, left);
    g_assert_cmpuint (size, >, 0);
    changes = tsu_wire_decode_chunk (at, size, NULL);
    g_assert_nonnull (changes);
    for (guint i = 0; i < changes->len; i++)
      g_assert_cmpint (((TsuChange *) changes->pdata[i])->seq, ==, ++number);
    end = MIN (size, 128);
    g_checksum_update (ends, (const guchar *) at + size - end, (gssize) end);
  }
  g_assert_cmpint (number, ==, n);
  g_assert_cmpstr (g_checksum_get_string (ends), ==, sum);
  return n_chunks;
}

static void
test_any_number (void)
{
  /* By their length about three thousand make a chunk. */
  static const struct {
    int n;
    guint n_chunks;
  } rows[] = { { 0, 0 }, { 1, 1 }, { 3000, 1 }, { 4000, 2 }, { 30000, 10 } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
    g_autoptr (TsuSnapshotWriter) writer = tsu_snapshot_writer_new (stream);
    g_autoptr (GBytes) file = NULL;
    g_autoptr (GError) error = NULL;
    const char *sum;
    gint64 n;

    add_changes (writer, rows[i].n);
    sum = tsu_snapshot_writer_finish (writer, &n, &error);
    g_assert_no_error (error);
    g_assert_cmpint (n, ==, rows[i].n);
    g_output_stream_close (stream, NULL, NULL);
    file = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
    g_assert_cmpuint (assert_holds (file, rows[i].n, sum), ==, rows[i].n_chunks);
  }
}

/* A disk that is full at once, or after the first chunks. */
static void
test_full_disk (void)
{
  static const struct {
    int n;
    gsize room;
  } rows[] = { { 1, 10 }, { 30000, 10 }, { 30000, 3 * 1024 * 1024 } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *room = g_malloc (rows[i].room);
    g_autoptr (GOutputStream) stream = g_memory_output_stream_new (room, rows[i].room, NULL, NULL);
    g_autoptr (TsuSnapshotWriter) writer = tsu_snapshot_writer_new (stream);
    g_autoptr (GError) error = NULL;
    gint64 n;

    add_changes (writer, rows[i].n);
    g_assert_null (tsu_snapshot_writer_finish (writer, &n, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  }
}

static void
test_given_up (void)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  TsuSnapshotWriter *writer = tsu_snapshot_writer_new (stream);

  add_changes (writer, 10000);
  tsu_snapshot_writer_free (writer);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/snapshot-writer/any-number", test_any_number);
  g_test_add_func ("/snapshot-writer/full-disk", test_full_disk);
  g_test_add_func ("/snapshot-writer/given-up", test_given_up);
  return g_test_run ();
}

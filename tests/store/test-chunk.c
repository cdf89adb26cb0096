/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A chunk of a snapshot takes a short way where it can, with a second thread. Whatever stands in
 * it, it leaves what its changes leave one after the other.
 */

#include "config.h"

#include "tsu-error.h"
#include "wire-test.h"

/* As many as the second thread is worth. */
#define N_PLAIN 300
#define HALL "01890000-0000-7000-8000-00000000aaaa"

static char *
make_id (int number)
{
  return g_strdup_printf ("01890000-0000-7000-8000-%012d", number);
}

/* Returns (transfer none): the change, of @chunk */
static TsuChange *
add (GPtrArray *chunk, int record, const char *fields, const char *seen)
{
  g_autofree char *id = make_id (record);
  TsuChange *change = foreign_change (id, fields, seen, (gint64) chunk->len + 1, 3);

  g_ptr_array_add (chunk, change);
  return change;
}

static void
set_type (TsuChange *change, const char *type)
{
  g_free (change->type);
  change->type = g_strdup (type);
}

static void
add_twin (GPtrArray *chunk, const TsuChange *of, const char *z)
{
  TsuChange *twin = tsu_change_copy (of);

  g_free (twin->z);
  twin->z = g_strdup (z);
  g_ptr_array_add (chunk, twin);
}

static void
add_booking (GPtrArray *chunk, int record, const char *starts, const char *ends)
{
  g_autofree char *fields =
    g_strdup_printf ("{\"resource\":\"" HALL
                     "\",\"starts\":\"%s\",\"ends\":\"%s\",\"status\":\"confirmed\"}",
                     starts, ends);

  set_type (add (chunk, record, fields, "[]"), "booking");
}

static void
add_plain (GPtrArray *chunk)
{
  for (int i = 0; i < N_PLAIN; i++) {
    g_autofree char *fields =
      g_strdup_printf ("{\"name\":\"溝口第%d町内会\",\"reading\":\"ちょうないかい%d\",\"district\":"
                       "\"溝口\","
                       "\"themes\":{\"add\":[\"防災\",\"子育て\"],\"remove\":[]}}",
                       i, i);

    add (chunk, i, fields, "[]");
  }
}

/* Of every kind of thing that a chunk can hold. */
static GPtrArray *
make_chunk (void)
{
  GPtrArray *chunk = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_change_free);
  g_autofree char *seen = NULL;
  TsuChange *change;

  add_plain (chunk);
  /* An edit and one that has seen it; two that have not seen each other; a delete of the first. */
  change = add (chunk, 1000, "{\"name\":\"一\",\"phone\":\"1\"}", "[]");
  seen = g_strdup_printf ("[\"%s\"]", change->id);
  add (chunk, 1000, "{\"name\":\"二\"}", seen);
  add (chunk, 1001, "{\"name\":\"甲\"}", "[]");
  add (chunk, 1001, "{\"name\":\"乙\"}", "[]");
  add (chunk, 1002, NULL, seen);
  /* What the server knows as dominated, wholly and in part; what was cut. */
  add (chunk, 1003, "{\"name\":\"旧\",\"phone\":\"3\"}", "[]")->z = g_strdup ("[\"name\"]");
  add (chunk, 1004, "{\"name\":\"消\"}", "[]")->z = g_strdup ("true");
  add (chunk, 1005, "{\"name\":\"切\"}", "[]")->cut = TRUE;
  /* The same twice, the second time with more to say. */
  add_twin (chunk, add (chunk, 1006, "{\"name\":\"双\",\"phone\":\"6\"}", "[]"), "[\"name\"]");
  /* What this program does not know. */
  set_type (add (chunk, 1007, "{\"name\":\"未来\"}", "[]"), "airship");
  add (chunk, 1008, "{\"name\":\"知らない欄\",\"wings\":\"2\"}", "[]");
  add (chunk, 1009, "{\"name\":17}", "[]");
  /* Bookings that collide, the hall after them. */
  add_booking (chunk, 1010, "2026-11-22 10:00", "2026-11-22 12:00");
  add_booking (chunk, 1011, "2026-11-22 11:00", "2026-11-22 13:00");
  set_type (add (chunk, 0xaaaa, "{\"name\":\"会議室\",\"quantity\":1}", "[]"), "resource");
  g_free (((TsuChange *) chunk->pdata[chunk->len - 1])->record);
  ((TsuChange *) chunk->pdata[chunk->len - 1])->record = g_strdup (HALL);
  return chunk;
}

static void
take (TsuLedger *ledger, GPtrArray *chunk)
{
  TsuSnapshotPart part = { 3, "/a", NULL, 1 };
  TsuSnapshotStart start = { "epoch", 5000, "scope", &part, 1 };
  gboolean more = TRUE;
  g_autoptr (GError) error = NULL;

  g_assert_true (tsu_ledger_begin_snapshot (ledger, &start, NULL));
  tsu_ledger_take_chunk (ledger, chunk, 1, NULL, &error);
  g_assert_no_error (error);
  while (more)
    g_assert_true (tsu_ledger_tend (ledger, &more, NULL));
}

static void
take_one_by_one (TsuLedger *ledger, GPtrArray *chunk)
{
  for (guint i = 0; i < chunk->len; i++) {
    g_autoptr (GPtrArray) one = g_ptr_array_new ();

    g_ptr_array_add (one, chunk->pdata[i]);
    merge_changes (ledger, one);
  }
}

static guint
count_hits (TsuLedger *ledger, const char *words)
{
  g_autoptr (GPtrArray) hits = tsu_ledger_search (ledger, words, 5000, NULL, NULL);

  return hits->len;
}

static void
test_same_as_one_by_one (Desk *desk, gconstpointer data)
{
  static const char *const words[] = { "溝口第", "二", "甲", "双", "旧", "消", "会議室", "17" };
  g_autoptr (GPtrArray) chunk = make_chunk ();
  g_autoptr (GPtrArray) here = NULL;
  g_autoptr (GPtrArray) there = NULL;
  Desk other;

  desk_set_up (&other, NULL);
  take (desk->ledger, chunk);
  take_one_by_one (other.ledger, chunk);
  here = dump_ledger (desk->ledger);
  there = dump_ledger (other.ledger);
  assert_same_dump (here, there);
  g_assert_cmpint (ask_number (desk->ledger, "SELECT count (*) FROM issue"), ==, 2);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_assert_cmpuint (count_hits (desk->ledger, words[i]), ==, count_hits (other.ledger, words[i]));
  g_assert_cmpuint (count_hits (desk->ledger, "溝口第"), ==, N_PLAIN);
  assert_sound (desk->ledger);
  assert_sound (other.ledger);
  desk_tear_down (&other, NULL);
}

/* Over what is here already: known, waiting to be shared, and sealed. */
static void
test_over_what_is_here (Desk *desk, gconstpointer data)
{
  g_autoptr (GPtrArray) chunk = make_chunk ();
  g_autoptr (GPtrArray) here = NULL;
  g_autoptr (GPtrArray) there = NULL;
  Desk other;

  desk_set_up (&other, NULL);
  for (int i = 0; i < 40; i++) {
    take_one (desk->ledger, tsu_change_copy (chunk->pdata[i]));
    take_one (other.ledger, tsu_change_copy (chunk->pdata[i]));
  }
  take (desk->ledger, chunk);
  take_one_by_one (other.ledger, chunk);
  here = dump_ledger (desk->ledger);
  there = dump_ledger (other.ledger);
  assert_same_dump (here, there);
  assert_sound (desk->ledger);
  desk_tear_down (&other, NULL);
}

/* One change that cannot be read: nothing of its chunk is taken, and the ledger goes on. */
static void
test_unreadable (Desk *desk, gconstpointer data)
{
  TsuSnapshotPart part = { 3, "/a", NULL, 1 };
  TsuSnapshotStart start = { "epoch", 5000, "scope", &part, 1 };
  g_autoptr (GPtrArray) chunk = make_chunk ();
  TsuChange *broken = chunk->pdata[N_PLAIN - 1];
  g_autofree char *fields = g_strdup (broken->fields);
  g_autoptr (GError) error = NULL;

  broken->fields[1] = '\0';
  g_assert_true (tsu_ledger_begin_snapshot (desk->ledger, &start, NULL));
  g_assert_false (tsu_ledger_take_chunk (desk->ledger, chunk, 1, NULL, &error));
  g_assert_error (error, TSU_ERROR, TSU_ERROR_INVALID);
  g_assert_cmpint (count_actors (desk->ledger), ==, 0);
  g_free (broken->fields);
  broken->fields = g_steal_pointer (&fields);
  take (desk->ledger, chunk);
  assert_sound (desk->ledger);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/chunk/" path, Desk, NULL, desk_set_up, function, desk_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("same-as-one-by-one", test_same_as_one_by_one);
  ADD ("over-what-is-here", test_over_what_is_here);
  ADD ("unreadable", test_unreadable);
  return g_test_run ();
}

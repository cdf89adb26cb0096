/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the server keeps and gives out: order and doubles, rights, what is live, lives. On SQLite,
 * or with TSU_TEST_POSTGRES on PostgreSQL.
 */

#include "config.h"

#include "depot-test.h"

#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

#include "tsu-error.h"

static void
test_order (DepotTest *test, gconstpointer data)
{
  g_auto (Desk) desk = { { 0 } };
  g_auto (Desk) copy = { { 0 } };
  g_auto (TsuPush) push = { NULL };

  desk_init (&desk, "desk", 3, TSU_ROLE_COORDINATOR);
  desk_init (&copy, "desk", 3, TSU_ROLE_COORDINATOR);
  assert_says (&desk, test->depot, "ooo", depot_test_new_actor (1, 1), depot_test_new_actor (2, 2),
               depot_test_new_actor (3, 3));
  assert_says (&desk, test->depot, "ddo", depot_test_new_actor (2, 2), depot_test_new_actor (3, 3),
               depot_test_new_actor (4, 4));
  desk_push (&desk, test->depot, &push, depot_test_new_actor (7, 7), NULL);
  g_assert_cmpint (push.refusal.code, ==, TSU_REFUSAL_DSEQ_GAP);
  g_assert_cmpint (push.refusal.expected, ==, 5);
  assert_says (&desk, test->depot, "bad_frame", depot_test_new_actor (5, 5),
               depot_test_new_actor (5, 6));

  /* The copy used the same place for something else; nothing of its body is kept. */
  assert_says (&copy, test->depot, "device_fork", depot_test_new_actor (4, 40),
               depot_test_new_actor (5, 41));
  copy.hello.incarnation = 2;
  assert_says (&copy, test->depot, "odo", depot_test_new_actor (1, 40), depot_test_new_actor (2, 4),
               depot_test_new_actor (3, 41));
  /* What was known is used up all the same, and known again. */
  assert_says (&copy, test->depot, "ddd", depot_test_new_actor (1, 40), depot_test_new_actor (2, 4),
               depot_test_new_actor (3, 41));
  assert_says (&desk, test->depot, "o", depot_test_new_actor (5, 5));

  copy.hello.device[0] = 'x';
  assert_says (&copy, test->depot, "login", depot_test_new_actor (1, 50));
}

/* Two queued bodies of one desk, the second sent while the first had not been answered. */
static void
test_group (DepotTest *test, gconstpointer data)
{
  g_auto (Desk) desk = { { 0 } };
  g_auto (Desk) other = { { 0 } };
  g_autoptr (GPtrArray) txns = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_txn_free);
  g_auto (TsuPush) first = { &desk.who, &desk.hello, txns };
  g_auto (TsuPush) again = { &desk.who, &desk.hello, txns };
  g_auto (TsuPush) refused = { &other.who, &other.hello, txns };
  TsuPush *pushes[] = { &first, &refused, &again };
  TsuTxn *txn = depot_test_new_actor (1, 1);
  g_autoptr (GError) error = NULL;

  desk_init (&desk, "desk", 3, TSU_ROLE_COORDINATOR);
  desk_init (&other, "other", 3, TSU_ROLE_COORDINATOR);
  other.hello.epoch = g_strdup ("another life");
  txn->device = g_strdup ("desk");
  ((TsuChange *) txn->changes->pdata[0])->device = g_strdup ("desk");
  g_ptr_array_add (txns, txn);
  tsu_depot_push_many (test->depot, pushes, G_N_ELEMENTS (pushes), DEPOT_TEST_NOW, &error);
  g_assert_no_error (error);
  g_assert_cmpint (((TsuReceipt *) first.receipts->pdata[0])->verdict, ==, TSU_VERDICT_OK);
  g_assert_cmpint (((TsuReceipt *) again.receipts->pdata[0])->verdict, ==, TSU_VERDICT_DUP);
  g_assert_cmpint (((TsuReceipt *) again.receipts->pdata[0])->seq, ==, 1);
  g_assert_cmpint (refused.refusal.code, ==, TSU_REFUSAL_EPOCH);
  g_assert_null (refused.receipts);
}

/* What came is what goes out, byte for byte, of types and fields that nobody here knows too. */
static void
test_bytes (DepotTest *test, gconstpointer data)
{
  static const char fields[] = "{\"hue\":{\"a\": [1,  2]},\"name\":\"\\u3042 \",\"n\":-7}";
  static const char seen[] = "{\"hue\":[ ],\"name\":[]}";
  g_auto (Desk) desk = { { 0 } };
  g_autoptr (TsuPage) page = NULL;
  const TsuChange *change;
  TsuChange *early = depot_test_change (2, 1002, "comet", fields, seen);

  desk_init (&desk, "desk", 3, TSU_ROLE_COORDINATOR);
  early->hlc = (guint64) (DEPOT_TEST_NOW + 365 * 86400000ll) << 16;
  assert_says (&desk, test->depot, "oo",
               depot_test_txn (1, depot_test_change (1, 1001, "comet", fields, seen), NULL),
               depot_test_txn (2, early, NULL));
  page = desk_pull (&desk, test->depot, 0);
  change = page_find (page, 1);
  g_assert_cmpstr (change->fields, ==, fields);
  g_assert_cmpstr (change->seen, ==, seen);
  g_assert_cmpstr (change->type, ==, "comet");
  g_assert_cmpstr (change->device, ==, "desk");
  g_assert_cmpstr (change->user, ==, "sato");
  g_assert_cmpuint (change->ohlc, ==, change->hlc);
  g_assert_cmpint (change->ward, ==, 3);
  g_assert_cmpint (change->seq, ==, 1);
  change = page_find (page, 2);
  g_assert_cmpuint (change->ohlc, ==, (guint64) (DEPOT_TEST_NOW + TSU_DEPOT_SKEW_MS) << 16);
  g_assert_cmpuint (change->hlc, >, change->ohlc);
  g_assert_true (tsu_depot_verify (test->depot, NULL));
}

/* What is held has its place as well, so that its author knows whether a restored server has it. */
static void
test_held_has_its_place (DepotTest *test, gconstpointer data)
{
  g_auto (Desk) viewer = { { 0 } };
  g_autoptr (GPtrArray) txns = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_txn_free);
  g_auto (TsuPush) first = { &viewer.who, &viewer.hello, txns };
  g_auto (TsuPush) again = { &viewer.who, &viewer.hello, txns };
  TsuPush *pushes[] = { &first, &again };
  TsuTxn *txn = depot_test_new_actor (1, 1);

  desk_init (&viewer, "viewer", 3, TSU_ROLE_VIEWER);
  txn->device = g_strdup ("viewer");
  ((TsuChange *) txn->changes->pdata[0])->device = g_strdup ("viewer");
  g_ptr_array_add (txns, txn);
  for (guint i = 0; i < G_N_ELEMENTS (pushes); i++) {
    const TsuReceipt *receipt;

    g_assert_true (tsu_depot_push_many (test->depot, &pushes[i], 1, DEPOT_TEST_NOW, NULL));
    receipt = pushes[i]->receipts->pdata[0];
    g_assert_cmpint (receipt->verdict, ==, TSU_VERDICT_HELD);
    g_assert_cmpint (receipt->seq, ==, 1);
  }
}

static void
test_held (DepotTest *test, gconstpointer data)
{
  g_auto (Desk) viewer = { { 0 } };
  g_auto (Desk) staff = { { 0 } };
  g_auto (Desk) foreign = { { 0 } };
  g_autoptr (GPtrArray) held = NULL;
  g_autoptr (TsuPage) page = NULL;
  TsuChange *shape = depot_test_change (32, 1032, "actor", "{\"name\":{\"add\":[\"x\"]}}", "[]");
  TsuChange *both[] = {
    depot_test_change (33, 1033, "actor", DEPOT_TEST_ACTOR, "[]"),
    depot_test_change (34, 1034, "actor", "{\"unheard_of\":1}", "[]"),
  };

  desk_init (&viewer, "viewer", 3, TSU_ROLE_VIEWER);
  desk_init (&staff, "staff", 3, TSU_ROLE_STAFF);
  desk_init (&foreign, "foreign", 3, TSU_ROLE_COORDINATOR);
  foreign.hello.ward = 4;

  assert_says (&viewer, test->depot, "h", depot_test_new_actor (1, 1));
  assert_says (&foreign, test->depot, "h", depot_test_new_actor (1, 2));
  /* A field of which nothing is known may be sensitive, and the rest goes with it. */
  assert_says (&staff, test->depot, "ohho", depot_test_new_actor (1, 3),
               depot_test_txn (2, both[0], both[1], NULL), depot_test_txn (3, shape, NULL),
               depot_test_new_actor (4, 4));
  /* Sent again, it is still held. */
  assert_says (&staff, test->depot, "hh",
               depot_test_txn (2, depot_test_change (33, 1033, "actor", DEPOT_TEST_ACTOR, "[]"),
                               depot_test_change (34, 1034, "actor", "{\"unheard_of\":1}", "[]"),
                               NULL),
               depot_test_txn (3,
                               depot_test_change (32, 1032, "actor", "{\"name\":{\"add\":[\"x\"]}}",
                                                  "[]"),
                               NULL));

  page = desk_pull (&staff, test->depot, 0);
  g_assert_cmpuint (page->txns->len, ==, 2);
  held = tsu_depot_list_held (test->depot, 0, 3, 10, NULL);
  g_assert_cmpuint (held->len, ==, 3);
  g_assert_cmpstr (((TsuDepotHeld *) held->pdata[0])->reason, ==, TSU_HELD_INVALID);
  g_assert_cmpstr (((TsuDepotHeld *) held->pdata[1])->reason, ==, TSU_HELD_WRITE);
  g_assert_nonnull (strstr (((TsuDepotHeld *) held->pdata[1])->body, "unheard_of"));
  g_assert_cmpstr (((TsuDepotHeld *) held->pdata[2])->reason, ==, TSU_HELD_WARD);
  g_clear_pointer (&held, g_ptr_array_unref);
  held = tsu_depot_list_held (test->depot, 1, 0, 10, NULL);
  g_assert_cmpuint (held->len, ==, 4);
  g_assert_true (tsu_depot_verify (test->depot, NULL));
}

static TsuTxn *
removal (gint64 dseq, int id, int record, TsuOp op, int seen)
{
  TsuTxn *txn = depot_test_edit_actor (dseq, id, record, "{}", seen);
  TsuChange *change = g_ptr_array_index (txn->changes, 0);

  change->op = op;
  g_clear_pointer (&change->fields, g_free);
  return txn;
}

static GPtrArray *
read_snapshot (Desk *desk, TsuDepot *depot, gint64 *seq)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TsuSnapshotIndex) index =
    tsu_depot_get_snapshot (depot, &desk->who, DEPOT_TEST_NOW, &error);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_change_free);

  g_assert_no_error (error);
  *seq = index->seq;
  for (guint i = 0; i < index->files->len; i++) {
    const TsuSnapshotFile *file = g_ptr_array_index (index->files, i);
    g_auto (TsuSnapshotRange) range = { NULL };
    GPtrArray *changes;

    tsu_depot_read_snapshot (depot, &desk->who, file->path, 0, file->bytes, &range, &error);
    g_assert_no_error (error);
    g_assert_cmpstr (range.etag, ==, file->etag);
    changes = tsu_wire_decode_chunk (g_bytes_get_data (range.bytes, NULL),
                                     g_bytes_get_size (range.bytes), &error);
    g_assert_no_error (error);
    g_assert_cmpuint (changes->len, ==, file->changes);
    g_ptr_array_extend_and_steal (all, changes);
  }
  return g_steal_pointer (&all);
}

static char *
list_ids (GPtrArray *changes)
{
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < changes->len; i++) {
    const TsuChange *change = g_ptr_array_index (changes, i);

    g_string_append_printf (ids, "%d%s%s ", (int) g_ascii_strtoll (change->id + 24, NULL, 16),
                            change->z ? ":" : "", change->z ? change->z : "");
  }
  return g_string_free (ids, FALSE);
}

/* Only what is live, with what of it is dominated by changes that are not in the file. */
static void
test_snapshot (DepotTest *test, gconstpointer data)
{
  g_auto (Desk) lead = { { 0 } };
  g_auto (Desk) viewer = { { 0 } };
  g_auto (TsuSnapshotRange) range = { NULL };
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (TsuSnapshotIndex) index = NULL;
  g_autofree char *ids = NULL;
  gint64 seq;

  desk_init (&lead, "lead", 3, TSU_ROLE_WARD_LEAD);
  desk_init (&viewer, "viewer", 3, TSU_ROLE_VIEWER);
  assert_says (&lead, test->depot, "oooooooo", depot_test_new_actor (1, 1),
               depot_test_edit_actor (2, 2, 1001, "{\"name\":\"Plum\"}", 1),
               depot_test_edit_actor (3, 3, 1001, "{\"name\":\"Peach\"}", 2),
               depot_test_new_actor (4, 4), removal (5, 5, 1004, TSU_OP_DELETE, 4),
               removal (6, 6, 1004, TSU_OP_RESTORE, 5),
               depot_test_edit_actor (7, 7, 1007, "{\"phone\":\"044\"}", 999),
               depot_test_edit_actor (8, 8, 1001, "{\"tags\":{\"add\":[\"a\"]}}", 1));
  changes = read_snapshot (&lead, test->depot, &seq);
  ids = list_ids (changes);
  g_assert_cmpstr (ids, ==, "1:[\"name\"] 3 4 6 7 8 ");
  g_assert_cmpint (seq, ==, 8);

  /* The viewer's file has neither the telephone, nor may it read the lead's. */
  g_clear_pointer (&changes, g_ptr_array_unref);
  g_clear_pointer (&ids, g_free);
  changes = read_snapshot (&viewer, test->depot, &seq);
  ids = list_ids (changes);
  g_assert_cmpstr (ids, ==, "1:[\"name\"] 3 4 6 8 ");
  index = tsu_depot_get_snapshot (test->depot, &lead.who, DEPOT_TEST_NOW, NULL);
  g_assert_false (tsu_depot_read_snapshot (test->depot, &viewer.who,
                                           ((TsuSnapshotFile *) index->files->pdata[0])->path, 0,
                                           10, &range, NULL));

  /* The file of before is near enough. */
  assert_says (&lead, test->depot, "o",
               depot_test_edit_actor (9, 9, 1001, "{\"tags\":{\"remove\":[\"a\"]}}", 8));
  g_clear_pointer (&changes, g_ptr_array_unref);
  changes = read_snapshot (&lead, test->depot, &seq);
  g_assert_cmpint (seq, ==, 8);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* Another process on the same folder serves what this one has built; a killed one's is swept. */
static void
test_snapshot_files (DepotTest *test, gconstpointer data)
{
  g_auto (Desk) lead = { { 0 } };
  g_autoptr (TsuSnapshotIndex) index = NULL;
  g_autoptr (TsuDepot) other = depot_test_open (test, FALSE, NULL);
  g_auto (TsuSnapshotRange) whole = { NULL };
  g_auto (TsuSnapshotRange) range = { NULL };
  g_autofree char *part = g_build_filename (test->cache, "part-old", NULL);
  struct utimbuf old = { 1, 1 };
  const TsuSnapshotFile *file;
  g_autoptr (GError) error = NULL;

  desk_init (&lead, "lead", 3, TSU_ROLE_WARD_LEAD);
  assert_says (&lead, test->depot, "oo", depot_test_new_actor (1, 1), depot_test_new_actor (2, 2));
  g_assert_cmpint (g_mkdir (test->cache, 0700), ==, 0);
  g_assert_true (g_file_set_contents (part, "", 0, NULL));
  g_assert_cmpint (g_utime (part, &old), ==, 0);
  index = tsu_depot_get_snapshot (test->depot, &lead.who, DEPOT_TEST_NOW, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_files (test->cache), ==, 1);
  file = g_ptr_array_index (index->files, 0);

  g_assert_true (
    tsu_depot_read_snapshot (other, &lead.who, file->path, 0, G_MAXINT64, &whole, &error));
  g_assert_true (tsu_depot_read_snapshot (other, &lead.who, file->path, 7, 5, &range, &error));
  g_assert_cmpint (whole.total, ==, file->bytes);
  g_assert_cmpuint (g_bytes_get_size (whole.bytes), ==, file->bytes);
  g_assert_cmpmem (g_bytes_get_data (range.bytes, NULL), g_bytes_get_size (range.bytes),
                   (const char *) g_bytes_get_data (whole.bytes, NULL) + 7, 5);
  g_assert_cmpstr (range.etag, ==, file->etag);
  tsu_snapshot_range_clear (&range);
  g_assert_false (
    tsu_depot_read_snapshot (other, &lead.who, "/v1/snapshot/../depot.db", 0, 10, &range, &error));
  g_assert_error (error, TSU_ERROR, TSU_ERROR_NOT_FOUND);
}

/* An edit comes before the one it replaces: that one says so when it comes. */
static void
test_late (DepotTest *test, gconstpointer data)
{
  g_auto (Desk) one = { { 0 } };
  g_auto (Desk) other = { { 0 } };
  g_autoptr (TsuPage) page = NULL;

  desk_init (&one, "one", 3, TSU_ROLE_WARD_LEAD);
  desk_init (&other, "other", 3, TSU_ROLE_WARD_LEAD);
  assert_says (&one, test->depot, "oo",
               depot_test_edit_actor (1, 2, 1001, "{\"name\":\"Plum\"}", 1),
               removal (2, 6, 1004, TSU_OP_RESTORE, 5));
  assert_says (&other, test->depot, "ooo", depot_test_new_actor (1, 1), depot_test_new_actor (2, 4),
               removal (3, 5, 1004, TSU_OP_DELETE, 4));
  page = desk_pull (&one, test->depot, 0);
  g_assert_cmpstr (page_find (page, 1)->z, ==, "[\"name\"]");
  g_assert_cmpstr (page_find (page, 5)->z, ==, "true");
  g_assert_null (page_find (page, 2)->z);
  g_assert_null (page_find (page, 4)->z);
}

/* Another record's change is not dominated by naming it. */
static void
test_foreign_seen (DepotTest *test, gconstpointer data)
{
  g_auto (Desk) desk = { { 0 } };
  g_autoptr (GPtrArray) changes = NULL;
  g_autofree char *ids = NULL;
  gint64 seq;

  desk_init (&desk, "desk", 3, TSU_ROLE_WARD_LEAD);
  assert_says (&desk, test->depot, "oo", depot_test_new_actor (1, 1),
               depot_test_edit_actor (2, 2, 1002, DEPOT_TEST_ACTOR, 1));
  changes = read_snapshot (&desk, test->depot, &seq);
  ids = list_ids (changes);
  g_assert_cmpstr (ids, ==, "1 2 ");
}

static void
copy_file (DepotTest *test, const char *from, const char *to)
{
  g_autofree char *source = g_build_filename (test->folder, from, NULL);
  g_autofree char *target = g_build_filename (test->folder, to, NULL);
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (source, &bytes, &length, NULL));
  g_assert_true (g_file_set_contents (target, bytes, (gssize) length, NULL));
}

static void
back_up (DepotTest *test)
{
  g_autofree char *path = g_build_filename (test->folder, "backup.db", NULL);
  g_autoptr (GError) error = NULL;
  gboolean done = tsu_depot_backup (test->depot, path, &error);

  g_assert_cmpint (done, !=, depot_test_is_postgres ());
  if (!done)
    g_assert_error (error, TSU_ERROR, TSU_ERROR_INVALID);
}

/* Of PostgreSQL, what was stored after the second number is taken out by hand. */
static void
put_back (DepotTest *test)
{
  g_clear_pointer (&test->depot, tsu_depot_close);
  if (depot_test_is_postgres ())
    depot_test_exec (test, "DELETE FROM txn WHERE seq > 2; DELETE FROM change WHERE seq > 2;"
                           "UPDATE line SET dseq = 2; UPDATE clock SET seq = 2,"
                           " chain = (SELECT chain FROM txn WHERE txn.seq = 2)");
  else
    copy_file (test, "backup.db", "depot.db");
}

static void
reopen (DepotTest *test, gboolean accept, GError **error)
{
  g_clear_pointer (&test->depot, tsu_depot_close);
  test->depot = depot_test_open (test, accept, error);
}

/* A backup that was put back is refused, and, once accepted, a new life with a common past. */
static void
test_restore (DepotTest *test, gconstpointer data)
{
  g_auto (Desk) desk = { { 0 } };
  g_autoptr (GError) error = NULL;
  char old[TSU_DEPOT_EPOCH_SIZE], epoch[TSU_DEPOT_EPOCH_SIZE];
  gint64 seq;

  desk_init (&desk, "desk", 3, TSU_ROLE_WARD_LEAD);
  assert_says (&desk, test->depot, "oo", depot_test_new_actor (1, 1), depot_test_new_actor (2, 2));
  back_up (test);
  assert_says (&desk, test->depot, "oo", depot_test_new_actor (3, 3), depot_test_new_actor (4, 4));
  g_assert_true (tsu_depot_get_head (test->depot, old, &seq, NULL));
  desk.hello.epoch = g_strdup (old);
  reopen (test, FALSE, &error);
  g_assert_no_error (error);

  put_back (test);
  reopen (test, FALSE, &error);
  g_assert_error (error, TSU_ERROR, TSU_ERROR_CONFLICT);
  g_clear_error (&error);
  reopen (test, TRUE, &error);
  g_assert_no_error (error);
  g_assert_true (tsu_depot_get_head (test->depot, epoch, &seq, NULL));
  g_assert_cmpstr (epoch, !=, old);
  g_assert_cmpint (seq, ==, 2);
  /* Accepting twice is accepting once. */
  reopen (test, TRUE, &error);
  g_assert_true (tsu_depot_get_head (test->depot, old, &seq, NULL));
  g_assert_cmpstr (epoch, ==, old);

  assert_says (&desk, test->depot, "epoch", depot_test_new_actor (5, 5));
  g_free (desk.hello.epoch);
  desk.hello.epoch = g_strdup (epoch);
  assert_says (&desk, test->depot, "dooo", depot_test_new_actor (2, 2), depot_test_new_actor (3, 3),
               depot_test_new_actor (4, 4), depot_test_new_actor (5, 5));
  g_assert_true (tsu_depot_verify (test->depot, NULL));

  /* Never ours. */
  desk.hello.epoch[0] = 'f';
  desk.hello.epoch[1] = 'f';
  assert_says (&desk, test->depot, "epoch", depot_test_new_actor (6, 6));
}

static void
test_common (DepotTest *test, gconstpointer data)
{
  g_auto (Desk) desk = { { 0 } };
  g_auto (TsuPush) push = { NULL };
  g_auto (TsuPull) pull = { NULL };
  g_autoptr (GError) error = NULL;
  char first[TSU_DEPOT_EPOCH_SIZE], epoch[TSU_DEPOT_EPOCH_SIZE];
  TsuTxn *relayed = depot_test_new_actor (9, 3);
  gint64 seq;

  desk_init (&desk, "desk", 3, TSU_ROLE_WARD_LEAD);
  assert_says (&desk, test->depot, "oo", depot_test_new_actor (1, 1), depot_test_new_actor (2, 2));
  g_assert_true (tsu_depot_get_head (test->depot, first, &seq, NULL));
  /* The guard is lost with the old machine. */
  g_unlink (test->guard);
  reopen (test, TRUE, &error);
  g_assert_no_error (error);
  g_assert_true (tsu_depot_get_head (test->depot, epoch, &seq, NULL));
  g_assert_cmpstr (first, !=, epoch);

  desk.hello.epoch = g_strdup (first);
  desk_push (&desk, test->depot, &push, depot_test_new_actor (3, 7), NULL);
  g_assert_cmpint (push.refusal.code, ==, TSU_REFUSAL_EPOCH);
  g_assert_cmpint (push.refusal.common, ==, 2);
  pull = (TsuPull){ &desk.who, first, 1, "3.2-s0", 10 };
  g_assert_true (tsu_depot_pull (test->depot, &pull, DEPOT_TEST_NOW, NULL));
  g_assert_cmpint (pull.refusal.code, ==, TSU_REFUSAL_EPOCH);
  g_assert_cmpint (pull.refusal.common, ==, 1);
  pull = (TsuPull){ &desk.who, epoch, 9, "3.2-s0", 10 };
  g_assert_true (tsu_depot_pull (test->depot, &pull, DEPOT_TEST_NOW, NULL));
  g_assert_cmpint (pull.refusal.code, ==, TSU_REFUSAL_RESNAPSHOT);

  /* Another desk's is handed on, and does not count as this desk's. */
  g_free (desk.hello.epoch);
  desk.hello.epoch = g_strdup (epoch);
  relayed->relay = TRUE;
  relayed->device = g_strdup ("lost desk");
  assert_says (&desk, test->depot, "o", relayed);
  relayed = depot_test_new_actor (9, 3);
  relayed->relay = TRUE;
  relayed->device = g_strdup ("lost desk");
  assert_says (&desk, test->depot, "do", relayed, depot_test_new_actor (3, 8));
}

/* A desk that may see one ward only hands on a part; its author brings the rest. */
static void
test_part (DepotTest *test, gconstpointer data)
{
  g_auto (Desk) desk = { { 0 } };
  g_auto (Desk) other = { { 0 } };
  g_autoptr (TsuPage) page = NULL;
  TsuTxn *part = depot_test_new_actor (4, 2);

  desk_init (&desk, "desk", 3, TSU_ROLE_WARD_LEAD);
  desk_init (&other, "other", 3, TSU_ROLE_WARD_LEAD);
  part->relay = TRUE;
  part->device = g_strdup ("desk");
  assert_says (&other, test->depot, "o", part);
  for (int i = 0; i < 2; i++)
    assert_says (&desk, test->depot, i == 0 ? "o" : "d",
                 depot_test_txn (1, depot_test_change (1, 1001, "actor", DEPOT_TEST_ACTOR, "[]"),
                                 depot_test_change (2, 1002, "actor", DEPOT_TEST_ACTOR, "[]"),
                                 depot_test_change (3, 1003, "actor", DEPOT_TEST_ACTOR, "[]"),
                                 NULL));
  page = desk_pull (&desk, test->depot, 0);
  g_assert_cmpuint (page->txns->len, ==, 2);
  g_assert_cmpuint (((TsuTxn *) page->txns->pdata[1])->changes->len, ==, 2);
  g_assert_cmpint (page_find (page, 1)->seq, ==, 2);
  g_assert_cmpint (page_find (page, 2)->seq, ==, 1);
  g_assert_cmpint (page_find (page, 3)->seq, ==, 3);
  g_assert_true (tsu_depot_verify (test->depot, NULL));
}

/* What was stored cannot be changed unnoticed. */
static void
test_chain (DepotTest *test, gconstpointer data)
{
  g_auto (Desk) desk = { { 0 } };
  g_autoptr (GError) error = NULL;

  desk_init (&desk, "desk", 3, TSU_ROLE_WARD_LEAD);
  assert_says (&desk, test->depot, "ooo", depot_test_new_actor (1, 1), depot_test_new_actor (2, 2),
               depot_test_new_actor (3, 3));
  g_assert_true (tsu_depot_verify (test->depot, NULL));
  depot_test_exec (test, "UPDATE change SET fields = '{}' WHERE seq = 2");
  g_assert_false (tsu_depot_verify (test->depot, &error));
  g_assert_error (error, TSU_ERROR, TSU_ERROR_CORRUPT);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*run) (DepotTest *test, gconstpointer data);
  } rows[] = {
    { "order", test_order },
    { "group", test_group },
    { "bytes", test_bytes },
    { "held", test_held },
    { "held-has-its-place", test_held_has_its_place },

    { "snapshot", test_snapshot },
    { "late", test_late },
    { "foreign-seen", test_foreign_seen },
    { "restore", test_restore },
    { "common", test_common },
    { "part", test_part },
    { "chain", test_chain },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/depot/", rows[i].name, NULL);

    g_test_add (path, DepotTest, NULL, depot_test_set_up, rows[i].run, depot_test_tear_down);
  }
  g_test_add ("/depot/snapshot-files", DepotTest, "files", depot_test_set_up, test_snapshot_files,
              depot_test_tear_down);
  return g_test_run ();
}

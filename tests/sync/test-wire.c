/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The bodies of the wire: what goes in comes out byte for byte, and a body that was cut, changed
 * or sewn together from two never passes.
 */

#include "config.h"

#include "tsu-wire-answer.h"
#include "tsu-wire-held.h"
#include "tsu-wire-snapshot.h"

#include "tsu-frame.h"
#include "tsu-id.h"

#include <string.h>

static TsuTxn *
make_txn (gint64 dseq, guint n)
{
  TsuTxn *txn = tsu_txn_new ();

  txn->id = tsu_id_generate ();
  txn->dseq = dseq;
  txn->device = g_strdup ("desk");
  txn->label = g_strdup ("Import");
  txn->batch = dseq % 2 ? g_strdup ("batch") : NULL;
  txn->time = 1700000000000 + dseq;
  txn->relay = dseq % 3 == 0;
  for (guint i = 0; i < n; i++) {
    TsuChange *change = tsu_change_new ();

    change->id = tsu_id_generate ();
    change->record = tsu_id_generate ();
    change->type = g_strdup ("actor");
    change->fields = g_strdup_printf ("{\"name\":\"髙﨑 %u\",\"later\":[1,{\"x\":2}]}", i);
    change->seen = g_strdup ("[]");
    change->hlc = change->ohlc = (G_GUINT64_CONSTANT (1700000000000) << 16) + i;
    change->device = g_strdup ("desk");
    change->user = g_strdup ("佐野");
    change->schema = 1;
    g_ptr_array_add (txn->changes, change);
  }
  return txn;
}

static GBytes *
make_push (guint n_txns)
{
  g_autoptr (GPtrArray) txns = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_txn_free);
  TsuHello hello = { TSU_WIRE_PROTOCOL, 1, (char *) "epoch", (char *) "desk", 2, 1700000000000, 3 };

  for (guint i = 0; i < n_txns; i++)
    g_ptr_array_add (txns, make_txn (i + 1, i % 3 + 1));
  return tsu_wire_encode_push (&hello, txns);
}

static void
test_push_round_trip (void)
{
  for (guint n = 0; n < 6; n++) {
    g_autoptr (GBytes) body = make_push (n);
    g_autoptr (GBytes) again = NULL;
    g_autoptr (GPtrArray) txns = NULL;
    g_autoptr (GError) error = NULL;
    g_auto (TsuHello) hello = { 0 };
    gsize length;
    const char *bytes = g_bytes_get_data (body, &length);

    txns = tsu_wire_decode_push (bytes, length, &hello, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (txns->len, ==, n);
    g_assert_cmpint (hello.incarnation, ==, 2);
    g_assert_cmpint (hello.ward, ==, 3);
    again = tsu_wire_encode_push (&hello, txns);
    g_assert_true (g_bytes_equal (body, again));
  }
}

static void
assert_refused (const char *bytes, gsize length)
{
  g_auto (TsuHello) hello = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_null (tsu_wire_decode_push (bytes, length, &hello, &error));
  g_assert_nonnull (error);
}

static void
test_a_cut_body_is_refused_at_every_byte (void)
{
  g_autoptr (GBytes) body = make_push (3);
  gsize length;
  const char *bytes = g_bytes_get_data (body, &length);

  for (gsize cut = 0; cut < length; cut++)
    assert_refused (bytes, cut);
}

static void
test_a_changed_body_is_refused_at_every_byte (void)
{
  g_autoptr (GBytes) body = make_push (2);
  gsize length;
  const char *bytes = g_bytes_get_data (body, &length);

  for (gsize i = 0; i < length; i++) {
    g_autofree char *changed = g_memdup2 (bytes, length);

    changed[i] ^= 1 << (i % 7);
    /* A hexadecimal digit of the checksum in another case is not another checksum to a lenient
     * reader; ours refuses it too. */
    assert_refused (changed, length);
  }
}

static void
test_bodies_sewn_together_are_refused (void)
{
  g_autoptr (GBytes) one = make_push (1);
  g_autoptr (GBytes) two = make_push (2);
  g_autoptr (GByteArray) sewn = g_byte_array_new ();

  g_byte_array_append (sewn, g_bytes_get_data (one, NULL), g_bytes_get_size (one));
  g_byte_array_append (sewn, g_bytes_get_data (two, NULL), g_bytes_get_size (two));
  assert_refused ((const char *) sewn->data, sewn->len);
}

static void
test_receipts_round_trip (void)
{
  g_autoptr (GPtrArray) receipts =
    g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_receipt_free);
  g_autoptr (GPtrArray) back = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autofree char *epoch = NULL;
  g_autoptr (GError) error = NULL;
  gint64 now;

  for (int i = 0; i < 3; i++) {
    TsuReceipt *receipt = g_new0 (TsuReceipt, 1);

    receipt->txn = tsu_id_generate ();
    receipt->dseq = i + 1;
    receipt->verdict = (TsuVerdict) i;
    receipt->seq = 100 + i;
    receipt->reason = i == 2 ? g_strdup ("not yours") : NULL;
    g_ptr_array_add (receipts, receipt);
  }
  body = tsu_wire_encode_receipts ("epoch", 5, receipts);
  back = tsu_wire_decode_receipts (g_bytes_get_data (body, NULL), g_bytes_get_size (body), &epoch,
                                   &now, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (epoch, ==, "epoch");
  g_assert_cmpint (now, ==, 5);
  g_assert_cmpuint (back->len, ==, 3);
  for (int i = 0; i < 3; i++) {
    TsuReceipt *receipt = g_ptr_array_index (back, i);

    g_assert_cmpint (receipt->verdict, ==, i);
    g_assert_nonnull (receipt->txn);
    g_assert_cmpint (receipt->seq, ==, 100 + i);
    g_assert_cmpstr (receipt->reason, ==, i == 2 ? "not yours" : NULL);
  }
}

static GPtrArray *
make_scope_lines (void)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_scope_line_free);
  g_autofree char *record = tsu_id_generate ();

  g_ptr_array_add (lines, tsu_scope_line_new (TSU_SCOPE_GRANT, 3, 2, NULL));
  g_ptr_array_add (lines, tsu_scope_line_new (TSU_SCOPE_DROP, 4, -1, NULL));
  g_ptr_array_add (lines, tsu_scope_line_new (TSU_SCOPE_IN, 5, 0, record));
  g_ptr_array_add (lines, tsu_scope_line_new (TSU_SCOPE_OUT, 0, 0, record));
  return lines;
}

static void
test_a_page_round_trip (void)
{
  TsuPage page = { (char *) "epoch", 7, 42, TRUE, NULL, (char *) "abc", NULL };
  g_autoptr (GPtrArray) lines = make_scope_lines ();
  g_autoptr (GPtrArray) txns = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_txn_free);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autoptr (TsuPage) back = NULL;
  g_autoptr (GError) error = NULL;

  page.txns = txns;
  page.lines = lines;
  g_ptr_array_add (txns, make_txn (9, 2));
  body = tsu_wire_encode_page (&page);
  back = tsu_wire_decode_page (g_bytes_get_data (body, NULL), g_bytes_get_size (body), &error);
  g_assert_no_error (error);
  g_assert_cmpint (back->next, ==, 42);
  g_assert_true (back->more);
  g_assert_cmpstr (back->scope, ==, "abc");
  g_assert_cmpuint (back->lines->len, ==, 4);
  g_assert_cmpint (((TsuScopeLine *) back->lines->pdata[1])->level, ==, -1);
  g_assert_cmpint (((TsuScopeLine *) back->lines->pdata[2])->ward, ==, 5);
  again = tsu_wire_encode_page (back);
  g_assert_true (g_bytes_equal (body, again));
}

static void
test_an_idle_pull_is_small (void)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autofree char *epoch = tsu_id_generate ();
  TsuPage page = { epoch, 1700000000000, 9007199254740991, FALSE, none };
  g_autoptr (GBytes) body = tsu_wire_encode_page (&page);

  g_assert_cmpuint (g_bytes_get_size (body), <=, 1024);
}

/* What the server adds to a change on its way: it comes through, and the digest of the transaction,
 * by which a repeated one is known, does not see it. */
static void
test_additions_to_a_change (void)
{
  static const char *const dominated[] = { NULL, "true", "[\"name\",\"phone\"]" };

  for (guint i = 0; i < G_N_ELEMENTS (dominated); i++) {
    g_autoptr (TsuTxn) txn = make_txn (1, 1);
    TsuChange *change = txn->changes->pdata[0];
    g_autofree char *before = tsu_txn_digest (txn);
    g_autofree char *after = NULL;
    g_autoptr (GString) json = g_string_new (NULL);
    g_autoptr (GString) again = g_string_new (NULL);
    g_autoptr (TsuChange) back = NULL;
    g_autoptr (GError) error = NULL;

    change->seq = 12;
    change->ohlc += 5;
    change->ward = 3;
    change->cut = i > 0;
    change->z = g_strdup (dominated[i]);
    tsu_change_append_json (change, json);
    back = tsu_change_parse (json->str, json->len, &error);
    g_assert_no_error (error);
    g_assert_cmpint (back->ward, ==, 3);
    g_assert_cmpint (back->cut, ==, i > 0);
    g_assert_cmpuint (back->ohlc, ==, change->ohlc);
    g_assert_cmpint (tsu_change_is_dominated (back, "phone"), ==, i > 0);
    g_assert_cmpint (tsu_change_is_dominated (back, "note"), ==, i == 1);
    tsu_change_append_json (back, again);
    g_assert_cmpstr (again->str, ==, json->str);
    after = tsu_txn_digest (txn);
    g_assert_cmpstr (before, ==, after);
    change->fields[2] = 'm';
    g_free (after);
    after = tsu_txn_digest (txn);
    g_assert_cmpstr (before, !=, after);
  }
}

static void
test_what_is_no_line (void)
{
  static const char *const lines[] = {
    "{\"scope\":\"grant\",\"ward\":1}",
    "{\"scope\":\"drop\",\"ward\":-1,\"level\":0}",
    "{\"scope\":\"drop\",\"ward\":1,\"level\":-2}",
    "{\"scope\":\"in\",\"record\":\"x\",\"ward\":1}",
    "{\"scope\":\"out\"}",
    "{\"scope\":\"else\",\"ward\":1,\"level\":0}",
    "{\"txn\":\"x\"}",
    "{}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++) {
    static const char head[] = "{\"page\":1,\"epoch\":\"e\",\"now\":1,\"next\":1}";
    g_auto (TsuFrameWriter) writer = { NULL };
    g_autoptr (GBytes) body = NULL;

    tsu_frame_writer_init (&writer);
    tsu_frame_writer_add (&writer, head, strlen (head));
    tsu_frame_writer_add (&writer, lines[i], strlen (lines[i]));
    body = tsu_frame_writer_finish (&writer);
    g_assert_null (
      tsu_wire_decode_page (g_bytes_get_data (body, NULL), g_bytes_get_size (body), NULL));
  }
}

static void
test_snapshot_index_round_trip (void)
{
  g_autoptr (TsuSnapshotIndex) index = tsu_snapshot_index_new ();
  g_autoptr (TsuSnapshotIndex) back = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autoptr (GError) error = NULL;

  index->epoch = g_strdup ("epoch");
  index->now = 9;
  index->seq = 77;
  index->scope = g_strdup ("abc");
  for (int i = 0; i < 3; i++) {
    TsuSnapshotFile *file = tsu_snapshot_file_new ();

    *file = (TsuSnapshotFile){ i, 2, 100, 4000, g_strdup ("\"tag\""), g_strdup ("/v1/snapshot/1") };
    g_ptr_array_add (index->files, file);
  }
  body = tsu_wire_encode_snapshot_index (index);
  back =
    tsu_wire_decode_snapshot_index (g_bytes_get_data (body, NULL), g_bytes_get_size (body), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (back->files->len, ==, 3);
  g_assert_cmpint (back->seq, ==, 77);
  again = tsu_wire_encode_snapshot_index (back);
  g_assert_true (g_bytes_equal (body, again));
}

/* A path never leads to another server or out of its folder. */
static void
test_snapshot_paths (void)
{
  static const char *const paths[] = { "http://else/x", "//else/x", "/v1/../x", "x", "" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++) {
    g_autoptr (TsuSnapshotIndex) index = tsu_snapshot_index_new ();
    TsuSnapshotFile *file = tsu_snapshot_file_new ();
    g_autoptr (GBytes) body = NULL;

    index->epoch = g_strdup ("epoch");
    file->path = g_strdup (paths[i]);
    g_ptr_array_add (index->files, file);
    body = tsu_wire_encode_snapshot_index (index);
    g_assert_null (tsu_wire_decode_snapshot_index (g_bytes_get_data (body, NULL),
                                                   g_bytes_get_size (body), NULL));
  }
}

/* A file is chunks one after another; wherever it was cut, the whole ones are found and no more. */
static void
test_chunks (void)
{
  g_autoptr (TsuTxn) txn = make_txn (1, 4);
  g_autoptr (GBytes) chunk = tsu_wire_encode_chunk (txn->changes);
  gsize size = g_bytes_get_size (chunk);
  g_autoptr (GByteArray) file = g_byte_array_new ();

  for (int i = 0; i < 2; i++)
    g_byte_array_append (file, g_bytes_get_data (chunk, NULL), size);
  for (gsize length = 0; length <= file->len; length++) {
    gsize found = tsu_wire_find_chunk ((const char *) file->data, length);

    g_assert_cmpuint (found, ==, length < size ? 0 : size);
    if (found > 0) {
      g_autoptr (GPtrArray) changes =
        tsu_wire_decode_chunk ((const char *) file->data, found, NULL);

      g_assert_cmpuint (changes->len, ==, 4);
    }
  }
  file->data[5] ^= 1;
  g_assert_null (tsu_wire_decode_chunk ((const char *) file->data, size, NULL));
}

static GBytes *
frame_lines (const char *const *lines)
{
  g_auto (TsuFrameWriter) writer = { NULL };

  tsu_frame_writer_init (&writer);
  for (; *lines; lines++)
    tsu_frame_writer_add (&writer, *lines, strlen (*lines));
  return tsu_frame_writer_finish (&writer);
}

static GPtrArray *
decode_held (const char *const *lines, GError **error)
{
  g_autoptr (GBytes) body = frame_lines (lines);

  return tsu_wire_decode_held (g_bytes_get_data (body, NULL), g_bytes_get_size (body), error);
}

/* As PROTOCOL.md has it. Of what could be read by nobody there is who wrote it. */
static void
test_held (void)
{
  static const char *const lines[] = {
    "{\"held\":1,\"ward\":3,\"now\":9}",
    "{\"seq\":7,\"user\":\"yuki\",\"device\":\"d\",\"time\":5,\"reason\":\"ward\",\"n\":2}",
    "{\"id\":\"01890000-0000-7000-8000-000000000001\",\"record\":"
    "\"01890000-0000-7000-8000-000000000002\",\"type\":\"actor\",\"op\":\"set\",\"fields\":"
    "{\"note\":\"x\"},\"seen\":[],\"hlc\":\"0000000000010000\",\"device\":\"d\",\"user\":\"yuki\","
    "\"schema\":2}",
    "{\"what\":\"nobody knows\"}",
    "{\"seq\":6,\"user\":\"jun\",\"device\":\"e\",\"time\":4,\"reason\":\"invalid\",\"n\":0}",
    NULL,
  };
  static const char *const broken[][4] = {
    { "{\"held\":2}" },
    { "{\"page\":1}" },
    { "{\"held\":1}", "{\"time\":4,\"n\":0}" },
    { "{\"held\":1}", "{\"user\":\"jun\",\"n\":1}" },
    { "{\"held\":1}", "{\"user\":\"jun\",\"n\":-1}" },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = decode_held (lines, &error);
  const TsuHeldWork *work;

  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 2);
  work = list->pdata[0];
  g_assert_cmpstr (work->user, ==, "yuki");
  g_assert_cmpint (work->time, ==, 5);
  g_assert_cmpstr (work->reason, ==, "ward");
  g_assert_cmpuint (work->changes->len, ==, 1);
  work = list->pdata[1];
  g_assert_cmpstr (work->user, ==, "jun");
  g_assert_cmpuint (work->changes->len, ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++)
    g_assert_null (decode_held (broken[i], NULL));
}

static void
test_answers_round_trip (void)
{
  TsuWireError said = { (char *) "epoch", (char *) "x", 4, (char *) "e2", 0, 5 };
  g_autoptr (GBytes) body = tsu_wire_encode_error (&said);
  g_auto (TsuWireError) heard = { NULL };
  static const char proxy[] = "<html>502</html>";

  g_assert_true (
    tsu_wire_decode_error (g_bytes_get_data (body, NULL), g_bytes_get_size (body), &heard));
  g_assert_cmpstr (heard.code, ==, "epoch");
  g_assert_cmpstr (heard.epoch, ==, "e2");
  g_assert_cmpint (heard.common, ==, 0);
  g_assert_cmpint (heard.expected, ==, 4);
  tsu_wire_error_clear (&heard);
  for (gsize cut = 0; cut + 2 < g_bytes_get_size (body); cut++)
    g_assert_false (tsu_wire_decode_error (g_bytes_get_data (body, NULL), cut, &heard));
  g_assert_false (tsu_wire_decode_error (proxy, sizeof proxy - 1, &heard));
  g_assert_null (heard.code);
}

static void
test_session_round_trip (void)
{
  TsuLogin login = { (char *) "sato", (char *) "pass\"word", (char *) "d1", NULL };
  g_autoptr (GBytes) asked = tsu_wire_encode_login (&login);
  g_auto (TsuLogin) read = { NULL };
  g_auto (TsuSession) session = { NULL };
  g_auto (TsuSession) back = { NULL };
  g_autoptr (GBytes) body = NULL;
  TsuSessionGrant *grant = g_new0 (TsuSessionGrant, 1);

  g_assert_true (
    tsu_wire_decode_login (g_bytes_get_data (asked, NULL), g_bytes_get_size (asked), &read, NULL));
  g_assert_cmpstr (read.password, ==, "pass\"word");
  session.token = g_strdup ("t");
  session.expires = 5;
  session.user = g_strdup ("sato");
  session.ward = 4;
  session.scope = g_strdup ("4.2-s0");
  session.grants = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_session_grant_free);
  grant->ward = 4;
  grant->role = g_strdup ("staff");
  g_ptr_array_add (session.grants, grant);
  body = tsu_wire_encode_session (&session);
  g_assert_true (
    tsu_wire_decode_session (g_bytes_get_data (body, NULL), g_bytes_get_size (body), &back, NULL));
  g_assert_cmpint (back.ward, ==, 4);
  g_assert_cmpstr (back.scope, ==, "4.2-s0");
  g_assert_cmpuint (back.grants->len, ==, 1);
  g_assert_cmpstr (((TsuSessionGrant *) back.grants->pdata[0])->role, ==, "staff");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire/push-round-trip", test_push_round_trip);
  g_test_add_func ("/wire/cut-is-refused", test_a_cut_body_is_refused_at_every_byte);
  g_test_add_func ("/wire/changed-is-refused", test_a_changed_body_is_refused_at_every_byte);
  g_test_add_func ("/wire/sewn-is-refused", test_bodies_sewn_together_are_refused);
  g_test_add_func ("/wire/receipts-round-trip", test_receipts_round_trip);
  g_test_add_func ("/wire/page-round-trip", test_a_page_round_trip);
  g_test_add_func ("/wire/idle-pull-is-small", test_an_idle_pull_is_small);
  g_test_add_func ("/wire/additions-to-a-change", test_additions_to_a_change);
  g_test_add_func ("/wire/no-line", test_what_is_no_line);
  g_test_add_func ("/wire/snapshot-index-round-trip", test_snapshot_index_round_trip);
  g_test_add_func ("/wire/snapshot-paths", test_snapshot_paths);
  g_test_add_func ("/wire/chunks", test_chunks);
  g_test_add_func ("/wire/held", test_held);
  g_test_add_func ("/wire/answers-round-trip", test_answers_round_trip);
  g_test_add_func ("/wire/session-round-trip", test_session_round_trip);
  return g_test_run ();
}

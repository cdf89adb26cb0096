/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The bodies of the wire: what goes in comes out byte for byte, and a body that was cut, changed
 * or sewn together from two never passes.
 */

#include "config.h"

#include "tsu-wire.h"

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
  TsuHello hello = { TSU_WIRE_PROTOCOL, 1, (char *) "epoch", (char *) "desk", 2, 1700000000000 };

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
    g_assert_cmpint (receipt->seq, ==, 100 + i);
    g_assert_cmpstr (receipt->reason, ==, i == 2 ? "not yours" : NULL);
  }
}

static void
test_a_page_round_trip (void)
{
  TsuPage page = { (char *) "epoch", 7, 42, TRUE, NULL };
  g_autoptr (GPtrArray) txns = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_txn_free);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autoptr (TsuPage) back = NULL;
  g_autoptr (GError) error = NULL;

  page.txns = txns;
  g_ptr_array_add (txns, make_txn (9, 2));
  body = tsu_wire_encode_page (&page);
  back = tsu_wire_decode_page (g_bytes_get_data (body, NULL), g_bytes_get_size (body), &error);
  g_assert_no_error (error);
  g_assert_cmpint (back->next, ==, 42);
  g_assert_true (back->more);
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/wire/push-round-trip", test_push_round_trip);
  g_test_add_func ("/wire/cut-is-refused", test_a_cut_body_is_refused_at_every_byte);
  g_test_add_func ("/wire/changed-is-refused", test_a_changed_body_is_refused_at_every_byte);
  g_test_add_func ("/wire/sewn-is-refused", test_bodies_sewn_together_are_refused);
  g_test_add_func ("/wire/receipts-round-trip", test_receipts_round_trip);
  g_test_add_func ("/wire/page-round-trip", test_a_page_round_trip);
  g_test_add_func ("/wire/idle-pull-is-small", test_an_idle_pull_is_small);
  return g_test_run ();
}

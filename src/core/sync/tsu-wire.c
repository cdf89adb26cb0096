/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The bodies of the wire: push, its receipts, and a page of a pull. Every body is read whole and
 * verified by its frame before anything of it is believed; then strictly, line by line.
 */

#include "config.h"

#include "tsu-wire.h"

#include "tsu-error.h"
#include "tsu-frame.h"
#include "tsu-id.h"
#include "tsu-json.h"

#include <glib/gi18n.h>

static const char *const verdict_names[] = { "ok", "dup", "held" };

void
tsu_hello_clear (TsuHello *hello)
{
  g_clear_pointer (&hello->epoch, g_free);
  g_clear_pointer (&hello->device, g_free);
}

void
tsu_receipt_free (TsuReceipt *receipt)
{
  if (!receipt)
    return;
  g_free (receipt->reason);
  g_free (receipt);
}

void
tsu_page_free (TsuPage *page)
{
  if (!page)
    return;
  g_free (page->epoch);
  g_clear_pointer (&page->txns, g_ptr_array_unref);
  g_free (page);
}

static void
append_int (GString *json, const char *key, gint64 value)
{
  tsu_json_append_key (json, key);
  tsu_json_append_int (json, value);
}

static void
append_text (GString *json, const char *key, const char *text)
{
  if (!text)
    return;
  tsu_json_append_key (json, key);
  tsu_json_append_string (json, text);
}

static void
add_line (TsuFrameWriter *writer, GString *json)
{
  g_string_append_c (json, '}');
  tsu_frame_writer_add (writer, json->str, json->len);
  g_string_assign (json, "{");
}

static void
add_txn (TsuFrameWriter *writer, GString *json, const TsuTxn *txn)
{
  append_text (json, "txn", txn->id);
  append_int (json, "dseq", txn->dseq);
  append_text (json, "device", txn->device);
  append_text (json, "label", txn->label);
  append_text (json, "batch", txn->batch);
  append_int (json, "time", txn->time);
  if (txn->seq > 0)
    append_int (json, "seq", txn->seq);
  append_int (json, "n", txn->changes->len);
  add_line (writer, json);

  for (guint i = 0; i < txn->changes->len; i++) {
    g_string_truncate (json, 0);
    tsu_change_append_json (g_ptr_array_index (txn->changes, i), json);
    tsu_frame_writer_add (writer, json->str, json->len);
  }
  g_string_assign (json, "{");
}

static gboolean
fail (GError **error)
{
  g_set_error (error, TSU_ERROR, TSU_ERROR_INVALID,
               _ ("The data has a form that is not understood."));
  return FALSE;
}

/**
 * tsu_wire_encode_push:
 * @txns: (element-type TsuTxn): transactions in the order of their dseq
 *
 * Returns: (transfer full): the body
 */
GBytes *
tsu_wire_encode_push (const TsuHello *hello, GPtrArray *txns)
{
  g_auto (TsuFrameWriter) writer = { NULL };
  g_autoptr (GString) json = g_string_new ("{");

  tsu_frame_writer_init (&writer);
  append_int (json, "push", hello->protocol);
  append_int (json, "schema", hello->schema);
  append_text (json, "epoch", hello->epoch);
  append_text (json, "device", hello->device);
  append_int (json, "incarnation", hello->incarnation);
  append_int (json, "now", hello->now);
  add_line (&writer, json);
  for (guint i = 0; i < txns->len; i++)
    add_txn (&writer, json, g_ptr_array_index (txns, i));
  return tsu_frame_writer_finish (&writer);
}

static gboolean
read_hello (const char *line, gsize length, TsuHello *hello, GError **error)
{
  TsuJsonReader r;

  tsu_json_reader_init (&r, line, length);
  if (tsu_json_read_object (&r)) {
    for (const char *key; (key = tsu_json_next_key (&r));) {
      if (g_str_equal (key, "push"))
        hello->protocol = (int) tsu_json_read_int (&r);
      else if (g_str_equal (key, "schema"))
        hello->schema = (int) tsu_json_read_int (&r);
      else if (g_str_equal (key, "epoch"))
        hello->epoch = tsu_json_read_string (&r);
      else if (g_str_equal (key, "device"))
        hello->device = tsu_json_read_string (&r);
      else if (g_str_equal (key, "incarnation"))
        hello->incarnation = tsu_json_read_int (&r);
      else if (g_str_equal (key, "now"))
        hello->now = tsu_json_read_int (&r);
      else
        tsu_json_skip (&r);
    }
  }
  if (!tsu_json_reader_finish (&r, error))
    return FALSE;
  return hello->protocol > 0 && hello->device && hello->device[0] ? TRUE : fail (error);
}

static void
read_txn_member (TsuJsonReader *r, const char *key, TsuTxn *txn, gint64 *n)
{
  if (g_str_equal (key, "txn"))
    txn->id = tsu_json_read_string (r);
  else if (g_str_equal (key, "dseq"))
    txn->dseq = tsu_json_read_int (r);
  else if (g_str_equal (key, "device"))
    txn->device = tsu_json_read_string (r);
  else if (g_str_equal (key, "label"))
    txn->label = tsu_json_read_string (r);
  else if (g_str_equal (key, "batch"))
    txn->batch = tsu_json_read_string (r);
  else if (g_str_equal (key, "time"))
    txn->time = tsu_json_read_int (r);
  else if (g_str_equal (key, "seq"))
    txn->seq = tsu_json_read_int (r);
  else if (g_str_equal (key, "n"))
    *n = tsu_json_read_int (r);
  else
    tsu_json_skip (r);
}

static gboolean
read_txn (TsuFrameReader *frame, const char *line, gsize length, GPtrArray *txns, GError **error)
{
  g_autoptr (TsuTxn) txn = tsu_txn_new ();
  gint64 n = 0;
  TsuJsonReader r;

  tsu_json_reader_init (&r, line, length);
  if (tsu_json_read_object (&r)) {
    for (const char *key; (key = tsu_json_next_key (&r));)
      read_txn_member (&r, key, txn, &n);
  }
  if (!tsu_json_reader_finish (&r, error))
    return FALSE;
  if (!txn->id || !tsu_id_is_valid (txn->id) || !txn->device || !txn->label || n < 1 ||
      n > TSU_WIRE_PUSH_CHANGES)
    return fail (error);

  for (gint64 i = 0; i < n; i++) {
    TsuChange *change;

    if (!tsu_frame_reader_next (frame, &line, &length))
      return fail (error);
    change = tsu_change_parse (line, length, error);
    if (!change)
      return FALSE;
    g_ptr_array_add (txn->changes, change);
  }
  g_ptr_array_add (txns, g_steal_pointer (&txn));
  return TRUE;
}

static GPtrArray *
read_txns (TsuFrameReader *frame, GError **error)
{
  g_autoptr (GPtrArray) txns = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_txn_free);
  const char *line;
  gsize length;

  while (tsu_frame_reader_next (frame, &line, &length)) {
    if (!read_txn (frame, line, length, txns, error))
      return NULL;
  }
  return g_steal_pointer (&txns);
}

/**
 * tsu_wire_decode_push:
 * @hello: (out caller-allocates): zeroed; cleared by the caller
 *
 * Returns: (transfer full) (element-type TsuTxn): the transactions; NULL with TSU_ERROR_INVALID
 */
GPtrArray *
tsu_wire_decode_push (const char *bytes, gsize length, TsuHello *hello, GError **error)
{
  TsuFrameReader frame;
  const char *line;
  gsize line_length;

  if (!tsu_frame_reader_init (&frame, bytes, length, TSU_WIRE_BODY_MAX, error))
    return NULL;
  if (!tsu_frame_reader_next (&frame, &line, &line_length)) {
    fail (error);
    return NULL;
  }
  if (!read_hello (line, line_length, hello, error))
    return NULL;
  return read_txns (&frame, error);
}

/**
 * tsu_wire_encode_receipts:
 * @now: the server's clock, Unix milliseconds
 * @receipts: (element-type TsuReceipt): one for each transaction pushed, in order
 *
 * Returns: (transfer full): the body
 */
GBytes *
tsu_wire_encode_receipts (const char *epoch, gint64 now, GPtrArray *receipts)
{
  g_auto (TsuFrameWriter) writer = { NULL };
  g_autoptr (GString) json = g_string_new ("{");

  tsu_frame_writer_init (&writer);
  append_text (json, "epoch", epoch);
  append_int (json, "now", now);
  add_line (&writer, json);
  for (guint i = 0; i < receipts->len; i++) {
    const TsuReceipt *receipt = g_ptr_array_index (receipts, i);

    append_int (json, "dseq", receipt->dseq);
    append_text (json, "verdict", verdict_names[receipt->verdict]);
    append_int (json, "seq", receipt->seq);
    append_text (json, "reason", receipt->reason);
    add_line (&writer, json);
  }
  return tsu_frame_writer_finish (&writer);
}

static TsuReceipt *
read_receipt (const char *line, gsize length, GError **error)
{
  g_autoptr (TsuReceipt) receipt = g_new0 (TsuReceipt, 1);
  g_autofree char *verdict = NULL;
  TsuJsonReader r;

  tsu_json_reader_init (&r, line, length);
  if (tsu_json_read_object (&r)) {
    for (const char *key; (key = tsu_json_next_key (&r));) {
      if (g_str_equal (key, "dseq"))
        receipt->dseq = tsu_json_read_int (&r);
      else if (g_str_equal (key, "verdict"))
        verdict = tsu_json_read_string (&r);
      else if (g_str_equal (key, "seq"))
        receipt->seq = tsu_json_read_int (&r);
      else if (g_str_equal (key, "reason"))
        receipt->reason = tsu_json_read_string (&r);
      else
        tsu_json_skip (&r);
    }
  }
  if (!tsu_json_reader_finish (&r, error))
    return NULL;

  for (gsize i = 0; verdict && i < G_N_ELEMENTS (verdict_names); i++) {
    if (g_str_equal (verdict, verdict_names[i])) {
      receipt->verdict = (TsuVerdict) i;
      return g_steal_pointer (&receipt);
    }
  }
  fail (error);
  return NULL;
}

/* The first line of an answer: epoch and clock of the server, and for a page its cursor. */
static gboolean
read_head (TsuFrameReader *frame, TsuPage *head, GError **error)
{
  TsuJsonReader r;
  const char *line;
  gsize length;

  if (!tsu_frame_reader_next (frame, &line, &length))
    return fail (error);
  tsu_json_reader_init (&r, line, length);
  if (tsu_json_read_object (&r)) {
    for (const char *key; (key = tsu_json_next_key (&r));) {
      if (g_str_equal (key, "epoch"))
        head->epoch = tsu_json_read_string (&r);
      else if (g_str_equal (key, "now"))
        head->now = tsu_json_read_int (&r);
      else if (g_str_equal (key, "next"))
        head->next = tsu_json_read_int (&r);
      else if (g_str_equal (key, "more"))
        head->more = tsu_json_read_bool (&r);
      else
        tsu_json_skip (&r);
    }
  }
  if (!tsu_json_reader_finish (&r, error))
    return FALSE;
  return head->epoch ? TRUE : fail (error);
}

/**
 * tsu_wire_decode_receipts:
 * @epoch: (out) (transfer full): the server's life
 * @now: (out): the server's clock, Unix milliseconds
 *
 * Returns: (transfer full) (element-type TsuReceipt): the receipts; NULL with TSU_ERROR_INVALID
 */
GPtrArray *
tsu_wire_decode_receipts (
  const char *bytes, gsize length, char **epoch, gint64 *now, GError **error)
{
  g_autoptr (GPtrArray) receipts =
    g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_receipt_free);
  g_autoptr (TsuPage) head = g_new0 (TsuPage, 1);
  TsuFrameReader frame;
  const char *line;
  gsize line_length;

  if (!tsu_frame_reader_init (&frame, bytes, length, TSU_WIRE_BODY_MAX, error) ||
      !read_head (&frame, head, error))
    return NULL;
  while (tsu_frame_reader_next (&frame, &line, &line_length)) {
    TsuReceipt *receipt = read_receipt (line, line_length, error);

    if (!receipt)
      return NULL;
    g_ptr_array_add (receipts, receipt);
  }
  *epoch = g_steal_pointer (&head->epoch);
  *now = head->now;
  return g_steal_pointer (&receipts);
}

/**
 * tsu_wire_encode_page:
 *
 * Returns: (transfer full): the body of a pull's answer
 */
GBytes *
tsu_wire_encode_page (const TsuPage *page)
{
  g_auto (TsuFrameWriter) writer = { NULL };
  g_autoptr (GString) json = g_string_new ("{");

  tsu_frame_writer_init (&writer);
  append_text (json, "epoch", page->epoch);
  append_int (json, "now", page->now);
  append_int (json, "next", page->next);
  tsu_json_append_key (json, "more");
  tsu_json_append_bool (json, page->more);
  add_line (&writer, json);
  for (guint i = 0; i < page->txns->len; i++)
    add_txn (&writer, json, g_ptr_array_index (page->txns, i));
  return tsu_frame_writer_finish (&writer);
}

/**
 * tsu_wire_decode_page:
 *
 * Returns: (transfer full): the page; NULL with TSU_ERROR_INVALID
 */
TsuPage *
tsu_wire_decode_page (const char *bytes, gsize length, GError **error)
{
  g_autoptr (TsuPage) page = g_new0 (TsuPage, 1);
  TsuFrameReader frame;

  if (!tsu_frame_reader_init (&frame, bytes, length, TSU_WIRE_BODY_MAX, error) ||
      !read_head (&frame, page, error))
    return NULL;
  page->txns = read_txns (&frame, error);
  return page->txns ? g_steal_pointer (&page) : NULL;
}

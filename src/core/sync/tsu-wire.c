/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The bodies of the wire: push, its receipts, and a page of a pull. Every body is read whole and
 * verified by its frame before anything of it is believed; then strictly, line by line.
 */

#include "config.h"

#include "tsu-wire.h"

#include "tsu-id.h"
#include "tsu-wire-private.h"

#include <string.h>

static const char *const verdict_names[] = { "ok", "dup", "held" };
static const char *const scope_names[] = { "grant", "drop", "in", "out" };

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
  g_free (receipt->txn);
  g_free (receipt);
}

void
tsu_page_free (TsuPage *page)
{
  if (!page)
    return;
  g_free (page->epoch);
  g_free (page->scope);
  g_clear_pointer (&page->txns, g_ptr_array_unref);
  g_clear_pointer (&page->lines, g_ptr_array_unref);
  g_free (page);
}

static void
add_txn (TsuFrameWriter *writer, GString *json, const TsuTxn *txn)
{
  tsu_wire_append_text (json, "txn", txn->id);
  tsu_wire_append_int (json, "dseq", txn->dseq);
  tsu_wire_append_text (json, "device", txn->device);
  tsu_wire_append_text (json, "label", txn->label);
  tsu_wire_append_text (json, "batch", txn->batch);
  tsu_wire_append_int (json, "time", txn->time);
  if (txn->seq > 0)
    tsu_wire_append_int (json, "seq", txn->seq);
  if (txn->relay) {
    tsu_json_append_key (json, "relay");
    tsu_json_append_bool (json, TRUE);
  }
  tsu_wire_append_int (json, "n", txn->changes->len);
  tsu_wire_add_line (writer, json);

  tsu_wire_add_changes (writer, json, txn->changes);
  g_string_assign (json, "{");
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
  tsu_wire_append_int (json, "push", hello->protocol);
  tsu_wire_append_int (json, "schema", hello->schema);
  tsu_wire_append_text (json, "epoch", hello->epoch);
  tsu_wire_append_text (json, "device", hello->device);
  tsu_wire_append_int (json, "incarnation", hello->incarnation);
  tsu_wire_append_int (json, "now", hello->now);
  tsu_wire_append_int (json, "ward", hello->ward);
  tsu_wire_add_line (&writer, json);
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
      else if (g_str_equal (key, "ward"))
        hello->ward = tsu_wire_read_small (&r, 0);
      else
        tsu_json_skip (&r);
    }
  }
  if (!tsu_json_reader_finish (&r, error))
    return FALSE;
  return hello->protocol > 0 && hello->device && hello->device[0] ? TRUE : tsu_wire_fail (error);
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
  else if (g_str_equal (key, "relay"))
    txn->relay = tsu_json_read_bool (r);
  else if (g_str_equal (key, "n"))
    *n = tsu_json_read_int (r);
  else
    tsu_json_skip (r);
}

/* The line of a transaction, and the changes that follow it. */
static TsuTxn *
read_txn (TsuFrameReader *frame, const char *line, gsize length, GError **error)
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
    return NULL;
  if (!txn->id || !tsu_id_is_valid (txn->id) || !txn->device || !txn->label || n < 1 ||
      n > TSU_WIRE_PUSH_CHANGES) {
    tsu_wire_fail (error);
    return NULL;
  }

  for (gint64 i = 0; i < n; i++) {
    TsuChange *change;

    if (!tsu_frame_reader_next (frame, &line, &length)) {
      tsu_wire_fail (error);
      return NULL;
    }
    change = tsu_change_parse (line, length, error);
    if (!change)
      return NULL;
    g_ptr_array_add (txn->changes, change);
  }
  return g_steal_pointer (&txn);
}

/* Transactions to the end. @first: (nullable): the first line, where it was read already. */
static GPtrArray *
read_txns (TsuFrameReader *frame, const char *first, gsize length, GError **error)
{
  g_autoptr (GPtrArray) txns = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_txn_free);
  const char *line = first;

  while (line || tsu_frame_reader_next (frame, &line, &length)) {
    TsuTxn *txn = read_txn (frame, line, length, error);

    if (!txn)
      return NULL;
    g_ptr_array_add (txns, txn);
    line = NULL;
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

  if (!tsu_wire_open (&frame, bytes, length, &line, &line_length, error) ||
      !read_hello (line, line_length, hello, error))
    return NULL;
  return read_txns (&frame, NULL, 0, error);
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
  tsu_wire_append_text (json, "epoch", epoch);
  tsu_wire_append_int (json, "now", now);
  tsu_wire_add_line (&writer, json);
  for (guint i = 0; i < receipts->len; i++) {
    const TsuReceipt *receipt = g_ptr_array_index (receipts, i);

    tsu_wire_append_text (json, "txn", receipt->txn);
    tsu_wire_append_int (json, "dseq", receipt->dseq);
    tsu_wire_append_text (json, "verdict", verdict_names[receipt->verdict]);
    tsu_wire_append_int (json, "seq", receipt->seq);
    tsu_wire_append_text (json, "reason", receipt->reason);
    tsu_wire_add_line (&writer, json);
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
      else if (g_str_equal (key, "txn"))
        receipt->txn = tsu_json_read_string (&r);
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
  tsu_wire_fail (error);
  return NULL;
}

/* The first line of an answer: epoch and clock of the server, and for a page its cursor. */
static gboolean
read_head (const char *line, gsize length, TsuPage *head, GError **error)
{
  TsuJsonReader r;

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
      else if (g_str_equal (key, "scope"))
        head->scope = tsu_json_read_string (&r);
      else
        tsu_json_skip (&r);
    }
  }
  if (!tsu_json_reader_finish (&r, error))
    return FALSE;
  return head->epoch ? TRUE : tsu_wire_fail (error);
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

  if (!tsu_wire_open (&frame, bytes, length, &line, &line_length, error) ||
      !read_head (line, line_length, head, error))
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

static void
add_scope_line (TsuFrameWriter *writer, GString *json, const TsuScopeLine *line)
{
  tsu_wire_append_text (json, "scope", scope_names[line->kind]);
  tsu_wire_append_text (json, "record", line->record);
  if (line->kind != TSU_SCOPE_OUT)
    tsu_wire_append_int (json, "ward", line->ward);
  if (!line->record)
    tsu_wire_append_int (json, "level", line->level);
  tsu_wire_add_line (writer, json);
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
  tsu_wire_append_int (json, "page", TSU_WIRE_PROTOCOL);
  tsu_wire_append_text (json, "epoch", page->epoch);
  tsu_wire_append_int (json, "now", page->now);
  tsu_wire_append_int (json, "next", page->next);
  tsu_json_append_key (json, "more");
  tsu_json_append_bool (json, page->more);
  tsu_wire_append_text (json, "scope", page->scope);
  tsu_wire_add_line (&writer, json);
  for (guint i = 0; page->lines && i < page->lines->len; i++)
    add_scope_line (&writer, json, g_ptr_array_index (page->lines, i));
  for (guint i = 0; i < page->txns->len; i++)
    add_txn (&writer, json, g_ptr_array_index (page->txns, i));
  return tsu_frame_writer_finish (&writer);
}

static void
read_scope_kind (TsuJsonReader *r, TsuScopeKind *kind)
{
  g_autofree char *name = tsu_json_read_string (r);

  for (gsize i = 0; name && i < G_N_ELEMENTS (scope_names); i++) {
    if (g_str_equal (scope_names[i], name)) {
      *kind = (TsuScopeKind) i;
      return;
    }
  }
  tsu_json_fail (r, "no known word about a scope");
}

static TsuScopeLine *
read_scope_line (const char *line, gsize length, GError **error)
{
  g_autoptr (TsuScopeLine) scope = g_new0 (TsuScopeLine, 1);
  gboolean of_record;
  TsuJsonReader r;

  scope->ward = scope->level = -2;
  tsu_json_reader_init (&r, line, length);
  if (tsu_json_read_object (&r)) {
    for (const char *key; (key = tsu_json_next_key (&r));) {
      if (g_str_equal (key, "scope"))
        read_scope_kind (&r, &scope->kind);
      else if (g_str_equal (key, "ward"))
        scope->ward = tsu_wire_read_small (&r, 0);
      else if (g_str_equal (key, "level"))
        scope->level = tsu_wire_read_small (&r, -1);
      else if (g_str_equal (key, "record"))
        scope->record = tsu_json_read_string (&r);
      else
        tsu_json_skip (&r);
    }
  }
  if (!tsu_json_reader_finish (&r, error))
    return NULL;
  of_record = scope->kind == TSU_SCOPE_IN || scope->kind == TSU_SCOPE_OUT;
  if (of_record ? scope->record && tsu_id_is_valid (scope->record) &&
                    (scope->kind == TSU_SCOPE_OUT || scope->ward >= 0)
                : scope->ward >= 0 && scope->level >= -1)
    return g_steal_pointer (&scope);
  tsu_wire_fail (error);
  return NULL;
}

/* The lines about the scope come before the transactions, and begin with what they are. */
static gboolean
read_page_lines (TsuFrameReader *frame, TsuPage *page, GError **error)
{
  static const char beginning[] = "{\"scope\":";
  const gsize size = sizeof beginning - 1;
  const char *line = NULL;
  gsize length = 0;

  page->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) tsu_scope_line_free);
  while (tsu_frame_reader_next (frame, &line, &length)) {
    TsuScopeLine *scope;

    if (length < size || memcmp (line, beginning, size) != 0)
      break;
    scope = read_scope_line (line, length, error);
    if (!scope)
      return FALSE;
    g_ptr_array_add (page->lines, scope);
    line = NULL;
  }
  page->txns = read_txns (frame, line, length, error);
  return page->txns != NULL;
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
  const char *line;
  gsize line_length;

  if (!tsu_wire_open (&frame, bytes, length, &line, &line_length, error) ||
      !read_head (line, line_length, page, error) || !read_page_lines (&frame, page, error))
    return NULL;
  return g_steal_pointer (&page);
}

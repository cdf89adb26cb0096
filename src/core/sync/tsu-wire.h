/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tsu-txn.h"

G_BEGIN_DECLS

#define TSU_WIRE_PROTOCOL 1
/* A push is cut into bodies of at most this; a single transaction over it goes alone. */
#define TSU_WIRE_PUSH_CHANGES 500
#define TSU_WIRE_PUSH_BYTES (1024 * 1024)
#define TSU_WIRE_BODY_MAX (64 * 1024 * 1024)
/* A snapshot's file is a row of bodies of at most this many changes, or about this many bytes. */
#define TSU_WIRE_CHUNK_CHANGES 5000
#define TSU_WIRE_CHUNK_BYTES (1024 * 1024)

/**
 * TsuHello:
 * @protocol: version of the wire
 * @schema: version of the sender's field tables
 * @epoch: (nullable): the server's life that the sender last knew; changes when it is restored
 * @device: id of the device
 * @incarnation: how often the device's file was found copied or restored
 * @now: the sender's clock, Unix milliseconds
 * @ward: the ward of new records whose own change does not name one
 *
 * The first line of every push.
 */
typedef struct {
  int protocol;
  int schema;
  char *epoch;
  char *device;
  gint64 incarnation;
  gint64 now;
  int ward;
} TsuHello;

void tsu_hello_clear (TsuHello *hello);

GBytes *tsu_wire_encode_push (const TsuHello *hello, GPtrArray *txns);
GPtrArray *tsu_wire_decode_push (const char *bytes, gsize length, TsuHello *hello, GError **error);

/**
 * TsuVerdict:
 * @TSU_VERDICT_OK: taken
 * @TSU_VERDICT_DUP: taken before, with the same body
 * @TSU_VERDICT_HELD: stored but not applied, because it is not allowed or not valid
 */
typedef enum {
  TSU_VERDICT_OK,
  TSU_VERDICT_DUP,
  TSU_VERDICT_HELD,
} TsuVerdict;

/**
 * TsuReceipt:
 * @txn: id of the transaction
 * @dseq: its place among those of the device; 0 for one that was relayed
 * @seq: the server's number of its last change; 0 where it was held
 * @reason: (nullable): why it was held: a word for programs, such as "write", "ward", "invalid"
 *
 * The server's word on one transaction.
 */
typedef struct {
  gint64 dseq;
  TsuVerdict verdict;
  gint64 seq;
  char *reason;
  char *txn;
} TsuReceipt;

void tsu_receipt_free (TsuReceipt *receipt);

GBytes *tsu_wire_encode_receipts (const char *epoch, gint64 now, GPtrArray *receipts);
GPtrArray *tsu_wire_decode_receipts (
  const char *bytes, gsize length, char **epoch, gint64 *now, GError **error);

/**
 * TsuPage:
 * @epoch: the server's life
 * @now: the server's clock, Unix milliseconds
 * @next: the cursor after this page
 * @more: whether there is another page at once
 * @txns: (element-type TsuTxn): in the server's order, never split over pages
 * @scope: (nullable): digest of what the reader may read
 * @lines: (nullable) (element-type TsuScopeLine): what of it has changed
 */
typedef struct {
  char *epoch;
  gint64 now;
  gint64 next;
  gboolean more;
  GPtrArray *txns;
  char *scope;
  GPtrArray *lines;
} TsuPage;

void tsu_page_free (TsuPage *page);
GBytes *tsu_wire_encode_page (const TsuPage *page);
TsuPage *tsu_wire_decode_page (const char *bytes, gsize length, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TsuHello, tsu_hello_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuReceipt, tsu_receipt_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TsuPage, tsu_page_free)

G_END_DECLS
